# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Metafields: custom fields of products, variants, customers, orders and the like."""

import hashlib
import json

from .metafield_definitions import definition_of

OWNER_TYPES = {
    "Collection": "COLLECTION",
    "Company": "COMPANY",
    "CompanyLocation": "COMPANY_LOCATION",
    "Customer": "CUSTOMER",
    "DraftOrder": "DRAFTORDER",
    "Location": "LOCATION",
    "Market": "MARKET",
    "Order": "ORDER",
    "Product": "PRODUCT",
    "ProductVariant": "PRODUCTVARIANT",
    "Shop": "SHOP",
}
_TOUCHED = ("Product", "ProductVariant")
_PLAIN = ("id", "number_decimal", "single_line_text_field", "multi_line_text_field")


def metafields_of(owner):
    """Give the metafields of a node, which are a list or derived.

    :rtype: list
    """
    found = owner.get("metafields") or []
    return found() if callable(found) else found


def find_metafield(owner, namespace, key):
    """Find a node's metafield.

    :rtype: dict|None
    """
    wanted = namespace, key
    return next((f for f in metafields_of(owner) if (f["namespace"], f["key"]) == wanted), None)


def put_metafield(shop, owner, namespace, key, type_name, value):
    """Set a metafield, as it is given.

    :param dict owner: the node that it belongs to
    :param str type_name: its type
    :param str value: the value as Shopify keeps it
    :return: the ``Metafield`` node
    :rtype: dict
    """
    node = find_metafield(owner, namespace, key)
    if node is None:
        node = shop.index("Metafield", _new(shop, owner, namespace, key))
        owner["metafields"] = [*metafields_of(owner), node]
    if (node.get("type"), node.get("value")) != (type_name, value):
        node.update(
            type=type_name,
            value=value,
            jsonValue=_json_value(type_name, value),
            compareDigest=hashlib.sha256(value.encode()).hexdigest(),
            sizeInBytes=len(value.encode()),
            updatedAt=shop.now(),
        )
        _note_change(shop, owner)
    return node


def remove_metafield(shop, owner, namespace, key):
    """Delete a metafield.

    :return: whether there was one
    :rtype: bool
    """
    node = find_metafield(owner, namespace, key)
    if node is None:
        return False
    owner["metafields"] = [field for field in metafields_of(owner) if field is not node]
    _note_change(shop, owner)
    return True


def _new(shop, owner, namespace, key):
    owner_type = OWNER_TYPES[owner["__typename"]]
    return {
        "namespace": namespace,
        "key": key,
        "ownerType": owner_type,
        "owner": owner,
        "description": None,
        "definition": lambda: definition_of(shop, owner_type, namespace, key),
        "translations": [],
    }


def _note_change(shop, owner):
    """A product is changed by its metafields and those of its variants; others stay as old as
    they were."""
    if owner["__typename"] in _TOUCHED:
        shop.touch(owner)
    elif keep := getattr(shop.collections.get(owner["__typename"]), "keep", None):
        keep(owner)


def _json_value(type_name, value):
    if type_name in _PLAIN:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
