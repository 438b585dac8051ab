# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.models.product.product_tags_push import TagPush
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user

from .catalogue_case import CatalogueCase


class TagCase(CatalogueCase):
    def a_tag(self, name):
        return self.env["shopify.product.tag"].create({"name": name, "company_id": self.company.id})


class TestProductTags(TagCase):
    """P11: tags are edited on the Shopify product, within Shopify's limits."""

    def test_p11_a_user_adds_new_tags_and_removes_the_last_one(self):
        user = new_test_user(
            self.env,
            "tagger",
            "shopify_connector.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        product = self.a_product().with_user(user)
        product.tag_ids = [Command.create({"name": " summer "})]
        self.assertEqual(product.tag_ids.mapped("name"), ["summer"])
        product.tag_ids = [Command.clear()]
        self.assertFalse(product.tag_ids)

    def test_p11_at_most_250_tags(self):
        product = self.a_product()
        tags = self.env["shopify.product.tag"]
        ids = tags._ids_by_name(self.company, {f"tag {number}" for number in range(251)})
        product.tag_ids = tags.browse(list(ids.values())[:250])
        with self.assertRaisesRegex(ValidationError, "Enamel Mug has 251 tags.*at most 250"):
            product.tag_ids = tags.browse(ids.values())

    def test_p11_at_most_255_characters(self):
        self.a_tag("x" * 255)
        with self.assertRaisesRegex(ValidationError, "at most 255 characters.*has 256"):
            self.a_tag("y" * 256)

    def test_p11_no_comma(self):
        with self.assertRaisesRegex(ValidationError, "has no comma.*red, blue"):
            self.a_tag("red, blue")

    def test_p11_tags_that_differ_in_capitals_only_are_one(self):
        product = self.a_product()
        with self.assertRaisesRegex(ValidationError, "Summer.*same tag.*Enamel Mug"):
            product.tag_ids = self.a_tag("summer") | self.a_tag("Summer")

    def test_p11_a_tag_is_there_once(self):
        tags = self.env["shopify.product.tag"]
        first = tags._ids_by_name(self.company, {"summer"})
        self.assertEqual(
            tags._ids_by_name(self.company, {"summer", "sale"})["summer"], first["summer"]
        )
        self.assertEqual(tags.search_count([("name", "=", "summer")]), 1)


class TestTagsSent(TagCase):
    """P11: edited tags go out with the next sync to Shopify, and lose nothing there."""

    def setUp(self):
        super().setUp()
        self.shop.write(
            {
                "allow_changes": True,
                "product_sync": "to_shopify",
                "can_update_shopify_products": True,
            }
        )
        self.node = self.in_sandbox()
        self.node["tags"] = ["kitchen", "outdoor"]
        self.product = self.stage(self.node)
        self.sandbox.statistics.reset()

    def stage(self, *nodes):
        """Keep products as an import does."""
        with self.shop._asking_shopify() as client:
            (page,) = client.products_by_id(node["id"] for node in nodes)
        batch = self.env["shopify.product"]._stage(self.shop, page, anew=True)
        return self.env["shopify.product"].union(*batch.records.values())

    def send(self):
        run = self.sync(self.shop, "products")
        self.assert_done(run)
        return run

    def tags(self, product=None):
        return sorted((product or self.product).tag_ids.mapped("name"))

    def test_p11_added_and_removed_tags_go_out(self):
        self.product.shopify_add_tags(["summer", "kitchen"])
        self.product.shopify_remove_tags(["outdoor", "unknown"])
        self.assertEqual(self.node["tags"], ["kitchen", "outdoor"])
        self.assertIn("+summer, −outdoor", self.product.tag_hint)
        self.send()
        self.assertEqual(self.node["tags"], ["kitchen", "summer"])
        self.assertEqual(self.tags(), ["kitchen", "summer"])
        self.assertFalse(self.product.tag_hint)

    def test_p11_the_last_tag_is_removed(self):
        self.product.tag_ids = False
        self.send()
        self.assertEqual(self.node["tags"], [])

    def test_p11_a_second_sync_sends_nothing(self):
        self.product.shopify_add_tags(["summer"])
        self.send()
        self.sandbox.statistics.reset()
        self.send()
        self.assertFalse(self.asked("TagsAddBatch1"))

    def test_p11_tags_set_in_shopify_meanwhile_stay(self):
        self.product.shopify_add_tags(["summer"])
        self.node["tags"] = ["kitchen", "sale"]
        self.send()
        self.assertEqual(self.node["tags"], ["kitchen", "sale", "summer"])

    def test_p11_an_import_in_between_loses_no_edit(self):
        self.product.shopify_add_tags(["summer"])
        self.product.shopify_remove_tags(["outdoor"])
        self.shopify.clock.advance(minutes=1)
        self.node["tags"] = ["kitchen", "outdoor", "sale"]
        self.shopify.touch(self.node)
        self.stage(self.node)
        self.assertEqual(self.tags(), ["kitchen", "sale", "summer"])
        self.send()
        self.assertEqual(self.node["tags"], ["kitchen", "sale", "summer"])

    def test_p11_another_case_of_the_same_tag(self):
        self.product.shopify_remove_tags(["kitchen"])
        self.product.shopify_add_tags(["Kitchen"])
        self.send()
        self.assertEqual(self.node["tags"], ["Kitchen", "outdoor"])

    def test_p11_many_products_in_two_requests(self):
        nodes = self.shopify.collection("Product")[:10]
        for node in nodes:
            node["tags"] = ["old"]
        products = self.stage(*nodes)
        products.shopify_remove_tags(["old"])
        products.shopify_add_tags(["new"])
        self.sandbox.statistics.reset()
        self.send()
        self.assertEqual({tuple(node["tags"]) for node in nodes}, {("new",)})
        self.assertEqual(self.asked("TagsAddBatch10"), 1)
        self.assertEqual(self.asked("TagsRemoveBatch10"), 1)

    def test_p1_where_products_do_not_follow_odoo_tags_wait(self):
        self.shop.can_update_shopify_products = False
        self.product.shopify_add_tags(["summer"])
        self.assertIn("do not follow those in Odoo", self.product.tag_hint)
        self.send()
        self.assertEqual(self.node["tags"], ["kitchen", "outdoor"])

    def test_g13_while_changes_are_off_it_is_only_listed(self):
        self.shop.allow_changes = False
        self.product.shopify_add_tags(["summer"])
        run = self.send()
        (skip,) = run.skip_ids
        self.assertIn("tags +summer", skip.reason)
        self.assertEqual(self.node["tags"], ["kitchen", "outdoor"])
        self.assertTrue(self.product.tag_edits)

    def test_g7_what_shopify_refuses_is_listed_and_tried_again(self):
        self.product.shopify_add_tags(["summer"])
        number, self.product.shopify_id = self.product.shopify_id, "999999"
        self.send()
        skip = self.env["shopify.sync.skip"].search([("kind", "=", "product_changes")])
        self.assertEqual((skip.res_model, skip.res_id), (self.product._name, self.product.id))
        self.assertTrue(self.product.tag_edits)
        self.product.shopify_id = number
        skip.shopify_id = number
        self.send()
        self.assertIn("summer", self.node["tags"])
        self.assertFalse(skip.exists())

    def test_p11_what_is_edited_while_it_is_under_way_goes_out_next(self):
        product = self.product
        product.shopify_add_tags(["summer"])
        push = TagPush._push

        def edited_meanwhile(sender, edits):
            refused = push(sender, edits)
            product.with_context(shopify_syncing=False).shopify_remove_tags(["summer"])
            product.with_context(shopify_syncing=False).shopify_add_tags(["winter"])
            return refused

        with patch.object(TagPush, "_push", edited_meanwhile):
            self.send()
        self.assertEqual(self.node["tags"], ["kitchen", "outdoor", "summer"])
        self.send()
        self.assertEqual(self.node["tags"], ["kitchen", "outdoor", "winter"])
