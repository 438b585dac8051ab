# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify received: requests, points and counts, for assertions and benchmarks."""

import threading
from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Received:
    """One request the sandbox answered.

    :param operation: the operation's name, or the path for what is not GraphQL.
    :param status: HTTP status of the answer.
    :param cost: points it actually cost.
    :param error: code of the first error, or the fault that kept the request from being answered.
    """

    path: str
    operation: str
    query: str = ""
    variables: dict = field(default_factory=dict)
    status: int = 200
    cost: int = 0
    error: str | None = None


class Statistics:
    """Sums over the requests; the newest ones are kept whole."""

    KEPT = 2000

    def __init__(self):
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        with self._lock:
            self.requests: list[Received] = []
            self.total = 0
            self.cost = 0
            self.by_operation: Counter = Counter()
            self.by_status: Counter = Counter()
            self.faults: Counter = Counter()

    def note(self, received: Received) -> None:
        """Count a request."""
        with self._lock:
            self.total += 1
            self.cost += received.cost
            self.by_operation[received.operation] += 1
            self.by_status[received.status] += 1
            self.requests.append(received)
            if len(self.requests) > self.KEPT:
                del self.requests[: self.KEPT // 2]

    def note_fault(self, kind: str) -> None:
        """Count a fault that was injected."""
        with self._lock:
            self.faults[kind] += 1

    def as_dict(self) -> dict:
        """The sums, for JSON."""
        with self._lock:
            return {
                "requests": self.total,
                "cost_points": self.cost,
                "operations": dict(self.by_operation),
                "statuses": {str(status): n for status, n in self.by_status.items()},
                "faults": dict(self.faults),
            }
