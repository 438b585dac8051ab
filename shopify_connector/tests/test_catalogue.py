# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.shopify import catalogue
from odoo.addons.shopify_connector.shopify.scopes import REQUIRED_SCOPES
from odoo.exceptions import UserError, ValidationError

from .catalogue_case import CatalogueCase


class TestCatalogue(CatalogueCase):
    """P17, P18: sales channels and collections are read, chosen on the shop, kept up to date."""

    def test_p17_sales_channels_are_read(self):
        self.a_publication(auto_publish=True)
        self.shop.action_get_publications()
        channels = self.listed("shopify.publication")
        self.assertEqual(list(channels), ["Online Store", "Fair", "Point of Sale", "Shop"])
        online = [name for name, channel in channels.items() if channel.is_online_store]
        self.assertEqual(online, ["Online Store"])
        automatic = [name for name, channel in channels.items() if channel.auto_publish]
        self.assertEqual(automatic, ["Fair"])
        self.assertEqual(channels["Fair"].shop_id, self.shop)

    def test_p17_a_renamed_channel_is_renamed_and_a_gone_one_archived(self):
        fair = self.a_publication()
        self.shop.action_get_publications()
        channels = self.listed("shopify.publication")
        online = channels["Online Store"]
        self.shop.publication_ids = online | channels["Fair"]
        self.in_sandbox_channel()["name"] = "Web shop"
        self.shopify.collection("Publication").remove(fair)
        self.shop.action_get_publications()
        self.assertEqual(online.name, "Web shop")
        self.assertFalse(channels["Fair"].active)
        self.env.invalidate_all()
        self.assertEqual(self.shop.publication_ids, online)

    def test_p17_a_channel_that_comes_back_is_the_same(self):
        fair = self.a_publication()
        self.shop.action_get_publications()
        record = self.listed("shopify.publication")["Fair"]
        self.shopify.collection("Publication").remove(fair)
        self.shop.action_get_publications()
        self.assertFalse(record.active)
        self.shopify.collection("Publication").append(fair)
        self.shop.action_get_publications()
        self.assertTrue(record.active)

    def test_p18_collections_are_read_over_several_pages(self):
        for number in range(5):
            self.a_collection(f"Number {number}", smart=number == 2)
        with patch.object(catalogue, "LISTED_AT_ONCE", 2):
            self.shop.action_get_collections()
        found = self.listed("shopify.collection")
        self.assertEqual(len(found), 5)
        smart = [name for name, record in found.items() if record.is_smart]
        self.assertEqual(smart, ["Number 2"])

    def test_p18_a_second_reading_writes_nothing(self):
        self.a_collection()
        self.shop.action_get_collections()
        record = self.env["shopify.collection"].search([])
        self.env.flush_all()
        self.env.cr.execute("UPDATE shopify_collection SET write_date = '2020-01-01'")
        record.invalidate_recordset()
        self.shop.action_get_collections()
        self.assertEqual(str(record.write_date), "2020-01-01 00:00:00")

    def test_p18_a_collection_with_rules_can_not_be_chosen(self):
        self.a_collection("By tag", smart=True)
        self.shop.action_get_collections()
        with self.assertRaisesRegex(ValidationError, "decides by rules.*By tag"):
            self.shop.collection_ids = self.env["shopify.collection"].search([])

    def test_p18_another_shops_collection_can_not_be_chosen(self):
        self.a_collection()
        self.shop.action_get_collections()
        other = self.env["shopify.shop"].create(
            {"name": "Other", "domain": "other.myshopify.com", "company_id": self.company.id}
        )
        with self.assertRaisesRegex(ValidationError, "Summer belongs to another shop than Other"):
            other.collection_ids = self.env["shopify.collection"].search([])

    def test_o6_two_records_of_a_shop_share_channels_and_collections(self):
        self.a_collection()
        second = self.env["shopify.shop"].create(
            {"name": "Till", "domain": self.shop.domain, "company_id": self.company.id}
        )
        for shop in (self.shop, second):
            shop.action_get_publications()
            shop.action_get_collections()
        self.assertEqual(len(self.listed("shopify.publication")), 3)
        self.assertEqual(len(self.listed("shopify.collection")), 1)
        second.publication_ids = self.env["shopify.publication"].search([])
        second.collection_ids = self.env["shopify.collection"].search([])

    def test_o6_another_company_keeps_its_own(self):
        self.shop.action_get_publications()
        company = self.env["res.company"].create({"name": "Another"})
        other = self.env["shopify.shop"].create(
            {"name": "Theirs", "domain": self.shop.domain, "company_id": company.id}
        )
        other.action_get_publications()
        found = self.env["shopify.publication"].sudo().search([])
        self.assertEqual(found.company_id, self.company | company)

    def test_n2_the_daily_run_reads_them_where_products_are_synced(self):
        self.a_collection()
        self.shop.product_sync = "none"
        self.sync(self.shop, "locations")
        self.assertFalse(self.listed("shopify.publication"))
        self.shop.product_sync = "from_shopify"
        self.assert_done(self.sync(self.shop, "locations"))
        self.assertTrue(self.listed("shopify.publication"))
        self.assertTrue(self.listed("shopify.collection"))

    def test_g2_sales_channels_need_their_scopes_only_where_products_are_synced(self):
        granted = set(REQUIRED_SCOPES) - {"read_publications", "write_publications"}
        self.set_up_sandbox(self.shopify, scopes=granted)
        for sync, expected in (
            ("none", []),
            ("from_shopify", ["read_publications"]),
            ("to_shopify", ["read_publications", "write_publications"]),
        ):
            with self.subTest(product_sync=sync):
                self.shop.product_sync = sync
                self.shop.action_test_connection()
                rows = [row for row in self.shop.connection_report if row["state"] == "failed"]
                self.assertEqual(len(rows), len(expected))
                for row, scope in zip(rows, expected, strict=True):
                    self.assertIn(f"{scope} is missing", row["text"])

    def test_p17_without_the_scope_it_says_what_to_do(self):
        self.set_up_sandbox(scopes={"read_products", "read_locations"})
        with self.assertRaisesRegex(UserError, "read_publications"):
            self.shop.action_get_publications()
