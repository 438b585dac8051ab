# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Ask Shopify what it asks for, and show where that is not Odoo's price (P12)."""

from odoo import models
from odoo.exceptions import UserError

from ...shopify import gid


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _price_variants(self, variants):
        """Compute what Odoo's price of variants is.

        :param variants: ``shopify.variant`` records that are linked to products
        :return: dict of ``rules.price.VariantPrice``, or ``PriceProblem``, by variant
        """
        prices = self._shopify_prices(variants.odoo_product_id)
        return {variant: prices[variant.odoo_product_id] for variant in variants}

    def _take_in_prices(self, found):
        """Keep the prices that Shopify has told, and mark the variants that it no longer has.

        :param found: the client's ``PricesFound``
        """
        prices = {gid.number(price.id): price for price in found.prices}
        missing = {gid.number(identity) for identity in found.missing}
        variants = self.env["shopify.variant"].search(
            [
                ("shop_id", "=", self.id),
                ("shopify_id", "in", [str(number) for number in (*prices, *missing)]),
            ]
        )
        known = {int(variant.shopify_id): variant for variant in variants}
        variants._note_shopify_prices(
            {variant: prices[number] for number, variant in known.items() if number in prices}
        )
        gone = variants.filtered(lambda variant: int(variant.shopify_id) in missing)
        if gone:
            gone.removed = True

    def action_open_price_differences(self):
        """Show the variants of which Shopify asks for another price than Odoo.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_price_difference_action"
        )
        return {**action, "context": {"search_default_shop_id": self.id}}


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    def action_sync_prices(self):
        """Queue the price sync of these products (P12). Callable over XML-RPC.

        :return: a window action: the run, or the list of them if the products are of several shops
        """
        return self.variant_ids.action_sync_prices()

    def action_check_prices(self):
        """Ask Shopify for the prices of these products, and say which differ (P12).

        :return: a notification
        """
        return self.variant_ids.action_check_prices()


class ShopifyVariant(models.Model):
    _inherit = "shopify.variant"

    def action_sync_prices(self):
        """Queue the price sync of these variants: Odoo's prices go to Shopify (P12).

        :return: a window action: the run, or the list of them if the variants are of several shops
        """
        self.check_access("read")
        runs = self.env["shopify.sync.run"]
        for shop, variants in self.grouped("shop_id").items():
            runs |= shop._queue_run("prices", "button", {"variant_ids": variants.ids})
        if len(runs) == 1:
            return runs._show()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_sync_run_action"
        )
        return {**action, "domain": [("id", "in", runs.ids)]}

    def action_check_prices(self):
        """Ask Shopify for the prices of these variants, and say which differ (P12).

        :return: a notification
        :raises UserError: there is no price to compare, Shopify can't be asked, or a currency has
            no rate
        """
        self.check_access("read")
        priced = self.browse()
        for shop in self.shop_id:
            priced |= self.search(shop._priced_domain({"variant_ids": self.ids}))
        if not priced:
            raise UserError(
                self.env._("None of them is linked to a product whose price Odoo could tell.")
            )
        for shop, variants in priced.grouped("shop_id").items():
            variants._check_prices_of(shop.with_company(shop.company_id))
        priced.invalidate_recordset()
        return self._tell_differences(priced.exists().filtered("price_differs"))

    def _check_prices_of(self, shop):
        with shop._asking_shopify() as client:
            for found in client.variant_prices(variant._gid() for variant in self):
                shop._take_in_prices(found)
        prices = shop._price_variants(self)
        self._note_odoo_prices(
            {variant: variant._price_to_tell(price) for variant, price in prices.items()}
        )

    def _tell_differences(self, differing):
        if not differing:
            message = self.env._("Shopify asks for Odoo's prices.")
        elif len(differing) == 1:
            message = self.env._(
                "%(variant)s: Shopify asks for %(shopify)s, Odoo's price is %(odoo)s.",
                variant=differing.display_name,
                shopify=differing.currency_id.format(differing.price),
                odoo=differing.currency_id.format(differing.odoo_price),
            )
        else:
            message = self.env._(
                "%s variants have another price in Shopify than in Odoo. Sync prices sends Odoo's.",
                len(differing),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if differing else "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
