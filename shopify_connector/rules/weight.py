# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Weights between the units of Odoo and Shopify (P9)."""

from decimal import Decimal

# Grams in each of Shopify's units.
_GRAMS = {
    "KILOGRAMS": Decimal(1000),
    "GRAMS": Decimal(1),
    "POUNDS": Decimal("453.59237"),
    "OUNCES": Decimal("28.349523125"),
}
#: As many digits as Shopify's variants keep here.
DIGITS = Decimal("0.00001")


class UnknownWeightUnit(ValueError):
    """A unit that Shopify has no weights in; ``unit`` is its name."""

    def __init__(self, unit: str) -> None:
        super().__init__(unit)
        self.unit = unit


def convert_weight(value: Decimal, unit: str, wanted: str) -> Decimal:
    """Give a weight in another unit, rounded to five digits after the point.

    :param value: the weight
    :param unit: its unit: ``KILOGRAMS``, ``GRAMS``, ``POUNDS`` or ``OUNCES``
    :param wanted: the unit of the result
    :return: the weight
    :raises UnknownWeightUnit: if one of the units is none of these
    """
    for name in (unit, wanted):
        if name not in _GRAMS:
            raise UnknownWeightUnit(name)
    if unit == wanted:
        return value.quantize(DIGITS)
    return (value * _GRAMS[unit] / _GRAMS[wanted]).quantize(DIGITS)
