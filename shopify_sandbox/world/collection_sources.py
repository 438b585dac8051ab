# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How newer versions of the API show what fills a collection: a source of selections and rules."""

from decimal import Decimal

_TEXT = {
    "CONTAINS": "CONTAINS",
    "NOT_CONTAINS": "DOES_NOT_CONTAIN",
    "EQUALS": "EQUALS",
    "NOT_EQUALS": "NOT_EQUALS",
    "STARTS_WITH": "STARTS_WITH",
    "ENDS_WITH": "ENDS_WITH",
}
_TAGGED = {"EQUALS": "TAGGED_WITH", "NOT_EQUALS": "NOT_TAGGED_WITH"}
_KINDS = {
    "TITLE": ("ProductTitle", _TEXT),
    "TYPE": ("ProductType", _TEXT),
    "VENDOR": ("ProductVendor", _TEXT),
    "TAG": ("ProductTag", _TAGGED),
    "VARIANT_TITLE": ("VariantTitle", _TEXT),
}
_PREFIX = "CollectionSourceInclusionCondition"


def source_of(shop, collection):
    """Give the source of a collection.

    :param Shop shop: the collection's shop
    :param dict collection: the ``Collection`` node
    :return: the ``CollectionConditionsSource``
    :rtype: dict
    """
    rules = collection["ruleSet"] or {"rules": [], "appliedDisjunctively": False}
    number = collection["legacyResourceId"]
    return {
        "__typename": "CollectionConditionsSource",
        "id": f"gid://shopify/CollectionConditionsSource/{number}",
        "title": collection["title"],
        "description": None,
        "app": None,
        "exclusion": None,
        "shareable": False,
        "targetType": "PRODUCTS",
        "products": collection["products"],
        "inclusion": {
            "__typename": "CollectionSourceInclusion",
            "matchType": "ANY" if rules["appliedDisjunctively"] else "ALL",
            "conditions": [
                _condition(shop, rule, f"gid://shopify/{_PREFIX}/{number}-{place}")
                for place, rule in enumerate(rules["rules"], start=1)
            ],
            "selections": [
                {
                    "__typename": "CollectionInclusionProductSelection",
                    "product": shop.node(gid),
                    "variantIds": None,
                }
                for gid in collection["_members"]
            ],
        },
    }


def _condition(shop, rule, gid):
    relation, value = rule["relation"], rule["condition"]
    if rule["column"] in _KINDS:
        kind, relations = _KINDS[rule["column"]]
        return {
            "__typename": _PREFIX + kind,
            "id": gid,
            "matchType": "ANY",
            "relation": relations[relation],
            "values": [value],
        }
    match rule["column"]:
        case "VARIANT_PRICE":
            kind, value = "VariantPrice", _money(shop, value)
        case "VARIANT_COMPARE_AT_PRICE" | "IS_PRICE_REDUCED":
            kind = "VariantCompareAtPrice"
            value = None if relation in ("IS_SET", "IS_NOT_SET") else _money(shop, value)
        case "VARIANT_INVENTORY":
            kind, value = "VariantInventory", int(value)
        case _:
            kind = "VariantWeight"
            value = {"__typename": "Weight", "unit": "KILOGRAMS", "value": float(value)}
    return {"__typename": _PREFIX + kind, "id": gid, "relation": relation, "value": value}


def _money(shop, amount):
    return {
        "__typename": "MoneyV2",
        "amount": str(Decimal(amount)),
        "currencyCode": shop.currency,
    }
