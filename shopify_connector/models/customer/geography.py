# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models, tools


class ShopifyGeography(models.AbstractModel):
    """Countries and provinces by Shopify's codes, from Odoo's own data."""

    _name = "shopify.geography"
    _description = "Countries and provinces of Shopify"

    @api.model
    def _country(self, code):
        """Return the country of an ISO code; an empty record if there is none."""
        return self.env["res.country"].browse(self._country_ids().get((code or "").upper()))

    @api.model
    def _state(self, country, code, name="", source="code"):
        """Return a country's state by a province's code and name; empty if there is none.

        :param str source: which of the two comes first, ``code`` or ``name`` (C10)
        """
        by_code, by_name = self._state_ids()
        of_code = by_code.get((country.id, (code or "").upper()))
        of_name = by_name.get((country.id, (name or "").casefold()))
        found = of_name or of_code if source == "name" else of_code or of_name
        return self.env["res.country.state"].browse(found)

    @api.model
    def _all(self, model):
        # A few thousand records at most, read once and cached.
        return self.env[model].sudo().search([])  # pylint: disable=no-search-all

    @api.model
    @tools.ormcache()
    def _country_ids(self):
        return {country.code: country.id for country in self._all("res.country")}

    @api.model
    @tools.ormcache()
    def _state_ids(self):
        states = self._all("res.country.state")
        return (
            {(state.country_id.id, state.code.upper()): state.id for state in states},
            {(state.country_id.id, state.name.casefold()): state.id for state in states},
        )


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _state_of_province(self, country, province_code, province=""):
        """Return the state that stands for a province of Shopify (C8, C10).

        :param country: ``res.country``; may be empty
        :param str province_code: Shopify's code, such as ``ON``
        :param str province: Shopify's name, such as ``Ontario``
        :return: ``res.country.state``: that of the tax area, else the one that is written the same;
            empty if there is none
        """
        nowhere = self.env["res.country.state"]
        area = self._tax_area(country, nowhere, province_code, province)
        return area.state_id or self.env["shopify.geography"]._state(
            country, province_code, province, self.county_source
        )

    def _province_of_state(self, state):
        """Return how Shopify writes a state, the way back from ``_state_of_province`` (C8, C10).

        :param state: ``res.country.state``; may be empty
        :return: the province's code and its name; empty texts for no state
        """
        if not state:
            return "", ""
        area = self._tax_area(state.country_id, state, state.code, state.name)
        return (area.province_code, area.name) if area else (state.code, state.name)
