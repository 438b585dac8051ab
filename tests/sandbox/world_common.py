# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A small shop for tests of the sandbox's world."""

from datetime import datetime, timezone

from shopify_sandbox.clock import Clock
from shopify_sandbox.merchant import Merchant
from shopify_sandbox.world.catalogue import add_product
from shopify_sandbox.world.opening import open_shop

NOON = datetime(2026, 11, 20, 12, tzinfo=timezone.utc)


class SmallShop:
    """A shop with one location and three products at 20.00, 9.99 and 50.00 (a gift card)."""

    def __init__(self, **profile):
        self.clock = Clock(NOON)
        self.shop = open_shop(self.clock, **profile)
        self.merchant = Merchant(self.shop)
        self.boot = self._variant("Boot", price="20.00", sku="BOOT")
        self.mug = self._variant("Mug", price="9.99", sku="MUG")
        self.card = self._variant(
            "Card",
            price="50.00",
            sku="CARD",
            gift_card=True,
            taxable=False,
            tracked=False,
            requires_shipping=False,
        )

    def _variant(self, title, **fields):
        return add_product(self.shop, title, **fields)["variants"][0]


def shop_amount(bag):
    """The text of a money bag's shop side."""
    return bag["shopMoney"]["amount"]


def buyer_amount(bag):
    """The text of a money bag's presentment side."""
    return bag["presentmentMoney"]["amount"]


def totals(order, *names):
    """The shop amounts of an order's ``…Set`` fields."""
    return tuple(shop_amount(order[f"{name}Set"]) for name in names)


def stock(variant, name="available"):
    """A quantity of a variant at its first location."""
    (level, *_rest) = variant["inventoryItem"]["inventoryLevels"]
    return next(part["quantity"] for part in level["quantities"] if part["name"] == name)
