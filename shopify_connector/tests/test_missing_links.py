# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .common import ShopifyCase


class TestMissingLinks(ShopifyCase):
    """O16, O17, G7: the ways out of an order that waits for a partner or a product."""

    def skips(self, order):
        return self.env["shopify.sync.skip"].search([("shopify_id", "=", order.shopify_id)])

    def waiting_for_a_partner(self):
        self.shop.auto_create_customers = False
        (order,) = self.take_in(self.buy().place())
        self.assert_waits(order, "creation_off")
        return order

    def waiting_for_a_product(self):
        self.shop.auto_create_products = False
        (order,) = self.take_in(self.buy().place())
        self.assert_waits(order, "unknown_product")
        return order

    def assert_resolved(self, order):
        self.assert_in_odoo(order)
        self.assertFalse(order.has_error)
        self.assertFalse(order.error or order.fix or order.error_code or order.retry_at)
        self.assertFalse(self.skips(order))

    def test_g7_what_waits_is_on_the_list_of_skipped_records(self):
        order = self.waiting_for_a_partner()
        (skip,) = self.skips(order)
        self.assertEqual(skip.name, order.name)
        self.assertEqual(skip.reason, order.error)
        self.assertEqual(skip.fix, order.fix)
        self.assertEqual(skip.code, "creation_off")
        self.assertTrue(skip.run_id)
        action = skip.action_open_record()
        self.assertEqual((action["res_model"], action["res_id"]), (order._name, order.id))

    def test_g7_a_record_that_fails_again_stands_on_the_list_once(self):
        order = self.waiting_for_a_partner()
        order.action_create_documents()
        self.assertEqual(len(self.skips(order)), 1)
        self.assertEqual(order.attempts, 2)

    def test_o16_choose_a_partner(self):
        order = self.waiting_for_a_partner()
        partner = self.env["res.partner"].create({"name": "Chosen"})
        order.partner_id = partner
        order.action_create_documents()
        self.assert_resolved(order)
        self.assertEqual(order.sale_order_id.partner_id, partner)
        self.assertEqual(order.customer_id.partner_id, partner, "the next order has to ask again")

    def test_o16_create_a_new_customer(self):
        order = self.waiting_for_a_partner()
        order.action_create_partner()
        self.assert_resolved(order)
        self.assertEqual(order.sale_order_id.partner_id.name, "Anna Schmidt")

    def test_o16_create_a_new_customer_without_address(self):
        (order,) = self.take_in(self.buy().without_address().place())
        self.assert_waits(order, "no_address")
        order.action_create_partner()
        self.assert_resolved(order)
        self.assertEqual(order.sale_order_id.partner_id.name, "Kim Berg")

    def test_o16_link_the_shopify_customer(self):
        order = self.waiting_for_a_partner()
        partner = self.env["res.partner"].create({"name": "Linked"})
        order.customer_id.partner_id = partner
        order.action_create_documents()
        self.assert_resolved(order)
        self.assertEqual(order.sale_order_id.partner_id, partner)
        order.customer_id.action_unlink_partner()
        self.assertFalse(order.customer_id.partner_id)

    def test_o17_map_the_product_on_the_line(self):
        order = self.waiting_for_a_product()
        product = self.env["product.product"].create({"name": "Chosen"})
        self.assertTrue(order.line_ids.is_unmapped)
        order.line_ids.product_id = product
        self.assertFalse(order.line_ids.is_unmapped)
        self.assertEqual(order.line_ids.variant_id.odoo_product_id, product)
        order.action_create_documents()
        self.assert_resolved(order)
        self.assertEqual(order.sale_order_id.order_line.product_id, product)

    def test_o17_map_the_variant_in_the_products_list(self):
        order = self.waiting_for_a_product()
        product = self.env["product.product"].create({"name": "Chosen"})
        order.line_ids.variant_id.odoo_product_id = product
        order.action_create_documents()
        self.assert_resolved(order)
        self.assertEqual(order.sale_order_id.order_line.product_id, product)

    def test_o16_several_orders_at_once(self):
        self.shop.auto_create_customers = False
        orders = self.take_in(*(self.buy().place() for _number in range(3)))
        orders[0].partner_id = self.env["res.partner"].create({"name": "Chosen"})
        orders.action_create_documents()
        self.assert_resolved(orders[0])
        for order in orders[1:]:
            self.assert_waits(order, "creation_off")

    def test_o14_left_out_by_hand(self):
        order = self.waiting_for_a_partner()
        order.action_ignore()
        self.assertEqual(order.state, "ignored")
        self.assertFalse(order.has_error)
        self.assertFalse(self.skips(order))
        self.assert_done(self.sync(self.shop))
        self.assertFalse(order.sale_order_id)

    def test_o14_left_out_and_taken_in_after_all(self):
        order = self.waiting_for_a_partner()
        order.action_ignore()
        order.partner_id = self.env["res.partner"].create({"name": "Chosen"})
        order.action_create_documents()
        self.assert_resolved(order)

    def test_o14_left_out_stays_out_when_shopify_changes_it(self):
        source = self.buy().place()
        self.shop.auto_create_customers = False
        (order,) = self.take_in(source)
        order.action_ignore()
        self.shop.auto_create_customers = True
        self.merchant_later().note(source, "changed")
        self.take_in(source)
        self.assertEqual(order.note, "changed")
        self.assertEqual(order.state, "ignored")
        self.assertFalse(order.sale_order_id)

    def test_g7_one_bad_order_stops_no_other(self):
        self.shop.auto_create_customers = False
        known = self.env["res.partner"].create(
            {"name": "K", "email": "customer-2@shoppers.example"}
        )
        bad, good = self.take_in(self.buy().place(), self.buy().place())
        self.assert_waits(bad, "creation_off")
        self.assert_in_odoo(good)
        self.assertEqual(good.mapped_partner_id, known)
