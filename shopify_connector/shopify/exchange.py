# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What one request and its answer leave for the log (G8)."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .masking import mask_data, mask_text

DEFAULT_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Cost:
    """``extensions.cost`` of an answer, in points.

    :param actual: what was charged, None when the request was throttled
    :param available: left in the bucket, of ``maximum``, refilled by ``restore_rate`` a second
    """

    requested: float
    actual: float | None
    available: float
    maximum: float
    restore_rate: float

    @classmethod
    def from_extensions(cls, extensions: Any) -> "Cost | None":
        """Read ``extensions``; None if it has no cost block that can be used."""
        try:
            cost = extensions["cost"]
            throttle = cost["throttleStatus"]
            return cls(
                requested=float(cost["requestedQueryCost"]),
                actual=None
                if cost.get("actualQueryCost") is None
                else float(cost["actualQueryCost"]),
                available=float(throttle["currentlyAvailable"]),
                maximum=float(throttle["maximumAvailable"]),
                restore_rate=float(throttle["restoreRate"]),
            )
        except (KeyError, TypeError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came back; its texts are made when asked for, without secrets.

    :param operation: the operation's name, such as ``OrdersById``
    :param status: the HTTP status, 0 if no answer came
    :param duration: seconds from sending to the last byte
    :param attempt: 1 for the first try
    :param error: what was wrong, ``""`` if nothing
    :param answered_version: the API version that Shopify answered in
    :param deprecated_reason: Shopify's warning that the request uses something deprecated
    """

    operation: str
    at: datetime
    url: str
    status: int
    duration: float
    attempt: int
    asked_version: str
    answered_version: str
    request_id: str = ""
    deprecated_reason: str = ""
    error: str = ""
    cost: Cost | None = None
    request_bytes: int = 0
    answer_bytes: int = 0
    _variables: Any = field(default=None, repr=False)
    _answer: bytes = field(default=b"", repr=False)
    _secrets: tuple[str, ...] = field(default=(), repr=False)

    @property
    def version_mismatch(self) -> bool:
        """Shopify answered in another API version than was asked: the asked one has expired."""
        return bool(self.answered_version) and self.answered_version != self.asked_version

    @property
    def failed(self) -> bool:
        """Whether it ended with an error."""
        return bool(self.error)

    def variables_text(self, limit: int = DEFAULT_LIMIT) -> str:
        """The variables as JSON without secrets, at most ``limit`` characters."""
        masked = mask_data(self._variables, self._secrets)
        return _shorten(json.dumps(masked, ensure_ascii=False, default=str), limit)

    def answer_text(self, limit: int = DEFAULT_LIMIT) -> str:
        """The answer without secrets, at most ``limit`` characters."""
        text = self._answer.decode("utf-8", "replace")
        return _shorten(mask_text(text, self._secrets), limit)


def _shorten(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return f"{text[:limit]}… ({len(text)} characters)"
