# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from contextlib import suppress
from unittest.mock import patch

from odoo.addons.shopify_connector.models.inventory import stock_run, stock_send
from odoo.addons.shopify_connector.shopify import stock

from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.catalogue import add_level

from .stock_case import StockCase

SET = "InventorySetQuantitiesBatch1"


class Cut(BaseException):
    """The process dies here."""


class TestStockProblems(StockCase):
    """N5, N6, G7: whatever goes wrong, Shopify ends with the right figure, sent once."""

    def setUp(self):
        super().setUp()
        self.in_odoo(self.mug, 10)

    def before(self, method, act, times=1):
        """Let something happen right before the client does something, so many times."""
        original = getattr(stock.Stock, method)
        left = [times]

        def wrapped(client, *args, **options):
            if left[0]:
                left[0] -= 1
                act()
            return original(client, *args, **options)

        return patch.object(stock.Stock, method, wrapped)

    def sell(self, quantity=1, variant=None):
        variant = variant or self.mug
        return an_order(self.shopify).line(self.node(variant), quantity).place()

    def things(self, count, quantity=8):
        variants = [self.a_linked_variant(f"Thing {number}") for number in range(count)]
        for variant in variants:
            self.in_odoo(variant, quantity)
        return variants

    def stocks(self, variants):
        return [self.in_shopify(variant) for variant in variants]

    # === A SALE BETWEEN READ AND WRITE === #

    def test_n5_a_sale_between_read_and_write_is_not_overwritten(self):
        with self.before("set_quantities", lambda: self.sell(3)):
            run = self.send()
        self.assertEqual(self.in_shopify(self.mug), 7)
        self.assertEqual(self.in_shopify(self.mug, name="on_hand"), 10)
        self.assertEqual(self.level(self.mug).state, "equal")
        self.assertEqual((run.changed_count, run.failed_count), (1, 0))
        self.assertEqual(self.operations()[SET], 2)

    def test_n5_a_sale_of_one_variant_holds_no_other_up(self):
        variants = self.things(3)
        with self.before("set_quantities", lambda: self.sell(1, variants[1])):
            run = self.send()
        self.assertEqual(self.stocks([self.mug, *variants]), [10, 8, 7, 8])
        self.assertEqual((run.changed_count, run.done_count), (4, 4))

    def test_n5_stock_that_changes_each_time_is_given_up_and_named(self):
        with self.before("set_quantities", lambda: self.sell(1), times=99):
            run = self.send()
        level = self.level(self.mug)
        self.assertEqual((level.state, level.code), ("error", "stale"))
        self.assertEqual(run.failed_count, 1)
        self.assertTrue(self.skips(level).fix)
        self.assertLessEqual(self.operations()[SET], stock_run.ROUNDS)
        self.send()
        self.assertEqual(self.level(self.mug).state, "equal")
        self.assertFalse(self.skips())

    def test_n5_what_another_has_set_to_the_same_figure_is_no_error(self):
        with self.before("set_quantities", lambda: self.set_in_shopify(self.mug, 10)):
            run = self.send()
        self.assertEqual(self.in_shopify(self.mug), 10)
        self.assertEqual((self.level(self.mug).state, run.failed_count), ("equal", 0))

    def test_n5_two_runs_at_once_end_with_the_right_figure(self):
        """Another process pushes its own figure in between; the later one reads it and decides."""
        other = self.mug.odoo_product_id

        def another_process():
            self.in_odoo(other, 5)
            self.set_in_shopify(self.mug, 15)

        with self.before("set_quantities", another_process):
            self.send()
        self.assertEqual(self.in_shopify(self.mug), 15)

    def test_n6_a_variant_that_another_stocks_in_between_is_set(self):
        self.feed(self.there, self.warehouse)
        node = self.node(self.mug)

        def another_stocks_it():
            add_level(
                self.shopify, node["inventoryItem"], self.shopify.node(self.there.shopify_id), 3
            )

        with self.before("activate", another_stocks_it):
            self.send()
        self.assertEqual(self.in_shopify(self.mug, self.there), 10)
        self.assertEqual(self.level(self.mug, self.there).state, "equal")

    # === ONE BAD LINE === #

    def test_n6_a_bundle_that_nobody_knew_of_spoils_no_other(self):
        variants = self.things(3)

        def becomes_a_bundle():
            self.node(variants[1])["requiresComponents"] = True

        with self.before("set_quantities", becomes_a_bundle):
            run = self.send()
        self.assertEqual(self.stocks([self.mug, *variants]), [10, 8, 5, 8])
        level = self.level(variants[1])
        self.assertEqual((level.state, level.code), ("left_out", "bundle"))
        self.assertEqual((run.changed_count, run.skipped_count), (3, 1))

    def test_n5_refused_lines_are_taken_out_and_named_and_the_rest_is_sent(self):
        variants = self.things(4)

        def item_and_location_go():
            self.shopify.remove(self.node(variants[0])["inventoryItem"])
            self.node(variants[2])["requiresComponents"] = True
            self.sell(1, variants[3])

        with self.before("set_quantities", item_and_location_go):
            run = self.send()
        self.assertEqual(self.stocks([self.mug, variants[1], variants[3]]), [10, 8, 7])
        gone = self.level(variants[0])
        self.assertEqual((gone.state, gone.code), ("error", "no_item"))
        self.assertIn("could not be found", gone.reason)
        self.assertEqual(self.skips(gone).reason, gone.reason)
        self.assertEqual((run.changed_count, run.failed_count, run.skipped_count), (3, 1, 1))

    def test_n5_a_refusal_that_names_no_line_is_sought_out(self):
        variants = self.things(4)
        bad = self.node(variants[2])["inventoryItem"]["id"]
        original = stock.Stock._send_chunk

        def refusing(client, chunk):
            (call,) = chunk
            if any(line.item_id == bad for line in call.lines):
                return [stock.StockOutcome((stock.UserError((), "Something is wrong"),))]
            return original(client, chunk)

        alone = patch.object(stock, "CALLS_IN_A_REQUEST", 1)
        with alone, patch.object(stock.Stock, "_send_chunk", refusing):
            run = self.send()
        level = self.level(variants[2])
        self.assertEqual((level.state, level.code), ("error", "other"))
        self.assertIn("Something is wrong", level.reason)
        self.assertEqual((run.changed_count, run.failed_count), (4, 1))

    def test_n5_a_variant_that_is_gone_from_shopify_is_named(self):
        self.shopify.remove(self.node(self.mug))
        run = self.send()
        level = self.level(self.mug)
        self.assertEqual((level.state, level.code), ("left_out", "gone"))
        self.assertEqual(self.skips(self.mug).code, "gone")
        self.assertEqual(run.skipped_count, 1)

    def test_g7_an_error_is_forgotten_once_the_figures_are_equal(self):
        with self.before("set_quantities", lambda: self.sell(1), times=99):
            self.send()
        self.assertTrue(self.skips())
        self.set_in_shopify(self.mug, 10 - self.in_shopify(self.mug, name="committed"))
        self.sandbox.statistics.reset()
        self.send()
        self.assertNotIn(SET, self.operations())
        self.assertFalse(self.skips())

    # === LOCATIONS === #

    def test_n2_a_location_that_is_deleted_in_shopify_is_named_and_left(self):
        self.send()
        self.shopify.remove(self.shopify.node(self.here.shopify_id))
        run = self.send()
        self.assertFalse(self.here.active)
        skip = self.skips(self.here)
        self.assertEqual(skip.code, "location_gone")
        self.assertIn("Warehouse Hamburg", skip.reason)
        self.assertFalse(self.level(self.mug))
        self.assertEqual(run.skipped_count, 1)

    def test_n2_a_location_that_is_switched_off_between_read_and_write_is_named(self):
        location = self.shopify.node(self.here.shopify_id)
        with self.before("set_quantities", lambda: location.update(isActive=False)):
            run = self.send()
        level = self.level(self.mug)
        self.assertEqual((level.state, level.code, run.failed_count), ("error", "no_location", 1))
        self.assertIn("Warehouse Hamburg", level.reason)

    # === SHOPIFY IS BUSY, OR CUT OFF === #

    def test_g10_throttled_in_the_middle_it_goes_on(self):
        variants = self.things(3)
        for operation in ("Locations", "StockLevelsBatch1", SET):
            self.sandbox.faults.plan("throttled", times=2, operation=operation)
        self.send()
        self.assertEqual(self.stocks([self.mug, *variants]), [10, 8, 8, 8])

    def test_n5_a_call_that_is_under_way_is_waited_for(self):
        self.sandbox.idempotency.be_busy(times=2)
        run = self.send()
        self.assertEqual((self.in_shopify(self.mug), run.changed_count), (10, 1))

    def test_n5_a_call_that_stays_under_way_is_read_again(self):
        self.sandbox.idempotency.be_busy(times=stock.TRIES + 1)
        self.send()
        self.assertEqual(self.in_shopify(self.mug), 10)

    def test_n5_a_key_that_is_used_up_is_replaced(self):
        kept = self.sandbox.idempotency.once
        refused = []

        def once(key, arguments, run):
            if not refused:
                refused.append(key)
                kept(key, "other arguments", lambda: {"userErrors": []})
            return kept(key, arguments, run)

        with patch.object(self.sandbox.idempotency, "once", once):
            run = self.send()
        self.assertEqual((self.in_shopify(self.mug), run.changed_count), (10, 1))

    def test_n5_a_lost_answer_changes_the_stock_once(self):
        self.sandbox.faults.plan("cut_after", operation=SET)
        self.send()
        self.assertEqual(self.in_shopify(self.mug), 10)
        self.assertEqual(self.level(self.mug).state, "equal")
        self.assertEqual(self.sandbox.statistics.faults["cut_after"], 1)

    def test_n5_an_outage_fails_the_run_and_the_next_one_goes_on(self):
        self.sandbox.faults.plan("cut_before", times=20, operation=SET)
        run = self.sync(self.shop, "stock")
        self.assertEqual(run.state, "failed")
        self.assertTrue(run.fix)
        self.sandbox.faults.clear()
        self.send()
        self.assertEqual(self.in_shopify(self.mug), 10)

    # === THE PROCESS DIES === #

    def calls(self):
        return self.env["shopify.inventory.call"].search([])

    def die(self, method, first=False):
        """Sync the stock in a process that dies before or after the client does something."""
        original = getattr(stock.Stock, method)

        def dying(*args, **options):
            if first:
                raise Cut
            list(original(*args, **options))
            raise Cut

        # assertRaises would undo what is committed by then.
        with patch.object(stock.Stock, method, dying), suppress(Cut):
            self.sync(self.shop, "stock")
        self.env.invalidate_all()

    def finish(self):
        """Let the next worker take the run up that was cut off."""
        run = self.env["shopify.sync.run"].search([("kind", "=", "stock")], limit=1)
        self.assertEqual(run.state, "running")
        with self.without_commits():
            run.sudo()._execute()
        self.assertEqual(run.state, "done", run.error)
        return run

    def test_n5_killed_between_the_call_and_its_commit_it_is_done_once(self):
        self.die("set_quantities")
        key = self.calls().key
        self.assertTrue(key, "the call is stored before it is sent")
        self.assertEqual(self.in_shopify(self.mug), 10)
        self.sell(4)
        self.sandbox.statistics.reset()
        run = self.finish()
        self.assertEqual(self.in_shopify(self.mug), 6, "the sale stays")
        self.assertEqual(self.in_shopify(self.mug, name="on_hand"), 10)
        self.assertFalse(self.calls())
        self.assertEqual(self.sent_keys(), [key], "Shopify knows the repetition by its key")
        self.assertEqual((run.total, run.done_count, run.changed_count), (1, 1, 1))

    def test_n5_killed_before_the_call_it_is_sent_then(self):
        self.die("set_quantities", first=True)
        key = self.calls().key
        self.assertEqual(self.in_shopify(self.mug), 5)
        run = self.finish()
        self.assertEqual(self.in_shopify(self.mug), 10)
        self.assertEqual(self.sent_keys(), [key])
        self.assertEqual(run.changed_count, 1)

    def test_n5_killed_and_sold_meanwhile_the_stored_call_does_no_harm(self):
        self.die("set_quantities", first=True)
        self.sell(4)
        self.finish()
        self.assertEqual(self.in_shopify(self.mug), 6)
        self.assertFalse(self.calls())

    def test_n6_killed_while_it_stocks_a_variant(self):
        self.feed(self.there, self.warehouse)
        for first in (True, False):
            with self.subTest(first=first):
                self.die("activate", first=first)
                self.assertIn("activate", self.calls().mapped("kind"))
                self.finish()
                self.assertEqual(self.in_shopify(self.mug, self.there), 10)
                self.assertFalse(self.calls())
                level = self.node(self.mug)["inventoryItem"]["inventoryLevels"].pop()
                self.shopify.node(self.there.shopify_id)["inventoryLevels"].remove(level)

    def test_g13_what_was_cut_off_is_not_sent_once_changes_are_off(self):
        self.die("set_quantities", first=True)
        self.shop.allow_changes = False
        self.finish()
        self.assertEqual(self.in_shopify(self.mug), 5)
        self.assertFalse(self.calls())

    def test_g6_a_run_whose_time_is_over_goes_on_where_it_was(self):
        variants = self.things(3)
        with patch.object(stock_run, "VARIANTS_AT_ONCE", 1):
            run = self.shop._queue_run("stock", trigger="script")
            with self.without_commits():
                rounds = 0
                while not run.sudo()._execute(seconds=0):
                    rounds += 1
        self.assertGreaterEqual(rounds, 3)
        self.assertEqual(self.stocks([self.mug, *variants]), [10, 8, 8, 8])
        self.assertEqual((run.state, run.changed_count), ("done", 4))

    def test_g6_a_cancelled_run_sends_nothing_more(self):
        variants = self.things(3)
        run = self.shop._queue_run("stock", trigger="script")
        original = stock_send.StockSending._note

        def cancelling(*args):
            run.sudo().cancel_requested = True
            return original(*args)

        with (
            patch.object(stock_send.StockSending, "_note", cancelling),
            patch.object(stock_send, "LINES_IN_A_CALL", 1),
            patch.object(stock, "CALLS_IN_A_REQUEST", 1),
            self.without_commits(),
        ):
            run.sudo()._execute()
        self.assertEqual(run.state, "cancelled")
        self.assertEqual(self.stocks([self.mug, *variants]).count(5), 3)
        self.assertFalse(self.calls())

    def sent_keys(self):
        return [
            received.variables["key0"]
            for received in self.sandbox.statistics.requests
            if received.operation == SET
        ]
