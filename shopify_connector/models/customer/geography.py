# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models, tools

from ...rules.provinces import NO_PROVINCE, Province, Provinces


class ShopifyGeography(models.AbstractModel):
    """Countries by Shopify's codes, from Odoo's own data."""

    _name = "shopify.geography"
    _description = "Countries of Shopify"

    @api.model
    def _country(self, code):
        """Return the country of an ISO code; an empty record if there is none."""
        return self.env["res.country"].browse(self._country_ids().get((code or "").upper()))

    @api.model
    @tools.ormcache()
    def _country_ids(self):
        # A few hundred records, read once and cached.
        countries = self.env["res.country"].sudo().search([])  # pylint: disable=no-search-all
        return {country.code: country.id for country in countries}


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    @tools.ormcache("self.id", "self.county_source", "country.id")
    def _provinces(self, country):
        """Return the provinces of a country on both sides (C8, C10).

        :param country: ``res.country``
        :return: the rules' ``Provinces``: Shopify's are the tax areas, Odoo's the states
        """
        return Provinces(
            country_code=country.code,
            shopify=tuple(
                Province(area.province_code, area.name)
                for area in self._customer_template(country).sudo().tax_area_ids
            ),
            odoo=tuple(Province(state.code, state.name) for state in country.sudo().state_ids),
            source=self.county_source,
        )

    def _state_of_province(self, country, province_code, province=""):
        """Return the state that stands for a province of Shopify (C8, C10).

        :param country: ``res.country``; may be empty
        :param str province_code: Shopify's code, such as ``ON``
        :param str province: Shopify's name, such as ``Ontario``
        :return: ``res.country.state``: that of the tax area, else the one that is written the same;
            empty if there is none
        """
        states = self.env["res.country.state"]
        if not country or not (province_code or province):
            return states
        return states.browse(self._state_id_of_province(country, province_code, province))

    @tools.ormcache("self.id", "self.county_source", "country.id", "province_code", "province")
    def _state_id_of_province(self, country, province_code, province):
        provinces = self._provinces(country)
        here = provinces.to_shopify(province_code, province)
        area = self._tax_area(country, self.env["res.country.state"], here.code)
        there = provinces.to_odoo(province_code, province)
        states = country.state_ids.filtered(lambda state: there.code and state.code == there.code)
        return area.state_id.id or states.id

    def _province_of_state(self, state):
        """Return how Shopify writes a state, the way back from ``_state_of_province`` (C8, C10).

        :param state: ``res.country.state``; may be empty
        :return: the rules' ``Province``: that of the tax area; Odoo's own code and name if there
            is none, and empty texts for no state
        """
        return self._province_of_state_id(state) if state else NO_PROVINCE

    @tools.ormcache("self.id", "self.county_source", "state.id")
    def _province_of_state_id(self, state):
        here = Province(state.code, state.name)
        area = self._tax_area(state.country_id, state)
        if area:
            return Province(area.province_code, area.name)
        there = self._provinces(state.country_id).to_shopify(here.code, here.name)
        return there if there.code else here
