# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Stock: levels by location and quantities by name."""

from ..execution.registry import field


def value_of(source: dict, key: str):
    """A state value, called when it is derived."""
    value = source.get(key)
    return value() if callable(value) else value


def level_at(item: dict, location_id: str) -> dict | None:
    """An item's level at a location, in use or not."""
    for level in value_of(item, "inventoryLevels") or []:
        if level["location"]["id"] == location_id:
            return level
    return None


def quantity_of(level: dict, name: str) -> int:
    """A level's quantity of a name."""
    for stored in value_of(level, "quantities") or []:
        if stored["name"] == name:
            return stored["quantity"]
    return 0


def _shown(level: dict | None, arguments: dict) -> dict | None:
    """A level, unless it is out of use and only those in use are asked for."""
    if level is None or level.get("isActive", True) or arguments.get("includeInactive"):
        return level
    return None


@field("InventoryItem", "inventoryLevels")
@field("Location", "inventoryLevels")
def inventory_levels(context, source, arguments):
    """The levels of an item or a location."""
    levels = value_of(source, "inventoryLevels") or []
    return [level for level in levels if _shown(level, arguments)]


@field("InventoryItem", "inventoryLevel")
def inventory_level(context, source, arguments):
    """The level at one location, null where the item is not stocked."""
    return _shown(level_at(source, arguments["locationId"]), arguments)


@field("Location", "inventoryLevel")
def location_level(context, source, arguments):
    """The level of one item here."""
    item = context.node(arguments["inventoryItemId"], "InventoryItem")
    return item and _shown(level_at(item, source["id"]), arguments)


@field("InventoryLevel", "quantities")
def quantities(context, source, arguments):
    """The quantities of the asked names, in the asked order."""
    stored = {quantity["name"]: quantity for quantity in value_of(source, "quantities") or []}
    return [
        stored.get(name)
        or {"id": f"{source['id']}&name={name}", "name": name, "quantity": 0, "updatedAt": None}
        for name in arguments["names"]
    ]
