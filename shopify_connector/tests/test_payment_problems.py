# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields
from odoo.exceptions import UserError

from .payment_case import PaymentCase


class TestPaymentProblems(PaymentCase):
    """O13: what keeps a payment from being registered stands on the order, and is tried again."""

    def an_invoiced_order(self, means="manual", **fields):
        """An order that is paid by some means, and its posted invoice."""
        (imported,) = self.take_in(self.buy(**fields).paid_by(means).place())
        return imported, self.invoice(imported)

    def assert_error(self, imported, code, *words):
        """The order keeps an error that says these words, and what to do; nothing is booked."""
        self.assertEqual(imported.error_code, code, imported.error)
        for word in words:
            self.assertIn(word, imported.error)
        self.assertTrue(imported.fix)
        self.assertTrue(imported.retry_at)
        self.assertFalse(imported.payment_ids)
        self.assertEqual(imported.state, "done")

    def retry(self):
        """Let the schedule try again what is due."""
        with self.without_commits():
            self.env["shopify.shop"]._cron_retry_orders()
        self.env.invalidate_all()

    def assert_healed(self, imported, invoice):
        """The invoice is paid, and the error is gone."""
        self.assert_paid(invoice)
        self.assertFalse(imported.has_error, imported.error)

    # === METHODS AND JOURNALS === #

    def test_o13_an_unmapped_method_does_not_keep_the_others_back(self):
        """One of two payments is registered; the other as soon as its method has a journal."""
        self.a_method("manual")
        order = self.buy("Enamel Mug", 2).paid_by("manual", "1.00").paid_by("paypal").place()
        (imported,) = self.take_in(order)
        invoice = self.invoice(imported)
        self.assertEqual(invoice.state, "posted")
        self.assertEqual(imported.payment_ids.amount, 1.0)
        self.assertEqual(imported.error_code, "payment_unmapped")
        self.assertIn("PayPal", imported.error)
        self.assertIn("Payment methods", imported.fix)
        self.assertEqual(self.registrations(imported), ["registered", "unmapped"])
        self.listed("paypal").journal_id = self.bank
        self.assertLessEqual(imported.retry_at, fields.Datetime.now())
        self.retry()
        self.assert_healed(imported, invoice)
        self.assertFalse(self.shop.skip_count)

    def test_o13_a_journal_that_cannot_take_the_payment_is_named(self):
        method = self.a_method("manual")
        pounds = self.env.ref("base.GBP")
        journals = {
            "payment_journal_archived": self.a_journal("Old bank", "OLD"),
            "payment_journal_currency": self.a_journal("Pounds", "PND", currency_id=pounds.id),
            "payment_no_method": self.a_journal("Bare", "BARE"),
            "payment_journal_company": self.a_journal("Moved", "MOVD"),
        }
        imported = self.take_in(*(self.buy().paid_by("manual").place() for _code in journals))
        for one, (code, journal) in zip(imported, journals.items(), strict=True):
            method.journal_id = journal
            self.spoil(journal, code)
            invoice = self.invoice(one)
            self.assertEqual(invoice.state, "posted")
            self.assert_error(one, code, journal.name, "manual")
        method.journal_id = self.bank
        self.retry()
        for one in imported:
            self.assert_healed(one, one.invoice_ids)

    def spoil(self, journal, code):
        """Do to a journal what makes its payments fail with a code."""
        if code == "payment_journal_archived":
            journal.active = False
        elif code == "payment_no_method":
            journal.inbound_payment_method_line_ids.unlink()
        elif code == "payment_journal_company":
            other = self.env["res.company"].create({"name": "Other"})
            self.env.flush_all()
            # Odoo itself moves no journal; a merge of databases may.
            self.env.cr.execute(
                "UPDATE account_journal SET company_id = %s WHERE id = %s", [other.id, journal.id]
            )
            self.env.invalidate_all()

    def test_o13_methods_that_are_not_to_be_registered_are_left_alone(self):
        self.a_method("manual", register=False)
        imported, invoice = self.an_invoiced_order()
        self.assertFalse(imported.has_error)
        self.assertFalse(imported.payment_ids)
        self.assertEqual(self.registrations(imported), ["off"])
        self.assertEqual(invoice.payment_state, "not_paid")

    # === THE BOOKS === #

    def test_o13_a_closed_period_keeps_the_payment_until_it_is_open(self):
        self.a_method("manual")
        order = self.buy().at("2026-10-05T10:00:00Z").paid_by("manual").place()
        (imported,) = self.take_in(order)
        invoice = self.invoice(imported, post=False)
        invoice.invoice_date = "2026-11-02"
        self.company.fiscalyear_lock_date = "2026-10-31"
        self.post(invoice)
        self.assert_error(imported, "payment_in_closed_period", "2026-10-05", "2026-10-31")
        self.company.fiscalyear_lock_date = False
        with self.without_commits():
            imported.action_create_documents()
        self.assert_healed(imported, invoice)
        self.assertEqual(str(imported.payment_ids.date), "2026-10-05")

    def test_o13_a_payment_that_is_left_out_is_no_error_any_more(self):
        self.a_method("paypal").journal_id = False
        imported, invoice = self.an_invoiced_order("paypal")
        self.assert_error(imported, "payment_unmapped")
        with self.without_commits():
            self.assertTrue(imported.transaction_ids.action_leave_out())
        self.assertFalse(imported.has_error, imported.error)
        self.assertEqual(self.registrations(imported), ["left_out"])
        self.listed("paypal").journal_id = self.bank
        self.assert_done(self.sync(self.shop))
        self.assertFalse(imported.payment_ids)
        with self.without_commits():
            self.assertTrue(imported.transaction_ids.action_register())
        self.assert_healed(imported, invoice)
        with self.assertRaisesRegex(UserError, "registered already"):
            imported.transaction_ids.action_register()
        with self.assertRaisesRegex(UserError, "registered already"):
            imported.transaction_ids.action_leave_out()

    def test_o13_an_invoice_in_another_currency_is_said(self):
        self.a_method("manual")
        (imported,) = self.take_in(self.buy().paid_by("manual").place())
        invoice = self.invoice(imported, post=False)
        invoice.currency_id = self.env.ref("base.GBP")
        self.post(invoice)
        self.assert_error(imported, "payment_other_currency", "GBP", "EUR")

    def test_o13_a_currency_without_a_rate_is_said(self):
        self.a_method("manual")
        self.shop.use_presentment_currency = True
        order = self.buy().in_currency("GBP", "0.85").paid_by("manual").place()
        (imported,) = self.take_in(order)
        invoice = self.invoice(imported, post=False)
        gbp = self.env.ref("base.GBP")
        gbp.rate_ids.filtered(lambda rate: rate.company_id == self.company).unlink()
        self.post(invoice)
        self.assert_error(imported, "currency_without_rate", "GBP")

    # === WHAT PEOPLE DID === #

    def test_o13_an_invoice_paid_by_hand_is_not_paid_twice(self):
        self.a_method("manual")
        order = self.buy("Enamel Mug", 2).place()
        (imported,) = self.take_in(order)
        invoice = self.invoice(imported)
        self.pay_by_hand(invoice)
        self.assert_paid(invoice)
        self.merchant_later().pay(order, "manual")
        self.assert_done(self.sync(self.shop))
        self.assertFalse(imported.payment_ids)
        self.assertFalse(imported.has_error)
        self.assertEqual(self.registrations(imported), ["covered"])
        self.assertIn("by hand", imported.payment_notes)
        self.assertFalse(imported.has_payments_to_register)
        with self.without_commits():
            imported.transaction_ids.action_register()
        self.assertEqual(imported.payment_ids.amount, invoice.amount_total)
        self.assertEqual(imported.credit_amount, invoice.amount_total)

    def test_o13_what_is_open_beside_a_payment_by_hand_is_paid_and_the_rest_is_credit(self):
        self.a_method("manual")
        order = self.buy("Enamel Mug", 2).place()
        (imported,) = self.take_in(order)
        invoice = self.invoice(imported)
        self.pay_by_hand(invoice, 2.0)
        self.merchant_later().pay(order, "manual")
        self.assert_done(self.sync(self.shop))
        self.assert_paid(invoice)
        self.assertEqual(imported.payment_ids.amount, invoice.amount_total)
        self.assertEqual(imported.credit_amount, 2.0)

    def test_o13_a_payment_undone_in_odoo_is_not_made_again_in_silence(self):
        self.a_method("manual")
        undoings = {
            "cancelled": lambda payment: payment.action_cancel(),
            "reversed": lambda payment: payment.move_id._reverse_moves(cancel=True),
            "deleted": lambda payment: (payment.action_draft(), payment.unlink()),
        }
        orders = [self.buy().paid_by("manual").place() for _undoing in undoings]
        imported = self.take_in(*orders)
        invoices = [self.invoice(one) for one in imported]
        for one, undo in zip(imported, undoings.values(), strict=True):
            undo(one.payment_ids)
        self.env.invalidate_all()
        for order in orders:
            self.merchant_later().tag(order, "touched")
        self.assert_done(self.sync(self.shop))
        for one, invoice, what in zip(imported, invoices, undoings, strict=True):
            self.assertEqual(invoice.payment_state, "not_paid", what)
            self.assertEqual(self.registrations(one), ["undone"], what)
            self.assertIn("Register", one.payment_notes, what)
        with self.without_commits():
            imported.transaction_ids.action_register()
        for one, invoice in zip(imported, invoices, strict=True):
            self.assert_healed(one, invoice)
            self.assertEqual(self.registrations(one), ["registered"])

    def test_o13_registering_without_an_invoice_is_refused(self):
        (imported,) = self.take_in(self.buy().paid_by("manual").place())
        with self.assertRaisesRegex(UserError, "no posted invoice"):
            imported.action_register_payments()
