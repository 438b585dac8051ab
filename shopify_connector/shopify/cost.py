# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Wait for Shopify's cost budget, and not longer than needed (G10).

Shopify keeps a bucket of points for each app and shop. Every answer says how full it is and what
the request had asked for. The budget learns both, and makes a request wait only while the points
that it will ask for are not there yet. Threads share one budget: what is on its way is set aside.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from .exchange import Cost

#: A waiting request looks again at least this often: an answer to another one may have news.
LONGEST_NAP = 0.5


@dataclass(frozen=True, slots=True)
class Reservation:
    """Points set aside for one request.

    :param waited: seconds that it had to wait for them
    """

    key: str
    points: float
    waited: float


class CostBudget:
    """The bucket of one app and shop, as far as its answers have told.

    :param clock: seconds that only go forward
    :param sleep: waits for so many seconds
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ):
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._costs: dict[str, float] = {}
        self._on_the_way = 0.0
        self._available: float | None = None
        self._maximum = 0.0
        self._restore_rate = 0.0
        self._seen_at = 0.0
        self.waited = 0.0

    def reserve(self, key: str) -> Reservation:
        """Wait until the points for a request are there, and set them aside.

        :param key: names requests of equal cost; the first of its kind never waits for more
            than what is on its way
        """
        waited = 0.0
        while True:
            with self._lock:
                points = self._costs.get(key, 0.0)
                pause = self._pause(points)
                if not pause:
                    self._on_the_way += points
                    self.waited += waited
                    return Reservation(key, points, waited)
            nap = min(pause, LONGEST_NAP)
            self._sleep(nap)
            waited += nap

    def settle(self, reservation: Reservation, cost: Cost | None) -> None:
        """Take the answer's figures over, and give the points that were set aside free."""
        with self._lock:
            self._on_the_way = max(0.0, self._on_the_way - reservation.points)
            if cost is None:
                return
            self._costs[reservation.key] = cost.requested
            self._available = cost.available
            self._maximum = cost.maximum
            self._restore_rate = cost.restore_rate
            self._seen_at = self._clock()

    def known_cost(self, key: str) -> float | None:
        """The points that a kind of request asks for, None before its first answer."""
        with self._lock:
            return self._costs.get(key)

    @property
    def available(self) -> float | None:
        """The points in the bucket by now, None before the first answer."""
        with self._lock:
            return self._projected()

    @property
    def maximum(self) -> float | None:
        """The size of the bucket, None before the first answer."""
        return self._maximum or None

    @property
    def restore_rate(self) -> float | None:
        """Points a second that flow back, None before the first answer."""
        return self._restore_rate or None

    def _projected(self) -> float | None:
        if self._available is None:
            return None
        restored = (self._clock() - self._seen_at) * self._restore_rate
        return min(self._maximum, self._available + restored)

    def _pause(self, points: float) -> float:
        available = self._projected()
        if available is None or not self._restore_rate:
            return 0.0
        # what asks for more than the bucket holds is let through when the bucket is full
        missing = min(points, self._maximum) - (available - self._on_the_way)
        if missing <= 1e-6 or (not self._on_the_way and available >= self._maximum):
            return 0.0
        return missing / self._restore_rate
