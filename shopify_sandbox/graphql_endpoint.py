# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The GraphQL endpoint: parse, check, charge, execute, answer."""

import json
import re
from dataclasses import dataclass

from . import cdn
from .context import RequestContext
from .cost import Reckoning
from .documents import document
from .errors import RequestRefused
from .execution.executor import Executor
from .faulty import throttled_answer
from .input_sizes import check_input_sizes
from .statistics import Received
from .variables import coerced_variables

MOST_POINTS = 1000
_NAME = re.compile(r"\b(?:query|mutation)\s+(\w+)")


@dataclass(frozen=True)
class Asked:
    """A GraphQL request's body."""

    query: str
    variables: dict
    operation_name: str | None

    @property
    def label(self) -> str:
        """The operation's name for statistics and faults; "" when it has none."""
        found = _NAME.search(self.query)
        return self.operation_name or (found[1] if found else "")


def read_body(headers: dict, body: bytes) -> Asked:
    """The request's query and variables.

    :raises RequestRefused: no JSON, or no query in it.
    """
    if "application/graphql" in headers.get("content-type", ""):
        return Asked(body.decode("utf-8", "replace"), {}, None)
    try:
        content = json.loads(body)
        query = content["query"]
    except (ValueError, KeyError, TypeError) as error:
        message = "Required parameter missing or invalid: query"
        raise RequestRefused(
            [{"message": message, "extensions": {"code": "BAD_REQUEST"}}]
        ) from error
    return Asked(query, content.get("variables") or {}, content.get("operationName"))


def operation_label(path: str, body: bytes) -> str:
    """What a request is called in plans of faults: the operation's name, else the path,
    for downloads that of their folder."""
    if path.startswith(cdn.FOLDER):
        return cdn.FOLDER
    if not path.endswith("/graphql.json"):
        return path.partition("?")[0]
    try:
        return read_body({}, body).label
    except RequestRefused:
        return ""


class GraphQLEndpoint:
    """Answers GraphQL requests for one sandbox."""

    def __init__(self, sandbox):
        self.sandbox = sandbox

    def answer(self, version: str, grant, headers: dict, body: bytes, answer_headers: dict):
        """Status, headers and body for a request whose token is good."""
        status = 200
        asked = Asked("", {}, None)
        try:
            asked = read_body(headers, body)
            content = self.execute(version, grant, asked)
        except RequestRefused as refusal:
            content = {"errors": refusal.errors}
            status = 200 if asked.query else 400
        self._note(version, asked, status, content)
        answer_headers["Content-Type"] = "application/json; charset=utf-8"
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return status, answer_headers, text.encode()

    def execute(self, version: str, grant, asked: Asked) -> dict:
        """The answer as a dict.

        :raises RequestRefused: it is refused before it is executed.
        """
        schema = self.sandbox.schema(version)
        parsed = document(schema, asked.query)
        operation = parsed.operation(asked.operation_name)
        variables = coerced_variables(schema.graphql, operation, asked.variables)
        check_input_sizes(schema.graphql, operation, parsed.fragments, variables)
        reckoning = Reckoning(schema, operation, parsed.fragments, variables)
        requested = reckoning.requested()
        bucket = self.sandbox.bucket(grant.app)
        if requested > MOST_POINTS:
            raise RequestRefused([_too_dear(requested)])
        if not bucket.take(requested):
            return throttled_answer(requested, bucket.status())
        context = RequestContext(self.sandbox, schema, grant, variables)
        with self.sandbox.shop.lock:
            self.sandbox.media.advance()
            data = Executor(context, operation, parsed.fragments, variables).run()
        actual = reckoning.actual(data)
        bucket.give_back(requested - actual)
        return _content(context, data, requested, actual, bucket)

    def _note(self, version, asked, status, content):
        errors = content.get("errors") or []
        first = errors[0] if errors and isinstance(errors[0], dict) else {}
        cost = content.get("extensions", {}).get("cost", {}).get("actualQueryCost") or 0
        self.sandbox.statistics.note(
            Received(
                f"/admin/api/{version}/graphql.json",
                asked.label,
                asked.query,
                asked.variables,
                status,
                cost,
                first.get("extensions", {}).get("code"),
            )
        )


def _content(context, data, requested, actual, bucket) -> dict:
    content = {"data": data}
    if context.errors:
        content["errors"] = context.errors
    extensions = {
        "cost": {
            "requestedQueryCost": requested,
            "actualQueryCost": actual,
            "throttleStatus": bucket.status(),
        }
    }
    if context.search_notes:
        extensions["search"] = context.search_notes
    content["extensions"] = extensions
    return content


def _too_dear(requested: int) -> dict:
    return {
        "message": f"Query cost is {requested}, which exceeds the single query max cost limit"
        f" ({MOST_POINTS}).\n\nSee https://shopify.dev/concepts/about-apis/rate-limits for more"
        " information on how the\ncost of a query is calculated.\n\nTo query larger amounts of"
        " data with fewer limits, bulk operations should be used instead.",
        "extensions": {
            "code": "MAX_COST_EXCEEDED",
            "cost": requested,
            "maxCost": MOST_POINTS,
            "documentation": "https://shopify.dev/api/usage/rate-limits",
        },
    }
