# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop's settings for stock, and starting its sync (N4)."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...shopify.scopes import STOCK


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    stock_on_move = fields.Boolean(
        string="Sync stock soon after it moved",
        help="When stock moves, is reserved or is expected in a place that feeds one of the shop's "
        "locations, its stock is synced some minutes later.",
    )
    stock_delay_minutes = fields.Integer(
        string="Minutes to wait",
        default=5,
        help="Stock often moves many times in a row: one sync sends what came of it.",
    )
    syncs_stock = fields.Boolean(compute="_compute_syncs_stock")
    stock_level_count = fields.Integer(compute="_compute_stock_counts", string="Stock")
    stock_error_count = fields.Integer(compute="_compute_stock_counts", string="Stock errors")

    _stock_delay_positive = models.Constraint(
        "CHECK (stock_delay_minutes >= 1)", "Stock is synced after at least one minute."
    )

    @api.depends("location_ids.stock_sync")
    def _compute_syncs_stock(self):
        for shop in self:
            shop.syncs_stock = any(shop.location_ids.mapped("stock_sync"))

    def _compute_stock_counts(self):
        groups = self.env["shopify.inventory.level"]._read_group(
            [("shop_id", "in", self.ids)], ["shop_id", "state"], ["__count"]
        )
        counts = {(shop.id, state): count for shop, state, count in groups}
        for shop in self:
            shop.stock_level_count = sum(
                count for (owner, _state), count in counts.items() if owner == shop.id
            )
            shop.stock_error_count = counts.get((shop.id, "error"), 0)

    # === ACTIONS === #

    def action_sync_stock(self):
        """Queue the stock sync and show its run (N4).

        :return: a window action
        """
        self.ensure_one()
        return self._queue_run("stock", trigger="button")._show()

    def action_show_stock(self):
        """Show the stock of all variants.

        :return: a window action
        """
        return self.location_ids.action_show_stock()

    # === BUSINESS METHODS === #

    def _scope_uses(self):
        uses = super()._scope_uses()
        return uses | {STOCK} if self.syncs_stock else uses

    def _synced_locations(self):
        """Return the locations whose stock is sent (N1, N2)."""
        return self.location_ids.filtered(
            lambda place: place.stock_sync and not place._stock_problem()
        )


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    level_ids = fields.One2many(
        "shopify.inventory.level", "product_id", string="Stock", readonly=True
    )

    def action_sync_stock(self):
        """Queue a stock sync of these products and show its run (N4). Callable over XML-RPC.

        :return: a window action on the run
        :raises UserError: if they belong to several shops, or the stock of none of them is synced
        """
        shops = self.env["shopify.shop"].search([("connection_id", "in", self.connection_id.ids)])
        return self._sync_stock_of(shops.filtered(lambda shop: shop._synced_locations()))

    def _sync_stock_of(self, shops):
        """Queue a stock sync of these products in one shop.

        :param shops: the shops in which the stock of some of them is synced
        """
        self.check_access("read")
        if len(shops) != 1:
            raise UserError(
                self.env._(
                    "Select products of one shop, and switch stock sync on at one of its locations."
                )
            )
        return shops._queue_run("stock", "button", {"product_ids": self.ids})._show()
