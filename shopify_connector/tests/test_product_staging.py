# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .product_import_case import ProductImportCase


class TestProductStaging(ProductImportCase):
    """P2: products are kept as Shopify has them, whatever follows."""

    def a_jacket(self):
        return self.in_shopify(
            "Jacket",
            options=["Size", "Colour"],
            variants=[
                {"values": ("S", "Red"), "sku": "J/1", "price": "99.90", "cost": "40.125"},
                {"values": ("L", "Blue"), "sku": "J/2", "compare_at": "120", "weight_grams": 620},
            ],
            vendor="Nordlicht",
            product_type="Jackets",
            tags=("rain", "new"),
            status="DRAFT",
            description="Dry <b>inside</b>",
        )

    def test_p2_a_product_is_kept_with_all_it_has(self):
        jacket = self.a_jacket()
        jacket["seo"].update(title="A jacket", description="Buy it")
        jacket["category"] = {
            "__typename": "TaxonomyCategory",
            "id": "gid://shopify/TaxonomyCategory/aa-1",
            "fullName": "Apparel > Jackets",
        }
        self.stage()
        record = self.record(jacket)
        expected = {
            "name": "Jacket",
            "handle": "jacket",
            "vendor": "Nordlicht",
            "product_type": "Jackets",
            "category": "Apparel > Jackets",
            "status": "draft",
            "seo_title": "A jacket",
            "seo_description": "Buy it",
            "online_store_url": False,
            "published_at": False,
            "is_gift_card": False,
            "is_bundle": False,
            "option_names": ["Size", "Colour"],
            "removed": False,
            "mapping_state": "unmapped",
            "company_id": self.company,
            "connection_id": self.shop.connection_id,
        }
        self.assertEqual({name: record[name] for name in expected}, expected)
        self.assertIn("Dry <b>inside</b>", record.description_html)
        self.assertEqual(set(record.tag_ids.mapped("name")), {"rain", "new"})
        self.assertTrue(record.shopify_created_at)

    def test_p2_a_variant_is_kept_with_all_it_has(self):
        jacket = self.a_jacket()
        small, large = jacket["variants"]
        small["inventoryItem"].update(harmonizedSystemCode="620193", countryCodeOfOrigin="NO")
        small.update(barcode="4006381333931", taxable=False, inventoryPolicy="CONTINUE")
        self.stage()
        record = self.record_of(small)
        expected = {
            "product_id": self.record(jacket),
            "name": "S / Red",
            "position": 1,
            "option_values": ["S", "Red"],
            "sku": "J/1",
            "barcode": "4006381333931",
            "price": 99.9,
            "compare_at_price": 0.0,
            "cost": 40.125,
            "weight": 0.5,
            "weight_unit": "KILOGRAMS",
            "taxable": False,
            "tracked": True,
            "inventory_policy": "continue",
            "requires_components": False,
            "inventory_item_id": small["inventoryItem"]["id"].rpartition("/")[2],
            "hs_code": "620193",
            "origin_country_code": "NO",
            "is_gift_card": False,
            "removed": False,
            "odoo_product_id": self.env["product.product"],
            "shop_id": self.shop,
            "company_id": self.company,
        }
        self.assertEqual({name: record[name] for name in expected}, expected)
        self.assertEqual(self.record_of(large).compare_at_price, 120)
        self.assertEqual(self.record_of(large).weight, 0.62)

    def test_p2_a_product_without_variants_has_no_options(self):
        mug = self.in_shopify("Mug", sku="MUG")
        self.stage()
        self.assertFalse(self.record(mug).option_names)
        variant = self.record(mug).variant_ids
        self.assertFalse(variant.option_values)
        self.assertEqual(variant.display_name, "Mug")

    def test_p2_scripts_in_a_description_are_not_kept(self):
        mug = self.in_shopify("Mug", description="Fine<script>alert(1)</script> mug")
        self.stage()
        self.assertNotIn("script", self.record(mug).description_html)
        self.assertIn("Fine", self.record(mug).description_html)

    def test_p2_html_in_a_title_stays_text(self):
        mug = self.in_shopify("<b>Mug</b> & <script>alert(1)</script>")
        self.stage()
        self.assertEqual(self.record(mug).name, "<b>Mug</b> & <script>alert(1)</script>")

    def test_p2_gift_cards_and_bundles_are_recognised(self):
        card = self.in_shopify("Card", gift_card=True)
        bundle = self.in_shopify("Set", requires_components=True)
        self.stage()
        self.assertTrue(self.record(card).is_gift_card)
        self.assertTrue(self.record(card).variant_ids.is_gift_card)
        self.assertEqual(self.record(card).mapping_state, "not_needed")
        self.assertTrue(self.record(bundle).is_bundle)
        self.assertTrue(self.record(bundle).variant_ids.requires_components)

    def test_p2_a_second_reading_writes_nothing(self):
        self.a_jacket()
        self.assertEqual(len(self.stage().fresh), 1)
        self.env.flush_all()
        written = self.env["shopify.product"].search([]).mapped("write_date")
        for anew in (False, True):
            batch = self.stage(anew=anew)
            self.assertFalse(batch.fresh)
            self.assertEqual(len(batch.records), 1)
        self.assertEqual(self.env["shopify.product"].search([]).mapped("write_date"), written)

    def test_p2_what_changed_is_written_and_the_rest_is_not_fresh(self):
        jacket, mug = self.a_jacket(), self.in_shopify("Mug")
        self.stage()
        self.change(jacket, title="Rain jacket", tags=["rain"])
        self.change_variant(jacket["variants"][1], price="79.00", unitCost=None)
        self.change(mug)
        batch = self.stage()
        self.assertEqual(batch.fresh, self.record(jacket))
        self.assertEqual(self.record(jacket).name, "Rain jacket")
        self.assertEqual(self.record(jacket).tag_ids.mapped("name"), ["rain"])
        self.assertEqual(self.record_of(jacket["variants"][1]).price, 79)

    def test_p2_an_older_state_than_the_known_one_is_left_alone(self):
        jacket = self.a_jacket()
        with self.shop._asking_shopify() as client:
            old = next(client.products())
        self.change(jacket, title="Rain jacket")
        self.stage()
        self.assertFalse(self.env["shopify.product"]._stage(self.shop, old).fresh)
        self.assertEqual(self.record(jacket).name, "Rain jacket")

    def test_p2_a_variant_that_vanished_is_marked_and_may_come_back(self):
        jacket = self.a_jacket()
        self.stage()
        variant = jacket["variants"].pop(1)
        self.change(jacket)
        self.assertEqual(self.stage().fresh, self.record(jacket))
        self.assertTrue(self.record_of(variant).removed)
        self.assertFalse(self.record_of(jacket["variants"][0]).removed)
        jacket["variants"].append(variant)
        self.change(jacket)
        self.stage()
        self.assertFalse(self.record_of(variant).removed)

    def test_p2_what_an_order_told_is_completed_and_stays_mapped(self):
        jacket = self.a_jacket()
        self.take_in(self.buy_of(jacket).place())
        record = self.record(jacket)
        product = self.record_of(jacket["variants"][0]).odoo_product_id
        self.assertTrue(product)
        self.assertFalse(record.shopify_updated_at)
        self.stage()
        self.assertEqual(record.option_names, ["Size", "Colour"])
        self.assertEqual(len(record.variant_ids), 2)
        self.assertEqual(record.variant_ids[0].odoo_product_id, product)
        self.assertEqual(record.variant_ids[0].price, 99.9)
        self.assertEqual(record.mapping_state, "partly")
        self.assertEqual(record.odoo_template_id, product.product_tmpl_id)

    def test_p2_a_second_company_keeps_its_own(self):
        self.a_jacket()
        self.stage()
        other = self.env["res.company"].create({"name": "Another"})
        shop = self.env["shopify.shop"].create(
            {"name": "Second", "company_id": other.id, "domain": self.shop.domain}
        )
        with self.shop._asking_shopify() as client:
            products = next(client.products())
        self.env["shopify.product"]._stage(shop, products)
        found = self.env["shopify.product"].search([("name", "=", "Jacket")])
        self.assertEqual(found.company_id, self.company | other)
        self.assertEqual(found.mapped("variant_ids.company_id"), self.company | other)

    def test_p2_a_removed_variant_does_not_count_as_unmapped(self):
        jacket = self.a_jacket()
        self.stage()
        small = self.record_of(jacket["variants"][0])
        small.odoo_product_id = self.a_product("Jacket")
        self.assertEqual(small.product_id.mapping_state, "partly")
        self.assertEqual(small.match_rule, "chosen")
        jacket["variants"].pop(1)
        self.change(jacket)
        self.stage()
        self.assertEqual(small.product_id.mapping_state, "mapped")

    def test_p5_a_deleted_odoo_product_leaves_its_variants_unmapped(self):
        jacket = self.a_jacket()
        self.stage()
        product = self.a_product("Jacket")
        self.record_of(jacket["variants"][0]).odoo_product_id = product
        self.env.flush_all()
        product.unlink()
        self.assertEqual(self.record(jacket).mapping_state, "unmapped")
        self.assertFalse(self.record(jacket).odoo_template_id)
