# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Send many changes in requests of several each, or by one bulk operation?"""

from dataclasses import dataclass

#: What Shopify charges for a mutation, in points.
POINTS_PER_ROW = 10.0
#: Shopify carries out the mutations of a request one after the other, in seconds each.
SECONDS_PER_ROW = 0.3
#: A bulk operation takes this long even for little, in seconds …
BULK_START_SECONDS = 15.0
#: … and this long for each of its rows.
BULK_SECONDS_PER_ROW = 0.15


@dataclass(frozen=True, slots=True)
class PushPlan:
    """How to send, and why.

    :param method: ``requests`` or ``bulk``
    :param requests_seconds: what requests are expected to take, with the wait for points
    :param bulk_seconds: what a bulk operation is expected to take
    """

    method: str
    requests_seconds: float
    bulk_seconds: float


def choose(count: int, *, available: float, restore_rate: float) -> PushPlan:
    """Choose what is sooner done.

    :param count: rows to send
    :param available: points in the bucket now
    :param restore_rate: points that flow back in a second; 0 if it is not known
    """
    bulk_seconds = BULK_START_SECONDS + count * BULK_SECONDS_PER_ROW
    missing = max(0.0, count * POINTS_PER_ROW - available)
    waiting = missing / restore_rate if restore_rate > 0 else 0.0
    requests_seconds = max(count * SECONDS_PER_ROW, waiting)
    method = "bulk" if requests_seconds > bulk_seconds else "requests"
    return PushPlan(method, requests_seconds, bulk_seconds)
