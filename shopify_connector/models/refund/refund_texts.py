# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _order_texts(self):
        """Texts of what keeps a refund from being credited: {code: (message, fix)}."""
        return {
            **super()._order_texts(),
            "credit_note_differs": (
                self.env._("Odoo computes {what} {computed} where Shopify refunded {expected}."),
                self.env._(
                    "Check the taxes that stand for Shopify's under Configuration, Taxes: each "
                    "must be a plain percentage of the same rate."
                ),
            ),
            "not_delivered": (
                self.env._(
                    "{line}: {units} units came back in Shopify that Odoo has not delivered."
                ),
                self.env._(
                    "Deliver the order in Odoo as it was shipped, then press Try again; or receive "
                    "the goods by hand and press Goods are settled."
                ),
            ),
            "refund_changed": (
                self.env._("{refund} has changed in Shopify after {note} was posted."),
                self.env._(
                    "Compare both, and correct the credit note: reset it to draft, or reverse it. "
                    "Then press Create credit note."
                ),
            ),
            "refund_deleted": (
                self.env._("{refund} was deleted in Shopify after {note} was posted."),
                self.env._("Reverse the credit note, if the money was never paid back."),
            ),
        }
