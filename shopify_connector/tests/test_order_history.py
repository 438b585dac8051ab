# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import tempfile
from unittest.mock import patch

from odoo import fields
from odoo.addons.shopify_connector.models.order import order_history_run
from odoo.addons.shopify_connector.models.sync.meter import Meter
from odoo.exceptions import UserError
from odoo.tests import Form
from odoo.tools import config

from .common import ShopifyCase, moment

DAY = "2026-06-01 00:00:00"


class TestOrderHistory(ShopifyCase):
    """O26: orders of before a day as records, or with documents that move nothing."""

    def setUp(self):
        super().setUp()
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.enterContext(patch.dict(config.options, {"data_dir": folder}))
        self.merchant = self.merchant_later()

    def of_old(self, *, archived=True, day="2026-05-31", **facts):
        order = self.buy(quantity=2).ship_to("DE").paid_by("visa").at(f"{day}T23:59:59Z")
        for name, value in facts.items():
            getattr(order, name)(value)
        order = order.place()
        self.merchant.fulfil(order, tracking=[("DHL Express", "JJ1")])
        if archived:
            self.merchant.close(order)
        return order

    def bring(self, **options):
        return self.sync(self.shop, "order_history", {"before": DAY, "archived": True, **options})

    def files(self):
        folder = self.env["shopify.sync.run"]._bulk_folder()
        return list(folder.iterdir()) if folder.exists() else []

    # === WHICH === #

    def test_o26_orders_before_the_day_are_kept_as_records_with_their_partners(self):
        old = self.of_old()
        new = self.buy().at("2026-06-01T00:00:00Z").place()
        run = self.bring()
        self.assert_done(run)
        self.assertEqual((run.new_count, run.total), (1, 1))
        record = self.imported(old["name"])
        self.assertEqual((record.state, record.history), ("history", "records"))
        self.assertTrue(record.mapped_partner_id)
        self.assertEqual(record.customer_id.partner_id, record.mapped_partner_id)
        self.assertEqual(record.total, float(old["totalPriceSet"]["shopMoney"]["amount"]))
        self.assertEqual(record.line_ids.mapped("quantity"), [2])
        self.assertEqual(record.fulfillment_ids.tracking_numbers, "JJ1")
        self.assertEqual(record.transaction_ids.mapped("kind"), ["SALE"])
        self.assertFalse(record.sale_order_id or record.has_error or record.create_requested)
        self.assertFalse(self.imported(new["name"]))
        self.assertEqual(self.files(), [], "what was loaded is left behind")
        self.assertIn("Imported as history", [step["label"] for step in record._steps()])

    def test_o26_archived_orders_come_if_asked_for(self):
        archived, still_open = self.of_old(), self.of_old(archived=False)
        self.assert_done(self.bring(archived=False))
        self.assertFalse(self.imported(archived["name"]))
        self.assertTrue(self.imported(still_open["name"]))
        run = self.bring()
        self.assertEqual((run.new_count, run.unchanged_count), (1, 1))
        self.assertTrue(self.imported(archived["name"]))

    def test_o26_cancelled_orders_tests_and_those_of_other_records_are_left_out(self):
        self.shop.order_filter = "[('channel', '!=', 'pos'), ('tag', '!=', 'internal')]"
        store = self.shopify.collections["Location"][1]
        wanted, cancelled = self.of_old(), self.of_old(archived=False)
        self.merchant.cancel(self.buy().at("2026-05-01T10:00:00Z").place())
        self.buy().at("2026-05-01T10:00:00Z").for_testing().place()
        self.of_old(at_the_counter=store)
        self.of_old(tagged="internal")
        earlier = self.of_old(day="2025-12-31")
        run = self.bring(since="2026-01-01 00:00:00")
        self.assert_done(run)
        self.assertEqual((run.new_count, run.skipped_count), (2, 4))
        found = self.env["shopify.order"].search([])
        self.assertEqual(set(found.mapped("name")), {wanted["name"], cancelled["name"]})
        self.assertFalse(self.imported(earlier["name"]))
        self.assertFalse(self.env["shopify.order.import"].search([]))

    def test_o26_what_is_here_already_is_left_alone(self):
        order = self.of_old(archived=False)
        (imported,) = self.take_in(order)
        sale, stamp = imported.sale_order_id, imported.write_date
        run = self.bring()
        self.assertEqual((run.new_count, run.unchanged_count), (0, 1))
        self.assertEqual((imported.sale_order_id, imported.write_date), (sale, stamp))
        self.assertFalse(imported.history)

    def test_o26_listed_orders_leave_the_list(self):
        order = self.of_old(archived=False)
        self.sync(self.shop, "orders_to_import")
        self.assertTrue(self.env["shopify.order.import"].search([]))
        self.assert_done(self.bring())
        self.assertFalse(self.env["shopify.order.import"].search([]))
        self.assertEqual(self.imported(order["name"]).state, "history")

    # === RECORDS === #

    def test_o26_a_partner_who_is_not_found_holds_up_nothing(self):
        self.shop.auto_create_customers = False
        order = self.of_old()
        run = self.bring()
        self.assertEqual((run.new_count, run.failed_count), (1, 0))
        record = self.imported(order["name"])
        self.assertFalse(record.mapped_partner_id or record.has_error)
        self.assertFalse(self.env["shopify.sync.skip"].search([("kind", "=", "order_history")]))

    def test_o26_a_later_change_updates_the_record_and_nothing_else(self):
        self.sync(self.shop)
        order = self.of_old()
        self.bring()
        record = self.imported(order["name"])
        self.merchant_later().note(order, "Came back")
        self.assert_done(self.sync(self.shop))
        self.assertEqual((record.note, record.state), ("Came back", "history"))
        self.assertFalse(record.sale_order_id)
        self.assertEqual(sum(record.fulfillment_ids.quantities.values()), 2)

    def test_o26_a_record_becomes_an_order_like_any_other_by_hand(self):
        order = self.of_old(archived=False)
        self.bring()
        record = self.imported(order["name"])
        record.action_create_documents()
        self.assertEqual((record.state, record.history), ("done", False))
        self.assert_charged(record.sale_order_id, order)
        self.assertFalse(record.sale_order_id.shopify_history)
        self.assertTrue(record.sale_order_id.picking_ids)

    # === DOCUMENTS === #

    def test_o26_documents_move_neither_stock_nor_books(self):
        self.shop.write({"auto_invoice": "posted", "write_reference": "tag"})
        order = self.of_old()
        product = self.env["product.product"].create(
            {
                "name": "Mug",
                "default_code": "NL-1039-01",
                "is_storable": True,
                "invoice_policy": "delivery",
            }
        )
        run = self.bring(documents=True)
        self.assert_done(run)
        self.assertEqual((run.new_count, run.failed_count), (1, 0), run.error)
        record = self.imported(order["name"])
        sale = record.sale_order_id
        self.assertEqual((record.state, record.history), ("done", "documents"))
        self.assertEqual((sale.state, sale.locked), ("sale", True))
        self.assertEqual(sale.date_order, moment("2026-05-31 23:59:59"))
        self.assert_charged(sale, order)
        self.assertEqual(sale.order_line.product_id, product)
        # Stock.
        self.assertFalse(sale.picking_ids or sale.order_line.move_ids)
        self.assertEqual((product.virtual_available, product.outgoing_qty), (0, 0))
        self.assertTrue(sale.shopify_history)
        self.assertEqual(sale.order_line.qty_delivered, 2)
        self.assertEqual(sale.order_line.qty_to_deliver, 0)
        # Books.
        self.assertFalse(sale.invoice_ids)
        self.assertEqual((sale.invoice_status, sale.amount_to_invoice), ("no", 0))
        self.assertEqual(sale.order_line.untaxed_amount_to_invoice, 0)
        self.assertEqual(sale.partner_id.credit_to_invoice, 0)
        with self.assertRaises(UserError):
            sale._create_invoices()
        # Statistics.
        self.env.flush_all()
        reported = self.env["sale.report"].search(
            [("order_reference", "=", f"sale.order,{sale.id}")]
        )
        self.assertEqual(f"{sum(reported.mapped('price_total')):.2f}", f"{sale.amount_total:.2f}")
        # Shopify is told nothing, and later syncs leave it so.
        self.assertFalse(record.push_requested)
        self.shop.orders_synced_until = fields.Datetime.now()
        self.merchant_later().note(order, "Came back")
        self.assert_done(self.sync(self.shop))
        self.assertEqual(record.note, "Came back")
        self.assertFalse(sale.invoice_ids or sale.picking_ids or record.push_requested)
        self.assertEqual(sale.invoice_status, "no")

    def test_o26_an_order_that_can_not_be_booked_waits_as_history(self):
        self.shop.auto_create_products = False
        good, bad = self.of_old(), self.of_old()
        for line in bad["lineItems"]:
            line.update(sku="", title="Unheard of", variant=self.variant("Spork"))
        mug = self.env["product.product"].create({"name": "Mug", "default_code": "NL-1039-01"})
        run = self.bring(documents=True)
        self.assertEqual((run.new_count, run.failed_count), (1, 1))
        self.assertEqual(self.imported(good["name"]).sale_order_id.order_line.product_id, mug)
        record = self.imported(bad["name"])
        self.assertEqual((record.error_code, record.history), ("unknown_product", "documents"))
        record.line_ids.product_id = mug
        record.action_create_documents()
        self.assertTrue(record.sale_order_id.locked)
        self.assertFalse(record.sale_order_id.picking_ids)

    def test_o26_history_is_never_archived_in_shopify(self):
        self.shop.write({"close_orders": True, "allow_changes": True})
        self.of_old(archived=False)
        self.bring(documents=True)
        self.assertFalse(self.shop._orders_to_close())

    # === IN MANY GOES === #

    def test_o26_a_run_goes_on_where_its_time_was_over(self):
        orders = [self.of_old() for _number in range(5)]
        run = self.shop._queue_run(
            "order_history", trigger="script", options={"before": DAY, "archived": True}
        )
        self.startPatcher(patch.object(order_history_run, "BATCH", 2))
        goes = 0
        with self.without_commits(), patch.object(Meter, "should_stop", lambda _meter: True):
            while not run._execute():
                goes += 1
                self.env.invalidate_all()
                self.assertLess(goes, 20)
        self.assert_done(run)
        self.assertGreaterEqual(goes, 3)
        self.assertEqual((run.new_count, run.unchanged_count), (5, 0))
        self.assertEqual(self.sandbox.statistics.as_dict()["operations"]["BulkRunQuery"], 1)
        self.assertEqual(len(self.env["shopify.order"].search([])), len(orders))
        self.assertEqual(self.files(), [])

    def test_o26_a_run_that_lost_its_file_loads_it_again(self):
        for _number in range(3):
            self.of_old()
        run = self.shop._queue_run(
            "order_history", trigger="script", options={"before": DAY, "archived": True}
        )
        self.startPatcher(patch.object(order_history_run, "BATCH", 2))
        with self.without_commits():
            with patch.object(Meter, "should_stop", lambda _meter: bool(run.reading)):
                run._execute()
            for path in self.files():
                path.unlink()
            run._execute()
        self.env.invalidate_all()
        self.assert_done(run)
        self.assertEqual(run.new_count, 3)

    def test_o26_files_of_runs_that_have_ended_are_removed(self):
        run = self.shop._queue_run("order_history", trigger="script", options={"before": DAY})
        folder = run._bulk_folder()
        folder.mkdir(parents=True)
        for name in (f"{run.id}.sqlite", f"{run.id + 1}.sqlite"):
            (folder / name).touch()
        run._gc_bulk_files()
        self.assertEqual([path.name for path in self.files()], [f"{run.id}.sqlite"])
        run.action_cancel()
        run._gc_bulk_files()
        self.assertEqual(self.files(), [])

    # === THE DIALOG === #

    def test_o26_the_dialog_starts_the_import(self):
        self.shop.orders_from = DAY
        order = self.of_old()
        with Form(self.env["shopify.order.history"]) as dialog:
            dialog.shop_id = self.shop
            self.assertEqual(dialog.before, moment(DAY))
            dialog.mode = "documents"
        run = self.env["shopify.sync.run"].browse(dialog.record.action_start()["res_id"])
        with self.without_commits():
            run._execute()
        self.env.invalidate_all()
        self.assert_done(run)
        self.assertTrue(self.imported(order["name"]).sale_order_id.locked)

    def test_o26_days_on_which_orders_are_imported_as_usual_are_refused(self):
        self.shop.orders_from = DAY
        dialog = self.env["shopify.order.history"].create(
            {"shop_id": self.shop.id, "before": "2026-06-02 00:00:00"}
        )
        with self.assertRaises(UserError) as caught:
            dialog.action_start()
        self.assertIn("as usual", str(caught.exception))
        for options, word in (({}, "which day"), ({"before": "soon"}, "soon")):
            run = self.sync(self.shop, "order_history", options)
            self.assertEqual(run.state, "failed")
            self.assertIn(word, run.error)

    def test_o26_the_dialog_tells_of_a_missing_access_scope(self):
        self.shop.connection_id.granted_scopes = ["read_orders", "read_all_orders"]
        dialog = self.env["shopify.order.history"].create({"shop_id": self.shop.id})
        self.assertFalse(dialog.problem)
        self.shop.connection_id.granted_scopes = ["read_orders"]
        dialog.invalidate_recordset(["problem"])
        self.assertIn("read_all_orders", dialog.problem)

    def test_o26_history_has_no_schedule(self):
        kinds = dict(self.env["shopify.schedule"]._fields["kind"]._description_selection(self.env))
        self.assertIn("orders", kinds)
        self.assertNotIn("order_history", kinds)
