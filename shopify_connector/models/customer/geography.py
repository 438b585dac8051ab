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
    def _state(self, country, code, name=""):
        """Return a country's province by its code, else by its name; empty if there is none."""
        if not country:
            return self.env["res.country.state"]
        by_code, by_name = self._state_ids()
        state = by_code.get((country.id, (code or "").upper())) or by_name.get(
            (country.id, (name or "").casefold())
        )
        return self.env["res.country.state"].browse(state)

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
