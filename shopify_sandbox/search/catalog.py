# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Search fields of products, variants, inventory items and locations."""

from . import filters as kind
from .filters import Filter, key
from .tables import register


def _each_variant(name):
    return lambda record: [variant.get(name) for variant in record.get("variants") or []]


def _of_product(name):
    return lambda record: (record.get("product") or {}).get(name)


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
    },
    (
        lambda record: record.get("sku"),
        lambda record: record.get("title"),
        lambda record: record.get("barcode"),
        _of_product("title"),
    ),
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
