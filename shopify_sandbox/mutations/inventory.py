# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Stock: setting quantities, stocking an item at a location."""

import re

from ..errors import ApiError
from ..execution.registry import mutation
from ..fields.inventory import value_of
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
        error, level = _planned(context, given, entry, path, seen)
        errors += error
        plans.append((level, entry))
    if errors:
        return {"inventoryAdjustmentGroup": None, "userErrors": errors}
    changes = []
    for level, entry in plans:
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
    if reference and not _REFERENCE.match(reference):
        message = "The specified reference document is invalid."
        errors.append(
            user_error(["input", "referenceDocumentUri"], message, "INVALID_REFERENCE_DOCUMENT")
        )
    return errors


def _planned(context, given, entry, path, seen) -> tuple[list[dict], dict | None]:
    item = context.node(entry["inventoryItemId"], "InventoryItem")
    location = context.node(entry["locationId"], "Location")

    def wrong(field, message, code):
        return [user_error([*path, field], message, code)], None

    if item is None:
        message = "The specified inventory item could not be found."
        return wrong("inventoryItemId", message, "INVALID_INVENTORY_ITEM")
    if location is None:
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
    if not -HIGHEST <= entry["quantity"] <= HIGHEST:
        high = entry["quantity"] > HIGHEST
        message = f"The quantity can't be {'higher' if high else 'lower'} than {HIGHEST:,}."
        return wrong("quantity", message, f"INVALID_QUANTITY_TOO_{'HIGH' if high else 'LOW'}")
    level = _level(item, location)
    if level is None:
        message = "The specified inventory item is not stocked at the location."
        return wrong("locationId", message, "INVALID_LOCATION")
    stale = _stale(context, given, entry, level)
    if stale:
        return wrong(*stale)
    return [], level


def _stale(context, given, entry, level):
    current = quantity(level, given["name"])
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


def _level(item, location):
    for level in value_of(item, "inventoryLevels") or []:
        if level["location"]["id"] == location["id"]:
            return level
    return None


def quantity(level: dict, name: str) -> int:
    """A level's quantity of a name."""
    for stored in value_of(level, "quantities") or []:
        if stored["name"] == name:
            return stored["quantity"]
    return 0


def _apply(context, level, name, wanted) -> list[dict]:
    """Set a quantity; available and on hand move together."""
    delta = wanted - quantity(level, name)
    if not delta:
        return []
    changes = []
    for stored in level["quantities"]:
        if stored["name"] in NAMES:
            stored["quantity"] += delta
            stored["updatedAt"] = context.sandbox.moment()
            changes.append(_change(level, stored, delta))
    context.shop.touch(level)
    _retotal(context, level["item"])
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


def _retotal(context, item):
    """Write the sums that the state keeps beside the levels; derived ones need nothing."""
    total = sum(quantity(level, "available") for level in value_of(item, "inventoryLevels") or [])
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
    """Stock an item at a location."""
    item = context.node(arguments["inventoryItemId"], "InventoryItem")
    location = context.node(arguments["locationId"], "Location")
    if item is None or location is None:
        missing = "inventoryItemId" if item is None else "locationId"
        message = (
            "The product couldn't be found" if item is None else "The location couldn't be found"
        )
        return {"inventoryLevel": None, "userErrors": [user_error([missing], message)]}
    level = _level(item, location)
    if level is None:
        level = _stocked(context, item, location, arguments)
    elif arguments.get("available") is not None:
        message = (
            "Not allowed to set available quantity when the item is already active at the location."
        )
        return {"inventoryLevel": None, "userErrors": [user_error(["available"], message)]}
    return {"inventoryLevel": level, "userErrors": []}


def _stocked(context, item, location, arguments):
    available = arguments.get("available") or 0
    on_hand = arguments.get("onHand")
    level = context.shop.index(
        "InventoryLevel",
        {
            "item": item,
            "location": location,
            "isActive": True,
            "canDeactivate": True,
            "deactivationAlert": None,
            "scheduledChanges": [],
            "quantities": [],
        },
    )
    amounts = {"available": available, "on_hand": available if on_hand is None else on_hand}
    for name in (
        "available",
        "on_hand",
        "incoming",
        "committed",
        "reserved",
        "damaged",
        "safety_stock",
        "quality_control",
    ):
        level["quantities"].append(
            {
                "__typename": "InventoryQuantity",
                "id": f"{level['id']}&name={name}",
                "name": name,
                "quantity": amounts.get(name, 0),
                "updatedAt": context.sandbox.moment(),
            }
        )
    item["inventoryLevels"].append(level)
    location.setdefault("inventoryLevels", []).append(level)
    _retotal(context, item)
    return level
