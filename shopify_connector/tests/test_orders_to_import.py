# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from shopify_sandbox.shopper import an_order

from .common import ShopifyCase, moment


class TestOrdersToImport(ShopifyCase):
    """O5, O14: list what is new or changed, then import what is chosen."""

    def rows(self, *orders, **context):
        return (
            self.env["shopify.order.import"]
            .with_context(**context)
            .search(
                [("name", "in", [order["name"] for order in orders])] if orders else [], order="id"
            )
        )

    def list_orders(self, shop=None):
        run = self.sync(shop or self.shop, "orders_to_import")
        self.assert_done(run)
        return run

    # === LISTING === #

    def test_o5_listing_imports_nothing(self):
        order = (
            self.buy(quantity=2).ship_to("NL").tagged("vip", "gift").risky("HIGH").paid_by("visa")
        ).place()
        self.list_orders()
        row = self.rows(order)
        self.assertFalse(self.imported(order["name"]))
        self.assertEqual((row.state, row.action), ("waiting", "new"))
        self.assertEqual(row.financial_status, "PAID")
        self.assertEqual(row.fulfillment_status, "UNFULFILLED")
        self.assertEqual(row.risk_level, "HIGH")
        self.assertEqual(row.channel, "web")
        self.assertEqual(row.tags, "gift, vip")
        self.assertEqual(row.currency_id.name, "EUR")
        self.assertEqual(f"{row.total:.2f}", "25.80")
        self.assertEqual(row.country_code, "NL")
        self.assertTrue(row.is_paid)

    def test_o5_archived_cancelled_and_test_orders_are_not_listed(self):
        merchant = self.merchant_later()
        archived, cancelled = self.buy().place(), self.buy().place()
        merchant.close(archived)
        merchant.cancel(cancelled)
        test, good = self.buy().for_testing().place(), self.buy().place()
        self.list_orders()
        self.assertEqual(self.rows().mapped("name"), [good["name"]])
        self.shop.write({"import_test_orders": True, "orders_synced_until": False})
        self.assert_in_odoo(self.take_in(test))

    def test_o5_orders_from_before_the_chosen_date_are_not_listed(self):
        self.shop.orders_from = moment("2026-06-01 00:00:00")
        before = self.buy().at("2026-05-31T23:59:59Z").place()
        after = self.buy().at("2026-06-01T00:00:00Z").place()
        self.list_orders()
        self.assertFalse(self.rows(before))
        self.assertTrue(self.rows(after))

    def test_o5_a_changed_order_is_listed_again_as_an_update(self):
        order = self.buy().place()
        self.take_in(order)
        self.assertFalse(self.rows(order))
        self.merchant_later().note(order, "A note forces it")
        self.list_orders()
        self.assertEqual(self.rows(order).action, "update")

    def test_o5_the_window_overlaps_the_last_one(self):
        self.list_orders()
        until = self.shop.orders_synced_until
        order = self.buy().at(f"{until - timedelta(minutes=4):%Y-%m-%dT%H:%M:%SZ}").place()
        old = self.buy().at(f"{until - timedelta(minutes=30):%Y-%m-%dT%H:%M:%SZ}").place()
        self.list_orders()
        self.assertTrue(self.rows(order), "it was shown late and is missed")
        self.assertFalse(self.rows(old), "everything is read again")

    def test_o5_a_second_page_of_headers_is_read(self):
        for _number in range(251):
            an_order(self.shopify).custom_line("Sticker", "1.00").place()
        run = self.list_orders()
        self.assertEqual(len(self.rows()), 251)
        self.assertLessEqual(run.request_count, 3)

    def test_o5_a_failed_listing_starts_where_the_last_good_one_ended(self):
        self.list_orders()
        until = self.shop.orders_synced_until
        self.shop.access_token = "shpat_mistyped"
        self.assertEqual(self.sync(self.shop, "orders_to_import").state, "failed")
        self.assertEqual(self.shop.orders_synced_until, until)

    # === CHOOSING === #

    def test_o5_only_the_chosen_rows_are_imported(self):
        chosen, other = self.buy().place(), self.buy().place()
        self.list_orders()
        action = self.rows(chosen).action_import()
        run = self.env["shopify.sync.run"].browse(action["res_id"])
        with self.without_commits():
            run._execute()
        self.assert_done(run)
        self.assert_in_odoo(self.imported(chosen["name"]))
        self.assertFalse(self.imported(other["name"]))
        self.assertTrue(self.rows(other))
        self.assertFalse(self.rows(chosen), "what is imported is still listed")

    def test_o5_a_filter_chooses_what_a_run_takes(self):
        paid, unpaid = self.buy().paid_by("visa").place(), self.buy().place()
        risky = self.buy().paid_by("visa").risky("HIGH").place()
        tagged = self.buy().paid_by("visa").tagged("later").place()
        order_filter = (
            "[('is_paid', '=', True), ('risk_level', '!=', 'HIGH'), ('tags', 'not ilike', 'later')]"
        )
        self.assert_done(self.sync(self.shop, options={"order_filter": order_filter}))
        self.assert_in_odoo(self.imported(paid["name"]))
        for order in (unpaid, risky, tagged):
            self.assertFalse(self.imported(order["name"]))
            self.assertEqual(self.rows(order).state, "waiting")

    def test_o5_a_filter_that_can_not_be_read_fails_the_run(self):
        run = self.sync(self.shop, options={"order_filter": "[('no_such_field', '=', 1)]"})
        self.assertEqual(run.state, "failed")
        self.assertIn("no_such_field", run.error)

    def test_o5_a_deleted_row_stays_out_until_the_order_changes(self):
        order = self.buy().place()
        self.list_orders()
        self.rows(order).unlink()
        self.assert_done(self.sync(self.shop))
        self.assertFalse(self.imported(order["name"]))
        self.assertFalse(self.rows(order))
        self.merchant_later().tag(order, "now")
        self.take_in(order)
        self.assert_in_odoo(self.imported(order["name"]))

    # === TRYING AGAIN === #

    def test_o5_a_failed_row_is_tried_again_with_growing_pauses(self):
        self.startPatcher(
            patch.object(self.env.registry["shopify.order"], "_jitter", lambda *_args: 0.0)
        )
        order = self.buy().place()
        self.list_orders()
        self.shopify.remove(order)
        now = moment("2026-11-21 08:00:00")
        for attempt, minutes in enumerate((5, 15, 60, 240, 1440, 1440), start=1):
            with freeze_time(now):
                self.sync(self.shop)
                row = self.rows(order)
                self.assertEqual(row.attempts, attempt)
                self.assertEqual(row.retry_at - now, timedelta(minutes=minutes))
                self.assertEqual(row.error_at, now)
            with freeze_time(row.retry_at - timedelta(seconds=1)):
                self.sync(self.shop)
                self.assertEqual(row.attempts, attempt, "it is tried before its time")
            now = row.retry_at

    def test_o5_a_chosen_row_is_tried_at_once(self):
        order = self.buy().place()
        self.list_orders()
        self.shopify.remove(order)
        self.sync(self.shop)
        row = self.rows(order)
        self.assertTrue(row.has_error)
        self.shopify.collections["Order"].append(order)
        self.shopify.index("Order", order)
        run = self.env["shopify.sync.run"].browse(row.action_import()["res_id"])
        with self.without_commits():
            run._execute()
        self.assert_in_odoo(self.imported(order["name"]))
        self.assertFalse(self.rows(order))

    def test_o5_an_order_that_waits_is_tried_again_when_its_pause_is_over(self):
        self.startPatcher(
            patch.object(self.env.registry["shopify.order"], "_jitter", lambda *_args: 0.0)
        )
        self.shop.auto_create_products = False
        order = self.buy().place()
        with freeze_time("2026-11-21 08:00:00"):
            (imported,) = self.take_in(order)
        self.assert_waits(imported, "unknown_product", "Enamel Mug", "NL-1039-01")
        self.assertEqual(imported.retry_at, moment("2026-11-21 08:05:00"))
        self.env["product.product"].create({"name": "Mug", "default_code": "NL-1039-01"})
        with freeze_time("2026-11-21 08:04:00"), self.without_commits():
            self.env["shopify.shop"]._cron_retry_orders()
        self.assertFalse(imported.sale_order_id)
        with freeze_time("2026-11-21 08:06:00"), self.without_commits():
            self.env["shopify.shop"]._cron_retry_orders()
        self.assert_in_odoo(imported)
        self.assertFalse(imported.has_error)
        self.assertEqual(imported.attempts, 0)

    def test_o5_the_pauses_of_a_waiting_order_grow(self):
        self.startPatcher(
            patch.object(self.env.registry["shopify.order"], "_jitter", lambda *_args: 0.0)
        )
        self.shop.auto_create_products = False
        with freeze_time("2026-11-21 08:00:00"):
            (imported,) = self.take_in(self.buy().place())
        for minutes in (15, 60, 240):
            now = imported.retry_at
            with freeze_time(now), self.without_commits():
                self.env["shopify.shop"]._cron_retry_orders()
            self.assertEqual(imported.retry_at - now, timedelta(minutes=minutes))
