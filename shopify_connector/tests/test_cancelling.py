# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .common import ShopifyCase


class TestCancelling(ShopifyCase):
    """O14: an order that is cancelled in Shopify after it was imported."""

    def cancelled_after_import(self):
        order = self.buy().paid_by("visa").place()
        (imported,) = self.take_in(order)
        self.merchant_later().cancel(order)
        self.assert_done(self.sync(self.shop))
        self.assertTrue(imported.cancelled_at)
        return imported

    def test_o14_a_quotation_is_cancelled(self):
        self.shop.auto_confirm_orders = False
        self.assertEqual(self.cancelled_after_import().sale_order_id.state, "cancel")

    def test_o14_a_confirmed_order_gets_an_activity_and_stays(self):
        sale = self.cancelled_after_import().sale_order_id
        self.assertEqual(sale.state, "sale")
        self.assertEqual(sale.activity_ids.mapped("summary"), ["Cancelled in Shopify"])

    def test_o14_a_second_sync_makes_no_second_activity(self):
        imported = self.cancelled_after_import()
        self.assert_done(self.sync(self.shop))
        self.assertEqual(len(imported.sale_order_id.activity_ids), 1)

    def test_o14_an_order_that_waits_is_left_out(self):
        self.shop.auto_create_customers = False
        imported = self.cancelled_after_import()
        self.assertEqual(imported.state, "ignored")
        self.assertFalse(imported.has_error)
        self.assertFalse(imported.sale_order_id)
        self.assertFalse(self.shop.skip_count)


class TestRefusedDeliveries(ShopifyCase):
    """O14: goods that Shopify has shipped and Odoo can't deliver are left to a person."""

    def test_o14_a_product_with_lots_does_not_keep_the_order_out(self):
        variant = self.variant("Enamel Mug")
        self.env["product.product"].create(
            {
                "name": "Mug",
                "default_code": variant["sku"],
                "is_storable": True,
                "tracking": "lot",
            }
        )
        order = self.buy().paid_by("visa").place()
        self.merchant_later().fulfil(order)
        other = self.buy("Spork").paid_by("visa").place()
        self.merchant_later().fulfil(other)
        refused, delivered = self.take_in(order, other)
        self.assert_in_odoo(refused + delivered)
        self.assertEqual(delivered.sale_order_id.picking_ids.state, "done")
        self.assertNotEqual(refused.sale_order_id.picking_ids.state, "done")
        activity = refused.sale_order_id.activity_ids
        self.assertEqual(activity.summary, "Deliver what Shopify has shipped")
        self.assertIn("Lot", activity.note)
