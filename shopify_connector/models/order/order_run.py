# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The order sync: list headers, read and stage orders, map, write (O5)."""

from ast import literal_eval
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..sync.explain import MappingError
from ..sync.meter import Meter
from ..sync.statistics import PlannerStatistics
from ..sync.transaction import in_fresh_transaction, session_lock

OVERLAP = timedelta(minutes=5)
WRITE_BATCH = 200
READ_BATCH = 50
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
)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _sync_orders_to_import(self, meter):
        """List what is new or has changed, and import nothing."""
        self._list_orders(meter)
        return True

    def _sync_orders(self, meter):
        """List what is new or has changed, and import it.

        :return: whether the run is finished; False when its time was over
        """
        if not (meter.run.options or {}).get("import_ids"):
            self._list_orders(meter)
        return meter.is_cancelled() or self._import_orders(meter)

    # === LIST === #

    def _list_orders(self, meter):
        """Keep the headers of orders changed since the last listing (O5, step 1)."""
        started = fields.Datetime.now()
        with meter.client() as client:
            for page in client.order_headers(query=self._order_window(), prefetch=True):
                in_fresh_transaction(self.env, lambda page=page: self._list_page(page, meter))
                if meter.is_cancelled():
                    return

        def note():
            self.orders_synced_until = started
            meter.count("list")

        in_fresh_transaction(self.env, note)

    def _list_page(self, page, meter):
        counts = self.env["shopify.order.import"]._list_headers(self, page)
        meter.count("list", unchanged=counts["unchanged"])

    def _order_window(self):
        """Return Shopify's search for the orders to list.

        The first time all open ones; then all that changed since the last time, less an overlap
        for changes that Shopify shows late.
        """
        parts = []
        if self.orders_synced_until:
            since = self.orders_synced_until - OVERLAP
            parts.append(f"updated_at:>='{since:%Y-%m-%dT%H:%M:%SZ}'")
        else:
            parts.append("status:not_closed")
        if self.orders_from:
            parts.append(f"processed_at:>='{self.orders_from:%Y-%m-%dT%H:%M:%SZ}'")
        return " AND ".join(parts)

    # === READ === #

    def _import_orders(self, meter):
        """Read, stage, map and write the orders of the rows to import (O5, step 2)."""
        rows = self._rows_to_import(meter.run.options or {})
        run = meter.run

        def start():
            run.total = run.done_count + len(rows) + self._ready_count()

        in_fresh_transaction(self.env, start)
        keys = {f"gid://shopify/Order/{row.shopify_id}": row.id for row in rows}
        malformed = []
        with meter.client() as client:
            pages = client.orders(
                list(keys),
                batch=READ_BATCH,
                prefetch=True,
                on_malformed=lambda node, error: malformed.append((node["id"], error)),
            )
            for page in pages:
                in_fresh_transaction(
                    self.env, lambda page=page: self._take_in(page, keys, malformed, meter)
                )
                if self._ready_count() >= WRITE_BATCH and not self._write_ready(meter):
                    return False
                if meter.should_stop():
                    return meter.is_cancelled()
        in_fresh_transaction(self.env, lambda: self._note_disappeared(keys, malformed, meter))
        return self._write_ready(meter)

    def _rows_to_import(self, options):
        """Return the rows to import: the chosen ones, or those that fit the filter and are due."""
        rows = self.env["shopify.order.import"]
        if chosen := options.get("import_ids"):
            return rows.search([("id", "in", chosen), ("shop_id", "=", self.id)])
        due = Domain("retry_at", "=", False) | Domain("retry_at", "<=", fields.Datetime.now())
        wanted = Domain(literal_eval(options.get("order_filter") or "[]"))
        return rows.search(Domain("shop_id", "=", self.id) & due & wanted, order="processed_at, id")

    def _take_in(self, page, keys, malformed, meter):
        """Stage and map a page of orders; their rows are done with."""
        records, unchanged = self._stage_orders(page)
        fresh = records.filtered(lambda order: order.state == "imported")
        self._map_orders(fresh, meter.run)
        waiting = fresh.filtered(lambda order: order.state != "ready" or not order.create_requested)
        failed = waiting.filtered("has_error")
        known = records - fresh
        meter.count(
            "read",
            unchanged=unchanged,
            failed=len(failed),
        )
        if known or waiting - failed:
            meter.count("write", changed=len(known), new=len(waiting - failed))
        read = {order.id for order in page}
        rows = self.env["shopify.order.import"].browse(keys[key] for key in keys if key in read)
        rows._remove()
        for key in read:
            keys.pop(key, None)

    def _note_disappeared(self, keys, malformed, meter):
        """Keep why the rows that are left could not be read."""
        explain = self.env["shopify.explain"]
        errors = dict(malformed)
        for key, row_id in keys.items():
            error = errors.get(key) or MappingError("disappeared")
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

    def _write_ready(self, meter):
        """Write orders that are ready, a claimed batch at a time, until none is left.

        :return: False when the time was over before
        """
        statistics = PlannerStatistics(self.env, FILLED_TABLES)
        while True:
            limit = statistics.next_batch(WRITE_BATCH)
            count = in_fresh_transaction(self.env, lambda n=limit: self._write_claimed(meter, n))
            if not count:
                return True
            in_fresh_transaction(self.env, lambda n=count: statistics.note(self.env, n))
            if meter.should_stop():
                return meter.is_cancelled()

    def _write_claimed(self, meter, limit):
        """Claim a batch of ready orders that no other worker has, and write it.

        :return: how many orders the batch had
        """
        ready = self.env["shopify.order"].search(self._ready_domain(), order="id")
        orders = ready.try_lock_for_update(limit=limit)
        if not orders:
            return 0
        done = self._write_orders(orders, meter.run)
        meter.count("write", new=len(done), failed=len(orders) - len(done))
        return len(orders)

    def _help_with_orders(self, seconds):
        """Write ready orders of runs that another worker leads; tell whether there were any.

        :param float seconds: time after which to stop
        """
        runs = self.env["shopify.sync.run"].search(
            [("state", "=", "running"), ("kind", "=", "orders")]
        )
        for run in runs:
            shop = run.shop_id
            for slot in range(1, shop.worker_count):
                with session_lock(self.env.cr, "shopify.help", shop.id, slot) as granted:
                    if granted and shop._ready_count():
                        meter = Meter(run, seconds)
                        meter.shop._write_ready(meter)
                        return True
        return False

    # === RETRY === #

    def _process(self, orders, run=None):
        """Map and write orders at once, in the present transaction.

        :param orders: ``shopify.order`` records of this shop without a sale order
        """
        shop = self._working()
        orders = orders.with_env(shop.env)
        waiting = orders.filtered(lambda order: order.state in ("imported", "ignored"))
        shop._map_orders(waiting, run)
        shop._write_orders(orders.filtered(lambda order: order.state == "ready"), run)

    @api.model
    def _cron_retry_orders(self):
        """Try orders again that wait with an error and whose pause is over (O5)."""
        for shop in self._all_shops().filtered("active"):
            domain = [
                ("shop_id", "=", shop.id),
                ("has_error", "=", True),
                ("create_requested", "=", True),
                ("sale_order_id", "=", False),
                ("retry_at", "<=", fields.Datetime.now()),
            ]
            while orders := self.env["shopify.order"].search(domain, limit=WRITE_BATCH):
                in_fresh_transaction(self.env, lambda s=shop, o=orders: s._process(o))
