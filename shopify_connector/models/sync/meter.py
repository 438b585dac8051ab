# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a run has spent and counted, and whether it should stop."""

import threading
import time

from ...shopify.bulk import DEADLINE_SECONDS

LOG_ROWS_AT_ONCE = 50


class Meter:
    """Counts for one run: requests and cost as the client reports them, records a batch.

    The client may report from its background thread; nothing here touches the database then.
    """

    def __init__(self, run, seconds=None):
        self.shop = run.shop_id._working()
        self.run = run.with_env(self.shop.env)
        self.recorder = self.shop._recorder()
        self._deadline = None if seconds is None else time.monotonic() + seconds
        self._started = time.monotonic()

    def client(self):
        """Return a client of the run's shop that reports here."""
        return self.shop._client(self.recorder)

    def count(self, step, **counts):
        """Add a batch row to the run, in the present transaction.

        :param str step: list, read or write
        :param counts: new, changed, unchanged, skipped, failed
        """
        requests, cost = self.recorder.take_spent()
        now = time.monotonic()
        self.run.env["shopify.sync.batch"].sudo().create(
            {
                "run_id": self.run.id,
                "step": step,
                "requests": requests,
                "cost": cost,
                "seconds": now - self._started,
                **counts,
            }
        )
        self._started = now
        if self.recorder.row_count >= LOG_ROWS_AT_ONCE:
            self.flush_log()

    def should_stop(self):
        """Tell whether the time is over or the user has cancelled the run."""
        if self._deadline is not None and time.monotonic() > self._deadline:
            return True
        return self.is_cancelled()

    def seconds_left(self):
        """Return how long the run may still work; as long as a bulk operation may take if there
        is no limit."""
        if self._deadline is None:
            return DEADLINE_SECONDS
        return max(0.0, self._deadline - time.monotonic())

    def is_cancelled(self):
        """Tell whether the user has cancelled the run."""
        self.run.invalidate_recordset(["cancel_requested"])
        return self.run.cancel_requested

    def flush_log(self):
        """Write what the shop's log level keeps of the requests so far."""
        self.run.env["shopify.log"]._write_rows(self.recorder.take_rows(self.run.id))


class Recorder:
    """Takes note of exchanges with Shopify: what they cost, and rows for the log (G8)."""

    def __init__(self, shop_id, level):
        self._shop_id = shop_id
        self._level = level
        self._lock = threading.Lock()
        self._requests = 0
        self._cost = 0.0
        self._rows = []
        self.answered_version = ""

    @property
    def row_count(self):
        """How many rows wait to be written."""
        return len(self._rows)

    def note(self, exchange):
        """Note an exchange; called by the client, also from its own thread."""
        row = self._row(exchange) if self._keeps(exchange) else None
        with self._lock:
            self._requests += 1
            if exchange.cost:
                self._cost += exchange.cost.actual or exchange.cost.requested
            self.answered_version = exchange.answered_version or self.answered_version
            if row:
                self._rows.append(row)

    def take_spent(self):
        """Return (requests, cost points) since the last call."""
        with self._lock:
            spent = self._requests, self._cost
            self._requests, self._cost = 0, 0.0
        return spent

    def take_rows(self, run_id=False):
        """Return the log rows since the last call."""
        with self._lock:
            rows, self._rows = self._rows, []
        return [{**row, "run_id": run_id} for row in rows]

    def _keeps(self, exchange):
        return self._level == "all" or (
            self._level == "errors" and (exchange.failed or exchange.deprecated_reason)
        )

    def _row(self, exchange):
        return {
            "shop_id": self._shop_id,
            "operation": exchange.operation,
            "status": exchange.status,
            "is_error": exchange.failed,
            "error": exchange.error,
            "seconds": exchange.duration,
            "cost": (exchange.cost and (exchange.cost.actual or exchange.cost.requested)) or 0.0,
            "request_id": exchange.request_id,
            "deprecation": exchange.deprecated_reason,
            "variables": exchange.variables_text(),
            "answer": exchange.answer_text(),
        }
