# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop's settings for deliveries, and starting to send them (F1, F3, F5, F7)."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...shopify.scopes import FULFILLMENTS


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    send_fulfillments = fields.Boolean(
        string="Tell Shopify of deliveries",
        default=True,
        help="A done delivery of a Shopify order becomes a fulfilment there. Off: deliveries that "
        "are done meanwhile are not sent, later neither.",
    )
    fulfil_on_delivery = fields.Boolean(
        string="Soon after a delivery is done",
        help="Deliveries that are done, and tracking numbers that are added, are sent some minutes "
        "later. Off: by a schedule, or when somebody presses Send deliveries.",
    )
    fulfillment_delay_minutes = fields.Integer(
        string="Minutes to wait",
        default=5,
        help="Deliveries are often done many in a row, and their tracking numbers come a little "
        "later: one sync sends them all.",
    )
    fulfillments_from = fields.Datetime(
        string="Deliveries from",
        help="Deliveries that were done before are not sent by themselves. Empty: all.",
    )
    notify_customers = fields.Boolean(
        string="Notify customers",
        help="Shopify tells the buyer by email or text message that the goods are on their way, "
        "and later of new tracking numbers. A delivery can say otherwise.",
    )
    fulfil_services = fields.Boolean(
        string="Fulfil what is not delivered as well",
        default=True,
        help="Services and custom items have no delivery here, but Shopify waits for them: they "
        "are fulfilled with the order's last delivery. Off: they stay open in Shopify.",
    )
    fulfillment_location_id = fields.Many2one(
        "shopify.location",
        string="Other places",
        domain="[('shop_id', '=', id)]",
        help="The Shopify location that stands for places here which no location is mapped to. "
        "Empty: what is delivered from there is not sent, and says so.",
    )
    deliver_shopify_shipments = fields.Boolean(
        string="Deliver what Shopify shipped",
        help="What a fulfilment service, the till or somebody in Shopify has shipped is delivered "
        "here as well, at Shopify's date. Off: somebody does it here. New orders that were shipped "
        "before they came here are delivered in any case.",
    )
    delivery_to_send_count = fields.Integer(
        compute="_compute_delivery_counts", string="Deliveries to send"
    )
    delivery_error_count = fields.Integer(
        compute="_compute_delivery_counts", string="Deliveries not sent"
    )

    _fulfillment_delay_positive = models.Constraint(
        "CHECK (fulfillment_delay_minutes >= 1)", "Deliveries are sent after at least one minute."
    )

    # === COMPUTE METHODS === #

    def _compute_delivery_counts(self):
        for field, states in (
            ("delivery_to_send_count", ("to_send",)),
            ("delivery_error_count", ("partly", "error")),
        ):
            groups = self.env["stock.picking"]._read_group(
                [
                    ("shopify_order_id.shop_id", "in", self.ids),
                    ("shopify_fulfillment_state", "in", states),
                ],
                ["shopify_shop_id"],
                ["__count"],
            )
            counts = {shop.id: count for shop, count in groups}
            for shop in self:
                shop[field] = counts.get(shop.id, 0)

    # === ACTIONS === #

    def action_sync_fulfillments(self):
        """Queue sending all deliveries that are to be sent, and show the run (F1).

        :return: a window action
        :raises UserError: if the shop is not told of deliveries
        """
        self.ensure_one()
        self._ensure_fulfillments_are_sent()
        return self._queue_run("fulfillments", trigger="button")._show()

    def action_show_deliveries(self):
        """Show the deliveries of the shop's orders.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_delivery_action"
        )
        action["domain"] = [("shopify_shop_id", "=", self.id)]
        action["context"] = {"search_default_not_sent": 1}
        return action

    # === BUSINESS METHODS === #

    def _ensure_fulfillments_are_sent(self):
        if off := self.filtered(lambda shop: not shop.send_fulfillments):
            raise UserError(
                self.env._(
                    "%s is not told of deliveries. Switch Tell Shopify of deliveries on, on the "
                    "shop's page Deliveries.",
                    ", ".join(off.mapped("name")),
                )
            )

    def _scope_uses(self):
        uses = super()._scope_uses()
        return uses | {FULFILLMENTS} if self.send_fulfillments else uses

    def _deliveries_domain(self, options):
        """Return which deliveries a run looks after.

        :param dict options: ``picking_ids`` or ``order_ids`` (``shopify.order``), and no others,
            whatever their date; ``date_from`` and ``date_to``: done between
        """
        domain = Domain("shopify_shop_id", "=", self.id)
        if chosen := options.get("picking_ids"):
            return domain & Domain("id", "in", chosen)
        if orders := options.get("order_ids"):
            return domain & Domain("shopify_order_id", "in", orders)
        now = fields.Datetime.now()
        domain &= Domain("shopify_retry_at", "=", False) | Domain("shopify_retry_at", "<=", now)
        if start := options.get("date_from") or self.fulfillments_from:
            domain &= Domain("date_done", ">=", start)
        if end := options.get("date_to"):
            domain &= Domain("date_done", "<=", end)
        return domain
