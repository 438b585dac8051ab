# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Prices with or without tax, as the shop has them (C7, P12)."""

from odoo import fields, models

from ...rules.price_tax import UNCHANGED, Linear

# Of these taxes, twice the price bears twice the tax, but for a fixed amount.
LINEAR = {"percent", "division", "fixed", "group"}


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    shopify_taxes_included = fields.Selection(
        [("included", "Include tax"), ("excluded", "Are without tax")],
        string="Prices in Shopify",
        readonly=True,
        copy=False,
        help="What Shopify says of its prices, as of the last test of the connection.",
    )

    # === CONNECTION TEST === #

    def _report_profile(self, profile):
        """Keep whether Shopify's prices include tax, and compare it with the settings."""
        yield from super()._report_profile(profile)
        told = "included" if profile.taxes_included else "excluded"
        if self.shopify_taxes_included != told:
            self.sudo().shopify_taxes_included = told
        if self._prices_include_tax() != told:
            yield self._report_row(
                "warning",
                self.env._("Prices go to Shopify with tax, but Shopify adds tax to its prices.")
                if told == "excluded"
                else self.env._("Prices go to Shopify without tax, but Shopify's include it."),
                self.env._(
                    "Change Prices sent to Shopify on the shop's page Products, or on the template "
                    "chosen there; or the setting under Settings, Taxes in Shopify."
                ),
            )

    # === BUSINESS METHODS === #

    def _prices_include_tax(self):
        """Tell whether prices in Shopify include tax: by the template, the shop, or Shopify (C7).

        :return: ``included`` or ``excluded``; False as long as nobody has said
        """
        self.ensure_one()
        return (
            self.price_template_id.prices_include_tax
            or self.prices_include_tax
            or self.shopify_taxes_included
        )

    def _price_fiscal_position(self):
        """Return the fiscal position by which taxes of prices are replaced; empty for none."""
        self.ensure_one()
        template = self.price_template_id
        if not template:
            return self.env["account.fiscal.position"]
        return self._fiscal_position(template.country_id, self.env["res.country.state"])


class PriceTaxes:
    """Converts prices of products to what the shop has, by Odoo's own tax engine.

    :param shop: the shop record
    """

    def __init__(self, shop):
        self._shop = shop
        self._included = shop._prices_include_tax()
        self._fiscal_position = shop._price_fiscal_position()
        self._conversions = {}

    def taxes_of(self, product):
        """Return a product's own sales taxes, and those that stand in their place in the shop."""
        return self._taxes_in_shop(product.taxes_id)

    def _taxes_in_shop(self, taxes):
        own = taxes._filter_taxes_by_company(self._shop.company_id)
        return own, self._fiscal_position.map_tax(own)

    def conversion(self, product):
        """Return the conversion of a product's prices: a function of a float, not rounding."""
        return self.conversion_with(product.taxes_id, product)

    def conversion_with(self, taxes, product):
        """Return the conversion of the prices of a product that has, or is to have, these taxes.

        :param product: empty for one that is yet to be made
        """
        if taxes not in self._conversions:
            self._conversions[taxes] = self._make_conversion(taxes, product)
        return self._conversions[taxes]

    def _make_conversion(self, taxes, product):
        own, mapped = self._taxes_in_shop(taxes)
        if not (own or mapped):
            return UNCHANGED

        def convert(price):
            return self._converted(price, product, own, mapped)

        every = own | mapped
        is_linear = LINEAR.issuperset((every | every.children_tax_ids).mapped("amount_type"))
        return Linear.through(convert) if is_linear else convert

    def _converted(self, price, product, own, mapped):
        price = own._adapt_price_unit_to_another_taxes(price, product, own, mapped)
        if not self._included:
            return price
        details = mapped._get_tax_details(
            price, 1.0, rounding_method="round_globally", product=product
        )
        return details[f"total_{self._included}"]
