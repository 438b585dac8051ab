# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .product_export_case import ProductExportCase


class TestProductExport(ProductExportCase):
    """P7, P9, P10: products are added to Shopify, once."""

    def test_p7_a_product_becomes_one_in_shopify(self):
        mug = self.a_product(default_code="1000", barcode="4006381333931")
        run = self.add(mug)
        self.assertEqual((run.new_count, run.skipped_count, run.failed_count), (1, 0, 0))
        made = self.in_shopify("Mug")
        self.assertEqual(made["status"], "ACTIVE")
        (variant,) = made["variants"]
        self.assertEqual((variant["sku"], variant["barcode"]), ("1000", "4006381333931"))
        self.assertEqual(variant["price"], "12.50")
        self.assertTrue(made["hasOnlyDefaultVariant"])
        product = self.product_of(mug)
        self.assertEqual(product.shopify_id, made["id"].rpartition("/")[2])
        self.assertEqual(product.mapping_state, "mapped")
        self.assertEqual(product.variant_ids.odoo_product_id, mug.product_variant_id)
        self.assertEqual(product.variant_ids.match_rule, "exported")
