# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A shop that makes nodes and forgets them: ids follow from the order's position alone."""

from ..clock import Clock
from ..shop import Shop

_NUMBERS_PER_NODE = 4096
_FIRST_NUMBER = 7_000_000_000_000


class Workshop(Shop):
    """Makes the nodes of one order after the other without keeping any.

    :param Shop shop: the shop whose profile and locations are used
    """

    keeps_stock = False

    def __init__(self, shop):
        super().__init__(shop.profile, Clock(), 0)
        self.collections["Location"] = shop.collection("Location")
        self._base = self._taken = 0
        self._main = self._main_type = self._now = ""

    def begin(self, position, at, main):
        """Begin the node at a position.

        :param int position: its position; ids of its parts follow from it
        :param datetime at: the time of all that happens
        :param str main: id of the node itself
        """
        self._main = main
        self._main_type = main.split("/")[-2]
        self._base = (position + 1) * _NUMBERS_PER_NODE
        self._taken = 0
        self.clock.set(at)
        self._now = at.strftime("%Y-%m-%dT%H:%M:%SZ")

    def now(self):
        return self._now

    def new_id(self, type_name):
        if type_name == self._main_type:
            return self._main
        self._taken += 1
        return f"gid://shopify/{type_name}/{_FIRST_NUMBER + self._base + self._taken}"

    def index(self, type_name, node):
        node.setdefault("__typename", type_name)
        gid = node.setdefault("id", self.new_id(type_name))
        node.setdefault("legacyResourceId", gid.rsplit("/", 1)[-1])
        node.setdefault("createdAt", self._now)
        node.setdefault("updatedAt", node["createdAt"])
        return node

    def add(self, type_name, node):
        return self.index(type_name, node)

    def touch(self, node):
        node["updatedAt"] = self._now


def maker_of(number):
    """Tell the position of the node that a part with this number in its id belongs to.

    :param int number: the number
    :rtype: int
    """
    return (number - _FIRST_NUMBER) // _NUMBERS_PER_NODE - 1
