# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Turns what a buyer ordered into an order of the shop."""

from dataclasses import dataclass, field
from decimal import Decimal

from ..money import NOTHING, Pair, bag, digits_of, money, pair_of, round_to
from .catalogue import move_stock
from .figures import settle
from .fulfillment_orders import add_fulfillment_orders
from .order_node import order_frame
from .order_parts import discount_application, line_node, shipping_line_node, tax_line
from .payment_terms import TermsRequest, add_payment_terms
from .places import first_location
from .pricing import price_order


@dataclass
class LineRequest:
    """A wanted line: a variant, or a custom item with its own title and price."""

    title: str
    quantity: int
    price: Decimal
    variant: dict | None = None
    sku: str | None = None
    taxable: bool = True
    requires_shipping: bool = True
    gift_card: bool = False
    deleted_product: bool = False
    location: dict | None = None
    attributes: tuple = ()
    presentment_price: Decimal | None = None
    taxes: tuple | None = None


@dataclass
class DiscountRequest:
    """A wanted discount; ``value`` is per cent or an amount in shop currency."""

    kind: str
    title: str
    value: Decimal
    percentage: bool
    method: str = "ACROSS"
    target: str = "LINE_ITEM"
    entitled: frozenset | None = None


@dataclass
class OrderRequest:
    """All that a buyer said, with the addresses and the customer already made."""

    lines: list = field(default_factory=list)
    shipping: list = field(default_factory=list)
    discounts: list = field(default_factory=list)
    taxes: tuple = ()
    taxes_included: bool = True
    tax_exempt: bool = False
    shop_currency: str | None = None
    presentment_currency: str | None = None
    rate: Decimal = Decimal(1)
    tip: Decimal = Decimal(0)
    tip_as_line: bool = True
    duties: Decimal = Decimal(0)
    fees: list = field(default_factory=list)
    customer: dict | None = None
    email: str | None = None
    phone: str | None = None
    shipping_address: dict | None = None
    billing_address: dict | None = None
    source: str = "web"
    retail_location: dict | None = None
    locale: str = "en"
    note: str | None = None
    tags: list = field(default_factory=list)
    attributes: list = field(default_factory=list)
    po_number: str | None = None
    terms: TermsRequest | None = None
    risk: str = "LOW"
    test: bool = False
    at: str | None = None
    unrounded: bool = False


class Placing:
    """Places one order.

    :param Shop shop: where
    :param OrderRequest request: what is ordered
    """

    def __init__(self, shop, request):
        self.shop = shop
        self.request = request
        self.order = order_frame(shop, request)
        self.currencies = (self.order["currencyCode"], self.order["presentmentCurrencyCode"])
        self.locations = {}

    def place(self):
        """Make the order with all that belongs to it except payments.

        :return: the ``Order`` node
        :rtype: dict
        """
        order, request = self.order, self.request
        order["lineItems"] = [self._line(line) for line in request.lines]
        self._tip()
        order["shippingLines"] = [self._shipping(*shipping) for shipping in request.shipping]
        self._discounts()
        price_order(order)
        self._duties_and_fees()
        self._fulfillment_orders()
        settle(order)
        if request.terms:
            add_payment_terms(self.shop, order, request.terms)
        self._tell_customer()
        return order

    def pair(self, amount, presentment=None):
        """Bring an amount in shop currency into both currencies, each rounded in its own.

        :param Decimal amount: in shop currency
        :param Decimal|None presentment: the buyer's amount, where it is not simply converted
        :rtype: Pair
        """
        if self.request.unrounded:
            return Pair(amount, amount)
        if presentment is None:
            presentment = amount * self.request.rate
        return Pair(
            round_to(amount, digits_of(self.currencies[0])),
            round_to(presentment, digits_of(self.currencies[1])),
        )

    def _tax_lines(self, taxable, taxes=None):
        if not taxable or self.request.tax_exempt:
            return []
        taxes = self.request.taxes if taxes is None else taxes
        return [tax_line(title, rate, NOTHING, self.currencies) for title, rate in taxes]

    def _line(self, line):
        variant = None if line.deleted_product else line.variant
        product = variant["product"] if variant else None
        source = line.variant
        option = source["title"] if source and source["title"] != "Default Title" else None
        node = line_node(
            self.shop,
            self.currencies,
            title=line.title,
            quantity=line.quantity,
            unit_price=self.pair(line.price, line.presentment_price),
            variant=variant,
            product=product,
            sku=line.sku,
            vendor=source["product"]["vendor"] if source else None,
            variant_title=option,
            taxable=line.taxable,
            requires_shipping=line.requires_shipping,
            gift_card=line.gift_card,
            attributes=line.attributes,
        )
        node["taxLines"] = self._tax_lines(line.taxable, line.taxes)
        if line.location:
            self.locations[node["id"]] = line.location
        return node

    def _tip(self):
        if not self.request.tip:
            return
        tip = self.pair(self.request.tip)
        self.order["totalTipReceivedSet"] = bag(tip, self.currencies)
        if self.request.tip_as_line:
            self.order["lineItems"].append(
                line_node(
                    self.shop,
                    self.currencies,
                    title="Tip",
                    quantity=1,
                    unit_price=tip,
                    taxable=False,
                    requires_shipping=False,
                )
            )

    def _shipping(self, title, price, code):
        node = shipping_line_node(
            self.shop, self.currencies, title=title, price=self.pair(price), code=code
        )
        node["taxLines"] = self._tax_lines(True)
        return node

    def _discounts(self):
        order = self.order
        for index, wanted in enumerate(self.request.discounts):
            value = wanted.value if wanted.percentage else self.pair(wanted.value)
            selection = "ALL" if wanted.entitled is None else "ENTITLED"
            if wanted.kind == "manual" and wanted.entitled is not None:
                selection = "EXPLICIT"
            order["discountApplications"].append(
                discount_application(
                    index,
                    wanted.kind,
                    wanted.title,
                    value=value if wanted.percentage else value.presentment,
                    percentage=wanted.percentage,
                    currency=self.currencies[1],
                    method=wanted.method,
                    target=wanted.target,
                    selection=selection,
                )
            )
            order["_discounts"].append(
                {
                    "value": value,
                    "method": wanted.method,
                    "target": wanted.target,
                    "entitled": wanted.entitled,
                }
            )
            if wanted.kind == "code":
                order["discountCodes"].append(wanted.title)
        order["discountCode"] = order["discountCodes"][0] if order["discountCodes"] else None

    def _duties_and_fees(self):
        if self.request.duties and self.order["lineItems"]:
            duty = {
                "price": bag(self.pair(self.request.duties), self.currencies),
                "countryCodeOfOrigin": "CN",
                "harmonizedSystemCode": "6404.11",
                "taxLines": [],
            }
            self.order["lineItems"][0]["duties"].append(self.shop.index("Duty", duty))
        for name, amount in self.request.fees:
            fee = {
                "name": name,
                "price": bag(self.pair(amount), self.currencies),
                "taxLines": [],
            }
            self.order["additionalFees"].append(self.shop.index("AdditionalFee", fee))

    def _fulfillment_orders(self):
        shop, order = self.shop, self.order
        if self.request.retail_location:
            for line in order["lineItems"]:
                self.locations.setdefault(line["id"], self.request.retail_location)
        method = "RETAIL" if self.request.retail_location else "SHIPPING"
        if not any(line["requiresShipping"] for line in order["lineItems"]):
            method = "NONE"
        add_fulfillment_orders(shop, order, self.locations, method)
        for line in order["lineItems"]:
            location = self.locations.get(line["id"]) or first_location(shop)
            units = line["quantity"]
            move_stock(shop, line["variant"], location, available=-units, committed=units)

    def _tell_customer(self):
        customer = self.order["customer"]
        if customer is None:
            return
        customer["orders"].append(self.order)
        customer["lastOrder"] = self.order
        customer["numberOfOrders"] = str(len(customer["orders"]))
        customer["canDelete"] = False
        spent = Decimal(customer["amountSpent"]["amount"]) + pair_of(self.order["totalPriceSet"])[0]
        customer["amountSpent"] = money(spent, self.shop.currency)
