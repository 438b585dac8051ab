# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The taxes of an order's lines: as Shopify charged them, or as Odoo computes them (O8)."""

from dataclasses import replace

from odoo import models

from ...rules.taxes import TaxKey

UNTAXED_KINDS = ("gift_card", "tip", "cash_rounding")


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    # === AS CHARGED BY SHOPIFY === #

    def _charged_taxes(self, planned):
        """Return the Odoo taxes that stand for Shopify's.

        :param dict planned: lists of planned lines by order
        :return: dict of ``account.tax`` by TaxKey
        """
        keys = {
            self._tax_key(order, tax)
            for order, lines in planned.items()
            for line in lines
            for tax in line.taxes
        }
        return self.env["shopify.tax"]._map(self, keys)

    def _missing_taxes(self, order, lines, taxes):
        """Return the names of the order's taxes that no Odoo tax stands for, "" if all do."""
        missing = {
            _tax_name(tax)
            for line in lines
            for tax in line.taxes
            if not taxes[self._tax_key(order, tax)]
        }
        return ", ".join(sorted(missing))

    @staticmethod
    def _tax_key(order, tax):
        return TaxKey(
            title=tax.title,
            rate=tax.rate if tax.rate is None else tax.rate.normalize(),
            included=order.taxes_included,
            country_code=order.country_code or "",
            channel_liable=tax.channel_liable,
        )

    # === AS ODOO COMPUTES THEM === #

    def _with_odoo_taxes(self, order, charges):
        """Return an order's charges with the names of Odoo's taxes in place of Shopify's.

        :param charges: rules.charges.OrderCharges
        """
        position = self._order_fiscal_position(order)
        lines = {line.key: line for line in order.line_ids}
        return replace(
            charges,
            charges=tuple(
                replace(charge, taxes=(), odoo_taxes=self._odoo_tax_ids(charge, lines, position))
                for charge in charges.charges
            ),
        )

    def _odoo_tax_ids(self, charge, lines, position):
        if charge.kind in UNTAXED_KINDS:
            return ""
        product = self._line_product(lines.get(charge.key), charge.kind)
        taxes = product.taxes_id._filter_taxes_by_company(self.company_id)
        return ",".join(map(str, position.map_tax(taxes).ids))

    def _odoo_taxes(self, planned):
        """Return the taxes that ``_with_odoo_taxes`` has named on a planned line."""
        ids = planned.odoo_taxes.split(",") if planned.odoo_taxes else ()
        return self.env["account.tax"].browse(map(int, ids))

    @staticmethod
    def _odoo_price(price, taxes, included):
        """Return the price at which Odoo's taxes lead to Shopify's price.

        :param Decimal price: with or without tax, as Shopify states it
        :param taxes: ``account.tax``, of which prices in Odoo may include some
        :param bool included: whether Shopify's price includes tax
        """
        if not taxes:
            return float(price)
        details = taxes._get_tax_details(
            float(price),
            1.0,
            rounding_method="round_globally",
            special_mode="total_included" if included else "total_excluded",
        )
        return details["total_excluded"] + sum(
            part["tax_amount"] for part in details["taxes_data"] if part["tax"].price_include
        )

    # === FISCAL POSITION === #

    def _order_fiscal_position(self, order):
        """Return the fiscal position of an order: that of its tax area, else the one that Odoo
        finds by itself."""
        positions = self.env["account.fiscal.position"].with_company(self.company_id)
        return self._tax_area_position(order) or positions._get_fiscal_position(
            order.mapped_partner_id, order.mapped_shipping_partner_id
        )

    def _tax_area_position(self, order):
        """Return the fiscal position of the first address, in the shop's order of priority, for
        whose place one is set (O8); empty if there is none."""
        for kind in self.tax_area_priority.split("_"):
            if position := self._address_fiscal_position(order, kind):
                return position
        return self.env["account.fiscal.position"]

    def _address_fiscal_position(self, order, kind):
        address = order._tax_address(kind)
        if address.is_empty:
            return self.env["account.fiscal.position"]
        country = self.env["shopify.geography"]._country(address.country_code)
        state = self._state_of_province(country, address.province_code, address.province)
        area = self._tax_area(country, state, address.province_code)
        return (
            area.fiscal_position_id or self._customer_template(country).property_account_position_id
        )


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    def _tax_address(self, kind):
        """Return the address that decides on taxes.

        :param str kind: ``ship``, ``sell`` or ``bill``
        :return: rules.address.Address
        """
        match kind:
            case "ship":
                return self._address("shipping")
            case "bill":
                return self._address("billing")
        return self.customer_id.address_ids[:1]._as_address()


def _tax_name(tax):
    if tax.rate is None:
        return tax.title
    return f"{tax.title} {float(tax.rate * 100):g} %"
