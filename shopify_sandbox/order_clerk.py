# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The order clerk: a merchant who finds orders, and changes what stands beside their lines."""

from .merchant import Merchant
from .shopper import an_order, sample_address
from .world import editing
from .world.order_parts import risk_summary

ACTS = (
    "buy",
    "pay",
    "fulfil",
    "move",
    "add_line",
    "set_quantity",
    "remove_line",
    "discount_line",
    "add_shipping",
    "remove_shipping",
    "readdress",
    "assign",
    "assess",
    "refund",
    "cancel",
    "close",
    "reopen",
    "tag",
    "untag",
    "note",
)


class OrderClerk(Merchant):
    """Looks after the orders of a shop; every method takes an ``Order`` node."""

    def find(self, text):
        """Find an order.

        :param str text: its gid, or its name such as ``#1001``
        :raises ValueError: there is none
        :rtype: dict
        """
        found = self.shop.node(text) or next(
            (one for one in self.shop.collections["Order"] if one["name"] == text), None
        )
        if found is None:
            raise ValueError(f"there is no order {text!r}")
        return found

    def find_line(self, gid):
        """Find a line of an order by its gid.

        :raises ValueError: there is none
        :rtype: dict
        """
        found = self.shop.node(gid)
        if found is None:
            raise ValueError(f"there is no line {gid!r}")
        return found

    def buy(self, variant, quantity=1, *, country="NL", at_the_counter=False, **told):
        """Let somebody buy a variant.

        :param bool at_the_counter: buy at the till of the last location
        :param told: what the shopper's builder is told, such as ``tagged=["vip"]`` or
            ``paid_by="visa"``
        :return: the order
        :rtype: dict
        """
        order = an_order(self.shop).line(variant, quantity)
        if at_the_counter:
            order.at_the_counter(self.shop.collections["Location"][-1])
        order.ship_to(country)
        for name, given in told.items():
            getattr(order, name)(*(given if isinstance(given, list) else [given]))
        return order.place()

    def add_shipping(self, order, title="Express", price="9.90"):
        """Charge for shipping once more; see :func:`world.editing.add_shipping`."""
        with self.shop.lock:
            line = editing.add_shipping(self.shop, order, title, price)
            self._done(order)
        return line

    def remove_shipping(self, order, line=None):
        """Take a shipping line off; None: the first one."""
        with self.shop.lock:
            editing.remove_shipping(order, line or order["shippingLines"][0])
            self._done(order)

    def readdress(self, order, country="DE", kind="shipping", **fields):
        """Give an order another address.

        :param str kind: ``shipping`` or ``billing``
        :param fields: parts of the address, as :func:`shopper.sample_address` takes them
        """
        with self.shop.lock:
            order[f"{kind}Address"] = sample_address(self.shop, country, **fields)
            self.shop.touch(order)

    def assign(self, order, customer):
        """Let an order belong to another customer."""
        with self.shop.lock:
            order["customer"] = customer
            self.shop.touch(order)

    def assess(self, order, level):
        """Let the risk of an order be seen otherwise.

        :param str level: ``NONE``, ``PENDING``, ``LOW``, ``MEDIUM`` or ``HIGH``
        """
        with self.shop.lock:
            order["risk"] = risk_summary(level)
            self.shop.touch(order)

    def untag(self, order, *tags):
        """Remove tags."""
        with self.shop.lock:
            order["tags"] = [tag for tag in order["tags"] if tag not in tags]
            self._done(order)
