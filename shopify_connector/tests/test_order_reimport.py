# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError
from odoo.fields import Command

from .order_edit_case import OrderEditCase


class TestReimport(OrderEditCase):
    """O18: a quotation is replaced by what Shopify says now."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop.write({"auto_confirm_orders": False, "order_edits": "ask"})

    def edited(self, order=None):
        order, imported = self.an_imported(order)
        clerk = self.later()
        clerk.set_quantity(order, self.mugs(order), 5)
        clerk.add_line(order, self.variant("Tarp 3x3"))
        clerk.note(order, "Call first")
        return order, imported

    def assert_replaced(self, order, imported):
        self.assertFalse(imported.has_error, imported.error)
        self.assertFalse(imported.conflict_ids)
        sale = imported.sale_order_id
        self.assertEqual(sale.state, "draft")
        self.assertEqual(len(sale.order_line), 4)
        self.assertIn("Call first", sale.note)
        self.assert_charged(sale, order)

    def test_o18_a_button_replaces_the_quotation_under_its_number(self):
        order, imported = self.edited()
        sale, number = imported.sale_order_id, imported.sale_order_id.name
        self.take_in(order)
        self.assertEqual(len(imported.conflict_ids), 3)
        imported.action_reimport()
        self.assertEqual((imported.sale_order_id, sale.name), (sale, number))
        self.assert_replaced(order, imported)
        self.assertIn("Enamel Mug", sale.message_ids[0].body)

    def test_o18_apply_changes_replaces_a_quotation_too(self):
        order, imported = self.edited()
        self.take_in(order)
        imported.conflict_ids.action_apply()
        self.assert_replaced(order, imported)

    def test_o18_it_is_replaced_by_itself_if_the_shop_is_set_so(self):
        self.shop.order_edits = "quotations"
        order, imported = self.edited()
        self.take_in(order)
        self.assert_replaced(order, imported)

    def test_o18_a_quotation_that_was_changed_here_is_not_replaced_by_itself(self):
        self.shop.order_edits = "quotations"
        order, imported = self.edited()
        line = self.sale_line(imported, self.sporks(order))
        line.price_unit = 1
        self.take_in(order)
        self.assertEqual(line.price_unit, 1)
        self.assertEqual(len(imported.conflict_ids), 3)
        imported.action_reimport()
        self.assert_replaced(order, imported)
        self.assertIn(
            "price or discount was changed here", imported.sale_order_id.message_ids[0].body
        )

    def test_o18_a_cancelled_quotation_is_brought_back_by_the_button_only(self):
        self.shop.order_edits = "quotations"
        order, imported = self.edited()
        imported.sale_order_id.action_cancel()
        self.take_in(order)
        self.assertEqual(imported.sale_order_id.state, "cancel")
        imported.action_reimport()
        self.assert_replaced(order, imported)

    def test_o18_a_confirmed_order_is_not_replaced(self):
        order, imported = self.edited()
        imported.sale_order_id.action_confirm()
        self.take_in(order)
        with self.assertRaisesRegex(UserError, "is no quotation"):
            imported.action_reimport()

    def test_o18_what_keeps_it_from_being_replaced_is_told_and_tried_again(self):
        self.shop.write({"order_edits": "quotations", "auto_create_products": False})
        for title in ("Enamel Mug", "Spork"):
            self.env["product.product"].create(
                {"name": title, "default_code": self.variant(title)["sku"]}
            )
        order, imported = self.edited()
        self.take_in(order)
        self.assertIn("Tarp 3x3", imported.error)
        self.assertTrue(imported.fix)
        line = imported.line_ids.filtered(lambda one: one.name == "Tarp 3x3")
        line.product_id = self.env["product.product"].create({"name": "Tarp of Odoo"})
        imported.action_create_documents()
        self.assertFalse(imported.has_error)
        self.assert_replaced(order, imported)

    def test_o18_a_lowered_order_is_replaced_as_a_first_import(self):
        order, imported = self.an_imported()
        self.later().set_quantity(order, self.mugs(order), 1)
        self.take_in(order)
        imported.action_reimport()
        sale = imported.sale_order_id
        self.assert_charged(sale, order)
        sale.action_confirm()
        self.shop._process(imported)
        line = self.sale_line(imported, self.mugs(order))
        self.assertEqual((line.product_uom_qty, self.open_units(line)), (3, 1))


class TestEditedInOdoo(OrderEditCase):
    """O19: an edit in Odoo stays here, and it is said what Shopify makes of it."""

    def told(self, imported):
        self.env.invalidate_all()
        return imported.odoo_edits_html or ""

    def test_o19_an_order_as_it_came_says_nothing(self):
        _order, imported = self.an_imported()
        self.assertFalse(self.told(imported))

    def test_o19_each_edit_says_what_it_means(self):
        order, imported = self.an_imported()
        sale = imported.sale_order_id
        mugs, sporks = (
            self.sale_line(imported, self.mugs(order)),
            self.sale_line(imported, self.sporks(order)),
        )
        mugs.product_uom_qty = 2
        self.assertIn(
            "Enamel Mug, Forest: 2 instead of 3. Once delivered, it is partially",
            self.told(imported),
        )
        sporks.product_uom_qty = 7
        self.assertIn("Spork: 7 instead of 2. Shopify takes no more", self.told(imported))
        sporks.discount = 10
        self.assertIn("Spork: price or discount was changed here", self.told(imported))
        tarp = self.env["product.product"].create({"name": "Tarp of Odoo"})
        self.env["sale.order.line"].create({"order_id": sale.id, "product_id": tarp.id})
        self.assertIn("Tarp of Odoo was added here. Shopify does not know it", self.told(imported))
        self.assertEqual(order["lineItems"][0]["currentQuantity"], 3)

    def test_o19_a_changed_quantity_keeps_shopifys_price_and_discount(self):
        discounts = self.env.ref("sale.group_discount_per_so_line")
        self.env.ref("base.group_user")._apply_group(discounts)
        self.shop.auto_confirm_orders = False
        builder = (
            self.buy("Enamel Mug", 3).discount_code("TEN", "10%").line(self.variant("Spork"), 2)
        )
        _order, imported = self.an_imported(builder.paid_by("visa").place())
        sale = imported.sale_order_id
        lines = sale.order_line.filtered(lambda line: line.product_id.type == "consu")
        lines.product_id.lst_price = 99
        fifth = {"compute_price": "percentage", "percent_price": 20}
        pricelist = {"name": "A fifth off", "item_ids": [Command.create(fifth)]}
        sale.pricelist_id = self.env["product.pricelist"].create(pricelist)
        before = [(line.price_unit, line.discount) for line in lines]
        self.assertTrue(any(discount for _price, discount in before))
        for line in lines:
            line.product_uom_qty = 1
        self.assertEqual([(line.price_unit, line.discount) for line in lines], before)
        sale.action_update_prices()
        for line in lines:
            self.assertEqual((line.price_unit, line.discount), (90, 20), "Odoo's, when asked for")

    def test_o19_a_line_removed_from_a_quotation_is_missed(self):
        self.shop.auto_confirm_orders = False
        order, imported = self.an_imported()
        self.sale_line(imported, self.sporks(order)).unlink()
        self.assertIn("Spork was removed here", self.told(imported))

    def test_o19_an_order_cancelled_here_is_open_in_shopify(self):
        order, imported = self.an_imported()
        imported.sale_order_id.action_cancel()
        self.assertIn("the order is not in Shopify", self.told(imported))
        self.assertFalse(order["cancelledAt"])
        self.later().cancel(order)
        self.take_in(order)
        self.assertFalse(self.told(imported))
