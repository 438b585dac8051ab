# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.models.reconciliation import reconciliation_run
from odoo.addons.shopify_connector.models.sync.meter import Meter
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, new_test_user

from .reconciliation_case import ReconciliationCase


class TestReconciliation(ReconciliationCase):
    """O24: what Shopify has and Odoo has not, and the other way round."""

    # === NOTHING FOUND === #

    def test_o24_both_sides_agree(self):
        order, imported = self.in_odoo()
        self.merchant_later().refund(order, {order["lineItems"][0]["id"]: 1})
        self.take_in(order)
        unpaid = self.buy().place()
        self.take_in(unpaid)
        record = self.compare()
        self.assertEqual(self.found(record), [])
        sums = {one.subject: one for one in record.sum_ids}
        self.assertEqual(set(sums), {"order", "refund", "payment"})
        for one in record.sum_ids:
            self.assertEqual(one.shopify_count, one.odoo_count, one.subject)
            self.assertEqual(one.difference, 0.0, one.subject)
        self.assertEqual(sums["order"].shopify_count, 2)
        self.assertEqual(sums["payment"].shopify_amount, imported.paid_in - imported.paid_out)
        self.assertGreater(imported.paid_out, 0.0)

    def test_o24_amounts_are_those_of_the_documents_currency(self):
        self.shop.use_presentment_currency = True
        order = self.buy(quantity=3).in_currency("USD", "1.10").paid_by("visa").place()
        self.merchant.fulfil(order)
        self.take_in(order)
        self.merchant_later().refund(order, {order["lineItems"][0]["id"]: 1})
        self.take_in(order)
        record = self.compare()
        self.assertEqual(self.found(record), [])
        self.assertEqual(record.sum_ids.currency_id.name, "USD")
        self.assertEqual(set(record.sum_ids.mapped("difference")), {0.0})

    # === ORDERS === #

    def test_o24_a_missing_order_is_found_listed_and_imported(self):
        self.in_odoo()
        missing = self.an_order_done()
        archived = self.an_order_done()
        self.merchant.close(archived)
        record = self.compare()
        self.assertEqual(self.found(record), [(missing["name"], "not_imported", "import", "open")])
        row = record.row_ids
        self.assertEqual((row.kind, row.subject, row.odoo_amount), ("missing", "order", 0.0))
        self.assertEqual(row.shopify_amount, float(missing["totalPriceSet"]["shopMoney"]["amount"]))
        self.assertEqual(record.left_out_count, 1)
        sums = {one.subject: one for one in record.sum_ids}
        self.assertEqual(sums["order"].difference, -row.shopify_amount)
        self.assertEqual((sums["payment"].difference, sums["payment"].waiting_count), (0.0, 1))
        self.assertEqual(self.shop.difference_count, 1)
        listed = self.env["shopify.order.import"].search(row.action_open_order()["domain"])
        self.assertEqual(listed.name, missing["name"])
        listed._remove()
        self.heal(row)
        self.assertEqual((row.state, bool(row.note and row.fix)), ("open", True))
        self.shop.list_orders_anew = True
        self.take_in(missing)
        self.heal(row)
        self.assertEqual(row.order_id, self.imported(missing["name"]))
        self.assertEqual(row.order_id.payment_count, 1)
        self.assert_healed(row)
        self.assertFalse(self.imported(archived["name"]))

    def test_o24_an_order_that_waits_says_why_and_goes_on(self):
        self.shop.auto_create_products = False
        order = self.an_order_done()
        imported = self.take_in(order)
        record = self.compare()
        self.assertEqual(
            self.found(record), [(order["name"], "no_document", "create_documents", "open")]
        )
        row = record.row_ids
        self.assertEqual((row.note, row.fix), (imported.error, imported.fix))
        self.heal(row)
        self.assertEqual((row.state, row.note), ("open", imported.error))
        self.shop.auto_create_products = True
        record.action_heal_all()
        self.assert_healed(row)

    def test_o24_what_shopify_has_changed_is_read_again(self):
        self.shop.auto_invoice = "none"
        cancelled, other = self.buy().place(), self.buy().place()
        self.take_in(cancelled, other)
        later = self.merchant_later()
        later.cancel(cancelled)
        later.pay(other)
        record = self.compare()
        self.assertEqual(
            self.found(record),
            [
                (cancelled["name"], "cancelled_there", "import", "open"),
                (other["name"], "not_read_again", "import", "open"),
            ],
        )
        self.shop.cancel_confirmed_orders = "cancel"
        self.heal(record.row_ids)
        self.assertEqual(self.imported(cancelled["name"]).sale_order_state, "cancel")
        self.assertEqual(self.imported(other["name"]).financial_status, "PAID")
        self.assert_healed(record.row_ids)

    def test_o24_another_total_is_looked_at_and_accepted(self):
        order, other = self.buy().place(), self.buy().place()
        imported, also = self.take_in(order, other)
        line = imported.sale_order_id.order_line[:1]
        line.price_unit += 1
        also.sale_order_id._action_cancel()
        record = self.compare()
        self.assertEqual(
            self.found(record),
            [
                (order["name"], "other_total", "open_in_odoo", "open"),
                (other["name"], "cancelled_here", "reopen_order", "open"),
            ],
        )
        differing, cancelled = record.row_ids.sorted("order_name")
        self.assertEqual(differing.action_heal()["res_id"], imported.id)
        self.assertGreater(differing.difference, 0.0)
        differing.action_accept()
        self.heal(cancelled)
        self.assertEqual((cancelled.state, also.sale_order_state), ("healed", "sale"))
        again = self.compare()
        self.assertEqual([row.state for row in again.row_ids], ["accepted"])
        again.row_ids.action_reopen()
        line.price_unit += 1
        again.action_check_again()
        self.assertEqual(again.row_ids.difference, imported.difference_total)
        third = self.compare()
        self.assertEqual(third.row_ids.state, "open")
        self.assertEqual(again.row_ids.state, "repeated")

    def test_o24_changes_of_shopify_are_applied_and_quotations_made_anew(self):
        self.shop.write({"order_edits": "ask", "auto_invoice": "none"})
        order = self.buy().place()
        self.take_in(order)
        self.shop.auto_confirm_orders = False
        quotation = self.buy().place()
        imported = self.imported(order["name"])
        also = self.take_in(quotation)
        self.merchant_later().add_line(order, self.variant("Camp Lantern"), 2)
        self.take_in(order)
        also.sale_order_id.order_line[:1].price_unit += 1
        record = self.compare()
        self.assertEqual(
            self.found(record),
            [
                (order["name"], "other_total", "apply_changes", "open"),
                (quotation["name"], "other_total", "reimport", "open"),
            ],
        )
        self.heal(record.row_ids)
        self.assert_healed(record.row_ids)
        self.assertEqual(imported.sale_order_id.amount_total, imported.total)
        self.assertEqual(also.sale_order_id.amount_total, also.total)

    def test_o24_an_order_that_was_deleted_in_shopify_is_cancelled(self):
        self.shop.auto_invoice = "none"
        order, delivered = self.buy().place(), self.an_order_done()
        imported, also = self.take_in(order, delivered)
        for gone in (order, delivered):
            self.merchant.delete(gone)
        record = self.compare()
        self.assertEqual(
            self.found(record),
            [
                (order["name"], "deleted_there", "cancel_order", "open"),
                (delivered["name"], "deleted_there", "cancel_order", "open"),
            ],
        )
        self.heal(record.row_ids)
        row, kept = record.row_ids.sorted("order_name")
        self.assertEqual((row.state, imported.sale_order_state), ("healed", "cancel"), row.note)
        self.assertEqual((kept.state, also.sale_order_state), ("open", "sale"))
        self.assertIn("delivered", kept.note)
        self.assertTrue(kept.fix)

    def test_o24_a_second_sale_order_is_cancelled(self):
        order, imported = self.in_odoo()
        sale = imported.sale_order_id
        double = sale.copy({"client_order_ref": order["name"]})
        stranger = self.env["res.partner"].create({"name": "Somebody else"})
        sale.copy({"client_order_ref": order["name"], "partner_id": stranger.id}).order_line[
            :1
        ].price_unit += 5
        record = self.compare()
        self.assertEqual(
            self.found(record), [(order["name"], "second_order", "cancel_order", "open")]
        )
        self.assertEqual(record.row_ids.double_id, double)
        self.heal(record.row_ids)
        self.assertEqual((double.state, sale.state), ("cancel", "sale"))
        self.assert_healed(record.row_ids)

    # === REFUNDS === #

    def test_o24_refunds_and_credit_notes_that_differ(self):
        self.shop.return_processing = "import"
        order, imported = self.in_odoo()
        self.merchant_later().refund(order, {order["lineItems"][0]["id"]: 1})
        unread = self.compare()
        self.assertEqual(
            self.found(unread), [(order["name"], "no_credit_note", "import", "open"),
                                 (order["name"], "not_registered", "import", "open")],
        )  # fmt: skip
        self.take_in(order)
        record = self.compare()
        self.assertIn(
            (order["name"], "no_credit_note", "create_credit_note", "open"), self.found(record)
        )
        self.heal(record.row_ids)
        refund = imported.refund_ids
        self.assertEqual(refund.move_id.state, "posted", refund.error)
        self.assert_healed(record.row_ids)
        # Somebody credits it by hand once more.
        by_hand = refund.move_id.copy()
        by_hand.shopify_order_id = imported
        by_hand.action_post()
        record = self.compare()
        self.assertEqual(
            self.found(record),
            [(order["name"], "second_credit_note", "cancel_credit_note", "open")],
        )
        self.assertEqual(record.row_ids.move_id, by_hand)
        self.heal(record.row_ids)
        self.assertEqual((by_hand.state, refund.move_id.state), ("cancel", "posted"))
        self.assert_healed(record.row_ids)

    def test_o24_a_draft_is_posted_and_what_shopify_lacks_is_settled_there(self):
        self.shop.post_credit_notes = False
        order, imported = self.in_odoo()
        self.merchant_later().refund(order, {order["lineItems"][0]["id"]: 1})
        self.take_in(order)
        record = self.compare()
        self.assertEqual(
            [(row.why, row.remedy) for row in record.row_ids if row.subject == "refund"],
            [("draft_credit_note", "post_credit_note")],
        )
        self.heal(record.row_ids)
        self.assertEqual(imported.refund_ids.move_id.state, "posted")
        self.assert_healed(record.row_ids)
        note = imported.refund_ids.move_id.copy()
        note.shopify_order_id = imported
        note.invoice_line_ids[:1].price_unit += 1
        note.action_post()
        row = self.compare().row_ids
        self.assertEqual((row.kind, row.remedy), ("gone", "open_in_shopify"))
        self.assertIn(f"/admin/orders/{imported.shopify_id}", row.action_heal()["url"])
        self.assertEqual(row.state, "open")

    # === PAYMENTS === #

    def test_o24_a_payment_that_is_missing_or_differs_is_registered(self):
        order, imported = self.in_odoo()
        payment = imported.payment_ids
        payment.action_draft()
        payment.action_cancel()
        record = self.compare()
        self.assertEqual(
            self.found(record), [(order["name"], "not_registered", "register_payment", "open")]
        )
        paid = record.sum_ids.filtered(lambda one: one.subject == "payment")
        self.assertEqual((paid.odoo_count, paid.difference), (0, record.row_ids.difference))
        self.method.journal_id = False
        self.heal(record.row_ids)
        self.assertEqual(record.row_ids.state, "open")
        self.assertTrue(record.row_ids.note and record.row_ids.fix)
        self.method.journal_id = self.bank
        self.heal(record.row_ids)
        self.assert_healed(record.row_ids)
        payment = imported.payment_ids.filtered(lambda one: one.state in ("in_process", "paid"))
        payment.action_draft()
        payment.amount -= 1
        payment.action_post()
        record = self.compare()
        self.assertEqual(
            self.found(record), [(order["name"], "other_payment", "replace_payment", "open")]
        )
        self.assertEqual(record.row_ids.difference, -1.0)
        self.heal(record.row_ids)
        self.assertEqual(payment.state, "canceled")
        self.assertEqual(imported._posted_invoices().amount_residual, 0.0)
        self.assert_healed(record.row_ids)

    def test_o24_what_is_paid_by_hand_too_is_paid_once_after(self):
        order, imported = self.in_odoo()
        invoice, payment = imported._posted_invoices(), imported.payment_ids
        by_hand = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_id": invoice.partner_id.id,
                "amount": invoice.amount_total,
                "journal_id": self.bank.id,
                "memo": invoice.name,
            }
        )
        by_hand.action_post()
        record = self.compare()
        self.assertEqual(
            self.found(record), [(order["name"], "paid_twice", "cancel_payment", "open")]
        )
        clerk = new_test_user(
            self.env,
            "clerk",
            groups="shopify_connector.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        record.row_ids.with_user(clerk).action_heal()
        self.assertEqual((record.row_ids.state, payment.state), ("open", payment.state))
        self.assertTrue(record.row_ids.note)
        self.assertNotEqual(payment.state, "canceled")
        self.heal(record.row_ids)
        self.assertEqual(payment.state, "canceled")
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assert_healed(record.row_ids)

    # === THE WORK === #

    def test_o24_a_comparison_goes_on_where_it_was(self):
        missing = [self.an_order_done(1) for _each in range(5)]
        record = self.env["shopify.reconciliation"].create({"shop_id": self.shop.id, **_period()})
        with (
            patch.object(reconciliation_run, "BATCH", 2),
            patch.object(Meter, "should_stop", lambda meter: bool(meter.run.batch_ids)),
            self.without_commits(),
        ):
            record.action_compare()
            self.assertFalse(record.run_id.sudo()._execute())
        self.assertEqual((record.state, len(record.row_ids)), ("running", 2))
        with patch.object(reconciliation_run, "BATCH", 2), self.without_commits():
            self.assertTrue(record.run_id.sudo()._execute())
        self.env.invalidate_all()
        self.assertEqual(record.state, "done")
        self.assertEqual(
            sorted(record.row_ids.mapped("order_name")), sorted(one["name"] for one in missing)
        )
        self.assertEqual(record.sum_ids.filtered(lambda s: s.subject == "order").shopify_count, 5)
        self.assertEqual(self.sandbox.statistics.as_dict()["operations"]["BulkRunQuery"], 1)
        record.action_compare()
        self.assertFalse(record.row_ids or record.sum_ids)
        with self.without_commits():
            record.run_id.sudo()._execute()
        self.env.invalidate_all()
        self.assertEqual(len(record.row_ids), 5)

    def test_o24_comparing_takes_no_query_an_order(self):
        def statements(count):
            self.take_in(*(self.an_order_done(1) for _each in range(count)))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertFalse(self.compare().row_ids)
            return self.env.cr.sql_log_count - before

        statements(1)
        first = statements(1)
        self.assertLessEqual(statements(8) - first, 4)

    def test_o24_a_schedule_compares_the_last_days_and_heals_what_is_missing(self):
        self.shop.write({"heal_missing_orders": True, "reconciliation_days": 7})
        now = self.shopify.clock.now()
        missing = self.an_order_done()
        schedule = self.env["shopify.schedule"].create(
            {"shop_id": self.shop.id, "kind": "reconciliation", "active": True}
        )
        self.assertEqual((schedule.interval_number, schedule.interval_type), (1, "days"))
        with (
            self.without_commits(),
            patch.object(type(self.shop), "_local_day", lambda shop, moment: now.date()),
        ):
            schedule._cron_start()
            runs = self.env["shopify.sync.run"].search([("kind", "=", "reconciliation")])
            runs.sudo()._execute()
            record = runs.reconciliation_ids
            self.assertEqual((record.date_to - record.date_from).days, 6)
            self.assertEqual(record.row_ids.state, "healing")
            self.env["shopify.sync.run"].search([("state", "=", "waiting")]).sudo()._execute()
        self.env.invalidate_all()
        self.assertEqual(record.row_ids.state, "healed")
        self.assertTrue(self.imported(missing["name"]).sale_order_id)

    def test_o24_what_can_not_be_compared_is_said(self):
        model = self.env["shopify.reconciliation"]
        with self.assertRaises(ValidationError):
            model.create({"shop_id": self.shop.id, "date_from": "2026-02-01",
                          "date_to": "2026-01-01"})  # fmt: skip
        self.shop.connection_id.granted_scopes = ["read_orders"]
        record = model.create({"shop_id": self.shop.id, **_period()})
        with Form(record) as form:
            self.assertIn("read_all_orders", form.problem)
        with self.assertRaises(UserError):
            record.action_compare()
        self.shop.connection_id.granted_scopes = []
        self.an_order_done()
        self.set_up_sandbox(self.shopify, scopes={"read_products"})
        with self.without_commits():
            record.action_compare()
            record.run_id.sudo()._execute()
        self.env.invalidate_all()
        self.assertEqual(record.state, "failed")
        self.assertTrue(record.error and record.fix)
        run = self.sync(self.shop, "reconciliation", {"date_from": "soon"})
        self.assertEqual(run.state, "failed")


def _period():
    return {"date_from": "2020-01-01", "date_to": "2039-12-31"}
