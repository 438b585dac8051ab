# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Handles: the texts that name products and collections in addresses, each used once a type."""

import re
import unicodedata

LONGEST = 255
_ASIDE = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"^(.*-)(\d+)$")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l"})


def handle_of(text, fallback="product"):
    """Make a handle: small letters and digits, with hyphens between.

    :param str text: a title, or a handle as it was given
    :param str fallback: where nothing is left
    :rtype: str
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _ASIDE.sub("-", unicodedata.normalize("NFC", plain)).strip("-") or fallback


class Handles:
    """Which node of a type has a handle.

    :param Shop shop: the shop, whose nodes are noted at once and whenever they change
    :param str type_name: ``Product`` or ``Collection``
    """

    def __init__(self, shop, type_name):
        self._shop = shop
        self._by_handle = {}
        nodes = shop.collection(type_name)
        read = getattr(nodes, "header", nodes.__getitem__)
        for index in range(len(nodes)):
            self.note(read(index))

    def note(self, node):
        """Note a node's handle.

        :param dict node: the node, or a lazy collection's header of it
        """
        self._by_handle[node.get("handle")] = node["id"]

    def owner(self, handle):
        """Find the node that has a handle.

        :param str handle: the handle, as it is kept
        :rtype: dict|None
        """
        found = self._shop.node(self._by_handle.get(handle)) if handle else None
        return found if found and found["handle"] == handle else None

    def free(self, wanted, but=None):
        """Make a handle that no other node has, counting up where it is taken.

        :param str wanted: the handle that is best
        :param dict|None but: the node that may have it already
        :rtype: str
        """
        while (owner := self.owner(wanted)) is not None and owner is not but:
            numbered = _NUMBERED.match(wanted)
            wanted = f"{numbered[1]}{int(numbered[2]) + 1}" if numbered else f"{wanted}-1"
        return wanted
