# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Root fields that are not simply a collection or a node by id."""

from ..execution.registry import field


@field("QueryRoot", "node")
def node(context, source, arguments):
    """Any node by its id."""
    return context.node(arguments["id"])


@field("QueryRoot", "nodes")
def nodes(context, source, arguments):
    """Nodes by their ids, null for those there are not."""
    return [context.node(gid) for gid in arguments["ids"]]


@field("QueryRoot", "orderByIdentifier", "productByIdentifier", "customerByIdentifier")
def by_identifier(context, source, arguments):
    """A node by one of its unique values."""
    identifier = arguments["identifier"]
    if "id" in identifier:
        return context.node(identifier["id"])
    if "handle" in identifier:
        return _first(context, "Product", "handle", identifier["handle"])
    contacts = context.shop.contacts
    if "emailAddress" in identifier:
        return contacts.with_email(identifier["emailAddress"])
    return contacts.with_phone(identifier["phoneNumber"])


@field("QueryRoot", "productByHandle")
def product_by_handle(context, source, arguments):
    """A product by its handle."""
    return _first(context, "Product", "handle", arguments["handle"])


def _first(context, type_name, key, value):
    return next((n for n in context.listed(type_name) if n.get(key) == value), None)


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
