# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Find or make what orders refer to: partners and products. The step *map*."""

from odoo import fields, models

from ..sync.explain import MappingError
from ..sync.transaction import in_halves


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _map_orders(self, orders, run=None):
        """Map orders; those of which everything is known become *ready*.

        :param orders: ``shopify.order`` records of this shop, in state *imported*
        :param run: the sync run, if any
        :return: the orders that are ready
        """
        self.ensure_one()
        self.env["shopify.mapping.lock"]._hold(self.company_id)
        in_halves(
            orders,
            lambda part: self._map_batch(part, run),
            lambda order, error: order._note_error(
                self.env["shopify.explain"]._explain(error), run
            ),
        )
        return orders.filtered(lambda order: order.state == "ready")

    def _map_batch(self, orders, run):
        self._choose_rules(orders)
        errors = {order.id: error for order in orders if (error := self._refusal(order))}
        mappable = orders.filtered(lambda order: order.id not in errors)
        errors.update(self._map_products(mappable.line_ids))
        mappable = orders.filtered(lambda order: order.id not in errors)
        errors.update(self._map_customers(mappable))
        good = orders.filtered(lambda order: order.id not in errors)
        good.filtered(lambda order: order.state != "ready").write(
            {"state": "ready", "mapped_at": fields.Datetime.now()}
        )
        explain = self.env["shopify.explain"]
        for order in orders - good:
            order._note_error(explain._explain(errors[order.id]), run)

    def _refusal(self, order):
        """Return why an order is not mapped at all, or None (O1, O14)."""
        currency = order._document_currency()
        code = order._document_currency_code()
        if not order.line_ids:
            return MappingError("order_without_lines")
        if order.cancelled_at:
            return MappingError("cancelled")
        if order.is_test and not self.import_test_orders:
            return MappingError("test_order")
        if not currency:
            return MappingError("unknown_currency", currency=code)
        if not currency.active:
            return MappingError("inactive_currency", currency=code)
        if currency != self.company_id.currency_id and not self._has_rate(currency):
            return MappingError("currency_without_rate", currency=code)
        return None


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    def _document_currency(self):
        """Return the currency of the order's documents: the shop's or the buyer's, as it was chosen
        for the first one (O1)."""
        if self.sale_order_id:
            return self.sale_order_id.currency_id
        if self.shop_id.use_presentment_currency:
            return self.presentment_currency_id
        return self.currency_id

    def _document_currency_code(self):
        if self.shop_id.use_presentment_currency:
            return self.presentment_currency_code
        return self.currency_code
