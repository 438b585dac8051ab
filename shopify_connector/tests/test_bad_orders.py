# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal
from unittest.mock import patch

from odoo.exceptions import UserError

from shopify_sandbox.merchant import Merchant
from shopify_sandbox.money import bag
from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.order_parts import same

from .common import ShopifyCase


class TestBadOrders(ShopifyCase):
    """Orders that are odd: each waits with words of its own, or comes in whole."""

    def waiting(self, builder):
        """Import an order together with a good one, which must not suffer from it."""
        good = self.buy().place()
        odd, fine = self.take_in(builder.place(), good)
        self.assert_in_odoo(fine)
        return odd

    # === WHAT WAITS === #

    def test_o9_an_order_without_lines_waits(self):
        self.assert_waits(self.waiting(an_order(self.shopify)), "order_without_lines", "no lines")

    def test_c5_an_order_that_names_nobody_waits(self):
        order = self.waiting(self.buy().without_customer().without_address())
        self.assert_waits(order, "no_customer_data", "no customer, email, phone or address")
        self.assertIn("default partner", order.fix)

    def test_c5_an_order_of_a_customer_without_address_waits(self):
        order = self.waiting(self.buy().without_address())
        self.assert_waits(order, "no_address", "Kim Berg", "no address")
        self.assertIn("Create new customer", order.fix)

    def test_c5_an_order_without_address_comes_in_where_the_shop_allows_it(self):
        self.shop.create_without_address = True
        (order,) = self.take_in(self.buy().without_address().place())
        self.assert_in_odoo(order)
        self.assertEqual(order.mapped_partner_id.name, "Kim Berg")

    def test_g2_an_order_whose_personal_data_is_withheld_waits(self):
        self.set_up_sandbox(self.shopify, protected_data=False)
        (order,) = self.take_in(self.buy().place())
        self.assert_waits(order, "no_address")
        self.assertFalse(self.env["res.partner"].search([("name", "like", "gid://")]))

    def test_o17_an_order_whose_last_line_is_a_deleted_product_waits_whole(self):
        discontinued = self.variant("Canvas Tote 2019")
        order = self.waiting(self.buy(quantity=2).deleted_line(discontinued))
        self.assert_waits(order, "deleted_product", "Canvas Tote 2019", "TOTE-2019", "deleted")
        self.assertEqual(order.line_ids.mapped("kind"), ["product", "deleted_product"])
        product = self.env["product.product"].create({"name": "Tote"})
        order.line_ids[1].product_id = product
        order.action_create_documents()
        self.assert_in_odoo(order)
        self.assertEqual(len(order.sale_order_id.order_line), 2)
        self.assertIn(product, order.sale_order_id.order_line.product_id)

    def test_o17_a_deleted_product_is_found_by_its_sku(self):
        product = self.env["product.product"].create({"name": "Tote", "default_code": "TOTE-2019"})
        builder = self.buy().deleted_line(self.variant("Canvas Tote 2019"))
        (order,) = self.take_in(builder.place())
        self.assert_in_odoo(order)
        self.assertEqual(order.line_ids[1].product_id, product)

    def test_o9_amounts_with_three_decimals_wait_in_a_currency_with_two(self):
        builder = an_order(self.shopify).unrounded().taxes()
        order = self.waiting(builder.line(self.variant("Enamel Mug"), price="10.005"))
        self.assert_waits(order, "amount_too_precise", "Enamel Mug", "10.005", "2")

    def test_o9_totals_that_the_lines_do_not_sum_up_to_wait(self):
        order = self.buy().place()
        self.raise_total(order, "0.02")
        (imported,) = self.take_in(order)
        self.assert_waits(imported, "totals_differ", "total", "0.02")
        self.assertIn("tolerance", imported.fix)

    def test_o9_a_difference_within_the_tolerance_gets_a_rounding_line(self):
        self.shop.rounding_tolerance = 0.02
        order = self.buy().place()
        self.raise_total(order, "0.02")
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        self.assert_charged(imported.sale_order_id, order)
        rounding = imported.sale_order_id.order_line.filtered(
            lambda line: line.product_id == self.shop.rounding_product_id
        )
        self.assertEqual(rounding.price_total, 0.02)

    def test_o14_an_order_that_was_cancelled_while_it_was_listed_is_not_imported(self):
        order = self.buy().place()
        self.sync(self.shop, "orders_to_import")
        Merchant(self.shopify).cancel(order)
        self.assert_done(self.sync(self.shop))
        self.assertFalse(self.imported(order["name"]).sale_order_id)

    def test_o5_an_order_that_was_deleted_while_it_was_listed_keeps_its_row(self):
        order = self.buy().place()
        self.sync(self.shop, "orders_to_import")
        self.shopify.remove(order)
        run = self.sync(self.shop)
        self.assert_done(run)
        row = self.env["shopify.order.import"].search([("name", "=", order["name"])])
        self.assertTrue(row.has_error)
        self.assertIn("no longer has this order", row.error)
        self.assertTrue(row.fix)
        self.assertEqual(run.failed_count, 1)

    # === WHAT COMES IN WHOLE === #

    def test_o5_an_order_with_250_lines_comes_in_with_all_of_them(self):
        builder = an_order(self.shopify)
        for number in range(250):
            builder.custom_line(f"Item {number}", "1.10", 1 + number % 3)
        (order,) = self.take_in(builder.place())
        self.assert_in_odoo(order)
        self.assertEqual(len(order.line_ids), 250)
        self.assertEqual(len(order.sale_order_id.order_line), 250)
        self.assertEqual(len(order.tax_ids), 250)

    def test_o7_names_in_any_script_come_in_as_they_are(self):
        order = self.buy().ship_to("IL").place()
        emoji = self.buy().ship_to("DE", first_name="🧑‍🚀 𝔄nna", last_name="Ünal 𠮷田").place()
        right_to_left, four_bytes = self.take_in(order, emoji)
        self.assert_in_odoo(right_to_left + four_bytes)
        self.assertEqual(right_to_left.mapped_partner_id.name, "נועה לוי")
        self.assertEqual(right_to_left.mapped_partner_id.city, "תל אביב")
        self.assertEqual(four_bytes.mapped_partner_id.name, "🧑‍🚀 𝔄nna Ünal 𠮷田")

    def test_o7_notes_and_attributes_come_in_escaped_and_whole(self):
        note = "@everyone <b>bold</b> & " + "x" * 200
        builder = self.buy().noting(note).attribute("gift@wrap", "y" * 200)
        (order,) = self.take_in(builder.place())
        self.assert_in_odoo(order)
        self.assertEqual(order.note, note)
        self.assertEqual(order.custom_attribute_text, "gift@wrap: " + "y" * 200)
        self.assertIn("&lt;b&gt;bold", order.sale_order_id.note)
        self.assertNotIn("<b>", order.sale_order_id.note)

    def test_o9_a_line_of_quantity_zero_stays_a_line(self):
        order = self.buy().line(self.variant("Spork"), 0).place()
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        self.assertEqual(imported.sale_order_id.order_line.mapped("product_uom_qty"), [1.0, 0.0])
        self.assert_charged(imported.sale_order_id, order)

    def raise_total(self, order, amount):
        """Let Shopify's total be more than its lines sum up to."""
        money = order["totalPriceSet"]["shopMoney"]
        order["totalPriceSet"] = bag(
            same(Decimal(money["amount"]) + Decimal(amount)), (money["currencyCode"],) * 2
        )

    # === MONEY === #

    def test_o10_a_discount_above_the_price_waits_and_names_the_line(self):
        order = self.buy(price="5.00").discount_code("ALL", "100%").place()
        line = order["lineItems"][0]
        line["discountAllocations"][0]["allocatedAmountSet"]["shopMoney"]["amount"] = "5.01"
        (imported,) = self.take_in(order)
        self.assert_waits(imported, "discount_above_price", "Enamel Mug", "5.01", "5.0")

    def test_o9_a_negative_total_waits(self):
        order = self.buy(price="5.00").place()
        for money in ("originalUnitPriceSet", "originalTotalSet"):
            order["lineItems"][0][money]["shopMoney"]["amount"] = "-5.0"
        order["lineItems"][0]["taxLines"] = []
        order["totalTaxSet"]["shopMoney"]["amount"] = "0.0"
        order["totalPriceSet"]["shopMoney"]["amount"] = "-5.0"
        (imported,) = self.take_in(order)
        self.assert_waits(imported, "negative_total", "-5")

    def test_o9_an_order_that_costs_nothing_comes_in_and_is_invoiced(self):
        self.shop.auto_invoice = "posted"
        order = self.buy(price="0.00").line(self.variant("Spork"), 2, price="0.00").place()
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        invoice = imported.sale_order_id.invoice_ids
        self.assertEqual((invoice.state, invoice.amount_total), ("posted", 0))

    # === NAMES AND PARTNERS === #

    def test_o4_a_number_with_an_at_or_200_characters_comes_in_whole(self):
        for name in ("@1001", "#" + "9" * 199):
            with self.subTest(name):
                order = self.buy().place()
                order["name"] = name
                (imported,) = self.take_in(order)
                self.assert_in_odoo(imported)
                self.assertEqual(imported.sale_order_id.client_order_ref, name)
                self.assertEqual(imported.sale_order_id.shopify_order_number, name)

    def test_o16_an_archived_partner_is_not_used(self):
        order = self.buy().place()
        (first,) = self.take_in(order)
        partner = first.mapped_partner_id
        partner.active = False
        (second,) = self.take_in(self.buy().by(order["customer"]).place())
        self.assert_in_odoo(second)
        self.assertNotEqual(second.sale_order_id.partner_id, partner)

    def test_o16_a_partner_of_another_company_is_refused_with_the_reason(self):
        other = self.env["res.company"].create({"name": "Other B.V."})
        partner = self.env["res.partner"].create({"name": "Theirs", "company_id": other.id})
        self.shop.auto_create_orders = False
        (imported,) = self.take_in(self.buy().place())
        with self.assertRaisesRegex(UserError, "Theirs"):
            imported.partner_id = partner

    # === CHANGED MEANWHILE === #

    def test_o5_an_order_that_changes_while_it_is_imported_is_read_again(self):
        order = self.buy().place()
        answer = self.sandbox.handle

        def answer_and_change(method, path, headers, body):
            answered = answer(method, path, headers, body)
            if b"OrdersById" in body and not order["note"]:
                Merchant(self.shopify).note(order, "Please wrap it")
            return answered

        self.startPatcher(patch.object(self.sandbox, "handle", answer_and_change))
        (imported,) = self.take_in(order)
        self.assertFalse(imported.note)
        self.shopify.clock.advance(minutes=2)
        self.assert_done(self.sync(self.shop))
        self.assertEqual(imported.note, "Please wrap it")
        self.assertEqual(len(imported.sale_order_id), 1)
