# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    shopify_transaction_id = fields.Many2one(
        "shopify.order.transaction",
        string="Shopify transaction",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    shopify_order_id = fields.Many2one(
        "shopify.order", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    shopify_order_number = fields.Char(
        related="shopify_order_id.name", string="Shopify order number"
    )
    shopify_method_id = fields.Many2one(
        "shopify.payment.method",
        string="Shopify payment method",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    # A transaction is registered at most once, whoever does it (O13).
    _shopify_transaction_uniq = models.UniqueIndex(
        "(shopify_transaction_id) WHERE shopify_transaction_id IS NOT NULL",
        "This Shopify transaction is registered already.",
    )

    def action_open_shopify_order(self):
        """Open the Shopify order.

        :return: a window action
        """
        self.ensure_one()
        return self.shopify_order_id.action_open()

    def _is_undone(self):
        """Tell whether somebody has cancelled the payment, or reversed its journal entry."""
        self.ensure_one()
        reversals = self.move_id.reversal_move_ids.filtered(lambda move: move.state == "posted")
        return self.state in ("canceled", "rejected") or bool(reversals)
