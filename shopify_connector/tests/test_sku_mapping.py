# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.fields import Command

from .product_import_case import ProductImportCase

EAN = "4006381333931"


class TestSkuMapping(ProductImportCase):
    """P4: what a SKU finds, and what is created, for each mapping."""

    def setUp(self):
        super().setUp()
        self.size = self.env["product.attribute"].create(
            {
                "name": "Size",
                "create_variant": "always",
                "value_ids": [Command.create({"name": "S"}), Command.create({"name": "L"})],
            }
        )
        self.shirt = self.env["product.template"].create(
            {
                "name": "Odoo shirt",
                "item_number": "1000",
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": self.size.id,
                            "value_ids": [Command.set(self.size.value_ids.ids)],
                        }
                    )
                ],
            }
        )
        self.small, self.large = self.shirt.product_variant_ids
        self.small.write({"variant_code": "001", "default_code": "SHIRT-S"})
        self.large.write({"variant_code": "002", "barcode": EAN})
        self.mug = self.a_product("Odoo mug", default_code="2000", barcode="5000")
        vendor = self.env["res.partner"].create({"name": "Nordlicht", "supplier_rank": 1})
        self.env["product.supplierinfo"].create(
            [
                {
                    "partner_id": vendor.id,
                    "product_tmpl_id": template.id,
                    "product_id": product.id,
                    "product_code": code,
                    "company_id": self.company.id,
                }
                for template, product, code in (
                    (self.mug.product_tmpl_id, self.env["product.product"], "NL-MUG"),
                    (self.shirt, self.large, "NL-L"),
                )
            ]
        )
        self.vendor = vendor

    def bring(self, mapping, *nodes, **values):
        """Import with a mapping and return the variants of the sandbox's products."""
        self.shop.write({"sku_mapping": mapping, **values})
        self.assert_done(self.sync(self.shop, "products"))
        return [self.record(node).variant_ids for node in nodes]

    # === FINDS === #

    def found_for(self, mapping, sku, barcode=None, options=None, values=()):
        """Return which product a variant with this SKU is linked to, and how it was found."""
        variants = [{"values": values, "sku": sku, "barcode": barcode}] if options else None
        plain = {} if options else {"sku": sku, "barcode": barcode}
        node = self.in_shopify(
            "Thing", options=options, variants=variants, vendor="Nordlicht", **plain
        )
        (variant,) = self.bring(mapping, node, auto_create_products=False)
        found = variant.odoo_product_id, variant.match_rule
        self.shopify.collections["Product"].remove(node)
        return found

    def test_p4_finds(self):
        nothing, size = self.env["product.product"], ["Size"]
        table = [
            # mapping, SKU, options of the variant, product, how it was found
            ("none", "2000", None, (), nothing, False),
            ("none", "1000/001", size, ("S",), nothing, False),
            ("item_number", "2000", None, (), self.mug, "item_number"),
            ("item_number", " 2000 ", None, (), self.mug, "item_number"),
            ("item_number", "SHIRT-S", size, ("M",), self.small, "item_number"),
            ("item_number", "1000", size, ("L",), self.large, "option_values"),
            ("item_number", "9999", None, (), nothing, False),
            ("variant_code", "2000", None, (), nothing, False),
            ("variant_code", "001", size, ("S",), nothing, False),
            ("item_and_variant", "1000/001", size, ("L",), self.small, "item_and_variant"),
            ("item_and_variant", "1000/002", None, (), self.large, "item_and_variant"),
            ("item_and_variant", "2000", None, (), self.mug, "item_and_variant"),
            ("item_and_variant", "1000", size, ("s",), self.small, "option_values"),
            ("item_and_variant", "1000/009", size, ("L",), self.large, "option_values"),
            ("item_and_variant", "1000/009", size, ("XXL",), nothing, False),
            ("item_and_variant", "3000/001", size, ("S",), nothing, False),
            ("vendor_item", "NL-MUG", None, (), self.mug, "vendor_item"),
            ("vendor_item", "NL-L", size, ("S",), self.large, "vendor_item"),
            ("vendor_item", "2000", None, (), nothing, False),
            ("barcode", "5000", None, (), self.mug, "sku_barcode"),
            ("barcode", EAN, size, ("S",), self.large, "sku_barcode"),
            ("barcode", "2000", None, (), nothing, False),
        ]
        for mapping, sku, options, values, product, rule in table:
            with self.subTest(mapping=mapping, sku=sku, values=values):
                found = self.found_for(mapping, sku, options=options, values=values)
                self.assertEqual(found, (product, rule))

    def test_p4_the_barcode_finds_whatever_the_mapping(self):
        for mapping, _label in self.shop._fields["sku_mapping"].selection:
            with self.subTest(mapping=mapping):
                self.assertEqual(
                    self.found_for(mapping, "unknown", barcode=EAN), (self.large, "barcode")
                )

    def test_p4_the_barcode_of_a_packaging_finds_its_variant(self):
        self.env["product.uom"].create(
            {
                "product_id": self.small.id,
                "uom_id": self.env.ref("uom.product_uom_dozen").id,
                "barcode": "777",
            }
        )
        self.assertEqual(self.found_for("item_number", "x", barcode="777"), (self.small, "barcode"))
        self.assertEqual(self.found_for("barcode", "777"), (self.small, "sku_barcode"))

    # === CREATES === #

    def a_jacket(self, *skus, title="Jacket"):
        return self.in_shopify(
            title,
            options=["Size", "Colour"],
            variants=[
                {"values": (size, "Red"), "sku": sku, "barcode": barcode}
                for size, sku, barcode in zip("SMLX", skus, ("b1", "b2", None, None), strict=False)
            ],
            vendor="Nordlicht",
        )

    def codes(self, variants):
        return variants.odoo_product_id.mapped("variant_code")

    def test_p4_none_creates_a_template_without_variants_for_all(self):
        (variants,) = self.bring("none", self.a_jacket("A", "B"))
        product = variants.odoo_product_id
        self.assertEqual(len(product), 1)
        self.assertEqual(len(variants), 2)
        self.assertFalse(product.default_code)
        self.assertFalse(product.attribute_line_ids)
        self.assertEqual(product.name, "Jacket")
        self.assertEqual(product.barcode, "b1")
        self.assertEqual(product.product_uom_ids.mapped("barcode"), ["b2"])

    def test_p4_item_number_creates_a_product_for_each_variant(self):
        (variants,) = self.bring("item_number", self.a_jacket("3000", "4000", None))
        products = variants.odoo_product_id
        self.assertEqual(len(products.product_tmpl_id), 3)
        self.assertEqual(products.mapped("default_code"), ["3000", "4000", False])
        self.assertEqual(products.mapped("barcode"), ["b1", "b2", False])
        self.assertEqual(
            products.mapped("name"), ["Jacket, S / Red", "Jacket, M / Red", "Jacket, L / Red"]
        )

    def test_p4_variant_code_creates_variants_with_sku_or_prefix_code(self):
        (variants,) = self.bring(
            "variant_code", self.a_jacket("RED", None, "BLUE", None), variant_prefix="W-"
        )
        template = variants.odoo_product_id.product_tmpl_id
        self.assertEqual(len(template), 1)
        self.assertEqual(self.codes(variants), ["RED", "W-001", "BLUE", "W-002"])
        self.assertEqual(
            variants.odoo_product_id.mapped("default_code"), ["RED", False, "BLUE", False]
        )
        self.assertFalse(template.item_number)
        self.assertEqual(variants.odoo_product_id.mapped("barcode"), ["b1", "b2", False, False])

    def test_p4_item_and_variant_creates_both_from_the_sku(self):
        (variants,) = self.bring("item_and_variant", self.a_jacket("3000/001", "3000/002", None))
        template = variants.odoo_product_id.product_tmpl_id
        self.assertEqual(template.item_number, "3000")
        self.assertEqual(self.codes(variants), ["001", "002", "V_001"])
        self.assertEqual(
            variants.odoo_product_id.mapped("default_code"),
            ["3000/001", "3000/002", "3000/V_001"],
        )

    def test_p4_item_and_variant_takes_a_number_of_the_sequence_for_an_empty_sku(self):
        sequence = self.env["ir.sequence"].create({"name": "Items", "prefix": "IT", "padding": 3})
        self.shop.item_template_id.sequence_id = sequence
        jacket, mug = self.a_jacket(None, None), self.in_shopify("Plain mug")
        variants, plain = self.bring("item_and_variant", jacket, mug)
        self.assertEqual(variants.odoo_product_id.product_tmpl_id.item_number, "IT001")
        self.assertEqual(self.codes(variants), ["V_001", "V_002"])
        self.assertEqual(plain.odoo_product_id.default_code, "IT002")

    def test_p4_item_and_variant_of_two_items_creates_two_templates(self):
        (variants,) = self.bring("item_and_variant", self.a_jacket("3000/1", "4000/1", "3000/2"))
        one, two, three = variants.odoo_product_id.product_tmpl_id.browse(
            [variant.odoo_product_id.product_tmpl_id.id for variant in variants]
        )
        self.assertEqual(one, three)
        self.assertEqual((one.item_number, two.item_number), ("3000", "4000"))

    def test_p4_vendor_item_stores_the_skus_as_the_vendors_codes(self):
        (variants,) = self.bring("vendor_item", self.a_jacket("N-1", "N-2"))
        product = variants.odoo_product_id
        self.assertEqual(len(product), 1)
        self.assertEqual(product.seller_ids.partner_id, self.vendor)
        self.assertEqual(set(product.seller_ids.mapped("product_code")), {"N-1", "N-2"})
        self.assertFalse(product.attribute_line_ids)

    def test_p4_vendor_item_of_an_unknown_vendor_stores_no_code(self):
        node = self.in_shopify("Mug", sku="N-1", vendor="Nobody knows")
        (variant,) = self.bring("vendor_item", node)
        self.assertTrue(variant.odoo_product_id)
        self.assertFalse(variant.odoo_product_id.seller_ids)

    def test_p4_barcode_stores_the_sku_as_barcode_too(self):
        node = self.in_shopify("Cup", sku="6000", barcode="7000")
        (variant,) = self.bring("barcode", node)
        product = variant.odoo_product_id
        self.assertEqual(product.barcode, "7000")
        self.assertEqual(product.product_uom_ids.mapped("barcode"), ["6000"])
        self.assertFalse(product.default_code)

    def test_p4_what_was_created_is_found_again(self):
        for mapping in ("item_number", "item_and_variant", "vendor_item", "barcode"):
            with self.subTest(mapping=mapping):
                node = self.in_shopify(f"By {mapping}", sku=f"9-{mapping}", vendor="Nordlicht")
                (variant,) = self.bring(mapping, node)
                product = variant.odoo_product_id
                variant.odoo_product_id = False
                self.shop._working()._map_variants(variant, create=True)
                self.assertEqual(variant.odoo_product_id, product)

    def test_p4_a_shopify_variant_without_options_may_name_a_variant_code(self):
        (variant,) = self.bring("item_and_variant", self.in_shopify("Cup", sku="7000/01"))
        self.assertEqual(variant.odoo_product_id.variant_code, "01")
        self.assertEqual(variant.odoo_product_id.product_tmpl_id.item_number, "7000")
