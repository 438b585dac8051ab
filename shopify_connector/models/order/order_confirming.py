# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Confirm the sale orders of Shopify orders, once they say what Shopify charged (O3, O8, O9)."""

from odoo import fields, models
from odoo.tools import float_compare

from ...rules.order_plan import rounding_line
from ..sync.explain import MappingError


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _confirm_sales(self, orders):
        """Confirm the quotations that are to be, as far as they agree with Shopify.

        :return: dict of MappingError by order, for those that don't
        """
        waiting = orders.filtered(
            lambda order: order.confirm_requested and order.sale_order_state in ("draft", "sent")
        )
        refused = {}
        if self.tax_mode == "odoo":
            refused = waiting._odoo_tax_differences()
        good = waiting.filtered(lambda order: order not in refused)
        if good:
            good.sale_order_id.action_confirm()
            good.confirm_requested = False
        return refused


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    confirm_requested = fields.Boolean(
        readonly=True, copy=False, help="The sale order is confirmed as soon as nothing holds it."
    )
    confirm_anyway = fields.Boolean(readonly=True, copy=False)

    def action_confirm_anyway(self):
        """Confirm sale orders although they differ from Shopify. Callable over XML-RPC.

        :return: True; what is still wrong stands in ``error`` and ``fix`` of each order
        """
        self.check_access("write")
        self.sudo().write({"confirm_anyway": True, "confirm_requested": True})
        for shop in self.shop_id:
            shop._process(self.sudo().filtered(lambda order, shop=shop: order.shop_id == shop))
        return True

    def _odoo_tax_differences(self):
        """Level small differences between Odoo's taxes and Shopify's, and find the others (O8, O9).

        :return: dict of MappingError by order
        """
        refused, lines = {}, []
        for order in self:
            sale = order.sale_order_id
            currency = sale.currency_id
            difference = currency.round(order.charged_total - sale.amount_total)
            if not difference or order.confirm_anyway:
                continue
            if float_compare(abs(difference), order.shop_id.rounding_tolerance, 6) <= 0:
                lines.append(order._rounding_line_values(difference))
            else:
                refused[order] = order._tax_difference_error(difference)
        self.env["sale.order.line"].create(lines)
        return refused

    def _rounding_line_values(self, difference):
        planned = rounding_line(difference)
        values = self.shop_id._sale_line_values(self, None, planned, {})
        return {**values, "order_id": self.sale_order_id.id}

    def _tax_difference_error(self, difference):
        """Name the line whose tax differs most."""
        currency = self.sale_order_id.currency_id
        charged = self._charged_taxes_by_line()

        def off(line):
            return abs(charged.get(line.shopify_line_id.key, 0.0) - line.price_tax)

        line = max(self.sale_order_id.order_line.filtered("shopify_line_id"), key=off)
        return MappingError(
            "odoo_taxes_differ",
            line=line.shopify_line_id.name,
            computed=currency.format(line.price_tax),
            expected=currency.format(charged.get(line.shopify_line_id.key, 0.0)),
            difference=currency.format(difference),
        )

    def _charged_taxes_by_line(self):
        """Return Shopify's tax by key of the line, in the currency of the document."""
        seen_by_buyer = self._document_currency() != self.currency_id
        sums = {}
        for tax in self.tax_ids:
            amount = tax.presentment_amount if seen_by_buyer else tax.amount
            sums[tax.line_key] = sums.get(tax.line_key, 0.0) + amount
        return sums
