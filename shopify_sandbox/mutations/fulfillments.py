# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Fulfilments: made from fulfilment orders, their tracking changed, taken back."""

from ..errors import ApiError
from ..execution.registry import mutation
from ..world.figures import settle
from ..world.shipping import cancel, ship, tracking_info
from .answers import user_error

FULFILLABLE = ("OPEN", "IN_PROGRESS")


class Refused(Exception):
    """The call is refused, with the entry of ``userErrors`` to answer."""

    def __init__(self, message, field=("fulfillment",)):
        super().__init__(message)
        self.entry = user_error(list(field), message)


@mutation("fulfillmentCreate")
def fulfillment_create(context, arguments):
    """Ship units of fulfilment orders of one order and one location."""
    given = arguments["fulfillment"]
    groups = given["lineItemsByFulfillmentOrder"]
    try:
        _check_quantities(groups)
        sources = [_source(context, group) for group in groups]
        _check_together([source for source, _taken in sources])
    except Refused as refused:
        return {"fulfillment": None, "userErrors": [refused.entry]}
    order = sources[0][0]["order"]
    node = ship(context.shop, order, sources, _parcels(given.get("trackingInfo")))
    node["_notified"] = bool(given.get("notifyCustomer"))
    settle(order)
    context.shop.touch(order)
    return {"fulfillment": node, "userErrors": []}


def _check_quantities(groups):
    for number, group in enumerate(groups):
        for place, entry in enumerate(group.get("fulfillmentOrderLineItems") or ()):
            if entry["quantity"] <= 0:
                path = (
                    "fulfillment",
                    "lineItemsByFulfillmentOrder",
                    str(number),
                    "fulfillmentOrderLineItems",
                    str(place),
                    "quantity",
                )
                raise Refused("Quantity must be greater than 0", path)


def _source(context, group):
    """Return a fulfilment order and the ``(line, units)`` that are to be shipped of it."""
    key = group["fulfillmentOrderId"]
    if key.rpartition("/")[2] == "0":
        raise ApiError("invalid id", "RESOURCE_NOT_FOUND")
    source = context.node(key, "FulfillmentOrder")
    if source is None:
        raise Refused("Fulfillment order does not exist.")
    if source["status"] not in FULFILLABLE:
        number, status = key.rpartition("/")[2], source["status"].lower()
        raise Refused(f"Fulfillment order {number} has an unfulfillable status= {status}.")
    entries = group.get("fulfillmentOrderLineItems")
    if not entries:
        lines = [(line, line["remainingQuantity"]) for line in source["lineItems"]]
        return source, [(line, units) for line, units in lines if units]
    known = {line["id"]: line for line in source["lineItems"]}
    wanted: dict[str, int] = {}
    for entry in entries:
        if entry["id"] not in known:
            raise Refused("Fulfillment order line item does not exist.")
        wanted[entry["id"]] = wanted.get(entry["id"], 0) + entry["quantity"]
    taken = [(known[line], units) for line, units in wanted.items()]
    if any(units > line["remainingQuantity"] for line, units in taken):
        raise Refused("Invalid fulfillment order line item quantity requested.")
    return source, taken


def _check_together(sources):
    for what, verb, keys in (
        ("order", "belong to the same order", [source["orderId"] for source in sources]),
        (
            "location",
            "be assigned to a single location",
            [source["assignedLocation"]["location"]["id"] for source in sources],
        ),
    ):
        numbers = [key.rpartition("/")[2] for key in dict.fromkeys(keys)]
        if len(numbers) > 1:
            raise Refused(
                f"All fulfillment orders must {verb}. Multiple {what}s with ids "
                f"[{', '.join(numbers)}] were found."
            )


def _parcels(given):
    """Return ``(company, number, url)`` of each parcel of a ``FulfillmentTrackingInput``."""
    if not given:
        return []
    numbers = given.get("numbers") or ([given["number"]] if given.get("number") else [])
    urls = given.get("urls") or ([given["url"]] if given.get("url") else [])
    company = given.get("company")
    count = max(len(numbers), len(urls), int(bool(company)))
    return [
        (
            company,
            numbers[place] if place < len(numbers) else None,
            urls[place] if place < len(urls) else None,
        )
        for place in range(count)
    ]


@mutation("fulfillmentTrackingInfoUpdate")
def tracking_info_update(context, arguments):
    """Change the tracking of a fulfilment."""
    node = context.node(arguments["fulfillmentId"], "Fulfillment")
    if node is None:
        return {
            "fulfillment": None,
            "userErrors": [user_error(["fulfillmentId"], "Fulfillment does not exist.")],
        }
    parcels = _parcels(arguments["trackingInfoInput"])
    node["trackingInfo"] = [tracking_info(*parcel) for parcel in parcels]
    node["_notified"] = bool(arguments.get("notifyCustomer"))
    context.shop.touch(node)
    return {"fulfillment": node, "userErrors": []}


@mutation("fulfillmentCancel")
def fulfillment_cancel(context, arguments):
    """Take a fulfilment back: its units are open again."""
    node = context.node(arguments["id"], "Fulfillment")
    if node is None:
        refusal = user_error(["id"], "Fulfillment does not exist.")
        return {"fulfillment": None, "userErrors": [refusal]}
    if node["status"] == "CANCELLED":
        refusal = user_error(["id"], "Fulfillment has already been cancelled.")
        return {"fulfillment": None, "userErrors": [refusal]}
    cancel(context.shop, node["order"], node)
    settle(node["order"])
    context.shop.touch(node["order"])
    return {"fulfillment": node, "userErrors": []}
