# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What an order's cancellation in Shopify does here (O14)."""

from odoo import models


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    def _follow_cancellation(self):
        """Follow orders that have just been cancelled in Shopify.

        One that is not in Odoo yet is left out; a quotation is cancelled; a confirmed order may be
        on its way to the customer, so a person decides.
        """
        waiting = self.filtered(lambda order: not order.sale_order_id)
        waiting.write({"state": "ignored", **self._no_error_values()})
        waiting._resolve_skips()
        sales = self.sale_order_id
        sales.filtered(lambda sale: sale.state in ("draft", "sent"))._action_cancel()
        for order in self.filtered(lambda order: order.sale_order_state == "sale"):
            order._ask_person(
                self.env._("Cancelled in Shopify"),
                self.env._(
                    "%(order)s was cancelled in Shopify on %(date)s. Cancel this order if it can "
                    "still be stopped; else take the goods back.",
                    order=order.name,
                    date=order.cancelled_at,
                ),
            )

    def _ask_person(self, summary, note):
        """Make an activity on the sale order, for its salesperson."""
        self.ensure_one()
        sale = self.sale_order_id
        sale.activity_schedule(
            "mail.mail_activity_data_warning",
            summary=summary,
            note=note,
            user_id=(sale.user_id or self.env.user).id,
        )
