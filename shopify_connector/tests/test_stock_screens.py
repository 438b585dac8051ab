# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import Form, new_test_user
from odoo.tools import html2plaintext

from shopify_sandbox.shopper import an_order

from .stock_case import StockCase


class TestStockScreens(StockCase):
    """N2, N5, N9: what people see of stock, and that they understand it."""

    def setUp(self):
        super().setUp()
        self.in_odoo(self.mug, 20)
        self.user = new_test_user(
            self.env,
            "storekeeper",
            "shopify_connector.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )

    def text(self, html):
        return " ".join(html2plaintext(html).replace("|", " ").split())

    # === THE LOCATION'S FORM === #

    def test_n9_the_form_tells_what_would_be_sent_of_an_example(self):
        location = self.here.with_user(self.user)
        with Form(location) as form:
            self.assertEqual(form.example_variant_id, self.mug)
            self.assertIn("Shopify is told: Available 20", self.text(form.example_html))
            form.safety_stock = 4
            form.share_percent = 50
            told = self.text(form.example_html)
            for words in ("Forecast as of today in Odoo 20", "− 4", "× 50 %", "Available 8"):
                self.assertIn(words, told)
            form.stock_warehouse_ids.clear()
            self.assertIn("Available 0", self.text(form.example_html))
            form.stock_warehouse_ids.add(self.warehouse)

    def test_n9_the_example_knows_what_is_sold_and_not_in_odoo(self):
        self.send()
        an_order(self.shopify).line(self.node(self.mug), 3).place()
        self.send()
        told = self.text(self.here.example_html)
        self.assertIn("Sold in Shopify, and not in Odoo yet", told)
        self.assertIn("Available 17", told)

    def test_n9_the_example_tells_why_a_variant_is_left_out(self):
        self.mug.stock_excluded = True
        self.assertIn("You have left it out.", self.text(self.here.example_html))

    def test_n3_all_steps_have_words(self):
        self.mug.uom_id = self.env.ref("uom.product_uom_dozen")
        self.here.write({"safety_stock": 1, "share_percent": 40, "upper_limit": 1})
        self.in_odoo(self.mug, 40)
        told = self.text(self.here.example_html)
        for words in ("Sold in Dozens ÷ 12 5", "Share × 40 % 1.6", "Upper limit ≤ 1 1"):
            self.assertIn(words, told)
        self.in_odoo(self.mug, -100)
        self.here.invalidate_recordset()
        self.assertIn("Never below zero 0", self.text(self.here.example_html))

    def test_n2_the_form_warns_before_anything_is_saved(self):
        with Form(self.there) as form:
            self.assertFalse(form.stock_hint)
            form.stock_sync = True
            self.assertIn("Choose the warehouses", form.stock_hint)
            form.stock_warehouse_ids.add(self.warehouse)
            self.assertFalse(form.stock_hint)

    def test_g3_the_check_list_wants_a_source_for_each_synced_location(self):
        step = self.shop.setup_step_ids.filtered(lambda each: each.kind == "locations")
        (self.here | self.there).warehouse_id = self.warehouse
        self.assertEqual(step.state, "done")
        self.feed(self.here)
        step.invalidate_recordset()
        self.assertEqual(step.state, "open")

    # === THE STOCK PAGE === #

    def test_n5_the_stock_page_finds_what_differs_is_left_out_or_wrong(self):
        left_out = self.a_linked_variant("Bundle", requires_components=True)
        wrong = self.a_linked_variant("Gone")
        self.send()
        level = self.level(wrong)
        level.write({"state": "error", "reason": "Something is wrong"})
        self.shop.allow_changes = False
        self.in_odoo(self.mug, 1)
        self.send(product_ids=self.mug.product_id.ids)
        found = {
            name: self.env["shopify.inventory.level"].with_user(self.user).search(domain).variant_id
            for name, domain in {
                "differs": [("state", "=", "differs")],
                "left_out": [("state", "=", "left_out")],
                "errors": [("state", "=", "error")],
            }.items()
        }
        self.assertEqual(found, {"differs": self.mug, "left_out": left_out, "errors": wrong})
        self.assertEqual(self.shop.stock_level_count, 3)
        self.assertEqual(self.shop.stock_error_count, 1)
        self.assertEqual(
            (self.here.level_count, self.here.differing_count, self.here.level_error_count),
            (3, 1, 1),
        )

    def test_n5_a_level_tells_both_figures_and_how_they_come_about(self):
        self.send()
        with Form(self.level(self.mug).with_user(self.user)) as form:
            self.assertEqual((form.odoo_quantity, form.wanted, form.shopify_quantity), (20, 20, 20))
            self.assertIn("Available 20", self.text(form.steps_html))
        self.assertEqual(self.level(self.mug).display_name, "Mug, Warehouse Hamburg")

    def test_n5_the_shopify_product_shows_its_stock(self):
        self.send()
        with Form(self.mug.product_id.with_user(self.user)) as form:
            self.assertEqual(len(form.level_ids), 1)

    def test_n9_variants_are_left_out_from_the_stock_page(self):
        self.send()
        levels = self.level(self.mug).with_user(self.user)
        levels.action_leave_out()
        self.assertTrue(self.mug.stock_excluded)
        self.send()
        self.assertEqual(self.level(self.mug).state, "left_out")
        levels.action_leave_out()
        self.assertFalse(self.mug.stock_excluded)

    def test_n4_the_stock_page_syncs_what_is_selected(self):
        self.send()
        self.in_odoo(self.mug, 1)
        run = self.env["shopify.sync.run"].browse(
            self.level(self.mug).with_user(self.user).action_sync()["res_id"]
        )
        self.assertEqual(run.options, {"product_ids": self.mug.product_id.ids})

    def test_g11_the_buttons_of_shop_and_location_lead_to_the_stock(self):
        self.send()
        for record in (self.shop, self.here):
            action = record.with_user(self.user).action_show_stock()
            levels = self.env["shopify.inventory.level"].search(action["domain"])
            self.assertEqual(levels, self.level(self.mug))

    # === SCOPES === #

    def test_g2_stock_needs_its_scopes_once_it_is_on(self):
        self.assertIn("stock", self.shop._scope_uses())
        self.here.stock_sync = False
        self.assertNotIn("stock", self.shop._scope_uses())
