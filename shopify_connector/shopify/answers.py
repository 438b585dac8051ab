# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Understand an answer: the data, an error that ends the request, or a reason to try again."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from . import errors
from .documents import Document
from .errors import ShopifyError, UserError
from .retry import retry_after_seconds
from .transport import RawAnswer
from .version import SUPPORTED_VERSIONS

_SCOPE = re.compile(r"\b((?:read|write|unauthenticated)_[a-z_]+)")
_FIELD = re.compile(r"[Aa]ccess denied for (\w+)")
_PROTECTED = re.compile(r"protected[- ]customer[- ]data|not approved to access", re.IGNORECASE)
#: Codes of faults that may be over at the next try.
PASSING_CODES = frozenset({"INTERNAL_SERVER_ERROR", "TIMEOUT", "SERVICE_UNAVAILABLE"})
#: Codes of faults that concern the whole request, wherever they are said to be.
_WHOLE_CODES = frozenset({"THROTTLED", "MAX_COST_EXCEEDED", "ACCESS_DENIED"})
_DETAIL_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Passing:
    """A fault that may be over at the next try.

    :param detail: what happened, in a few words
    :param executed: whether Shopify may have carried the request out
    :param throttled: only the budget was used up
    :param retry_after: seconds that Shopify asked to wait
    """

    detail: str
    executed: bool
    throttled: bool = False
    retry_after: float = 0.0


@dataclass(frozen=True, slots=True)
class Understood:
    """An answer after reading: exactly one of data, error and passing is set.

    :param extensions: the answer's ``extensions``, also beside an error
    :param faults: for each root field that failed beside others that did not, its ``errors``
    """

    data: dict[str, Any] | None = None
    error: ShopifyError | None = None
    passing: Passing | None = None
    extensions: Any = None
    faults: dict[str, list[dict]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer belongs to.

    :param in_parts: the root fields stand for themselves: one may fail beside others
    """

    document: Document
    shop: str
    version: str
    in_parts: bool = False


def understand(raw: RawAnswer, asked: Asked) -> Understood:
    """Read an answer to a GraphQL request."""
    if raw.status == 429:
        wait = retry_after_seconds(raw.header("Retry-After"))
        return Understood(passing=Passing("HTTP status 429", False, True, wait))
    if raw.status >= 500 or raw.status == 408:
        wait = retry_after_seconds(raw.header("Retry-After"))
        return Understood(passing=Passing(f"HTTP status {raw.status}", True, False, wait))
    if raw.status != 200:
        return Understood(error=_status_error(raw, asked))
    try:
        answer = json.loads(raw.body)
    except ValueError:
        return Understood(passing=Passing("the answer is not whole JSON", True))
    if not isinstance(answer, dict):
        return Understood(passing=Passing("the answer is not a JSON object", True))
    return _understand_json(answer, asked)


def user_errors(data: dict[str, Any]) -> tuple[UserError, ...]:
    """All refusals in a mutation's answer, from ``userErrors`` and its kin."""
    found = []
    for payload in data.values():
        if not isinstance(payload, dict):
            continue
        for key, entries in payload.items():
            if key.lower().endswith("usererrors") and isinstance(entries, list):
                found += [UserError.from_node(entry) for entry in entries]
    return tuple(found)


def fault_texts(faults: dict[str, list[dict]]) -> list[str]:
    """What is wrong with which root field, for the log."""
    return [
        f"{part}: {fault.get('message') or ''}" for part, each in faults.items() for fault in each
    ]


def _understand_json(answer: dict, asked: Asked) -> Understood:
    extensions = answer.get("extensions")
    faults = answer.get("errors")
    if faults and asked.in_parts:
        by_part = _faults_by_part(faults, answer.get("data"))
        if by_part and not _all_passing(faults, answer["data"]):
            return Understood(data=answer["data"], extensions=extensions, faults=by_part)
    if faults:
        passing, error = _read_errors(faults, asked)
        return Understood(passing=passing, error=error, extensions=extensions)
    data = answer.get("data")
    if not isinstance(data, dict):
        return Understood(passing=Passing("the answer has no data", True), extensions=extensions)
    return Understood(data=data, extensions=extensions)


def _faults_by_part(faults: Any, data: Any) -> dict[str, list[dict]]:
    """The faults by the root field they concern; empty if one concerns the whole request."""
    found: dict[str, list[dict]] = {}
    if type(faults) is not list or type(data) is not dict:
        return {}
    for fault in faults:
        path = fault.get("path") if isinstance(fault, dict) else None
        if not path or path[0] not in data or fault_code(fault) in _WHOLE_CODES:
            return {}
        found.setdefault(path[0], []).append(fault)
    return found


def _all_passing(faults: list[dict], data: dict) -> bool:
    return not any(data.values()) and all(fault_code(fault) in PASSING_CODES for fault in faults)


def _read_errors(faults: Any, asked: Asked) -> tuple[Passing | None, ShopifyError | None]:
    entries = [entry for entry in faults if isinstance(entry, dict)] if type(faults) is list else []
    codes = {fault_code(entry) for entry in entries}
    detail = "; ".join(str(entry.get("message", "")) for entry in entries) or str(faults)
    detail = detail[:_DETAIL_LENGTH]
    if "THROTTLED" in codes:
        return Passing("THROTTLED", False, True), None
    if "MAX_COST_EXCEEDED" in codes:
        return None, errors.CostTooHigh(operation=asked.document.name, detail=detail)
    if "ACCESS_DENIED" in codes:
        return None, _denied(entries, detail)
    if codes & PASSING_CODES:
        return Passing(detail, True), None
    return None, errors.InvalidQuery(operation=asked.document.name, detail=detail)


def fault_code(entry: dict) -> str:
    """The code of an entry of ``errors``, ``""`` if it has none."""
    extensions = entry.get("extensions")
    return str(extensions.get("code") or "") if isinstance(extensions, dict) else ""


def _denied(entries: list[dict], detail: str) -> ShopifyError:
    if _PROTECTED.search(detail):
        return errors.ProtectedDataWithheld(detail=detail)
    first = next(entry for entry in entries if fault_code(entry) == "ACCESS_DENIED")
    required = str((first.get("extensions") or {}).get("requiredAccess") or "")
    message = str(first.get("message") or "")
    scope = _SCOPE.search(required) or _SCOPE.search(message)
    field = _FIELD.search(message)
    path = ".".join(str(part) for part in first.get("path") or ())
    return errors.AccessDenied(
        scope=scope.group(1) if scope else "",
        field=field.group(1) if field else path,
        detail=detail,
    )


def _status_error(raw: RawAnswer, asked: Asked) -> ShopifyError:
    detail = _plain(raw.body)
    match raw.status:
        case 401:
            return errors.TokenExpired(shop=asked.shop, detail=detail or "HTTP status 401")
        case 402:
            return errors.ShopFrozen(shop=asked.shop)
        case 403:
            return _forbidden(detail)
        case 404 if asked.version not in SUPPORTED_VERSIONS:
            return errors.UnknownVersion(shop=asked.shop, version=asked.version)
        case 404:
            return errors.ShopNotFound(shop=asked.shop)
        case 423:
            return errors.ShopLocked(shop=asked.shop)
        case 400 | 406 | 422 if "version" in detail.lower():
            return errors.UnknownVersion(shop=asked.shop, version=asked.version)
        case 400 | 413 | 414 | 422:
            return errors.InvalidQuery(operation=asked.document.name, detail=detail)
    return errors.UnexpectedAnswer(shop=asked.shop, status=raw.status, detail=detail)


def _forbidden(detail: str) -> ShopifyError:
    if _PROTECTED.search(detail):
        return errors.ProtectedDataWithheld(detail=detail)
    scope = _SCOPE.search(detail)
    return errors.AccessDenied(
        scope=scope.group(1) if scope else "", field="the shop", detail=detail
    )


def _plain(body: bytes) -> str:
    text = body[:20_000].decode("utf-8", "replace").strip()
    try:
        found = json.loads(text)
    except ValueError:
        # an HTML page says nothing to a person
        return "" if text.startswith("<") else text[:_DETAIL_LENGTH]
    if isinstance(found, dict):
        found = found.get("errors") or found.get("error") or ""
    return str(found)[:_DETAIL_LENGTH]
