# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.fields import Command


class ShopifyPartnerDefaults(models.AbstractModel):
    """What a new partner starts with; a shop and its templates by country have it (C7).

    A field that is meant for a field of the partner has its name.
    """

    _name = "shopify.partner.defaults"
    _description = "Defaults of new partners"

    partner_category_ids = fields.Many2many(
        "res.partner.category", string="Tags", help="Tags that new partners get."
    )
    property_product_pricelist = fields.Many2one(
        "product.pricelist",
        string="Pricelist",
        check_company=True,
        help="Pricelist of new partners.",
    )
    property_payment_term_id = fields.Many2one(
        "account.payment.term",
        string="Payment terms",
        check_company=True,
        help="Payment terms of new partners.",
    )
    property_account_position_id = fields.Many2one(
        "account.fiscal.position",
        string="Fiscal position",
        check_company=True,
        help="Fiscal position of new partners.",
    )
    property_account_receivable_id = fields.Many2one(
        "account.account",
        string="Receivable account",
        check_company=True,
        domain="[('account_type', '=', 'asset_receivable')]",
        help="The account on which what new partners owe is booked.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        check_company=True,
        domain="[('share', '=', False)]",
        help="Salesperson of new partners.",
    )
    language_id = fields.Many2one("res.lang", help="The language of new partners.")
    company_type = fields.Selection(
        [("person", "Person"), ("company", "Company")],
        string="They are a",
        help="Whether new partners are persons or companies.",
    )

    prices_include_tax = fields.Selection(
        [("included", "Include tax"), ("excluded", "Are without tax")],
        string="Prices sent to Shopify",
        help="Whether the prices that Odoo sends to Shopify include tax. A price in Odoo that does "
        "not, or the other way round, is converted by the product's sales taxes. Empty: as the "
        "shop is set, else as Shopify itself keeps its prices.",
    )

    def _partner_values(self):
        """Return what this record sets on a new partner (C7).

        The properties belong to the company in which the partner is created.

        :return: values for ``res.partner``; what is empty here is left out
        """
        values = {
            "category_id": [Command.set(self.partner_category_ids.ids)]
            if self.partner_category_ids
            else False,
            # What is computed from it would be written partner by partner.
            "specific_property_product_pricelist": self.property_product_pricelist.id,
            "property_payment_term_id": self.property_payment_term_id.id,
            "property_account_position_id": self.property_account_position_id.id,
            "property_account_receivable_id": self.property_account_receivable_id.id,
            "user_id": self.user_id.id,
            "lang": self.language_id.code,
        }
        values = {name: value for name, value in values.items() if value}
        if self.company_type:
            values["is_company"] = self.company_type == "company"
        return values
