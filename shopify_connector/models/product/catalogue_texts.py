# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when a change of a Shopify product did not go through (P11, P15, P17, P18)."""

from odoo import api, models

from ..sync.explain import MappingError


class CatalogueError(MappingError):
    """A change of one Shopify product was not sent, or Shopify refused it."""


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain(self, error):
        if isinstance(error, CatalogueError):
            return self._from_texts(self._catalogue_texts(), error)
        return super()._explain(error)

    @api.model
    def _catalogue_texts(self):
        """Texts of what keeps a change from Shopify's product: {code: (message, fix)}."""
        return {
            "change_refused": (
                self.env._("Shopify refused it: {told}"),
                self.env._("Correct what it names, then try again."),
            ),
            "change_unanswered": (
                self.env._("Shopify gave no answer: {told}"),
                self.env._("Try again; a change that did arrive is not made twice."),
            ),
            "product_gone": (
                self.env._("The product is no longer in Shopify."),
                self.env._("Delete this row, or add the product to Shopify again."),
            ),
            "would_change": (
                self.env._("Would be sent: {change}. Changes in Shopify are switched off."),
                self.env._("Switch Allow changes in Shopify on in the shop's settings."),
            ),
        }
