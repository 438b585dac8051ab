# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when a variant's stock is not sent (N6, G7)."""

from odoo import api, models

from ..sync.explain import MappingError


class StockError(MappingError):
    """Something about one variant, or one location, keeps its stock from being sent."""


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain(self, error):
        if isinstance(error, StockError):
            return self._from_texts(self._stock_texts(), error)
        return super()._explain(error)

    @api.model
    def _stock_texts(self):
        """Texts of what keeps stock from being sent: {code: (message, fix)}."""
        report = self.env._("If it stays so, report it with this text.")
        again = self.env._("Nothing to do: the next stock sync tries again.")
        return {
            "excluded": (
                self.env._("You have left it out."),
                self.env._("To have its stock sent, take it in again on the Shopify variant."),
            ),
            "gift_card": (
                self.env._("A gift card has no stock."),
                self.env._("Nothing to do."),
            ),
            "bundle": (
                self.env._("Shopify sells it as a bundle of other variants; it has no own stock."),
                self.env._("Nothing to do: the stock of what is in it is sent."),
            ),
            "untracked": (
                self.env._("Shopify keeps no stock of it."),
                self.env._(
                    "To have its stock sent, switch on tracking in Shopify's admin, on the "
                    "variant's page."
                ),
            ),
            "not_stored": (
                self.env._("{product} is not tracked in Odoo's inventory."),
                self.env._("Switch on Track Inventory on the product, or leave the variant out."),
            ),
            "stock_unit": (
                self.env._(
                    "{variant} is sold in {unit}, which can't be converted from {own}, the unit of "
                    "its product."
                ),
                self.env._("Choose another unit on the Shopify variant, or on the product."),
            ),
            "gone": (
                self.env._("Shopify no longer has this variant."),
                self.env._("Nothing to do, or map the product to another variant."),
            ),
            "not_set_up": (
                self.env._("The stock of {location} is not sent. {hint}"),
                self.env._("Open Shopify, Configuration, Locations."),
            ),
            "location_gone": (
                self.env._("Shopify no longer has the location {location}, or it is switched off."),
                self.env._("Nothing to do: its stock is no longer sent."),
            ),
            "no_item": (
                self.env._("Shopify no longer has it: {told}"),
                self.env._("Sync the products, then the stock again."),
            ),
            "no_location": (
                self.env._("Shopify does not take stock at {location}: {told}"),
                self.env._("Press Get locations on the shop's page Locations."),
            ),
            "stale": (
                self.env._("Its stock changed in Shopify each time it was to be sent."),
                again,
            ),
            "under_way": (self.env._("Shopify was still busy with the same call: {told}"), again),
            "new_key": (self.env._("Shopify did not take the call again: {told}"), again),
            "other": (self.env._("Shopify refused it: {told}"), report),
            "would_set": (
                self.env._("Would be told: {changes}."),
                self.env._("Switch on Allow changes in Shopify, on the shop's page Advanced."),
            ),
        }
