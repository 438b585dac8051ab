# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from shopify_sandbox.shopper import an_order

from .common import ShopifyFixtures

LOOKS_BEFORE_DONE = 2


@tagged("post_install", "-at_install")
class TestTours(ShopifyFixtures, HttpCase):
    """What users do in the browser, against the sandbox."""

    # A run is worked off within the request that looks at it.
    _registry_readonly_enabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_company()
        cls.allow_sandbox()
        admin = cls.env.ref("base.user_admin")
        admin.company_ids |= cls.company
        admin.company_id = cls.company

    def setUp(self):
        super().setUp()
        self.set_up_sandbox()
        self.enterContext(self.without_commits())

    def test_connect_a_shop(self):
        """G2, G3: a wrong secret is told with its fix; then the shop is connected."""
        self.start_tour("/odoo/shopify-shops", "shopify_connect_shop", login="admin")
        shop = self.env["shopify.shop"].search([("name", "=", "Web shop")])
        self.assertEqual(shop.connection_state, "ok")
        self.assertTrue(shop.location_ids)

    def test_import_orders(self):
        """G6, O5, O23: a run is watched, an order followed to its sale order and back."""
        shop = self.a_shop()
        shop.action_test_connection()
        for title in ("Enamel Mug", "Enamel Mug"):
            an_order(self.shopify).line(self.variant(title)).paid_by("visa").place()
        with self.worked_off_while_watched():
            self.start_tour("/odoo/shopify-shops", "shopify_import_orders", login="admin")
        self.assertEqual(len(shop.env["sale.order"].search([("shopify_order_id", "!=", False)])), 2)

    def test_create_a_customer_for_an_order_that_waits(self):
        """O16: the error's button settles it, and takes the order off the list of skipped."""
        shop = self.a_shop(auto_create_customers=False)
        order = an_order(self.shopify).line(self.variant("Enamel Mug")).place()
        self.sync(shop)
        self.assertEqual(self.imported(order["name"]).error_code, "creation_off")
        self.start_tour("/odoo/shopify-skipped", "shopify_create_customer", login="admin")
        self.assertEqual(self.imported(order["name"]).customer_rule, "created")

    def test_choose_a_product_for_an_order_that_waits(self):
        """O17: the product chosen on the line also stands for the variant from now on."""
        shop = self.a_shop(auto_create_products=False)
        product = self.env["product.product"].create({"name": "Mug of Odoo"})
        order = an_order(self.shopify).line(self.variant("Enamel Mug")).place()
        self.sync(shop)
        self.start_tour("/odoo/shopify-orders", "shopify_choose_product", login="admin")
        imported = self.imported(order["name"])
        self.assertEqual(imported.sale_order_id.order_line.product_id[:1], product)
        self.assertEqual(imported.line_ids.variant_id.odoo_product_id, product)

    def worked_off_while_watched(self):
        """Return a context in which a waiting run is worked off when it is looked at again.

        It stands for Odoo's scheduled workers, and proves that the form looks by itself.
        """
        runs = self.env.registry["shopify.sync.run"]
        read = runs.web_read
        looks = []

        def web_read(records, specification):
            if records.filtered(lambda run: run.state == "waiting"):
                looks.append(records)
                if len(looks) > LOOKS_BEFORE_DONE:
                    records.sudo()._execute()
            return read(records, specification)

        return patch.object(runs, "web_read", web_read)
