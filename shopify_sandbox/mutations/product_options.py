# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Options of a product: adding, changing and deleting them."""

from itertools import product as combinations

from ..execution.registry import mutation
from ..world.options import DEFAULT_TITLE
from .option_change import OptionChange
from .option_plan import LONGEST, MOST
from .option_set import TOO_MANY, OptionSet
from .product_input import NO_PRODUCT
from .product_making import default_plan

MOST_VARIANTS = 2048
TOO_MANY_VARIANTS = (
    "The number of created variants would exceed the 2048 variants per product limit"
)
UNKNOWN = "Option does not exist"


def _is_plain(product) -> bool:
    """Whether the product has only its default variant."""
    return [one["title"] for one in product["variants"]] == [DEFAULT_TITLE]


# === CREATING === #


@mutation("productOptionsCreate")
def options_create(context, arguments):
    """Add options; the variants get the first value of each."""
    product = context.node(arguments["productId"], "Product")
    if product is None:
        return {"product": None, "userErrors": [NO_PRODUCT]}
    change = OptionChange(context, product)
    asked = OptionSet(arguments["options"], ["options"])
    change.errors += asked.errors
    new = asked.plan.options
    before = [] if _is_plain(product) else change.plan.options
    for index, entry in enumerate(arguments["options"]):
        name = (entry.get("name") or "").strip()
        if any(option.name == name for option in before):
            message = f"Option '{name}' already exists."
            change.error(["options", str(index)], message, "OPTION_ALREADY_EXISTS")
    if not asked.errors and len(before) + len(new) > MOST:
        change.error(["options"], TOO_MANY, "OPTIONS_OVER_LIMIT")
    if change.errors:
        return change.payload()
    change.plan.options = [*before, *new]
    first = [option.values[0] for option in new]
    for gid, values in change.chosen.items():
        change.chosen[gid] = [*(values if before else ()), *first]
    if arguments.get("variantStrategy") == "CREATE":
        _fan_out(change, new)
    return change.payload()


def _fan_out(change, new):
    """Add the variants that all values of new options make."""
    known = [change.in_order(values) for values in change.chosen.values()]
    seen = {tuple(map(id, values)) for values in known}
    for values in known:
        kept = values[: len(values) - len(new)]
        for more in combinations(*(option.values for option in new)):
            key = tuple(map(id, (*kept, *more)))
            if key not in seen:
                seen.add(key)
                change.added.append([*kept, *more])
    if len(seen) > MOST_VARIANTS:
        change.error(["options"], TOO_MANY_VARIANTS, "TOO_MANY_VARIANTS_CREATED")


# === CHANGING === #


@mutation("productOptionUpdate")
def option_update(context, arguments):
    """Change an option and its values."""
    product = context.node(arguments["productId"], "Product")
    if product is None:
        return {"product": None, "userErrors": [NO_PRODUCT]}
    change = OptionChange(context, product)
    option = change.plan.option_with_id(arguments["option"]["id"])
    if option is None:
        change.error(["option"], UNKNOWN, "OPTION_DOES_NOT_EXIST")
        return change.payload()
    manages = arguments.get("variantStrategy") == "MANAGE"
    _delete_values(change, option, arguments.get("optionValuesToDelete") or (), manages)
    _rename_values(change, option, arguments.get("optionValuesToUpdate") or ())
    _add_values(change, option, arguments.get("optionValuesToAdd") or (), manages)
    _rename(change, option, arguments["option"])
    return change.payload()


def _rename(change, option, given):
    name = given.get("name")
    if name is not None:
        name = name.strip()
        others = [one for one in change.plan.options if one is not option]
        if any(one.name == name for one in others):
            message = f"Option '{name}' already exists."
            change.error(["option", "name"], message, "OPTION_ALREADY_EXISTS")
        elif not name or len(name) > LONGEST:
            code = "OPTION_NAME_TOO_LONG" if name else "INVALID_NAME"
            message = "Option name is too long." if name else "The name provided is not valid."
            change.error(["option", "name"], message, code)
        option.name = name
    position = given.get("position")
    if position is not None:
        if not 1 <= position <= len(change.plan.options):
            message = "The option position provided is not valid."
            change.error(["option", "position"], message, "INVALID_POSITION")
            return
        change.plan.options.remove(option)
        change.plan.options.insert(position - 1, option)


def _delete_values(change, option, gids, manages):
    for index, gid in enumerate(gids):
        path = ["optionValuesToDelete", str(index)]
        value = option.value_with_id(gid)
        if value is None:
            change.error(path, "Option value does not exist", "OPTION_VALUE_DOES_NOT_EXIST")
            continue
        users = [one for one, chosen in change.chosen.items() if value in chosen]
        if users and not manages:
            message = "Option value with variants linked cannot be deleted."
            change.error(path, message, "OPTION_VALUE_HAS_VARIANTS")
            continue
        for one in users:
            del change.chosen[one]
        option.values.remove(value)
    if gids and not option.values:
        message = "Deleting all option values of an option is not allowed."
        code = "CANNOT_DELETE_ALL_OPTION_VALUES_IN_OPTION"
        change.error(["optionValuesToDelete"], message, code)


def _rename_values(change, option, entries):
    for index, entry in enumerate(entries):
        path = ["optionValuesToUpdate", str(index)]
        value = option.value_with_id(entry["id"])
        if value is None:
            change.error(path, "Option value does not exist", "OPTION_VALUE_DOES_NOT_EXIST")
        elif _is_good(change, option, (entry.get("name") or value.name).strip(), path, value):
            value.name = (entry.get("name") or value.name).strip()


def _add_values(change, option, entries, manages):
    for index, entry in enumerate(entries):
        name = (entry.get("name") or "").strip()
        if not _is_good(change, option, name, ["optionValuesToAdd", str(index)]):
            continue
        value = option.added(name)
        rests = {}
        for chosen in change.chosen.values() if manages else ():
            rest = tuple(one for one in chosen if one not in option.values)
            rests.setdefault(tuple(map(id, rest)), rest)
        change.added += [change.in_order([*rest, value]) for rest in rests.values()]
    if len(change.chosen) + len(change.added) > MOST_VARIANTS:
        change.error(["optionValuesToAdd"], TOO_MANY_VARIANTS, "TOO_MANY_VARIANTS_CREATED")


def _is_good(change, option, name, path, value=None):
    """Whether a value may have a name; notes the error if not."""
    if not name:
        change.error([*path, "name"], "The name provided is not valid.", "INVALID_NAME")
    elif len(name) > LONGEST:
        message = "Option value name is too long"
        change.error([*path, "name"], message, "OPTION_VALUE_NAME_TOO_LONG")
    elif option.value(name) not in (None, value):
        message = "Option value already exists."
        change.error([*path, "name"], message, "OPTION_VALUE_ALREADY_EXISTS")
    else:
        return True
    return False


# === DELETING === #


@mutation("productOptionsDelete")
def options_delete(context, arguments):
    """Delete options, and the variants that would be the same without them."""
    product = context.node(arguments["productId"], "Product")
    if product is None:
        return {"deletedOptionsIds": [], "product": None, "userErrors": [NO_PRODUCT]}
    change = OptionChange(context, product)
    strategy = arguments.get("strategy") or "DEFAULT"
    gids = list(dict.fromkeys(arguments["options"]))
    for index, gid in enumerate(gids):
        option = change.plan.option_with_id(gid)
        path = ["options", str(index)]
        if option is None:
            change.error(path, UNKNOWN, "OPTION_DOES_NOT_EXIST")
        elif strategy == "DEFAULT" and len(option.values) > 1:
            message = "Can't delete option with multiple values."
            change.error(path, message, "CANNOT_DELETE_OPTION_WITH_MULTIPLE_VALUES")
    if not change.errors:
        _drop_options(change, gids)
        if strategy == "NON_DESTRUCTIVE" and len(change.chosen) < len(product["variants"]):
            message = "Cannot delete options without deleting variants."
            change.error(["options"], message, "CANNOT_USE_NON_DESTRUCTIVE_STRATEGY")
    return change.payload(deletedOptionsIds=[] if change.errors else gids)


def _drop_options(change, gids):
    kept = [option for option in change.plan.options if option.node["id"] not in gids]
    default = default_plan()
    change.plan.options = kept or default.options
    seen = set()
    for variant in change.product["variants"]:
        values = change.in_order(change.chosen[variant["id"]]) or default.options[0].values
        key = tuple(map(id, values))
        if key in seen:
            del change.chosen[variant["id"]]
        else:
            change.chosen[variant["id"]] = list(values)
        seen.add(key)
