# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Stock: setting quantities, stocking an item at a location."""

import re

from ..errors import ApiError
from ..execution.registry import mutation
from ..fields.inventory import level_at, quantity_of, value_of
from ..world.catalogue import add_level
from .answers import user_error

NAMES = ("available", "on_hand")
HIGHEST = 1_000_000_000
REQUIRED_FROM = "2026-04"
REASONS = frozenset(
    (
        "correction",
        "cycle_count_available",
        "damaged",
        "movement_canceled",
        "movement_created",
        "movement_received",
        "movement_updated",
        "other",
        "promotion",
        "quality_control",
        "received",
        "reservation_created",
        "reservation_deleted",
        "reservation_updated",
        "restock",
        "safety_stock",
        "shrinkage",
    )
)
_REFERENCE = re.compile(r"^[a-z][a-z0-9+.-]*://\S+$")
_GID = re.compile(r"^gid://[^/\s]+/[^/\s]+/\S+$")


@mutation("inventorySetQuantities", idempotent_from=REQUIRED_FROM)
def set_quantities(context, arguments):
    """Set quantities; one bad entry refuses them all."""
    given = arguments["input"]
    _check_arguments(context, given)
    errors = _header_errors(given)
    seen: set[tuple] = set()
    plans = []
    for index, entry in enumerate(given["quantities"]):
        path = ["input", "quantities", str(index)]
        error, places = _planned(context, given, entry, path, seen)
        errors += error
        plans.append((places, entry))
    if errors:
        return {"inventoryAdjustmentGroup": None, "userErrors": errors}
    changes = []
    for (item, location), entry in plans:
        level = level_at(item, location["id"]) or _unused_level(context, item, location)
        changes += _apply(context, level, given["name"], entry["quantity"])
    return {"inventoryAdjustmentGroup": _group(context, given, changes), "userErrors": []}


def _check_arguments(context, given):
    if context.schema.version < REQUIRED_FROM:
        return
    if any("changeFromQuantity" not in entry for entry in given["quantities"]):
        raise ApiError(
            "InventoryQuantityInput must include the following argument: changeFromQuantity.",
            "INVALID_FIELD_ARGUMENTS",
        )


def _header_errors(given) -> list[dict]:
    errors = []
    if given["name"] not in NAMES:
        message = f"The quantity name must be either {' or '.join(map(repr, NAMES))}."
        errors.append(user_error(["input", "name"], message, "INVALID_NAME"))
    if given["reason"] not in REASONS:
        errors.append(
            user_error(["input", "reason"], "The specified reason is invalid.", "INVALID_REASON")
        )
    reference = given.get("referenceDocumentUri")
    if reference and not (_GID if reference.startswith("gid:") else _REFERENCE).match(reference):
        message = "The specified reference document is invalid."
        errors.append(
            user_error(["input", "referenceDocumentUri"], message, "INVALID_REFERENCE_DOCUMENT")
        )
    return errors


def _planned(context, given, entry, path, seen) -> tuple[list[dict], tuple | None]:
    """What is wrong with an entry, else the item and the location it is about."""
    item = context.node(entry["inventoryItemId"], "InventoryItem")
    location = context.node(entry["locationId"], "Location")

    def wrong(field, message, code):
        return [user_error([*path, field], message, code)], None

    if item is None:
        message = "The specified inventory item could not be found."
        return wrong("inventoryItemId", message, "INVALID_INVENTORY_ITEM")
    if not _is_in_use(location):
        message = "The specified location could not be found."
        return wrong("locationId", message, "INVALID_LOCATION")
    if _is_bundle(item):
        message = "The specified inventory item is not allowed to be adjusted via API."
        return wrong("inventoryItemId", message, "NON_MUTABLE_INVENTORY_ITEM")
    pair = item["id"], location["id"]
    if pair in seen:
        message = "The combination of inventoryItemId and locationId must be unique."
        return wrong("locationId", message, "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR")
    seen.add(pair)
    refusal = _quantity_error(given["name"], entry["quantity"])
    if refusal:
        return wrong("quantity", *refusal)
    level = level_at(item, location["id"])
    if level is None and context.schema.version < REQUIRED_FROM:
        message = "The specified inventory item is not stocked at the location."
        return wrong("locationId", message, "ITEM_NOT_STOCKED_AT_LOCATION")
    stale = _stale(context, given, entry, level)
    if stale:
        return wrong(*stale)
    return [], (item, location)


def _quantity_error(name, quantity) -> tuple[str, str] | None:
    if name == "on_hand" and quantity < 0:
        return "The quantity can't be negative.", "INVALID_QUANTITY_NEGATIVE"
    if quantity > HIGHEST:
        message = f"The total quantity can't be higher than {HIGHEST:,}."
        return message, "INVALID_QUANTITY_TOO_HIGH"
    if quantity < -HIGHEST:
        return f"The total quantity can't be lower than -{HIGHEST:,}.", "INVALID_QUANTITY_TOO_LOW"
    return None


def _stale(context, given, entry, level):
    current = quantity_of(level, given["name"]) if level else 0
    if context.schema.version >= REQUIRED_FROM:
        expected = entry["changeFromQuantity"]
        if expected is not None and expected != current:
            message = "The changeFromQuantity argument no longer matches the persisted quantity."
            return "changeFromQuantity", message, "CHANGE_FROM_QUANTITY_STALE"
        return None
    if given.get("ignoreCompareQuantity") or entry.get("changeFromQuantity") == current:
        return None
    expected = entry.get("compareQuantity")
    if expected is None:
        message = "The compareQuantity argument must be given to each quantity."
        return "compareQuantity", message, "COMPARE_QUANTITY_REQUIRED"
    if expected != current:
        message = "The compareQuantity value does not match persisted value."
        return "compareQuantity", message, "COMPARE_QUANTITY_STALE"
    return None


def _is_bundle(item) -> bool:
    variant = item.get("variant") or {}
    return bool(value_of(variant, "requiresComponents"))


def _is_in_use(location) -> bool:
    return location is not None and location.get("isActive", True)


def _unused_level(context, item, location):
    """A level that keeps quantities though the item is not stocked there."""
    return add_level(context.shop, item, location, is_active=False)


def _apply(context, level, name, wanted) -> list[dict]:
    """Set a quantity; available and on hand move together."""
    delta = wanted - quantity_of(level, name)
    if not delta:
        return []
    changes = []
    for stored in level["quantities"]:
        if stored["name"] in NAMES:
            stored["quantity"] += delta
            stored["updatedAt"] = context.sandbox.moment()
            changes.append(_change(level, stored, delta))
    context.shop.touch(level)
    _retotal(level["item"])
    return changes


def _change(level, stored, delta):
    return {
        "name": stored["name"],
        "delta": delta,
        "quantityAfterChange": stored["quantity"],
        "ledgerDocumentUri": None,
        "item": level["item"],
        "location": level["location"],
    }


def _retotal(item):
    """Write the sums that the state keeps beside the levels; derived ones need nothing."""
    levels = value_of(item, "inventoryLevels") or []
    total = sum(quantity_of(level, "available") for level in levels)
    variant = item.get("variant") or {}
    if "inventoryQuantity" in variant and not callable(variant["inventoryQuantity"]):
        variant["inventoryQuantity"] = total
    product = variant.get("product") or {}
    if "totalInventory" in product and not callable(product["totalInventory"]):
        variants = value_of(product, "variants") or []
        product["totalInventory"] = sum(value_of(v, "inventoryQuantity") or 0 for v in variants)


def _group(context, given, changes):
    if not changes:
        return None
    return {
        "__typename": "InventoryAdjustmentGroup",
        "id": context.shop.new_id("InventoryAdjustmentGroup"),
        "createdAt": context.sandbox.moment(),
        "reason": given["reason"],
        "referenceDocumentUri": given.get("referenceDocumentUri"),
        "changes": changes,
    }


@mutation("inventoryActivate", idempotent_from=REQUIRED_FROM)
def activate(context, arguments):
    """Stock an item at a location; quantities that are not given stay what they were."""
    item = context.node(arguments["inventoryItemId"], "InventoryItem")
    location = context.node(arguments["locationId"], "Location")
    if item is None:
        return _not_activated("inventoryItemId", "The product couldn't be found")
    if not _is_in_use(location):
        return _not_activated("locationId", "The location couldn't be found")
    if _is_bundle(item):
        return _not_activated("inventoryItemId", "The product can't have stock of its own")
    level = level_at(item, location["id"])
    available, on_hand = arguments.get("available"), arguments.get("onHand")
    if level is not None and level.get("isActive", True):
        if (available, on_hand) != (None, None):
            return _not_activated(
                "available",
                "Not allowed to set available quantity when the item is already active at the "
                "location.",
            )
        return {"inventoryLevel": level, "userErrors": []}
    level = level or add_level(context.shop, item, location)
    level["isActive"] = True
    if on_hand is not None:
        _apply(context, level, "on_hand", on_hand)
    if available is not None:
        _apply(context, level, "available", available)
    return {"inventoryLevel": level, "userErrors": []}


def _not_activated(field, message):
    return {"inventoryLevel": None, "userErrors": [user_error([field], message)]}
