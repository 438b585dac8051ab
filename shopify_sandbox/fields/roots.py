# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Root fields that are not simply a collection or a node by id."""

from ..execution.registry import field
from .custom_ids import with_custom_id


@field("QueryRoot", "node")
def node(context, source, arguments):
    """Any node by its id."""
    return context.node(arguments["id"])


@field("QueryRoot", "nodes")
def nodes(context, source, arguments):
    """Nodes by their ids, null for those there are not."""
    return [context.node(gid) for gid in arguments["ids"]]


_BY_IDENTIFIER = {
    "orderByIdentifier": "Order",
    "customerByIdentifier": "Customer",
    "productByIdentifier": "Product",
    "productVariantByIdentifier": "ProductVariant",
    "collectionByIdentifier": "Collection",
}


def _by_identifier(type_name):
    def find(context, source, arguments):
        """A node by one of its unique values."""
        identifier = arguments["identifier"]
        if "id" in identifier:
            return context.node(identifier["id"], type_name)
        if "handle" in identifier:
            return context.shop.handles(type_name).owner(identifier["handle"])
        if "customId" in identifier:
            return with_custom_id(context, type_name, identifier["customId"])
        contacts = context.shop.contacts
        if "emailAddress" in identifier:
            return contacts.with_email(identifier["emailAddress"])
        return contacts.with_phone(identifier["phoneNumber"])

    return find


for _name, _type in _BY_IDENTIFIER.items():
    field("QueryRoot", _name)(_by_identifier(_type))


@field("QueryRoot", "productByHandle")
def product_by_handle(context, source, arguments):
    """A product by its handle."""
    return context.shop.handles("Product").owner(arguments["handle"])


@field("QueryRoot", "collectionByHandle")
def collection_by_handle(context, source, arguments):
    """A collection by its handle."""
    return context.shop.handles("Collection").owner(arguments["handle"])


@field("QueryRoot", "location")
def location(context, source, arguments):
    """A location by its id, the first one without id."""
    if arguments.get("id"):
        return context.node(arguments["id"], "Location")
    return next(iter(context.listed("Location")), None)


@field("QueryRoot", "bulkOperations")
def bulk_operations(context, source, arguments):
    """The app's bulk operations."""
    return context.sandbox.bulk.nodes(context.grant.app)


@field("QueryRoot", "bulkOperation")
def bulk_operation(context, source, arguments):
    """One of the app's bulk operations."""
    return context.sandbox.bulk.node(context.grant.app, arguments["id"])


@field("QueryRoot", "currentBulkOperation")
def current_bulk_operation(context, source, arguments):
    """The app's newest bulk operation of a type."""
    found = [
        operation
        for operation in context.sandbox.bulk.nodes(context.grant.app)
        if operation["type"] == arguments.get("type", "QUERY")
    ]
    return found[-1] if found else None


@field("QueryRoot", "job")
def job(context, source, arguments):
    """A background job; those of the sandbox are done at once."""
    return {"__typename": "Job", "id": arguments["id"], "done": True}
