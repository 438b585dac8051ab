# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import time

from freezegun import freeze_time
from odoo.exceptions import UserError
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import ShopifyCase


class TestShop(ShopifyCase):
    """G1, G3, G4: the shop record, its check list, and the API version."""

    @mute_logger("odoo.sql_db")
    def test_g1_settings_that_make_no_sense_are_refused(self):
        for field in ("worker_count", "log_days"):
            with (
                self.subTest(field),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.shop[field] = 0
                self.env.flush_all()

    def test_g1_a_shop_with_orders_is_archived_not_deleted(self):
        empty = self.a_shop(name="Empty")
        self.take_in(self.buy().place())
        with self.assertRaises(UserError) as caught:
            self.shop.unlink()
        self.assertIn("Archive it", str(caught.exception))
        empty.unlink()
        self.assertFalse(empty.exists())

    def test_g1_documents_are_in_the_companys_currency_unless_the_shop_has_one(self):
        self.assertEqual(self.shop.document_currency_id, self.company.currency_id)
        self.shop.currency_id = self.env.ref("base.USD")
        self.assertEqual(self.shop.document_currency_id.name, "USD")

    def test_g1_two_shop_records_share_connection_and_credentials(self):
        other = self.a_shop(name="Till", access_token="shpat_other")
        self.assertEqual(other.connection_id, self.shop.connection_id)
        self.assertEqual(self.shop.access_token, "shpat_other")

    def test_g1_a_copied_shop_starts_anew(self):
        self.shop.action_test_connection()
        self.take_in(self.buy().place())
        copy = self.shop.copy()
        self.assertEqual(copy.name, "Nordlicht (copy)")
        self.assertEqual(copy.connection_state, "untested")
        self.assertFalse(copy.connection_report)
        self.assertFalse(copy.orders_synced_until)
        self.assertEqual(copy.order_count, 0)
        self.assertEqual(len(copy.setup_step_ids), len(self.shop.setup_step_ids))

    def test_g1_an_archived_shop_does_not_sync(self):
        run = self.shop._queue_run("orders", trigger="script")
        self.shop.active = False
        with self.without_commits():
            self.env["shopify.sync.run"]._work_on_a_run(time.monotonic() + 60)
        self.assertEqual(run.state, "waiting")

    def test_g1_counts_lead_to_what_they_count(self):
        self.shop.auto_create_customers = False
        self.take_in(self.buy().at("2026-03-02T09:30:00Z").place())
        self.buy().place()
        self.sync(self.shop, "orders_to_import")
        self.env.invalidate_all()
        self.assertEqual(self.shop.order_count, 1)
        self.assertEqual(self.shop.order_error_count, 1)
        self.assertEqual(self.shop.orders_to_import_count, 1)
        self.assertEqual(self.shop.skip_count, 1)
        self.assertEqual(self.shop.shopify_product_count, 1)

    # === G3: CHECK LIST === #

    def test_g3_steps_are_open_until_they_are_done(self):
        steps = {step.kind: step for step in self.shop.setup_step_ids}
        self.assertEqual(steps["connect"].state, "open")
        self.assertTrue(all(step.hint for step in steps.values()))
        self.assertEqual(self.shop.next_step_name, "Connect the shop")
        self.shop.action_test_connection()
        self.shop.action_get_locations()
        self.env.invalidate_all()
        self.assertEqual(steps["connect"].state, "done")
        self.assertEqual(steps["currency"].state, "done")
        self.assertEqual(steps["locations"].state, "open", "no warehouse is chosen yet")
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        self.shop.location_ids.warehouse_id = warehouse
        self.env.invalidate_all()
        self.assertEqual(steps["locations"].state, "done")

    def test_g3_a_step_can_be_left_and_taken_up_again(self):
        step = self.shop.setup_step_ids.filtered(lambda step: step.kind == "schedule")
        before = self.shop.open_step_count
        step.action_skip()
        self.assertEqual(step.state, "skipped")
        self.assertEqual(self.shop.open_step_count, before - 1)
        step.action_skip()
        self.assertEqual(step.state, "open")

    # === G4: API VERSION === #

    def test_g4_the_form_warns_before_the_version_ends(self):
        for today, words in (
            ("2027-01-01", False),
            ("2027-08-01", "until 2027-10-01"),
            ("2027-10-01", "no longer supports"),
        ):
            with self.subTest(today), freeze_time(today):
                self.shop.invalidate_recordset()
                self.assertEqual(self.shop.api_version, "2026-10")
                warning = self.shop.api_version_warning
                if words:
                    self.assertIn(words, warning)
                else:
                    self.assertFalse(warning)

    def test_g4_the_test_warns_when_shopify_answers_in_another_version(self):
        answer = self.sandbox.handle

        def in_another_version(*request):
            status, headers, body = answer(*request)
            return status, {**headers, "X-Shopify-API-Version": "2027-01"}, body

        self.sandbox.handle = in_another_version
        self.shop.action_test_connection()
        self.assertEqual(self.shop.connection_state, "warning")
        text = " ".join(row["text"] for row in self.shop.connection_report)
        self.assertIn("2027-01 instead of 2026-10", text)
