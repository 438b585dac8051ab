# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Collections: custom ones list their products, smart ones have rules that choose them."""

from decimal import Decimal, InvalidOperation

from .collection_sources import source_of
from .handles import handle_of
from .publications import first_dates, publishable_fields, put_in_channels


def add_collection(
    shop,
    title,
    *,
    description="",
    products=(),
    rule_set=None,
    sort_order="BEST_SELLING",
    handle=None,
    published=True,
):
    """Add a collection.

    :param Shop shop: where
    :param str title: its title
    :param list products: the products of a custom collection
    :param dict|None rule_set: a ``CollectionRuleSet``, which makes it a smart one
    :param str sort_order: a ``CollectionSortOrder``
    :param str|None handle: its handle; None: made from the title
    :param bool published: whether it is in all sales channels
    :return: the ``Collection`` node
    :rtype: dict
    """
    node = {
        "title": title,
        "handle": handle or shop.handles("Collection").free(handle_of(title, "collection")),
        "descriptionHtml": f"<p>{description}</p>" if description else "",
        "description": description,
        "ruleSet": rule_set,
        "sortOrder": sort_order,
        "seo": {"__typename": "SEO", "title": None, "description": None},
        "templateSuffix": None,
        "image": None,
        "feedback": None,
        "activeOperations": {"__typename": "CollectionOperations", "duplicate": []},
        "subCollectionEligibility": {
            "__typename": "CollectionSubCollectionEligibility",
            "inclusion": {"eligible": True, "ineligibleReason": None},
            "exclusion": {"eligible": True, "ineligibleReason": None},
        },
        "metafields": [],
        "events": [],
        "translations": [],
        "_members": {product["id"]: None for product in products},
    }
    shop.add("Collection", node)
    put_in_channels(node, first_dates(shop, published))
    node.update(publishable_fields(shop, node))
    node["sources"] = lambda: [source_of(shop, node)]
    node["products"] = lambda: products_of(shop, node)
    node["productsCount"] = lambda: {
        "__typename": "Count",
        "count": len(products_of(shop, node)),
        "precision": "EXACT",
    }
    return node


def products_of(shop, collection):
    """Give the products of a collection: as they were added, or as the rules choose them.

    :param Shop shop: the collection's shop
    :param dict collection: the ``Collection`` node
    :rtype: list
    """
    if collection["ruleSet"] is None:
        return [shop.node(gid) for gid in collection["_members"]]
    return [one for one in shop.collection("Product") if is_chosen(one, collection["ruleSet"])]


def collections_of(shop, product):
    """Give the collections of a product.

    :param Shop shop: the product's shop
    :param dict product: the ``Product`` node
    :rtype: list
    """
    return [one for one in shop.collections.get("Collection", ()) if holds(one, product)]


def holds(collection, product):
    """Tell whether a product is in a collection."""
    if collection["ruleSet"] is None:
        return product["id"] in collection["_members"]
    return is_chosen(product, collection["ruleSet"])


def join(shop, collection, products):
    """Add products to a custom collection, behind those that are there.

    :param Shop shop: the collection's shop
    :param dict collection: the ``Collection`` node
    :param list products: ``Product`` nodes
    """
    new = [product["id"] for product in products if product["id"] not in collection["_members"]]
    collection["_members"] |= dict.fromkeys(new)
    if new:
        shop.touch(collection)


def leave(shop, collection, products):
    """Take products out of a custom collection; arguments as :func:`join`."""
    found = [one["id"] for one in products if one["id"] in collection["_members"]]
    for gid in found:
        del collection["_members"][gid]
    if found:
        shop.touch(collection)


def set_collections(shop, product, collections):
    """Put a product into these custom collections and into no other.

    :param Shop shop: the product's shop
    :param dict product: the ``Product`` node
    :param list collections: ``Collection`` nodes without rules
    """
    wanted = {collection["id"] for collection in collections}
    for collection in shop.collections.get("Collection", ()):
        if collection["ruleSet"] is None:
            put = join if collection["id"] in wanted else leave
            put(shop, collection, [product])


# === RULES === #


def rule_set_of(*rules, disjunctive=False):
    """Make the rules of a smart collection.

    :param rules: triples of column, relation and condition
    :param bool disjunctive: whether a product needs to meet only one of them
    :return: the ``CollectionRuleSet``
    :rtype: dict
    """
    return {
        "__typename": "CollectionRuleSet",
        "appliedDisjunctively": disjunctive,
        "rules": [
            {
                "__typename": "CollectionRule",
                "column": column,
                "relation": relation,
                "condition": condition,
                "conditionObject": None,
            }
            for column, relation, condition in rules
        ],
    }


def is_modelled(column):
    """Tell whether the sandbox has rules on a column."""
    return column in _COLUMNS


def is_chosen(product, rule_set):
    """Tell whether the rules of a smart collection choose a product.

    :param dict product: the ``Product`` node
    :param dict rule_set: the ``CollectionRuleSet``
    :rtype: bool
    """
    met = (_is_met(product, rule) for rule in rule_set["rules"])
    return any(met) if rule_set["appliedDisjunctively"] else all(met)


def _is_met(product, rule):
    values = [value for value in _COLUMNS[rule["column"]](product) if value is not None]
    match rule["relation"]:
        case "IS_SET":
            return bool(values)
        case "IS_NOT_SET":
            return not values
        case "NOT_EQUALS" | "NOT_CONTAINS":
            positive = rule["relation"].removeprefix("NOT_")
            return not any(_answers(value, positive, rule["condition"]) for value in values)
        case relation:
            return any(_answers(value, relation, rule["condition"]) for value in values)


def _answers(value, relation, condition):
    if relation in ("GREATER_THAN", "LESS_THAN") or not isinstance(value, str):
        return _compares(value, relation, condition)
    have, wanted = value.casefold(), condition.casefold()
    match relation:
        case "CONTAINS":
            return wanted in have
        case "STARTS_WITH":
            return have.startswith(wanted)
        case "ENDS_WITH":
            return have.endswith(wanted)
    return have == wanted


def _compares(value, relation, condition):
    try:
        have, wanted = Decimal(str(value)), Decimal(condition)
    except InvalidOperation:
        return False
    match relation:
        case "GREATER_THAN":
            return have > wanted
        case "LESS_THAN":
            return have < wanted
    return have == wanted


def _money(key):
    def read(product):
        return [variant[key] and Decimal(variant[key]) for variant in product["variants"]]

    return read


_COLUMNS = {
    "TITLE": lambda product: [product["title"]],
    "TYPE": lambda product: [product["productType"]],
    "VENDOR": lambda product: [product["vendor"]],
    "TAG": lambda product: product["tags"],
    "VARIANT_TITLE": lambda product: [variant["title"] for variant in product["variants"]],
    "VARIANT_PRICE": _money("price"),
    "VARIANT_COMPARE_AT_PRICE": _money("compareAtPrice"),
    "IS_PRICE_REDUCED": _money("compareAtPrice"),
    "VARIANT_INVENTORY": lambda product: [
        variant["inventoryQuantity"]() for variant in product["variants"]
    ],
    "VARIANT_WEIGHT": lambda product: [
        Decimal(str(variant["inventoryItem"]["measurement"]["weight"]["value"]))
        for variant in product["variants"]
    ],
}
