# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models, tools


class ShopifyCurrency(models.AbstractModel):
    """Currencies by Shopify's codes, switched off ones included."""

    _name = "shopify.currency"
    _description = "Currencies of Shopify"

    @api.model
    def _currency(self, code):
        """Return the currency of an ISO code; an empty record if there is none."""
        return self.env["res.currency"].browse(self._currency_ids().get(code))

    @api.model
    @tools.ormcache()
    def _currency_ids(self):
        currencies = self.env["res.currency"].sudo().with_context(active_test=False)
        # Some 170 records, read once and cached.
        currencies = currencies.search([])  # pylint: disable=no-search-all
        return {currency.name: currency.id for currency in currencies}
