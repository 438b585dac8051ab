# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from shopify_sandbox.order_clerk import OrderClerk

from .tour_case import TourCase


class TestOrderEditTours(TourCase):
    """O18: what users do in the browser when orders were edited in Shopify."""

    def an_edited_order(self, shop, before=None):
        builder = self.buy("Enamel Mug", 3).line(self.variant("Spork"), 2)
        order = builder.paid_by("visa").place()
        self.sync(shop)
        imported = self.imported(order["name"])
        if before:
            before(imported)
        self.shopify.clock.advance(minutes=1)
        clerk = OrderClerk(self.shopify)
        mugs, sporks = order["lineItems"]
        clerk.set_quantity(order, mugs, 5)
        clerk.set_quantity(order, sporks, 1)
        clerk.readdress(order, "NL", city="Utrecht")
        self.sync(shop)
        return imported

    def deliver_sporks(self, imported):
        picking = imported.sale_order_id.picking_ids
        move = picking.move_ids.filtered(lambda one: one.product_id.name == "Spork")
        move.write({"quantity": 2, "picked": True})
        picking.with_context(skip_backorder=True, skip_sms=True).button_validate()

    def test_o18_apply_changes_and_keep_what_is_delivered(self):
        shop = self.a_shop()
        imported = self.an_edited_order(shop, self.deliver_sporks)
        self.start_tour("/odoo/shopify-order-conflicts", "shopify_apply_changes", login="admin")
        self.assertFalse(imported.has_conflict)
        sale = imported.sale_order_id
        self.assertEqual(sale.order_line.mapped("product_uom_qty"), [5, 2])
        waiting = sale.picking_ids.filtered(lambda picking: picking.state != "done")
        self.assertEqual(waiting.partner_id.city, "Utrecht")

    def test_o18_reimport_a_quotation(self):
        shop = self.a_shop(auto_confirm_orders=False, order_edits="ask")
        imported = self.an_edited_order(shop)
        self.start_tour("/odoo/shopify-orders", "shopify_reimport_quotation", login="admin")
        self.assertFalse(imported.has_conflict)
        self.assertEqual(imported.sale_order_id.order_line.mapped("product_uom_qty"), [5, 2])
