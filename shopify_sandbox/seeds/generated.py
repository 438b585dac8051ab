# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shops with any number of orders, each made when it is read and the same each time.

All orders import: customers with addresses in five countries, one to five lines of the demo
catalogue, taxes included and not, discounts, shipping, paid (some pending, some shipped). Every
second order is by a new customer, the others by one who bought before. Customers, orders and what
belongs to them are found by ``shop.node`` only through the order or customer itself.
"""

from datetime import timedelta

from ..clock import Clock, iso
from ..merchant import Merchant
from ..shopper import OrderBuilder
from ..world.opening import open_shop
from ..world.people import add_customer, address_node
from .demo import start_of_today
from .demo_catalogue import add_catalogue, add_locations
from .generated_people import GeneratedPeople
from .lazy import LazyCollection, LazyParts
from .workshop import Workshop, maker_of

_ORDER = "gid://shopify/Order/"
_CUSTOMER = "gid://shopify/Customer/"
_FIRST_ORDER = 5_000_000_000_000
_FIRST_CUSTOMER = 6_000_000_000_000
_STEP = 32_768
_DAYS = 58
_FIRST_NAMES = (
    "Anna",
    "Lukas",
    "Marie",
    "Jonas",
    "Sanne",
    "Daan",
    "Camille",
    "Hugo",
    "Emily",
    "James",
    "Freja",
    "Mikkel",
    "Giulia",
    "Matteo",
    "Zofia",
    "Olivia",
    "Emre",
)
_LAST_NAMES = (
    "Schmidt",
    "Müller",
    "de Vries",
    "Jansen",
    "Moreau",
    "Dubois",
    "Carter",
    "Nguyen",
    "Nielsen",
    "Rossi",
    "Bianchi",
    "Wójcik",
    "Hughes",
    "Patel",
    "Yilmaz",
    "Weiß",
    "Holm",
    "Gruber",
    "Huber",
)
_PLACES = (
    ("DE", "22765", "Hamburg", None),
    ("DE", "10437", "Berlin", None),
    ("DE", "50667", "Köln", None),
    ("NL", "1016 GV", "Amsterdam", None),
    ("FR", "69003", "Lyon", None),
    ("AT", "1070", "Wien", None),
    ("US", "94102", "San Francisco", "CA"),
    ("US", "10001", "New York", "NY"),
)


def generated_shop(orders=1000, anchor=None, clock=None):
    """Make a shop with many orders.

    :param int orders: how many, up to 100,000 and beyond
    :param datetime|None anchor: aware time before which everything happened; None: the start of
        the present day
    :param Clock|None clock: the clock of the finished shop; None: real time
    :return: a shop whose orders and customers are :class:`LazyCollection`
    :rtype: Shop
    """
    anchor = anchor or start_of_today()
    shop = open_shop(Clock(anchor - timedelta(days=400)), seed=7)
    add_locations(shop)
    catalogue = add_catalogue(shop)
    making = _Making(shop, catalogue.variants, orders, anchor)
    shop.collections["Customer"] = making.customers
    shop.collections["Order"] = making.orders
    for type_name, field in (
        ("FulfillmentOrder", "fulfillmentOrders"),
        ("Fulfillment", "fulfillments"),
    ):
        shop.collections[type_name] = LazyParts(making.orders, maker_of, field)
    shop.order_number = 1000 + orders
    shop.clock = clock or Clock()
    return shop


def generated_people(customers=20_000, anchor=None, clock=None):
    """Make a shop with many customers and no orders.

    :param int customers: how many, up to 100,000 and beyond
    :param datetime|None anchor: aware time before which they came; None: the start of the present
        day
    :param Clock|None clock: the clock of the finished shop; None: real time
    :return: a shop whose customers are a :class:`LazyCollection`
    :rtype: Shop
    """
    anchor = anchor or start_of_today()
    shop = open_shop(Clock(anchor - timedelta(days=400)), seed=8)
    shop.collections["Customer"] = GeneratedPeople(shop, customers, anchor).customers
    shop.clock = clock or Clock()
    return shop


class _Making:
    def __init__(self, shop, variants, size, anchor):
        self.variants = variants
        self.first = anchor - timedelta(days=_DAYS)
        self.step = timedelta(days=_DAYS) / max(size, 1)
        self.size = size
        self.order_shop = Workshop(shop)
        self.customer_shop = Workshop(shop)
        self.merchant = Merchant(self.order_shop)
        self.customers = LazyCollection(
            (size + 1) // 2,
            self.customer,
            self.customer_header,
            lambda number: _position(number, _FIRST_CUSTOMER),
            "Customer",
        )
        self.orders = LazyCollection(
            size,
            self.order,
            self.order_header,
            lambda number: _position(number, _FIRST_ORDER),
            "Order",
        )

    def placed(self, index):
        return self.first + index * self.step

    def customer_of(self, index):
        return index // 2 if index % 2 == 0 else index // 4

    def orders_of(self, index):
        known = (2 * index, 4 * index + 1, 4 * index + 3)
        return sorted(position for position in known if position < self.size)

    # === CUSTOMERS === #

    def customer_header(self, index):
        at = iso(self.placed(2 * index) - timedelta(minutes=5))
        return {
            "id": f"{_CUSTOMER}{_FIRST_CUSTOMER + index * _STEP}",
            "createdAt": at,
            "updatedAt": at,
            "email": _email(index),
            "tags": [],
        }

    def customer(self, index):
        shop = self.customer_shop
        at = self.placed(2 * index) - timedelta(minutes=5)
        shop.begin(self.size + index, at, f"{_CUSTOMER}{_FIRST_CUSTOMER + index * _STEP}")
        country, zip_code, city, province = _PLACES[index % len(_PLACES)]
        first, last = _name(index)
        address = address_node(
            shop,
            first_name=first,
            last_name=last,
            company=f"{last} & Co" if index % 10 == 9 else None,
            address1=f"Lindenweg {index % 180 + 1}",
            zip_code=zip_code,
            city=city,
            country=country,
            province=province,
        )
        node = add_customer(shop, first, last, email=_email(index), addresses=[address])
        positions = self.orders_of(index)
        node["orders"] = lambda: [self.orders[position] for position in positions]
        node["lastOrder"] = lambda: self.orders[positions[-1]]
        node["numberOfOrders"] = str(len(positions))
        return node

    # === ORDERS === #

    def order_header(self, index):
        at = iso(self.placed(index))
        return {
            "id": f"{_ORDER}{_FIRST_ORDER + index * _STEP}",
            "name": f"#{1001 + index}",
            "createdAt": at,
            "updatedAt": at,
            "processedAt": at,
            "displayFinancialStatus": "PENDING" if index % 10 == 7 else "PAID",
            "displayFulfillmentStatus": "FULFILLED" if index % 10 == 3 else "UNFULFILLED",
            "closed": False,
            "closedAt": None,
            "cancelledAt": None,
            "tags": ["generated"],
            "test": False,
            "sourceName": "web",
            "channelHandle": "web",
            "email": _email(self.customer_of(index)),
        }

    def order(self, index):
        shop = self.order_shop
        shop.begin(index, self.placed(index), f"{_ORDER}{_FIRST_ORDER + index * _STEP}")
        shop.order_number = 1000 + index
        customer = dict(self.customers[self.customer_of(index)])
        customer["orders"] = []
        builder = OrderBuilder(shop).by(customer).tagged("generated").shipping("Standard", "4.90")
        for line in range(1 + index % 5):
            variant = self.variants[(index * 31 + line * 57) % len(self.variants)]
            builder.line(variant, 1 + (index + line) % 3)
        if customer["defaultAddress"]["countryCodeV2"] == "US":
            builder.tax_excluded()
        if index % 4 == 1:
            builder.discount_code("SUMMER10", "10%")
        builder.paid_by("visa") if index % 10 != 7 else builder.pending_by("bank")
        order = builder.place()
        if index % 10 == 3:
            self.merchant.fulfil(order)
        order["customer"] = order["purchasingEntity"] = self.customers[self.customer_of(index)]
        return order


def _position(number, first):
    index, rest = divmod(number - first, _STEP)
    return index if rest == 0 else None


def _name(index):
    return _FIRST_NAMES[index % len(_FIRST_NAMES)], _LAST_NAMES[index % len(_LAST_NAMES)]


def _email(index):
    return f"buyer.{index}@example.com"
