# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What an order's cancellation in Shopify does here (O14)."""

from odoo import fields, models
from odoo.tools.misc import format_datetime


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    cancel_confirmed_orders = fields.Selection(
        [("ask", "Ask the salesperson"), ("cancel", "Cancel them with their deliveries")],
        string="Confirmed orders cancelled in Shopify",
        default="ask",
        required=True,
        help="A quotation whose order is cancelled in Shopify is cancelled in any case. An order "
        "of which something is delivered or invoiced is always left to the salesperson.",
    )

    def _stage_orders(self, orders):
        """Leave out orders that were cancelled before they came to Odoo."""
        records, unchanged = super()._stage_orders(orders)
        records._leave_out_cancelled()
        return records, unchanged

    def _follow_up_steps(self):
        return (self._follow_cancellations, *super()._follow_up_steps())

    def _follow_cancellations(self, orders):
        """Follow orders that were cancelled in Shopify, each once."""
        cancelled = orders.filtered(
            lambda order: order.cancelled_at and not order.cancellation_followed
        )
        for order in cancelled:
            order._follow_cancellation()
        cancelled.cancellation_followed = True


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    cancellation_followed = fields.Boolean(
        readonly=True,
        copy=False,
        help="What was to be done about the cancellation in Shopify is done, or was asked.",
    )

    def _leave_out_cancelled(self):
        """Leave out the cancelled ones that are not in Odoo yet."""
        waiting = self.filtered(
            lambda order: (
                order.cancelled_at
                and not order.sale_order_id
                and order.state in ("imported", "ready")
            )
        )
        waiting.write({"state": "ignored", **self._no_error_values()})
        waiting._resolve_skips()

    def _follow_cancellation(self):
        """Cancel the sale order; one that is confirmed may be on its way to the buyer, so that a
        person decides unless the shop is set otherwise and nothing has left yet."""
        self.ensure_one()
        sale = self.sale_order_id
        if sale.state == "cancel":
            return
        if sale.state != "sale":
            self._cancel_sale()
        elif reason := self._why_not_cancelled():
            self._ask_person(
                self.env._("Cancelled in Shopify"),
                self.env._(
                    "%(order)s was cancelled in Shopify on %(date)s. %(reason)s",
                    order=self.name,
                    date=format_datetime(self.env, self.cancelled_at, dt_format="short"),
                    reason=reason,
                ),
            )
        else:
            self._cancel_sale()

    def _why_not_cancelled(self):
        """Return why a confirmed order is left to a person, "" if it is cancelled by itself."""
        sale = self.sale_order_id
        if any(sale.order_line.mapped("qty_delivered")):
            return self.env._("Goods are delivered already: take them back.")
        if invoices := sale.invoice_ids.filtered(lambda move: move.state == "posted"):
            return self.env._(
                "It is invoiced: make a credit note for %s, and cancel the order.",
                ", ".join(invoices.mapped("name")),
            )
        if sale.locked:
            return self.env._("The order is locked: unlock and cancel it.")
        if self.shop_id.cancel_confirmed_orders == "ask":
            return self.env._(
                "Cancel this order if it can still be stopped; else take the goods back."
            )
        return ""

    def _cancel_sale(self):
        """Cancel the sale order with its deliveries, and say why."""
        sale = self.sale_order_id
        sale._action_cancel()
        reason = (self.cancel_reason or "").capitalize()
        sale.message_post(
            body=self.env._(
                "%(order)s was cancelled in Shopify. %(why)s", order=self.name, why=reason
            ),
            subtype_xmlid="mail.mt_note",
        )

    def _ask_person(self, summary, note):
        """Make an activity on the sale order, for its salesperson.

        :return: the activity
        """
        self.ensure_one()
        sale = self.sale_order_id
        return sale.activity_schedule(
            "mail.mail_activity_data_warning",
            summary=summary,
            note=note,
            user_id=(sale.user_id or self.env.user).id,
        )
