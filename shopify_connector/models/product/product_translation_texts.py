# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when a translation does not reach Shopify (P8)."""

from odoo import api, models

from ..sync.explain import MappingError


class TranslationError(MappingError):
    """Something keeps products from being translated in Shopify."""


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain(self, error):
        if isinstance(error, TranslationError):
            return self._from_texts(self._translation_texts(), error)
        return super()._explain(error)

    @api.model
    def _translation_texts(self):
        """Texts of translations that were not sent: {code: (message, fix)}."""
        return {
            "language_missing": (
                self.env._("The shop has no language {language}. It has: {known}."),
                self.env._(
                    "Add it in Shopify's admin under Settings, Languages, or take it out of the "
                    "further languages of the shop here."
                ),
            ),
            "language_primary": (
                self.env._("{language} is the language of the shop's own texts in Shopify."),
                self.env._(
                    "Choose it as the language of the shop here, and take it out of the further "
                    "languages."
                ),
            ),
            "would_translate": (
                self.env._("Changes in Shopify are off. It would be translated into: {locales}."),
                self.env._("Switch Allow changes in Shopify on in the shop's settings."),
            ),
            "translation_refused": (
                self.env._("Shopify refused the translation into {locales}: {told}"),
                self.env._("Change the text in Odoo. It is sent again when it has changed."),
            ),
            "translation_late": (
                self.env._("The text was changed in Shopify while it was being translated."),
                self.env._("Nothing to do: the next product sync translates it again."),
            ),
            "translation_not_answered": (
                self.env._("Shopify has not confirmed the translation: {told}"),
                self.env._("Nothing to do: the next product sync sends it again."),
            ),
        }
