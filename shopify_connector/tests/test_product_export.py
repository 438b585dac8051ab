# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.models.product import product_export
from odoo.fields import Command

from shopify_sandbox.world.catalogue import add_product
from shopify_sandbox.world.collections import add_collection

from .product_export_case import ProductExportCase


class TestProductExport(ProductExportCase):
    """P7, P8, P9, P10: products are added to Shopify as the shop is set."""

    def a_full_mug(self):
        """Return a product of which everything is filled in."""
        vendor = self.env["res.partner"].create({"name": "Acme"})
        category = self.env["product.category"].create({"name": "Tableware"})
        mug = self.a_product(
            default_code="1000",
            barcode="4006381333931",
            weight=0.35,
            categ_id=category.id,
            description_sale="For tea <b>",
            hs_code="6912.00",
            country_of_origin=self.env.ref("base.de").id,
            seller_ids=[Command.create({"partner_id": vendor.id, "product_code": "A-7"})],
        )
        mug.with_company(self.company).standard_price = 4.25
        return mug

    # === P9 === #

    def test_p9_every_field_of_the_table(self):
        """Each row of P9's column "from Odoo on export"."""
        self.shop.write({"export_description": True, "customs_data": True, "weight_unit": "GRAMS"})
        discount = self.env["product.pricelist"].create(
            {
                "name": "Sale",
                "currency_id": self.env.ref("base.EUR").id,
                "company_id": self.company.id,
                "item_ids": [Command.create({"compute_price": "fixed", "fixed_price": 9.9})],
            }
        )
        self.shop.discount_pricelist_id = discount
        self.add(self.a_full_mug())
        product = self.in_shopify("Mug")
        (variant,) = product["variants"]
        item = variant["inventoryItem"]
        for row, found, expected in (
            ("status", product["status"], "ACTIVE"),
            ("title", product["title"], "Mug"),
            ("descriptionHtml", product["descriptionHtml"], "<p>For tea &lt;b&gt;</p>"),
            ("price", variant["price"], "9.90"),
            ("compareAtPrice", variant["compareAtPrice"], "12.50"),
            ("cost", item["unitCost"]["amount"], "4.25"),
            ("sku", variant["sku"], "1000"),
            ("barcode", variant["barcode"], "4006381333931"),
            ("tracked", item["tracked"], True),
            ("inventoryPolicy", variant["inventoryPolicy"], "DENY"),
            ("productType", product["productType"], "Tableware"),
            ("vendor", product["vendor"], "Acme"),
            ("weight", item["measurement"]["weight"]["value"], 350.0),
            ("weight's unit", item["measurement"]["weight"]["unit"], "GRAMS"),
            ("taxable", variant["taxable"], True),
            ("harmonised code", item["harmonizedSystemCode"], "691200"),
            ("country of origin", item["countryCodeOfOrigin"], "DE"),
            ("media", product["media"], []),
        ):
            with self.subTest(row):
                self.assertEqual(found, expected)

    def test_p7_no_stock_goes_along(self):
        mug = self.a_product()
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)])
        self.env["stock.quant"]._update_available_quantity(
            mug.product_variant_id, warehouse.lot_stock_id, 5
        )
        self.add(mug)
        (variant,) = self.in_shopify("Mug")["variants"]
        quantity = variant["inventoryQuantity"]
        self.assertEqual(quantity() if callable(quantity) else quantity, 0)

    # === P8 === #

    def test_p8_each_setting_has_its_effect(self):
        for setting, path, expected in (
            ({"created_product_status": "draft"}, ("status",), "DRAFT"),
            ({"created_product_status": "active"}, ("status",), "ACTIVE"),
            ({"inventory_tracked": False}, ("inventoryItem", "tracked"), False),
            ({"inventory_tracked": True}, ("inventoryItem", "tracked"), True),
            ({"inventory_policy": "continue"}, ("inventoryPolicy",), "CONTINUE"),
            ({"inventory_policy": "deny"}, ("inventoryPolicy",), "DENY"),
            ({"export_description": False}, ("descriptionHtml",), ""),
            ({"export_description": True}, ("descriptionHtml",), "<p>Text</p>"),
            ({"sku_mapping": "barcode"}, ("sku",), "bar-8"),
            ({"sku_mapping": "none"}, ("sku",), None),
        ):
            with self.subTest(setting):
                self.shop.write(setting)
                number = len(self.in_shopify())
                mug = self.a_product(
                    f"Mug {number}", description_sale="Text", barcode=f"bar-{number}"
                )
                self.add(mug)
                made = self.in_shopify(mug.name)
                value = made if path[0] in made else made["variants"][0]
                for key in path:
                    value = value[key]
                self.assertEqual(value or None, expected or None)

    def test_p8_html_with_scripts_goes_out_harmless(self):
        self.shop.export_description = True
        mug = self.a_product(description_sale="<script>alert(1)</script>")
        self.add(mug)
        self.assertNotIn("<script", self.in_shopify("Mug")["descriptionHtml"])

    # === P10 === #

    def test_p10_variants_go_with_their_options(self):
        shirt = self.a_shirt()
        for number, product in enumerate(shirt.product_variant_ids):
            product.default_code = f"SHIRT-{number}"
        self.add(shirt)
        made = self.in_shopify("Shirt")
        self.assertEqual([each["name"] for each in made["options"]], ["Size", "Colour"])
        self.assertEqual(
            [each["title"] for each in made["variants"]],
            ["S / Red", "S / Blue", "M / Red", "M / Blue"],
        )
        product = self.product_of(shirt)
        self.assertEqual(product.mapping_state, "mapped")
        for variant in product.variant_ids:
            self.assertEqual(variant.sku, variant.odoo_product_id.default_code)
            values = variant.odoo_product_id.product_template_attribute_value_ids
            self.assertEqual(set(variant.option_values), set(values.mapped("name")))

    def test_p10_more_variants_than_an_answer_holds(self):
        sizes = [f"Size {number}" for number in range(24)]
        shirt = self.a_shirt(attributes={"Size": sizes})
        self.add(shirt)
        self.assertEqual(len(self.in_shopify("Shirt")["variants"]), 24)
        product = self.product_of(shirt)
        self.assertEqual(product.variant_ids.odoo_product_id, shirt.product_variant_ids)

    def test_p10_three_options_go_and_a_fourth_does_not(self):
        attributes = dict.fromkeys(("Size", "Colour", "Fit"), ("1", "2"))
        three = self.a_shirt("Three", attributes)
        four = self.a_shirt("Four", {**attributes, "Length": ("1", "2")})
        run = self.add(three, four)
        self.assertEqual((run.new_count, run.skipped_count), (1, 1))
        self.assertEqual(len(self.in_shopify("Three")["variants"]), 8)
        self.assert_skipped(four, "too_many_options", "Size, Colour, Fit, Length")

    # === WHAT CAN'T GO === #

    def test_p7_what_can_not_go_says_why(self):
        other = self.env["res.company"].create({"name": "Another"})
        first = self.a_product("First", default_code="TWICE")
        bad = {
            "product_archived": self.a_product("Archived", active=False),
            "not_sold": self.a_product("Unsold", sale_ok=False),
            "other_company": self.a_product("Foreign", company_id=other.id),
            "title_too_long": self.a_product("x" * 256),
            "zero_price": self.a_product("Free", list_price=0),
            "duplicate_sku": self.a_product("Second", default_code="TWICE"),
            "charge_product": self.shop._special_product("tip").product_tmpl_id,
            "no_variants": self.a_product(
                "Unmade",
                attribute_line_ids=self.lines_of(
                    self.an_attribute("Fit", "1", "2", create_variant="dynamic")
                ),
            ),
        }
        run = self.add(first, *bad.values())
        self.assertEqual((run.new_count, run.skipped_count), (1, len(bad)))
        self.assertEqual([each["title"] for each in self.in_shopify()], ["First"])
        for code, template in bad.items():
            with self.subTest(code):
                self.assert_skipped(template, code)

    def test_p7_two_barcodes_alike_can_not_even_be_in_odoo_but_two_skus_can(self):
        shirt = self.a_shirt(attributes={"Size": ("S", "M")}, item_number="1000")
        self.add(shirt)
        self.assert_skipped(shirt, "duplicate_sku", "1000", "Shirt (S)", "Shirt (M)")

    def test_p7_a_deleted_product_is_taken_off_the_list_of_skipped_ones(self):
        bad = self.a_product(list_price=0)
        self.add(bad)
        skip = self.skip_of(bad)
        bad.unlink()
        self.update()
        self.assertFalse(skip.exists())

    def test_p7_an_unknown_unit_of_weight(self):
        data = self.env["ir.model.data"].search(
            [("module", "=", "uom"), ("name", "=", "product_uom_kgm")]
        )
        data.res_id = self.env.ref("uom.product_uom_unit").id
        mug = self.a_product(weight=2)
        self.add(mug)
        self.assert_skipped(mug, "unknown_weight_unit", "Units")

    def test_p7_shopifys_own_refusal_is_told_and_the_others_go(self):
        vendor = self.env["res.partner"].create({"name": "x" * 256})
        bad = self.a_product("Bad", seller_ids=[Command.create({"partner_id": vendor.id})])
        good = self.a_product("Good")
        run = self.add(bad, good)
        self.assertEqual((run.new_count, run.skipped_count), (1, 1))
        self.assert_skipped(bad, "refused_too_long", "Vendor is too long")
        vendor.name = "Acme"
        self.add(bad)
        self.assertFalse(self.skip_of(bad))
        self.assertTrue(self.in_shopify("Bad"))

    def test_p7_a_currency_without_rate_is_named(self):
        self.shop.currency_id = self.env.ref("base.USD")
        self.env["res.currency.rate"].search([]).unlink()
        run = self.sync(self.shop, "products", {"template_ids": self.a_product().ids})
        self.assertEqual(run.state, "failed")
        self.assertIn("USD", run.error)

    # === WHAT IS THERE ALREADY === #

    def test_p7_a_product_with_the_same_sku_is_linked_not_made(self):
        there = add_product(self.shopify, "Becher", sku="1000", price="7.00")
        mug = self.a_product(default_code="1000")
        self.shop.product_sync = "none"
        run = self.add(mug)
        self.assertEqual((run.new_count, run.changed_count), (0, 1))
        product = self.product_of(mug)
        self.assertEqual(product.shopify_id, there["id"].rpartition("/")[2])
        self.assertEqual((product.variant_ids.match_rule, product.variant_ids.sku), ("sku", "1000"))
        self.assertEqual(there["title"], "Becher")
        self.assertFalse([each for each in self.changes() if each.operation != "CustomIdCreate"])

    def test_p7_a_product_with_the_same_barcode_is_linked_not_made(self):
        add_product(self.shopify, "Becher", barcode="4006381333931")
        mug = self.a_product(barcode="4006381333931")
        self.add(mug)
        self.assertEqual(self.product_of(mug).variant_ids.match_rule, "barcode")
        self.assertEqual(len(self.in_shopify()), 1)

    def test_p7_two_candidates_in_shopify_are_never_guessed(self):
        for title in ("Becher", "Tasse"):
            add_product(self.shopify, title, sku="1000")
        mug = self.a_product(default_code="1000")
        self.add(mug)
        self.assert_skipped(mug, "several_variants", "1000")
        self.assertEqual(len(self.in_shopify()), 2)

    def test_p7_a_variant_that_stands_for_another_product_is_not_taken(self):
        first = self.a_product("First", default_code="1000")
        self.add(first)
        first.default_code = False
        second = self.a_product("Second", default_code="1000")
        self.add(second)
        self.assert_skipped(second, "stands_for_other", "First")

    def test_p7_added_twice_is_there_once(self):
        mug = self.a_product()
        self.add(mug)
        self.a_while_passes()
        run = self.add(mug)
        self.assertEqual((run.new_count, run.changed_count, run.skipped_count), (0, 0, 0))
        self.assertEqual(self.sandbox.statistics.total, 0)
        self.assertEqual(len(self.in_shopify()), 1)

    # === RUNS === #

    def test_p1_a_sync_adds_nothing_by_itself(self):
        mug = self.a_product()
        for direction in ("none", "to_shopify", "from_shopify"):
            self.shop.product_sync = direction
            self.update()
        self.assertFalse(self.product_of(mug))
        self.assertFalse(self.in_shopify())

    def test_g13_hands_off_tells_what_would_be_made(self):
        self.shop.allow_changes = False
        shirt = self.a_shirt()
        self.add(shirt)
        self.assertFalse(self.in_shopify())
        self.assert_skipped(shirt, "would_create", "Shirt", "4 variants")

    def test_p7_many_go_by_one_bulk_operation(self):
        mugs = [self.a_product(f"Mug {number}", default_code=f"M{number}") for number in range(105)]
        with patch("time.sleep"):
            run = self.add(*mugs)
        self.assertEqual(run.new_count, 105)
        self.assertEqual(len(self.in_shopify()), 105)
        operations = [each.operation for each in self.changes()]
        self.assertEqual(operations, ["CustomIdCreate", "BulkRunMutation"])

    def test_p7_thousands_go_in_several_pushes(self):
        mugs = [self.a_product(f"Mug {number}") for number in range(5)]
        with patch.object(product_export, "VARIANTS_AT_ONCE", 2):
            run = self.add(*mugs)
        self.assertEqual((run.new_count, run.total), (5, 5))

    # === COLLECTIONS, CHANNELS === #

    def test_p18_new_products_join_the_chosen_collections(self):
        collection = add_collection(self.shopify, "Winter")
        self.shop.collection_ids = self.listed("shopify.collection", "Winter")
        mug = self.a_product()
        self.add(mug)
        (row,) = [each for each in self.changes() if each.operation.startswith("ProductSet")]
        self.assertEqual(row.variables["input0"]["collections"], [collection["id"]])
        # Shopify has been asked after it.
        self.assertEqual(self.product_of(mug).collection_ids.name, "Winter")

    def test_p17_new_products_are_published_on_the_chosen_channels(self):
        self.shop.publication_ids = self.listed("shopify.publication", "Online Store")
        mug = self.a_product()
        self.add(mug)
        self.assertFalse(self.product_of(mug).to_publish)
        # Shopify has been asked after it.
        self.assertEqual(self.product_of(mug).publication_ids.name, "Online Store")

    def test_p17_without_chosen_channels_nothing_is_published(self):
        mug = self.a_product()
        self.add(mug)
        self.assertFalse(self.product_of(mug).publication_ids)

    def test_p17_a_run_that_was_killed_before_publishing_is_made_up_for(self):
        self.shop.publication_ids = self.listed("shopify.publication", "Online Store")
        mug = self.a_product()
        shops = self.env.registry["shopify.shop"]
        with patch.object(shops, "_publish_added", lambda *_args: True):
            self.add(mug)
        self.assertTrue(self.product_of(mug).to_publish)
        self.update()
        self.assertEqual(self.product_of(mug).publication_ids.name, "Online Store")
