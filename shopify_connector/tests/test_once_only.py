# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from freezegun import freeze_time
from odoo.exceptions import UserError
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import ShopifyCase


class TestOnceOnly(ShopifyCase):
    """O15, O22: one Shopify order gives one Odoo order, and only content counts as a change."""

    def sales(self, order):
        return self.env["sale.order"].search([("shopify_order_number", "=", order["name"])])

    def test_o15_two_shop_records_of_one_shopify_shop_take_an_order_once(self):
        other = self.a_shop(name="The same shop once more")
        self.assertEqual(other.connection_id, self.shop.connection_id)
        order = self.buy().place()
        self.take_in(order)
        self.assert_done(self.sync(other))
        self.assertEqual(len(self.sales(order)), 1)
        self.merchant_later().note(order, "changed")
        self.assert_done(self.sync(other))
        self.assert_done(self.sync(self.shop))
        self.assertEqual(len(self.sales(order)), 1)
        self.assertEqual(self.imported(order["name"]).shop_id, self.shop)

    @mute_logger("odoo.sql_db")
    def test_o15_the_database_refuses_a_second_sale_order(self):
        (imported,) = self.take_in(self.buy().place())
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            imported.sale_order_id.copy({"shopify_order_id": imported.id})
            self.env.flush_all()

    @mute_logger("odoo.sql_db")
    def test_o15_the_database_refuses_a_second_shopify_order(self):
        (imported,) = self.take_in(self.buy().place())
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            imported.copy({"shopify_id": imported.shopify_id})

    def test_o15_a_copied_sale_order_is_not_shopifys(self):
        (imported,) = self.take_in(self.buy().place())
        copy = imported.sale_order_id.copy()
        self.assertFalse(copy.shopify_order_id)
        self.assertFalse(copy.shopify_order_number)

    def test_o15_documents_are_not_created_twice_by_hand(self):
        (imported,) = self.take_in(self.buy().place())
        with self.assertRaises(UserError) as caught:
            imported.action_create_documents()
        self.assertIn(imported.sale_order_id.name, str(caught.exception))

    def test_o22_a_touched_order_is_unchanged(self):
        order = self.buy().place()
        (imported,) = self.take_in(order)
        written = imported.line_ids.mapped("write_date"), imported.data_ids.ids
        self.shopify.clock.advance(minutes=1)
        self.shopify.touch(order)
        run = self.sync(self.shop)
        self.assert_done(run)
        self.assertEqual((run.new_count, run.changed_count), (0, 0))
        self.assertEqual((imported.line_ids.mapped("write_date"), imported.data_ids.ids), written)
        self.assertFalse(self.env["shopify.order.import"].search([("name", "=", order["name"])]))

    def test_o22_an_order_is_not_read_again_and_again(self):
        order = self.buy().place()
        self.take_in(order)
        now = self.shop.orders_synced_until
        for minutes in (2, 3):
            with freeze_time(now + timedelta(minutes=minutes)):
                run = self.sync(self.shop)
        self.assertEqual(run.request_count, 1)
        self.assertEqual((run.unchanged_count, run.done_count), (1, 1))

    def test_o22_a_changed_order_is_updated_without_a_second_sale_order(self):
        order = self.buy().place()
        (imported,) = self.take_in(order)
        sale = imported.sale_order_id
        merchant = self.merchant_later()
        merchant.note(order, "Ring twice")
        merchant.tag(order, "vip")
        merchant.pay(order, "visa")
        run = self.sync(self.shop)
        self.assert_done(run)
        self.assertEqual((run.new_count, run.changed_count, run.failed_count), (0, 1, 0))
        self.assertEqual(imported.note, "Ring twice")
        self.assertEqual(imported.tags, "vip")
        self.assertEqual(imported.financial_status, "PAID")
        self.assertEqual(len(imported.transaction_ids), 1)
        self.assertEqual(self.sales(order), sale)

    def test_o18_an_edit_after_the_import_updates_the_shopify_order_only(self):
        order = self.buy(quantity=3).line(self.variant("Spork")).place()
        (imported,) = self.take_in(order)
        sale, total = imported.sale_order_id, imported.sale_order_id.amount_total
        mapped = imported.line_ids.product_id
        merchant = self.merchant_later()
        merchant.set_quantity(order, order["lineItems"][0], 1)
        merchant.remove_line(order, order["lineItems"][1])
        self.take_in(order)
        self.assertEqual(imported.line_ids.mapped("current_quantity"), [1, 0])
        self.assertEqual(imported.line_ids.mapped("quantity"), [3, 1])
        self.assertTrue(imported.is_edited)
        self.assertEqual(imported.line_ids.product_id, mapped)
        self.assertEqual(self.sales(order), sale)
        self.assertEqual(sale.amount_total, total)

    def test_o18_cancelled_after_the_import_is_noted_on_the_shopify_order(self):
        order = self.buy().place()
        (imported,) = self.take_in(order)
        self.merchant_later().cancel(order, "FRAUD")
        self.take_in(order)
        self.assertTrue(imported.cancelled_at)
        self.assertEqual(imported.cancel_reason, "FRAUD")
        self.assertEqual(len(self.sales(order)), 1)
