# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when a consent to marketing does not reach Shopify (S3)."""

from odoo import api, models

from ..sync.explain import MappingError


class ConsentError(MappingError):
    """A consent that was given in Odoo stays there."""


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain(self, error):
        if isinstance(error, ConsentError):
            return self._from_texts(self._consent_texts(), error)
        return super()._explain(error)

    @api.model
    def _consent_texts(self):
        """Texts of consents that were not sent: {code: (message, fix)}."""
        return {
            "consent_held_back": (
                self.env._("What {value} said to marketing was not sent: changes are off."),
                self.env._("Switch Allow changes in Shopify on in the shop's settings."),
            ),
            "consent_refused": (
                self.env._("Shopify did not take what {value} said to marketing: {told}"),
                self.env._(
                    "Compare the customer in Shopify with its partner; the next sync tries again."
                ),
            ),
            "fixed_by_shopify": (
                self.env._(
                    "Shopify has marked {value} as invalid or erased, and takes no consent for it."
                ),
                self.env._("Correct the email or phone in Shopify, or leave it as it is."),
            ),
            "never_asked": (
                self.env._("Shopify can't be told that {value} was never asked."),
                self.env._("Choose Yes or No on the partner."),
            ),
        }
