# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Finds nodes by their custom ids."""

from ..errors import ApiError
from ..world.custom_ids import ID
from ..world.metafield_definitions import definition_of
from ..world.metafields import OWNER_TYPES
from .metafields import full_namespace


def with_custom_id(context, type_name: str, identifier: dict) -> dict | None:
    """The node that a ``UniqueMetafieldValueInput`` names.

    :raises ApiError: there is no definition of type ``id`` for its namespace and key.
    """
    namespace = full_namespace(identifier.get("namespace"))
    owner_type, key = OWNER_TYPES[type_name], identifier["key"]
    definition = definition_of(context.shop, owner_type, namespace, key)
    if definition is None or definition["type"]["name"] != ID:
        raise ApiError(
            "Metafield definition of type 'id' is required when using custom ids.", "NOT_FOUND"
        )
    return context.shop.custom_ids.owner(type_name, namespace, key, identifier["value"])
