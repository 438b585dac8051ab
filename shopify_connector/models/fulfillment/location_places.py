# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which Shopify locations stand for places here (F3)."""


class Places:
    """Finds the Shopify locations of a shop that stand for places of Odoo.

    A place is mapped by its warehouse, where orders of a location are delivered from, or as one of
    those whose stock is offered there. What is mapped to nothing is what the shop says of it.

    :param shop: the shop record
    """

    def __init__(self, shop):
        self._shop = shop
        warehouses = shop.env["stock.warehouse"]
        self._default = shop.warehouse_id or warehouses.search(
            [("company_id", "=", shop.company_id.id)], limit=1
        )
        self._sources = [
            (location, location._stock_sources().mapped("parent_path"))
            for location in shop.location_ids
        ]
        self._found = {}

    def of(self, places):
        """Return the gids of the locations that stand for any of some ``stock.location``."""
        return frozenset().union(*(self._of_one(place) for place in places))

    def _of_one(self, place):
        if place not in self._found:
            fitting = {
                location.shopify_id
                for location, sources in self._sources
                if self._ships_from(location, place, sources)
            }
            other = self._shop.fulfillment_location_id
            if not fitting and other.active:
                fitting.add(other.shopify_id)
            self._found[place] = frozenset(fitting)
        return self._found[place]

    def _ships_from(self, location, place, sources):
        warehouse = location.warehouse_id or self._default
        if warehouse and place.warehouse_id == warehouse:
            return True
        return any((place.parent_path or "").startswith(path) for path in sources)
