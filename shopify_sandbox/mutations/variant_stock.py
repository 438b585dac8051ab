# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The quantities that a given variant brings along."""

from .variant_input import MOST_QUANTITIES, MOST_UNITS, QUANTITY_NAMES

TOO_MANY_QUANTITIES = (
    f"Inventory quantity input exceeds the limit of {MOST_QUANTITIES}. Consider using separate"
    " `inventorySetQuantities` mutations."
)


def too_many_quantities(variants: list[dict]) -> bool:
    """Whether the given variants bring along more quantities than one call may."""
    return sum(len(one.get("inventoryQuantities") or ()) for one in variants) > MOST_QUANTITIES


def quantities_of(context, asked, title: str) -> list[tuple]:
    """The quantities of a given variant.

    :param asked: its ``VariantInput``, which gets the errors.
    :param title: title of the variant.
    :return: triples of a location, the quantity's name and the units.
    """
    keys = ["inventoryQuantities"]
    found = []
    for entry in asked.given.get("inventoryQuantities") or ():
        name = entry.get("name", "available")
        units = entry["quantity"] if "quantity" in entry else entry["availableQuantity"]
        location = context.node(entry["locationId"], "Location")
        if name not in QUANTITY_NAMES:
            names = " or ".join(map(repr, QUANTITY_NAMES))
            asked.error(keys, f"The quantity name must be either {names}.", "INVALID_INPUT")
        elif location is None:
            message = f"Quantity for {title} couldn't be set because the location was deleted."
            asked.error(keys, message, "TRACKED_VARIANT_LOCATION_NOT_FOUND")
        elif units > MOST_UNITS:
            message = f"Inventory quantity must be less than or equal to {MOST_UNITS}"
            asked.error(keys, message, "INVALID_INPUT")
        elif units < -MOST_UNITS:
            message = f"Inventory quantity must be greater than or equal to -{MOST_UNITS}"
            asked.error(keys, message, "INVALID_INPUT")
        elif asked.known is not None and not _is_stocked(asked.known, location):
            message = (
                f"Quantity for {title} couldn't be set because it isn't stocked at"
                f" {location['name']}."
            )
            asked.error(keys, message, "INVALID_INPUT")
        else:
            found.append((location, name, units))
    return found


def _is_stocked(variant, location) -> bool:
    return any(
        level["location"] is location for level in variant["inventoryItem"]["inventoryLevels"]
    )
