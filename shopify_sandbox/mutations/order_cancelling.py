# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Cancelling an order; Shopify does it in a job, which is done here as soon as it is asked for."""

from ..execution.registry import mutation
from ..merchant import Merchant
from .answers import user_error


@mutation("orderCancel")
def order_cancel(context, arguments):
    """Cancel an order, give money and goods back as asked for."""
    order = context.node(arguments["orderId"], "Order")
    refusal = _refusal(order)
    if refusal:
        error = user_error(["orderId"], *refusal)
        return {"job": None, "orderCancelUserErrors": [error], "userErrors": [error]}
    Merchant(context.shop).cancel(
        order,
        arguments["reason"],
        refund=_pays_back(arguments),
        restock=arguments["restock"],
        note=arguments.get("staffNote"),
    )
    job = {"__typename": "Job", "id": context.shop.new_id("Job"), "done": False}
    return {"job": job, "orderCancelUserErrors": [], "userErrors": []}


def _pays_back(arguments):
    method = arguments.get("refundMethod") or {}
    return bool(arguments.get("refund") or method.get("originalPaymentMethodsRefund"))


def _refusal(order):
    if order is None:
        return "Order does not exist", "NOT_FOUND"
    if order["cancelledAt"]:
        return "Cannot cancel an order that has already been canceled", "INVALID"
    if any(one["status"] in ("OPEN", "REQUESTED") for one in order["returns"]):
        return "Cannot cancel an order that has returns", "INVALID"
    if any(one["status"] == "SUCCESS" for one in order["fulfillments"]):
        return "Cannot cancel an order that has outstanding fulfillments", "INVALID"
    return None
