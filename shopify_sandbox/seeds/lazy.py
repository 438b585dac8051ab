# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A collection whose nodes are made when they are read."""

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Sequence

_KEPT = 256


class LazyCollection(Sequence):
    """Nodes by position, made on reading, with the last few kept; changed ones are kept for good.

    :param int size: how many there are
    :param callable make: position -> node
    :param callable header: position -> the cheap fields that filters and sorting need
    :param callable position: number in an id -> position, None for another's id
    :param str type_name: GraphQL type
    """

    def __init__(self, size, make, header, position, type_name):
        self._size = size
        self._make = make
        self._header = header
        self._position = position
        self._type_name = type_name
        self._recent = OrderedDict()
        self._changed = {}
        self._added = []
        self._left = None
        self.revision = 0

    def __len__(self):
        return self._size + len(self._added) if self._left is None else len(self._left)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[position] for position in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._at(index if self._left is None else self._left[index])

    def _at(self, place):
        if place >= self._size:
            return self._added[place - self._size]
        return self._changed.get(place) or self._read(place)

    def _read(self, index):
        node = self._recent.get(index)
        if node is None:
            node = self._recent[index] = self._make(index)
            if len(self._recent) > _KEPT:
                self._recent.popitem(last=False)
        return node

    def header(self, index):
        """Give the cheap fields of a node; a changed or added node gives all of its fields.

        :param int index: its position
        :rtype: dict
        """
        place = index if self._left is None else self._left[index]
        if place >= self._size:
            return self._added[place - self._size]
        return self._changed.get(place) or self._header(place)

    def find(self, gid):
        """Find a node by its id.

        :param str gid: Shopify's global id
        :rtype: dict|None
        """
        number = gid.rsplit("/", 1)[-1]
        place = self._position(int(number)) if number.isdigit() else None
        return None if place is None else self.at(place)

    def at(self, place):
        """Give the node that was made at a position, None where there is none any more.

        :param int place: its position when all were there
        :rtype: dict|None
        """
        return self._at(place) if 0 <= place < self._size and not self._is_gone(place) else None

    def _is_gone(self, place):
        if self._left is None:
            return False
        found = bisect_left(self._left, place)
        return found == len(self._left) or self._left[found] != place

    def append(self, node):
        """Add a node at the end.

        :param dict node: a whole node
        """
        if self._left is not None:
            self._left.append(self._size + len(self._added))
        self._added.append(node)
        self.revision += 1

    def keep(self, node):
        """Keep a node that was changed, so that reading it again does not make it anew.

        :param dict node: a node of this collection
        """
        self.revision += 1
        place = self._position(int(node["legacyResourceId"]))
        if place is not None and 0 <= place < self._size:
            self._changed[place] = node

    def drop(self, node):
        """Take a node out.

        :param dict node: a node of this collection
        """
        self.revision += 1
        if self._left is None:
            self._left = list(range(self._size + len(self._added)))
        place = self._position(int(node["legacyResourceId"]))
        if place is None or not 0 <= place < self._size:
            place = self._size + next(i for i, one in enumerate(self._added) if one is node)
        if not self._is_gone(place):
            del self._left[bisect_left(self._left, place)]


class LazyParts(list):
    """Parts of the nodes of a lazy collection, found by their id; only new ones are listed.

    :param LazyCollection owners: whose parts they are
    :param callable position: number in an id -> position of the owner
    :param str field: where in an owner they are
    """

    def __init__(self, owners, position, field):
        super().__init__()
        self._owners = owners
        self._position = position
        self._field = field

    def find(self, gid):
        """Find a part by its id.

        :param str gid: Shopify's global id
        :rtype: dict|None
        """
        number = gid.rsplit("/", 1)[-1]
        place = self._position(int(number)) if number.isdigit() else -1
        owner = self._owners.at(place)
        parts = owner[self._field] if owner else ()
        return next((part for part in parts if part["id"] == gid), None)
