# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""From Odoo's floats to the decimals that rules/ counts with."""

from decimal import Decimal


def decimal_of(amount, digits):
    """Return a monetary field's value as what it stands for.

    :param float amount: rounded to the currency already, but for the float's own error
    :param int digits: decimals of the currency
    """
    return Decimal(f"{amount:.{digits}f}")
