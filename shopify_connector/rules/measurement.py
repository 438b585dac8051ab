# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Lengths, weights and volumes in Shopify's units (P19)."""

from decimal import Decimal

#: The size of each unit, by kind, in millimetres, grams and millilitres.
UNITS: dict[str, dict[str, Decimal]] = {
    "dimension": {
        "mm": Decimal(1),
        "cm": Decimal(10),
        "m": Decimal(1000),
        "in": Decimal("25.4"),
        "ft": Decimal("304.8"),
        "yd": Decimal("914.4"),
    },
    "weight": {
        "g": Decimal(1),
        "kg": Decimal(1000),
        "oz": Decimal("28.349523125"),
        "lb": Decimal("453.59237"),
    },
    "volume": {
        "ml": Decimal(1),
        "cl": Decimal(10),
        "l": Decimal(1000),
        "m3": Decimal(1_000_000),
        "us_fl_oz": Decimal("29.5735295625"),
        "us_pt": Decimal("473.176473"),
        "us_qt": Decimal("946.352946"),
        "us_gal": Decimal("3785.411784"),
        "imp_fl_oz": Decimal("28.4130625"),
        "imp_pt": Decimal("568.26125"),
        "imp_qt": Decimal("1136.5225"),
        "imp_gal": Decimal("4546.09"),
    },
}
DEFAULT_UNITS = {"dimension": "cm", "weight": "kg", "volume": "l"}
_LONG_NAMES = {
    "millimeters": "mm",
    "centimeters": "cm",
    "meters": "m",
    "inches": "in",
    "feet": "ft",
    "yards": "yd",
    "grams": "g",
    "kilograms": "kg",
    "ounces": "oz",
    "pounds": "lb",
    "milliliters": "ml",
    "centiliters": "cl",
    "liters": "l",
    "cubic_meters": "m3",
    "fluid_ounces": "us_fl_oz",
    "pints": "us_pt",
    "quarts": "us_qt",
    "gallons": "us_gal",
    "imperial_fluid_ounces": "imp_fl_oz",
    "imperial_pints": "imp_pt",
    "imperial_quarts": "imp_qt",
    "imperial_gallons": "imp_gal",
}
_EXACT = Decimal("1e-9")


def known_unit(kind: str, name: str) -> str:
    """Read the name of a unit: Shopify writes ``kg``, ``KG`` and ``KILOGRAMS``.

    :param kind: ``dimension``, ``weight`` or ``volume``
    :return: the short name; "" for a unit of another kind or an unknown one
    """
    short = name.strip().lower()
    short = _LONG_NAMES.get(short, short)
    return short if short in UNITS[kind] else ""


def in_unit(kind: str, value: Decimal, unit: str, wanted: str) -> Decimal:
    """Convert a measurement, to nine decimals.

    :param kind: ``dimension``, ``weight`` or ``volume``
    :param unit: the short name of the value's unit
    :param wanted: the short name of the unit to convert to
    """
    if unit == wanted:
        return value
    return (value * UNITS[kind][unit] / UNITS[kind][wanted]).quantize(_EXACT)
