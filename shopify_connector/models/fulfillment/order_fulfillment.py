# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which fulfilments of a Shopify order stand for which deliveries here (F2, F7)."""

from odoo import fields, models
from odoo.exceptions import UserError

from ...shopify import gid

# Deliveries that are to be sent, or once more.
DUE_STATES = ("to_send", "partly", "error")
# Fulfilments in these states have shipped nothing.
VOID = ("CANCELLED", "ERROR", "FAILURE")


class ShopifyOrderFulfillment(models.Model):
    _inherit = "shopify.order.fulfillment"

    picking_id = fields.Many2one(
        "stock.picking",
        string="Delivery",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The delivery that it was made of, or that was made of it.",
    )
    from_odoo = fields.Boolean(
        string="Made by Odoo",
        readonly=True,
        help="Odoo's delivery came first. Off: Shopify had it shipped, or somebody there.",
    )
    tracking_sent = fields.Json(
        readonly=True, help="The tracking that Shopify was last told; it may write it otherwise."
    )

    def _gid(self):
        """Return Shopify's gid."""
        self.ensure_one()
        return gid.make("Fulfillment", self.shopify_id)


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    fulfillment_sent_at = fields.Datetime(
        string="Fulfilment sent", readonly=True, copy=False, help="When a fulfilment was last sent."
    )

    can_send_deliveries = fields.Boolean(compute="_compute_can_send_deliveries")

    def _compute_can_send_deliveries(self):
        for order in self:
            order.can_send_deliveries = bool(order._deliveries_to_send())

    def _deliveries_to_send(self):
        return self.sudo().sale_order_id.picking_ids.filtered(
            lambda picking: picking.shopify_fulfillment_state in DUE_STATES
        )

    def action_sync_fulfillments(self):
        """Send the done deliveries of these orders to Shopify, and show the run (F1). Callable over
        XML-RPC.

        :return: a window action on the run, or the runs
        :raises UserError: if none of their deliveries is to be sent
        """
        self.check_access("write")
        if not self._deliveries_to_send():
            raise UserError(
                self.env._(
                    "No delivery of these orders is to be sent to Shopify. A delivery is as soon "
                    "as it is done."
                )
            )
        runs = self.env["shopify.sync.run"]
        for shop in self.shop_id:
            own = self.filtered(lambda order, shop=shop: order.shop_id == shop)
            runs |= shop._queue_run("fulfillments", "button", {"order_ids": own.ids})
        return runs._show()
