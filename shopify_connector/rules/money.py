# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Decimal money: rounding to a currency's smallest unit (O9)."""

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
