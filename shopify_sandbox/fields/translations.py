# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop's languages, translatable texts and their translations."""

from ..execution.registry import field
from ..world.translations import (
    RESOURCE_TYPES,
    content_of,
    is_translatable,
    locales,
    translations_of,
)

TRANSLATED = ("Product", "ProductOption", "ProductOptionValue", "Metafield")


@field("QueryRoot", "shopLocales")
def shop_locales(context, source, arguments):
    """The shop's languages; when asked for, only those that buyers see."""
    return [
        locale
        for locale in locales(context.shop)
        if locale["published"] or not arguments.get("published")
    ]


def _published_translations(context, source, arguments):
    """The translations into a language, if buyers see it."""
    shown = {one["locale"] for one in locales(context.shop) if one["published"]}
    if arguments["locale"] not in shown:
        return []
    return translations_of(context.shop, source, arguments["locale"])


for _type in TRANSLATED:
    field(_type, "translations")(_published_translations)


# === RESOURCES === #


def _resource(node):
    return {"__typename": "TranslatableResource", "resourceId": node["id"], "_node": node}


@field("QueryRoot", "translatableResource")
def translatable_resource(context, source, arguments):
    """A node's texts."""
    node = context.node(arguments["resourceId"])
    return _resource(node) if node and is_translatable(node) else None


@field("QueryRoot", "translatableResourcesByIds")
def translatable_resources_by_ids(context, source, arguments):
    """The texts of some nodes; those that there are not are left out."""
    nodes = (context.node(gid) for gid in arguments["resourceIds"])
    return [_resource(node) for node in nodes if node and is_translatable(node)]


@field("QueryRoot", "translatableResources")
def translatable_resources(context, source, arguments):
    """The texts of all products, or of what belongs to them."""
    kind = RESOURCE_TYPES.get(arguments["resourceType"])
    nodes = (part for product in context.listed("Product") for part in _parts(product))
    return [_resource(node) for node in nodes if node["__typename"] == kind]


@field("TranslatableResource", "nestedTranslatableResources")
def nested_resources(context, source, arguments):
    """The texts of what belongs to a node."""
    kind = RESOURCE_TYPES.get(arguments.get("resourceType"))
    node = source["_node"]
    nested = [part for part in _parts(node) if part is not node]
    return [_resource(part) for part in nested if kind in (None, part["__typename"])]


def _parts(node):
    yield node
    for option in node.get("options") or []:
        yield option
        yield from option["optionValues"]


@field("TranslatableResource", "translatableContent")
def translatable_content(context, source, arguments):
    """A node's texts with their digests."""
    return content_of(context.shop, source["_node"])


@field("TranslatableResource", "translations")
def resource_translations(context, source, arguments):
    """A node's translations into a language, those for unpublished languages too."""
    found = translations_of(context.shop, source["_node"], arguments["locale"])
    wanted = arguments.get("outdated")
    return [one for one in found if wanted in (None, one["outdated"])]
