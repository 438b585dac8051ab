# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The order of a product's options, their values, and its variants."""

from ..execution.registry import mutation
from ..world.product_changes import arrange_variants
from .answers import user_error
from .option_change import OptionChange
from .product_input import NO_PRODUCT

_MISSING = {
    ("Option", "id"): "OPTION_ID_DOES_NOT_EXIST",
    ("Option", "name"): "OPTION_NAME_DOES_NOT_EXIST",
    ("Option value", "id"): "OPTION_VALUE_ID_DOES_NOT_EXIST",
    ("Option value", "name"): "OPTION_VALUE_DOES_NOT_EXIST",
}
_DOUBLE = {"Option": "DUPLICATED_OPTION_NAME", "Option value": "DUPLICATED_OPTION_VALUE"}


@mutation("productOptionsReorder")
def options_reorder(context, arguments):
    """Give options, and their values, another order; the variants follow."""
    product = context.node(arguments["productId"], "Product")
    if product is None:
        return {"product": None, "userErrors": [NO_PRODUCT]}
    change = OptionChange(context, product)
    wanted = _found(change, change.plan.options, arguments["options"], ["options"], "Option")
    if not change.errors and len(wanted) < len(change.plan.options):
        change.error(["options"], "Missing option name.", "MISSING_OPTION_NAME")
    for index, (option, entry) in enumerate(zip(wanted, arguments["options"], strict=False)):
        if entry.get("values") is not None and not change.errors:
            path = ["options", str(index), "values"]
            values = _found(change, option.values, entry["values"], path, "Option value")
            if not change.errors and len(values) < len(option.values):
                change.error(path, "Missing option value.", "MISSING_OPTION_VALUE")
            option.values = values
    if change.errors:
        return change.payload()
    change.plan.options = wanted
    places = {id(value): place for option in wanted for place, value in enumerate(option.values)}
    change.product["variants"].sort(
        key=lambda one: [places[id(value)] for value in change.in_order(change.chosen[one["id"]])]
    )
    return change.payload()


def _found(change, known, entries, path, label):
    """The options or values that the entries name by id or by name.

    :param label: "Option" or "Option value".
    """
    found = []
    for index, entry in enumerate(entries):
        place = [*path, str(index)]
        gid, name = entry.get("id"), entry.get("name")
        fitting = (one for one in known if (one.node["id"] == gid if gid else one.name == name))
        one = next(fitting, None)
        if one is None:
            how = "id" if gid else "name"
            code = _MISSING[label, how]
            change.error(place, f"{label} {how} does not exist.", code)
        elif one in found:
            change.error(place, f"Duplicated {label.lower()}.", _DOUBLE[label])
        else:
            found.append(one)
    return found


@mutation("productVariantsBulkReorder")
def variants_reorder(context, arguments):
    """Put variants at other places."""
    product = context.node(arguments["productId"], "Product")
    if product is None:
        return {"product": None, "userErrors": [NO_PRODUCT]}
    known = {one["id"]: one for one in product["variants"]}
    errors, seen = [], set()
    for index, entry in enumerate(arguments["positions"]):
        path = ["positions", str(index)]
        if entry["id"] not in known:
            errors.append(
                user_error([*path, "id"], "Product variant does not exist", "MISSING_VARIANT")
            )
        elif entry["id"] in seen:
            message = "Product variant IDs must be unique"
            errors.append(user_error([*path, "id"], message, "DUPLICATED_VARIANT_ID"))
        elif entry["position"] < 1:
            message = "Product variant position cannot be zero or negative number"
            errors.append(user_error([*path, "position"], message, "INVALID_POSITION"))
        seen.add(entry["id"])
    if errors:
        return {"product": product, "userErrors": errors}
    variants = [one for one in product["variants"] if one["id"] not in seen]
    for entry in sorted(arguments["positions"], key=lambda one: one["position"]):
        variants.insert(entry["position"] - 1, known[entry["id"]])
    arrange_variants(context.shop, product, variants)
    context.shop.touch(product)
    return {"product": product, "userErrors": []}
