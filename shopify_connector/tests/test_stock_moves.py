# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import time
from datetime import timedelta

from freezegun import freeze_time
from odoo import fields
from odoo.addons.shopify_connector.models.inventory.stock_watch import NOTES

from shopify_sandbox.shopper import an_order

from .stock_case import StockCase


class TestStockMoves(StockCase):
    """N4: soon after stock moved Shopify is told, once for many moves."""

    def setUp(self):
        super().setUp()
        self.in_odoo(self.mug, 10)
        self.cup = self.a_linked_variant("Cup")
        self.in_odoo(self.cup, 10)
        self.send()
        self.shop.write({"stock_on_move": True, "stock_delay_minutes": 3})
        self.end_transaction()

    def end_transaction(self):
        """Do what is done at the end of a transaction."""
        self.env.flush_all()
        self.env.cr.precommit.run()

    def waiting(self):
        return self.env["shopify.sync.run"].search(
            [("trigger", "=", "moves"), ("state", "=", "waiting")]
        )

    def work_off(self):
        """Let a worker come by."""
        with self.without_commits():
            self.env["shopify.sync.run"].sudo()._work_on_a_run(time.monotonic() + 60)
        self.env.invalidate_all()

    # === WHAT STARTS IT === #

    def test_n4_what_changes_the_figures_starts_a_sync(self):
        def reserve():
            move = self.a_move(self.mug, 1)
            self.end_transaction()
            self.waiting().unlink()
            move._action_assign()
            return move

        def deliver():
            move = self.a_move(self.mug, 1, reserve=True)
            self.end_transaction()
            self.waiting().unlink()
            move.picked = True
            move._action_done()

        cases = {
            "counted": lambda: self.in_odoo(self.mug, 5),
            "due out": lambda: self.a_move(self.mug, 1),
            "due in": lambda: self.a_move(self.mug, 1, incoming=True),
            "reserved": reserve,
            "no longer reserved": lambda: reserve()._do_unreserve(),
            "put off": lambda: reserve().write({"date": fields.Datetime.now() + timedelta(9)}),
            "cancelled": lambda: reserve()._action_cancel(),
            "delivered": deliver,
        }
        for name, act in cases.items():
            with self.subTest(name):
                self.waiting().unlink()
                act()
                self.end_transaction()
                self.assertEqual(len(self.waiting()), 1)

    def test_n4_an_imported_order_starts_a_sync(self):
        self.sync(self.shop)
        an_order(self.shopify).line(self.node(self.mug), 1).place()
        self.sync(self.shop)
        self.end_transaction()
        self.assertEqual(len(self.waiting()), 1)

    def test_n4_what_changes_no_figure_starts_none(self):
        move = self.a_move(self.mug, 1)
        self.end_transaction()
        self.waiting().unlink()
        move.write({"priority": "1", "description_picking": "Handle with care"})
        self.end_transaction()
        self.assertFalse(self.waiting())

    def test_n4_only_shops_that_offer_the_stock_are_synced(self):
        other = self.a_second_shop()
        second = self.a_warehouse("W2")
        self.feed(self.place("Warehouse Hamburg", other), second)
        other.stock_on_move = True
        for warehouse, shops in (
            (self.warehouse, self.shop),
            (second, other),
            (self.a_warehouse("W3"), self.shop.browse()),
        ):
            with self.subTest(warehouse.name):
                self.end_transaction()
                self.waiting().unlink()
                self.in_odoo(self.mug, 1, warehouse.lot_stock_id)
                self.end_transaction()
                self.assertEqual(self.waiting().shop_id, shops)

    def test_n4_nothing_happens_while_no_shop_wants_it(self):
        self.shop.stock_on_move = False
        self.in_odoo(self.mug, 5)
        self.assertNotIn(NOTES, self.env.cr.precommit.data)
        self.end_transaction()
        self.assertFalse(self.waiting())
        self.shop.stock_on_move = True
        self.here.stock_sync = False
        self.in_odoo(self.mug, 5)
        self.end_transaction()
        self.assertFalse(self.waiting())

    # === WHAT IT COSTS === #

    def test_n4_a_thousand_moves_ask_no_more_than_one(self):
        self.in_odoo(self.mug, 500)
        self.end_transaction()
        self.waiting().unlink()
        counts = []
        for number in (1, 50):
            for _move in range(number):
                self.a_move(self.mug, 1)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env.cr.precommit.run()
            counts.append(self.env.cr.sql_log_count - before)
            self.waiting().unlink()
            self.env.flush_all()
        self.assertLessEqual(counts[1], counts[0])

    def test_n4_noting_moves_asks_nothing(self):
        moves = self.a_move(self.mug, 1) | self.a_move(self.mug, 2)
        self.env.flush_all()
        self.env.invalidate_all()
        self.shop._watches_stock()
        with self.assertQueryCount(0, flush=False):
            self.shop._note_moved_stock(moves)

    # === ONCE, AND LATER === #

    def test_n4_many_moves_are_one_sync_after_the_wait(self):
        self.in_odoo(self.mug, 5)
        self.end_transaction()
        self.in_odoo(self.mug, 1)
        self.end_transaction()
        run = self.waiting()
        self.assertEqual(len(run), 1)
        wait = run.start_at - fields.Datetime.now()
        self.assertTrue(timedelta(minutes=2) < wait <= timedelta(minutes=3))
        self.work_off()
        self.assertEqual(run.state, "waiting", "it is not time yet")
        with freeze_time(run.start_at + timedelta(seconds=1)):
            self.work_off()
        self.assertEqual(run.state, "done", run.error)
        self.assertEqual(self.in_shopify(self.mug), 16)

    def test_n4_the_workers_are_woken_when_it_is_time(self):
        triggers = self.env["ir.cron.trigger"]
        triggers.search([]).unlink()
        self.in_odoo(self.mug, 5)
        self.end_transaction()
        self.assertIn(self.waiting().start_at, triggers.search([]).mapped("call_at"))

    def test_n4_only_what_has_changed_is_looked_at(self):
        self.in_odoo(self.mug, 5)
        self.end_transaction()
        self.sandbox.statistics.reset()
        run = self.waiting()
        with self.without_commits():
            run.sudo()._execute()
        asked = [
            received.variables["ids0"]
            for received in self.sandbox.statistics.requests
            if received.operation == "StockLevelsBatch1"
        ]
        self.assertEqual(asked, [[self.node(self.mug)["id"]]])
        self.assertEqual(self.in_shopify(self.mug), 15)
        self.assertEqual((run.total, run.unchanged_count, run.changed_count), (2, 1, 1))

    def test_n4_where_nothing_has_changed_nothing_is_looked_at(self):
        self.a_move(self.mug, 1)._action_cancel()
        self.end_transaction()
        self.sandbox.statistics.reset()
        run = self.waiting()
        with self.without_commits():
            run.sudo()._execute()
        self.assertEqual(self.operations(), {"Locations": 1})
        self.assertEqual(run.state, "done")

    def test_n4_a_variant_that_was_never_compared_is_looked_at(self):
        new = self.a_linked_variant("New")
        self.in_odoo(new, 3)
        self.end_transaction()
        with self.without_commits():
            self.waiting().sudo()._execute()
        self.assertEqual(self.in_shopify(new), 3)
