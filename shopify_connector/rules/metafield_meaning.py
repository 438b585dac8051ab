# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the values of metafields mean: Shopify's text and JSON, read and written (P19)."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timezone
from decimal import Decimal, InvalidOperation
from typing import Any

from .metafield import MEASUREMENTS, OTHER_REFERENCES, REFERENCES

HIGHEST_INTEGER = 9_007_199_254_740_991
HIGHEST_DECIMAL = Decimal("9999999999999.999999999")
SCHEMES = ("http", "https", "mailto", "sms", "tel")
_NINE_DECIMALS = Decimal("1e-9")
_GID = re.compile(r"^gid://shopify/(\w+)/[\w-]+$")
_COLOR = re.compile(r"^#[0-9A-Fa-f]{6}$")
_LINK = re.compile(r"^(?P<text>.*?)\s*<(?P<url>[^<>]*)>$", re.DOTALL)
_KINDS = {
    "article_reference": "Article",
    "collection_reference": "Collection",
    "company_reference": "Company",
    "customer_reference": "Customer",
    "metaobject_reference": "Metaobject",
    "order_reference": "Order",
    "page_reference": "Page",
    "product_reference": "Product",
    "product_taxonomy_value_reference": "TaxonomyValue",
    "variant_reference": "ProductVariant",
}
_OBJECTS = (*MEASUREMENTS, "json", "link", "money", "rating", "rich_text_field")


class ValueProblem(Exception):
    """A value that the other side can't hold. ``code`` and ``params`` say why."""

    def __init__(self, code: str, **params: object):
        super().__init__(code, params)
        self.code = code
        self.params = params


# === TEXT AND JSON === #


def parsed(text: str, base: str) -> Any:
    """Read a single value: those that are objects as JSON, others as they stand.

    :param base: the type, without ``list.``
    :raises ValueProblem: it is no JSON
    """
    if base not in _OBJECTS:
        return text
    # Amounts keep their decimals; data that Odoo keeps as it is has its own numbers.
    numbers = {} if base == "json" else {"parse_float": Decimal}
    try:
        return json.loads(text, **numbers)
    except ValueError:
        raise ValueProblem("not_understood", value=shown(text)) from None


def parsed_list(text: str) -> list[Any]:
    """Read the items of a list.

    :raises ValueProblem: it is no list
    """
    try:
        found = json.loads(text, parse_float=Decimal)
    except ValueError:
        found = None
    if not isinstance(found, list):
        raise ValueProblem("not_understood", value=shown(text))
    return found


def compact(value: Any, *, sort_keys: bool = False) -> str:
    """Write JSON without needless spaces."""
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys, default=float
    )


def text_of(item: Any) -> str:
    """Write an item of a list as a text of its own."""
    return item if isinstance(item, str) else compact(item)


def shown(value: Any) -> str:
    """Cut a value to what fits into a message."""
    text = text_of(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def plain(value: Decimal) -> str:
    """Write a number without needless zeros."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


# === EACH TYPE === #


def part(item: Any, name: str) -> Any:
    """Read a part of an object.

    :raises ValueProblem: it has none
    """
    if not isinstance(item, dict) or name not in item:
        raise ValueProblem("not_understood", value=shown(item))
    return item[name]


def number(value: Any) -> Decimal:
    """Read a number.

    :raises ValueProblem: it is none
    """
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        raise ValueProblem("not_a_number", value=shown(value)) from None
    if not found.is_finite():
        raise ValueProblem("not_a_number", value=shown(value))
    return found


def whole(value: Any) -> int:
    """Read an integer as big as Shopify takes it.

    :raises ValueProblem: it is none, or too big
    """
    found = number(value)
    if found != found.to_integral_value():
        raise ValueProblem("not_whole", value=shown(value))
    if abs(found) > HIGHEST_INTEGER:
        raise ValueProblem("too_big", value=shown(value), most=HIGHEST_INTEGER)
    return int(found)


def decimal(value: Any) -> Decimal:
    """Read a number with nine decimals, as big as Shopify takes it.

    :raises ValueProblem: it is none, or too big
    """
    found = number(value)
    if abs(found) > HIGHEST_DECIMAL:
        raise ValueProblem("too_big", value=shown(value), most=HIGHEST_DECIMAL)
    return found.quantize(_NINE_DECIMALS)


def text(value: Any) -> str:
    """Read a text.

    :raises ValueProblem: it is none
    """
    if not isinstance(value, str):
        raise ValueProblem("not_understood", value=shown(value))
    return value


def link_object(meaning: str) -> dict[str, str]:
    """Write a link, an address alone or ``text <address>``, as Shopify has it.

    :raises ValueProblem: it is no address
    """
    found = _LINK.match(meaning)
    url = _url(found["url"] if found else meaning)
    return {"text": (found and found["text"]) or url, "url": url}


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise ValueProblem("not_understood", value=shown(value))
    return value == "true"


def _color(value: Any) -> str:
    if not _COLOR.match(text(value)):
        raise ValueProblem("not_a_color", value=shown(value))
    return value.lower()


def _date(value: Any) -> date:
    try:
        return date.fromisoformat(text(value))
    except ValueError:
        raise ValueProblem("not_a_date", value=shown(value)) from None


def _moment(value: Any) -> datetime:
    given = text(value)
    try:
        # Python 3.10 reads no "Z"
        found = datetime.fromisoformat(given[:-1] + "+00:00" if given[-1:] in "Zz" else given)
    except ValueError:
        raise ValueProblem("not_a_time", value=shown(value)) from None
    found = found if found.tzinfo else found.replace(tzinfo=timezone.utc)
    return found.astimezone(timezone.utc).replace(microsecond=0)


def _url(value: Any) -> str:
    given = text(value).strip()
    scheme, colon, rest = given.partition(":")
    if scheme.lower() not in SCHEMES or not colon or not rest.strip("/"):
        raise ValueProblem("not_a_url", value=shown(value))
    return given


def _link(value: Any) -> str:
    words, url = text(part(value, "text")), _url(part(value, "url"))
    return url if words in ("", url) else f"{words} <{url}>"


def _single_line(value: Any) -> str:
    if "\n" in text(value) or "\r" in value:
        raise ValueProblem("several_lines")
    return value


def _rating(value: Any) -> Decimal:
    return number(part(value, "value"))


def _same(value: Any) -> Any:
    return value


def _reference_to(base: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        found = _GID.match(text(value))
        if not found or found[1] != _KINDS.get(base, found[1]):
            raise ValueProblem("not_an_id", value=shown(value))
        return value

    return read


#: How a value, or an item of a list, is read; any other is a text.
READERS: dict[str, Callable[[Any], Any]] = {
    "boolean": _truth,
    "color": _color,
    "date": _date,
    "date_time": _moment,
    "json": _same,
    "link": _link,
    "number_decimal": decimal,
    "number_integer": whole,
    "rating": _rating,
    "single_line_text_field": _single_line,
    "url": _url,
    **{base: _reference_to(base) for base in (*REFERENCES, *OTHER_REFERENCES)},
}
#: How what a value means is written; anything else is a text.
WRITERS: dict[str, Callable[[Any], Any]] = {
    "boolean": lambda meaning: "true" if meaning else "false",
    "date": date.isoformat,
    "date_time": datetime.isoformat,
    "json": _same,
    "link": link_object,
    "number_decimal": plain,
    "number_integer": int,
    "single_line_text_field": _single_line,
}
