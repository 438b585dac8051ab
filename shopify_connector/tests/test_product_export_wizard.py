# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user

from shopify_sandbox.world.catalogue import add_product

from .product_export_case import ProductExportCase


class TestProductExportWizard(ProductExportCase):
    """P7, G12: adding by hand shows what will become of each product before it is sent."""

    def a_user(self, login="user", groups="shopify_connector.group_user"):
        return new_test_user(
            self.env, login, groups, company_id=self.company.id, company_ids=self.company.ids
        )

    def a_wizard(self, **values):
        wizard = self.env["shopify.product.export"].create({"shop_id": self.shop.id, **values})
        wizard.action_check()
        return wizard

    def previewed(self, *templates):
        """Return the lines that the dialog shows, by template."""
        wizard = self.a_wizard(template_ids=[template.id for template in templates])
        return {line.template_id: line for line in wizard.line_ids}

    def test_p7_the_preview_tells_each_outcome_and_sends_nothing(self):
        same, changed = self.a_product("Same"), self.a_product("Changed")
        self.add(same, changed)
        self.a_while_passes()
        changed.name = "Changed now"
        add_product(self.shopify, "There", sku="1000")
        found, new = self.a_product("Found", default_code="1000"), self.a_shirt("New")
        wrong = self.a_product("Wrong", list_price=0)
        taken = self.a_product("Taken", default_code="TAKEN")
        changed.default_code = False
        for title in ("One", "Two"):
            add_product(self.shopify, title, sku="TAKEN")
        lines = self.previewed(same, changed, found, new, wrong, taken)
        self.assertEqual(
            {template.name: line.outcome for template, line in lines.items()},
            {
                "Same": "same",
                "Changed now": "update",
                "Found": "link",
                "New": "create",
                "Wrong": "skip",
                "Taken": "skip",
            },
        )
        self.assertIn("Name from Changed to Changed now", lines[changed].reason)
        self.assertIn("1000", lines[found].reason)
        self.assertIn("give the goods away", lines[wrong].reason)
        self.assertIn("Several variants in Shopify", lines[taken].reason)
        self.assertTrue(lines[wrong].fix and lines[taken].fix)
        self.assertFalse(self.changes())

    def test_p7_the_preview_tells_with_what_a_product_is_made(self):
        self.shop.created_product_status = "draft"
        shirt = self.a_shirt()
        for number, product in enumerate(shirt.product_variant_ids):
            product.default_code = f"S{number}"
        shirt.attribute_line_ids[0].product_template_value_ids[0].price_extra = 2
        line = self.previewed(shirt)[shirt]
        self.assertEqual((line.title, line.variants, line.status), ("Shirt", 4, "Draft"))
        self.assertEqual(line.sku, "S0, S1, S2 …")
        self.assertIn("12.50", line.price)
        self.assertIn("14.50", line.price)

    def test_p7_add_queues_what_was_checked_and_shows_the_run(self):
        mug, bad = self.a_product(), self.a_product("Bad", list_price=0)
        wizard = self.a_wizard(template_ids=(mug + bad).ids)
        self.assertEqual((wizard.going_count, wizard.skip_count), (1, 1))
        shown = wizard.action_add()
        run = self.env["shopify.sync.run"].browse(shown["res_id"])
        self.assertEqual(set(run.options["template_ids"]), {mug.id, bad.id})
        with self.without_commits():
            run._execute()
        self.assertEqual([each["title"] for each in self.in_shopify()], ["Mug"])
        self.assert_skipped(bad, "zero_price")

    def test_p7_products_are_chosen_by_category_and_by_filter(self):
        parent = self.env["product.category"].create({"name": "Tableware"})
        child = self.env["product.category"].create({"name": "Mugs", "parent_id": parent.id})
        mug = self.a_product(categ_id=child.id)
        self.a_product("Unsold", categ_id=child.id, sale_ok=False)
        by_category = self.a_wizard(choose_by="category", categ_ids=parent.ids)
        self.assertEqual(by_category.line_ids.template_id, mug)
        by_filter = self.a_wizard(
            choose_by="filter", product_filter=f"[('categ_id', '=', {child.id})]"
        )
        self.assertEqual(len(by_filter.line_ids), 2)
        with self.assertRaisesRegex(UserError, "Choose the products"):
            self.a_wizard(choose_by="list")

    def test_p7_the_dialog_opens_with_the_chosen_products(self):
        mug = self.a_product()
        context = {"active_model": "product.template", "active_ids": mug.ids}
        with Form(self.env["shopify.product.export"].with_context(**context)) as form:
            self.assertEqual(form.shop_id, self.shop)
            self.assertEqual(form.template_ids.ids, mug.ids)

    def test_p7_from_odoos_lists_of_products_and_variants(self):
        mug = self.a_product()
        for record in (mug, mug.product_variant_id):
            action = record.action_shopify_add()
            wizard = self.env[action["res_model"]].browse(action["res_id"])
            self.assertTrue(wizard.is_checked, "with one shop there is nothing to choose")
            self.assertEqual(wizard.line_ids.template_id, mug)

    def test_p7_a_preview_without_shopify_says_so(self):
        mug = self.a_product()
        self.sandbox.faults.plan("cut_before", times=20)
        with patch("time.sleep"), self.assertRaisesRegex(UserError, "No answer"):
            self.previewed(mug)

    def test_p7_hundreds_are_looked_up_in_few_requests(self):
        templates = self.env["product.template"].create(
            [
                {
                    "name": f"Mug {number}",
                    "default_code": f"M{number}",
                    "barcode": f"B{number}",
                    "company_id": self.company.id,
                    "taxes_id": [Command.clear()],
                    "list_price": 5,
                }
                for number in range(300)
            ]
        )
        self.sandbox.statistics.reset()
        lines = self.previewed(*templates)
        self.assertEqual({line.outcome for line in lines.values()}, {"create"})
        self.assertLessEqual(self.sandbox.statistics.total, 4)

    def test_g12_scripts_preview_and_add(self):
        mug, wrong = self.a_product(), self.a_product("Wrong", list_price=0)
        rows = self.shop.shopify_preview_products([mug.id, wrong.id])
        self.assertEqual(
            {row["template_id"]: row["outcome"] for row in rows},
            {mug.id: "create", wrong.id: "skip"},
        )
        self.assertEqual(next(row for row in rows if row["outcome"] == "create")["variants"], 1)
        (started,) = self.shop.shopify_add_products([mug.id])
        self.assertEqual((started["shop_id"], started["state"]), (self.shop.id, "waiting"))
        with self.assertRaisesRegex(UserError, "Choose the products"):
            self.shop.shopify_add_products([])

    def test_g11_users_add_and_others_do_not(self):
        mug = self.a_product()
        user = self.a_user()
        self.assertTrue(mug.with_user(user).action_shopify_add()["res_id"])
        self.assertTrue(self.shop.with_user(user).shopify_add_products(mug.ids))
        nobody = self.a_user("nobody", "base.group_user")
        with self.assertRaises(AccessError):
            mug.with_user(nobody).action_shopify_add()
        with self.assertRaises(AccessError):
            self.shop.with_user(nobody).shopify_add_products(mug.ids)

    def test_p13_what_does_not_follow_says_so(self):
        mug = self.a_product()
        self.add(mug)
        self.shop.can_update_shopify_products = False
        line = self.previewed(mug)[mug]
        self.assertEqual(line.outcome, "same")
        self.assertIn("do not follow", line.reason)

    def test_p13_a_conflict_is_told(self):
        mug = self.a_product()
        self.add(mug)
        self.shopify_changes(self.in_shopify("Mug"), title="Becher")
        self.a_while_passes()
        mug.name = "Cup"
        self.update()
        line = self.previewed(mug)[mug]
        self.assertEqual(line.outcome, "skip")
        self.assertIn("both in Odoo and in Shopify", line.reason)
