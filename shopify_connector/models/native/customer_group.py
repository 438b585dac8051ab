# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Customer groups: tags of contacts that also tell how their sales are booked (S4)."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class ResPartnerCategory(models.Model):
    _inherit = "res.partner.category"

    is_customer_group = fields.Boolean(
        string="Customer group",
        help="A customer has one group at most. New customers of a store get the group of the "
        "store's default customer, and the fiscal position and account that stand here.",
    )
    property_account_position_id = fields.Many2one(
        "account.fiscal.position",
        company_dependent=True,
        string="Fiscal position",
        domain="[('company_id', 'parent_of', current_company_id)]",
        help="Fiscal position of new customers of this group.",
    )
    property_account_receivable_id = fields.Many2one(
        "account.account",
        company_dependent=True,
        string="Receivable account",
        domain="[('account_type', '=', 'asset_receivable'), "
        "('company_ids', 'parent_of', current_company_id)]",
        help="The account on which what new customers of this group owe is booked.",
    )
    analytic_distribution_ids = fields.One2many(
        "account.analytic.distribution.model",
        "partner_category_id",
        string="Analytic distribution",
        help="How documents of this group's customers are distributed to analytic accounts.",
    )


class ResPartner(models.Model):
    _inherit = "res.partner"

    customer_group_id = fields.Many2one(
        "res.partner.category",
        compute="_compute_customer_group_id",
        inverse="_inverse_customer_group_id",
        search="_search_customer_group_id",
        domain="[('is_customer_group', '=', True)]",
        help="The one of the contact's tags that is a customer group.",
    )

    # === COMPUTE METHODS === #

    @api.depends("category_id.is_customer_group")
    def _compute_customer_group_id(self):
        for partner in self:
            partner.customer_group_id = partner._customer_groups()[:1]

    def _inverse_customer_group_id(self):
        for partner in self:
            partner.category_id = (
                partner.category_id - partner._customer_groups() | partner.customer_group_id
            )

    @api.model
    def _search_customer_group_id(self, operator, value):
        """A contact's group is the one of its tags that is a group."""
        is_group = Domain("is_customer_group", "=", True)
        match operator:
            case "in" if not any(value):
                return ~Domain("category_id", "any", is_group)
            case "in":
                wanted = Domain("id", "in", value)
            case "any":
                wanted = Domain(value)
            case "ilike":
                wanted = Domain("display_name", "ilike", value)
            case _:
                return NotImplemented
        return Domain("category_id", "any", wanted & is_group)

    # === CONSTRAINTS === #

    @api.constrains("category_id")
    def _check_one_customer_group(self):
        for partner in self:
            groups = partner._customer_groups()
            if len(groups) > 1:
                raise ValidationError(
                    self.env._(
                        "%(partner)s is in several customer groups: %(groups)s. Keep one of them.",
                        partner=partner.display_name,
                        groups=", ".join(groups.mapped("name")),
                    )
                )

    def _customer_groups(self):
        return self.category_id.filtered("is_customer_group")
