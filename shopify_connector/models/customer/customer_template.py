# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ShopifyCustomerTemplate(models.Model):
    """What new partners of a country start with, and the one that takes its orders (C3, C7)."""

    _name = "shopify.customer.template"
    _description = "Shopify customer template of a country"
    _order = "shop_id, country_id"
    _rec_name = "country_id"

    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    country_id = fields.Many2one("res.country", required=True)
    default_partner_id = fields.Many2one(
        "res.partner",
        check_company=True,
        help="Orders shipped to this country are booked on this partner, whatever else is set.",
    )
    partner_category_ids = fields.Many2many(
        "res.partner.category", help="Tags of new partners; empty: those of the shop."
    )
    property_payment_term_id = fields.Many2one(
        "account.payment.term", string="Payment terms", help="Payment terms of new partners."
    )
    property_account_position_id = fields.Many2one(
        "account.fiscal.position",
        string="Fiscal position",
        check_company=True,
        help="Fiscal position of new partners.",
    )
    user_id = fields.Many2one("res.users", string="Salesperson", help="Of new partners.")

    _check_company_auto = True
    _country_uniq = models.UniqueIndex(
        "(shop_id, country_id)", "The shop has a template for this country already."
    )

    def _partner_values(self):
        """Return the values a new partner starts with; empty fields leave Odoo's own defaults."""
        values = {
            "category_id": self.partner_category_ids.ids
            and [(6, 0, self.partner_category_ids.ids)],
            "property_payment_term_id": self.property_payment_term_id.id,
            "property_account_position_id": self.property_account_position_id.id,
            "user_id": self.user_id.id,
        }
        return {name: value for name, value in values.items() if value}
