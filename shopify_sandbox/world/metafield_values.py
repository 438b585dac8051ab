# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The types of metafields: which values Shopify takes, how it keeps them, and what it says else."""

import json
import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

TEXTS = ("single_line_text_field", "multi_line_text_field")
REFERENCES = {
    "article_reference": "Article",
    "collection_reference": "Collection",
    "company_reference": "Company",
    "customer_reference": "Customer",
    "file_reference": None,
    "metaobject_reference": "Metaobject",
    "mixed_reference": None,
    "order_reference": "Order",
    "page_reference": "Page",
    "product_reference": "Product",
    "product_taxonomy_value_reference": "TaxonomyValue",
    "variant_reference": "ProductVariant",
}
UNITS = {
    "dimension": {
        "mm": "MILLIMETERS",
        "cm": "CENTIMETERS",
        "m": "METERS",
        "in": "INCHES",
        "ft": "FEET",
        "yd": "YARDS",
    },
    "weight": {"g": "GRAMS", "kg": "KILOGRAMS", "oz": "OUNCES", "lb": "POUNDS"},
    "volume": {
        "ml": "MILLILITERS",
        "cl": "CENTILITERS",
        "l": "LITERS",
        "m3": "CUBIC_METERS",
        "us_fl_oz": "FLUID_OUNCES",
        "us_pt": "PINTS",
        "us_qt": "QUARTS",
        "us_gal": "GALLONS",
        "imp_fl_oz": "IMPERIAL_FLUID_OUNCES",
        "imp_pt": "IMPERIAL_PINTS",
        "imp_qt": "IMPERIAL_QUARTS",
        "imp_gal": "IMPERIAL_GALLONS",
    },
}
CATEGORIES = {
    "boolean": "TRUE_FALSE",
    "color": "COLOR",
    "date": "DATE_TIME",
    "date_time": "DATE_TIME",
    "id": "ID",
    "json": "JSON",
    "link": "LINK",
    "money": "MONEY",
    "number_decimal": "NUMBER",
    "number_integer": "NUMBER",
    "rating": "RATING",
    "rich_text_field": "TEXT",
    "url": "URL",
    **dict.fromkeys(TEXTS, "TEXT"),
    **dict.fromkeys(UNITS, "MEASUREMENT"),
    **dict.fromkeys(REFERENCES, "REFERENCE"),
}
NO_LISTS = ("boolean", "id", "json", "multi_line_text_field", "rich_text_field", "money")
MOST_ITEMS = 128
MOST_METAOBJECTS = 256
LARGEST = {"id": 2048, "url": 2048, "json": 131_072}
LARGEST_OF_OTHERS = 65_536
HIGHEST_INTEGER = 9_007_199_254_740_991
HIGHEST_MONEY = Decimal(10) ** 18
SCHEMES = ("http", "https", "mailto", "sms", "tel")
_INTEGER = re.compile(r"^(-?\d+)(\.0+)?$")
_DECIMAL = re.compile(r"^-?\d{1,13}(\.\d+)?$")
_COLOR = re.compile(r"^#[0-9A-Fa-f]{6}$")
_DATE = re.compile(r"^\d{4}-\d\d-\d\d$")
_DATE_TIME = re.compile(r"^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?(Z|z|[+-]\d\d:?\d\d)?$")
_TRUTHS = {"t": "true", "true": "true", "1": "true", "f": "false", "false": "false", "0": "false"}
_SHAPES = {
    "money": "amount (numeric) and currency_code (string matching the shop's currency)",
    "rating": "value, scale_min and scale_max",
    "link": "text and url",
    **dict.fromkeys(UNITS, "value (numeric) and unit"),
}


class BadValue(Exception):
    """What Shopify has against a value.

    :param int|None element: the position of the bad item in a list
    """

    def __init__(self, message, element=None):
        super().__init__(message)
        self.message = message
        self.element = element


def is_known(type_name):
    """Tell whether there is a type of a name.

    :rtype: bool
    """
    base = type_name.removeprefix("list.")
    return base in CATEGORIES and not (type_name != base and base in NO_LISTS)


def kept_value(type_name, value, shop):
    """Give a value as Shopify keeps it.

    :param str type_name: for example ``list.date``
    :param str value: as it is sent
    :param Shop shop: whose references and currency it is about
    :rtype: str
    :raises BadValue: Shopify does not take it
    """
    base = type_name.removeprefix("list.")
    if base == type_name:
        _check_size(base, value)
        return _kept(base, value, shop)
    items = _parsed(value, list, "Value must be a JSON array.")
    most = MOST_METAOBJECTS if base == "metaobject_reference" else MOST_ITEMS
    if len(items) > most:
        raise BadValue(f"Value has more than {most} elements.")
    return _compact([_kept_item(base, item, index, shop) for index, item in enumerate(items)])


def _kept_item(base, item, index, shop):
    is_object = base in UNITS or base in ("rating", "link")
    text = _compact(item) if is_object or not isinstance(item, str) else item
    try:
        _check_size(base, text)
        kept = _kept(base, text, shop)
    except BadValue as error:
        raise BadValue(error.message, index) from error
    if is_object:
        return json.loads(kept)
    return int(kept) if base == "number_integer" else kept


def _check_size(base, value):
    most = LARGEST.get(base, LARGEST_OF_OTHERS)
    if len(value.encode()) > most:
        raise BadValue(f"Value is too large, maximum size is {most} bytes.")


def _kept(base, value, shop):
    if not value.strip():
        raise BadValue("Value can't be blank.")
    if base in UNITS:
        return _measurement(base, value)
    if base in REFERENCES:
        return _reference(base, value, shop)
    if base == "money":
        return _money(value, shop)
    return _KEPT[base](value)


# === EACH TYPE === #


def _boolean(value):
    kept = _TRUTHS.get(value.strip().lower())
    if kept is None:
        raise BadValue("Value must be true or false.")
    return kept


def _integer(value):
    found = _INTEGER.match(value)
    if not found:
        raise BadValue("Value must be an integer.")
    if abs(int(found[1])) > HIGHEST_INTEGER:
        raise BadValue(f"Value must be between -{HIGHEST_INTEGER} and {HIGHEST_INTEGER}.")
    return found[1]


def _decimal(value):
    if not _DECIMAL.match(value):
        raise BadValue("Value must be a decimal with at most 13 digits before the point.")
    whole, _, fraction = value.partition(".")
    return f"{whole}.{fraction[:9]}" if fraction else f"{whole}.0"


def _color(value):
    if not _COLOR.match(value):
        raise BadValue("Value must be a hex color code (#RRGGBB).")
    return value


def _date(value):
    message = "Value must be in “YYYY-MM-DD” format. For example: 2022-06-01"
    if not _DATE.match(value):
        raise BadValue(message)
    _must(date.fromisoformat, value, message)
    return value


def _date_time(value):
    message = "Value must be in “YYYY-MM-DDTHH:MM:SS” format. For example: 2022-06-01T15:30:00"
    found = _DATE_TIME.match(value)
    if not found:
        raise BadValue(message)
    day, minutes, seconds, _fraction, zone = found.groups()
    zone = "+00:00" if zone in (None, "Z", "z") else zone
    kept = f"{day}T{minutes}{seconds or ':00'}{zone}"
    _must(datetime.fromisoformat, kept[:19], message)
    return kept


def _single_line(value):
    if "\n" in value or "\r" in value:
        raise BadValue("Value must be a single line text string.")
    return value


def _as_given(value):
    return value


def _json(value):
    _parsed(value, object, "Value is invalid JSON.")
    return value


def _rich_text(value):
    message = "Value must be a valid rich text JSON object with a root node."
    root = _parsed(value, dict, message)
    if root.get("type") != "root" or not isinstance(root.get("children"), list):
        raise BadValue(message)
    return value


def _url(value):
    scheme, colon, rest = value.partition(":")
    if not colon or not scheme.isalpha():
        raise BadValue(
            "Value cannot have an empty scheme (protocol), must include one of the following URL"
            ' schemes: ["http", "https", "mailto", "sms", "tel"].\''
        )
    if scheme.lower() not in SCHEMES or not rest.strip("/"):
        raise BadValue(
            "Value must be one of the following URL schemes: http, https, mailto, sms, tel."
        )
    return value


def _link(value):
    given = _object("link", value, {"text", "url"})
    if not isinstance(given["text"], str) or not isinstance(given["url"], str):
        raise BadValue("Value must be a valid link.")
    _url(given["url"])
    return _compact({"text": given["text"], "url": given["url"]})


def _money(value, shop):
    given = _object("money", value, {"amount", "currency_code"})
    amount = _numeric(given["amount"])
    currency = given["currency_code"]
    if amount is None:
        raise BadValue("Value must have a numeric amount.")
    if not currency:
        raise BadValue("Value must have a currency code.")
    if abs(amount) > HIGHEST_MONEY:
        raise BadValue(f"Value must be within +/-{HIGHEST_MONEY}.")
    if currency != shop.currency:
        raise BadValue(f"Value contains an invalid currency, {currency}.")
    return _compact({"amount": str(given["amount"]), "currency_code": currency})


def _rating(value):
    given = _object("rating", value, {"value", "scale_min", "scale_max"})
    figures = {key: _numeric(given[key]) for key in ("scale_min", "scale_max", "value")}
    if None in figures.values():
        raise BadValue("Value must have a numeric value, scale_min and scale_max.")
    if not figures["scale_min"] <= figures["value"] <= figures["scale_max"]:
        raise BadValue("Value must be between the scale_min and scale_max.")
    return _compact({key: str(given[key]) for key in figures})


def _measurement(base, value):
    given = _object(base, value, {"value", "unit"})
    amount, unit = given["value"], str(given["unit"])
    if _numeric(amount) is None or isinstance(amount, bool) or _numeric(amount) < 0:
        raise BadValue("Value must be a non-negative number.")
    if unit.lower() not in UNITS[base] and unit.upper() not in UNITS[base].values():
        raise BadValue(f"Value must have one of the units: {', '.join(UNITS[base])}.")
    return _compact({"value": float(amount), "unit": unit.upper()})


def _reference(base, value, shop):
    found = shop.node(value)
    kind = REFERENCES[base]
    if found is None or (kind and found.get("__typename") != kind):
        raise BadValue(f"Value references non-existent resource {value}.")
    return value


_KEPT = {
    "boolean": _boolean,
    "color": _color,
    "date": _date,
    "date_time": _date_time,
    "id": _single_line,
    "json": _json,
    "link": _link,
    "multi_line_text_field": _as_given,
    "number_decimal": _decimal,
    "number_integer": _integer,
    "rating": _rating,
    "rich_text_field": _rich_text,
    "single_line_text_field": _single_line,
    "url": _url,
}


# === READING === #


def _object(base, value, keys):
    message = f"Value must be a stringified JSON object with {_SHAPES[base]} fields."
    given = _parsed(value, dict, message)
    if given.keys() != keys:
        raise BadValue(message)
    return given


def _parsed(value, kind, message):
    found = _must(json.loads, value, message)
    if not isinstance(found, kind):
        raise BadValue(message)
    return found


def _must(read, value, message):
    try:
        return read(value)
    except ValueError as error:
        raise BadValue(message) from error


def _numeric(value):
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
