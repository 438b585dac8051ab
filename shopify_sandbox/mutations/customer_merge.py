# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Merging two customers."""

import uuid

from ..execution.registry import field, mutation
from ..world.merging import LONGEST_NOTE, MOST_TAGS, merge, merged_note, merged_tags
from .answers import user_error
from .customers import customer_of

INVALID_CHOICE = "Override attribute is invalid"
_IDS = ("customerOneId", "customerTwoId")


def _refused(errors):
    return {"resultingCustomerId": None, "job": None, "userErrors": errors}


@mutation("customerMerge")
def customer_merge(context, arguments):
    """Merge two customers at once; the job that Shopify gives is done already."""
    one, two = (customer_of(context, arguments[name]) for name in _IDS)
    errors = _unknown(arguments, one, two)
    choices = arguments.get("overrideFields") or {}
    errors = errors or _obstacles(context, one, two) or _bad_choices(one, two, choices)
    if errors:
        return _refused(errors)
    kept, _gone = merge(context.shop, one, two, choices)
    job = f"gid://shopify/Job/{uuid.uuid4()}"
    context.sandbox.merge_jobs[job] = kept["id"]
    return {
        "resultingCustomerId": kept["id"],
        "job": {"__typename": "Job", "id": job, "done": False},
        "userErrors": [],
    }


def _unknown(arguments, one, two):
    for name, customer in zip(_IDS, (one, two), strict=True):
        if customer is None:
            number = arguments[name].rpartition("/")[2]
            message = f"Customer does not exist with ID {number}"
            return [user_error([name], message, "INVALID_CUSTOMER_ID")]
    if one is two:
        return [user_error(None, "Customers IDs should not match", "INVALID_CUSTOMER_ID")]
    return []


def _obstacles(context, one, two):
    both = []
    if len(merged_tags(one, two)) > MOST_TAGS:
        both.append(f"Customers must have {MOST_TAGS} tags or less.")
    if len(merged_note(one, two) or "") > LONGEST_NOTE:
        both.append(f"Customer notes must be {LONGEST_NOTE:,} characters or less.")
    errors = [user_error([name], message, "INVALID_CUSTOMER") for message in both for name in _IDS]
    for name, customer in zip(_IDS, (one, two), strict=True):
        if any(card.get("customer") is customer for card in context.listed("GiftCard")):
            message = f"{customer['displayName']} has gift cards and can’t be merged."
            errors.append(user_error([name], message, "INVALID_CUSTOMER"))
    return errors


def _bad_choices(one, two, choices):
    ids = (one["id"], two["id"])
    bad = [
        key for key, value in choices.items() if key.startswith("customerIdOf") and value not in ids
    ]
    without_email = [customer["id"] for customer in (one, two) if not customer["email"]]
    if choices.get("customerIdOfEmailToKeep") in without_email:
        bad.append("customerIdOfEmailToKeep")
    return [
        user_error(["overrideFields", key], INVALID_CHOICE, "OVERRIDE_ATTRIBUTE_INVALID")
        for key in bad
    ]


@field("QueryRoot", "customerMergeJobStatus")
def customer_merge_job_status(context, source, arguments):
    """How far a merge is."""
    kept = context.sandbox.merge_jobs.get(arguments["jobId"])
    return kept and {
        "__typename": "CustomerMergeRequest",
        "jobId": arguments["jobId"],
        "resultingCustomerId": kept,
        "status": "COMPLETED",
        "customerMergeErrors": [],
    }
