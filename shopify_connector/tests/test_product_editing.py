# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .catalogue_case import CatalogueCase


class TestProductEditing(CatalogueCase):
    """P15: status and SEO texts that are edited go out at once, in one call."""

    def setUp(self):
        super().setUp()
        self.shop.allow_changes = True
        self.node = self.in_sandbox()
        self.product = self.a_product()
        self.sandbox.statistics.reset()

    def test_p15_status_and_seo_go_out_in_one_call(self):
        self.product.write(
            {"status": "draft", "seo_title": "Mug", "seo_description": "A mug for the woods."}
        )
        self.assertEqual(self.node["status"], "DRAFT")
        self.assertEqual(self.node["seo"]["title"], "Mug")
        self.assertEqual(self.node["seo"]["description"], "A mug for the woods.")
        self.assertEqual(self.requests(), 1)
        self.assertEqual(self.product.status, "draft")

    def test_p15_each_status(self):
        for status in ("draft", "archived", "unlisted", "active"):
            with self.subTest(status):
                self.product.status = status
                self.assertEqual(self.node["status"], status.upper())

    def test_p15_only_what_was_edited_is_sent(self):
        self.node["seo"] = {**self.node["seo"], "title": "Shopify's own"}
        self.product.seo_description = "New"
        self.assertEqual(self.node["seo"]["title"], "Shopify's own")
        self.assertEqual(self.node["status"], "ACTIVE")

    def test_p15_an_emptied_text_is_emptied_in_shopify(self):
        self.product.seo_title = "Mug"
        self.product.seo_title = False
        self.assertFalse(self.node["seo"]["title"])

    def test_p15_what_has_not_changed_costs_no_call(self):
        self.product.write({"status": "active", "seo_title": False, "seo_description": ""})
        self.assertEqual(self.requests(), 0)

    def test_p15_other_fields_cost_no_call(self):
        self.product.shopify_add_tags(["summer"])
        self.assertEqual(self.requests(), 0)

    def test_p15_what_shopify_refuses_is_said_and_nothing_is_written(self):
        self.node["status"] = "DRAFT"
        self.refuse("Enamel Mug", "SEO title is odd")
        told = "Enamel Mug: Shopify refused it: SEO title is odd"
        with self.assertRaisesRegex(UserError, told), self.env.cr.savepoint():
            self.product.write({"seo_title": "Odd", "status": "archived"})
        self.env.invalidate_all()
        self.assertFalse(self.product.seo_title)
        self.assertEqual(self.node["status"], "DRAFT")

    def test_p15_a_product_that_was_deleted_in_shopify(self):
        self.product.shopify_id = "999999"
        with self.assertRaisesRegex(UserError, "no longer in Shopify"):
            self.product.status = "draft"

    def test_p15_a_product_marked_as_removed_is_not_asked_of(self):
        self.product.removed = True
        with self.assertRaisesRegex(UserError, "No longer in Shopify.*Enamel Mug"):
            self.product.status = "draft"
        self.assertEqual(self.requests(), 0)

    def test_p15_odoos_own_objections_come_before_shopify_is_asked(self):
        tags = [(0, 0, {"name": "x" * 256})]
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.product.write({"status": "draft", "tag_ids": tags})
        self.assertEqual(self.node["status"], "ACTIVE")
        self.assertEqual(self.requests(), 0)

    def test_g13_while_changes_are_off_nothing_is_sent_or_written(self):
        self.shop.allow_changes = False
        told = "switched off for Nordlicht"
        with self.assertRaisesRegex(UserError, told), self.env.cr.savepoint():
            self.product.status = "draft"
        self.env.invalidate_all()
        self.assertEqual(self.product.status, "active")
        self.assertEqual(self.requests(), 0)

    def test_p15_what_a_sync_writes_is_not_sent_back(self):
        working = self.shop._working()
        self.product.with_env(working.env).write({"status": "draft", "seo_title": "Theirs"})
        self.assertEqual(self.requests(), 0)
        self.assertEqual(self.product.seo_title, "Theirs")

    def test_p15_an_unreachable_shopify_is_said(self):
        self.sandbox.faults.plan("cut_before", times=20)
        with self.assertRaisesRegex(UserError, "No answer from"):
            self.product.status = "draft"

    def test_p15_several_products_go_out_together(self):
        products = self.product | self.a_product("Barista Course")
        products.write({"status": "archived"})
        self.assertEqual(self.requests(), 1)
        self.assertEqual(self.in_sandbox("Barista Course")["status"], "ARCHIVED")

    def test_p15_of_several_products_those_that_went_through_stay(self):
        other = self.a_product("Barista Course")
        self.refuse("Barista Course", "Not this one")
        (self.product | other).write({"status": "draft"})
        self.env.invalidate_all()
        self.assertEqual((self.product.status, other.status), ("draft", "active"))
        self.assertEqual(self.node["status"], "DRAFT")

    def test_p15_long_texts_are_hinted_at(self):
        self.product.write({"seo_title": "t" * 70, "seo_description": "d" * 160})
        self.assertFalse(self.product.seo_hint)
        self.product.write({"seo_title": "t" * 71, "seo_description": "d" * 161})
        self.assertIn("The title has 71 characters", self.product.seo_hint)
        self.assertIn("The description has 161 characters", self.product.seo_hint)

    def test_g11_users_edit_and_others_do_not(self):
        company = {"company_id": self.company.id, "company_ids": [(6, 0, self.company.ids)]}
        user = new_test_user(self.env, "editor", "shopify_connector.group_user", **company)
        self.product.with_user(user).status = "draft"
        self.assertEqual(self.node["status"], "DRAFT")
        nobody = new_test_user(self.env, "nobody", "base.group_user", **company)
        with self.assertRaises(AccessError):
            self.product.with_user(nobody).status = "active"
        with self.assertRaises(AccessError):
            self.product.with_user(nobody).shopify_set_status("active")
        self.assertEqual(self.node["status"], "DRAFT")
