# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from shopify_sandbox.merchant import Merchant
from shopify_sandbox.shopper import an_order

from .common import ShopifyCase


class TestOrderImport(ShopifyCase):
    """O5, O7, O9, O14, O15: from a Shopify order to a confirmed sale order."""

    def test_o14_an_order_becomes_a_confirmed_sale_order_with_shopifys_totals(self):
        order = an_order(self.shopify).line(self.variant("Enamel Mug"), 2).tax_included().place()
        run = self.sync(self.shop)
        self.assert_done(run)
        imported = self.imported(order["name"])
        sale = imported.sale_order_id
        self.assertEqual(imported.state, "done", imported.error)
        self.assertEqual(sale.state, "sale")
        total = float(order["totalPriceSet"]["shopMoney"]["amount"])
        tax = float(order["totalTaxSet"]["shopMoney"]["amount"])
        self.assertEqual(sale.amount_total, total)
        self.assertEqual(sale.amount_tax, tax)
        self.assertEqual(sale.date_order, imported.processed_at)
        self.assertEqual(sale.shopify_order_number, order["name"])
        self.assertEqual(len(sale.picking_ids), 1)

    def test_o15_importing_again_changes_nothing_and_writes_nothing(self):
        an_order(self.shopify).line(self.variant("Enamel Mug")).place()
        self.sync(self.shop)
        sales = self.env["sale.order"].search([])
        self.assertEqual(len(sales.shopify_order_id), 1)
        before = sales.mapped("write_date")
        for _again in range(2):
            run = self.sync(self.shop)
            self.assert_done(run)
            self.assertEqual((run.new_count, run.changed_count, run.failed_count), (0, 0, 0))
        self.assertEqual(self.env["sale.order"].search([]), sales)
        self.assertEqual(sales.mapped("write_date"), before)

    def test_o14_what_shopify_has_shipped_is_delivered_at_its_date(self):
        order = an_order(self.shopify).line(self.variant("Enamel Mug"), 2).paid_by("visa").place()
        Merchant(self.shopify).fulfil(order, tracking=[{"number": "3SABC", "company": "PostNL"}])
        self.sync(self.shop)
        picking = self.imported(order["name"]).sale_order_id.picking_ids
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.move_ids.quantity, 2)
        self.assertEqual(picking.date_done, self.imported(order["name"]).fulfillment_ids.created_at)

    def test_o5_a_filter_that_is_none_fails_the_run_and_says_how_to_write_it(self):
        an_order(self.shopify).line(self.variant("Enamel Mug")).place()
        for wrong in ("is_paid", "[('no_such_field', '=', 1)]", "[("):
            with self.subTest(filter=wrong):
                run = self.sync(self.shop, options={"order_filter": wrong})
                self.assertEqual(run.state, "failed")
                self.assertIn(f"{wrong} is no filter of orders to import", run.error)
        self.assert_done(self.sync(self.shop))
        self.assertEqual(self.shop.order_count, 1)
