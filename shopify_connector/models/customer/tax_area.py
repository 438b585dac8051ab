# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError


class ShopifyTaxArea(models.Model):
    """A province as Shopify writes it, its state in Odoo and its fiscal position (C8)."""

    _name = "shopify.tax.area"
    _description = "Province of a Shopify customer template"
    _inherit = ["shopify.cached.setting"]
    _order = "template_id, name, id"

    template_id = fields.Many2one(
        "shopify.customer.template", required=True, ondelete="cascade", index=True
    )
    shop_id = fields.Many2one(related="template_id.shop_id", store=True, index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    country_id = fields.Many2one(related="template_id.country_id")
    state_id = fields.Many2one(
        "res.country.state",
        domain="[('country_id', '=', country_id)]",
        help="The state in Odoo that stands for the province. Empty: Odoo has none.",
    )
    province_code = fields.Char(
        compute="_compute_province",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="The province's code in Shopify, such as ON.",
    )
    name = fields.Char(
        string="Province",
        compute="_compute_province",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="The province's name in Shopify, such as Ontario.",
    )
    fiscal_position_id = fields.Many2one(
        "account.fiscal.position",
        string="Fiscal position",
        check_company=True,
        help="Fiscal position of new partners in this province. Empty: the template's.",
    )

    _check_company_auto = True
    _province_code_uniq = models.UniqueIndex(
        "(template_id, upper(province_code))", "The country has this province already."
    )
    _state_uniq = models.UniqueIndex(
        "(template_id, state_id) WHERE state_id IS NOT NULL",
        "The country has a province for this state already.",
    )

    # === COMPUTE METHODS === #

    @api.depends("state_id")
    def _compute_province(self):
        for area in self:
            area.province_code = area.province_code or area.state_id.code
            area.name = area.name or area.state_id.name

    # === CONSTRAINTS === #

    @api.constrains("state_id", "template_id")
    def _check_state(self):
        for area in self:
            if area.state_id and area.state_id.country_id != area.country_id:
                raise ValidationError(
                    self.env._(
                        "%(state)s is no state of %(country)s: choose one of that country.",
                        state=area.state_id.name,
                        country=area.country_id.name,
                    )
                )


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _tax_area(self, country, state, province_code=""):
        """Return the tax area of a place: by its state, else by Shopify's code (C8).

        :param country: ``res.country``; may be empty
        :param state: ``res.country.state``; may be empty
        :param str province_code: Shopify's code
        :return: ``shopify.tax.area``; empty if there is none
        """
        by_state, by_code = self._tax_area_ids()
        return self.env["shopify.tax.area"].browse(
            by_state.get(state.id) or by_code.get((country.id, province_code.upper()))
        )

    @tools.ormcache("self.id")
    def _tax_area_ids(self):
        areas = self.sudo().customer_template_ids.tax_area_ids
        return (
            {area.state_id.id: area.id for area in areas if area.state_id},
            {(area.country_id.id, area.province_code.upper()): area.id for area in areas},
        )
