# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Search fields of products, variants, collections, inventory items and locations."""

from . import filters as kind
from .filters import Filter, key
from .publishing import is_published_as, publication_ids
from .tables import register


def _each_variant(name):
    return lambda record: [variant.get(name) for variant in record.get("variants") or []]


def _of_product(name):
    return lambda record: (record.get("product") or {}).get(name)


def _listed(name):
    """The ids of a list of nodes, which may be derived."""

    def get(record):
        nodes = record.get(name) or ()
        return [node["id"] for node in (nodes() if callable(nodes) else nodes)]

    return get


def _collections(record):
    return _listed("collections")(record.get("product") or record)


def _is_reduced(record):
    """Whether a price is lower than the one before the reduction."""
    return any(
        one.get("compareAtPrice") and float(one["compareAtPrice"]) > float(one["price"])
        for one in record.get("variants") or ()
    )


def _option(place):
    def get(record):
        chosen = record.get("selectedOptions") or ()
        return chosen[place]["value"] if len(chosen) > place else None

    return get


def _locations(record):
    levels = (record.get("inventoryItem") or {}).get("inventoryLevels") or ()
    return [level["location"]["id"] for level in levels]


def _without(value, term) -> bool:
    return term.value.casefold() not in [tag.casefold() for tag in value[0]]


_PUBLISHED = {
    "published_status": Filter(lambda record: record, is_published_as),
    "publication_ids": Filter(publication_ids, kind.gid),
}
_TIMES = {
    "created_at": key("createdAt", kind.moment),
    "updated_at": key("updatedAt", kind.moment),
}

register(
    "Product",
    {
        **_TIMES,
        "id": key("id", kind.gid),
        "title": key("title", kind.text),
        "handle": key("handle", kind.exact),
        "status": key("status", kind.exact),
        "vendor": key("vendor", kind.exact),
        "product_type": key("productType", kind.exact),
        "tag": key("tags", kind.exact),
        "gift_card": key("isGiftCard", kind.boolean),
        "published_at": key("publishedAt", kind.moment),
        "sku": Filter(_each_variant("sku"), kind.exact),
        "barcode": Filter(_each_variant("barcode"), kind.exact),
        "variant_id": Filter(_each_variant("id"), kind.gid),
        "variant_title": Filter(_each_variant("title"), kind.text),
        "price": Filter(_each_variant("price"), kind.number),
        "inventory_total": key("totalInventory", kind.number),
        "tag_not": Filter(lambda record: ((record.get("tags") or [],),), _without),
        "category_id": Filter(
            lambda record: ((record.get("category") or {}).get("id") or "").rpartition("/")[2],
            kind.exact,
        ),
        "collection_id": Filter(_collections, kind.gid),
        "has_only_default_variant": key("hasOnlyDefaultVariant", kind.boolean),
        "has_variant_with_components": key("hasVariantsThatRequiresComponents", kind.boolean),
        "bundles": key("hasVariantsThatRequiresComponents", kind.boolean),
        "out_of_stock_somewhere": key("hasOutOfStockVariants", kind.boolean),
        "is_price_reduced": Filter(_is_reduced, kind.boolean),
        **_PUBLISHED,
    },
    (
        lambda record: record.get("title"),
        lambda record: record.get("vendor"),
        lambda record: record.get("productType"),
        lambda record: " ".join(record.get("tags") or []),
        lambda record: " ".join(filter(None, _each_variant("sku")(record))),
    ),
)

register(
    "ProductVariant",
    {
        **_TIMES,
        "id": key("id", kind.gid),
        "sku": key("sku", kind.exact),
        "barcode": key("barcode", kind.exact),
        "title": key("title", kind.text),
        "price": key("price", kind.number),
        "product_id": Filter(_of_product("id"), kind.gid),
        "product_ids": Filter(_of_product("id"), kind.gid),
        "product_status": Filter(_of_product("status"), kind.exact),
        "product_type": Filter(_of_product("productType"), kind.exact),
        "vendor": Filter(_of_product("vendor"), kind.exact),
        "tag": Filter(_of_product("tags"), kind.exact),
        "requires_components": key("requiresComponents", kind.boolean),
        "inventory_quantity": key("inventoryQuantity", kind.number),
        "gift_card": Filter(_of_product("isGiftCard"), kind.boolean),
        "collection": Filter(_collections, kind.gid),
        "location_id": Filter(_locations, kind.gid),
        "taxable": key("taxable", kind.boolean),
        "option1": Filter(_option(0), kind.exact),
        "option2": Filter(_option(1), kind.exact),
        "option3": Filter(_option(2), kind.exact),
        **_PUBLISHED,
    },
    (
        lambda record: record.get("sku"),
        lambda record: record.get("title"),
        lambda record: record.get("barcode"),
        _of_product("title"),
    ),
)

register(
    "Collection",
    {
        "id": key("id", kind.gid),
        "title": key("title", kind.text),
        "handle": key("handle", kind.exact),
        "updated_at": key("updatedAt", kind.moment),
        "collection_type": Filter(
            lambda record: "smart" if record.get("ruleSet") else "custom", kind.exact
        ),
        "product_id": Filter(_listed("products"), kind.gid),
        **_PUBLISHED,
    },
    (lambda record: record.get("title"),),
)

register(
    "InventoryItem",
    {**_TIMES, "id": key("id", kind.gid), "sku": key("sku", kind.exact)},
    (lambda record: record.get("sku"),),
)

register(
    "Location",
    {
        **_TIMES,
        "id": key("id", kind.gid),
        "location_id": key("id", kind.gid),
        "name": key("name", kind.text),
        "active": key("isActive", kind.boolean),
        "legacy": key("isFulfillmentService", kind.boolean),
    },
    (lambda record: record.get("name"),),
)
