# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from shopify_sandbox.shopper import an_order

from .stock_case import StockCase


class TestStockOffered(StockCase):
    """N3, N8, N9: what of the stock is offered where, and to whom."""

    # === ONE LOCATION === #

    def test_n9_safety_stock_share_and_limit_of_a_location(self):
        self.in_odoo(self.mug, 20)
        for settings, expected in (
            ({}, 20),
            ({"safety_stock": 3}, 17),
            ({"share_percent": 25}, 5),
            ({"safety_stock": 3, "share_percent": 50}, 8),
            ({"upper_limit": 6}, 6),
            ({"safety_stock": 30}, 0),
        ):
            with self.subTest(settings):
                self.here.write(
                    {"safety_stock": 0, "share_percent": 100, "upper_limit": 0, **settings}
                )
                self.send()
                self.assertEqual(self.in_shopify(self.mug), expected)

    def test_n9_settings_out_of_bounds_are_refused(self):
        for settings in (
            {"safety_stock": -1},
            {"share_percent": 0},
            {"share_percent": 101},
            {"upper_limit": -1},
        ):
            with (
                self.subTest(settings),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.here.write(settings)
                self.env.flush_all()

    def test_n9_parts_of_a_piece_are_not_offered(self):
        self.in_odoo(self.mug, 4.75)
        self.send()
        self.assertEqual(self.in_shopify(self.mug), 4)
        self.assertEqual(self.level(self.mug).odoo_quantity, 4.75)

    def test_n3_negative_stock_is_none_for_a_shop_that_stops_selling(self):
        goes_on = self.a_linked_variant("Made to order", policy="CONTINUE")
        for variant in (self.mug, goes_on):
            self.in_odoo(variant, -3)
        self.send()
        self.assertEqual((self.in_shopify(self.mug), self.in_shopify(goes_on)), (0, -3))
        self.assertEqual(self.level(self.mug).odoo_quantity, -3)

    # === N8: SEVERAL SHOPS, SEVERAL WAREHOUSES === #

    def test_n8_several_warehouses_feed_one_location(self):
        second, third = self.a_warehouse("W2"), self.a_warehouse("W3")
        self.in_odoo(self.mug, 3)
        self.in_odoo(self.mug, 4, second.lot_stock_id)
        self.in_odoo(self.mug, 50, third.lot_stock_id)
        self.feed(self.here, self.warehouse, second)
        self.send()
        self.assertEqual(self.in_shopify(self.mug), 7)

    def test_n8_several_locations_share_a_warehouse_by_their_shares(self):
        self.feed(self.here, self.warehouse, share_percent=60)
        self.feed(self.there, self.warehouse, share_percent=40)
        self.in_odoo(self.mug, 9)
        self.send()
        self.assertEqual((self.in_shopify(self.mug), self.in_shopify(self.mug, self.there)), (5, 3))

    def test_n8_several_shops_share_a_warehouse(self):
        other = self.a_second_shop()
        place = self.place("Warehouse Hamburg", other)
        self.feed(place, self.warehouse)
        theirs = self.a_linked_variant("Mug", self.mug.odoo_product_id, other)
        self.in_odoo(self.mug, 9)
        self.send()
        self.send(other)
        self.assertEqual((self.in_shopify(self.mug), self.in_shopify(theirs, place)), (9, 9))
        an_order(self.shopify).line(self.node(self.mug), 2).place()
        self.send()
        self.send(other)
        self.assertEqual((self.in_shopify(self.mug), self.in_shopify(theirs, place)), (7, 7))
        self.assert_done(self.sync(self.shop))
        self.send(other)
        self.send()
        self.assertEqual((self.in_shopify(self.mug), self.in_shopify(theirs, place)), (7, 7))

    def test_n8_several_shops_with_several_warehouses_each(self):
        second = self.a_warehouse("W2")
        other = self.a_second_shop()
        place = self.place("Warehouse Hamburg", other)
        theirs = self.a_linked_variant("Mug", self.mug.odoo_product_id, other)
        self.feed(self.here, self.warehouse, second)
        self.feed(place, second, safety_stock=1)
        self.in_odoo(self.mug, 9)
        self.in_odoo(self.mug, 5, second.lot_stock_id)
        self.send()
        self.send(other)
        self.assertEqual((self.in_shopify(self.mug), self.in_shopify(theirs, place)), (14, 4))
        an_order(self.shopify_of(other)).line(self.node(theirs), 3).place()
        self.send(other)
        self.send()
        self.assertEqual(self.in_shopify(theirs, place), 1)
        self.assertEqual(self.in_shopify(self.mug), 11)

    def test_n8_stock_of_another_company_is_not_offered(self):
        other = self.env["res.company"].create({"name": "Another"})
        theirs = self.env["stock.warehouse"].search([("company_id", "=", other.id)], limit=1)
        self.in_odoo(self.mug, 9)
        self.in_odoo(self.mug, 50, theirs.lot_stock_id)
        self.send()
        self.assertEqual(self.in_shopify(self.mug), 9)
        with self.assertRaises(UserError):
            self.feed(self.here, theirs)
