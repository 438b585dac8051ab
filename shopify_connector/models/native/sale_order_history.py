# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Sale orders of long ago: they are there to be looked at and counted, and move nothing (O26).

They are confirmed without the steps of a confirmation, so that nothing is delivered, bought or
planned, and locked. What they sold counts as delivered, and nothing of it as to be invoiced: both
were done elsewhere.
"""

from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    shopify_history = fields.Boolean(
        string="History from Shopify",
        readonly=True,
        copy=False,
        help="Imported as history: it was delivered and invoiced elsewhere, and moves neither "
        "stock nor books.",
    )

    def _close_as_history(self):
        """Let quotations stand as confirmed and locked, without anything that follows of it."""
        self.write({"state": "sale", "locked": True})
        # New lines begin with nothing delivered, and are not computed.
        for quantity, lines in self.order_line.grouped("product_uom_qty").items():
            lines.qty_delivered = quantity


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _of_history(self):
        return self.filtered(lambda line: line.order_id.shopify_history)

    @api.depends("order_id.shopify_history", "product_uom_qty")
    def _compute_qty_delivered(self):
        return super()._compute_qty_delivered()

    def _prepare_qty_delivered(self):
        past = self._of_history()
        quantities = super(SaleOrderLine, self - past)._prepare_qty_delivered()
        quantities.update({line: line.product_uom_qty for line in past})
        return quantities

    @api.depends("order_id.shopify_history")
    def _compute_qty_to_invoice(self):
        result = super()._compute_qty_to_invoice()
        self._of_history().qty_to_invoice = 0.0
        return result

    @api.depends("order_id.shopify_history")
    def _compute_invoice_status(self):
        result = super()._compute_invoice_status()
        self._of_history().invoice_status = "no"
        return result

    @api.depends("order_id.shopify_history")
    def _compute_untaxed_amount_to_invoice(self):
        result = super()._compute_untaxed_amount_to_invoice()
        self._of_history().untaxed_amount_to_invoice = 0.0
        return result

    @api.depends("order_id.shopify_history")
    def _compute_amount_to_invoice(self):
        result = super()._compute_amount_to_invoice()
        self._of_history().amount_to_invoice = 0.0
        return result

    @api.depends("order_id.shopify_history")
    def _compute_amount_to_invoice_at_date(self):
        result = super()._compute_amount_to_invoice_at_date()
        self._of_history().amount_to_invoice_at_date = 0.0
        return result
