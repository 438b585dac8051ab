# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Values of metafields as people read them (P19)."""

from typing import Any

from . import rich_text
from .measurement import known_unit
from .metafield import MEASUREMENTS, MetafieldType
from .metafield_meaning import ValueProblem, number, parsed, parsed_list, part, plain, text_of


def readable(kind: MetafieldType, value: str) -> str:
    """Write a value for people: ``0.6 kg`` instead of the object that Shopify holds.

    :param value: Shopify's text
    :return: the same text where there is no better one
    """
    if not value or not kind.is_known:
        return value
    try:
        items = parsed_list(value) if kind.is_list else [parsed(value, kind.base)]
        return ", ".join(_item(kind.base, item) for item in items)
    except ValueProblem:
        return value


def _item(base: str, item: Any) -> str:
    if base in MEASUREMENTS:
        unit = str(part(item, "unit"))
        return f"{plain(number(part(item, 'value')))} {known_unit(base, unit) or unit}"
    match base:
        case "money":
            return f"{plain(number(part(item, 'amount')))} {part(item, 'currency_code')}"
        case "rating":
            return plain(number(part(item, "value")))
        case "link":
            return f"{part(item, 'text')} <{part(item, 'url')}>"
        case "rich_text_field" if isinstance(item, dict):
            return rich_text.to_text(item)
    return text_of(item)
