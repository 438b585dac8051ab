# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .common import ShopifyCase


class TestCancelling(ShopifyCase):
    """O14: an order that is cancelled in Shopify."""

    def cancelled_after_import(self, before=None, **buying):
        order = self.buy(**buying).paid_by("visa").place()
        (imported,) = self.take_in(order)
        if before:
            before(imported)
        self.merchant_later().cancel(order)
        self.assert_done(self.sync(self.shop))
        self.assertTrue(imported.cancelled_at)
        return imported

    def activity(self, sale):
        """Return the note of the only activity."""
        activity = sale.activity_ids
        self.assertEqual(activity.mapped("summary"), ["Cancelled in Shopify"])
        return activity.note

    def test_o14_a_quotation_is_cancelled(self):
        self.shop.auto_confirm_orders = False
        sale = self.cancelled_after_import().sale_order_id
        self.assertEqual(sale.state, "cancel")
        self.assertIn("cancelled in Shopify. Customer", sale.message_ids[:1].body)

    def test_o14_a_confirmed_order_gets_an_activity_and_stays(self):
        sale = self.cancelled_after_import().sale_order_id
        self.assertEqual(sale.state, "sale")
        self.assertIn("if it can still be stopped", self.activity(sale))

    def test_o14_a_second_sync_makes_no_second_activity(self):
        imported = self.cancelled_after_import()
        self.assert_done(self.sync(self.shop))
        self.shop._process(imported)
        self.activity(imported.sale_order_id)

    def test_o14_an_activity_that_is_done_is_not_made_again(self):
        imported = self.cancelled_after_import()
        imported.sale_order_id.activity_ids.action_done()
        self.shop._process(imported)
        self.assertFalse(imported.sale_order_id.activity_ids)

    def test_o14_a_confirmed_order_is_cancelled_with_its_deliveries_if_the_shop_is_set_so(self):
        self.shop.cancel_confirmed_orders = "cancel"
        sale = self.cancelled_after_import().sale_order_id
        self.assertEqual(sale.state, "cancel")
        self.assertEqual(sale.picking_ids.mapped("state"), ["cancel"])
        self.assertFalse(sale.activity_ids)

    def test_o14_what_is_delivered_invoiced_or_locked_is_left_to_a_person(self):
        self.shop.cancel_confirmed_orders = "cancel"

        def deliver(imported):
            picking = imported.sale_order_id.picking_ids
            picking.move_ids.quantity = 1
            picking.button_validate()

        def invoice(imported):
            sale = imported.sale_order_id
            sale.order_line.product_id.invoice_policy = "order"
            sale._create_invoices().action_post()

        def lock(imported):
            imported.sale_order_id.action_lock()

        for before, words in (
            (deliver, "take them back"),
            (invoice, "credit note for INV"),
            (lock, "unlock"),
        ):
            with self.subTest(words):
                sale = self.cancelled_after_import(before).sale_order_id
                self.assertEqual(sale.state, "sale")
                self.assertIn(words, self.activity(sale))

    def test_o14_an_order_that_waits_is_left_out(self):
        self.shop.auto_create_customers = False
        imported = self.cancelled_after_import()
        self.assertEqual(imported.state, "ignored")
        self.assertFalse(imported.has_error)
        self.assertFalse(imported.sale_order_id)
        self.assertFalse(self.shop.skip_count)

    def test_o14_an_order_cancelled_before_it_is_listed_is_never_imported(self):
        order = self.buy().paid_by("visa").place()
        self.merchant_later().cancel(order)
        self.assert_done(self.sync(self.shop))
        self.assertFalse(self.imported(order["name"]))

    def test_o14_an_order_cancelled_between_listing_and_reading_is_left_out(self):
        order = self.buy().paid_by("visa").place()
        self.assert_done(self.sync(self.shop, "orders_to_import"))
        self.merchant_later().cancel(order)
        row = self.env["shopify.order.import"].search([("name", "=", order["name"])])
        self.assert_done(self.sync(self.shop, options={"import_ids": row.ids}))
        imported = self.imported(order["name"])
        self.assertEqual((imported.state, imported.has_error), ("ignored", False))
        self.assertFalse(imported.sale_order_id)


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
