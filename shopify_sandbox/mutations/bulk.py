# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Bulk operations and staged uploads."""

from ..bulk.operations import AT_ONCE
from ..bulk.rules import length_refusal, mutation_refusal, refusals
from ..bulk.uploads import lines_of
from ..documents import document
from ..errors import RequestRefused
from ..execution.registry import mutation
from .answers import user_error

OF_IMAGES = ("IMAGE", "PRODUCT_IMAGE", "SHOP_IMAGE", "COLLECTION_IMAGE")
MISSING_FILE = (
    "The JSONL file could not be found. Try uploading the file again, and check that you've"
    " entered the URL correctly for the stagedUploadPath mutation argument."
)


def _refused(message: str, code: str | None, fields=None) -> dict:
    return {
        "bulkOperation": None,
        "userErrors": [{"field": fields, "message": message, "code": code}],
    }


def _busy(context, kind: str) -> dict | None:
    running = context.sandbox.bulk.busy(context.grant.app, kind)
    if len(running) < AT_ONCE:
        return None
    return _refused(
        f"A bulk {kind.lower()} operation for this app and shop is already in progress:"
        f" {', '.join(running)}.",
        "OPERATION_IN_PROGRESS",
    )


@mutation("bulkOperationRunQuery")
def run_query(context, arguments):
    """Start a bulk query."""
    text = arguments["query"]
    try:
        checked = document(context.schema, text)
    except RequestRefused as refusal:
        message = str(refusal).partition(" at [")[0]
        return _refused(f"Invalid bulk query: {message}", "INVALID", ["query"])
    found = refusals(context.schema, checked)
    if found:
        return {
            "bulkOperation": None,
            "userErrors": [
                {"field": ["query"], "message": message, "code": "INVALID"} for message in found
            ],
        }
    too_long = length_refusal(text)
    if too_long:
        return _refused(too_long, "INVALID", ["query"])
    busy = _busy(context, "QUERY")
    if busy:
        return busy
    grouped = bool(arguments.get("groupObjects"))
    operation = context.sandbox.bulk.start_query(context, checked, text, grouped)
    return {"bulkOperation": operation, "userErrors": []}


@mutation("bulkOperationRunMutation")
def run_mutation(context, arguments):
    """Start a bulk mutation over an uploaded file of variables."""
    text = arguments["mutation"]
    try:
        checked = document(context.schema, text)
    except RequestRefused as refusal:
        return _refused(f"Invalid bulk mutation: {refusal}", "INVALID_MUTATION", ["mutation"])
    operations = list(checked.operations.values())
    if len(operations) != 1 or operations[0].operation.value != "mutation":
        return _refused(
            "Invalid operation type. Only `mutation` operations are supported.",
            "INVALID_MUTATION",
        )
    refusal = mutation_refusal(context.schema, checked)
    if refusal:
        return _refused(refusal, None, ["mutation"])
    too_long = length_refusal(text)
    if too_long:
        return _refused(too_long, "INVALID_MUTATION", ["query"])
    content = context.sandbox.uploads.content(arguments["stagedUploadPath"])
    if content is None:
        return _refused(MISSING_FILE, "NO_SUCH_FILE")
    if not content:
        return _refused("The input file is empty.", "INVALID_STAGED_UPLOAD_FILE")
    try:
        lines = lines_of(content)
    except ValueError:
        return _refused("The input file is not valid JSONL.", "INVALID_STAGED_UPLOAD_FILE")
    busy = _busy(context, "MUTATION")
    if busy:
        return busy
    operation = context.sandbox.bulk.start_mutation(context, checked, text, lines)
    return {"bulkOperation": operation, "userErrors": []}


@mutation("bulkOperationCancel")
def cancel(context, arguments):
    """Cancel a bulk operation."""
    found = context.sandbox.bulk.cancel(context.grant.app, arguments["id"])
    if found is None:
        return {
            "bulkOperation": None,
            "userErrors": [{"field": ["id"], "message": "Bulk operation does not exist"}],
        }
    return {"bulkOperation": found, "userErrors": []}


@mutation("stagedUploadsCreate")
def staged_uploads_create(context, arguments):
    """Prepare places to upload files to, for all files or none."""
    errors = [
        user_error(["input", str(number), "mimeType"], "Mime type is not that of an image")
        for number, entry in enumerate(arguments["input"])
        if entry["resource"] in OF_IMAGES and not entry["mimeType"].startswith("image/")
    ]
    if errors:
        return {"stagedTargets": [], "userErrors": errors}
    targets = [context.sandbox.uploads.target(entry) for entry in arguments["input"]]
    return {"stagedTargets": targets, "userErrors": []}
