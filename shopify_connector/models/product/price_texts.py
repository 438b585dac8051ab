# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when a price does not go to Shopify (P12)."""

from odoo import api, models

from ..sync.explain import MappingError


class PriceError(MappingError):
    """Something keeps the price of one variant from going to Shopify."""


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain(self, error):
        if not isinstance(error, PriceError):
            return super()._explain(error)
        params = dict(error.params)
        if "source" in params:
            params["source"] = self._price_sources()[params["source"]]
        return self._from_texts(self._price_texts(), PriceError(error.code, **params))

    @api.model
    def _price_sources(self):
        """How the prices are called from which that of a variant is chosen."""
        return {
            "list_price": self.env._("sales price"),
            "pricelist": self.env._("pricelist"),
            "discount": self.env._("pricelist with discounts"),
        }

    @api.model
    def _price_texts(self):
        """Texts of what keeps a price from going to Shopify: {code: (message, fix)}."""
        sync_products = self.env._("Sync the products: it is marked as removed here.")
        return {
            "zero_price": (
                self.env._("By the {source} it costs {amount}: Shopify would give the goods away."),
                self.env._(
                    "Enter a price in Odoo. If it is meant to be free, set its price to 0 in "
                    "Shopify by hand: the connector leaves it so."
                ),
            ),
            "negative_price": (
                self.env._("By the {source} it costs {amount}: Shopify takes no price below 0."),
                self.env._("Correct the sales price, or the rule of the pricelist."),
            ),
            "would_change_price": (
                self.env._("Changes in Shopify are off. It would change {changes}."),
                self.env._("Switch Allow changes in Shopify on in the shop's settings."),
            ),
            "price_variant_gone": (
                self.env._("Shopify no longer has this variant."),
                sync_products,
            ),
            "price_product_gone": (
                self.env._("Shopify no longer has this product."),
                sync_products,
            ),
            "price_product_suspended": (
                self.env._("Shopify has suspended the product, and takes no changes of it."),
                self.env._("Open the product in Shopify's admin: it says why."),
            ),
            "price_combined_listing": (
                self.env._("The product is the parent of a combined listing, which has no prices."),
                self.env._("Take the Odoo product off its variants: the products below it count."),
            ),
            "price_gift_card": (
                self.env._("Shopify takes no price for this gift card."),
                self.env._("Nothing to do: a gift card costs what it is worth."),
            ),
            "price_other": (
                self.env._("Shopify refused the price: {told}."),
                self.env._("Correct the price in Odoo. The next price sync tries again."),
            ),
            "price_not_answered": (
                self.env._("Shopify has not confirmed the price: {told}."),
                self.env._("Nothing to do: the next price sync sends it again."),
            ),
            "price_not_taken": (
                self.env._("Shopify was told {price}, and has {now}."),
                self.env._("Look whether another app changes prices; the next sync tries again."),
            ),
        }

    @api.model
    def _price_change_text(self, before, wanted, currency):
        """Say what a change of a price does, such as "the price from € 10.00 to € 12.00".

        :param before: the client's ``Price`` as it is
        :param wanted: the client's ``Price`` as it is to be
        :param currency: ``res.currency``
        """
        changes = []
        if before.price != wanted.price:
            changes.append(
                self.env._(
                    "the price from %(old)s to %(new)s",
                    old=currency.format(float(before.price)),
                    new=currency.format(float(wanted.price)),
                )
            )
        if before.compare_at_price != wanted.compare_at_price:
            nothing = self.env._("nothing")
            old, new = (
                nothing if amount is None else currency.format(float(amount))
                for amount in (before.compare_at_price, wanted.compare_at_price)
            )
            changes.append(
                self.env._("the compare-at price from %(old)s to %(new)s", old=old, new=new)
            )
        return self.env._(" and ").join(changes)
