# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's prices, costs and weights as Odoo's products hold them (P9)."""

from decimal import Decimal

from odoo import fields

from ...rules.weight import UnknownWeightUnit, convert_weight
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
        uom = self._env["product.template"]._get_weight_uom_id_from_ir_config_parameter()
        self._weight_unit = UNITS_OF_WEIGHT.get(uom.get_external_id()[uom.id], uom.name)

    def rate_of_prices(self, company=None):
        """Return by what a price of Shopify's is multiplied for the products of a company.

        :param company: the products' company; None for products of all companies
        :raises ProductError: if a currency has no rate
        """
        owner = company or self._env["res.company"].sudo()._get_main_company()
        return self._rate(owner.currency_id)

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
