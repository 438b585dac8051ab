# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Write the orders that are ready and go on with them: one worker, or several side by side (G10).

One worker leads a run: it reads, and writes whenever a batch is ready. The others help. A batch is
claimed by locking its rows, so that nobody else takes it. A worker that is alone makes, confirms,
reserves, delivers and invoices in one transaction. Where others help, each makes and confirms a
batch at any time and marks it; what touches stock and books is done by whoever finds that turn
free, for all that is marked by then.
"""

import time
from math import ceil

from odoo import api, models
from odoo.tools import SQL

from ..sync import transaction
from ..sync.meter import Meter
from ..sync.statistics import PlannerStatistics
from ..sync.transaction import LOOK_AGAIN_SECONDS, in_fresh_transaction, session_lock

WRITE_BATCH = 400
# Fewer orders are not worth a batch of their own.
SMALLEST_SHARE = 50
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

    # === LEAD === #

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

    def _write_rest(self, meter):
        """Write the orders that are ready and go on with all; wait for what other workers write.

        :return: whether the run is finished; False when its time was over
        """
        while self._write_ready(meter) and self._go_on_with_left(meter):
            # In the transaction that has found nothing left to go on with.
            if meter.is_cancelled() or not self._ready_count():
                return True
            if meter.should_stop():
                break
            transaction.commit(self.env)
            time.sleep(LOOK_AGAIN_SECONDS)
        return meter.is_cancelled()

    # === HELP === #

    def _help_with_orders(self, deadline):
        """Work on the orders of runs that another worker leads; tell whether there were any.

        :param float deadline: when to stop, as :func:`time.monotonic` counts
        """
        for run in self._runs_to_help():
            if (left := deadline - time.monotonic()) <= 0:
                break
            shop = run.shop_id
            for slot in range(1, shop.worker_count):
                with session_lock(self.env.cr, "shopify.help", shop.id, slot) as granted:
                    if granted and in_fresh_transaction(self.env, shop._has_orders_to_help_with):
                        meter = Meter(run, left)
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

    def _has_orders_to_help_with(self):
        """Tell whether there are orders that nobody else writes."""
        return bool(self._claim_ready(1))

    # === WRITE === #

    def _write_ready(self, meter, helps=False, leave=0):
        """Write orders that are ready, a claimed batch at a time, until none is left.

        :param bool helps: whether another worker leads the run
        :param int leave: stop when no more than these are left
        :return: False when the time was over before
        """
        statistics = PlannerStatistics(self.env, FILLED_TABLES)
        while True:
            most = statistics.next_batch(WRITE_BATCH)
            if not helps and self._is_alone():
                orders = self._in_stock_turn(lambda n=most: self._write_claimed(meter, n))
            else:
                limit = min(most, self._share_of_ready())
                orders = in_fresh_transaction(
                    self.env, lambda n=limit: self._write_claimed(meter, n, ahead=True)
                )
                self._go_on_with_left(meter, wait=False)
            if orders:
                count = len(orders)
                in_fresh_transaction(self.env, lambda n=count: statistics.note(self.env, n))
            if not orders or self._ready_count() <= leave:
                return True
            if meter.should_stop():
                return meter.is_cancelled()

    def _go_on_with_left(self, meter, at_least=1, wait=True):
        """Take orders through the steps behind the sale order: those that were confirmed ahead of
        it, by whatever worker, and those that have changed in Shopify.

        :param int at_least: leave it if they are fewer
        :param bool wait: for another worker that does the like; else do nothing then
        :return: False when the time was over before
        """
        waiting = [("shop_id", "=", self.id), ("follow_up_requested", "=", True)]
        orders = self.env["shopify.order"]
        while len(left := orders.search(waiting, order="id", limit=WRITE_BATCH)) >= at_least:
            if not self._go_on_in_turn(left, meter.run, wait):
                return True
            # What is begun of a cancelled run is brought to an end.
            if meter.should_stop() and not meter.is_cancelled():
                return False
        return True

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

    # === SHARE === #

    def _ready_count(self):
        return self.env["shopify.order"].search_count(self._ready_domain())

    def _ready_domain(self):
        return [
            ("shop_id", "=", self.id),
            ("state", "=", "ready"),
            ("create_requested", "=", True),
        ]

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
