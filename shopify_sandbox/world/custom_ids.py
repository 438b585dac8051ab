# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Metafields of type ``id``: ids of other systems, each of which belongs to one node."""

from .metafields import OWNER_TYPES, metafields_of

ID = "id"


class CustomIds:
    """Which node has a custom id.

    :param Shop shop: the shop, whose nodes are noted at once and whenever they change
    """

    def __init__(self, shop):
        self._shop = shop
        self._nodes = {}
        for type_name in OWNER_TYPES:
            nodes = shop.collections.get(type_name, ())
            # Nodes that are made when they are read have no custom ids until they are changed.
            for node in () if hasattr(nodes, "header") else nodes:
                self.note(node)

    def note(self, node):
        """Note a node's custom ids.

        :param dict node: any node
        """
        if node["__typename"] not in OWNER_TYPES:
            return
        for one in metafields_of(node):
            if one.get("type") == ID:
                key = node["__typename"], one["namespace"], one["key"], one["value"]
                self._nodes[key] = node["id"]

    def owner(self, type_name, namespace, key, value):
        """Find the node that has a custom id.

        :param str type_name: GraphQL type of the node
        :rtype: dict|None
        """
        found = self._shop.node(self._nodes.get((type_name, namespace, key, value)))
        wanted = namespace, key, value
        for one in metafields_of(found) if found else ():
            if (one["namespace"], one["key"], one["value"]) == wanted:
                return found
        return None
