# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The order sync: list headers, read and stage orders, map, write (O5)."""

import time
from math import ceil

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...shopify import gid
from ..sync import transaction
from ..sync.explain import MappingError
from ..sync.meter import Meter
from ..sync.moments import utc_naive
from ..sync.statistics import PlannerStatistics
from ..sync.transaction import (
    LOOK_AGAIN_SECONDS,
    held_lock,
    in_fresh_transaction,
    session_lock,
)

WRITE_BATCH = 400
# Fewer orders are not worth a batch of their own.
SMALLEST_SHARE = 50
READ_BATCH = 50
ROWS_AT_ONCE = 5000
FILLED_TABLES = (
    "sale_order",
    "sale_order_line",
    "account_tax_sale_order_line_rel",
    "stock_reference",
    "stock_reference_move_rel",
    "stock_move",
    "stock_move_line",
    "stock_picking",
    "stock_quant",
    "res_partner",
    "shopify_order",
    "shopify_order_line",
    "account_move",
    "account_move_line",
    "account_payment",
    "account_partial_reconcile",
)


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
                return meter.is_cancelled()
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

    # === WRITE === #

    def _ready_count(self):
        return self.env["shopify.order"].search_count(self._ready_domain())

    def _ready_domain(self):
        return [
            ("shop_id", "=", self.id),
            ("state", "=", "ready"),
            ("create_requested", "=", True),
        ]

    def _write_rest(self, meter):
        """Write the orders that are ready and go on with the others; wait for what other workers
        write.

        :return: whether the run is finished; False when its time was over
        """
        while self._write_ready(meter) and self._go_on_with_left(meter):
            if meter.is_cancelled() or not self._ready_count():
                return True
            if meter.should_stop():
                break
            transaction.commit(self.env)
            time.sleep(LOOK_AGAIN_SECONDS)
        return meter.is_cancelled()

    def _work_off_batch(self, meter):
        """Write the orders that are ready, and go on with those that have changed, once they are a
        batch; the other workers keep something to do while this one reads.

        :return: False when the time was over before
        """
        if self._ready_count() >= WRITE_BATCH:
            leave = 0 if self._is_alone() else WRITE_BATCH // 2
            if not self._write_ready(meter, leave=leave):
                return False
        return self._go_on_with_left(meter, at_least=WRITE_BATCH)

    def _go_on_with_left(self, meter, at_least=1):
        """Take orders through the steps behind the sale order: those that have changed in Shopify,
        and what a killed worker has left.

        :param int at_least: leave it if they are fewer
        :return: False when the time was over before
        """
        waiting = [("shop_id", "=", self.id), ("follow_up_requested", "=", True)]
        orders = self.env["shopify.order"]
        while len(left := orders.search(waiting, order="id", limit=WRITE_BATCH)) >= at_least:
            self._go_on_in_turn(left, meter.run)
            if meter.should_stop():
                return meter.is_cancelled()
        return True

    def _write_ready(self, meter, helps=False, leave=0):
        """Write orders that are ready, a claimed batch at a time, until none is left.

        While another worker has its turn with the stock, the next batch is written.

        :param bool helps: whether another worker leads the run
        :param int leave: stop when no more than these are left
        :return: False when the time was over before
        """
        statistics = PlannerStatistics(self.env, FILLED_TABLES)
        begun = self.env["shopify.order"]
        while True:
            most = statistics.next_batch(WRITE_BATCH)
            if not helps and self._is_alone():
                orders = self._in_stock_turn(lambda n=most: self._write_claimed(meter, n))
                count = len(orders)
            else:
                limit = min(most, self._share_of_ready())
                orders = in_fresh_transaction(
                    self.env, lambda n=limit: self._write_claimed(meter, n, ahead=True)
                )
                begun |= orders
                count = 0
            over = meter.should_stop()
            last = over or not orders or self._ready_count() <= leave
            wait = last or len(begun) >= WRITE_BATCH
            if begun and self._go_on_in_turn(begun, meter.run, wait):
                count += len(begun)
                begun = begun.browse()
            if count:
                in_fresh_transaction(self.env, lambda n=count: statistics.note(self.env, n))
            if last:
                return not (over and orders) or meter.is_cancelled()

    def _is_alone(self):
        """Tell whether no other worker helps with the shop's orders."""
        for slot in range(1, self.worker_count):
            with session_lock(self.env.cr, "shopify.help", self.id, slot) as granted:
                if not granted:
                    return False
        return True

    def _share_of_ready(self):
        """Return how many of the ready orders a worker takes: half of its share, so that all have
        something to do until the end."""
        return max(SMALLEST_SHARE, ceil(self._ready_count() / (2 * self.worker_count)))

    def _write_claimed(self, meter, limit, ahead=False):
        """Claim a batch of ready orders that no other worker has, and write it.

        :param bool ahead: only confirm the sale orders, before the turn with the stock
        :return: the claimed orders
        """
        orders = self._claim_ready(limit)
        if orders:
            done = self._write_orders(orders, meter.run)
            go_on = self._confirm_ahead if ahead else self._follow_up
            go_on(done, meter.run)
            meter.count("write", new=len(done), failed=len(orders) - len(done))
        return orders

    def _claim_ready(self, limit):
        """Lock ready orders that nobody else has locked, until the end of the transaction."""
        orders = self.env["shopify.order"]
        orders.flush_model(["shop_id", "state", "create_requested"])
        self.env.cr.execute(
            SQL(
                """
                SELECT id FROM shopify_order
                WHERE shop_id = %s AND state = 'ready' AND create_requested
                ORDER BY id LIMIT %s
                FOR NO KEY UPDATE SKIP LOCKED
                """,
                self.id,
                limit,
            ),
            # Another worker may have been faster: the batch is claimed again.
            log_exceptions=False,
        )
        return orders.browse(row[0] for row in self.env.cr.fetchall())

    def _help_with_orders(self, seconds):
        """Write ready orders of runs that another worker leads; tell whether there were any.

        :param float seconds: time after which to stop
        """
        for run in self._runs_to_help():
            shop = run.shop_id
            for slot in range(1, shop.worker_count):
                with session_lock(self.env.cr, "shopify.help", shop.id, slot) as granted:
                    if granted and in_fresh_transaction(self.env, lambda s=shop: s._claim_ready(1)):
                        meter = Meter(run, seconds)
                        meter.shop._write_ready(meter, helps=True)
                        return True
        return False

    @api.model
    def _runs_to_help(self):
        """Return the running order imports at which several workers may work."""
        return (
            self.env["shopify.sync.run"]
            ._due()
            .filtered(
                lambda run: (
                    (run.kind, run.state) == ("orders", "running") and run.shop_id.worker_count > 1
                )
            )
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
        return self.env["shopify.order"].search(own & due, order="id", limit=WRITE_BATCH)
