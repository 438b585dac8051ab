# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Decimal money: rounding and sharing out to a currency's smallest unit (O9)."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)


def smallest_unit(digits: int) -> Decimal:
    """Return the smallest amount of a currency.

    :param digits: decimals of the currency (2 for EUR, 0 for JPY, 3 for KWD)
    """
    return Decimal(1).scaleb(-digits)


def round_money(amount: Decimal, digits: int) -> Decimal:
    """Round half up, away from zero, to the currency's digits, as Shopify and Odoo do.

    :param amount: any amount
    :param digits: decimals of the currency
    """
    return amount.quantize(smallest_unit(digits), rounding=ROUND_HALF_UP)


def is_exact(amount: Decimal, digits: int) -> bool:
    """Tell whether an amount can be written with the currency's digits."""
    return amount == round_money(amount, digits)


def share_out(amount: Decimal, weights: Sequence[Decimal], digits: int) -> list[Decimal]:
    """Share an amount out in proportion to weights so that the shares sum to it exactly.

    The units that rounding leaves over go to the largest remainders, the first of equals first.

    :param amount: what is shared, exact in the currency's digits
    :param weights: not negative; all zero shares out evenly
    :param digits: decimals of the currency
    :return: one share for each weight, in the same order
    """
    if not weights:
        return []
    total = sum(weights, ZERO)
    parts = [Decimal(1)] * len(weights) if not total else list(weights)
    total = total or Decimal(len(weights))
    unit = smallest_unit(digits)
    sign = -1 if amount < 0 else 1
    units = int(abs(amount) / unit)
    exact = [units * part / total for part in parts]
    shares = [int(value) for value in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (shares[i] - exact[i], i))
    for index in by_remainder[: units - sum(shares)]:
        shares[index] += 1
    return [sign * share * unit for share in shares]
