# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    shopify_order_id = fields.Many2one(
        "shopify.order", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    shopify_order_number = fields.Char(readonly=True, copy=False, index="btree_not_null")

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
