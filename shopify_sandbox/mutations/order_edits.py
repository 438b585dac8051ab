# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Order edits: begun, staged change by change, committed."""

from decimal import Decimal

from ..execution.registry import mutation
from ..money import digits_of, round_to
from ..world import order_edits
from .answers import user_error


def _refused(field, message):
    return {"userErrors": [user_error(field, message)]}


def _edit(context, arguments):
    edit = context.node(arguments["id"], "CalculatedOrder")
    return None if edit is None or edit["committed"] else edit


def _session(edit):
    return {
        "__typename": "OrderEditSession",
        "id": edit["id"].replace("CalculatedOrder", "OrderEditSession"),
    }


def _staged(context, edit, change, key):
    try:
        order_edits.stage(context.shop, edit, change)
    except ValueError as error:
        return _refused(["quantity"], str(error))
    line = next(node for node in edit["lineItems"] if node["id"] == key)
    return {
        "calculatedOrder": edit,
        "calculatedLineItem": line,
        "orderEditSession": _session(edit),
        "userErrors": [],
    }


@mutation("orderEditBegin")
def order_edit_begin(context, arguments):
    """Begin to edit an order."""
    order = context.node(arguments["id"], "Order")
    if order is None:
        return _refused(["id"], "The order does not exist.")
    if order["cancelledAt"] or not order["merchantEditable"]:
        return _refused(["id"], "The order cannot be edited.")
    edit = order_edits.begin(context.shop, order)
    return {"calculatedOrder": edit, "orderEditSession": _session(edit), "userErrors": []}


@mutation("orderEditSetQuantity")
def order_edit_set_quantity(context, arguments):
    """Stage another quantity of a line."""
    edit = _edit(context, arguments)
    if edit is None:
        return _refused(["id"], "The calculated order does not exist.")
    key, quantity = arguments["lineItemId"], arguments["quantity"]
    if not any(node["id"] == key for node in edit["lineItems"]):
        return _refused(["lineItemId"], "The line item does not exist.")
    if quantity < 0:
        return _refused(["quantity"], "must be greater than or equal to 0")
    return _staged(context, edit, order_edits.Quantity(key, quantity), key)


@mutation("orderEditAddVariant")
def order_edit_add_variant(context, arguments):
    """Stage a further line that sells a variant."""
    edit = _edit(context, arguments)
    if edit is None:
        return _refused(["id"], "The calculated order does not exist.")
    variant = context.node(arguments["variantId"], "ProductVariant")
    if variant is None:
        return _refused(["variantId"], "The variant does not exist.")
    if arguments["quantity"] < 1:
        return _refused(["quantity"], "must be greater than or equal to 1")
    present = any(node["variant"] is variant for node in edit["lineItems"])
    if present and not arguments.get("allowDuplicates"):
        return _refused(["variantId"], "This variant is already on the order.")
    key = context.shop.new_id("CalculatedLineItem")
    return _staged(context, edit, order_edits.Variant(key, variant, arguments["quantity"]), key)


@mutation("orderEditAddLineItemDiscount")
def order_edit_add_line_item_discount(context, arguments):
    """Stage a discount of a line: an amount or a percentage of each unit."""
    edit = _edit(context, arguments)
    if edit is None:
        return _refused(["id"], "The calculated order does not exist.")
    key, wanted = arguments["lineItemId"], arguments["discount"]
    line = next((node for node in edit["lineItems"] if node["id"] == key), None)
    if line is None:
        return _refused(["lineItemId"], "The line item does not exist.")
    amount = _amount(edit, line, wanted)
    if amount is None:
        return _refused(["discount"], "A fixed value or a percentage is needed.")
    title = wanted.get("description") or "Discount"
    return _staged(context, edit, order_edits.Discount(key, amount, title), key)


def _amount(edit, line, wanted):
    if fixed := wanted.get("fixedValue"):
        return fixed["amount"]
    if (percent := wanted.get("percentValue")) is None:
        return None
    price = line["originalUnitPriceSet"]["shopMoney"]
    digits = digits_of(edit["originalOrder"]["currencyCode"])
    return round_to(Decimal(price["amount"]) * Decimal(str(percent)) / 100, digits)


@mutation("orderEditCommit")
def order_edit_commit(context, arguments):
    """Carry the staged changes out."""
    edit = _edit(context, arguments)
    if edit is None:
        return _refused(["id"], "The calculated order does not exist.")
    if not edit["_changes"]:
        return _refused(["id"], "There must be at least one change to be made.")
    order = order_edits.commit(context.shop, edit)
    return {"order": order, "successMessages": ["Order updated"], "userErrors": []}
