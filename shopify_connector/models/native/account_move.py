# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from ..shop.shop_sync import SYNCING


class AccountMove(models.Model):
    _inherit = "account.move"

    shopify_order_id = fields.Many2one(
        "shopify.order", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    shopify_order_number = fields.Char(readonly=True, copy=False, index="btree_not_null")

    # === COMPUTE METHODS === #

    @api.depends("shopify_order_id")
    def _compute_needed_terms(self):
        """Let invoices be due when Shopify says, and in its parts (O27)."""
        result = super()._compute_needed_terms()
        for invoice in self:
            order = invoice.shopify_order_id.sudo()
            if order and order._sets_due_dates(invoice):
                invoice.needed_terms = order._needed_terms(invoice)
        return result

    # === CRUD AND POSTING === #

    def _post(self, soft=True):
        """Register the payments that a document's Shopify order has waiting (O13, R7)."""
        posted = super()._post(soft)
        orders = posted.shopify_order_id
        if orders and not self.env.context.get(SYNCING):
            orders.sudo()._pay_after_posting()
        return posted

    def _reconcile_reversed_moves(self, reverse_moves, move_reverse_cancel):
        """Settle each credit note with the invoice that it takes back (R7).

        Odoo pairs them by their places in two lists. Where two that are posted together take back
        one invoice, it would settle the second one with somebody else's.
        """
        if len(reverse_moves.reversed_entry_id) == len(reverse_moves):
            return super()._reconcile_reversed_moves(reverse_moves, move_reverse_cancel)
        for note in reverse_moves:
            invoice = note.reversed_entry_id
            super(AccountMove, invoice)._reconcile_reversed_moves(note, move_reverse_cancel)
        return reverse_moves

    def _reverse_moves(self, default_values_list=None, cancel=False):
        """Let credit notes carry the Shopify order of the invoice that they reverse (O4)."""
        values_list = default_values_list or [{} for _move in self]
        for move, values in zip(self, values_list, strict=True):
            values.setdefault("shopify_order_id", move.shopify_order_id.id)
            values.setdefault("shopify_order_number", move.shopify_order_number)
        return super()._reverse_moves(values_list, cancel=cancel)

    def action_open_shopify_order(self):
        """Open the Shopify order.

        :return: a window action
        """
        self.ensure_one()
        return self.shopify_order_id.action_open()
