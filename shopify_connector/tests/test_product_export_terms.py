# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal

from odoo.fields import Command

from .product_export_case import ProductExportCase


class TestProductExportTerms(ProductExportCase):
    """P8, P9, P10: what becomes of a product of Odoo's in Shopify's terms."""

    def terms(self, template, **options):
        shop = self.shop._working()
        (found,) = shop._exported_products(template.with_env(shop.env), **options).values()
        return found

    def product(self, template, **options):
        return self.terms(template, **options)[0]

    def variant(self, template, **options):
        (variant,) = self.product(template, **options).variants
        return variant

    def facts(self, template):
        return self.terms(template)[1]

    def a_vendor(self, template, name="Acme", code=False, **values):
        return self.env["product.supplierinfo"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": name}).id,
                "product_tmpl_id": template.id,
                "product_code": code,
                **values,
            }
        )

    # === P9: THE FIELDS === #

    def test_p9_the_title_is_the_name(self):
        self.assertEqual(self.product(self.a_product(" Mug ")).title, "Mug")

    def test_p8_the_title_is_in_the_shops_language(self):
        self.env["res.lang"]._activate_lang("de_DE")
        shirt = self.a_shirt(attributes={"Colour": ("Red", "Blue")}, categ_id=False)
        category = self.env["product.category"].create({"name": "Clothes"})
        shirt.categ_id = category
        german = {"lang": "de_DE"}
        shirt.with_context(**german).write({"name": "Hemd", "description_sale": "Ein Hemd"})
        attribute = shirt.attribute_line_ids.attribute_id
        attribute.with_context(**german).name = "Farbe"
        attribute.value_ids[0].with_context(**german).name = "Rot"
        self.shop.write(
            {
                "language_id": self.env.ref("base.lang_de").id,
                "export_description": True,
                "export_attributes": True,
            }
        )
        product = self.product(shirt)
        self.assertEqual((product.title, product.options), ("Hemd", ("Farbe",)))
        self.assertEqual([each.values for each in product.variants], [("Rot",), ("Blue",)])
        self.assertIn("<p>Ein Hemd</p>", product.description_html)
        self.assertIn("<th>Farbe</th><td>Rot, Blue</td>", product.description_html)

    def test_p9_the_vendor_is_the_first_vendor(self):
        mug = self.a_product()
        self.assertEqual(self.product(mug).vendor, "")
        self.a_vendor(mug, "Second", sequence=2)
        self.a_vendor(mug, "First", sequence=1)
        other = self.env["res.company"].create({"name": "Another"})
        self.a_vendor(mug, "Elsewhere", sequence=0, company_id=other.id)
        self.assertEqual(self.product(mug).vendor, "First")

    def test_p9_the_product_type_is_the_categorys_name(self):
        parent = self.env["product.category"].create({"name": "All"})
        category = self.env["product.category"].create({"name": "Mugs", "parent_id": parent.id})
        self.assertEqual(self.product(self.a_product(categ_id=category.id)).product_type, "Mugs")

    def test_p9_the_cost_is_the_standard_price_in_the_shops_currency(self):
        mug = self.a_product()
        mug.with_company(self.company).standard_price = 4.256
        self.assertEqual(self.variant(mug).cost, Decimal("4.26"))
        self.shop.currency_id = self.env.ref("base.USD")
        self.assertEqual(self.variant(mug).cost, Decimal("4.68"))

    def test_p9_the_barcode(self):
        self.assertEqual(self.variant(self.a_product(barcode="4006381333931")).barcode[:4], "4006")
        self.assertEqual(self.variant(self.a_product("Bare")).barcode, "")

    def test_p9_the_weight_in_the_shops_unit(self):
        mug = self.a_product(weight=0.35)
        for unit, weight in (("GRAMS", "350"), ("KILOGRAMS", "0.35"), ("POUNDS", "0.77162")):
            with self.subTest(unit):
                self.shop.weight_unit = unit
                variant = self.variant(mug)
                self.assertEqual((variant.weight, variant.weight_unit), (Decimal(weight), unit))

    def test_p9_the_weight_in_the_unit_that_the_variant_has_already(self):
        mug = self.a_product(weight=0.35)
        units = {mug.product_variant_id.id: "OUNCES"}
        variant = self.variant(mug, units=units)
        self.assertEqual((variant.weight, variant.weight_unit), (Decimal("12.34589"), "OUNCES"))

    def test_p9_odoos_pounds(self):
        self.env["ir.config_parameter"].set_param("product.weight_in_lbs", "1")
        self.shop.weight_unit = "OUNCES"
        self.assertEqual(self.variant(self.a_product(weight=2)).weight, Decimal(32))

    def test_p9_the_unit_is_odoos_as_long_as_the_shops_is_not_known(self):
        self.assertEqual(self.variant(self.a_product(weight=2)).weight_unit, "KILOGRAMS")

    def test_p9_an_unknown_unit_is_a_problem_and_no_wrong_weight(self):
        self.env["ir.model.data"].search(
            [("module", "=", "uom"), ("name", "=", "product_uom_kgm")]
        ).res_id = self.env.ref("uom.product_uom_unit").id
        mug = self.a_product(weight=2)
        self.assertEqual(self.facts(mug).weight_unit, self.env.ref("uom.product_uom_unit").name)
        self.assertFalse(self.variant(mug).weight)

    def test_p9_customs_data_where_the_shop_says_so(self):
        mug = self.a_product(hs_code="6912.00 90", country_of_origin=self.env.ref("base.de").id)
        variant = self.variant(mug)
        self.assertEqual((variant.hs_code, variant.origin_country_code), ("", ""))
        self.shop.customs_data = True
        variant = self.variant(mug)
        self.assertEqual((variant.hs_code, variant.origin_country_code), ("69120090", "DE"))

    def test_p9_a_service_is_not_shipped(self):
        self.assertFalse(self.variant(self.a_product(type="service")).requires_shipping)
        self.assertTrue(self.variant(self.a_product()).requires_shipping)

    # === P8: THE DESCRIPTION === #

    def test_p8_without_the_settings_there_is_no_description(self):
        self.assertEqual(self.product(self.a_product(description_sale="Text")).description_html, "")

    def test_p8_the_long_description_is_escaped(self):
        self.shop.export_description = True
        mug = self.a_product(description_sale="A <script>mug</script>\n\nfor tea")
        self.assertEqual(
            self.product(mug).description_html,
            "<p>A &lt;script&gt;mug&lt;/script&gt;</p><p>for tea</p>",
        )

    def test_p8_attributes_as_a_table_with_those_that_make_no_variants(self):
        self.shop.export_attributes = True
        colour = self.an_attribute("Colour", "Red", "Blue")
        fabric = self.an_attribute("Fabric", "Cotton & silk")
        care = self.an_attribute("Care", "Wash", "Dry", create_variant="no_variant")
        shirt = self.a_product("Shirt", attribute_line_ids=self.lines_of(colour, fabric, care))
        self.assertEqual(
            self.product(shirt).description_html,
            "<table><tbody><tr><th>Colour</th><td>Red, Blue</td></tr>"
            "<tr><th>Fabric</th><td>Cotton &amp; silk</td></tr>"
            "<tr><th>Care</th><td>Wash, Dry</td></tr></tbody></table>",
        )

    # === P8: THE SKU === #

    def test_p8_the_sku_by_mapping(self):
        shirt = self.a_shirt(attributes={"Size": ("S", "M")}, item_number="1000")
        small = self.variant_of(shirt, "S")
        small.write({"default_code": "REF-S", "variant_code": "001", "barcode": "111"})
        self.a_vendor(shirt, code="ACME-0")
        self.env["product.supplierinfo"].create(
            {
                "partner_id": shirt.seller_ids.partner_id.id,
                "product_tmpl_id": shirt.id,
                "product_id": small.id,
                "product_code": "ACME-S",
                "sequence": 9,
            }
        )
        mug = self.a_product(default_code="2000", barcode="222")
        self.a_vendor(mug, code="ACME-M")
        for mapping, of_small, of_mug in (
            ("none", "", ""),
            ("item_number", "REF-S", "2000"),
            ("variant_code", "001", ""),
            ("item_and_variant", "1000/001", "2000"),
            ("vendor_item", "ACME-S", "ACME-M"),
            ("barcode", "111", "222"),
        ):
            with self.subTest(mapping):
                self.shop.sku_mapping = mapping
                self.assertEqual(self.product(shirt).variants[0].sku, of_small)
                self.assertEqual(self.variant(mug).sku, of_mug)

    def test_p8_the_separator(self):
        shirt = self.a_shirt(attributes={"Size": ("S", "M")}, item_number="1000")
        shirt.product_variant_ids[0].variant_code = "001"
        self.shop.write({"sku_mapping": "item_and_variant", "sku_separator": "-"})
        self.assertIn("1000-001", [each.sku for each in self.product(shirt).variants])

    # === P10: OPTIONS === #

    def test_p10_attributes_become_options_in_their_order(self):
        product = self.product(self.a_shirt())
        self.assertEqual(product.options, ("Size", "Colour"))
        self.assertEqual(
            [each.values for each in product.variants],
            [("S", "Red"), ("S", "Blue"), ("M", "Red"), ("M", "Blue")],
        )

    def test_p10_what_tells_no_variants_apart_is_no_option(self):
        colour = self.an_attribute("Colour", "Red", "Blue")
        fabric = self.an_attribute("Fabric", "Cotton")
        care = self.an_attribute("Care", "Wash", "Dry", create_variant="no_variant")
        shirt = self.a_product("Shirt", attribute_line_ids=self.lines_of(colour, fabric, care))
        product = self.product(shirt)
        self.assertEqual(product.options, ("Colour",))
        self.assertEqual([each.values for each in product.variants], [("Red",), ("Blue",)])

    def test_p10_without_variants_there_are_no_options(self):
        fabric = self.an_attribute("Fabric", "Cotton")
        mug = self.a_product(attribute_line_ids=self.lines_of(fabric))
        product = self.product(mug)
        self.assertEqual((product.options, product.variants[0].values), ((), ()))

    def test_p10_an_archived_variant_is_left_out(self):
        shirt = self.a_shirt()
        self.variant_of(shirt, "S", "Red").active = False
        product = self.product(shirt)
        self.assertEqual(len(product.variants), 3)

    def test_p10_a_variant_that_is_not_made_yet_is_left_out(self):
        size = self.an_attribute("Size", "S", "M", create_variant="dynamic")
        shirt = self.a_product("Shirt", attribute_line_ids=self.lines_of(size))
        self.assertEqual(self.product(shirt).variants, ())

    # === WHAT IT IS IN ODOO === #

    def test_p7_what_a_product_is_in_odoo(self):
        combo = self.env["product.combo"].create(
            {
                "name": "Set",
                "company_id": self.company.id,
                "combo_item_ids": [
                    Command.create({"product_id": self.a_product().product_variant_id.id})
                ],
            }
        )
        other = self.env["res.company"].create({"name": "Another"})
        for template, expected in (
            (self.a_product(active=False), {"is_active": False}),
            (self.a_product(sale_ok=False), {"is_sold": False}),
            (
                self.a_product(type="combo", is_storable=False, combo_ids=combo.ids),
                {"is_combo": True},
            ),
            (self.a_product(company_id=other.id), {"company": "Another"}),
            (self.a_product(company_id=self.company.id), {"company": ""}),
            (self.shop._special_product("tip").product_tmpl_id, {"role": "charge"}),
            (self.a_product(), {"is_active": True, "is_sold": True, "role": ""}),
        ):
            facts = self.facts(template)
            for name, value in expected.items():
                with self.subTest(name, value=value):
                    self.assertEqual(getattr(facts, name), value)

    def test_p7_what_is_read_does_not_grow_with_the_products(self):
        shop = self.shop._working()

        def reads(count):
            shirts = self.env["product.template"].union(
                *(self.a_shirt(f"Shirt {count} {number}") for number in range(count))
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            shop._exported_products(shirts.with_env(shop.env))
            return self.env.cr.sql_log_count - before

        reads(1)
        self.assertLessEqual(reads(8), reads(2) + 2)
