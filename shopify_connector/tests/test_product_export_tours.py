# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .product_export_case import ProductExportFixtures
from .tour_case import TourCase


class TestProductExportTours(ProductExportFixtures, TourCase):
    """What users do in the browser to bring products to Shopify, against the sandbox."""

    def setUp(self):
        super().setUp()
        self.shop = self.a_shop()
        self.shop.action_test_connection()
        self.set_up_export()

    def tour(self, name, url="/odoo/shopify-shops"):
        self.start_tour(url, name, login="admin")
        self.env.invalidate_all()

    def test_p7_add_products_with_the_preview(self):
        """One is created, one is skipped; the preview and the run say why."""
        self.a_product("Export Mug", default_code="1000")
        self.a_product("Export Cup", list_price=0)
        with self.worked_off_while_watched():
            self.tour("shopify_add_products")
        self.assertEqual([each["title"] for each in self.in_shopify()], ["Export Mug"])

    def test_p8_settle_a_conflict(self):
        mug = self.a_product()
        self.add(mug)
        self.a_while_passes()
        self.shopify_changes(self.in_shopify("Mug"), title="Becher")
        mug.name = "Cup"
        self.update()
        self.tour("shopify_settle_product_conflict", "/odoo/shopify-product-conflicts")
        self.assertFalse(self.product_of(mug).has_conflict)
        run = self.env["shopify.sync.run"].search([("state", "=", "waiting")])
        self.assertEqual(run.options, {"template_ids": mug.ids})

    def test_p10_add_as_variant(self):
        small, large = self.a_product("Mug, small"), self.a_product("Mug, large")
        self.add(small)
        product = self.product_of(small)
        self.tour("shopify_add_variant", f"/odoo/shopify-products/{product.id}")
        made = self.in_shopify("Mug, small")
        self.assertEqual([each["title"] for each in made["variants"]], ["Small", "Large"])
        self.assertEqual(product.variant_ids.odoo_product_id, (small + large).product_variant_ids)
