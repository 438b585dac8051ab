# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .test_order_push import OrderPushCase


class TestClosing(OrderPushCase):
    """O20: what is done in Shopify and in Odoo is marked here, and archived there."""

    def a_finished_order(self, paid=True, fulfilled=True, invoiced=True):
        builder = self.buy()
        order = (builder.paid_by("visa") if paid else builder).place()
        if fulfilled:
            self.merchant_later().fulfil(order)
        imported = self.take_in(order)
        sale = imported.sale_order_id
        if fulfilled and invoiced:
            sale.invoice_ids.action_post()
        return order, imported

    def test_o20_a_finished_order_is_marked_and_archived(self):
        self.shop.close_orders = True
        order, imported = self.a_finished_order()
        self.push()
        self.assertTrue(imported.is_processed)
        self.assertTrue(order["closed"])
        self.assertTrue(imported.closed_at)
        known = imported.content_hash
        self.reread(order)
        self.assertEqual(imported.content_hash, known)
        self.assertTrue(imported.is_processed)

    def test_o20_it_is_only_marked_unless_the_shop_is_set_to_archive(self):
        order, imported = self.a_finished_order()
        self.push()
        self.assertTrue(imported.is_processed)
        self.assertFalse(order["closed"])

    def test_o20_with_changes_off_it_is_said_that_it_would_be_archived(self):
        self.shop.write({"close_orders": True, "allow_changes": False})
        order, imported = self.a_finished_order()
        run = self.push()
        self.assertTrue(imported.is_processed)
        self.assertIn("archiving", run.skip_ids.reason)
        self.assertFalse(order["closed"])

    def test_o20_what_is_open_on_either_side_stays(self):
        self.shop.close_orders = True
        for missing in ("paid", "fulfilled", "invoiced"):
            with self.subTest(missing):
                order, imported = self.a_finished_order(**{missing: False})
                self.push()
                self.assertFalse(imported.is_processed)
                self.assertFalse(order["closed"])

    def test_o20_an_open_delivery_keeps_an_order_open(self):
        _order, imported = self.a_finished_order()
        sale = imported.sale_order_id
        delivery = sale.picking_ids.copy()
        delivery.sale_id = sale
        self.push()
        self.assertFalse(imported.is_processed)
        delivery.action_cancel()
        self.push()
        self.assertTrue(imported.is_processed)

    def test_o20_a_payment_that_can_not_be_registered_keeps_an_order_open(self):
        self.shop.write({"close_orders": True, "auto_register_payments": True})
        order, imported = self.a_finished_order()
        self.push()
        self.assertTrue(imported.has_error, "no journal is chosen for the payment method")
        self.assertFalse(imported.is_processed)
        self.assertFalse(order["closed"])
        journals = self.env["account.journal"]
        domain = [("type", "=", "bank"), ("company_id", "=", self.company.id)]
        self.shop.payment_method_ids.journal_id = journals.search(domain, limit=1)
        imported.action_register_payments()
        self.push()
        self.assertEqual(len(imported.payment_ids), 1)
        self.assertTrue(imported.is_processed)
        self.assertTrue(order["closed"])

    def test_o20_a_credit_note_that_is_to_be_made_keeps_an_order_open(self):
        self.shop.return_processing = "credit"
        order, imported = self.a_finished_order()
        self.push()
        self.assertTrue(imported.is_processed)
        merchant = self.merchant_later()
        refund = merchant.refund(order, {order["lineItems"][0]["id"]: 1}, pending=True)
        self.take_in(order)
        self.push()
        self.assertFalse(imported.is_processed, "the money is on its way")
        self.merchant_later().finish_refund(order, refund)
        self.take_in(order)
        self.push()
        self.assertEqual(imported.refund_ids.state, "done")
        self.assertTrue(imported.is_processed)

    def test_o20_an_order_that_was_opened_again_stays_open(self):
        self.shop.close_orders = True
        order, imported = self.a_finished_order()
        self.push()
        self.merchant_later().reopen(order)
        self.reread(order)
        self.push()
        self.assertFalse(order["closed"])
        self.assertFalse(imported.closed_at)

    def test_o20_many_are_archived_in_one_request(self):
        self.shop.close_orders = True
        orders = [self.a_finished_order()[0] for _number in range(3)]
        self.sandbox.requests.clear()
        self.push()
        self.assertEqual([one.operation for one in self.sandbox.requests], ["OrderCloseBatch3"])
        self.assertTrue(all(order["closed"] for order in orders))

    def test_o20_a_cancelled_order_is_done_with(self):
        self.shop.auto_confirm_orders = False
        order = self.buy().paid_by("visa").place()
        imported = self.take_in(order)
        self.merchant_later().cancel(order)
        self.take_in(order)
        self.push()
        self.assertTrue(imported.is_processed)

    def test_o7_the_menu_shows_open_orders_and_processed_ones_by_a_filter(self):
        _order, imported = self.a_finished_order()
        other = self.take_in(self.buy().place())
        self.push()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_order_action"
        )
        self.assertIn("search_default_open", action["context"])
        search = self.env.ref("shopify_connector.shopify_order_view_search").arch
        self.assertIn("('is_processed', '=', False)", search)
        orders = self.env["shopify.order"].search([("is_processed", "=", False)])
        self.assertIn(other, orders)
        self.assertNotIn(imported, orders)
