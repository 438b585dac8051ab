# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""One Shopify shop kept in memory: its nodes, their ids and the time.

A node is a plain dict that is shaped like the GraphQL object of its ``__typename``; references
are the referenced dicts themselves. Keys that start with an underscore are the sandbox's own.
"""

import threading
from functools import cached_property

from .clock import Clock, iso
from .world.contacts import ContactBook
from .world.custom_ids import CustomIds
from .world.handles import Handles
from .world.media import FileShelf

_FIRST_NUMBERS = {
    "Order": 6_834_500_000_000,
    "Customer": 9_522_200_000_000,
    "Product": 8_001_100_000_000,
    "ProductVariant": 44_018_200_000_000,
    "InventoryItem": 46_117_300_000_000,
    "LineItem": 19_495_100_000_000,
    "OrderTransaction": 10_572_700_000_000,
    "FulfillmentOrder": 9_774_400_000_000,
    "Location": 112_829_700_000,
    "MailingAddress": 11_349_700_000_000,
}
_STEP = 32_768


class Shop:
    """The state of one Shopify shop.

    :param dict profile: the GraphQL object ``Shop`` (see :mod:`world.profile`)
    :param Clock|None clock: tells the time; None: real time
    :param int seed: shifts all ids, so that two shops never share one
    """

    keeps_stock = True

    def __init__(self, profile, clock=None, seed=0):
        self.profile = profile
        self.clock = clock or Clock()
        self.lock = threading.RLock()
        self.collections = {}
        self._by_id = {}
        self._seed = seed
        self._counters = {}
        self._watchers = []
        self._handles = {}
        self.order_number = 1000
        if "id" in profile:
            self._by_id[profile["id"]] = profile

    @property
    def currency(self):
        """Code of the shop's currency."""
        return self.profile["currencyCode"]

    @cached_property
    def contacts(self):
        """Whose email address or phone number one is (:class:`ContactBook`)."""
        book = ContactBook(self)
        self.watch(lambda _event, node: node["__typename"] == "Customer" and book.note(node))
        return book

    @cached_property
    def custom_ids(self):
        """Whose id of another system one is (:class:`CustomIds`)."""
        book = CustomIds(self)
        self.watch(lambda _event, node: book.note(node))
        return book

    @cached_property
    def files(self):
        """Which file lies where (:class:`FileShelf`)."""
        return FileShelf()

    def handles(self, type_name):
        """Whose handle one is.

        :param str type_name: ``Product`` or ``Collection``
        :rtype: Handles
        """
        if type_name not in self._handles:
            book = self._handles[type_name] = Handles(self, type_name)
            self.watch(lambda _event, node: node["__typename"] == type_name and book.note(node))
        return self._handles[type_name]

    def watch(self, tell):
        """Be told what happens to the shop's nodes.

        :param callable tell: called with an event (see :meth:`tell`) and the node
        """
        self._watchers.append(tell)

    def tell(self, event, node):
        """Tell those who watch what happened.

        :param str event: ``added``, ``changed``, ``removed``, ``data_asked`` or ``erasure_asked``
            (by a customer, or for the shop as a whole)
        :param dict node: the node that it happened to
        """
        for tell in self._watchers:
            tell(event, node)

    def now(self):
        """Tell the present time as Shopify writes it.

        :rtype: str
        """
        return iso(self.clock.now())

    def new_id(self, type_name):
        """Make the next id of a type; the same calls give the same ids.

        :param str type_name: GraphQL type
        :return: ``gid://shopify/Order/6834500032768``
        :rtype: str
        """
        count = self._counters[type_name] = self._counters.get(type_name, 0) + 1
        first = _FIRST_NUMBERS.get(type_name, 1_028_600_000_000)
        return f"gid://shopify/{type_name}/{first + self._seed * 1_000_000_000 + count * _STEP}"

    def collection(self, type_name):
        """Give all nodes of a type in the order of their creation.

        :param str type_name: GraphQL type
        :rtype: Sequence[dict]
        """
        return self.collections.setdefault(type_name, [])

    def node(self, gid):
        """Find a node by its id.

        :param str gid: Shopify's global id
        :return: the node, None where there is none
        :rtype: dict|None
        """
        found = self._by_id.get(gid)
        if found is None:
            lazy = self.collections.get(str(gid).split("/")[-2] if "/" in str(gid) else "")
            find = getattr(lazy, "find", None)
            found = find(gid) if find else None
        return found

    def add(self, type_name, node):
        """Add a node to the shop.

        :param str type_name: GraphQL type, also the name of the collection
        :param dict node: the fields; an id, ``legacyResourceId``, ``createdAt`` and
            ``updatedAt`` are added where they are missing
        :return: the same dict
        :rtype: dict
        """
        with self.lock:
            self.index(type_name, node)
            self.collection(type_name).append(node)
        self.tell("added", node)
        return node

    def index(self, type_name, node):
        """Give a node its id and make it known by it, without listing it in a collection.

        :param str type_name: GraphQL type
        :param dict node: the fields
        :return: the same dict
        :rtype: dict
        """
        node.setdefault("__typename", type_name)
        gid = node.setdefault("id", self.new_id(type_name))
        node.setdefault("legacyResourceId", gid.rsplit("/", 1)[-1].split("?")[0])
        now = self.now()
        node.setdefault("createdAt", now)
        node.setdefault("updatedAt", node["createdAt"])
        self._by_id[gid] = node
        return node

    def remove(self, node):
        """Delete a node: its id is no longer known and its collection no longer has it.

        :param dict node: a node of this shop
        """
        with self.lock:
            self._by_id.pop(node["id"], None)
            nodes = self.collection(node["__typename"])
            drop = getattr(nodes, "drop", None)
            if drop:
                drop(node)
            else:
                nodes[:] = [kept for kept in nodes if kept is not node]
        self.tell("removed", node)

    def touch(self, node):
        """Set ``updatedAt`` of a node, and of the order or product that it belongs to or stocks.

        :param dict node: a node of this shop
        """
        node["updatedAt"] = self.now()
        keep = getattr(self.collections.get(node.get("__typename")), "keep", None)
        if keep:
            keep(node)
        self.tell("changed", node)
        for owner in (node.get("order"), node.get("product"), _stocked_product(node)):
            if isinstance(owner, dict):
                self.touch(owner)


def _stocked_product(node):
    """The product whose tracked stock a level is: Shopify takes its change for the product's."""
    item = node.get("item") or {}
    return (item.get("variant") or {}).get("product") if item.get("tracked") else None
