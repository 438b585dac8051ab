# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .product_import_case import ProductImportFixtures
from .tour_case import TourCase


class TestProductMappingTours(ProductImportFixtures, TourCase):
    """P3, P5: what users do with products that are not mapped, in the browser."""

    def setUp(self):
        super().setUp()
        self.shop = self.a_shop(product_sync="from_shopify", auto_create_products=False)
        self.in_shopify("Mug of Shopify", sku="MUG")
        self.in_shopify("Cup", sku="CUP")
        self.in_shopify("Tent", sku="TENT")
        self.in_shopify("Odd mug", sku="ODD")
        self.sync(self.shop, "products")
        self.a_product("Odoo mug", default_code="MUG")
        for name in ("Cup one", "Cup two"):
            self.a_product(name, default_code="CUP")
        self.chosen = self.a_product("By hand")

    def test_p5_map_products_by_hand(self):
        self.start_tour("/odoo/shopify-product-mapping", "shopify_map_products", login="admin")
        self.env.invalidate_all()
        names = {
            variant.name: variant.odoo_product_id.name
            for variant in self.env["shopify.variant"].search([])
        }
        self.assertEqual(
            names,
            {
                "Mug of Shopify": "Odoo mug",
                "Cup": "Cup two",
                "Tent": "Tent",
                "Odd mug": "By hand",
            },
        )
