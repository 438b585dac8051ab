# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ShopifyReconciliationSum(models.Model):
    """How many orders, refunds or payments both sides count, and what they come to (O24)."""

    _name = "shopify.reconciliation.sum"
    _description = "Sums of a reconciliation"
    _order = "reconciliation_id, sequence, currency_id"

    reconciliation_id = fields.Many2one(
        "shopify.reconciliation", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="reconciliation_id.company_id", store=True)
    sequence = fields.Integer(readonly=True)
    subject = fields.Selection(
        selection=[("order", "Orders"), ("refund", "Refunds"), ("payment", "Payments")],
        string="What",
        required=True,
        readonly=True,
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    shopify_count = fields.Integer(string="In Shopify", readonly=True)
    odoo_count = fields.Integer(string="In Odoo", readonly=True)
    waiting_count = fields.Integer(
        string="How many not due yet",
        readonly=True,
        help="Refunds and payments of orders that have no posted invoice yet.",
    )
    shopify_amount = fields.Monetary(string="Shopify", readonly=True)
    odoo_amount = fields.Monetary(string="Odoo", readonly=True)
    waiting_amount = fields.Monetary(
        string="Not due yet",
        readonly=True,
        help="Refunds and payments of orders that have no posted invoice yet, or are not in Odoo.",
    )
    difference = fields.Monetary(
        compute="_compute_difference", help="Odoo less what of Shopify is due."
    )

    @api.depends("shopify_amount", "waiting_amount", "odoo_amount")
    def _compute_difference(self):
        for row in self:
            due = row.shopify_amount - row.waiting_amount
            row.difference = row.currency_id.round(row.odoo_amount - due)

    @api.model
    def _values(self, tally):
        return {
            "shopify_count": tally.there,
            "odoo_count": tally.here,
            "waiting_count": tally.waiting,
            "shopify_amount": float(tally.there_amount),
            "odoo_amount": float(tally.here_amount),
            "waiting_amount": float(tally.waiting_amount),
        }

    def _add(self, tally):
        """Add a tally to the row."""
        self.write({name: self[name] + value for name, value in self._values(tally).items()})
