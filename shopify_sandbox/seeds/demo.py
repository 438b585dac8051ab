# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The demo shop: a European outdoor and coffee shop with 300 orders of the last 60 days.

Everything is the same on each run; only the dates hang on an anchor, by default the start of the
present day (UTC), so that no order is older than 60 days.

Most orders import without trouble. These wait with an error for the user, each tagged
``needs-attention`` and with a note that says why:

=====================  ===========================================================================
tag                    why it waits
=====================  ===========================================================================
odd-no-customer        four sales at the counter and one web order with neither customer nor address
odd-deleted-product    the product of the last line was deleted
odd-unknown-currency   the currency is Shopify's ``XXX``
odd-no-lines           the order has no lines
odd-three-decimals     amounts with three decimals in euro
odd-zero-quantity      a line with quantity zero beside an ordinary one (may import)
=====================  ===========================================================================
"""

import random
from datetime import datetime, timedelta, timezone

from ..clock import Clock
from ..merchant import Merchant
from ..world.opening import open_shop
from .demo_catalogue import add_catalogue, add_locations
from .demo_guests import add_guests
from .demo_kinds import KINDS
from .demo_odd import ODD
from .demo_people import add_customers
from .demo_pictures import add_pictures
from .demo_showcase import add_showcase

_ORDERS = 300
_DAYS = 58


class Demo:
    """What the kinds of demo orders are made with.

    :param Shop shop: the demo shop
    :param datetime anchor: all happens before it
    """

    def __init__(self, shop, anchor):
        self.shop = shop
        self.anchor = anchor
        self.chance = random.Random(2026)
        self.merchant = Merchant(shop)
        self.warehouse, self.berlin, self.amsterdam = add_locations(shop)
        self.catalogue = add_catalogue(shop)
        add_pictures(shop, [*shop.collection("Product")])
        self.customers = add_customers(shop)
        self.gift_cards = []

    def later(self, **parts):
        """Let time pass, but never beyond the anchor."""
        clock = self.shop.clock
        clock.set(min(clock.now() + timedelta(**parts), self.anchor - timedelta(minutes=1)))

    def someone(self, *countries):
        """Pick a customer of one of the countries."""
        return self.chance.choice(self.customers[self.chance.choice(countries)])

    def variant(self):
        """Pick an ordinary variant."""
        return self.chance.choice(self.catalogue.variants)

    def fill(self, builder, most=4):
        """Put one to some ordinary lines into an order."""
        for _line in range(self.chance.randint(1, most)):
            builder.line(self.variant(), self.chance.choice((1, 1, 1, 2, 3)))
        return builder


def start_of_today():
    """Give the start of the present day in UTC.

    :rtype: datetime
    """
    now = datetime.now(timezone.utc)
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def demo_shop(anchor=None, clock=None, orders=_ORDERS):
    """Make the demo shop.

    :param datetime|None anchor: aware time before which everything happened; None: the start of
        the present day
    :param Clock|None clock: the clock of the finished shop; None: real time
    :param int orders: how many orders, at most 300; fewer are a mixed part of them
    :return: the shop
    :rtype: Shop
    """
    anchor = anchor or start_of_today()
    shop = open_shop(Clock(anchor - timedelta(days=400)))
    demo = Demo(shop, anchor)
    kinds = _programme(demo)[:orders]
    first = anchor - timedelta(days=_DAYS)
    for number, kind in enumerate(kinds):
        shop.clock.set(first + timedelta(hours=number * (_DAYS * 24 - 12) / len(kinds)))
        kind(demo)
    shop.clock.set(anchor - timedelta(hours=1))
    demo.merchant.delete_product(demo.catalogue.discontinued)
    add_guests(shop)
    add_showcase(shop)
    shop.clock = clock or Clock()
    return shop


def _programme(demo):
    kinds = [kind for kind, count in (*KINDS, *ODD) for _time in range(count)]
    demo.chance.shuffle(kinds)
    return kinds
