# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Recorded orders, completed from the input that made them."""

from decimal import Decimal

from ..money import NOTHING, pair_of
from ..world.figures import settle
from ..world.fulfillment_orders import add_fulfillment_orders
from ..world.order_node import order_frame
from ..world.order_parts import (
    attribute_nodes,
    discount_application,
    line_node,
    shipping_line_node,
    tax_line,
)
from ..world.payments import transaction_node
from ..world.people import add_customer
from ..world.placing import OrderRequest
from ..world.pricing import price_order
from .catalogue import keep
from .fulfillments import load_fulfillments
from .people import load_address, load_customer
from .refunds import load_refunds

_KEPT = (
    "name",
    "createdAt",
    "updatedAt",
    "processedAt",
    "note",
    "email",
    "phone",
    "poNumber",
    "closed",
    "closedAt",
    "cancelledAt",
    "cancelReason",
    "displayFulfillmentStatus",
    "displayFinancialStatus",
)
_TOTALS = (
    "totalPriceSet",
    "totalTaxSet",
    "totalDiscountsSet",
    "subtotalPriceSet",
    "currentTotalPriceSet",
)


_SAMPLE_ADDRESS = {
    "firstName": "Recorded",
    "lastName": "Buyer",
    "address1": "123 Queen St W",
    "city": "Toronto",
    "provinceCode": "ON",
    "countryCode": "CA",
    "zip": "M5H 2M9",
}


class LeftOut(Exception):
    """An order cannot be loaded; the text says why."""


def add_missing_times(orders):
    """Give orders without a recorded time that of the order with the next lower number.

    :param list orders: what was recorded of all orders, by rising number; changed in place
    """
    times = [known["createdAt"] for known in orders if known.get("createdAt")]
    last = times[0] if times else "2026-01-01T00:00:00Z"
    for known in orders:
        last = known.get("createdAt") or last
        known["createdAt"] = last
        known["updatedAt"] = known.get("updatedAt") or last


def load_order(shop, known, created):
    """Load an order.

    :param RecordedShop shop: where
    :param dict known: what Shopify told of it
    :param dict created: the input of ``orderCreate`` that made it, if that was recorded
    :return: the node
    :rtype: dict
    :raises LeftOut: essentials are not known
    """
    lines = _lines(known, created)
    if not lines:
        raise LeftOut("its lines were not recorded")
    if not known.get("totalPriceSet") and not known.get("currentTotalPriceSet"):
        raise LeftOut("its total was not recorded")
    if any(_unit_price(line) is None for line in lines):
        raise LeftOut("the price of a line was not recorded")
    loading = _Loading(shop, known, created)
    order = loading.load(lines)
    try:
        loading.compare()
    except LeftOut:
        loading.take_back()
        raise
    return order


def _lines(known, created):
    lines = [part for part in known.get("lineItems") or [] if isinstance(part, dict)]
    wanted = created.get("lineItems") or []
    if not lines:
        return wanted
    if len(lines) != len(wanted):
        return lines
    return [
        {**asked, **{key: value for key, value in line.items() if value is not None}}
        for line, asked in zip(lines, wanted, strict=True)
    ]


def _unit_price(line):
    return line.get("originalUnitPriceSet") or line.get("priceSet")


class _Loading:
    def __init__(self, shop, known, created):
        self.shop = shop
        self.known = known
        self.created = created

    def load(self, lines):
        shop, known, created = self.shop, self.known, self.created
        price = _unit_price(lines[0])
        self.currencies = (
            price["shopMoney"]["currencyCode"],
            price["presentmentMoney"]["currencyCode"],
        )
        shop.expect(known["id"])
        order = self.order = order_frame(shop, self._request())
        keep(order, known, ("createdAt", "updatedAt", "processedAt", "name"))
        order["processedAt"] = known.get("processedAt") or order["createdAt"]
        order["lineItems"] = [self._line(line) for line in lines]
        order["shippingLines"] = [
            self._shipping(part)
            for part in known.get("shippingLines") or created.get("shippingLines") or []
        ]
        self._discount()
        self._taxes(lines)
        add_fulfillment_orders(shop, order, {})
        settle(order)
        self._transactions()
        load_fulfillments(shop, order, known)
        load_refunds(shop, order, known)
        settle(order)
        self._keep_recorded()
        if order["customer"]:
            order["customer"]["orders"].append(order)
            order["customer"]["lastOrder"] = order
        return order

    def _request(self):
        known, created = self.known, self.created
        shipping = self._address("shippingAddress")
        billing = load_address(
            self.shop, known.get("billingAddress") or created.get("billingAddress")
        )
        return OrderRequest(
            shop_currency=self.currencies[0],
            presentment_currency=self.currencies[1],
            taxes_included=bool(known.get("taxesIncluded")),
            shipping_address=shipping,
            billing_address=billing or shipping,
            customer=self._customer(),
            email=known.get("email") or created.get("email"),
            note=known.get("note") or created.get("note"),
            tags=list(known.get("tags") or created.get("tags") or []),
            test=bool(created.get("test")),
            source="shopify_draft_order" if "draft" in str(known.get("sourceName")) else "web",
            risk="NONE",
        )

    def _address(self, key):
        told = self.known.get(key) or self.created.get(key)
        if told is None and key not in self.known:
            told = _SAMPLE_ADDRESS
        return load_address(self.shop, told)

    def _customer(self):
        told = (self.known.get("customer") or {}).get("id")
        if told:
            return self.shop.node(told) or load_customer(self.shop, self.known["customer"])
        email = self.known.get("email") or self.created.get("email")
        if "customer" in self.known or not email:
            return None
        customers = self.shop.collection("Customer")
        found = next((one for one in customers if one["email"] == email), None)
        return found or add_customer(self.shop, email=email)

    def _line(self, line):
        self.shop.expect(line.get("id"))
        variant = self.shop.node((line.get("variant") or {}).get("id") or line.get("variantId"))
        node = line_node(
            self.shop,
            self.currencies,
            title=line.get("title") or "Untitled",
            quantity=line["quantity"],
            unit_price=pair_of(_unit_price(line)),
            variant=variant,
            product=variant["product"] if variant else None,
            sku=line.get("sku"),
            taxable=line.get("taxable", True) is not False,
            requires_shipping=line.get("requiresShipping", True) is not False,
        )
        node["currentQuantity"] = line.get("currentQuantity", line["quantity"])
        node["customAttributes"] = attribute_nodes(
            (part["key"], part.get("value")) for part in line.get("customAttributes") or []
        )
        return node

    def _shipping(self, part):
        price = part.get("originalPriceSet") or part.get("priceSet")
        node = shipping_line_node(
            self.shop,
            self.currencies,
            title=part.get("title") or "Shipping",
            price=pair_of(price),
            code=part.get("code"),
            source=part.get("source") or "shopify",
        )
        node["taxLines"] = self._tax_lines(part)
        return node

    def _discount(self):
        order, known = self.order, self.known
        value = pair_of(known.get("totalDiscountsSet"))
        codes = known.get("discountCodes") or []
        if not any(value) and known.get("subtotalPriceSet"):
            value = self._implied_discount()
        if any(value):
            order["discountCodes"] = codes
            order["discountCode"] = codes[0] if codes else None
            order["discountApplications"] = [
                discount_application(
                    0,
                    "code" if codes else "manual",
                    codes[0] if codes else "Discount",
                    value=value.presentment,
                    percentage=False,
                    currency=self.currencies[1],
                    method="ACROSS",
                    target="LINE_ITEM",
                    selection="ALL",
                )
            ]
            order["_discounts"] = [
                {"value": value, "method": "ACROSS", "target": "LINE_ITEM", "entitled": None}
            ]
        price_order(order)

    def _implied_discount(self):
        whole = NOTHING
        for line in self.order["lineItems"]:
            unit = pair_of(line["originalUnitPriceSet"])
            whole = whole + type(unit)(*(part * line["quantity"] for part in unit))
        return (whole - pair_of(self.known["subtotalPriceSet"])).at_least_zero()

    def _taxes(self, lines):
        for node, line in zip(self.order["lineItems"], lines, strict=True):
            node["taxLines"] = self._tax_lines(line)
        parts = self.known.get("shippingLines") or self.created.get("shippingLines") or []
        for node, part in zip(self.order["shippingLines"], parts, strict=True):
            node["taxLines"] = self._tax_lines(part)

    def _tax_lines(self, part):
        return [
            tax_line(
                tax["title"],
                Decimal(str(tax["rate"])),
                pair_of(tax["priceSet"]),
                self.currencies,
            )
            for tax in part.get("taxLines") or []
        ]

    def _transactions(self):
        known = self.known.get("transactions") or self.created.get("transactions") or []
        by_id = {}
        for part in sorted(known, key=lambda one: one["kind"] in ("REFUND", "VOID", "CAPTURE")):
            self.shop.expect(part.get("id"))
            parent = (part.get("parentTransaction") or {}).get("id")
            if parent is None and part["kind"] != "SALE" and by_id:
                parent = next(iter(by_id))
            node = transaction_node(
                self.shop,
                self.order,
                kind=part["kind"],
                means=part.get("gateway") or "manual",
                amount=pair_of(part["amountSet"]),
                status=part.get("status") or "SUCCESS",
                parent=by_id.get(parent),
            )
            by_id[node["id"]] = node
            keep(node, part, ("gateway", "processedAt", "createdAt"))

    def _keep_recorded(self):
        order, known = self.order, self.known
        order.update({key: known[key] for key in _KEPT if key in known and known[key] is not None})
        if "displayFinancialStatus" in known:
            order["displayFinancialStatus"] = known["displayFinancialStatus"]
        order["edited"] = (
            any(line["currentQuantity"] != line["quantity"] for line in order["lineItems"])
            and not order["refunds"]
        )

    def compare(self):
        """Compare the figures with what Shopify told.

        :raises LeftOut: they differ
        """
        for key in _TOTALS:
            told = self.known.get(key)
            if not told or (key == "currentTotalPriceSet" and self.order["refunds"]):
                continue
            ours, theirs = pair_of(self.order[key]), pair_of(told)
            if ours != theirs:
                raise LeftOut(f"{key}: its parts come to {ours.shop}, Shopify says {theirs.shop}")

    def take_back(self):
        """Remove the order and its parts again."""
        order = self.order
        parts = [*order["fulfillmentOrders"], *order["transactions"], *order["refunds"]]
        for node in [*parts, order]:
            self.shop.remove(node)
        if order["customer"]:
            order["customer"]["orders"].remove(order)
            orders = order["customer"]["orders"]
            order["customer"]["lastOrder"] = orders[-1] if orders else None
