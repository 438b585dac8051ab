# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.fields import Domain

from ..models.fulfillment.order_fulfillment import DUE_STATES


class ShopifyFulfillmentSync(models.TransientModel):
    """Asks which deliveries are sent to Shopify (F1)."""

    _name = "shopify.fulfillment.sync"
    _description = "Send deliveries to Shopify"

    shop_id = fields.Many2one("shopify.shop", required=True)
    date_from = fields.Datetime(
        string="From", help="Only deliveries that were done from then on. Empty: all."
    )
    date_to = fields.Datetime(string="To", help="Only deliveries that were done by then.")
    delivery_count = fields.Integer(
        compute="_compute_delivery_count",
        string="Deliveries to send",
        help="Those that are to be sent. One that could not be sent is tried again after a pause.",
    )

    @api.depends("shop_id", "date_from", "date_to")
    def _compute_delivery_count(self):
        for wizard in self:
            domain = wizard.shop_id._deliveries_domain(wizard._options())
            wizard.delivery_count = self.env["stock.picking"].search_count(
                domain & Domain("shopify_fulfillment_state", "in", DUE_STATES)
            )

    def action_start(self):
        """Queue sending the deliveries, and show the run.

        :return: a window action
        :raises UserError: if the shop is not told of deliveries
        """
        self.ensure_one()
        self.shop_id._ensure_fulfillments_are_sent()
        return self.shop_id._queue_run("fulfillments", "button", self._options())._show()

    def _options(self):
        """Return the dates as a run keeps them: as texts."""
        dates = {"date_from": self.date_from, "date_to": self.date_to}
        return {name: fields.Datetime.to_string(moment) for name, moment in dates.items() if moment}
