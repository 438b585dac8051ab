# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import time
from contextlib import ExitStack, closing, suppress
from unittest.mock import patch

from odoo.addons.shopify_connector.models.order import order_run, order_workers
from odoo.addons.shopify_connector.models.sync import sync_run
from odoo.addons.shopify_connector.models.sync.transaction import session_lock
from odoo.sql_db import db_connect
from odoo.tools import mute_logger

from .common import ShopifyCase


class TestSyncRuns(ShopifyCase):
    """G6, G7: what a run tells of itself; it is cancelled, interrupted and taken up again."""

    def place_orders(self, count):
        return [self.buy().at("2026-03-02T09:30:00Z").place() for _number in range(count)]

    def read_singly(self):
        self.startPatcher(patch.object(order_run, "READ_BATCH", 1))

    def execute(self, run, seconds=None):
        with self.without_commits():
            finished = run._execute(seconds)
        self.env.invalidate_all()
        return finished

    def sales(self):
        return self.env["sale.order"].search([("shopify_order_id", "!=", False)])

    def test_g6_a_run_counts_what_it_did(self):
        self.shop.auto_create_customers = False
        known = self.env["res.partner"].create({"name": "Known", "email": "known@shoppers.example"})
        unchanged = self.buy().place()
        self.take_in(unchanged)
        bad = self.buy().place()
        good = self.buy().place()
        self.shopify.clock.advance(minutes=1)
        self.shopify.touch(unchanged)
        self.env["shopify.customer"].search([]).partner_id = known
        self.shopify.collections["Customer"][-1]["defaultEmailAddress"]["emailAddress"] = (
            "known@shoppers.example"
        )
        good["email"] = "known@shoppers.example"
        run = self.sync(self.shop)
        self.assert_done(run)
        self.assertTrue(self.imported(bad["name"]).has_error)
        self.assertEqual((run.new_count, run.changed_count, run.failed_count), (1, 0, 1))
        self.assertEqual(run.done_count, run.total)
        self.assertEqual(run.progress, 100.0)
        self.assertGreaterEqual(run.request_count, 2)
        self.assertGreater(run.cost, 0)
        self.assertEqual(run.trigger, "script")
        self.assertEqual(run.user_id, self.env.user)
        self.assertTrue(run.name.startswith("SYNC/"))
        self.assertTrue(run.started_at and run.finished_at)

    # === SEVERAL WORKERS === #

    def orders_to_write(self, count):
        """Return (a running run, its orders that are ready and not written)."""
        self.place_orders(count)
        with patch.object(type(self.shop), "_write_rest", lambda *_arguments: True):
            run = self.sync(self.shop)
        self.assert_done(run)
        run.state = "running"
        orders = self.env["shopify.order"].search([("state", "=", "ready")])
        return run, orders

    def test_g10_a_second_worker_waits_for_orders_that_get_ready(self):
        run, orders = self.orders_to_write(2)
        orders.create_requested = False
        waits = []

        def wait(_seconds):
            waits.append(len(self.sales()))
            orders.create_requested = True
            if len(waits) > 1:
                run.state = "done"

        with (
            db_connect(self.env.cr.dbname).cursor() as leader,
            session_lock(leader, "shopify.sync", self.shop.id, "orders"),
            patch.object(sync_run.time, "sleep", wait),
            self.without_commits(),
        ):
            self.env["shopify.sync.run"]._cron_work()
        self.assertEqual(waits, [0, 2])
        self.assertEqual(orders.mapped("state"), ["done", "done"])

    def test_g10_a_second_worker_does_not_wait_for_ever(self):
        run, orders = self.orders_to_write(1)
        orders.create_requested = False
        moment = iter(range(100))
        with (
            db_connect(self.env.cr.dbname).cursor() as leader,
            session_lock(leader, "shopify.sync", self.shop.id, "orders"),
            patch.object(sync_run.time, "monotonic", lambda: next(moment)),
            patch.object(sync_run.time, "sleep", lambda _seconds: None),
            self.without_commits(),
        ):
            self.env["shopify.sync.run"]._cron_work()
        self.assertLess(next(moment), sync_run.WORK_SECONDS / 2)
        self.assertEqual(run.state, "running")

    def test_g10_a_second_worker_pauses_while_others_write_all_that_is_ready(self):
        _run, orders = self.orders_to_write(1)
        nothing = self.env["shopify.order"]
        with (
            patch.object(type(self.shop), "_claim_ready", lambda *_arguments: nothing),
            self.without_commits(),
        ):
            self.assertFalse(self.env["shopify.shop"]._help_with_orders(time.monotonic() + 10))
        self.assertEqual(orders.state, "ready")

    def test_g10_a_worker_whose_time_is_over_does_not_go_on_helping(self):
        run, orders = self.orders_to_write(1)
        over = False

        def execute(_run, _seconds):
            nonlocal over
            over = True
            return False

        def now():
            return sync_run.WORK_SECONDS * 2 if over else 0

        with (
            patch.object(type(run), "_execute", execute),
            patch.object(sync_run.time, "monotonic", now),
            self.without_commits(),
        ):
            self.env["shopify.sync.run"]._cron_work()
        self.assertTrue(over)
        self.assertEqual(orders.state, "ready")

    def test_g10_a_run_is_not_done_before_what_others_write_is(self):
        run, orders = self.orders_to_write(1)
        claim, others = type(self.shop)._claim_ready, [orders]

        def claim_ready(shop, limit):
            return claim(shop, limit) - others[0] if others else claim(shop, limit)

        def wait(_seconds):
            self.assertEqual((run.state, orders.state), ("running", "ready"))
            others.clear()

        with (
            patch.object(type(self.shop), "_claim_ready", claim_ready),
            patch.object(order_workers.time, "sleep", wait),
        ):
            self.execute(run)
        self.assert_done(run)
        self.assertEqual(orders.state, "done")

    def test_g10_what_workers_would_make_twice_is_there_before_they_write(self):
        self.shopify.clock.advance(minutes=1)
        self.buy().shipping().place()
        self.assertFalse(self.shop.shipping_product_id)
        self.orders_to_write(0)
        self.assertTrue(self.env["shopify.order"].search([("state", "=", "ready")]))
        self.assertTrue(self.shop.shipping_product_id)
        self.assertTrue(self.shop.tax_map_ids.tax_id)

    def batches_written(self, run, *locks):
        """Execute a run while other workers hold locks.

        :return: sorted list of how many orders each batch had
        """
        with db_connect(self.env.cr.dbname).cursor() as other, ExitStack() as stack:
            for lock in locks:
                stack.enter_context(session_lock(other, *lock))
            self.execute(run)
        written = run.batch_ids.filtered(lambda batch: batch.step == "write")
        return sorted(written.mapped("new"))

    def test_g10_a_worker_leaves_the_others_their_share(self):
        run, orders = self.orders_to_write(5)
        self.startPatcher(patch.object(order_workers, "SMALLEST_SHARE", 1))
        helper = ("shopify.help", self.shop.id, 1)
        self.assertEqual(self.batches_written(run, helper), [1, 1, 1, 2])
        self.assertEqual(orders.mapped("state"), ["done"] * 5)

    def test_g10_a_worker_that_is_alone_takes_all(self):
        run, orders = self.orders_to_write(5)
        self.startPatcher(patch.object(order_workers, "SMALLEST_SHARE", 1))
        self.assertEqual(self.batches_written(run), [5])
        self.assertEqual(orders.mapped("state"), ["done"] * 5)

    def test_g6_requests_and_cost_are_those_that_shopify_saw(self):
        self.place_orders(3)
        self.sandbox.reset()
        run = self.sync(self.shop)
        seen = self.sandbox.requests
        self.assertEqual(run.request_count, len(seen))

    def test_g6_a_run_shows_its_progress_while_it_runs(self):
        self.place_orders(4)
        self.read_singly()
        seen = []
        take_in = type(self.shop)._take_in

        def watch(shop, *args):
            take_in(shop, *args)
            run = self.env["shopify.sync.run"].search([], limit=1)
            run.invalidate_recordset()
            seen.append((run.state, run.total))

        with patch.object(type(self.shop), "_take_in", watch):
            self.assert_done(self.sync(self.shop))
        self.assertEqual(seen, [("running", 4)] * 4)

    # === CANCEL === #

    def test_g6_a_waiting_run_is_cancelled_at_once(self):
        self.place_orders(1)
        run = self.shop._queue_run("orders", trigger="button")
        run.action_cancel()
        self.assertEqual(run.state, "cancelled")
        self.assertTrue(self.execute(run))
        self.assertFalse(self.sales())

    def test_g6_a_running_run_is_cancelled_after_its_batch(self):
        self.place_orders(4)
        self.read_singly()
        run = self.shop._queue_run("orders", trigger="button")
        take_in = type(self.shop)._take_in

        def cancel_after_the_first(shop, *args):
            take_in(shop, *args)
            run.action_cancel()

        with patch.object(type(self.shop), "_take_in", cancel_after_the_first):
            self.assertTrue(self.execute(run))
        self.assertEqual(run.state, "cancelled")
        self.assertEqual(self.env["shopify.order"].search_count([]), 1)
        self.assertEqual(self.env["shopify.order.import"].search_count([]), 3)
        self.assert_done(self.sync(self.shop))
        self.assertEqual(len(self.sales()), 4)

    def test_g6_a_cancelled_run_brings_to_an_end_what_it_has_begun(self):
        self.shop.cancel_confirmed_orders = "cancel"
        order = self.buy().place()
        (imported,) = self.take_in(order)
        self.merchant_later().cancel(order)
        run = self.shop._queue_run("orders", trigger="button")
        take_in = type(self.shop)._take_in

        def cancel_then(shop, *args):
            take_in(shop, *args)
            run.action_cancel()

        with patch.object(type(self.shop), "_take_in", cancel_then):
            self.assertTrue(self.execute(run))
        self.assertEqual(run.state, "cancelled")
        self.assertEqual(imported.sale_order_id.state, "cancel")

    # === ONE AT A TIME === #

    def test_g6_two_runs_of_one_kind_never_overlap(self):
        run = self.shop._queue_run("orders", trigger="button")
        with (
            closing(db_connect(self.env.cr.dbname).cursor()) as elsewhere,
            session_lock(elsewhere, "shopify.sync", self.shop.id, "orders") as granted,
        ):
            self.assertTrue(granted)
            self.assertFalse(self.execute(run))
            self.assertEqual(run.state, "waiting")
            locations = self.shop._queue_run("locations", trigger="button")
            self.assertTrue(self.execute(locations), "another kind of run may go on")
        self.assertTrue(self.execute(run))
        self.assert_done(run)

    def test_g6_the_same_sync_is_queued_once(self):
        first = self.shop._queue_run("orders", trigger="button")
        self.assertEqual(self.shop._queue_run("orders", trigger="schedule"), first)
        other = self.shop._queue_run("orders", trigger="button", options={"import_ids": [1]})
        self.assertNotEqual(other, first)

    # === INTERRUPTED === #

    def test_g6_a_run_whose_time_is_over_is_taken_up_by_the_next_worker(self):
        self.place_orders(4)
        self.read_singly()
        run = self.shop._queue_run("orders", trigger="button")
        self.assertFalse(self.execute(run, seconds=-1))
        self.assertEqual(run.state, "running")
        self.assertEqual(self.env["shopify.order"].search_count([]), 1)
        with self.without_commits():
            self.env["shopify.sync.run"]._work_on_a_run(time.monotonic() + 60)
        self.env.invalidate_all()
        self.assert_done(run)
        self.assertEqual(len(self.sales()), 4)
        self.assertEqual(run.new_count, 4)
        self.assertEqual(run.done_count, run.total)

    def test_g6_a_killed_run_goes_on_where_it_stopped(self):
        self.place_orders(4)
        self.read_singly()
        run = self.shop._queue_run("orders", trigger="button")
        take_in, taken = type(self.shop)._take_in, []

        class Killed(BaseException):
            """Ends the work like a signal: nobody catches it."""

        def die_at_the_third(shop, *args):
            if len(taken) == 2:
                raise Killed
            take_in(shop, *args)
            taken.append(args)

        with (
            patch.object(type(self.shop), "_take_in", die_at_the_third),
            # Odoo's assertRaises would roll back what was committed.
            suppress(Killed),
        ):
            self.execute(run)
        self.env.invalidate_all()
        self.assertEqual(run.state, "running")
        self.sandbox.reset()
        with self.without_commits():
            self.env["shopify.sync.run"]._cron_work()
        self.env.invalidate_all()
        self.assert_done(run)
        self.assertEqual(len(self.sales()), 4)
        self.assertEqual(run.new_count, 4)
        read = [one for one in self.sandbox.requests if one.operation == "OrdersById"]
        self.assertEqual(len(read), 2, "orders that were read are read again")

    @mute_logger("odoo.addons.shopify_connector.models.sync.sync_run")
    def test_g6_an_unforeseen_error_fails_the_run_and_says_so(self):
        def fail(*_args):
            raise ZeroDivisionError("a fault of ours")

        with patch.object(type(self.shop), "_list_orders", fail):
            run = self.sync(self.shop)
        self.assertEqual(run.state, "failed")
        self.assertIn("a fault of ours", run.error)
        self.assertTrue(run.fix)

    def test_g6_a_failed_run_is_queued_again_with_its_options(self):
        options = {"order_filter": "[('channel', '=', 'web')]"}
        self.shop.access_token = "shpat_mistyped"
        run = self.sync(self.shop, options=options)
        self.assertEqual(run.state, "failed")
        (again,) = self.env["shopify.sync.run"].browse(run.action_retry())
        self.assertNotEqual(again, run)
        self.assertEqual((again.state, again.kind, again.options), ("waiting", "orders", options))

    # === FAULTS === #

    def test_g10_what_fails_for_a_while_is_tried_again(self):
        for fault in ("429", "503", "cut_before", "cut_after", "malformed", "throttled"):
            with self.subTest(fault):
                order = self.buy().place()
                self.sandbox.faults.plan(fault, times=2, seconds=0.01)
                self.assert_in_odoo(self.take_in(order))

    def test_g10_an_outage_fails_the_run_and_the_next_one_makes_up_for_it(self):
        order = self.buy().place()
        self.sandbox.faults.at_random(1.0, kinds=("503",))
        run = self.sync(self.shop)
        self.assertEqual(run.state, "failed")
        self.assertIn("503", run.error)
        self.assertIn("next run tries again", run.fix)
        self.assertFalse(self.shop.orders_synced_until)
        self.sandbox.faults.clear()
        self.assert_in_odoo(self.take_in(order))

    def test_g6_old_runs_are_cleaned_away(self):
        run, fresh = self.sync(self.shop), self.sync(self.shop)
        waiting = self.shop._queue_run("orders", trigger="button")
        old = "2020-01-01 00:00:00"
        (run + waiting).write({"finished_at": old})
        self.env["shopify.sync.run"]._gc_old_runs()
        self.assertFalse(run.exists())
        self.assertTrue(fresh.exists() and waiting.exists())
