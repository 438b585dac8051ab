# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import tempfile
from unittest.mock import patch

from odoo.tools import config

from shopify_sandbox.shopper import an_order

from .tour_case import TourCase


class TestTours(TourCase):
    """What users do in the browser, against the sandbox."""

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

    def test_filter_and_import_selected_orders(self):
        """O5, O6: the dialog's filter takes one order, the tick in the list another one."""
        shop = self.a_shop()
        shop.action_test_connection()
        an_order(self.shopify).line(self.variant("Enamel Mug")).tagged("vip").paid_by(
            "visa"
        ).place()
        an_order(self.shopify).line(self.variant("Enamel Mug")).tagged("vip").place()
        an_order(self.shopify).line(self.variant("Enamel Mug")).paid_by("visa").place()
        self.sync(shop, "orders_to_import")
        with self.worked_off_while_watched():
            self.start_tour(
                "/odoo/shopify-orders-to-import", "shopify_filter_orders", login="admin"
            )
        imported = self.env["shopify.order"].search([], order="name")
        self.assertEqual(imported.mapped("name"), ["#1001", "#1003"])
        self.assertEqual(self.env["shopify.order.import"].search([]).name, "#1002")

    def test_import_the_history(self):
        """O26: an order of long ago comes with a sale order that moves nothing, and says so."""
        self.a_shop().action_test_connection()
        order = an_order(self.shopify).line(self.variant("Enamel Mug")).at("2025-01-05T10:00:00Z")
        order.place()
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.enterContext(patch.dict(config.options, {"data_dir": folder}))
        with self.worked_off_while_watched():
            self.start_tour("/odoo/shopify-orders", "shopify_order_history", login="admin")

    def test_make_a_rule_for_orders(self):
        """O25: a rule is made in the browser, and says in the list what it does."""
        shop = self.a_shop()
        self.start_tour("/odoo/shopify-order-rules", "shopify_order_rule", login="admin")
        rule = shop.order_rule_ids
        self.assertEqual((rule.name, rule.auto_confirm_orders), ("Till", "no"))
        self.assertEqual(rule.condition_ids.texts, "pos")

    def test_create_a_customer_for_an_order_that_waits(self):
        """O16: the error's button settles it, and takes the order off the list of skipped."""
        shop = self.a_shop(auto_create_customers=False)
        order = an_order(self.shopify).line(self.variant("Enamel Mug")).place()
        self.sync(shop)
        self.assertEqual(self.imported(order["name"]).error_code, "creation_off")
        self.start_tour("/odoo/shopify-skipped", "shopify_create_customer", login="admin")
        self.assertEqual(self.imported(order["name"]).customer_rule, "created")

    def test_o16_choose_a_partner_for_an_order_that_waits(self):
        """The partner chosen on the order is its customer."""
        shop = self.a_shop(auto_create_customers=False)
        partner = self.env["res.partner"].create({"name": "Buyer of Odoo"})
        order = an_order(self.shopify).line(self.variant("Enamel Mug")).place()
        self.sync(shop)
        self.start_tour("/odoo/shopify-orders", "shopify_choose_partner", login="admin")
        self.env.invalidate_all()
        self.assertEqual(self.imported(order["name"]).sale_order_id.partner_id, partner)

    def test_o16_let_the_shop_create_unknown_customers(self):
        """The setting of the shop settles it for this order and all later ones."""
        shop = self.a_shop(auto_create_customers=False)
        order = an_order(self.shopify).line(self.variant("Enamel Mug")).place()
        self.sync(shop)
        self.start_tour("/odoo/shopify-shops", "shopify_create_unknown_customers", login="admin")
        self.env.invalidate_all()
        self.assertTrue(shop.auto_create_customers)
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
