# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Bring the documents of orders that are in Odoo in step with what Shopify says of them.

Every step takes a batch, is safe to repeat and does nothing where nothing is to be done. It is run
when the sale orders have just been made, when Shopify has changed something, and when an order is
tried again.
"""

from odoo import fields, models

from ..shop.shop_sync import SYNCING
from ..sync.transaction import in_halves


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _follow_up(self, orders, run=None):
        """Take orders through all steps behind the sale order.

        An order that fails keeps its error and waits; the steps behind are not for it.

        :param orders: ``shopify.order`` records of this shop with a sale order
        :param run: the sync run, if any
        """
        self.ensure_one()
        good = orders
        for step in self._follow_up_steps():
            good -= self._take_step(good, step, run)
        mended = good.filtered("has_error")
        mended.write(orders._no_error_values())
        mended._resolve_skips()

    def _follow_up_steps(self):
        """Return the steps, in their order: functions of a recordset of orders, that may return a
        dict of errors by order, of those that they refuse."""
        return (
            self._confirm_sales,
            self._reserve_stock,
            self._settle_deliveries,
            self._follow_shipments,
            self._charge_cash_rounding,
            self._note_taken_off,
            self._deliver_no_more,
            self._invoice_orders,
            self._credit_refunds,
            self._register_payments,
            self._settle_credit_notes,
        )

    def _take_step(self, orders, step, run):
        """Run a step over a batch, and return the orders that failed."""
        explain = self.env["shopify.explain"]
        failed, refused = [], {}

        def note(order, error):
            order._note_error(explain._explain(error), run)
            failed.append(order.id)

        in_halves(orders, lambda part: refused.update(step(part) or {}), note)
        for order, error in refused.items():
            note(order, error)
        return orders.browse(failed)


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    follow_up_requested = fields.Boolean(readonly=True, copy=False)

    _follow_up_index = models.Index("(shop_id) WHERE follow_up_requested")

    def _follow_up_soon(self):
        """Have the orders taken through their steps by the next worker, as something was done to
        their documents in Odoo; a sync does so itself."""
        if not self or self.env.context.get(SYNCING):
            return
        self.sudo().write({"follow_up_requested": True})
        self.env.ref("shopify_connector.cron_retry_orders").sudo()._trigger()
