# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Answers a request with the fault that was planned for it."""

import json
import time
import uuid

from . import cdn
from .faults import AROUND, OF_FILES, ConnectionCut, CutBody, Fault

JSON_TYPE = {"Content-Type": "application/json; charset=utf-8"}


def with_fault(fault: Fault, sandbox, answer):
    """The answer to a request that goes wrong.

    :param answer: called without arguments, does the work and gives status, headers and body.
    :raises ConnectionCut: the connection breaks.
    """
    if fault.kind in AROUND:
        return _around(fault, answer)
    if fault.kind in OF_FILES:
        return cdn.with_fault(fault.kind)
    match fault.kind:
        case "429":
            wait = {"Retry-After": str(fault.seconds)}
            return 429, JSON_TYPE | wait, _body({"errors": "Throttled"})
        case "cut_before":
            raise ConnectionCut
        case "malformed":
            return 200, JSON_TYPE, b'{"data": {"shop": {"name": "Dem'
        case "throttled":
            return 200, JSON_TYPE, _body(_throttled(sandbox))
        case "internal":
            return 200, JSON_TYPE, _body({"errors": [internal_error()]})
    text = {"500": "Internal Server Error", "502": "Bad Gateway", "503": "Service Unavailable"}
    return int(fault.kind), JSON_TYPE, _body({"errors": text[fault.kind]})


def _around(fault, answer):
    if fault.kind == "slow":
        time.sleep(fault.seconds)
        return answer()
    status, headers, body = answer()
    if fault.kind == "cut_after":
        raise ConnectionCut
    if not isinstance(body, bytes):
        return status, headers, body
    if fault.kind == "cut_off":
        return status, headers, CutBody.of(body)
    return status, headers, _partial(body)


def _partial(body: bytes) -> bytes:
    content = json.loads(body)
    data = content.get("data")
    if not isinstance(data, dict) or not data:
        return body
    name = next(iter(data))
    data[name] = None
    content.setdefault("errors", []).append(internal_error() | {"path": [name]})
    return _body(content)


def internal_error() -> dict:
    """Shopify's error for what went wrong on its side."""
    request_id = str(uuid.uuid4())
    return {
        "message": "Internal error. Looks like something went wrong on our end.\n"
        f"Request ID: {request_id} (include this in support requests).",
        "extensions": {"code": "INTERNAL_SERVER_ERROR", "requestId": request_id},
    }


def _throttled(sandbox) -> dict:
    app = next(iter(sandbox.tokens.apps))
    return throttled_answer(10, sandbox.bucket(app).status())


def throttled_answer(requested: int, status: dict) -> dict:
    """Shopify's answer to a query that the bucket has no points for."""
    return {
        "errors": [
            {
                "message": "Throttled",
                "extensions": {
                    "code": "THROTTLED",
                    "documentation": "https://shopify.dev/api/usage/rate-limits",
                },
            }
        ],
        "extensions": {
            "cost": {
                "requestedQueryCost": requested,
                "actualQueryCost": None,
                "throttleStatus": status,
            }
        },
    }


def _body(content) -> bytes:
    return json.dumps(content).encode()
