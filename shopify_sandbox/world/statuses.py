# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The statuses that follow from what happened to an order."""

from ..money import pair_of
from .order_parts import is_tip
from .payments import payment_figures


def set_statuses(order):
    """Write the statuses of an order, and the flags that go with them.

    :param dict order: the order, its figures being up to date
    """
    open_units = sum(line["unfulfilledQuantity"] for line in order["lineItems"])
    order.update(
        displayFinancialStatus=_financial(order),
        displayFulfillmentStatus=_fulfillment(order),
        returnStatus=_return(order),
        fulfillable=bool(open_units) and not order["cancelledAt"],
        canMarkAsPaid=_can_mark_as_paid(order),
        requiresShipping=any(line["requiresShipping"] for line in order["lineItems"]),
        restockable=any(line["restockable"] for line in order["lineItems"]),
        nonFulfillableLineItems=[
            line for line in order["lineItems"] if not line["unfulfilledQuantity"]
        ],
        fulfillmentsCount=_count(order["fulfillments"]),
        transactionsCount=_count(order["transactions"]),
    )


def _count(nodes):
    return {"__typename": "Count", "count": len(nodes), "precision": "EXACT"}


def _can_mark_as_paid(order):
    outstanding = pair_of(order["totalOutstandingSet"])[0]
    return outstanding > 0 and not order["cancelledAt"]


def _financial(order):
    paid = payment_figures(order)
    due = pair_of(order["currentTotalPriceSet"])[0]
    received, refunded = paid.received[0], paid.refunded[0]
    if refunded:
        return "REFUNDED" if refunded >= received else "PARTIALLY_REFUNDED"
    if paid.capturable[0]:
        return "PARTIALLY_PAID" if received else "AUTHORIZED"
    if paid.voided and not received:
        return "VOIDED"
    if received:
        return "PAID" if received >= due else "PARTIALLY_PAID"
    if due <= 0 and not order["transactions"] and not order["cancelledAt"]:
        return "PAID"
    return "VOIDED" if order["cancelledAt"] else "PENDING"


def _fulfillment(order):
    goods = [line for line in order["lineItems"] if not is_tip(line)]
    fulfilled = sum(line["_fulfilled"] for line in goods)
    open_units = sum(line["unfulfilledQuantity"] for line in goods)
    if fulfilled:
        return "PARTIALLY_FULFILLED" if open_units else "FULFILLED"
    states = {node["status"] for node in order["fulfillmentOrders"]}
    waiting = (state for state in ("ON_HOLD", "SCHEDULED") if state in states)
    return next(waiting, "UNFULFILLED")


def _return(order):
    states = {one["status"] for one in order["returns"]}
    if "REQUESTED" in states:
        return "RETURN_REQUESTED"
    if "OPEN" in states:
        return "IN_PROGRESS"
    return "RETURNED" if "CLOSED" in states else "NO_RETURN"
