# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Settle credit notes with what is still open on the order's invoices (R6): what was credited and
not paid back, the buyer owed."""

from odoo import models


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _settle_credit_notes(self, orders):
        """Reconcile posted credit notes with open invoices of their orders.

        It follows the payments: what is open on a credit note then was not paid back. Where
        payments are registered by hand, nothing is settled, as what is open may still be paid.
        """
        registered = orders._with_setting("auto_register_payments", True)
        for refund in registered.refund_ids:
            note = refund.move_id
            if note.state == "posted" and note.amount_residual and not refund.is_pending:
                refund._settle_with_invoices()


class ShopifyRefund(models.Model):
    _inherit = "shopify.refund"

    def _settle_with_invoices(self):
        paid_back = self.order_id.transaction_ids.filtered(
            lambda row: row.kind == "REFUND" and row.status == "SUCCESS" and not row.payment_id
        )
        if paid_back:
            return
        invoices = self.order_id._posted_invoices().filtered("amount_residual")
        lines = (self.move_id | invoices).line_ids.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        )
        for account in lines.account_id:
            lines.filtered(lambda line, account=account: line.account_id == account).reconcile()
