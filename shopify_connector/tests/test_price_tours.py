# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .price_case import PriceSyncFixtures
from .test_prices import percent
from .tour_case import TourCase

TENT = "Solo Tent Vidar"


class TestPriceTours(PriceSyncFixtures, TourCase):
    """What users do with prices in the browser, against the sandbox."""

    def setUp(self):
        super().setUp()
        self.shop = self.a_shop(allow_changes=True)
        self.shop.action_test_connection()
        self.tent = self.in_both(TENT, 100)

    def tour(self, name, url):
        with self.worked_off_while_watched():
            self.start_tour(url, name, login="admin")
        self.env.invalidate_all()

    def test_p12_see_why_a_price_is_what_it_is(self):
        """The product's page tells the prices and rules, checks Shopify's and sends Odoo's."""
        self.shop.discount_pricelist_id = self.a_pricelist(percent(20), name="Sale")
        self.shopify_changes(TENT, price="199.00")
        self.tour("shopify_explain_price", f"/odoo/shopify-products/{self.tent.id}")
        self.assertEqual(self.told(TENT), [("80.00", "100.00")])

    def test_p12_find_what_was_changed_in_shopify(self):
        """A check lists what differs; the chosen rows go to Shopify again."""
        self.sync_prices()
        self.shopify_changes(TENT, price="199.00")
        self.tour("shopify_check_prices", f"/odoo/shopify-shops/{self.shop.id}")
        self.assertEqual(self.told(TENT), [("100.00", None)])
