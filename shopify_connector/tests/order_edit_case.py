# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal

from shopify_sandbox.order_clerk import OrderClerk

from .common import ShopifyCase


class OrderEditCase(ShopifyCase):
    """Orders of three mugs and two sporks, with shipping, that are edited in Shopify later."""

    def setUp(self):
        super().setUp()
        self.clerk = OrderClerk(self.shopify)

    def an_order(self):
        builder = self.buy("Enamel Mug", 3).line(self.variant("Spork"), 2).shipping()
        return builder.noting("Ring twice").paid_by("visa").place()

    def an_imported(self, order=None):
        order = order or self.an_order()
        imported = self.take_in(order)
        self.assertFalse(imported.has_error, imported.error)
        return order, imported

    def later(self):
        """Return the clerk, who acts a minute from now."""
        self.shopify.clock.advance(minutes=1)
        return self.clerk

    def mugs(self, order):
        return order["lineItems"][0]

    def sporks(self, order):
        return order["lineItems"][1]

    def sale_line(self, imported, key):
        """Return the sale lines of a line of the sandbox's order."""
        line = imported.line_ids.filtered(lambda one: one.key == key["id"])
        return line.sale_line_ids

    def open_units(self, sale_lines):
        """Return how many units are still to be delivered."""
        moves = sale_lines.move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
        return sum(moves.mapped("product_uom_qty"))

    def deliver(self, imported, units=None):
        """Deliver all that is open, or some units of each product."""
        picking = imported.sale_order_id.picking_ids.filtered(lambda one: one.state != "done")
        for move in picking.move_ids:
            move.quantity = move.product_uom_qty if units is None else units
            move.picked = True
        picking.with_context(skip_backorder=True, skip_sms=True).button_validate()

    def invoice(self, imported, post=True):
        """Invoice what is ordered."""
        sale = imported.sale_order_id
        sale.order_line.product_id.invoice_policy = "order"
        sale.order_line._compute_qty_to_invoice()
        invoice = sale._create_invoices()
        if post:
            invoice.action_post()
        return invoice

    def conflicts(self, imported):
        """Return what is in conflict: kinds and line names."""
        return [
            (one.kind, (one.line_id.name or "").partition(" - ")[0])
            for one in imported.conflict_ids
        ]

    def assert_left(self, sale, order, side="shopMoney"):
        """A sale order's untaxed amount, tax and total are what Shopify charges after edits."""
        total, tax = (
            Decimal(order[field][side]["amount"])
            for field in ("currentTotalPriceSet", "currentTotalTaxSet")
        )
        digits = sale.currency_id.decimal_places
        for field, expected in (
            ("amount_untaxed", total - tax),
            ("amount_tax", tax),
            ("amount_total", total),
        ):
            self.assertEqual(f"{sale[field]:.{digits}f}", f"{expected:.{digits}f}", field)
