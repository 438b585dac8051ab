# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when Shopify was not told something of an order (O20, O22)."""

from odoo import api, models

from ..sync.explain import MappingError


class OrderPushError(MappingError):
    """A change of one order was not sent, or Shopify refused it."""


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain(self, error):
        if isinstance(error, OrderPushError):
            return self._from_texts(self._order_push_texts(), error)
        return super()._explain(error)

    @api.model
    def _order_push_texts(self):
        """Texts of what keeps a change from Shopify's order: {code: (message, fix)}."""
        return {
            "order_would_change": (
                self.env._("Would be sent: {change}. Changes in Shopify are switched off."),
                self.env._("Switch Allow changes in Shopify on in the shop's settings."),
            ),
            "order_change_refused": (
                self.env._("Shopify refused {change}: {told}"),
                self.env._("Correct what it names; it is tried again by itself."),
            ),
            "order_change_unanswered": (
                self.env._("Shopify gave no answer to {change}: {told}"),
                self.env._("It is tried again by itself; what did arrive is not made twice."),
            ),
            "order_not_in_shopify": (
                self.env._("The order is no longer in Shopify."),
                self.env._("Nothing is sent of it any more; there is nothing to do."),
            ),
            "note_changed_meanwhile": (
                self.env._("The note was changed in Shopify meanwhile. There it reads: {note}"),
                self.env._(
                    "Open the order and write the note as it is to be; it is sent when you save."
                ),
            ),
            "reference_is_no_tag": (
                self.env._(
                    "Odoo's order number {number} can't be a tag: a tag has at most 40 characters "
                    "and no comma."
                ),
                self.env._(
                    "Have it written as an attribute: choose so in the shop's settings, under "
                    "Orders."
                ),
            ),
        }
