# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Changes of products and variants, with what follows from them."""

import html
import re

from .catalogue import add_level, set_available
from .collections import set_collections
from .options import settle_options

_TAG = re.compile(r"<[^>]*>")


def description_fields(text):
    """Give the fields that hold a description.

    :param str text: the description in HTML
    :rtype: dict
    """
    plain = " ".join(html.unescape(_TAG.sub(" ", text)).split())
    return {"descriptionHtml": text, "bodyHtml": text, "description": plain}


def change_product(shop, product, values):
    """Change a product; the time of its last change moves only if something differs.

    :param Shop shop: the product's shop
    :param dict product: the ``Product`` node
    :param dict values: new values by GraphQL field
    :return: whether something changed
    :rtype: bool
    """
    changed = {key: value for key, value in values.items() if product.get(key) != value}
    if not changed:
        return False
    if "descriptionHtml" in changed:
        changed |= description_fields(changed["descriptionHtml"])
    product.update(changed)
    if "title" in changed:
        settle_options(product)
    shop.touch(product)
    return True


def change_variant(shop, variant, values, item_values=()):
    """Change a variant and its inventory item; the times move only if something differs.

    :param Shop shop: the variant's shop
    :param dict variant: the ``ProductVariant`` node
    :param dict values: new values by GraphQL field
    :param dict item_values: new values of the inventory item by GraphQL field; its SKU is the
        variant's too
    :return: whether something changed
    :rtype: bool
    """
    item, item_values = variant["inventoryItem"], dict(item_values)
    if "weight" in item_values:
        item_values["measurement"] = {**item["measurement"], "weight": item_values.pop("weight")}
    changed_item = _differing(item, item_values)
    if "sku" in changed_item:
        values = {**values, "sku": changed_item["sku"]}
    changed = _differing(variant, values)
    item.update(changed_item)
    variant.update(changed)
    if changed_item:
        shop.touch(item)
    if changed or changed_item:
        shop.touch(variant)
    return bool(changed or changed_item)


def _differing(node, values):
    return {key: value for key, value in values.items() if node.get(key) != value}


def stock_variant(shop, variant, quantities):
    """Set units at locations; the variant is stocked where it was not yet.

    :param Shop shop: the variant's shop
    :param dict variant: the ``ProductVariant`` node
    :param list quantities: triples of a location, the quantity's name and the units
    """
    item = variant["inventoryItem"]
    for location, name, units in quantities:
        known = [level for level in item["inventoryLevels"] if level["location"] is location]
        if known:
            set_available(shop, known[0], units, name)
        else:
            shop.tell("changed", add_level(shop, item, location, units))


def arrange_variants(shop, product, variants):
    """Give a product's variants another order; those that are left out are removed.

    :param Shop shop: the product's shop
    :param dict product: the ``Product`` node
    :param list variants: variants of the product
    """
    kept = {variant["id"] for variant in variants}
    gone = [variant for variant in product["variants"] if variant["id"] not in kept]
    product["variants"][:] = variants
    _remove(shop, gone)
    settle_options(product)
    product["hasVariantsThatRequiresComponents"] = any(
        variant["requiresComponents"] for variant in variants
    )


def remove_product(shop, product):
    """Remove a product with its variants and their stock records.

    :param Shop shop: the product's shop
    :param dict product: the ``Product`` node
    """
    set_collections(shop, product, [])
    _remove(shop, product["variants"])
    shop.remove(product)


def _remove(shop, variants):
    levels = [level for one in variants for level in one["inventoryItem"]["inventoryLevels"]]
    gone = {level["id"] for level in levels}
    for location in {level["location"]["id"]: level["location"] for level in levels}.values():
        kept = [level for level in location["inventoryLevels"] if level["id"] not in gone]
        location["inventoryLevels"] = kept
    for node in (*levels, *(one["inventoryItem"] for one in variants), *variants):
        shop.remove(node)
