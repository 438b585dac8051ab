# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from itertools import product as every
from unittest.mock import patch

from odoo import fields
from odoo.addons.shopify_connector.models.product import product_import
from odoo.addons.shopify_connector.shopify import readers
from odoo.fields import Command
from odoo.tests import new_test_user

from shopify_sandbox.world.product_changes import remove_product

from .product_import_case import ProductImportCase

GERMAN_TAX = "Umsatzsteuer"


class TestProductImport(ProductImportCase):
    """P1-P3, P9, P10, P13: products come from Shopify and become products of Odoo."""

    def setUp(self):
        super().setUp()
        self.shop.sku_mapping = "variant_code"
        # Prices in the main company's dollars would only hide what is meant.
        self.env.ref("base.main_company").currency_id = self.company.currency_id

    def bring(self, *nodes, options=None):
        """Sync products; return the Odoo templates of the sandbox's products."""
        self.run = self.sync(self.shop, "products", options)
        self.assert_done(self.run)
        return self.env["product.template"].union(
            *(self.record(node).variant_ids.odoo_product_id.product_tmpl_id for node in nodes)
        )

    def a_shirt(self, *rows, title="Shirt", **fields):
        rows = rows or (("S", "Red"), ("S", "Blue"), ("L", "Red"), ("L", "Blue"))
        variants = [
            row if isinstance(row, dict) else {"values": row, "sku": "-".join(row)} for row in rows
        ]
        return self.in_shopify(title, options=["Size", "Colour"], variants=variants, **fields)

    def combinations(self, template):
        return {
            tuple(product.product_template_attribute_value_ids.mapped("name"))
            for product in template.product_variant_ids
        }

    def skips(self):
        return self.env["shopify.sync.skip"].search([("kind", "=", "products")])

    # === P9, ROW BY ROW === #

    def test_p9_what_comes_into_odoo(self):
        category = self.env["product.category"].create({"name": "jackets"})
        vendor = self.env["res.partner"].create({"name": "NORDLICHT"})
        self.shop.customs_data = True
        node = self.in_shopify(
            "Jacket",
            sku="J-1",
            price="149.00",
            cost="60.50",
            barcode="4006381333931",
            compare_at="200",
            weight_grams=620,
            product_type="Jackets",
            vendor="Nordlicht",
            hs_code="620193",
            origin="NO",
            tracked=False,
            policy="CONTINUE",
            status="DRAFT",
            description="Dry",
        )
        node["seo"].update(title="SEO title")
        self.shop.sku_mapping = "item_number"
        template = self.bring(node)
        product = template.product_variant_id
        table = [
            # Shopify's field, what Odoo has, what it should be
            ("title", template.name, "Jacket"),
            ("price", template.list_price, 149),
            ("cost", product.with_company(self.company).standard_price, 60.5),
            ("sku", product.default_code, "J-1"),
            ("barcode", product.barcode, "4006381333931"),
            ("productType", template.categ_id, category),
            ("vendor", template.seller_ids.partner_id, vendor),
            ("weight, for a new product", product.weight, 0.62),
            ("harmonised code", template.hs_code, "620193"),
            ("country of origin", template.country_of_origin.code, "NO"),
            ("status", template.active, True),
            ("descriptionHtml", template.description_sale, False),
            ("tracked", template.is_storable, True),
        ]
        for name, value, expected in table:
            with self.subTest(name):
                self.assertEqual(value, expected)

    def test_p9_customs_data_stays_out_where_the_shop_does_not_want_it(self):
        node = self.in_shopify("Jacket", hs_code="620193", origin="NO")
        template = self.bring(node)
        self.assertFalse(template.hs_code)
        self.assertFalse(template.country_of_origin)

    def test_p9_a_name_that_odoo_has_twice_is_nobodys(self):
        self.env["product.category"].create([{"name": "Jackets"}, {"name": "JACKETS"}])
        self.env["res.partner"].create([{"name": "Nordlicht"}, {"name": "Nordlicht"}])
        category = self.env["product.category"].create({"name": "Web shop"})
        self.shop.item_template_id.categ_id = category
        node = self.in_shopify("Jacket", product_type="Jackets", vendor="Nordlicht")
        template = self.bring(node)
        self.assertEqual(template.categ_id, category)
        self.assertFalse(template.seller_ids)

    def test_p9_of_two_partners_of_a_name_the_vendor_is_meant(self):
        self.env["res.partner"].create({"name": "Nordlicht"})
        vendor = self.env["res.partner"].create({"name": "Nordlicht", "supplier_rank": 1})
        template = self.bring(self.in_shopify("Jacket", vendor="Nordlicht"))
        self.assertEqual(template.seller_ids.partner_id, vendor)

    def test_p9_prices_in_another_currency_are_converted(self):
        self.shop.currency_id = self.env.ref("base.USD")
        template = self.bring(self.in_shopify("Jacket", price="110.00", cost="55"))
        self.assertEqual(template.list_price, 100)
        self.assertEqual(template.product_variant_id.with_company(self.company).standard_price, 50)

    def test_p9_a_currency_without_rate_is_named_and_nothing_is_made(self):
        currency = self.env.ref("base.USD")
        self.shop.currency_id = currency
        currency.rate_ids.unlink()
        node = self.in_shopify("Jacket")
        self.assertFalse(self.bring(node))
        self.assertEqual(self.skips().code, "currency_without_rate")
        self.assertIn("USD", self.skips().reason)
        self.assertIn("Enter a rate", self.record(node).match_fix)

    def test_p9_a_price_of_zero_is_a_price(self):
        self.assertEqual(self.bring(self.in_shopify("Free", price="0.00")).list_price, 0)

    def test_p9_weights_come_in_odoos_unit(self):
        self.env["ir.config_parameter"].set_param("product.weight_in_lbs", "1")
        template = self.bring(self.in_shopify("Jacket", weight_grams=1000))
        self.assertEqual(round(template.weight, 2), 2.2)

    # === P3: THE ITEM TEMPLATE === #

    def test_p3_new_products_look_like_the_item_template(self):
        route = self.env["stock.route"].create({"name": "Drop ship", "product_selectable": True})
        dozen = self.env.ref("uom.product_uom_dozen")
        taxes = self.env["account.tax"].search([("company_id", "=", self.company.id)])
        sale = taxes.filtered(lambda tax: tax.type_tax_use == "sale")[:1]
        purchase = taxes.filtered(lambda tax: tax.type_tax_use == "purchase")[:1]
        category = self.env["product.category"].create({"name": "Web shop"})
        user = new_test_user(
            self.env,
            "keeper",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.shop.item_template_id.write(
            {
                "categ_id": category.id,
                "is_storable": False,
                "invoice_policy": "delivery",
                "taxes_id": [Command.set(sale.ids)],
                "supplier_taxes_id": [Command.set(purchase.ids)],
                "uom_id": dozen.id,
                "route_ids": [Command.set(route.ids)],
                "responsible_id": user.id,
            }
        )
        template = self.bring(self.a_shirt()).with_company(self.company)
        self.assertEqual(template.categ_id, category)
        self.assertEqual((template.type, template.is_storable), ("consu", False))
        self.assertEqual(template.invoice_policy, "delivery")
        self.assertIn(sale, template.taxes_id)
        self.assertIn(purchase, template.supplier_taxes_id)
        self.assertEqual(template.uom_id, dozen)
        self.assertEqual(template.route_ids, route)
        self.assertEqual(template.responsible_id, user)
        self.assertFalse(template.company_id)

    def test_p3_where_none_is_created_each_product_says_what_to_do(self):
        self.shop.auto_create_products = False
        shirt = self.a_shirt()
        self.assertFalse(self.bring(shirt))
        self.assertEqual(self.run.skipped_count, 1)
        record = self.record(shirt)
        self.assertEqual(record.mapping_state, "unmapped")
        self.assertIn("no Odoo product has its SKU S-Red", record.match_error)
        self.assertIn("3 more variants", record.match_error)
        self.assertIn("Create unknown products", record.match_fix)
        self.assertEqual(self.skips().code, "not_found")

    def test_p3_mapping_comes_before_creation(self):
        self.shop.sku_mapping = "item_number"
        known = self.a_product("Odoo mug", default_code="MUG")
        node = self.in_shopify("Mug", sku="MUG")
        self.assertEqual(self.bring(node).product_variant_id, known)

    def test_p3_gift_cards_become_no_products(self):
        card = self.in_shopify(
            "Gift card", options=["Value"], variants=[("10",), ("20",)], gift_card=True
        )
        self.assertFalse(self.bring(card))
        self.assertEqual(self.record(card).mapping_state, "not_needed")
        self.assertFalse(self.skips())

    def test_p3_a_bundle_becomes_a_product_without_stock(self):
        template = self.bring(self.in_shopify("Set", requires_components=True))
        self.assertEqual(template.type, "consu")
        self.assertFalse(template.is_storable)

    # === P10: OPTIONS AND VARIANTS === #

    def test_p10_options_become_attributes(self):
        template = self.bring(self.a_shirt())
        self.assertEqual(
            template.attribute_line_ids.attribute_id.mapped("name"), ["Size", "Colour"]
        )
        self.assertEqual(
            self.combinations(template), {("S", "Red"), ("S", "Blue"), ("L", "Red"), ("L", "Blue")}
        )
        record = self.env["shopify.product"].search([])
        for variant in record.variant_ids:
            values = variant.odoo_product_id.product_template_attribute_value_ids
            self.assertEqual(values.mapped("name"), variant.option_values)
        self.assertEqual(record.mapping_state, "mapped")
        self.assertEqual(record.odoo_template_id, template)

    def test_p10_odoos_attributes_and_values_are_shared_by_name(self):
        attributes = self.env["product.attribute"]
        never = attributes.create({"name": "Size", "create_variant": "no_variant"})
        dynamic = attributes.create({"name": "SIZE", "create_variant": "dynamic"})
        always = attributes.create(
            {
                "name": "size",
                "create_variant": "always",
                "value_ids": [Command.create({"name": "s"})],
            }
        )
        one, two = self.bring(self.a_shirt(), self.a_shirt(title="Other shirt"))
        used = one.attribute_line_ids.attribute_id
        self.assertIn(always, used)
        self.assertFalse(used & (never | dynamic))
        self.assertEqual(used, two.attribute_line_ids.attribute_id)
        self.assertEqual(always.value_ids.mapped("name"), ["s", "L"])
        self.assertEqual(attributes.search_count([("name", "=ilike", "colour")]), 1)

    def test_p10_exactly_shopifys_variants_come_into_being(self):
        rows = [("S", "Red"), ("L", "Blue"), ("L", "Red")]
        for kind in ("dynamic", "always"):
            with self.subTest(kind):
                name = f"Colour {kind}"
                self.env["product.attribute"].create({"name": name, "create_variant": kind})
                node = self.in_shopify(kind, options=["Size", name], variants=rows)
                template = self.bring(node)
                self.assertEqual(self.combinations(template), set(rows))

    def test_p10_new_attributes_make_no_further_variants_later(self):
        template = self.bring(self.a_shirt(("S", "Red"), ("L", "Blue")))
        line = template.attribute_line_ids[0]
        line.value_ids = [Command.create({"name": "XXL", "attribute_id": line.attribute_id.id})]
        self.assertEqual(self.combinations(template), {("S", "Red"), ("L", "Blue")})

    def test_p10_three_options(self):
        values = list(every("SML", ("Red", "Blue"), ("Wool", "Silk")))
        node = self.in_shopify("Shirt", options=["Size", "Colour", "Stuff"], variants=values)
        self.assertEqual(self.combinations(self.bring(node)), set(values))

    def test_p10_two_thousand_and_forty_eight_variants(self):
        letters = [f"{number:02}" for number in range(16)]
        values = list(every(letters, letters, letters[:8]))
        node = self.in_shopify(
            "Many",
            options=["A", "B", "C"],
            variants=[{"values": row, "sku": "".join(row), "stock": 0} for row in values],
        )
        with patch.object(readers, "PRODUCT_PAGE", 5):
            template = self.bring(node)
        self.assertEqual(len(template.product_variant_ids), 2048)
        self.assertEqual(self.combinations(template), set(values))
        self.assertEqual(self.record(node).mapping_state, "mapped")

    def test_p10_the_second_page_of_variants_is_read(self):
        rows = [(f"Size {number}",) for number in range(30)]
        template = self.bring(self.in_shopify("Shirt", options=["Size"], variants=rows))
        self.assertEqual(len(template.product_variant_ids), 30)

    def test_p10_default_title_means_no_variants(self):
        template = self.bring(self.in_shopify("Mug", sku="MUG"))
        self.assertFalse(template.attribute_line_ids)
        self.assertEqual(len(template.product_variant_ids), 1)

    def test_p10_one_variant_with_an_option_keeps_it(self):
        template = self.bring(self.in_shopify("Cap", options=["Size"], variants=[("One size",)]))
        self.assertEqual(self.combinations(template), {("One size",)})

    # === PRICES OF VARIANTS === #

    def priced(self, **prices):
        rows = [
            {"values": tuple(values), "price": price, "sku": values}
            for values, price in prices.items()
        ]
        node = self.a_shirt(*rows, title=f"Priced {len(self.shopify.collection('Product'))}")
        return self.bring(node)

    def prices(self, template):
        return {
            product.default_code: round(product.lst_price, 2)
            for product in template.product_variant_ids
        }

    def test_p9_prices_of_variants_are_extras_of_their_values(self):
        template = self.priced(SR="10", SB="11", LR="12.5", LB="13.5")
        self.assertEqual(self.prices(template), {"SR": 10, "SB": 11, "LR": 12.5, "LB": 13.5})
        self.assertEqual(template.list_price, 10)
        self.assertFalse(self.skips())

    def test_p9_extras_of_one_product_leave_the_others_alone(self):
        one = self.priced(SR="10", LR="12")
        two = self.priced(SR="30", LR="30")
        self.assertEqual(self.prices(one), {"SR": 10, "LR": 12})
        self.assertEqual(self.prices(two), {"SR": 30, "LR": 30})

    def test_p9_prices_that_do_not_add_up_are_told(self):
        template = self.priced(SR="10", SB="11", LR="12", LB="99")
        self.assertEqual(set(self.prices(template).values()), {10})
        self.assertEqual(self.skips().code, "prices_do_not_add_up")
        self.assertIn("pricelist", self.skips().fix)
        self.assertEqual(self.run.new_count, 1)

    # === BAD INPUT === #

    def test_p3_a_barcode_that_is_taken_is_left_out_and_told(self):
        self.a_product("Odoo", barcode="111", active=False)
        packaging = self.a_product("Odoo two")
        self.env["product.uom"].create(
            {"product_id": packaging.id, "uom_id": packaging.uom_id.id, "barcode": "222"}
        )
        packaging.active = False
        rows = [
            {"values": ("S", "Red"), "barcode": "111", "sku": "A"},
            {"values": ("M", "Red"), "barcode": "222", "sku": "B"},
            {"values": ("L", "Red"), "barcode": "333", "sku": "C"},
            {"values": ("XL", "Red"), "barcode": "333", "sku": "D"},
        ]
        template = self.bring(self.a_shirt(*rows))
        self.assertEqual(
            template.product_variant_ids.sorted("default_code").mapped("barcode"),
            [False, False, "333", False],
        )
        self.assertEqual(set(self.skips().mapped("code")), {"barcode_taken"})
        self.assertEqual(len(self.skips()), 3)

    def test_p3_a_sku_that_is_twice_in_a_product_is_told(self):
        rows = [{"values": (size, "Red"), "sku": "SAME"} for size in "SL"]
        template = self.bring(self.a_shirt(*rows))
        codes = template.product_variant_ids.mapped("variant_code")
        self.assertEqual(set(codes), {"SAME", "V_001"})
        self.assertEqual(self.skips().code, "code_taken")

    def test_p3_a_sku_of_two_products_makes_one_and_is_told(self):
        self.shop.sku_mapping = "item_number"
        one, two = self.in_shopify("Mug", sku="SAME"), self.in_shopify("Cup", sku="SAME")
        template = self.bring(one, two)
        self.assertEqual(len(template), 1)
        self.assertEqual(self.skips().code, "shared_sku")
        self.assertIn("Mug", self.skips().reason)

    def test_p3_a_variant_without_options_is_told_and_the_others_are_made(self):
        shirt = self.a_shirt()
        bad = shirt["variants"][1]
        bad["selectedOptions"] = bad["selectedOptions"][:1]
        template = self.bring(shirt)
        self.assertEqual(len(template.product_variant_ids), 3)
        self.assertFalse(self.record_of(bad).odoo_product_id)
        self.assertEqual(self.record(shirt).mapping_state, "partly")
        self.assertEqual(self.skips().code, "variant_without_options")
        self.assertIn("Colour", self.skips().reason)

    def test_p3_options_that_differ_by_capitals_only_are_told(self):
        shirt = self.a_shirt(("S", "Red"), ("s", "RED"), ("L", "Red"))
        template = self.bring(shirt)
        self.assertEqual(len(template.product_variant_ids), 2)
        self.assertEqual(self.skips().code, "same_options")

    def test_p3_html_in_a_title_is_text(self):
        title = "<b>Mug</b> <script>alert('x')</script>"
        self.assertEqual(self.bring(self.in_shopify(title)).name, title)

    def test_p3_odd_and_long_values_come_through(self):
        title = "Ünïcode 🏔 " * 20
        node = self.in_shopify(title, sku=" 9\t9 " + "x" * 200, barcode=" 4006381333931 ")
        self.shop.sku_mapping = "item_number"
        product = self.bring(node).product_variant_id
        self.assertEqual(product.name, title)
        self.assertEqual(product.barcode, "4006381333931")
        self.assertTrue(product.default_code.startswith("9\t9"))

    def test_p3_one_bad_product_stops_no_other(self):
        nodes = [self.in_shopify(f"Mug {number}", sku=f"M{number}") for number in range(8)]
        templates = self.env.registry["product.template"]
        create = templates.create

        def failing(model, vals_list):
            if any(vals.get("name") == "Mug 5" for vals in vals_list):
                raise ValueError("This one can't be made")
            return create(model, vals_list)

        with patch.object(templates, "create", failing):
            made = self.bring(*nodes)
        self.assertEqual(len(made), 7)
        self.assertEqual((self.run.new_count, self.run.failed_count), (7, 1))
        self.assertIn("This one can't be made", self.record(nodes[5]).match_error)
        self.assertEqual(len(self.bring(*nodes)), 8, "the next sync tries it again")
        self.assertFalse(self.skips())
        self.assertFalse(self.record(nodes[5]).match_error)

    # === P13: THE SYNC === #

    def test_p13_nothing_is_written_the_second_time(self):
        nodes = [self.a_shirt(), self.in_shopify("Mug", sku="MUG")]
        templates = self.bring(*nodes)
        self.env.flush_all()
        before = self.all_write_dates()
        for options in (None, {"full": True}):
            self.bring(*nodes, options=options)
            self.assertEqual((self.run.new_count, self.run.changed_count), (0, 0))
            self.assertEqual(self.all_write_dates(), before)
        self.assertEqual(len(templates.product_variant_ids), 5)

    def all_write_dates(self):
        return {
            record: record.write_date
            for model in (
                "product.template",
                "product.product",
                "product.template.attribute.value",
                "shopify.product",
                "shopify.variant",
            )
            for record in self.env[model].with_context(active_test=False).search([])
        }

    def test_p13_only_what_changed_is_read(self):
        nodes = [self.in_shopify(f"Mug {number}", sku=f"M{number}") for number in range(3)]
        self.bring(*nodes)
        self.assertTrue(self.shop.products_synced_until)
        self.shop.products_synced_until = fields.Datetime.add(fields.Datetime.now(), minutes=30)
        self.shopify.clock.advance(hours=1)
        self.change(nodes[1], title="Cup")
        self.bring()
        self.assertEqual(self.run.total, 1)
        self.assertEqual(self.record(nodes[1]).name, "Cup")

    def test_p13_the_first_sync_of_many_reads_in_bulk(self):
        nodes = [self.in_shopify(f"Mug {number}", sku=f"M{number}") for number in range(12)]
        with patch.object(product_import, "FEWEST_FOR_BULK", 10):
            self.assertEqual(len(self.bring(*nodes)), 12)
        asked = self.sandbox.statistics.by_operation
        self.assertEqual(asked["BulkRunQuery"], 1, asked)
        self.assertFalse(asked["Products"])
        self.assertFalse(self.shop.products_reading)
        self.assertTrue(self.shop.products_synced_until)

    def test_p13_chosen_products_are_read_and_no_others(self):
        self.shop.product_sync = "none"
        wanted, other = self.in_shopify("Mug"), self.in_shopify("Cup")
        number = wanted["id"].rpartition("/")[2]
        template = self.bring(wanted, options={"shopify_ids": [number, "404"]})
        self.assertEqual(template.name, "Mug")
        self.assertFalse(self.record(other))

    def test_p1_none_and_to_shopify_import_nothing(self):
        node = self.in_shopify("Mug")
        for direction in ("none", "to_shopify"):
            self.shop.product_sync = direction
            self.bring()
            self.assertFalse(self.record(node))

    def test_p13_products_that_left_shopify_are_noticed(self):
        mug, cup = self.in_shopify("Mug"), self.in_shopify("Cup")
        templates = self.bring(mug, cup)
        remove_product(self.shopify, mug)
        self.bring()
        self.assertTrue(self.record(mug).removed)
        self.assertFalse(self.record(cup).removed)
        self.assertTrue(all(templates.mapped("active")), "Odoo's products stay")

    def test_p2_what_an_order_brought_and_what_is_read_is_one(self):
        shirt = self.a_shirt()
        self.shop.sku_mapping = "item_number"
        self.take_in(self.buy_of(shirt).place())
        first = self.record_of(shirt["variants"][0]).odoo_product_id
        self.bring(shirt)
        self.assertEqual(self.record_of(shirt["variants"][0]).odoo_product_id, first)
        self.assertEqual(self.record(shirt).mapping_state, "mapped")
        self.assertEqual(self.env["shopify.product"].search_count([]), 1)

    def test_p3_an_order_makes_products_with_variants_too(self):
        shirt = self.a_shirt()
        (order,) = self.take_in(self.buy_of(shirt).place())
        self.assert_in_odoo(order)
        product = order.line_ids.product_id
        self.assertEqual(product.product_template_attribute_value_ids.mapped("name"), ["S", "Red"])
