# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shipments: fulfilments made from fulfilment orders, with their tracking."""

from ..money import bag, pair_of
from .catalogue import move_stock
from .fulfillment_orders import add_fulfillment_order, fulfillment_order_line, refresh
from .places import assigned_location

_CARRIERS = {
    "DHL Express": "https://www.dhl.com/en/express/tracking.html?AWB=",
    "UPS": "https://www.ups.com/track?tracknum=",
    "PostNL": "https://postnl.nl/tracktrace/?B=",
}


def fulfil(shop, order, quantities=None, location=None, tracking=(), status="SUCCESS"):
    """Ship what is open of an order, one fulfilment a location.

    :param Shop shop: where
    :param dict order: the order
    :param dict|None quantities: units by id of the line item; None: all that is open
    :param dict|None location: ship only what is assigned to this location
    :param tuple tracking: ``(company, number)`` of each parcel
    :param str status: status of the fulfilments
    :return: the new ``Fulfillment`` nodes
    :raises ValueError: nothing of what is wanted is open
    :rtype: list[dict]
    """
    wanted = dict(quantities) if quantities is not None else None
    made = []
    for source in order["fulfillmentOrders"]:
        place = source["assignedLocation"]["location"]
        if source["status"] not in ("OPEN", "IN_PROGRESS") or location not in (None, place):
            continue
        taken = _take(source, wanted)
        if taken:
            made.append(_ship(shop, order, source, taken, tracking, status))
    if not made or (wanted and any(wanted.values())):
        raise ValueError(f"{order['name']} has not so much open to ship")
    return made


def _take(source, wanted):
    taken = []
    for part in source["lineItems"]:
        units = part["remainingQuantity"]
        if wanted is not None:
            units = min(units, wanted.get(part["lineItem"]["id"], 0))
            if units:
                wanted[part["lineItem"]["id"]] -= units
        if units:
            taken.append((part, units))
    return taken


def _ship(shop, order, source, taken, tracking, status):
    location = source["assignedLocation"]["location"]
    for part, units in taken:
        part["remainingQuantity"] -= units
        part["lineItem"]["_fulfilled"] += units
        move_stock(shop, part["variant"], location, committed=-units, on_hand=-units)
    node = fulfillment_node(
        shop,
        order,
        [(part["lineItem"], units) for part, units in taken],
        location,
        tracking,
        status,
    )
    node["fulfillmentOrders"].append(source)
    source["fulfillments"].append(node)
    refresh(shop, source)
    return node


def fulfillment_node(shop, order, lines, location, tracking=(), status="SUCCESS"):
    """Add a fulfilment to an order.

    :param list lines: ``(line item, units)``
    :param dict|None location: where it ships from
    :param tuple tracking: ``(company, number)`` of each parcel
    :rtype: dict
    """
    node = {
        "order": order,
        "name": f"{order['name']}-F{len(order['fulfillments']) + 1}",
        "status": status,
        "displayStatus": "FULFILLED",
        "location": location,
        "originAddress": None,
        "service": None,
        "requiresShipping": any(line["requiresShipping"] for line, _units in lines),
        "totalQuantity": sum(units for _line, units in lines),
        "deliveredAt": None,
        "estimatedDeliveryAt": None,
        "inTransitAt": None,
        "events": [],
        "fulfillmentOrders": [],
        "trackingInfo": [_tracking(*parcel) for parcel in tracking],
        "fulfillmentLineItems": [_line(shop, order, line, units) for line, units in lines],
    }
    shop.add("Fulfillment", node)
    order["fulfillments"].append(node)
    return node


def _tracking(company, number):
    prefix = _CARRIERS.get(company)
    return {
        "__typename": "FulfillmentTrackingInfo",
        "company": company,
        "number": number,
        "url": f"{prefix}{number}" if prefix else None,
    }


def _line(shop, order, line, units):
    currencies = (order["currencyCode"], order["presentmentCurrencyCode"])

    def part(key):
        whole = pair_of(line[key])
        return bag(type(whole)(*(x * units / (line["quantity"] or 1) for x in whole)), currencies)

    return shop.index(
        "FulfillmentLineItem",
        {
            "lineItem": line,
            "quantity": units,
            "originalTotalSet": part("originalTotalSet"),
            "discountedTotalSet": part("discountedTotalSet"),
        },
    )


def deliver_gift_card(shop, order, line):
    """Mark a gift card line as shipped, as Shopify does once it is paid.

    :param dict line: the gift card line
    """
    line["_fulfilled"] = line["quantity"]
    fulfillment_node(shop, order, [(line, line["quantity"])], None)


def cancel(shop, order, fulfillment):
    """Take a fulfilment back: its units are open again.

    :param dict fulfillment: the fulfilment
    """
    fulfillment.update(status="CANCELLED", displayStatus="CANCELED")
    for part in fulfillment["fulfillmentLineItems"]:
        line, units = part["lineItem"], part["quantity"]
        line["_fulfilled"] -= units
        move_stock(shop, line["variant"], fulfillment["location"], committed=units, on_hand=units)
        for source in fulfillment["fulfillmentOrders"]:
            for open_part in source["lineItems"]:
                if open_part["lineItem"] is line:
                    open_part["remainingQuantity"] += units
            source.update(status="OPEN", updatedAt=shop.now())
    shop.touch(fulfillment)


def hold(shop, order, reason):
    """Put open fulfilment orders on hold.

    :param str reason: ``AWAITING_PAYMENT``, ``HIGH_RISK_OF_FRAUD``, ``INVENTORY_OUT_OF_STOCK`` …
    """
    for node in order["fulfillmentOrders"]:
        if node["status"] == "OPEN":
            node["status"] = "ON_HOLD"
            node["fulfillmentHolds"].append(
                shop.index(
                    "FulfillmentHold",
                    {
                        "reason": reason,
                        "reasonNotes": None,
                        "displayReason": reason.replace("_", " ").capitalize(),
                        "handle": None,
                        "heldByApp": None,
                        "heldByRequestingApp": False,
                    },
                )
            )


def release(shop, order):
    """Release fulfilment orders from hold."""
    for node in order["fulfillmentOrders"]:
        if node["status"] == "ON_HOLD":
            node.update(status="OPEN", fulfillmentHolds=[], updatedAt=shop.now())


def move(shop, order, location):
    """Have open fulfilment orders shipped from another location.

    :param dict location: the new location
    """
    for node in order["fulfillmentOrders"]:
        if node["status"] != "OPEN":
            continue
        before = node["assignedLocation"]["location"]
        for part in node["lineItems"]:
            units = part["remainingQuantity"]
            move_stock(shop, part["variant"], before, available=units, committed=-units)
            move_stock(shop, part["variant"], location, available=-units, committed=units)
        node.update(assignedLocation=assigned_location(location), updatedAt=shop.now())


def split(shop, order, line, units, location):
    """Have some open units of a line shipped from another location, by a fulfilment order of their
    own.

    :param dict line: the line item
    :param int units: how many
    :param dict location: the other location
    """
    before = open_less(shop, order, line, units)
    add_fulfillment_order(shop, order, location, {line["id"]: units})
    for place, sign in ((before, 1), (location, -1)):
        move_stock(shop, line["variant"], place, available=sign * units, committed=-sign * units)


def open_more(shop, order, line, units):
    """Add units of a line to the first open fulfilment order.

    :param dict line: the line item
    :param int units: how many more
    :return: whether there was an open fulfilment order
    :rtype: bool
    """
    for node in order["fulfillmentOrders"]:
        if node["status"] not in ("OPEN", "IN_PROGRESS"):
            continue
        for part in node["lineItems"]:
            if part["lineItem"] is line:
                part["totalQuantity"] += units
                part["remainingQuantity"] += units
                return True
        node["lineItems"].append(fulfillment_order_line(shop, line, units))
        return True
    return False


def open_less(shop, order, line, units):
    """Take units of a line off its open fulfilment orders.

    :param dict line: the line item
    :param int units: how many less
    :return: location from which they would have been shipped
    :rtype: dict|None
    """
    location = None
    for node in order["fulfillmentOrders"]:
        for part in node["lineItems"]:
            if part["lineItem"] is line and part["remainingQuantity"]:
                off = min(units, part["remainingQuantity"])
                part["remainingQuantity"] -= off
                part["totalQuantity"] -= off
                units -= off
                location = node["assignedLocation"]["location"]
        refresh(shop, node)
    return location
