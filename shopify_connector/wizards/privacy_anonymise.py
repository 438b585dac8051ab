# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ShopifyPrivacyAnonymise(models.TransientModel):
    """Says what anonymising will do, and asks what is to become of the partner (C16)."""

    _name = "shopify.privacy.anonymise"
    _description = "Anonymise a Shopify customer"

    request_id = fields.Many2one("shopify.privacy.request", required=True, ondelete="cascade")
    shop_id = fields.Many2one(related="request_id.shop_id")
    customer_count = fields.Integer(compute="_compute_counts")
    order_count = fields.Integer(compute="_compute_counts")
    partner_count = fields.Integer(compute="_compute_counts")
    free_count = fields.Integer(compute="_compute_counts", string="Partners free to go")
    obstacles = fields.Text(compute="_compute_counts")
    partners = fields.Selection(
        [("leave", "Leave them as they are"), ("anonymise", "Anonymise them too")],
        required=True,
        default="leave",
        string="Odoo's partners",
        help="A partner that posted documents or open orders name always stays.",
    )

    @api.depends("request_id")
    def _compute_counts(self):
        for wizard in self:
            request = wizard.request_id.sudo()
            customers = request._customers() if request else self.env["shopify.customer"]
            partners = customers.partner_id
            obstacles = partners._shopify_anonymise_obstacles(customers)
            wizard.customer_count = len(customers)
            wizard.order_count = request.order_count
            wizard.partner_count = len(partners)
            wizard.free_count = len(partners) - len(obstacles)
            wizard.obstacles = "\n".join(obstacles.values())

    def action_confirm(self):
        """Anonymise for good.

        :return: an action that closes the dialog
        """
        self.ensure_one()
        self.request_id.shopify_anonymise(partners=self.partners)
        return {"type": "ir.actions.act_window_close"}
