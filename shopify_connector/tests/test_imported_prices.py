# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.fields import Command

from shopify_sandbox.world.catalogue import add_product

from .common import RATES
from .product_import_case import ProductImportCase


class TestImportedPrices(ProductImportCase):
    """P9, P12: what comes from Shopify as a price goes back as the same price."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tax = cls.env["account.tax"].create(
            {
                "name": "VAT 21 %",
                "amount": 21,
                "price_include_override": "tax_excluded",
                "company_id": cls.company.id,
            }
        )
        cls.shop.item_template_id.taxes_id = [Command.set(tax.ids)]
        cls.shop.write({"product_sync": "from_shopify", "prices_include_tax": "included"})

    def imported(self, product):
        self.assert_done(self.sync(self.shop, "products"))
        return self.record(product)

    @staticmethod
    def in_dollars(euros):
        """Products of all companies are priced in the main company's currency."""
        return round(euros * RATES["USD"], 4)

    def prices(self, product):
        found = self.shop._shopify_prices(product.variant_ids.odoo_product_id)
        return {each.name: str(found[each.odoo_product_id].price) for each in product.variant_ids}

    def test_p9_prices_with_tax_become_prices_without(self):
        product = self.imported(add_product(self.shopify, "Lantern", price="121.00", sku="L"))
        self.assertEqual(product.odoo_template_id.list_price, self.in_dollars(100))

    def test_p9_each_price_goes_back_as_it_came(self):
        options = [
            {"values": (size,), "price": price, "sku": f"S-{size}"}
            for size, price in (("S", "0.03"), ("M", "9.99"), ("L", "19.95"), ("XL", "24.99"))
        ]
        product = self.imported(
            add_product(self.shopify, "Shirt", options=["Size"], variants=options)
        )
        self.assertEqual(
            self.prices(product), {"S": "0.03", "M": "9.99", "L": "19.95", "XL": "24.99"}
        )

    def test_p6_a_price_changed_in_shopify_goes_back_as_it_came(self):
        self.shop.shopify_can_update_products = True
        node = add_product(self.shopify, "Lantern", price="121.00", sku="L")
        product = self.imported(node)
        self.shopify.clock.advance(minutes=1)
        node["variants"][0]["price"] = "49.99"
        self.shopify.touch(node["variants"][0])
        self.imported(node)
        self.assertEqual(self.prices(product), {"Lantern": "49.99"})
        self.assertAlmostEqual(
            product.odoo_template_id.list_price, self.in_dollars(49.99 / 1.21), places=4
        )
