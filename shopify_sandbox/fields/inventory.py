# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Stock: levels by location and quantities by name."""

from ..execution.registry import field


def value_of(source: dict, key: str):
    """A state value, called when it is derived."""
    value = source.get(key)
    return value() if callable(value) else value


@field("InventoryItem", "inventoryLevel")
def inventory_level(context, source, arguments):
    """The level at one location, null where the item is not stocked."""
    for level in value_of(source, "inventoryLevels") or []:
        if level["location"]["id"] == arguments["locationId"]:
            return level
    return None


@field("Location", "inventoryLevel")
def location_level(context, source, arguments):
    """The level of one item here."""
    item = context.node(arguments["inventoryItemId"], "InventoryItem")
    return item and inventory_level(context, item, {"locationId": source["id"]})


@field("InventoryLevel", "quantities")
def quantities(context, source, arguments):
    """The quantities of the asked names, in the asked order."""
    stored = {quantity["name"]: quantity for quantity in value_of(source, "quantities") or []}
    return [
        stored.get(name)
        or {"id": f"{source['id']}&name={name}", "name": name, "quantity": 0, "updatedAt": None}
        for name in arguments["names"]
    ]
