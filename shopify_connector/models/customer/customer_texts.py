# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when a Shopify customer stays without a partner (C4, C5)."""

from odoo import api, models

from ..sync.explain import MappingError


class CustomerError(MappingError):
    """Something about one Shopify customer, and not about an order, keeps it waiting."""


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain(self, error):
        if isinstance(error, CustomerError):
            return self._from_texts(self._customer_texts(), error)
        return super()._explain(error)

    @api.model
    def _customer_texts(self):
        """Texts of what keeps a Shopify customer waiting: {code: (message, fix)}."""
        choose = self.env._("Choose the partner on the Shopify customer, or press Create partner.")
        return {
            "ambiguous_customer": (
                self.env._("Several partners have the same {rule} {value}: {candidates}."),
                self.env._("Choose the right one on the Shopify customer, or merge them."),
            ),
            "no_address": (
                self.env._("{name} has no address, and the shop creates no partners without."),
                choose,
            ),
            "creation_off": (
                self.env._(
                    "No partner was found for {name} ({email} {phone}), and the shop creates none."
                ),
                choose,
            ),
            "nobody_found": (
                self.env._("No partner has the email, phone or address of {name}."),
                choose,
            ),
            "no_default_partner": (
                self.env._("The shop has no default partner."),
                self.env._("Choose one in the shop's settings for customers."),
            ),
            "no_customer_data": (
                self.env._("The customer has no name, email, phone or address."),
                choose,
            ),
        }
