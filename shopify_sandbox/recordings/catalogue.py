# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Recorded locations, products and variants."""

from ..world.catalogue import add_product, add_variant
from ..world.places import add_location

_PRODUCT_TEXTS = (
    "title",
    "handle",
    "vendor",
    "productType",
    "status",
    "descriptionHtml",
    "createdAt",
    "updatedAt",
)
_VARIANT_TEXTS = (
    "title",
    "sku",
    "barcode",
    "price",
    "compareAtPrice",
    "taxable",
    "createdAt",
    "inventoryPolicy",
    "updatedAt",
    "position",
)


def keep(node, known, keys):
    """Take over recorded values that are not null.

    :param dict node: the completed node
    :param dict known: what was recorded
    :param tuple keys: which of it
    """
    node.update({key: known[key] for key in keys if known.get(key) is not None})


def load_locations(shop, fragments):
    """Load the locations that have a name; one is made up when there is none.

    :param RecordedShop shop: where
    :param Fragments fragments: what was recorded
    """
    for known in fragments.of_type("Location"):
        if known.get("name"):
            shop.expect(known["id"])
            node = add_location(shop, known["name"], country="CA")
            keep(
                node,
                known,
                (
                    "isActive",
                    "fulfillsOnlineOrders",
                    "shipsInventory",
                    "createdAt",
                    "isFulfillmentService",
                    "hasActiveInventory",
                    "updatedAt",
                ),
            )
    if not shop.collection("Location"):
        add_location(shop, "Main location", country="CA")


def load_catalogue(shop, fragments):
    """Load the products with their variants.

    :param RecordedShop shop: where
    :param Fragments fragments: what was recorded
    """
    variants_by_product = {}
    for known in fragments.of_type("ProductVariant"):
        product = known.get("product")
        if isinstance(product, dict) and product.get("id"):
            variants_by_product.setdefault(product["id"], []).append(known)
    for known in fragments.of_type("Product"):
        _load_product(shop, known, variants_by_product.get(known["id"], []), fragments)


def _load_product(shop, known, variants, fragments):
    shop.expect(known["id"])
    product = add_product(shop, known.get("title") or "Untitled", options=["Title"])
    keep(product, known, _PRODUCT_TEXTS)
    product["tags"] = sorted(part for part in known.get("tags") or [] if isinstance(part, str))
    listed = [part for part in known.get("variants") or [] if isinstance(part, dict)]
    ids = {part["id"] for part in [*listed, *variants] if part.get("id")}
    for gid in sorted(ids) or [None]:
        _load_variant(shop, product, fragments.known.get(gid, {}))


def _load_variant(shop, product, known):
    item = known.get("inventoryItem") or {}
    shop.expect(known.get("id"))
    shop.expect(item.get("id"))
    chosen = known.get("selectedOptions") or []
    pairs = [(part["name"], part["value"]) for part in chosen if part.get("value")]
    variant = add_variant(
        shop,
        product,
        options=[name for name, _value in pairs] or None,
        values=tuple(value for _name, value in pairs),
        price=known.get("price") or "0.00",
        sku=known.get("sku"),
        tracked=bool(item.get("tracked")),
        requires_shipping=item.get("requiresShipping", True) is not False,
        stock=int(known.get("inventoryQuantity") or 0),
        locations=shop.collection("Location")[:1],
    )
    keep(variant, known, _VARIANT_TEXTS)
    return variant
