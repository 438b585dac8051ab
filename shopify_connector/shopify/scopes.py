# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The access scopes that the documents need, and what each is for (G2)."""

from collections.abc import Collection, Iterable

CUSTOMER_EXPORT = "customer_export"
PRODUCT_SYNC = "product_sync"
PRODUCT_CHANGES = "product_changes"
ORDER_METAFIELDS = "order_metafields"
ORDER_CHANGES = "order_changes"
TRANSLATIONS = "translations"
STOCK = "stock"
IMAGES = "images"
FULFILLMENTS = "fulfillments"
GIFT_CARDS = "gift_cards"

#: Scope → what it is needed for. The connection test checks this list.
REQUIRED_SCOPES: dict[str, str] = {
    "read_customers": "customers of orders, and companies that buy",
    "read_files": "pictures of products",
    "read_gift_cards": "gift cards and their balances",
    "read_inventory": "what Shopify has in stock",
    "read_locales": "the languages of the shop",
    "read_locations": "locations, for warehouses and stock",
    "read_merchant_managed_fulfillment_orders": "which location ships which line",
    "read_orders": "orders, their payments, shipments and refunds",
    "read_products": "products, variants and their stock items",
    "read_publications": "sales channels, and the products published on them",
    "read_third_party_fulfillment_orders": "which fulfilment service ships which line",
    "read_translations": "texts of products in further languages",
    "write_customers": "creating and changing customers",
    "write_files": "alternative texts of pictures",
    "write_inventory": "telling Shopify what is in stock",
    "write_merchant_managed_fulfillment_orders": "telling Shopify what was shipped",
    "write_orders": "metafields, tags and notes of orders, and archiving them",
    "write_products": "creating and changing products",
    "write_publications": "publishing products on sales channels",
    "write_third_party_fulfillment_orders": "telling Shopify what a fulfilment service shipped",
    "write_translations": "translating products",
}

#: Those that only one use needs, or each of several.
NEEDED_FOR: dict[str, str | tuple[str, ...]] = {
    "read_files": IMAGES,
    "read_gift_cards": GIFT_CARDS,
    "read_inventory": STOCK,
    "read_locales": TRANSLATIONS,
    "read_publications": PRODUCT_SYNC,
    "read_translations": TRANSLATIONS,
    "write_customers": CUSTOMER_EXPORT,
    "write_files": IMAGES,
    "write_inventory": STOCK,
    "write_merchant_managed_fulfillment_orders": FULFILLMENTS,
    "write_orders": (ORDER_METAFIELDS, ORDER_CHANGES),
    "write_products": (PRODUCT_CHANGES, IMAGES),
    "write_publications": PRODUCT_CHANGES,
    "write_third_party_fulfillment_orders": FULFILLMENTS,
    "write_translations": TRANSLATIONS,
}

#: Scopes that widen what is seen; everything else works without them.
OPTIONAL_SCOPES: dict[str, str] = {
    "read_all_orders": "orders older than 60 days",
    "read_markets": "shipping methods of shops whose markets say how is shipped",
    "read_payment_terms": "payment terms and due dates of orders",
    "read_returns": "returns of orders",
    "read_shipping": "shipping methods, and the provinces of the countries that the shop ships to",
    "read_users": "which member of the staff took an order",
}

#: Those that Shopify gives to shops of its larger plans only.
PLAN_SCOPES = frozenset({"read_users"})


def missing_scopes(granted: Collection[str], uses: Collection[str] = ()) -> dict[str, str]:
    """The required scopes that are not granted, with their purpose; writing includes reading.

    :param uses: what the shop's settings make use of, such as :data:`CUSTOMER_EXPORT`; a scope
        that only other uses need is not missing
    """
    needed = {scope for scope in REQUIRED_SCOPES if _is_needed(scope, uses)}
    return {scope: REQUIRED_SCOPES[scope] for scope in sorted(lacking(granted, needed))}


def lacking(granted: Collection[str], wanted: Iterable[str]) -> set[str]:
    """The wanted scopes that are not granted; writing includes reading."""
    have = set(granted)
    return {
        scope
        for scope in wanted
        if scope not in have and scope.replace("read_", "write_", 1) not in have
    }


def _is_needed(scope: str, uses: Collection[str]) -> bool:
    wanted = NEEDED_FOR.get(scope)
    if wanted is None:
        return True
    return any(use in uses for use in ((wanted,) if isinstance(wanted, str) else wanted))
