# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.fields import Command

from shopify_sandbox.world.catalogue import add_variant

from .product_import_case import ProductImportCase


class TestProductFollow(ProductImportCase):
    """P6: Odoo's products follow what is changed in Shopify, field by field."""

    def setUp(self):
        super().setUp()
        self.shop.write({"sku_mapping": "variant_code", "shopify_can_update_products": True})
        self.env.ref("base.main_company").currency_id = self.company.currency_id

    def bring(self, *nodes, options=None):
        self.run = self.sync(self.shop, "products", options)
        self.assert_done(self.run)
        return self.env["product.template"].union(
            *(self.record(node).variant_ids.odoo_product_id.product_tmpl_id for node in nodes)
        )

    def a_mug(self, **fields):
        return self.in_shopify("Mug", price="12.90", sku="MUG", cost="5", **fields)

    def a_shirt(self, *rows, title="Shirt", **fields):
        rows = rows or (("S", "Red"), ("S", "Blue"), ("L", "Red"))
        variants = [{"values": row, "sku": "-".join(row)} for row in rows]
        return self.in_shopify(title, options=["Size", "Colour"], variants=variants, **fields)

    def product_of(self, variant):
        return self.record_of(variant).odoo_product_id

    def values_of(self, variant):
        return self.product_of(variant).product_template_attribute_value_ids.mapped("name")

    def skips(self):
        return self.env["shopify.sync.skip"].search([("kind", "=", "products")])

    # === FIELD BY FIELD === #

    def test_p6_what_changed_in_shopify_is_written(self):
        self.shop.customs_data = True
        category = self.env["product.category"].create({"name": "Cups"})
        vendor = self.env["res.partner"].create({"name": "Skagen"})
        node = self.a_mug()
        template = self.bring(node)
        self.change(node, title="Cup", productType="Cups", vendor="Skagen")
        self.change_variant(
            node["variants"][0],
            price="14.50",
            barcode="4006381333931",
            harmonizedSystemCode="691110",
            countryCodeOfOrigin="PT",
            unitCost={"__typename": "MoneyV2", "amount": "6.25", "currencyCode": "EUR"},
        )
        self.bring()
        self.assertEqual(self.run.changed_count, 1)
        product = template.product_variant_id.with_company(self.company)
        table = [
            ("title", template.name, "Cup"),
            ("productType", template.categ_id, category),
            ("vendor", template.seller_ids[:1].partner_id, vendor),
            ("price", template.list_price, 14.5),
            ("barcode", product.barcode, "4006381333931"),
            ("cost", product.standard_price, 6.25),
            ("harmonised code", template.hs_code, "691110"),
            ("country of origin", template.country_of_origin.code, "PT"),
        ]
        for name, value, expected in table:
            with self.subTest(name):
                self.assertEqual(value, expected)

    def test_p6_what_was_changed_in_odoo_stays(self):
        node = self.a_mug()
        template = self.bring(node)
        template.name = "Becher"
        self.change_variant(node["variants"][0], price="14.50")
        self.bring()
        self.assertEqual((template.name, template.list_price), ("Becher", 14.5))

    def test_p6_off_nothing_is_written(self):
        self.shop.shopify_can_update_products = False
        node = self.a_mug()
        template = self.bring(node)
        self.change(node, title="Cup")
        self.change_variant(node["variants"][0], price="14.50")
        self.bring()
        self.assertEqual((template.name, template.list_price), ("Mug", 12.9))
        self.assertEqual(self.record(node).name, "Cup")

    def test_p6_switched_on_later_only_changes_since_the_link_are_written(self):
        self.shop.shopify_can_update_products = False
        node = self.a_mug()
        template = self.bring(node)
        template.name = "Becher"
        self.shop.shopify_can_update_products = True
        self.change_variant(node["variants"][0], price="14.50")
        self.bring()
        self.assertEqual((template.name, template.list_price), ("Becher", 14.5))

    def test_p6_a_product_that_was_found_takes_over_what_shopify_has(self):
        self.shop.sku_mapping = "item_number"
        known = self.a_product("Becher", default_code="MUG", list_price=1, barcode="222")
        self.bring(self.a_mug())
        self.assertEqual((known.name, known.list_price, known.barcode), ("Mug", 12.9, "222"))

    def test_p6_where_both_have_changed_the_shop_says_who_wins(self):
        for settle, name in (("shopify", "Cup"), ("odoo", "Becher"), ("ask", "Becher")):
            with self.subTest(settle):
                self.shop.product_conflict = settle
                node = self.a_mug()
                template = self.bring(node)
                template.name = "Becher"
                self.change(node, title="Cup")
                self.bring()
                self.assertEqual(template.name, name)
                self.assertEqual(self.record(node).has_conflict, settle == "ask")
                conflict = self.record(node).conflict_ids
                if settle == "ask":
                    self.assertEqual((conflict.in_odoo, conflict.in_shopify), ("Becher", "Cup"))

    def test_p6_a_conflict_that_is_settled_stays_so(self):
        node = self.a_mug()
        variant, template = node["variants"][0], self.bring(node)
        template.list_price = 15
        self.change_variant(variant, price="14.50")
        self.bring()
        self.assertEqual(template.list_price, 15)
        self.record(node).action_settle_conflict("shopify")
        self.assertEqual(template.list_price, 14.5)
        self.assertFalse(self.record(node).has_conflict)
        self.change_variant(variant, price="16.50")
        self.bring()
        self.assertEqual(template.list_price, 16.5)
        self.assertFalse(self.record(node).has_conflict)

    def test_p6_a_second_sync_writes_nothing(self):
        node = self.a_mug()
        template = self.bring(node)
        self.change(node, title="Cup")
        self.bring()
        template.flush_recordset()
        written = template.write_date
        self.bring()
        self.bring(options={"full": True})
        self.assertEqual(self.run.changed_count, 0)
        self.assertEqual(template.write_date, written)

    def test_p9_customs_data_is_never_wiped(self):
        self.shop.customs_data = True
        node = self.a_mug(hs_code="691110", origin="PT")
        template = self.bring(node)
        self.change_variant(
            node["variants"][0], harmonizedSystemCode=None, countryCodeOfOrigin=None, price="1"
        )
        self.bring()
        self.assertEqual((template.hs_code, template.list_price), ("691110", 1))
        self.assertEqual(template.country_of_origin.code, "PT")

    def test_p9_a_type_that_odoo_lacks_changes_no_category(self):
        category = self.env["product.category"].create({"name": "Cups"})
        node = self.a_mug(product_type="Cups")
        template = self.bring(node)
        self.change(node, productType="Nothing that Odoo has")
        self.bring()
        self.assertEqual(template.categ_id, category)

    def test_p9_a_cost_that_odoo_works_out_itself_is_left_alone(self):
        average = self.env["product.category"].create(
            {"name": "Cups", "property_cost_method": "average"}
        )
        average.with_company(self.company).property_cost_method = "average"
        node = self.a_mug(product_type="Cups")
        product = self.bring(node).product_variant_id.with_company(self.company)
        self.change_variant(
            node["variants"][0],
            unitCost={"__typename": "MoneyV2", "amount": "6.25", "currencyCode": "EUR"},
        )
        self.bring()
        self.assertEqual(product.standard_price, 5)

    def test_p6_a_barcode_that_is_taken_is_told_and_the_rest_is_written(self):
        self.a_product("Other", barcode="777")
        node = self.a_mug()
        product = self.bring(node).product_variant_id
        self.change_variant(node["variants"][0], barcode="777", price="1")
        self.bring()
        self.assertEqual((product.barcode, product.list_price), (False, 1))
        self.assertEqual(self.skips().code, "barcode_taken")
        self.assertIn("Other", self.skips().reason)

    def test_p6_an_archived_product_is_left_alone(self):
        node = self.a_mug()
        template = self.bring(node)
        template.active = False
        self.change(node, title="Cup")
        self.bring()
        self.assertEqual(template.name, "Mug")

    def test_p6_a_product_that_several_variants_are_follows_none(self):
        self.shop.sku_mapping = "none"
        shirt = self.a_shirt()
        template = self.bring(shirt)
        self.assertEqual(len(self.record(shirt).variant_ids.odoo_product_id), 1)
        self.change_variant(shirt["variants"][0], price="99")
        self.bring()
        self.assertEqual(template.list_price, 10)

    # === SKU === #

    def test_p6_a_changed_sku_is_followed_as_it_is_mapped(self):
        for mapping, sku, reference, code, number in (
            ("item_number", "NEW", "NEW", False, False),
            ("item_and_variant", "2000/09", "2000/09", "09", "2000"),
            ("variant_code", "NEW", "NEW", "NEW", False),
            ("none", "NEW", False, False, False),
        ):
            with self.subTest(mapping):
                self.shop.sku_mapping = mapping
                rows = [{"values": ("S",), "sku": "1000/01"}]
                node = self.in_shopify(f"By {mapping}", options=["Size"], variants=rows)
                template = self.bring(node)
                self.change_variant(node["variants"][0], sku=sku)
                self.bring()
                product = self.product_of(node["variants"][0])
                self.assertEqual(product.default_code, reference)
                self.assertEqual(product.variant_code, code)
                self.assertEqual(template.item_number, number)

    def test_p6_a_sku_of_another_product_is_told(self):
        self.shop.sku_mapping = "item_number"
        node = self.a_mug()
        product = self.bring(node).product_variant_id
        self.a_product("Other", default_code="NEW")
        self.change_variant(node["variants"][0], sku="NEW")
        self.bring()
        self.assertEqual(product.default_code, "MUG")
        self.assertEqual(self.skips().code, "sku_taken")

    # === PRICES OF VARIANTS === #

    def test_p6_the_price_of_one_variant_changes_extras(self):
        shirt = self.a_shirt()
        template = self.bring(shirt)
        self.change_variant(shirt["variants"][2], price="12.50")
        self.bring()
        prices = [self.product_of(each).lst_price for each in shirt["variants"]]
        self.assertEqual(prices, [10, 10, 12.5])
        self.assertEqual(template.list_price, 10)

    def test_p6_prices_that_no_longer_add_up_are_told_and_left(self):
        shirt = self.a_shirt(("S", "Red"), ("S", "Blue"), ("L", "Red"), ("L", "Blue"))
        template = self.bring(shirt)
        self.change_variant(shirt["variants"][3], price="99")
        self.bring()
        self.assertEqual(set(template.product_variant_ids.mapped("lst_price")), {10})
        self.assertEqual(self.skips().code, "prices_do_not_add_up")

    # === VARIANTS AND OPTIONS === #

    def add_variant(self, node, *values, **fields):
        self.shopify.clock.advance(minutes=1)
        options = [option["name"] for option in node["options"]]
        variant = add_variant(self.shopify, node, values=values, options=options, **fields)
        self.shopify.touch(node)
        return variant

    def test_p6_a_new_variant_becomes_one_in_odoo(self):
        shirt = self.a_shirt()
        template = self.bring(shirt)
        new = self.add_variant(shirt, "XL", "Red", sku="XL-Red", price="13")
        self.bring()
        product = self.product_of(new)
        self.assertEqual(product.product_tmpl_id, template)
        self.assertEqual(len(template.product_variant_ids), 4)
        self.assertEqual(self.values_of(new), ["XL", "Red"])
        self.assertEqual(product.variant_code, "XL-Red")
        self.assertEqual(product.lst_price, 13)
        self.assertEqual(self.record(shirt).mapping_state, "mapped")
        self.assertFalse(self.skips())

    def test_p6_a_new_variant_takes_its_odoo_variant_where_there_is_one(self):
        shirt = self.a_shirt()
        template = self.bring(shirt)
        red, blue = template.attribute_line_ids[1].product_template_value_ids
        large = template.attribute_line_ids[0].product_template_value_ids[1]
        made = template._create_product_variant(large | blue)
        new = self.add_variant(shirt, "L", "Blue", sku="Other")
        self.bring()
        self.assertEqual(self.product_of(new), made)
        self.assertEqual(self.record_of(new).match_rule, "option_values")
        self.assertTrue(red)

    def test_p6_a_new_variant_wakes_an_archived_one(self):
        shirt = self.a_shirt()
        template = self.bring(shirt)
        old = self.product_of(shirt["variants"][2])
        gone = shirt["variants"].pop(2)
        self.change(shirt)
        self.bring()
        self.record_of(gone).odoo_product_id = False
        old.active = False
        new = self.add_variant(shirt, "L", "Red", sku="NEW")
        self.bring()
        self.assertEqual(self.product_of(new), old)
        self.assertTrue(old.active)
        self.assertEqual(len(template.product_variant_ids), 3)

    def test_p6_a_new_variant_of_products_of_their_own_is_one_more(self):
        self.shop.sku_mapping = "item_number"
        shirt = self.a_shirt()
        self.assertEqual(len(self.bring(shirt)), 3)
        new = self.add_variant(shirt, "XL", "Red", sku="XL-Red")
        self.assertEqual(len(self.bring(shirt)), 4)
        self.assertEqual(self.product_of(new).default_code, "XL-Red")

    def test_p6_a_renamed_value_follows(self):
        shirt = self.a_shirt()
        template = self.bring(shirt)
        products = template.product_variant_ids
        self.shopify.clock.advance(minutes=1)
        for variant in shirt["variants"]:
            for option in variant["selectedOptions"]:
                if option["value"] == "Red":
                    option["value"] = "Crimson"
        self.change(shirt)
        self.bring()
        self.assertEqual(template.product_variant_ids, products, "they are the same variants")
        self.assertEqual(self.values_of(shirt["variants"][0]), ["S", "Crimson"])
        self.assertEqual(self.values_of(shirt["variants"][1]), ["S", "Blue"])
        line = template.attribute_line_ids[1]
        self.assertEqual(set(line.value_ids.mapped("name")), {"Crimson", "Blue"})

    def test_p6_values_that_swap_follow(self):
        shirt = self.a_shirt(("S", "Red"), ("L", "Blue"))
        template = self.bring(shirt)
        one, two = (self.product_of(variant) for variant in shirt["variants"])
        first, second = shirt["variants"]
        first["selectedOptions"], second["selectedOptions"] = (
            second["selectedOptions"],
            first["selectedOptions"],
        )
        self.change(shirt)
        self.bring()
        self.assertEqual(self.product_of(first), one)
        self.assertEqual(self.values_of(first), ["L", "Blue"])
        self.assertEqual(self.values_of(second), ["S", "Red"])
        self.assertEqual(template.product_variant_ids, one | two)

    def test_p6_a_new_option_follows(self):
        shirt = self.a_shirt()
        template = self.bring(shirt)
        products = template.product_variant_ids
        self.reshape(shirt, "Stuff", "Wool")
        self.bring()
        self.assertEqual(template.product_variant_ids, products)
        self.assertEqual(
            template.attribute_line_ids.attribute_id.mapped("name"), ["Size", "Colour", "Stuff"]
        )
        self.assertEqual(self.values_of(shirt["variants"][0]), ["S", "Red", "Wool"])

    def reshape(self, node, option, value):
        """Give all variants of a sandbox's product a value of a new option."""
        known = {"__typename": "ProductOption", "name": option, "values": [value]}
        known["position"] = len(node["options"]) + 1
        known["id"] = f"gid://shopify/ProductOption/99{known['position']}"
        known["optionValues"] = []
        node["options"].append(known)
        for variant in node["variants"]:
            variant["selectedOptions"] = [
                *variant["selectedOptions"],
                {"__typename": "SelectedOption", "name": option, "value": value},
            ]
            variant["title"] = " / ".join(each["value"] for each in variant["selectedOptions"])
        self.change(node)

    def test_p6_a_renamed_option_follows(self):
        shirt = self.a_shirt()
        template = self.bring(shirt)
        for variant in shirt["variants"]:
            variant["selectedOptions"][1]["name"] = "Shade"
        shirt["options"][1]["name"] = "Shade"
        self.change(shirt)
        self.bring()
        self.assertEqual(template.attribute_line_ids.attribute_id.mapped("name"), ["Size", "Shade"])
        self.assertEqual(self.values_of(shirt["variants"][1]), ["S", "Blue"])

    def test_p6_options_that_odoo_can_not_follow_are_told(self):
        shirt = self.a_shirt()
        template = self.bring(shirt)
        large, blue = (
            template.attribute_line_ids[0].product_template_value_ids[1],
            template.attribute_line_ids[1].product_template_value_ids[1],
        )
        template._create_product_variant(large | blue)
        self.reshape(shirt, "Stuff", "Wool")
        self.change(shirt, title="Wool shirt")
        self.bring()
        self.assertEqual(template.name, "Wool shirt")
        self.assertEqual(len(template.attribute_line_ids), 2)
        self.assertEqual(self.skips().code, "options_differ")

    def test_p6_odoos_own_attributes_stay(self):
        shirt = self.a_shirt()
        template = self.bring(shirt)
        brand = self.env["product.attribute"].create(
            {"name": "Brand", "value_ids": [Command.create({"name": "Nordlicht"})]}
        )
        template.attribute_line_ids = [
            Command.create(
                {"attribute_id": brand.id, "value_ids": [Command.set(brand.value_ids.ids)]}
            )
        ]
        for variant in shirt["variants"]:
            variant["selectedOptions"][1]["value"] += " dark"
        self.change(shirt)
        self.bring()
        self.assertEqual(set(self.values_of(shirt["variants"][0])), {"S", "Red dark", "Nordlicht"})
        new = self.add_variant(shirt, "XL", "Red dark", sku="XL")
        self.bring()
        self.assertEqual(set(self.values_of(new)), {"XL", "Red dark", "Nordlicht"})

    def test_p6_a_variant_that_vanished_leaves_odoos_alone(self):
        shirt = self.a_shirt()
        template = self.bring(shirt)
        gone = shirt["variants"].pop(0)
        self.change(shirt)
        self.bring()
        self.assertTrue(self.record_of(gone).removed)
        self.assertEqual(len(template.product_variant_ids), 3)

    def test_p6_products_of_their_own_are_renamed_with_their_title(self):
        self.shop.sku_mapping = "item_number"
        shirt = self.a_shirt()
        self.bring(shirt)
        own = self.product_of(shirt["variants"][0])
        own.name = "My own name"
        self.change(shirt, title="Blouse")
        self.bring()
        self.assertEqual(own.name, "My own name")
        self.assertEqual(self.product_of(shirt["variants"][1]).name, "Blouse, S / Blue")
