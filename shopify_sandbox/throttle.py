# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The leaky bucket of query cost that each app has in a shop."""

import threading

RESTORE_RATES = {
    "Basic": 100.0,
    "Grow": 100.0,
    "Advanced": 200.0,
    "Plus": 1000.0,
    "Enterprise": 2000.0,
}
SECONDS_OF_RATE = 20


class Bucket:
    """Points that queries use up and time brings back.

    :param restore_rate: points a second.
    :param clock: tells the time (``now()``).
    """

    def __init__(self, restore_rate: float, clock):
        self.restore_rate = restore_rate
        self.maximum = restore_rate * SECONDS_OF_RATE
        self._clock = clock
        self._level = self.maximum
        self._at = clock.now()
        self._lock = threading.Lock()

    def take(self, points: int) -> bool:
        """Take points if there are enough."""
        with self._lock:
            self._restore()
            if points > self._level:
                return False
            self._level -= points
            return True

    def give_back(self, points: int) -> None:
        """Return what a query asked for but did not use."""
        with self._lock:
            self._level = min(self.maximum, self._level + points)

    def drain(self) -> None:
        """Leave nothing, as if other calls of the app had used it up."""
        with self._lock:
            self._restore()
            self._level = 0.0

    def status(self) -> dict:
        """``throttleStatus`` as Shopify gives it."""
        with self._lock:
            self._restore()
            return {
                "maximumAvailable": self.maximum,
                "currentlyAvailable": int(self._level),
                "restoreRate": self.restore_rate,
            }

    def _restore(self):
        now = self._clock.now()
        passed = (now - self._at).total_seconds()
        self._at = now
        if passed > 0:
            self._level = min(self.maximum, self._level + passed * self.restore_rate)


class Unlimited:
    """The bucket of a shop without limits, for benchmarks of the other side."""

    maximum = 1_000_000.0
    restore_rate = 50_000.0

    def take(self, points: int) -> bool:
        """Always enough."""
        return True

    def give_back(self, points: int) -> None:
        """Nothing was taken."""

    def drain(self) -> None:
        """There is always more."""

    def status(self) -> dict:
        """``throttleStatus`` of a full bucket."""
        return {
            "maximumAvailable": self.maximum,
            "currentlyAvailable": int(self.maximum),
            "restoreRate": self.restore_rate,
        }


def bucket(plan: str, clock):
    """The bucket of a plan; "Unlimited" never throttles."""
    return Unlimited() if plan == "Unlimited" else Bucket(RESTORE_RATES[plan], clock)
