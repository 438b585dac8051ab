# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Products: fields with arguments, and lists over the whole catalogue."""

from ..execution.registry import field
from ..world.collections import holds
from .inventory import value_of


@field("Product", "inCollection")
def in_collection(context, source, arguments):
    """Whether the product is in a collection."""
    collection = context.node(arguments["id"], "Collection")
    return collection is not None and holds(collection, source)


@field("Product", "description")
@field("Collection", "description")
def description(context, source, arguments):
    """The description without HTML, cut where that is asked for."""
    text, most = source.get("description") or "", arguments.get("truncateAt")
    if most is None or len(text) <= most:
        return text
    return text[: max(0, most - 3)] + "..."


def _distinct(values):
    def listed(context, source, arguments):
        """Each value once, in the order of the alphabet."""
        found = {value for one in context.listed("Product") for value in values(one) if value}
        return sorted(found, key=lambda value: (value.casefold(), value))

    return listed


field("QueryRoot", "productTags")(_distinct(lambda product: product.get("tags") or ()))
field("QueryRoot", "productTypes")(_distinct(lambda product: [product.get("productType")]))
field("QueryRoot", "productVendors")(_distinct(lambda product: [product.get("vendor")]))


@field("InventoryItem", "duplicateSkuCount")
def duplicate_sku_count(context, source, arguments):
    """How many other inventory items have the same SKU."""
    sku = value_of(source, "sku")
    if not sku:
        return 0
    return sum(1 for one in context.listed("InventoryItem") if one.get("sku") == sku) - 1
