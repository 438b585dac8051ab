# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Fulfilment orders: what is to be shipped from which location."""

from .order_parts import is_tip
from .places import assigned_location, first_location


def add_fulfillment_orders(shop, order, locations, method="SHIPPING"):
    """Give an order its fulfilment orders, one a location.

    :param Shop shop: where
    :param dict order: the order
    :param dict locations: location by id of the line item, for lines that do not ship from the
        shop's first location
    :param str method: how the goods reach the buyer
    """
    groups = {}
    for line in order["lineItems"]:
        if is_tip(line) or not line["quantity"] or line["isGiftCard"]:
            continue
        location = locations.get(line["id"]) or first_location(shop)
        if location is not None:
            groups.setdefault(location["id"], (location, []))[1].append(line)
    for location, lines in groups.values():
        units = {line["id"]: line["quantity"] for line in lines}
        add_fulfillment_order(shop, order, location, units, method)


def reopen(shop, order, line, units, location):
    """Have units of a line that were shipped, and were not after all, shipped by a new fulfilment
    order, or by one made so before.

    :param dict line: the line item
    :param int units: how many
    :param dict location: where they ship from
    """
    for node in order["fulfillmentOrders"]:
        place = node["assignedLocation"]["location"]
        if node.get("_reopened") and place is location and node["status"] == "OPEN":
            for part in node["lineItems"]:
                if part["lineItem"] is line:
                    part["totalQuantity"] += units
                    part["remainingQuantity"] += units
                    return
            node["lineItems"].append(fulfillment_order_line(shop, line, units))
            return
    add_fulfillment_order(shop, order, location, {line["id"]: units})["_reopened"] = True


def add_fulfillment_order(shop, order, location, units, method="SHIPPING"):
    """Give an order one fulfilment order more.

    :param dict location: where it ships from
    :param dict units: how many of each line, by the line item's id
    :param str method: how the goods reach the buyer
    :return: the fulfilment order
    :rtype: dict
    """
    node = {
        "order": order,
        "orderId": order["id"],
        "orderName": order["name"],
        "orderProcessedAt": order["processedAt"],
        "assignedLocation": assigned_location(location),
        "status": "OPEN",
        "requestStatus": "UNSUBMITTED",
        "supportedActions": [],
        "channelId": None,
        "fulfillAt": order["processedAt"],
        "fulfillBy": None,
        "fulfillmentHolds": [],
        "fulfillmentOrdersForMerge": [],
        "fulfillments": [],
        "internationalDuties": None,
        "locationsForMove": [],
        "merchantRequests": [],
        "remainingLineItemsWeight": None,
        "lineItems": [],
    }
    shop.add("FulfillmentOrder", node)
    add_supported_actions(node)
    node["destination"] = _destination(node, order)
    node["deliveryMethod"] = {
        "__typename": "DeliveryMethod",
        "id": node["id"].replace("FulfillmentOrder/", "DeliveryMethod/"),
        "methodType": method,
        "additionalInformation": None,
        "brandedPromise": None,
        "maxDeliveryDateTime": None,
        "minDeliveryDateTime": None,
        "presentedName": order["shippingLines"][0]["title"] if order["shippingLines"] else None,
        "serviceCode": None,
        "sourceReference": None,
    }
    node["lineItems"] = [
        fulfillment_order_line(shop, line, units[line["id"]])
        for line in order["lineItems"]
        if line["id"] in units
    ]
    order["fulfillmentOrders"].append(node)
    return node


_ACTIONS = {
    "OPEN": ("CREATE_FULFILLMENT", "MOVE", "HOLD", "SPLIT"),
    "IN_PROGRESS": ("CREATE_FULFILLMENT", "MARK_AS_OPEN"),
    "ON_HOLD": ("RELEASE_HOLD", "HOLD", "MOVE"),
    "SCHEDULED": ("MARK_AS_OPEN", "MOVE"),
}


def add_supported_actions(node):
    """Tell what may be done with a fulfilment order, by its status.

    :param dict node: the fulfilment order
    """
    node["supportedActions"] = [
        {"__typename": "FulfillmentOrderSupportedAction", "action": name, "externalUrl": None}
        for name in _ACTIONS.get(node["status"], ())
    ]


def _destination(node, order):
    address = order["shippingAddress"]
    if address is None:
        return None
    keys = ("address1", "address2", "city", "company", "firstName", "lastName", "phone", "zip")
    return {
        "__typename": "FulfillmentOrderDestination",
        "id": node["id"].replace("FulfillmentOrder/", "FulfillmentOrderDestination/"),
        **{key: address[key] for key in keys},
        "countryCode": address["countryCodeV2"],
        "province": address["province"],
        "email": order["email"],
        "location": None,
    }


def fulfillment_order_line(shop, line, quantity):
    """Make a line of a fulfilment order.

    :param dict line: the order's line item
    :param int quantity: units to ship
    :rtype: dict
    """
    variant = line["variant"]
    return shop.index(
        "FulfillmentOrderLineItem",
        {
            "lineItem": line,
            "totalQuantity": quantity,
            "remainingQuantity": quantity,
            "variant": variant,
            "inventoryItemId": variant["inventoryItem"]["id"] if variant else None,
            "productTitle": line["title"],
            "variantTitle": line["variantTitle"],
            "sku": line["sku"],
            "vendor": line["vendor"],
            "requiresShipping": line["requiresShipping"],
            "weight": line["weight"],
            "image": None,
            "shippingLine": None,
            "warnings": [],
            "originalUnitPriceSet": line["originalUnitPriceSet"],
            "financialSummaries": [
                {
                    "__typename": "FulfillmentOrderLineItemFinancialSummary",
                    "originalUnitPriceSet": line["originalUnitPriceSet"],
                    "approximateDiscountedUnitPriceSet": line["originalUnitPriceSet"],
                    "discountAllocations": [],
                    "quantity": quantity,
                }
            ],
        },
    )


def open_quantity(order, line):
    """Tell how many units of a line its fulfilment orders still have open.

    :param dict order: the order
    :param dict line: a line item of it
    :rtype: int
    """
    return sum(
        part["remainingQuantity"] for part in parts_of(order, line) if part["lineItem"] is line
    )


def parts_of(order, line):
    """List the fulfilment order lines of a line item.

    :param dict order: the order
    :param dict line: a line item of it
    :rtype: list[dict]
    """
    return [
        part
        for node in order["fulfillmentOrders"]
        if node["status"] != "CANCELLED"
        for part in node["lineItems"]
        if part["lineItem"] is line
    ]


def refresh(shop, fulfillment_order):
    """Bring status and actions of a fulfilment order in line with what is left to ship.

    :param Shop shop: where
    :param dict fulfillment_order: the node
    """
    left = sum(part["remainingQuantity"] for part in fulfillment_order["lineItems"])
    wanted = sum(part["totalQuantity"] for part in fulfillment_order["lineItems"])
    if not left:
        shipped = bool(fulfillment_order["fulfillments"])
        fulfillment_order["status"] = "CLOSED" if shipped else "CANCELLED"
    elif fulfillment_order["fulfillments"] and left < wanted:
        fulfillment_order["status"] = "IN_PROGRESS"
    add_supported_actions(fulfillment_order)
    fulfillment_order["updatedAt"] = shop.now()
