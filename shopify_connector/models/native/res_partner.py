# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    shopify_customer_ids = fields.One2many(
        "shopify.customer", "partner_id", string="Shopify customers"
    )

    # Orders find their partner by these; without an index each batch would read all partners.
    _shopify_email_index = models.Index("(email_normalized) WHERE email_normalized IS NOT NULL")
    _shopify_phone_index = models.Index("(phone_sanitized) WHERE phone_sanitized IS NOT NULL")

    def unlink(self):
        """Forget which Shopify customers the partners stood for, and what was synced with them."""
        customers = self.env["shopify.customer"].sudo().search([("partner_id", "in", self.ids)])
        customers.write({"partner_id": False})
        return super().unlink()
