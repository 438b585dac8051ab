# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .stock_case import StockFixtures
from .tour_case import TourCase


class TestStockTours(StockFixtures, TourCase):
    """What users do with stock in the browser, against the sandbox."""

    def setUp(self):
        self.others = {}
        super().setUp()
        self.shop = self.a_shop()
        self.set_up_stock()
        self.shop.action_test_connection()
        self.in_odoo(self.mug, 8)

    def tour(self, name, url):
        self.start_tour(url, name, login="admin")
        self.env.invalidate_all()

    def test_n2_set_up_the_stock_of_a_location(self):
        """The form warns until something feeds the location, and shows an example while editing."""
        self.here.write({"stock_sync": False, "stock_warehouse_ids": [(5,)]})
        self.tour("shopify_set_up_stock", "/odoo/shopify-locations")
        self.assertTrue(self.here.stock_sync)
        self.assertEqual(self.here.stock_warehouse_ids, self.warehouse)
        self.assertEqual(self.here.safety_stock, 2)

    def test_n5_look_at_stock_per_location(self):
        """The run is watched, and the stock page shows both figures and why they are so."""
        self.a_linked_variant("Set", requires_components=True)
        with self.worked_off_while_watched():
            self.tour("shopify_look_at_stock", "/odoo/shopify-shops")
        self.assertEqual(self.in_shopify(self.mug), 8)
        self.assertTrue(self.mug.stock_excluded)
