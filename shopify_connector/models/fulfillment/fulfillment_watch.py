# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Send deliveries soon after they are done, and say what to do with one that comes back (F1, F6).

Nothing is asked and nothing is computed here: the ids are gathered until the transaction ends.
"""

from datetime import timedelta

from odoo import api, fields, models, tools

from ..shop.shop_sync import SYNCING
from .order_fulfillment import DUE_STATES

NOTES = "shopify.done.deliveries"


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        shops = super().create(vals_list)
        self.env.registry.clear_cache()
        return shops

    def write(self, vals):
        result = super().write(vals)
        if not {"send_fulfillments", "fulfil_on_delivery", "active"}.isdisjoint(vals):
            self.env.registry.clear_cache()
        return result

    # === BUSINESS METHODS === #

    @api.model
    @tools.ormcache()
    def _watches_deliveries(self):
        """Tell whether any shop wants deliveries sent soon after they are done."""
        wanted = [("send_fulfillments", "=", True), ("fulfil_on_delivery", "=", True)]
        return bool(self.sudo().search_count(wanted, limit=1))

    @api.model
    def _note_deliveries(self, pickings):
        """Note deliveries that are done, or whose tracking has changed."""
        if not (pickings and self._watches_deliveries()):
            return
        hooks = self.env.cr.precommit
        if NOTES not in hooks.data:
            hooks.data[NOTES] = set()
            hooks.add(self.sudo()._sync_noted_deliveries)
        hooks.data[NOTES].update(pickings.ids)

    @api.model
    def _sync_noted_deliveries(self):
        """Queue syncs of the shops whose deliveries were noted in this transaction."""
        ids = self.env.cr.precommit.data.pop(NOTES, ())
        pickings = self.env["stock.picking"].browse(ids).exists()
        due = pickings.filtered(
            lambda one: one.shopify_fulfillment_state in DUE_STATES or one.shopify_tracking_due
        )
        for shop in due.shopify_shop_id.filtered(
            lambda one: one.active and one.send_fulfillments and one.fulfil_on_delivery
        ):
            delay = timedelta(minutes=shop.fulfillment_delay_minutes)
            shop._queue_fulfillments(fields.Datetime.now() + delay)

    def _queue_fulfillments(self, start):
        """Queue a sync of deliveries for a time, unless one that starts by then waits already."""
        self.ensure_one()
        runs = self.env["shopify.sync.run"].sudo()
        waiting = runs.search_count(
            [
                ("shop_id", "=", self.id),
                ("kind", "=", "fulfillments"),
                ("trigger", "=", "deliveries"),
                ("state", "=", "waiting"),
                ("start_at", "<=", start),
            ],
            limit=1,
        )
        if waiting:
            return
        runs.create(
            {
                "shop_id": self.id,
                "kind": "fulfillments",
                "trigger": "deliveries",
                "start_at": start,
            }
        )
        for number in (1, 2):
            self.env.ref(f"shopify_connector.cron_worker_{number}").sudo()._trigger(at=start)


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        pickings = moves.picking_id.filtered("shopify_order_id")
        if pickings:
            self.env["shopify.shop"]._note_deliveries(pickings)
            (moves & pickings.move_ids)._ask_about_returns()
        return moves

    def _ask_about_returns(self):
        """Say what to do when what Shopify has as shipped comes back, unless Shopify said so."""
        if SYNCING in self.env.context:
            return
        back = self.filtered(lambda move: move.origin_returned_move_id and move._is_incoming())
        sent = back.origin_returned_move_id.picking_id.sudo().filtered(
            lambda one: one.shopify_fulfillment_state in ("sent", "partly", "to_cancel")
        )
        for order in sent.shopify_order_id:
            own = sent.filtered(lambda one, order=order: one.shopify_order_id == order)
            order._ask_person(
                self.env._("Returned after Shopify was told"),
                self.env._(
                    "Goods of %(deliveries)s came back, but Shopify has them as shipped: "
                    "%(fulfillments)s. If they never reached the buyer, open the delivery and "
                    "press Cancel fulfilment. If the buyer sent them back, record the return or "
                    "refund on the order's page in Shopify's admin.",
                    deliveries=", ".join(own.mapped("name")),
                    fulfillments=", ".join(own._shopify_rows().mapped("name")),
                ),
            )
