# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class PosPendingCustomerChoose(models.TransientModel):
    """Lets a person say which customer one of a till is (S10)."""

    _name = "pos.pending.customer.choose"
    _description = "Choose the customer that a till has made"

    pending_id = fields.Many2one("pos.pending.customer", required=True, ondelete="cascade")
    candidate_ids = fields.Many2many("res.partner", compute="_compute_candidate_ids")
    partner_id = fields.Many2one("res.partner", required=True)

    # === COMPUTE METHODS === #

    @api.depends("pending_id")
    def _compute_candidate_ids(self):
        for wizard in self:
            wizard.candidate_ids = wizard.pending_id.sudo()._candidates()

    # === ACTIONS === #

    def action_choose(self):
        """Take the customer over as the chosen one (S10).

        :return: an action that closes the dialog
        """
        self.ensure_one()
        self.pending_id.shopify_choose_partner(self.partner_id.id)
        return {"type": "ir.actions.act_window_close"}
