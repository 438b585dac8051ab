# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.models.product import product_memberships
from odoo.addons.shopify_connector.shopify.scopes import REQUIRED_SCOPES

from shopify_sandbox.world.collections import set_collections

from .catalogue_case import CatalogueCase


class TestMemberships(CatalogueCase):
    """P17, P18: a Shopify product shows its collections and sales channels."""

    def setUp(self):
        super().setUp()
        # Products are kept by hand here.
        self.shop.product_sync = "to_shopify"

    def names(self, records):
        return sorted(records.mapped("name"))

    def bring(self, options=None):
        self.assert_done(self.sync(self.shop, "products", options))

    def test_p18_a_product_shows_its_collections_and_channels(self):
        summer, online = self.a_collection(), self.in_sandbox_channel()
        self.a_collection("Sale", smart=True)
        self.in_sandbox()["tags"] = ["Sale"]
        self.put(self.in_sandbox(), [summer], [online])
        product = self.a_product()
        self.bring()
        self.assertEqual(self.names(product.collection_ids), ["Sale", "Summer"])
        self.assertEqual(self.names(product.publication_ids), ["Online Store"])

    def test_p17_a_draft_shows_where_it_will_be_published(self):
        node = self.in_sandbox()
        self.put(node, [], [self.in_sandbox_channel()])
        node["status"] = "DRAFT"
        product = self.a_product()
        self.bring()
        self.assertEqual(self.names(product.publication_ids), ["Online Store"])

    def test_p18_what_it_has_left_goes(self):
        summer, online = self.a_collection(), self.in_sandbox_channel()
        node = self.in_sandbox()
        self.put(node, [summer], [online])
        product = self.a_product()
        self.bring()
        self.put(node)
        product.shopify_updated_at = self.shopify.now().replace("T", " ").replace("Z", "")
        self.bring()
        self.assertFalse(product.collection_ids)
        self.assertFalse(product.publication_ids)

    def test_p18_more_collections_than_a_page_holds(self):
        collections = [self.a_collection(f"Number {number:02}") for number in range(25)]
        channels = [
            self.a_publication(f"Channel {number:02}", f"channel-{number}") for number in range(12)
        ]
        self.put(self.in_sandbox(), collections, channels)
        product = self.a_product()
        self.bring()
        self.assertEqual(len(product.collection_ids), 25)
        self.assertEqual(len(product.publication_ids), 12)

    def test_p18_nothing_is_asked_of_products_that_have_not_changed(self):
        self.put(self.in_sandbox(), [self.a_collection()])
        self.a_product()
        self.bring()
        self.sandbox.statistics.reset()
        self.bring()
        self.assertFalse(self.asked("ProductMemberships"))

    def test_p18_a_full_sync_asks_of_all(self):
        node = self.in_sandbox()
        product = self.a_product()
        self.bring()
        set_collections(self.shopify, node, [self.a_collection()])
        self.bring({"full": True})
        self.assertEqual(self.names(product.collection_ids), ["Summer"])

    def test_p18_many_products_are_asked_of_together(self):
        summer = self.a_collection()
        titles = [product["title"] for product in self.shopify.collection("Product")[:5]]
        for title in titles:
            self.put(self.in_sandbox(title), [summer])
        products = [self.a_product(title) for title in titles]
        with patch.object(product_memberships, "AT_ONCE", 3):
            self.bring()
        self.assertEqual(self.asked("ProductMemberships"), 2)
        self.assertTrue(all(product.collection_ids for product in products))

    def test_p18_lists_are_read_again_once_for_what_is_new(self):
        self.put(self.in_sandbox(), [self.a_collection()])
        self.a_product()
        self.bring()
        self.assertEqual(self.asked("Collections"), 1)
        self.sandbox.statistics.reset()
        node = self.in_sandbox("Barista Course")
        self.put(node, [self.shopify.collection("Collection")[0]])
        self.a_product("Barista Course")
        self.bring()
        self.assertEqual(self.asked("Collections"), 0)

    def test_p18_a_product_gone_meanwhile_is_left_alone(self):
        product = self.a_product(shopify_id="999999")
        self.bring()
        self.assertFalse(product.collection_ids)
        self.assertFalse(product.memberships_at)

    def test_p2_products_that_only_orders_told_of_are_not_asked_of(self):
        self.a_product(shopify_updated_at=False)
        self.bring()
        self.assertFalse(self.asked("ProductMemberships"))

    def test_g2_without_the_scope_a_shop_that_syncs_products_is_told(self):
        self.a_product()
        scopes = set(REQUIRED_SCOPES) - {"read_publications", "write_publications"}
        self.set_up_sandbox(self.shopify, scopes=scopes)
        run = self.sync(self.shop, "products")
        self.assertEqual(run.state, "failed")
        self.assertIn("read_publications", run.error)
        self.shop.product_sync = "none"
        self.bring()
