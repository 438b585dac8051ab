# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .catalogue_case import CatalogueFixtures
from .tour_case import TourCase


class TestCatalogueTours(CatalogueFixtures, TourCase):
    """What users do with Shopify products in the browser, against the sandbox."""

    def setUp(self):
        super().setUp()
        self.shop = self.a_shop(allow_changes=True, product_sync="from_shopify")
        self.product = self.a_product()
        self.node = self.in_sandbox()

    def tour(self, name):
        self.start_tour("/odoo/shopify-products", name, login="admin")
        self.env.invalidate_all()

    def test_p15_edit_status_and_seo(self):
        self.tour("shopify_edit_status_and_seo")
        self.assertEqual(self.node["status"], "DRAFT")
        self.assertEqual(self.node["seo"]["title"], "Enamel mug for the woods")
        self.assertEqual(self.node["seo"]["description"], "It keeps your coffee warm.")
        self.assertEqual(self.product.status, "draft")
        self.assertEqual(self.requests(), 1)

    def test_p15_what_shopify_refuses_is_told_at_once(self):
        self.refuse("Enamel Mug", "It is part of a bundle")
        self.tour("shopify_refused_status")
        self.assertEqual((self.product.status, self.node["status"]), ("active", "ACTIVE"))

    def test_p17_p18_products_join_a_collection_and_are_published(self):
        summer, fair = self.a_collection(), self.a_publication()
        other = self.a_product("Barista Course")
        self.shop.action_get_collections()
        self.shop.action_get_publications()
        self.tour("shopify_show_products")
        titles = {product["title"] for product in summer["products"]()}
        self.assertEqual(titles, {"Enamel Mug", "Barista Course"})
        self.assertEqual([product["title"] for product in fair["products"]()], ["Enamel Mug"])
        self.assertEqual(other.collection_ids.mapped("name"), ["Summer"])
