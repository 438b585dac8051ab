# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields

from .common import ShopifyCase


class TestLog(ShopifyCase):
    """G4, G8: what of the talk with Shopify is kept, and for how long."""

    def rows(self):
        return self.env["shopify.log"].search([("shop_id", "=", self.shop.id)], order="id")

    def test_g8_off_keeps_nothing(self):
        self.shop.log_level = "off"
        self.shop.access_token = "shpat_mistyped"
        self.sync(self.shop)
        self.assertFalse(self.rows())

    def test_g8_errors_keeps_what_failed(self):
        self.take_in(self.buy().place())
        self.assertFalse(self.rows())
        self.shop.access_token = "shpat_mistyped"
        run = self.sync(self.shop)
        row = self.rows()
        self.assertTrue(row.is_error)
        self.assertEqual(row.status, 401)
        self.assertIn("Invalid API key", row.error)
        self.assertEqual(row.run_id, run)

    def test_g8_all_keeps_each_request_with_its_answer(self):
        self.shop.log_level = "all"
        order = self.buy().place()
        self.take_in(order)
        row = self.rows()[-1]
        self.assertEqual(row.operation, "OrdersById")
        self.assertFalse(row.is_error)
        self.assertEqual(row.status, 200)
        self.assertIn(order["id"], row.variables)
        self.assertIn(order["name"], row.answer)
        self.assertGreater(row.cost, 0)
        self.assertTrue(row.request_id)

    def test_g8_tests_by_hand_are_kept_as_well(self):
        self.shop.access_token = "shpat_mistyped"
        self.shop.action_test_connection()
        self.assertTrue(self.rows().is_error)

    def test_g8_long_answers_are_cut(self):
        self.shop.log_level = "all"
        for _number in range(20):
            self.buy().place()
        self.sync(self.shop)
        longest = max(len(row.answer) for row in self.rows())
        self.assertGreater(longest, 15_000)
        self.assertLess(longest, 20_100)

    def test_g8_rows_go_when_they_are_older_than_the_shop_keeps_them(self):
        self.shop.write({"log_level": "all", "log_days": 10})
        self.sync(self.shop)
        old, fresh = self.rows()[:1], self.rows()[1:] or self.rows().copy()
        self.age(old, 11)
        self.age(fresh, 9)
        self.env["shopify.log"]._gc_old_rows()
        self.assertFalse(old.exists())
        self.assertTrue(fresh.exists())

    def age(self, rows, days):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE shopify_log SET create_date = %s WHERE id IN %s",
            (fields.Datetime.now() - timedelta(days=days), tuple(rows.ids)),
        )
        rows.invalidate_recordset()

    def test_g4_shopifys_deprecation_header_is_kept_whatever_the_level(self):
        answer = self.sandbox.handle

        def deprecated(*request):
            status, headers, body = answer(*request)
            return status, {**headers, "X-Shopify-API-Deprecated-Reason": "use another"}, body

        self.sandbox.handle = deprecated
        with self.assertLogs("odoo.addons.shopify_connector.shopify.client", "WARNING"):
            self.assert_done(self.sync(self.shop, "locations"))
        row = self.rows()
        self.assertEqual(row.deprecation, "use another")
        self.assertFalse(row.is_error)
