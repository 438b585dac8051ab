# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Options of products, their values, and which of them a variant has chosen."""

TITLE = "Title"
DEFAULT_TITLE = "Default Title"


def add_option(shop, product, name):
    """Give a product a further option, without values.

    :param Shop shop: the product's shop
    :param dict product: the ``Product`` node
    :param str name: its name
    :return: the ``ProductOption`` node
    :rtype: dict
    """
    option = shop.index(
        "ProductOption",
        {
            "name": name,
            "position": len(product["options"]) + 1,
            "linkedMetafield": None,
            "optionValues": [],
            "values": [],
            "translations": [],
        },
    )
    product["options"].append(option)
    return option


def add_value(shop, option, name):
    """Give an option a further value, which no variant has yet.

    :param Shop shop: the option's shop
    :param dict option: the ``ProductOption`` node
    :param str name: its name
    :return: the ``ProductOptionValue`` node
    :rtype: dict
    """
    value = shop.index(
        "ProductOptionValue",
        {
            "name": name,
            "hasVariants": False,
            "linkedMetafieldValue": None,
            "swatch": None,
            "translations": [],
        },
    )
    option["optionValues"].append(value)
    return value


def named(nodes, name):
    """Find an option or a value by its name.

    :param list nodes: options or values
    :param str name: its name
    :rtype: dict|None
    """
    return next((node for node in nodes if node["name"] == name), None)


def choose(shop, product, name, value_name):
    """Give what a variant chooses, making the option and the value where they are missing.

    :param Shop shop: the product's shop
    :param dict product: the ``Product`` node
    :param str name: name of the option
    :param str value_name: name of the value
    :return: the ``SelectedOption``
    :rtype: dict
    """
    option = named(product["options"], name) or add_option(shop, product, name)
    known = named(option["optionValues"], value_name)
    value = known or add_value(shop, option, value_name)
    if not value["hasVariants"]:
        value["hasVariants"] = True
        option["values"] = _in_use(option)
    return selected(option, value)


def selected(option, value):
    """Make the ``SelectedOption`` of an option and its value."""
    return {
        "__typename": "SelectedOption",
        "name": option["name"],
        "value": value["name"],
        "optionValue": value,
    }


def title_of(chosen):
    """Give the title of a variant: its values.

    :param list chosen: its ``SelectedOption`` parts
    :rtype: str
    """
    return " / ".join(part["value"] for part in chosen)


def settle_options(product):
    """Bring in step what follows from options and variants: positions, values in use, titles.

    Each variant must have a value of each option.

    :param dict product: the ``Product`` node
    """
    used = set()
    for variant in product["variants"]:
        used.update(part["optionValue"]["id"] for part in variant["selectedOptions"])
    owners = {}
    for position, option in enumerate(product["options"], start=1):
        option["position"] = position
        for value in option["optionValues"]:
            value["hasVariants"] = value["id"] in used
            owners[value["id"]] = option
        option["values"] = _in_use(option)
    for position, variant in enumerate(product["variants"], start=1):
        chosen = [part["optionValue"] for part in variant["selectedOptions"]]
        parts = [selected(owners[value["id"]], value) for value in chosen]
        parts.sort(key=lambda part: owners[part["optionValue"]["id"]]["position"])
        title = title_of(parts)
        variant.update(
            selectedOptions=parts,
            title=title,
            displayName=f"{product['title']} - {title}",
            position=position,
        )


def _in_use(option):
    return [value["name"] for value in option["optionValues"] if value["hasVariants"]]
