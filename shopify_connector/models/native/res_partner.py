# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    shopify_customer_ids = fields.One2many(
        "shopify.customer", "partner_id", string="Shopify customers"
    )
    shopify_customer_count = fields.Integer(
        compute="_compute_shopify_customer_count",
        groups="shopify_connector.group_user",
        string="Number of Shopify customers",
    )

    # Orders find their partner by these; without an index each batch would read all partners.
    _shopify_email_index = models.Index("(email_normalized) WHERE email_normalized IS NOT NULL")
    _shopify_phone_index = models.Index("(phone_sanitized) WHERE phone_sanitized IS NOT NULL")

    # === COMPUTE METHODS === #

    @api.depends("shopify_customer_ids")
    def _compute_shopify_customer_count(self):
        groups = self.env["shopify.customer"]._read_group(
            [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
        )
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.shopify_customer_count = counts.get(partner._origin.id, 0)

    # === CRUD === #

    def unlink(self):
        """Forget which Shopify customers the partners stood for, and what was synced with them."""
        customers = self.env["shopify.customer"].sudo().search([("partner_id", "in", self.ids)])
        customers.write({"partner_id": False})
        return super().unlink()

    # === ACTIONS === #

    def action_open_shopify_customers(self):
        """Show the Shopify customers that the partner stands for (C14).

        :return: a window action: the form of the only one, else the list
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_customer_action"
        )
        customers = self.shopify_customer_ids
        if len(customers) == 1:
            return {
                **action,
                "view_mode": "form",
                "views": [(False, "form")],
                "res_id": customers.id,
            }
        return {**action, "domain": [("id", "in", customers.ids)]}
