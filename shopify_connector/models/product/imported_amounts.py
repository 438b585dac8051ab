# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's prices, costs and weights as Odoo's products hold them (P9)."""

from decimal import Decimal

from odoo import fields

from ...rules.imported_price import ImportedPrices
from ...rules.price_tax import UNCHANGED, Linear
from ...rules.weight import UnknownWeightUnit, convert_weight
from .price_taxes import PriceTaxes
from .product_export_terms import UNITS_OF_WEIGHT
from .product_texts import ProductError


class ImportedAmounts:
    """Converts amounts between the shop's currency and units and Odoo's.

    :param shop: the shop record
    """

    def __init__(self, shop):
        self._shop = shop
        self._env = shop.env
        self._today = fields.Date.context_today(shop)
        self._rates = {}
        self._taxes = PriceTaxes(shop)
        uom = self._env["product.template"]._get_weight_uom_id_from_ir_config_parameter()
        self._weight_unit = UNITS_OF_WEIGHT.get(uom.get_external_id()[uom.id], uom.name)

    def prices_of_new(self, template_values):
        """Return the conversion of prices for templates that are to be made.

        :param dict template_values: of the new templates, which are of no company
        :return: ImportedPrices
        :raises ProductError: if a currency has no rate
        """
        templates = self._env["product.template"].sudo()
        given = {**templates.default_get(["taxes_id"]), **template_values}
        taxes = templates.new({"taxes_id": given.get("taxes_id", [])}).taxes_id._origin
        return self._prices(taxes, self._env["product.product"])

    def prices_of(self, product):
        """Return the conversion of prices for a product's template.

        :param product: ``product.product``
        :return: ImportedPrices
        :raises ProductError: if a currency has no rate
        """
        return self._prices(product.sudo().taxes_id, product, product.company_id)

    def _prices(self, taxes, product, company=None):
        owner = company or self._env["res.company"].sudo()._get_main_company()
        conversion = self._taxes.conversion_with(taxes, product)
        return ImportedPrices(
            rate=self._rate(owner.currency_id),
            digits=owner.currency_id.decimal_places,
            shop_digits=self._shop.document_currency_id.decimal_places,
            # What a tax by formula makes of a price can't be undone: the price stays as it is.
            taxes=conversion if isinstance(conversion, Linear) else UNCHANGED,
        )

    def rate_of_costs(self):
        """Return by what a cost of Shopify's is multiplied: costs are kept by company.

        :raises ProductError: if a currency has no rate
        """
        return self._rate(self._shop.company_id.currency_id)

    def weight(self, variant):
        """Return what a variant weighs, in Odoo's unit; 0 if Odoo has another kind of unit."""
        if not (variant.weight and variant.weight_unit):
            return 0.0
        value = Decimal(str(variant.weight))
        try:
            return float(convert_weight(value, variant.weight_unit, self._weight_unit))
        except UnknownWeightUnit:
            return 0.0

    def _rate(self, currency):
        if currency not in self._rates:
            self._rates[currency] = self._read_rate(currency)
        return self._rates[currency]

    def _read_rate(self, wanted):
        own, company = self._shop.document_currency_id, self._shop.company_id
        if own == wanted:
            return Decimal(1)
        for currency in own | wanted:
            if currency != company.currency_id and not self._shop._has_rate(currency):
                raise ProductError("currency_without_rate", currency=currency.name)
        rate = self._env["res.currency"]._get_conversion_rate(own, wanted, company, self._today)
        return Decimal(str(rate))
