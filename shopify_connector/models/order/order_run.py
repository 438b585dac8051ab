# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The order sync: list headers, read, stage and map orders; try again those that wait (O5)."""

from odoo import api, fields, models
from odoo.fields import Domain

from ...shopify import gid
from ..sync.explain import MappingError
from ..sync.moments import utc_naive
from ..sync.transaction import held_lock, in_fresh_transaction

READ_BATCH = 50
ROWS_AT_ONCE = 5000
# How many orders that wait with an error are tried again at once.
RETRY_BATCH = 400


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _sync_orders_to_import(self, meter):
        """List what is new or has changed, and import nothing.

        :return: whether the run is finished; False when its time was over
        """
        return self._list_orders(meter) or meter.is_cancelled()

    def _sync_orders(self, meter):
        """List what is new or has changed, and import it.

        :return: whether the run is finished; False when its time was over
        """
        chosen = (meter.run.options or {}).get("import_ids")
        if not chosen and not self._list_orders(meter):
            return meter.is_cancelled()
        return meter.is_cancelled() or self._import_orders(meter)

    # === READ === #

    def _import_orders(self, meter):
        """Read, stage, map and write the orders of the rows to import (O5, step 2).

        :return: whether the run is finished; False when its time was over
        """
        options = meter.run.options or {}
        domain = self._rows_domain(options)
        in_fresh_transaction(self.env, lambda: self._set_total(meter.run, domain))
        seen = []
        while keys := self._next_rows(domain & Domain("id", "not in", seen)):
            seen.extend(keys.values())
            if not self._import_rows(keys, meter):
                return meter.is_cancelled() and self._go_on_with_left(meter)
        return self._write_rest(meter)

    def _rows_domain(self, options):
        """Return which rows to import: the chosen ones, whatever the filters say; or those that are
        due and the record's own, and fit the run's filter.

        What has changed of an imported order is always taken: a filter chooses new orders.
        """
        own = Domain("shop_id", "=", self.id)
        if chosen := options.get("import_ids"):
            return own & Domain("id", "in", chosen)
        due = Domain("retry_at", "=", False) | Domain("retry_at", "<=", fields.Datetime.now())
        wanted = self.env["shopify.order.import"]._filter_domain(options.get("order_filter"))
        new = Domain("is_outside", "=", False) & wanted
        return own & Domain("active", "=", True) & due & (Domain("action", "=", "update") | new)

    def _set_total(self, run, domain):
        rows = self.env["shopify.order.import"].with_context(active_test=False)
        run.total = run.done_count + rows.search_count(domain) + self._ready_count()

    def _next_rows(self, domain):
        """Return the row ids of the next orders to read, by their Shopify gid."""
        model = self.env["shopify.order.import"].with_context(active_test=False)
        rows = model.search_fetch(
            domain, ["shopify_id"], order="processed_at, id", limit=ROWS_AT_ONCE
        )
        return {gid.make("Order", row.shopify_id): row.id for row in rows}

    def _import_rows(self, keys, meter):
        """Read the orders of some rows, and write them whenever a batch is ready.

        :param dict keys: row id by Shopify gid
        :return: False when the run is to stop
        """
        malformed = {}
        with meter.client() as client:
            pages = client.orders(
                list(keys),
                batch=READ_BATCH,
                prefetch=True,
                on_malformed=lambda node, error: malformed.update({node["id"]: error}),
            )
            for page in pages:
                self._read_products_of(page, meter)
                self._in_turn(lambda page=page: self._take_in(page, meter))
                for order in page:
                    keys.pop(order.id, None)
                if not self._work_off_batch(meter) or meter.should_stop():
                    return False
        in_fresh_transaction(self.env, lambda: self._note_unread(keys, malformed, meter))
        return True

    def _in_turn(self, work):
        """Run ``work`` in a transaction of its own while no other record of the Shopify shop takes
        orders in, and nobody else finds or makes partners and products in the company."""
        with held_lock(self.env, *self._orders_lock()):
            self.env["shopify.mapping.lock"]._in_turn(self.company_id, work)

    def _orders_lock(self):
        """Return what whoever lists or takes in orders of the Shopify shop holds."""
        return "shopify.orders", self.connection_id.id

    def _take_in(self, page, meter):
        """Stage and map a page of orders; their rows are done with."""
        page = self._without_taken(page, meter)
        records, unchanged = self._stage_orders(page)
        fresh = records.filtered(lambda order: order.state == "imported")
        self._map_orders(fresh, meter.run)
        ready = fresh.filtered(lambda order: order.state == "ready" and order.create_requested)
        self._map_charges(ready, page)
        waiting = fresh - ready
        failed = waiting.filtered("has_error")
        known = records - fresh
        known.filtered("sale_order_id").follow_up_requested = True
        meter.count("read", unchanged=unchanged, failed=len(failed))
        if known or waiting - failed:
            meter.count("write", changed=len(known), new=len(waiting - failed))
        self._remove_rows(page)

    def _without_taken(self, page, meter):
        """Leave orders to the other record of the Shopify shop that was faster to take them."""
        numbers = {str(gid.number(order.id)): order for order in page}
        taken = self.env["shopify.order"].search_fetch(
            [
                ("connection_id", "=", self.connection_id.id),
                ("shopify_id", "in", list(numbers)),
                ("shop_id", "!=", self.id),
            ],
            ["shopify_id"],
        )
        if not taken:
            return page
        self._order_rows(taken.mapped("shopify_id")).filtered(
            lambda row: row.shop_id == self
        )._remove()
        meter.count("read", unchanged=len(taken))
        for order in taken:
            del numbers[order.shopify_id]
        return list(numbers.values())

    def _remove_rows(self, page):
        """Remove the rows of orders that were taken in, those of other records too.

        A row of this record that tells of a later change than what was read stays.
        """
        read = {str(gid.number(order.id)): utc_naive(order.updated_at) for order in page}
        self._order_rows(list(read)).filtered(
            lambda row: row.shop_id != self or row.shopify_updated_at <= read[row.shopify_id]
        )._remove()

    def _order_rows(self, numbers):
        """Return the rows of orders, those of all records of the Shopify shop."""
        rows = self.env["shopify.order.import"].with_context(active_test=False)
        return rows.search(
            [("connection_id", "=", self.connection_id.id), ("shopify_id", "in", numbers)]
        )

    def _note_unread(self, keys, malformed, meter):
        """Keep why the rows that are left could not be read."""
        explain = self.env["shopify.explain"]
        for key, row_id in keys.items():
            error = malformed.get(key) or MappingError("disappeared")
            row = self.env["shopify.order.import"].browse(row_id).exists()
            row._note_error(explain._explain(error))
            if row:
                self._note_row_skip(row, meter.run)
        if keys:
            meter.count("read", failed=len(keys))

    def _note_row_skip(self, row, run):
        self.env["shopify.sync.skip"]._note(
            self,
            "orders",
            [
                {
                    "shopify_id": row.shopify_id,
                    "name": row.name,
                    "res_model": row._name,
                    "res_id": row.id,
                    "code": "not_read",
                    "reason": row.error,
                    "fix": row.fix,
                }
            ],
            run,
        )

    # === RETRY === #

    def _process(self, orders, run=None):
        """Take orders through all steps that are open, in the present transaction.

        :param orders: ``shopify.order`` records of this shop
        """
        shop = self._working()
        orders = orders.with_env(shop.env)
        orders.filtered("follow_up_requested").follow_up_requested = False
        in_odoo = orders.filtered("sale_order_id")
        shop._map_orders(orders - in_odoo, run)
        done = shop._write_orders(orders.filtered(lambda order: order.state == "ready"), run)
        shop._follow_up(in_odoo | done, run)

    @api.model
    def _cron_retry_orders(self):
        """Go on with orders whose documents have changed in Odoo, and try those again that wait
        with an error and whose pause is over (O5)."""
        for shop in self._all_shops().filtered("active"):
            last = 0
            while orders := shop._orders_to_go_on_with(after=last):
                shop._in_stock_turn(lambda s=shop, o=orders: s._process(o))
                last = max(orders.ids)

    def _orders_to_go_on_with(self, after):
        """Return the next orders to try again.

        :param int after: the id of the last one that was tried
        """
        over = Domain("has_error", "=", True) & Domain("retry_at", "<=", fields.Datetime.now())
        due = (
            (over & Domain("create_requested", "=", True))
            | Domain("refund_ids", "any", over)
            | Domain("follow_up_requested", "=", True)
        )
        own = Domain("shop_id", "=", self.id) & Domain("id", ">", after)
        return self.env["shopify.order"].search(own & due, order="id", limit=RETRY_BATCH)
