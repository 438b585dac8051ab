# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shipments: fulfilments made from fulfilment orders, with their tracking."""

from ..money import bag, pair_of
from .catalogue import move_stock
from .fulfillment_orders import (
    add_fulfillment_order,
    add_supported_actions,
    fulfillment_order_line,
    refresh,
    reopen,
)
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
    :param tuple tracking: ``(company, number)`` or ``(company, number, url)`` of each parcel
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
            made.append(ship(shop, order, [(source, taken)], tracking, status))
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


def ship(shop, order, sources, tracking=(), status="SUCCESS"):
    """Ship units of fulfilment orders of one location, as one fulfilment.

    :param list sources: (fulfilment order, its ``(line, units)``)
    :param tuple tracking: ``(company, number)`` or ``(company, number, url)`` of each parcel
    :return: the ``Fulfillment`` node
    :rtype: dict
    """
    location = sources[0][0]["assignedLocation"]["location"]
    shipped: dict[str, list] = {}
    for _source, taken in sources:
        for part, units in taken:
            line = part["lineItem"]
            part["remainingQuantity"] -= units
            line["_fulfilled"] += units
            move_stock(shop, part["variant"], location, committed=-units, on_hand=-units)
            shipped.setdefault(line["id"], [line, 0])[1] += units
    lines = [(line, units) for line, units in shipped.values()]
    node = fulfillment_node(shop, order, lines, location, tracking, status)
    for source, _taken in sources:
        node["fulfillmentOrders"].append(source)
        source["fulfillments"].append(node)
        refresh(shop, source)
    return node


def fulfillment_node(shop, order, lines, location, tracking=(), status="SUCCESS"):
    """Add a fulfilment to an order.

    :param list lines: ``(line item, units)``
    :param dict|None location: where it ships from
    :param tuple tracking: ``(company, number)`` or ``(company, number, url)`` of each parcel
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
        "trackingInfo": [tracking_info(*parcel) for parcel in tracking],
        "fulfillmentLineItems": [_line(shop, order, line, units) for line, units in lines],
    }
    shop.add("Fulfillment", node)
    order["fulfillments"].append(node)
    return node


def tracking_info(company, number, url=None):
    """Make a parcel's ``FulfillmentTrackingInfo``; a carrier that Shopify knows gets its link.

    :rtype: dict
    """
    prefix = _CARRIERS.get(company)
    return {
        "__typename": "FulfillmentTrackingInfo",
        "company": company,
        "number": number,
        "url": url or (f"{prefix}{number}" if prefix and number else None),
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
    units = line["currentQuantity"]
    line["_fulfilled"] = units
    fulfillment_node(shop, order, [(line, units)], None)


def cancel(shop, order, fulfillment):
    """Take a fulfilment back: its units are open again.

    A fulfilment order that still has units to ship gets them back; one that is closed stays so,
    and a new one is made for them.

    :param dict fulfillment: the fulfilment
    """
    fulfillment.update(status="CANCELLED", displayStatus="CANCELED", updatedAt=shop.now())
    for part in fulfillment["fulfillmentLineItems"]:
        line, units = part["lineItem"], part["quantity"]
        line["_fulfilled"] -= units
        move_stock(shop, line["variant"], fulfillment["location"], committed=units, on_hand=units)
        for source in fulfillment["fulfillmentOrders"]:
            units -= _take_back(source, line, units)
        if units:
            reopen(shop, order, line, units, fulfillment["location"])
    shop.touch(fulfillment)


def _take_back(source, line, units):
    """Let an unfinished fulfilment order have units again; tell how many."""
    if source["status"] not in ("OPEN", "IN_PROGRESS"):
        return 0
    for part in source["lineItems"]:
        if part["lineItem"] is line:
            taken = min(units, part["totalQuantity"] - part["remainingQuantity"])
            part["remainingQuantity"] += taken
            return taken
    return 0


def hold(shop, order, reason):
    """Put open fulfilment orders on hold.

    :param str reason: ``AWAITING_PAYMENT``, ``HIGH_RISK_OF_FRAUD``, ``INVENTORY_OUT_OF_STOCK`` …
    """
    for node in order["fulfillmentOrders"]:
        if node["status"] == "OPEN":
            node["status"] = "ON_HOLD"
            add_supported_actions(node)
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
            add_supported_actions(node)


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


def schedule(shop, order, moment):
    """Have open fulfilment orders wait until a time.

    :param str moment: when they may be shipped
    """
    for node in order["fulfillmentOrders"]:
        if node["status"] == "OPEN":
            node.update(status="SCHEDULED", fulfillAt=moment, updatedAt=shop.now())
            add_supported_actions(node)


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
