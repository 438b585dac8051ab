# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from ..models.order.order_history_run import KIND


class ShopifyOrderHistory(models.TransientModel):
    """Asks which orders of long ago are imported, and how (O26)."""

    _name = "shopify.order.history"
    _description = "Import the history of orders"

    shop_id = fields.Many2one(
        "shopify.shop", required=True, default=lambda self: self._default_shop()
    )
    before = fields.Datetime(
        string="Ordered before",
        required=True,
        compute="_compute_before",
        store=True,
        readonly=False,
        precompute=True,
        help="Orders from this day on are imported as usual.",
    )
    since = fields.Datetime(string="Ordered from", help="Empty: however old they are.")
    archived = fields.Boolean(
        string="Archived orders too",
        default=True,
        help="Most old orders are archived in Shopify. Off: only those that are still open there.",
    )
    mode = fields.Selection(
        [
            ("records", "Shopify order and partner only"),
            ("documents", "With a locked sale order that moves neither stock nor books"),
        ],
        string="Import",
        default="records",
        required=True,
    )
    problem = fields.Char(compute="_compute_problem")

    @api.model
    def _default_shop(self):
        shops = self.env["shopify.shop"].search([], limit=2)
        return shops if len(shops) == 1 else False

    @api.depends("shop_id")
    def _compute_before(self):
        for wizard in self:
            wizard.before = wizard.shop_id.orders_from or fields.Datetime.now()

    @api.depends("shop_id")
    def _compute_problem(self):
        for wizard in self:
            scopes = wizard.shop_id.sudo().connection_id.granted_scopes or []
            wizard.problem = (
                scopes
                and "read_all_orders" not in scopes
                and self.env._(
                    "Shopify gives the app only the orders of the last 60 days. Give it the access "
                    "scope read_all_orders in Shopify, and press Test connection."
                )
            )

    def action_start(self):
        """Queue the import and show its run.

        :return: a window action
        :raises UserError: if orders of that day are imported as usual
        """
        self.ensure_one()
        options = {
            "before": fields.Datetime.to_string(self.before),
            "since": fields.Datetime.to_string(self.since),
            "archived": self.archived,
            "documents": self.mode == "documents",
        }
        self.shop_id._history_options(options)
        return self.shop_id._queue_run(KIND, trigger="button", options=options)._show()
