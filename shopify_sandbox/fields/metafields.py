# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Metafields of any owner, and their definitions."""

import json

from ..errors import ApiError
from ..execution.registry import field
from ..world.metafield_definitions import definition_of
from ..world.metafields import OWNER_TYPES, find_metafield, metafields_of

OWNERS = (
    "Customer",
    "Order",
    "Product",
    "ProductVariant",
    "Shop",
    "Location",
    "Collection",
    "Company",
    "CompanyLocation",
    "DraftOrder",
    "Market",
    "AppInstallation",
)
APP_NAMESPACE = "app--1"


def full_namespace(namespace: str | None) -> str:
    """The namespace that is meant: an app's own one may be left out or shortened to ``$app``."""
    if namespace is None or namespace == "$app":
        return APP_NAMESPACE
    if namespace.startswith("$app:"):
        return f"{APP_NAMESPACE}--{namespace.removeprefix('$app:')}"
    return namespace


def metafield(context, source, arguments):
    """The metafield of a namespace and key."""
    namespace, key = arguments.get("namespace"), arguments["key"]
    if namespace is None and "." in key:
        namespace, key = key.rsplit(".", 1)
    wanted = full_namespace(namespace), key
    for found in metafields_of(source):
        if (found.get("namespace"), found.get("key")) == wanted:
            return found
    return None


def metafields(context, source, arguments):
    """The metafields, of one namespace or of some keys."""
    namespace, keys = arguments.get("namespace"), arguments.get("keys")
    found = metafields_of(source)
    if namespace is not None:
        wanted = full_namespace(namespace)
        found = [field for field in found if field.get("namespace") == wanted]
    if keys is not None:
        wanted = {_full_key(key) for key in keys}
        found = [field for field in found if (field.get("namespace"), field.get("key")) in wanted]
    return found


def _full_key(key):
    namespace, dot, name = key.rpartition(".")
    return full_namespace(namespace if dot else None), name


for _owner in OWNERS:
    field(_owner, "metafield")(metafield)
    field(_owner, "metafields")(metafields)


@field("Metafield", "reference")
def reference(context, source, arguments):
    """What a reference points to."""
    is_reference = source["type"].endswith("_reference") and not source["type"].startswith("list.")
    return context.node(source["value"]) if is_reference else None


@field("Metafield", "references")
def references(context, source, arguments):
    """What a list of references points to."""
    if not source["type"].startswith("list.") or not source["type"].endswith("_reference"):
        return None
    found = (context.node(gid) for gid in json.loads(source["value"]))
    return [node for node in found if node]


# === DEFINITIONS === #


@field("QueryRoot", "metafieldDefinitions")
def metafield_definitions(context, source, arguments):
    """The definitions for an owner type, of one namespace or key."""
    return [
        node
        for node in context.listed("MetafieldDefinition")
        if node["ownerType"] == arguments["ownerType"]
        and all(arguments.get(name) in (None, node[name]) for name in ("namespace", "key"))
        and _is_pinned_as(node, arguments.get("pinnedStatus"))
    ]


def _is_pinned_as(node, status):
    is_pinned = node["pinnedPosition"] is not None
    return status in (None, "ANY") or is_pinned == (status == "PINNED")


@field("QueryRoot", "metafieldDefinition")
def metafield_definition(context, source, arguments):
    """A definition by its id, or by owner type, namespace and key."""
    if arguments.get("id"):
        return context.node(arguments["id"], "MetafieldDefinition")
    identifier = arguments.get("identifier")
    if not identifier:
        raise ApiError("Either id or identifier is required", "BAD_REQUEST")
    namespace = full_namespace(identifier.get("namespace"))
    return definition_of(context.shop, identifier["ownerType"], namespace, identifier["key"])


@field("MetafieldDefinition", "metafields")
def metafields_of_definition(context, source, arguments):
    """The metafields of a definition; what does not fit a definition is refused, so all do."""
    if arguments.get("validationStatus") == "INVALID":
        return []
    kinds = [kind for kind, owner_type in OWNER_TYPES.items() if owner_type == source["ownerType"]]
    owners = [owner for kind in kinds for owner in context.shop.collections.get(kind, ())]
    found = (find_metafield(owner, source["namespace"], source["key"]) for owner in owners)
    return [node for node in found if node]


@field("MetafieldDefinition", "metafieldsCount")
def metafields_count(context, source, arguments):
    """How many metafields a definition has."""
    return len(metafields_of_definition(context, source, arguments))
