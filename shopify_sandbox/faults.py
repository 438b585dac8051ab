# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What goes wrong on purpose: planned for the next requests, or at random with a seed."""

import random
import threading
from collections import deque
from dataclasses import dataclass

from .cdn import FOLDER

UNANSWERED = frozenset(
    ("429", "500", "502", "503", "malformed", "cut_before", "throttled", "internal")
)
# Only the GraphQL endpoint answers so; a request to another address goes well instead.
OF_GRAPHQL = frozenset(("throttled", "internal", "partial"))
# Only files that are downloaded meet these.
OF_FILES = frozenset(("404", "redirect", "wrong_type"))
# What happens in the background, not to a request.
LATER = frozenset(("bulk_failed", "media_failed"))
AROUND = frozenset(("slow", "cut_off", "cut_after", "partial"))
RANDOM_KINDS = tuple(sorted(UNANSWERED | AROUND | {"expired_token"}))
KINDS = frozenset(RANDOM_KINDS) | OF_FILES | LATER


class ConnectionCut(Exception):
    """The connection breaks without an answer."""


class CutBody(bytes):
    """A body of which only a part arrives; ``whole`` is the length that was announced."""

    whole: int = 0

    @classmethod
    def of(cls, body: bytes) -> "CutBody":
        """The first half of a body."""
        cut = cls(body[: len(body) // 2])
        cut.whole = len(body)
        return cut


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong.

    :param kind: one of KINDS.
    :param operation: only for this operation (name, or path); None: any.
    :param seconds: how slow ``slow`` is, or the Retry-After of 429.
    """

    kind: str
    operation: str | None = None
    seconds: float = 1.0


class Faults:
    """The plan of what goes wrong."""

    def __init__(self):
        self._lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self._planned: deque[Fault] = deque()
            self._rate = 0.0
            self._kinds: tuple[str, ...] = ()
            self._seconds = 0.0
            self._random = random.Random(0)

    def plan(self, kind: str, times: int = 1, operation: str | None = None, seconds: float = 1.0):
        """Let the next requests fail.

        :param kind: one of KINDS.
        :param times: how many requests.
        :param operation: only requests of this operation (name, or path).
        :raises ValueError: no such kind.
        """
        if kind not in KINDS:
            raise ValueError(f"unknown fault {kind!r}; known: {', '.join(sorted(KINDS))}")
        if kind in OF_FILES:
            operation = operation or FOLDER
        with self._lock:
            self._planned.extend([Fault(kind, operation, seconds)] * times)

    def at_random(self, rate: float, seed: int = 0, kinds=RANDOM_KINDS, seconds: float = 0.05):
        """Let requests fail at random.

        :param rate: share of the requests, 0.2 being one in five.
        :param kinds: which ways, all alike likely.
        :param seconds: how slow ``slow`` is, and the Retry-After of 429.
        """
        unknown = set(kinds) - KINDS
        if unknown:
            raise ValueError(f"unknown faults {', '.join(sorted(unknown))}")
        with self._lock:
            self._rate, self._kinds, self._seconds = rate, tuple(kinds), seconds
            self._random = random.Random(seed)

    def next(self, operation: str) -> Fault | None:
        """What goes wrong with a request, if anything; planned faults come first."""
        with self._lock:
            for fault in self._planned:
                if fault.kind not in LATER and fault.operation in (None, operation):
                    self._planned.remove(fault)
                    return fault
            if self._rate and self._random.random() < self._rate:
                return Fault(self._random.choice(self._kinds), None, self._seconds)
        return None

    def bulk_fails(self) -> bool:
        """Whether the bulk operation that starts now is to fail."""
        return self._take("bulk_failed")

    def media_fails(self) -> bool:
        """Whether the picture that is processed now is to fail."""
        return self._take("media_failed")

    def _take(self, kind: str) -> bool:
        with self._lock:
            for fault in self._planned:
                if fault.kind == kind:
                    self._planned.remove(fault)
                    return True
        return False
