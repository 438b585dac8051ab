# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import ShopifyCase


class TestSchedules(ShopifyCase):
    """G5, O6: scheduled actions by shop, kind and filter."""

    def a_schedule(self, **values):
        return self.env["shopify.schedule"].create(
            {"shop_id": self.shop.id, "kind": "orders", **values}
        )

    def runs(self):
        return self.env["shopify.sync.run"].search([("shop_id", "=", self.shop.id)], order="id")

    def test_g5_a_schedule_is_off_until_it_is_switched_on(self):
        schedule = self.a_schedule()
        self.assertFalse(schedule.active)
        self.assertFalse(schedule.cron_id)
        schedule._cron_start()
        self.assertFalse(self.runs())

    def test_g5_switching_on_makes_a_scheduled_action(self):
        schedule = self.a_schedule(active=True, interval_number=7, interval_type="hours")
        cron = schedule.cron_id
        self.assertTrue(cron.active)
        self.assertEqual((cron.interval_number, cron.interval_type), (7, "hours"))
        self.assertIn("Nordlicht", cron.name)
        self.assertEqual(schedule.next_run, cron.nextcall)
        schedule.interval_number = 3
        self.assertEqual(cron.interval_number, 3)

    def test_g5_switching_off_keeps_the_action_but_stops_it(self):
        schedule = self.a_schedule(active=True)
        cron = schedule.cron_id
        schedule.active = False
        self.assertFalse(cron.active)
        self.assertFalse(schedule.next_run)
        schedule.active = True
        self.assertEqual(schedule.cron_id, cron)
        self.assertTrue(cron.active)

    def test_g5_a_deleted_schedule_or_shop_leaves_no_action_behind(self):
        cron = self.a_schedule(active=True).cron_id
        self.env["shopify.schedule"].search([("cron_id", "=", cron.id)]).unlink()
        self.assertFalse(cron.exists())
        shop = self.a_shop(name="Another")
        cron = self.a_schedule(active=True, shop_id=shop.id).cron_id
        shop.unlink()
        self.assertFalse(cron.exists())

    def test_g5_the_action_queues_a_run_with_the_schedules_filter(self):
        schedule = self.a_schedule(active=True, order_filter="[('channel', '=', 'web')]")
        schedule.cron_id.method_direct_trigger()
        run = self.runs()
        self.assertEqual((run.kind, run.state, run.trigger), ("orders", "waiting", "schedule"))
        self.assertEqual(run.options["order_filter"], "[('channel', '=', 'web')]")

    def test_g5_the_schedule_of_an_archived_shop_queues_nothing(self):
        schedule = self.a_schedule(active=True)
        self.shop.active = False
        schedule._cron_start()
        self.assertFalse(self.runs())

    def test_g5_a_run_that_waits_is_not_queued_twice(self):
        schedule = self.a_schedule(active=True)
        schedule._cron_start()
        schedule._cron_start()
        self.assertEqual(len(self.runs()), 1)

    def test_o6_schedules_with_different_filters_work_side_by_side(self):
        web = self.a_schedule(active=True, order_filter="[('channel', '!=', 'pos')]")
        till = self.a_schedule(active=True, order_filter="[('channel', '=', 'pos')]")
        store = self.shopify.collections["Location"][1]
        online = self.buy().place()
        counter = self.buy().at_the_counter(store).ship_to("DE").place()
        web._cron_start()
        till._cron_start()
        first, second = self.runs()
        with self.without_commits():
            first._execute()
        self.assert_in_odoo(self.imported(online["name"]))
        self.assertFalse(self.imported(counter["name"]))
        with self.without_commits():
            second._execute()
        self.assertTrue(self.imported(counter["name"]))
        self.assertEqual(len(self.env["sale.order"].search([]).shopify_order_id), 2)

    @mute_logger("odoo.sql_db")
    def test_g5_an_interval_is_at_least_one(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.a_schedule(interval_number=0)

    def test_g5_the_workers_do_what_is_queued(self):
        order = self.buy().place()
        run = self.shop._queue_run("orders", trigger="schedule")
        worker = self.env.ref("shopify_connector.cron_worker_1")
        waiting = self.env["ir.cron.trigger"].search([("cron_id", "=", worker.id)])
        self.assertTrue(waiting, "nobody wakes the worker")
        with self.without_commits():
            self.env["shopify.sync.run"]._cron_work()
        self.assert_done(run)
        self.assert_in_odoo(self.imported(order["name"]))
