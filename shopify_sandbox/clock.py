# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The time in the sandbox: real, or set and advanced by a test."""

from datetime import datetime, timedelta, timezone


class Clock:
    """Tells the time to everything in the sandbox.

    :param datetime|None at: aware time at which the clock stands still; None: real time
    """

    def __init__(self, at=None):
        self._at = at

    def now(self):
        """Tell the present time.

        :return: aware time in UTC
        :rtype: datetime
        """
        return self._at or datetime.now(timezone.utc)

    def set(self, at):
        """Make the clock stand still at a time.

        :param datetime|None at: aware time; None goes back to real time
        """
        self._at = at

    def advance(self, **parts):
        """Move a clock on.

        :param parts: what ``timedelta`` takes, for example ``minutes=5``
        """
        self._at = self.now() + timedelta(**parts)


def iso(at):
    """Write a time as Shopify does: ``2026-11-20T10:00:00Z``.

    :param datetime at: aware time
    :rtype: str
    """
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
