# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Sync the stock of shops soon after it moved (N4)."""

from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.tools import SQL

NOTES = "shopify.moved.stock"


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
        if not {"stock_on_move", "active"}.isdisjoint(vals):
            self.env.registry.clear_cache()
        return result

    # === BUSINESS METHODS === #

    @api.model
    @tools.ormcache()
    def _watches_stock(self):
        """Tell whether any shop wants to sync soon after stock moved."""
        return bool(self.sudo().search_count([("stock_on_move", "=", True)], limit=1))

    @api.model
    def _note_moved_stock(self, records):
        """Note records whose change may change what Shopify is to have.

        :param records: ``stock.move`` or ``stock.quant`` records
        """
        if not self._watches_stock():
            return
        hooks = self.env.cr.precommit
        if NOTES not in hooks.data:
            hooks.data[NOTES] = {"stock.move": set(), "stock.quant": set()}
            hooks.add(self.sudo()._sync_moved_stock)
        hooks.data[NOTES][records._name].update(records.ids)

    @api.model
    def _sync_moved_stock(self):
        """Queue stock syncs of the shops that offer what has moved in this transaction."""
        noted = self.env.cr.precommit.data.pop(NOTES, None)
        if not noted:
            return
        shops = self._shops_fed_by(noted["stock.move"], noted["stock.quant"])
        runs = self.env["shopify.sync.run"]
        waiting = runs.search(
            [
                ("shop_id", "in", shops.ids),
                ("kind", "=", "stock"),
                ("trigger", "=", "moves"),
                ("state", "=", "waiting"),
            ]
        )
        for shop in shops - waiting.shop_id:
            start = fields.Datetime.now() + timedelta(minutes=shop.stock_delay_minutes)
            runs.create(
                {
                    "shop_id": shop.id,
                    "kind": "stock",
                    "trigger": "moves",
                    "options": {"changed": True},
                    "start_at": start,
                }
            )
            for number in (1, 2):
                self.env.ref(f"shopify_connector.cron_worker_{number}")._trigger(at=start)

    def _shops_fed_by(self, move_ids, quant_ids):
        """Return the shops that want to know of these moves and quants.

        :param move_ids: ids of ``stock.move``
        :param quant_ids: ids of ``stock.quant``
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                WITH moved AS (
                    SELECT location_id FROM stock_quant WHERE id = ANY(%s)
                    UNION
                    SELECT unnest(ARRAY[location_id, location_dest_id, location_final_id])
                    FROM stock_move WHERE id = ANY(%s)
                ), source AS (
                    SELECT shopify_location_id AS place_id, stock_location_id AS location_id
                    FROM shopify_location_stock_location_rel
                    UNION
                    SELECT rel.shopify_location_id, warehouse.view_location_id
                    FROM shopify_location_stock_warehouse_rel rel
                    JOIN stock_warehouse warehouse ON warehouse.id = rel.stock_warehouse_id
                )
                SELECT DISTINCT shop.id
                FROM moved
                JOIN stock_location inner_place ON inner_place.id = moved.location_id
                JOIN stock_location outer_place
                    ON inner_place.parent_path LIKE outer_place.parent_path || '%%'
                JOIN source ON source.location_id = outer_place.id
                JOIN shopify_location place ON place.id = source.place_id
                JOIN shopify_shop shop ON shop.id = place.shop_id
                WHERE place.active AND place.stock_sync AND place.stock_calculation <> 'none'
                    AND shop.active AND shop.stock_on_move
                ORDER BY 1
                """,
                list(quant_ids),
                list(move_ids),
            )
        )
        return self.browse(shop_id for (shop_id,) in rows)
