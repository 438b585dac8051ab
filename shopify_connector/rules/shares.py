# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The part of a line's amounts that belongs to some of its units (O9, O12).

A line may be delivered from several places, invoiced in steps or lowered by an edit. Each part is
the difference of two shares of the whole, rounded one by one, so that the parts add up to the whole
in whatever steps it is taken.
"""

from collections.abc import Mapping
from decimal import Decimal

from .money import ZERO, round_money


def share(amount: Decimal, start: Decimal, stop: Decimal, whole: Decimal, digits: int) -> Decimal:
    """Return what the units from ``start`` to ``stop`` have of an amount.

    :param amount: the amount of all units
    :param start: how many units were taken before
    :param stop: how many units are taken with these
    :param whole: how many units there are, above zero; what goes beyond them costs in proportion
    :param digits: decimals of the currency
    """
    return _up_to(amount, stop, whole, digits) - _up_to(amount, start, whole, digits)


def shares(
    amounts: Mapping[str, Decimal], start: Decimal, stop: Decimal, whole: Decimal, digits: int
) -> dict[str, Decimal]:
    """Return :func:`share` of each of several amounts, by the same keys."""
    return {key: share(amount, start, stop, whole, digits) for key, amount in amounts.items()}


def _up_to(amount: Decimal, units: Decimal, whole: Decimal, digits: int) -> Decimal:
    if units == whole:
        return amount
    return round_money(amount * units / whole, digits) if units else ZERO
