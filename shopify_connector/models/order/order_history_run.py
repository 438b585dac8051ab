# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Import the orders of before a day, by one bulk operation (O26)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import config

from ...shopify import documents, gid
from ...shopify.bulk import DEADLINE_SECONDS
from ...shopify.bulk_file import BulkFile
from ...shopify.errors import BulkBusy, BulkFailed, BulkTimeout, MalformedAnswer
from ...shopify.history import history_orders
from ...shopify.objects.order import OrderHeader
from ...shopify.prefetch import prefetched
from ..sync.moments import utc_naive
from ..sync.statistics import PlannerStatistics
from ..sync.transaction import in_fresh_transaction, in_halves
from .order_filter import ALL_ORDERS
from .order_workers import FILLED_TABLES, WRITE_BATCH

KIND = "order_history"
BATCH = 200
# While Shopify works, the worker has other things to do.
WAIT_SECONDS = 15.0
PAUSE = timedelta(seconds=30)
RECORD_TABLES = ("shopify_order", *(name for name in FILLED_TABLES if name != "shopify_order"))


@dataclass(frozen=True)
class HistoryOptions:
    """Which orders are imported as history, and how.

    :ivar before: orders made before this moment
    :ivar since: and not before that one; None: however old
    :ivar archived: those that are archived in Shopify, too
    :ivar documents: with sale orders, and not only as records
    """

    before: datetime
    since: datetime | None
    archived: bool
    documents: bool

    @property
    def query(self):
        """Shopify's search for them."""
        parts = [f"processed_at:<'{self.before:%Y-%m-%dT%H:%M:%SZ}'"]
        if self.since:
            parts.append(f"processed_at:>='{self.since:%Y-%m-%dT%H:%M:%SZ}'")
        if not self.archived:
            parts.append("status:not_closed")
        return " AND ".join(parts)


class ShopifySyncRun(models.Model):
    _inherit = "shopify.sync.run"

    reading = fields.Json(
        readonly=True, help="The bulk operation that the run reads, and how far it has come."
    )

    @api.model
    def _kinds(self):
        return [*super()._kinds(), (KIND, self.env._("History of orders"))]

    @api.model
    def _scheduled_kinds(self):
        return [kind for kind in super()._scheduled_kinds() if kind[0] != KIND]

    def _bulk_file(self):
        """Return where the result of the run's bulk operation is kept."""
        return BulkFile(self._bulk_folder() / f"{self.id}.sqlite")

    @api.model
    def _bulk_folder(self):
        return Path(config["data_dir"]) / "shopify_connector" / self.env.cr.dbname

    def _try_again_soon(self):
        """Leave the run for a while: what it waits for is not there yet."""

        def note():
            self.start_at = fields.Datetime.now() + PAUSE
            for number in (1, 2):
                worker = self.env.ref(f"shopify_connector.cron_worker_{number}")
                worker.sudo()._trigger(at=self.start_at)

        in_fresh_transaction(self.env, note)

    @api.autovacuum
    def _gc_bulk_files(self):
        """Remove results of bulk operations whose runs have come to their end."""
        folder = self._bulk_folder()
        paths = {path.stem: path for path in folder.glob("*.sqlite")} if folder.exists() else {}
        numbers = [int(stem) for stem in paths if stem.isdecimal()]
        wanted = self.search([("id", "in", numbers), ("state", "in", ("waiting", "running"))])
        for stem, path in paths.items():
            if stem not in map(str, wanted.ids):
                BulkFile(path).remove()


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _sync_order_history(self, meter):
        """Import the orders of before a day as history.

        :return: whether the run is finished; False when its time was over
        """
        options = self._history_options(meter.run.options or {})
        file = meter.run._bulk_file()
        try:
            finished = (
                self._load_bulk(documents.ORDERS_BULK, options.query, file, meter)
                and self._work_off_history(file, options, meter)
                and self._write_rest(meter)
            )
        except (BulkFailed, MalformedAnswer):
            file.remove()
            raise
        if finished or meter.is_cancelled():
            file.remove()
            return True
        return False

    def _history_options(self, options):
        """Read the options of a run.

        :raises UserError: if they can't be read, or name a day on which orders are imported as ever
        """
        before = self._moment_option(options, "before")
        if not before:
            raise UserError(self.env._("Say before which day orders are imported as history."))
        if self.orders_from and before > self.orders_from:
            raise UserError(
                self.env._(
                    "Orders from %(day)s on are imported as usual. Choose that day, or an earlier "
                    "one, for the history of %(shop)s.",
                    day=self.orders_from,
                    shop=self.name,
                )
            )
        return HistoryOptions(
            before=before,
            since=self._moment_option(options, "since"),
            archived=bool(options.get("archived")),
            documents=bool(options.get("documents")),
        )

    def _moment_option(self, options, name):
        try:
            return fields.Datetime.to_datetime(options.get(name) or None)
        except (ValueError, TypeError) as error:
            raise UserError(
                self.env._(
                    "%(value)s is no moment. Write it as 2026-01-31 00:00:00, in UTC.",
                    value=options[name],
                )
            ) from error

    # === LOAD === #

    def _load_bulk(self, document, query, file, meter):
        """Have Shopify put orders together for a run, and load what it has put together.

        :param document: the client's bulk query
        :param str query: Shopify's search for the orders
        :param file: where the result is kept
        :return: whether all of it is there
        """
        run = meter.run
        left = meter.seconds_left()

        def note_start(operation):
            started = {"operation": operation, "after": -1}
            in_fresh_transaction(self.env, lambda: run.write({"reading": started}))

        with meter.client() as client:
            try:
                loaded = client.load_bulk(
                    document,
                    file,
                    resume=(run.reading or {}).get("operation", ""),
                    on_started=note_start,
                    should_stop=meter.should_stop,
                    deadline=left if left >= DEADLINE_SECONDS else min(left, WAIT_SECONDS),
                    query=query,
                )
            except (BulkBusy, BulkTimeout):
                run._try_again_soon()
                return False
        if loaded and not run.total:
            in_fresh_transaction(self.env, lambda: run.write({"total": file.root_count()}))
        return loaded

    # === WORK OFF === #

    def _work_off_history(self, file, options, meter):
        """Take in what was loaded, from where the run has come to.

        :return: whether all of it is taken in
        """
        statistics = PlannerStatistics(self.env, RECORD_TABLES)
        malformed = {}
        orders = history_orders(
            file,
            after=meter.run.reading["after"],
            on_malformed=lambda node, error: malformed.update({node["id"]: (node, error)}),
        )
        for batch in prefetched(_batches(orders)):
            self._in_turn(lambda b=batch: self._take_in_history(b, malformed, options, meter))
            in_fresh_transaction(self.env, lambda b=batch: statistics.note(self.env, len(b)))
            if self._ready_count() >= WRITE_BATCH and not self._write_ready(meter):
                return False
            if meter.should_stop():
                return False
        return True

    def _take_in_history(self, batch, malformed, options, meter):
        """Keep a batch of orders and map it; the place that the run has come to goes with it.

        :param list batch: (position, list of the client's ``Order``, empty if it can't be read)
        :param dict malformed: (node, error) by gid, of those that can't be read; taken off
        """
        orders = [order for _position, found in batch for order in found]
        fresh = self._not_here_yet(orders)
        wanted = self._wanted_history(fresh, options)
        records, _unchanged = self._stage_orders(wanted)
        self._remove_rows(wanted)
        if options.documents:
            records.write({"history": "documents", "create_requested": True, "is_processed": True})
            self._map_orders(records, meter.run)
            new = 0
        else:
            records.write({"history": "records", "state": "history", "is_processed": True})
            records.create_requested = False
            self._find_partners(records)
            new = len(records)
        bad = [malformed.pop(key) for key in list(malformed)]
        self._note_malformed(bad, meter.run)
        meter.count(
            "write",
            new=new,
            unchanged=len(orders) - len(fresh),
            skipped=len(fresh) - len(wanted),
            failed=len(bad) + len(records.filtered("has_error")),
        )
        meter.run.reading = {**meter.run.reading, "after": batch[-1][0]}

    def _not_here_yet(self, orders):
        """Leave out orders that are here already, whichever record has brought them."""
        numbers = {str(gid.number(order.id)): order for order in orders}
        known = self.env["shopify.order"].search_fetch(
            [
                ("connection_id", "=", self.connection_id.id),
                ("shopify_id", "in", list(numbers)),
            ],
            ["shopify_id"],
        )
        for order in known:
            del numbers[order.shopify_id]
        return list(numbers.values())

    def _wanted_history(self, orders, options):
        """Leave out cancelled orders, tests unless the shop imports them, and those of others."""
        wanted = [
            order
            for order in orders
            if not order.cancelled_at
            and (options.archived or not order.closed)
            and (self.import_test_orders or not order.test)
            and utc_naive(order.processed_at) < options.before
        ]
        if (self.order_filter or ALL_ORDERS) == ALL_ORDERS:
            return wanted
        return self._fitting_orders(wanted)

    def _fitting_orders(self, orders):
        """Return which of some orders fit the record's filter: it is asked as for those listed."""
        rows = self.env["shopify.order.import"]
        listed = self._order_rows([str(gid.number(order.id)) for order in orders])
        listed.filtered(lambda row: row.shop_id == self)._remove()
        rows = rows.create(
            [
                {
                    **rows._header_values(OrderHeader.from_node(order.raw)),
                    "connection_id": self.connection_id.id,
                    "shop_id": self.id,
                    "shopify_id": str(gid.number(order.id)),
                }
                for order in orders
            ]
        )
        domain = rows._filter_domain(self.order_filter)
        fitting = rows.search(Domain("id", "in", rows.ids) & domain).mapped("shopify_id")
        rows._remove()
        return [order for order in orders if str(gid.number(order.id)) in fitting]

    def _find_partners(self, records):
        """Find or make the partners of records; who is not found holds up nothing."""
        in_halves(records, self._map_customers, lambda _order, _error: None)

    def _note_malformed(self, found, run):
        explain = self.env["shopify.explain"]
        rows = []
        for node, error in found:
            explained = explain._explain(error)
            rows.append(
                {
                    "shopify_id": str(gid.number(node["id"])),
                    "name": node.get("name") or node["id"],
                    "code": explained.code,
                    "reason": explained.message,
                    "fix": explained.fix,
                }
            )
        if rows:
            self.env["shopify.sync.skip"]._note(self, KIND, rows, run)


def _batches(pairs):
    while batch := list(islice(pairs, BATCH)):
        yield batch
