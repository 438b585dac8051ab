# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Makes and changes the variants that checked inputs ask for."""

from ..world.catalogue import add_variant
from ..world.places import first_location
from ..world.product_changes import change_variant

FREE = "0.00"


def make_variant(context, product, asked, plan, values, quantities) -> dict:
    """Add the variant that an input without errors asks for.

    :param asked: its ``VariantInput``.
    :param plan: the product's ``OptionPlan``, kept already.
    :param values: the values it chooses.
    :param quantities: triples of a location, a quantity's name and the units; empty: none at the
        shop's first location.
    """
    shop = context.shop
    here = first_location(shop)
    levels = [(location, units) for location, _name, units in quantities]
    variant = add_variant(
        shop,
        product,
        options=[option.name for option in plan.options],
        values=[value.name for value in values],
        price=asked.values.get("price", FREE),
        tracked=asked.item.get("tracked", True),
        requires_components=asked.values.get("requiresComponents", False),
        levels=levels or ([(here, 0)] if here else []),
        weight_grams=0,
    )
    item = variant["inventoryItem"]
    variant.update(asked.values)
    item.update({key: value for key, value in asked.item.items() if key != "weight"})
    variant["sku"] = item["sku"]
    if "weight" in asked.item:
        item["measurement"]["weight"] = asked.item["weight"]
    asked.parts.keep(variant)
    return variant


def edit_variant(context, variant, asked, chosen=None) -> bool:
    """Change a variant as an input without errors asks; tells whether something changed.

    :param asked: its ``VariantInput``.
    :param chosen: its new ``SelectedOption`` parts; None: as they are.
    """
    values = dict(asked.values)
    if chosen is not None:
        values["selectedOptions"] = chosen
    changed = change_variant(context.shop, variant, values, asked.item)
    asked.parts.keep(variant)
    return changed
