# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""When a queued row whose import failed is tried again (O5)."""

from datetime import datetime, timedelta

_PAUSES = (
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(days=1),
)
_SPREAD = 0.1


def next_attempt(attempts: int, now: datetime, jitter: float) -> datetime:
    """Give the time of the next attempt after a failed one (O5).

    The pauses grow from 5 minutes over 15 minutes, 1 hour and 4 hours to a day, and no pause is
    longer. Each is shortened by up to a tenth, so that rows which failed together do not come
    back together.

    :param attempts: how often the import has failed by now, at least 1
    :param now: the time of the failure
    :param jitter: a random number from 0 up to, but not including, 1
    :return: the time before which the row is left alone
    :raises ValueError: when an argument lies outside its range
    """
    if attempts < 1:
        raise ValueError(f"a failed row has at least one attempt, not {attempts}")
    if not 0 <= jitter < 1:
        raise ValueError(f"the jitter lies in [0, 1), not at {jitter}")
    pause = _PAUSES[min(attempts, len(_PAUSES)) - 1]
    return now + pause * (1 - _SPREAD * jitter)
