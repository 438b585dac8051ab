# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Part a line of an order over the places that ship it (O12)."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from .order_plan import PlannedLine
from .shares import share


def split_line(line: PlannedLine, quantities: Sequence[int], digits: int) -> list[PlannedLine]:
    """Part a line into lines with the same price, whose amounts add up to its own.

    :param line: the line
    :param quantities: the units of each part; together the line's
    :param digits: decimals of the currency
    """
    if len(quantities) == 1:
        return [line]
    parts, start = [], 0
    for quantity in quantities:
        units = (Decimal(start), Decimal(start + quantity), Decimal(line.quantity))
        parts.append(
            replace(
                line,
                quantity=quantity,
                untaxed=share(line.untaxed, *units, digits),
                discounts=tuple(
                    replace(discount, amount=share(discount.amount, *units, digits))
                    for discount in line.discounts
                ),
                taxes=tuple(
                    replace(tax, amount=share(tax.amount, *units, digits)) for tax in line.taxes
                ),
            )
        )
        start += quantity
    return parts
