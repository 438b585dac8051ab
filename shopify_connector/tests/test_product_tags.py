# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user

from .catalogue_case import CatalogueCase


class TestProductTags(CatalogueCase):
    """P11: tags are edited on the Shopify product, within Shopify's limits."""

    def a_tag(self, name):
        return self.env["shopify.product.tag"].create({"name": name, "company_id": self.company.id})

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
