# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Returns: shipped units that come back, before and beside their refund."""

from ..money import bag, pair_of
from .catalogue import weight

_REASONS = {
    "UNKNOWN": "Unknown",
    "UNWANTED": "Changed my mind",
    "DEFECTIVE": "Damaged or defective",
    "SIZE_TOO_SMALL": "Too small",
    "SIZE_TOO_LARGE": "Too big",
    "WRONG_ITEM": "Received the wrong item",
    "OTHER": "Other",
}


def open_return(
    shop, order, quantities, *, reason="UNWANTED", note="", customer_note=None, status="OPEN"
):
    """Announce a return.

    :param Shop shop: where
    :param dict order: the order
    :param dict quantities: units by id of the line item
    :param str reason: one of Shopify's return reasons
    :param str note: the merchant's note
    :param str|None customer_note: the buyer's note
    :param str status: ``REQUESTED`` or ``OPEN``
    :return: the ``Return`` node
    :raises ValueError: more than was shipped
    :rtype: dict
    """
    lines = [
        _line(shop, order, part, quantities[part["lineItem"]["id"]], reason, note, customer_note)
        for fulfillment in order["fulfillments"]
        for part in fulfillment["fulfillmentLineItems"]
        if quantities.get(part["lineItem"]["id"])
    ]
    if not lines:
        raise ValueError(f"nothing of that was shipped for {order['name']}")
    node = {
        "order": order,
        "name": f"{order['name']}-R{len(order['returns']) + 1}",
        "status": status,
        "closedAt": None,
        "requestApprovedAt": None if status == "REQUESTED" else shop.now(),
        "decline": None,
        "totalQuantity": sum(part["quantity"] for part in lines),
        "returnLineItems": lines,
        "exchangeLineItems": [],
        "refunds": [],
        "returnShippingFees": [],
        "reverseFulfillmentOrders": [],
        "staffMember": None,
        "transactions": [],
        "suggestedFinancialOutcome": None,
        "suggestedRefund": None,
    }
    shop.add("Return", node)
    order["returns"].append(node)
    return node


def _line(shop, order, fulfilled, units, reason, note, customer_note):
    if units > fulfilled["quantity"]:
        raise ValueError(f"only {fulfilled['quantity']} units were shipped")
    line = fulfilled["lineItem"]
    whole = pair_of(line["discountedTotalSet"])
    value = type(whole)(*(part * units / line["quantity"] for part in whole))
    title = _REASONS.get(reason, "Other")
    return shop.index(
        "ReturnLineItem",
        {
            "fulfillmentLineItem": fulfilled,
            "quantity": units,
            "processableQuantity": units,
            "processedQuantity": 0,
            "unprocessedQuantity": units,
            "refundableQuantity": units,
            "refundedQuantity": 0,
            "restockingFee": None,
            "returnReason": reason,
            "returnReasonDefinition": {
                "__typename": "ReturnReasonDefinition",
                "id": f"gid://shopify/ReturnReasonDefinition/{list(_REASONS).index(reason) + 1}"
                if reason in _REASONS
                else "gid://shopify/ReturnReasonDefinition/5",
                "handle": title.lower().replace(" ", "-"),
                "name": title,
                "deleted": False,
            },
            "returnReasonNote": note,
            "customerNote": customer_note,
            "totalWeight": weight(0),
            "withCodeDiscountedTotalPriceSet": bag(
                value, (order["currencyCode"], order["presentmentCurrencyCode"])
            ),
        },
    )


def note_refund(returned, refund, quantities):
    """Note on a return that some of its units were refunded.

    :param dict returned: the return
    :param dict refund: the refund that gives money back for it
    :param dict quantities: refunded units by id of the line item
    """
    returned["refunds"].append(refund)
    returned["transactions"].extend(refund["transactions"])
    left = dict(quantities)
    for line in returned["returnLineItems"]:
        key = line["fulfillmentLineItem"]["lineItem"]["id"]
        units = min(line["refundableQuantity"], left.get(key, 0))
        left[key] = left.get(key, 0) - units
        line["refundableQuantity"] -= units
        line["refundedQuantity"] += units
        line["processedQuantity"] += units
        line["processableQuantity"] -= units
        line["unprocessedQuantity"] -= units
