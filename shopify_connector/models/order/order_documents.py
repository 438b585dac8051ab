# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""From a Shopify order to Odoo's documents, and to what settles its errors (O4, O23)."""

from odoo import api, fields, models

CREDIT = "out_refund"


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    invoice_count = fields.Integer(compute="_compute_invoice_counts", string="Invoices")
    credit_note_count = fields.Integer(compute="_compute_invoice_counts", string="Credit notes")

    # === COMPUTE METHODS === #

    @api.depends("invoice_ids.move_type")
    def _compute_invoice_counts(self):
        for order in self:
            moves = order.sudo().invoice_ids
            order.credit_note_count = len(moves.filtered(lambda move: move.move_type == CREDIT))
            order.invoice_count = len(moves) - order.credit_note_count

    # === ACTIONS === #

    def action_open(self):
        """Open the order's form.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_open_shop(self):
        """Open the settings of the order's shop.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "shopify.shop",
            "res_id": self.shop_id.id,
            "view_mode": "form",
        }

    def action_open_invoices(self):
        """Open the order's invoices.

        :return: a window action
        """
        return self._show_moves(
            self.invoice_ids.filtered(lambda move: move.move_type != CREDIT),
            "account.action_move_out_invoice_type",
        )

    def action_open_credit_notes(self):
        """Open the order's credit notes.

        :return: a window action
        """
        return self._show_moves(
            self.invoice_ids.filtered(lambda move: move.move_type == CREDIT),
            "account.action_move_out_refund_type",
        )

    def _show_moves(self, moves, action):
        action = self.env["ir.actions.act_window"]._for_xml_id(action)
        if len(moves) == 1:
            return {**action, "views": [(False, "form")], "res_id": moves.id}
        return {**action, "domain": [("id", "in", moves.ids)], "context": {}}

    def action_map_products(self):
        """Open the Shopify products of the order that no Odoo product stands for.

        :return: a window action
        """
        self.ensure_one()
        variants = self.line_ids.filtered("is_unmapped").variant_id
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_variant_action"
        )
        return {**action, "domain": [("id", "in", variants.ids)], "context": {}}
