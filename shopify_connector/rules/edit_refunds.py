# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which of Shopify's refunds only say what an edit took off an order (O18, R6).

Shopify writes a refund without money for each unit that an edit removes. It writes just such a one
for a unit that was shipped, or a tip, whose price the buyer still owed: that one is to be credited.
Only units that were never shipped can be edited away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefundedUnits:
    """A refund, as far as units of lines go.

    :param key: Shopify's id of the refund
    :param has_moved: whether money, goods, shipping or duties went back
    :param units: units by the line's id
    :param unshipped: those of them that Shopify says were taken off before they were shipped
    """

    key: str
    has_moved: bool
    units: Mapping[str, int]
    unshipped: Mapping[str, int]


def edit_refunds(
    refunds: Iterable[RefundedUnits], never_shipped: Mapping[str, int]
) -> frozenset[str]:
    """Tell which refunds stand for edits.

    :param refunds: an order's refunds, oldest first
    :param never_shipped: by line's id, the units that an edit may have taken off: neither shipped
        nor still to be shipped; lines that can't be edited are left out
    :return: the keys of the edits
    """
    refunds = list(refunds)
    left = dict(never_shipped)
    for refund in refunds:
        if refund.has_moved:
            _take(left, refund.unshipped)
    edits = set()
    for refund in refunds:
        if refund.has_moved:
            continue
        if all(units <= left.get(line, 0) for line, units in refund.units.items()):
            _take(left, refund.units)
            edits.add(refund.key)
    return frozenset(edits)


def _take(left: dict[str, int], units: Mapping[str, int]) -> None:
    for line, count in units.items():
        if line in left:
            left[line] -= count
