# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Definitions of metafields, and what their validations demand of values."""

import json
import re
from datetime import datetime
from decimal import Decimal

from .metafield_values import CATEGORIES, BadValue

_NUMBERS = ("number_integer", "number_decimal")
_TEXTS = ("single_line_text_field", "multi_line_text_field")
_DATES = ("date", "date_time")


def add_definition(shop, owner_type, namespace, key, type_name, *, name=None, **validations):
    """Define a metafield.

    :param Shop shop: where
    :param str owner_type: for example ``PRODUCT`` or ``PRODUCTVARIANT``
    :param str namespace: namespace of the metafields
    :param str key: key of the metafields
    :param str type_name: their type, for example ``list.date``
    :param str|None name: what the merchant sees; None: made of the key
    :param validations: value by the validation's name, for example ``max="5"``
    :return: the ``MetafieldDefinition`` node
    :rtype: dict
    """
    return shop.add(
        "MetafieldDefinition",
        {
            "name": name or key.replace("_", " ").capitalize(),
            "namespace": namespace,
            "key": key,
            "ownerType": owner_type,
            "type": _type_node(type_name),
            "description": None,
            "validations": [
                {
                    "__typename": "MetafieldDefinitionValidation",
                    "name": option,
                    "type": type_name.removeprefix("list."),
                    "value": value,
                }
                for option, value in validations.items()
            ],
            "constraints": None,
            "pinnedPosition": None,
            "standardTemplate": None,
            "useAsCollectionCondition": False,
            "capabilities": _capabilities(type_name),
            "access": {
                "__typename": "MetafieldAccess",
                "admin": "PUBLIC_READ_WRITE",
                "customerAccount": "NONE",
                "storefront": "PUBLIC_READ",
            },
            "validationStatus": "ALL_VALID",
        },
    )


def _capabilities(type_name):
    """What can be done with a metafield beyond keeping it; an id is unique by its nature."""
    off = {"eligible": True, "enabled": False}
    return {
        "__typename": "MetafieldCapabilities",
        "adminFilterable": {**off, "status": "NOT_FILTERABLE"},
        "analyticsQueryable": off,
        "cartToOrderCopyable": off,
        "smartCollectionCondition": off,
        "uniqueValues": {
            "eligible": type_name in ("id", "single_line_text_field", "url"),
            "enabled": type_name == "id",
        },
    }


def _type_node(type_name):
    return {
        "__typename": "MetafieldDefinitionType",
        "name": type_name,
        "category": CATEGORIES[type_name.removeprefix("list.")],
        "supportsDefinitionMigrations": True,
        "supportedValidations": [],
    }


def definition_of(shop, owner_type, namespace, key):
    """Find the definition of a metafield.

    :rtype: dict|None
    """
    wanted = owner_type, namespace, key
    return next(
        (
            node
            for node in shop.collection("MetafieldDefinition")
            if (node["ownerType"], node["namespace"], node["key"]) == wanted
        ),
        None,
    )


def check_by_definition(definition, kept):
    """Check a value against its definition's validations.

    :param dict definition: the ``MetafieldDefinition`` node
    :param str kept: the value as Shopify keeps it
    :raises BadValue: a validation forbids it
    """
    rules = {rule["name"]: rule["value"] for rule in definition["validations"]}
    type_name = definition["type"]["name"]
    base = type_name.removeprefix("list.")
    if base == type_name:
        _check(base, kept, rules)
        return
    for index, item in enumerate(json.loads(kept)):
        try:
            _check(base, item if isinstance(item, str) else json.dumps(item), rules)
        except BadValue as error:
            raise BadValue(error.message, index) from error


def _check(base, value, rules):
    if "choices" in rules and value not in json.loads(rules["choices"]):
        raise BadValue(f"Value does not exist in provided choices: {rules['choices']}.")
    if "regex" in rules and not re.search(rules["regex"], value):
        raise BadValue("Value is not the correct format.")
    if base == "rating":
        _check_scale(json.loads(value), rules)
    elif base in _NUMBERS:
        _check_range(Decimal(value), rules, Decimal)
    elif base in _TEXTS:
        _check_length(len(value), rules)
    elif base in _DATES:
        _check_range(_moment(value), rules, _moment)


def _check_scale(given, rules):
    for key in ("scale_min", "scale_max"):
        if key in rules and Decimal(str(given[key])) != Decimal(rules[key]):
            raise BadValue(
                "Value min and max on the rating value must be the same as the min and max on the"
                " definition."
            )


def _check_range(value, rules, read):
    if "min" in rules and value < read(rules["min"]):
        raise BadValue(f"Value has a minimum of {rules['min']}.")
    if "max" in rules and value > read(rules["max"]):
        raise BadValue(f"Value has a maximum of {rules['max']}.")


def _check_length(length, rules):
    if length < int(rules.get("min", 0)):
        raise BadValue(f"Value has a minimum length of {rules['min']}.")
    if "max" in rules and length > int(rules["max"]):
        raise BadValue(f"Value has a maximum length of {rules['max']}.")


def _moment(value):
    text = value if "T" in value else f"{value}T00:00:00+00:00"
    return datetime.fromisoformat(text)
