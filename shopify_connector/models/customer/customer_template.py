# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models, tools


class ShopifyCustomerTemplate(models.Model):
    """What new partners of a country start with, and the one that takes its orders (C3, C7)."""

    _name = "shopify.customer.template"
    _description = "Shopify customer template of a country"
    _inherit = ["shopify.partner.defaults", "shopify.cached.setting"]
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
    tax_area_ids = fields.One2many("shopify.tax.area", "template_id", string="Tax areas")
    tax_area_count = fields.Integer(compute="_compute_tax_area_count", string="Provinces")

    _check_company_auto = True
    _country_uniq = models.UniqueIndex(
        "(shop_id, country_id)", "The shop has a template for this country already."
    )

    # === COMPUTE METHODS === #

    @api.depends("tax_area_ids")
    def _compute_tax_area_count(self):
        for template in self:
            template.tax_area_count = len(template.tax_area_ids)

    # === CONSTRAINTS === #

    @api.constrains("country_id")
    def _check_country(self):
        self.tax_area_ids._check_state()


class ShopifyShop(models.Model):
    _name = "shopify.shop"
    _inherit = ["shopify.shop", "shopify.partner.defaults"]

    def _customer_template(self, country):
        """Return the template of a country; an empty record if there is none (C7)."""
        return self.env["shopify.customer.template"].browse(self._template_ids().get(country.id))

    @tools.ormcache("self.id")
    def _template_ids(self):
        return {
            template.country_id.id: template.id for template in self.sudo().customer_template_ids
        }

    def _new_partner_defaults(self, country, state, province_code="", default_customer=None):
        """Return what a new partner starts with: the template's defaults, else the shop's (C7).

        Before them comes the default customer of the location where it is made, after them that
        of the shop (S4).

        Fast enough to be called for each of thousands of customers. The values hold properties of
        the shop's company: create the partner in that company.

        :param country: ``res.country`` of the customer's default address, else of its first one;
            may be empty
        :param state: ``res.country.state`` of that address; may be empty
        :param str province_code: Shopify's code of a province that Odoo does not know
        :param default_customer: ``res.partner`` of the location; may be empty
        :return: values for ``res.partner.create``
        """
        self.ensure_one()
        own = {**self._partner_values(), **self._customer_template(country)._partner_values()}
        values = self.env["res.partner"]._merged_defaults(
            self.default_customer_id._values_for_new_customers(),
            own,
            default_customer._values_for_new_customers() if default_customer else {},
        )
        area = self._tax_area(country, state, province_code)
        if area.fiscal_position_id:
            values["property_account_position_id"] = area.fiscal_position_id.id
        return values

    def _fiscal_position(self, country, state, province_code=""):
        """Return the fiscal position of a place: its province's, its country's, the shop's (C8).

        :param country: ``res.country``; may be empty
        :param state: ``res.country.state``; may be empty
        :param str province_code: Shopify's code of a province that Odoo does not know
        :return: ``account.fiscal.position``; empty if none is set
        """
        self.ensure_one()
        return (
            self._tax_area(country, state, province_code).fiscal_position_id
            or self._customer_template(country).property_account_position_id
            or self.property_account_position_id
        )
