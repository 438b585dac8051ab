# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shopper: says what is bought, and places and pays the order.

``an_order(shop).line(variant, 2).with_tip("5.00").discount_code("SUMMER", "10%").tax_included()
.ship_to("DE").paid_by("visa").place()``

Without further word an order is one that imports: a new customer, a German address, the shop's own
tax setting, the taxes of the country it ships to. A tip is a line named "Tip" as well as
``totalTipReceivedSet``, as it is in a checkout; ``as_line=False`` leaves the line out.
"""

from datetime import datetime
from decimal import Decimal

from .clock import iso
from .merchant import Merchant
from .world.countries import taxes_at
from .world.payment_terms import TermsRequest
from .world.people import add_customer, address_node
from .world.placing import DiscountRequest, LineRequest, OrderRequest, Placing


def an_order(shop):
    """Begin an order.

    :param Shop shop: where it will be placed
    :rtype: OrderBuilder
    """
    return OrderBuilder(shop)


def sample_address(shop, country="DE", **fields):
    """Make a plausible address.

    :param Shop shop: where
    :param str country: ISO country
    :param fields: what :func:`address_node` takes, instead of the plausible values
    :rtype: dict
    """
    first, last, street, zip_code, city, province, phone = _SAMPLES.get(country, _SAMPLES["DE"])
    values = {
        "first_name": first,
        "last_name": last,
        "address1": street,
        "zip_code": zip_code,
        "city": city,
        "province": province,
        "phone": phone,
        "country": country,
        **fields,
    }
    return address_node(shop, **values)


_SAMPLES = {
    "DE": ("Anna", "Schmidt", "Lindenweg 7", "22765", "Hamburg", None, "+4940123456"),
    "AT": ("Lukas", "Gruber", "Mariahilfer Strasse 88", "1070", "Wien", None, "+4315551234"),
    "FR": ("Camille", "Moreau", "12 rue des Lilas", "69003", "Lyon", None, "+33478123456"),
    "NL": ("Sanne", "de Vries", "Prinsengracht 263", "1016 GV", "Amsterdam", None, "+31205551234"),
    "GB": ("Oliver", "Hughes", "14 Mill Lane", "BS1 4ST", "Bristol", None, "+441175550123"),
    "US": (
        "Emily",
        "Carter",
        "1500 Market Street",
        "94102",
        "San Francisco",
        "CA",
        "(415) 555-0123",
    ),
    "CA": ("Liam", "Tremblay", "500 King St W", "M5V 1L9", "Toronto", "ON", "+14165550123"),
    "CH": ("Nina", "Keller", "Bahnhofstrasse 10", "8001", "Zürich", None, "+41445551234"),
    "JP": ("Haruka", "Sato", "1-1 Chiyoda", "100-8111", "Chiyoda-ku", "JP-13", "+81355512345"),
    "KW": ("Fahad", "Al-Sabah", "Street 5", "13001", "Kuwait City", None, "+96522251234"),
    "IL": ("נועה", "לוי", "רחוב הרצל 12", "6688312", "תל אביב", None, "+97235551234"),
}


class OrderBuilder:
    """Collects an order word by word; every method but ``place`` gives the builder back.

    :param Shop shop: where the order will be placed
    """

    def __init__(self, shop):
        self._shop = shop
        self._request = OrderRequest(taxes_included=shop.profile["taxesIncluded"])
        self._taxes = None
        self._customer = ...
        self._address = ...
        self._billing = None
        self._payments = []

    # === WHAT IS BOUGHT === #

    def line(self, variant, quantity=1, price=None, **fields):
        """Add a line of a variant.

        :param dict variant: the ``ProductVariant`` node
        :param str|None price: unit price in shop currency, instead of the variant's
        :param fields: further fields of :class:`LineRequest` (location, attributes …)
        """
        product = variant["product"]
        gift_card = product["isGiftCard"]
        self._request.lines.append(
            LineRequest(
                title=product["title"],
                quantity=quantity,
                price=Decimal(price or variant["price"]),
                variant=variant,
                sku=variant["sku"],
                gift_card=gift_card,
                **{
                    "taxable": variant["taxable"] and not gift_card,
                    "requires_shipping": variant["inventoryItem"]["requiresShipping"],
                    **_decimal_fields(fields),
                },
            )
        )
        return self

    def custom_line(self, title, price, quantity=1, **fields):
        """Add a line without a product.

        :param str title: what it is
        :param str price: unit price in shop currency
        :param fields: further fields of :class:`LineRequest` (sku, taxable, requires_shipping …)
        """
        self._request.lines.append(
            LineRequest(
                title=title, quantity=quantity, price=Decimal(price), **_decimal_fields(fields)
            )
        )
        return self

    def deleted_line(self, variant, quantity=1):
        """Add a line whose product was deleted since: product and variant are null."""
        return self.line(variant, quantity, deleted_product=True)

    def with_tip(self, amount, as_line=True):
        """Add a tip in shop currency, by default as a line too."""
        self._request.tip = Decimal(amount)
        self._request.tip_as_line = as_line
        return self

    def duties(self, amount):
        """Charge import duties, on the first line."""
        self._request.duties = Decimal(amount)
        return self

    def fee(self, name, amount):
        """Charge a further fee."""
        self._request.fees.append((name, Decimal(amount)))
        return self

    def shipping(self, title="Standard", price="4.90", code=None):
        """Add a shipping line; several are possible."""
        self._request.shipping.append((title, Decimal(price), code))
        return self

    # === DISCOUNTS === #

    def discount_code(self, code, value, **fields):
        """Use a discount code.

        :param str value: ``10%``, or an amount in shop currency
        :param fields: ``method`` (ACROSS, EACH, ONE), ``target`` (LINE_ITEM, SHIPPING_LINE),
            ``on`` (positions of the lines it applies to)
        """
        return self._discount("code", code, value, fields)

    def automatic_discount(self, title, value, **fields):
        """Get an automatic discount; arguments as :meth:`discount_code`."""
        return self._discount("automatic", title, value, fields)

    def manual_discount(self, title, value, **fields):
        """Get a discount from the merchant; arguments as :meth:`discount_code`."""
        return self._discount("manual", title, value, fields)

    def free_shipping(self, code="FREESHIP"):
        """Use a code that takes the whole shipping off."""
        return self.discount_code(code, "100%", target="SHIPPING_LINE", method="EACH")

    def _discount(self, kind, title, value, fields):
        percentage = value.endswith("%")
        on = fields.pop("on", None)
        method = fields.pop("method", "ACROSS" if on is None else "EACH")
        self._request.discounts.append(
            DiscountRequest(
                kind,
                title,
                Decimal(value.rstrip("%")),
                percentage,
                method=method,
                entitled=None if on is None else frozenset(on),
                **fields,
            )
        )
        return self

    # === TAXES AND CURRENCY === #

    def tax_included(self, included=True):
        """Say that prices include taxes, or not."""
        self._request.taxes_included = included
        return self

    def tax_excluded(self):
        """Say that taxes come on top of prices."""
        return self.tax_included(False)

    def tax_exempt(self):
        """Buy without taxes."""
        self._request.tax_exempt = True
        return self

    def taxes(self, *taxes):
        """Charge these taxes instead of the country's.

        :param taxes: ``(title, rate)``, the rate as text
        """
        self._taxes = tuple((title, Decimal(rate)) for title, rate in taxes)
        return self

    def in_currency(self, code, rate):
        """Pay in another currency.

        :param str code: presentment currency
        :param str rate: units of it for one unit of the shop's currency
        """
        self._request.presentment_currency = code
        self._request.rate = Decimal(rate)
        return self

    def in_shop_currency(self, code):
        """Book in a currency that is not the shop's (an odd order; the shop changed it since)."""
        self._request.shop_currency = self._request.presentment_currency = code
        return self

    def unrounded(self):
        """Keep three decimals in every currency (an odd order)."""
        self._request.unrounded = True
        return self

    # === WHO AND WHERE === #

    def by(self, customer):
        """Buy as this customer; the customer's default address is shipped to unless said."""
        self._customer = customer
        return self

    def without_customer(self):
        """Buy as nobody."""
        self._customer = None
        return self

    def ship_to(self, country_or_address, **fields):
        """Ship to a country's plausible address, or to an address node."""
        self._address = self._make_address(country_or_address, fields)
        return self

    def bill_to(self, country_or_address, **fields):
        """Bill to another address than the one shipped to."""
        self._billing = self._make_address(country_or_address, fields)
        return self

    def without_address(self):
        """Give no address."""
        self._address = None
        return self

    def _make_address(self, wanted, fields):
        if isinstance(wanted, dict):
            return wanted
        return sample_address(self._shop, wanted, **fields)

    def at_the_counter(self, location):
        """Buy at the point of sale of a location; nobody and no address unless said."""
        self._request.source = "pos"
        self._request.retail_location = location
        if self._address is ...:
            self._address = None
        if self._customer is ...:
            self._customer = None
        return self

    def from_draft(self):
        """Come from a draft order of the merchant."""
        self._request.source = "shopify_draft_order"
        return self

    # === WORDS ABOUT THE ORDER === #

    def at(self, when):
        """Place it at an aware time, or at a text as Shopify writes it."""
        self._request.at = iso(when) if isinstance(when, datetime) else when
        return self

    def noting(self, note):
        """Leave a note."""
        self._request.note = note
        return self

    def tagged(self, *tags):
        """Carry tags."""
        self._request.tags.extend(tags)
        return self

    def attribute(self, key, value):
        """Carry a custom attribute."""
        self._request.attributes.append((key, value))
        return self

    def po_number(self, number):
        """Carry the buyer's own order number."""
        self._request.po_number = number
        return self

    def payment_terms(self, name="Net 30", days=30):
        """Be due later."""
        self._request.terms = TermsRequest(name, "NET", ((Decimal(100), days),))
        return self

    def due_at(self, days, kind="FIXED", name="Fixed date"):
        """Be due at a date of its own, or on ``FULFILLMENT`` (days None) or ``RECEIPT``.

        :param int|None days: days after the order
        """
        self._request.terms = TermsRequest(name, kind, ((Decimal(100), days),))
        return self

    def in_instalments(self, *instalments, name="Instalments", kind="NET"):
        """Be paid in several instalments.

        :param instalments: ``(per cent, days after the order)`` each, per cent as text
        """
        parts = tuple((Decimal(percent), days) for percent, days in instalments)
        self._request.terms = TermsRequest(name, kind, parts)
        return self

    def risky(self, level="HIGH"):
        """Look risky: ``LOW``, ``MEDIUM``, ``HIGH``."""
        self._request.risk = level
        return self

    def for_testing(self):
        """Be a test order."""
        self._request.test = True
        return self

    def in_language(self, locale):
        """Be placed in a language."""
        self._request.locale = locale
        return self

    # === PAYING === #

    def paid_by(self, means, amount=None, rounding=None):
        """Pay at once.

        :param str means: see :func:`transaction_node`
        :param str|None amount: in the buyer's currency; None: what is left to pay
        :param str|None rounding: cash rounding, with its sign
        """
        self._payments.append(("SALE", "SUCCESS", means, amount, rounding, None))
        return self

    def handing_over(self, amount):
        """Pay in cash with more than is due, and get change.

        :param str amount: what is handed over, in the buyer's currency
        """
        self._payments.append(("CHANGE", "SUCCESS", "cash", amount, None, None))
        return self

    def authorised_by(self, means, amount=None):
        """Let an amount be reserved on a card."""
        self._payments.append(("AUTHORIZATION", "SUCCESS", means, amount, None, None))
        return self

    def pending_by(self, means, amount=None):
        """Promise to pay (bank deposit, cash on delivery)."""
        self._payments.append(("SALE", "PENDING", means, amount, None, None))
        return self

    def failing_by(self, means, amount=None):
        """Try to pay and fail."""
        self._payments.append(("SALE", "FAILURE", means, amount, None, None))
        return self

    def paid_with_gift_card(self, gift_card, amount=None):
        """Pay with a gift card, as far as it reaches."""
        self._payments.append(("SALE", "SUCCESS", "gift_card", amount, None, gift_card))
        return self

    def place(self):
        """Place and pay the order.

        :return: the ``Order`` node
        :rtype: dict
        """
        with self._shop.lock:
            self._complete()
            order = Placing(self._shop, self._request).place()
            payer = Merchant(self._shop)
            for kind, *payment in self._payments:
                if kind == "CHANGE":
                    payer.take_cash(order, payment[2])
                else:
                    payer.record_payment(order, kind, *payment)
            payer.settle_new(order)
            self._backdate(order)
        return order

    def _backdate(self, order):
        at = self._request.at
        if at:
            for node in (*order["transactions"], *order["fulfillmentOrders"]):
                node.update(createdAt=at, updatedAt=at)
            for node in order["transactions"]:
                node["processedAt"] = at

    def _complete(self):
        request, shop = self._request, self._shop
        customer = None if self._customer is ... else self._customer
        if self._address is ...:
            default = customer and customer["defaultAddress"]
            self._address = default or sample_address(shop)
        if self._customer is ...:
            customer = self._new_customer()
        request.customer = customer
        request.shipping_address = self._address
        request.billing_address = self._billing or self._address
        if customer:
            request.email = customer["email"]
            request.phone = customer["phone"]
        place = self._address
        if self._taxes is not None:
            request.taxes = self._taxes
        elif place:
            request.taxes = taxes_at(place["countryCodeV2"], place["provinceCode"])
        else:
            where = (request.retail_location or {}).get("address") or {"countryCode": "DE"}
            request.taxes = taxes_at(where["countryCode"], where.get("provinceCode"))

    def _new_customer(self):
        address = self._address or {"firstName": "Kim", "lastName": "Berg"}
        first, last = address["firstName"], address["lastName"]
        number = len(self._shop.collection("Customer")) + 1
        return add_customer(
            self._shop,
            first,
            last,
            email=f"customer-{number}@shoppers.example",
            addresses=[self._address] if self._address else [],
        )


def _decimal_fields(fields):
    price = fields.get("presentment_price")
    if price is not None:
        fields["presentment_price"] = Decimal(price)
    return fields
