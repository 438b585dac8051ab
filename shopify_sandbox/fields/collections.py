# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Collections: their products in the order that is asked for."""

from decimal import Decimal

from ..execution.registry import field
from ..world.collections import holds, products_of

_ORDERS = {
    "ALPHA_ASC": ("title", False),
    "ALPHA_DESC": ("title", True),
    "CREATED": ("createdAt", False),
    "CREATED_DESC": ("createdAt", True),
    "PRICE_ASC": ("price", False),
    "PRICE_DESC": ("price", True),
}


@field("Collection", "products")
def products(context, source, arguments):
    """The products; in the collection's own order unless another one is asked for."""
    found = products_of(context.shop, source)
    if arguments.get("sortKey", "COLLECTION_DEFAULT") != "COLLECTION_DEFAULT":
        return found
    key, reverse = _ORDERS.get(source["sortOrder"], (None, False))
    return found if key is None else sorted(found, key=_READ[key], reverse=reverse)


def _lowest_price(product):
    return min((Decimal(variant["price"]) for variant in product["variants"]), default=Decimal(0))


_READ = {
    "title": lambda product: product["title"].casefold(),
    "createdAt": lambda product: product["createdAt"],
    "price": _lowest_price,
}


@field("Collection", "hasProduct")
def has_product(context, source, arguments):
    """Whether a product is in the collection."""
    product = context.node(arguments["id"], "Product")
    return product is not None and holds(source, product)
