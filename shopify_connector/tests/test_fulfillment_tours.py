# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .fulfillment_case import FulfillmentFixtures
from .tour_case import TourCase


class TestFulfillmentTours(FulfillmentFixtures, TourCase):
    """What users do with deliveries in the browser, against the sandbox."""

    def setUp(self):
        super().setUp()
        self.shop = self.a_shop(allow_changes=True)
        self.shop.action_test_connection()
        self.shop.action_get_locations()
        (self.order,), self.imported = self.several(1)

    def tour(self, name, url):
        with self.worked_off_while_watched():
            self.start_tour(url, name, login="admin")
        self.env.invalidate_all()

    def test_f1_deliver_an_order_and_see_it_fulfilled_with_its_tracking(self):
        for move in self.pickings(self.imported).move_ids:
            stock = self.env["stock.quant"]
            stock._update_available_quantity(move.product_id, move.location_id, 10)
        self.tour("shopify_deliver_order", "/odoo/shopify-orders")
        self.assertEqual(self.shipped(self.order), [{"Enamel Mug": 3, "Spork": 2}])
        (node,) = self.order["fulfillments"]
        self.assertEqual([one["number"] for one in node["trackingInfo"]], ["3S1"])

    def test_f3_find_out_why_a_delivery_is_not_sent_and_mend_it(self):
        outlet = self.a_warehouse("Outlet", "OTL")
        self.deliver(self.imported, place=outlet.lot_stock_id)
        self.tour("shopify_mend_delivery", "/odoo/shopify-shops")
        self.assertEqual(self.shipped(self.order), [{"Enamel Mug": 3, "Spork": 2}])
