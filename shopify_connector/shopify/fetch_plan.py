# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Fetch a window of orders or customers page by page, or by one bulk operation?"""

from dataclasses import dataclass

#: A bulk operation takes this long even for little, in seconds …
BULK_START_SECONDS = 15.0
#: … and this many objects a second after that.
BULK_OBJECTS_PER_SECOND = 400.0
#: Below this, asking twice costs more than it can win.
FEWEST_FOR_BULK = 250


@dataclass(frozen=True, slots=True)
class FetchPlan:
    """How to fetch, and why.

    :param method: ``pages`` or ``bulk``
    :param paging_wait: seconds that paging would have to wait for points
    :param bulk_wait: seconds that a bulk operation is expected to take
    """

    method: str
    paging_wait: float
    bulk_wait: float


def choose(
    count: int,
    cost_per_record: float,
    *,
    available: float,
    restore_rate: float,
    records_per_second: float,
    objects_per_record: float = 6.0,
) -> FetchPlan:
    """Choose bulk when paging would wait for the budget longer than a bulk operation takes.

    While records are worked on, points flow back; only what that does not cover is waited for.

    :param cost_per_record: points that paging pays for one record; half a point for a customer
    :param available: points in the bucket now
    :param restore_rate: points that flow back in a second
    :param records_per_second: how fast the caller works records off
    :param objects_per_record: lines of the bulk file for one record; 2 for a customer
    """
    bulk_wait = BULK_START_SECONDS + count * objects_per_record / BULK_OBJECTS_PER_SECOND
    if count < FEWEST_FOR_BULK:
        return FetchPlan("pages", 0.0, bulk_wait)
    working = count / records_per_second if records_per_second > 0 else 0.0
    missing = count * cost_per_record - available - working * restore_rate
    paging_wait = max(0.0, missing / restore_rate) if restore_rate > 0 else 0.0
    return FetchPlan("bulk" if paging_wait > bulk_wait else "pages", paging_wait, bulk_wait)
