# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Orders: closing, opening, and what an app may change without an edit."""

from ..execution.registry import mutation
from .answers import user_error
from .tags import kept

_PLAIN = ("note", "email", "phone", "poNumber")


def _order(context, gid):
    return context.node(gid, "Order")


def _missing(fields):
    return {"order": None, "userErrors": [user_error(fields, "Order does not exist")]}


@mutation("orderClose")
def order_close(context, arguments):
    """Close (archive) an order."""
    order = _order(context, arguments["input"]["id"])
    if order is None:
        return _missing(["id"])
    if not order.get("closed"):
        order.update(closed=True, closedAt=context.sandbox.moment())
        context.shop.touch(order)
    return {"order": order, "userErrors": []}


@mutation("orderOpen")
def order_open(context, arguments):
    """Open a closed order again."""
    order = _order(context, arguments["input"]["id"])
    if order is None:
        return _missing(["id"])
    if order.get("closed"):
        order.update(closed=False, closedAt=None)
        context.shop.touch(order)
    return {"order": order, "userErrors": []}


@mutation("orderUpdate")
def order_update(context, arguments):
    """Change an order's note, tags, attributes, purchase order number, email, address."""
    given = arguments["input"]
    order = _order(context, given["id"])
    if order is None:
        return _missing(["id"])
    email = given.get("email")
    if email and "@" not in email:
        return {"order": None, "userErrors": [user_error(["email"], "Email is invalid")]}
    order.update({key: given[key] for key in _PLAIN if key in given})
    if "tags" in given:
        order["tags"] = kept(given["tags"] or [])
    if "customAttributes" in given:
        order["customAttributes"] = [
            {"__typename": "Attribute", **entry} for entry in given["customAttributes"] or []
        ]
    if given.get("shippingAddress"):
        order["shippingAddress"] = {
            **(order.get("shippingAddress") or {"__typename": "MailingAddress"}),
            **given["shippingAddress"],
        }
    context.shop.touch(order)
    return {"order": order, "userErrors": []}
