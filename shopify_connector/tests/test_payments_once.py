# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .payment_case import PaymentCase


class TestPaymentsOnce(PaymentCase):
    """O13: each transaction is registered once, whatever happens in between."""

    def setUp(self):
        super().setUp()
        self.a_method("manual")

    def an_order_to_pay(self):
        """An order whose payment came after its invoice was posted, and the invoice."""
        order = self.buy().place()
        (imported,) = self.take_in(order)
        invoice = self.invoice(imported)
        self.merchant_later().pay(order, "manual")
        return imported, invoice

    @mute_logger("odoo.sql_db")
    def test_o13_the_database_refuses_a_second_payment_of_a_transaction(self):
        imported, _invoice = self.an_order_to_pay()
        self.assert_done(self.sync(self.shop))
        (payment,) = imported.payment_ids
        self.assertFalse(payment.copy().shopify_transaction_id)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            payment.copy({"shopify_transaction_id": payment.shopify_transaction_id.id})
            self.env.flush_all()

    def test_o13_what_fails_on_the_way_leaves_nothing_behind_and_is_done_by_the_next_run(self):
        """Whichever of Odoo's steps fails: no half payment, and the next attempt makes one."""
        imported, invoice = self.an_order_to_pay()
        payments = self.env.registry["account.payment"]
        lines = self.env.registry["account.move.line"]
        steps = ((payments, "create"), (payments, "action_post"), (lines, "_reconcile_plan"))
        for model, name in steps:
            with patch.object(model, name, side_effect=ValueError(f"{name} broke")):
                self.shop.orders_synced_until = False
                self.assert_done(self.sync(self.shop))
                with self.without_commits():
                    imported.action_register_payments()
            self.env.invalidate_all()
            self.assertIn(name, imported.error)
            self.assertFalse(imported.payment_ids)
            self.assertFalse(imported.transaction_ids.registered_at)
        imported.retry_at = "2026-01-01 00:00:00"
        with self.without_commits():
            self.env["shopify.shop"]._cron_retry_orders()
        self.env.invalidate_all()
        self.assert_paid(invoice)
        self.assertEqual(len(imported.payment_ids), 1)
        self.assertFalse(imported.has_error, imported.error)

    def test_o13_one_payment_that_odoo_refuses_does_not_stop_the_others(self):
        """The account that the money lies on until the bank statement comes is archived."""
        journal = self.a_journal("Closed", "CLSD")
        account = self.env["account.account"].create(
            {
                "name": "Old transfers",
                "code": "199999",
                "account_type": "asset_current",
                "reconcile": True,
                "company_ids": self.company.ids,
            }
        )
        journal.inbound_payment_method_line_ids.payment_account_id = account
        self.a_method("paypal", journal=journal)
        account.active = False
        orders = [self.buy().place() for _number in range(3)]
        imported = self.take_in(*orders)
        invoices = [self.invoice(one) for one in imported]
        merchant = self.merchant_later()
        for order, means in zip(orders, ("manual", "paypal", "manual"), strict=True):
            merchant.pay(order, means)
        self.assert_done(self.sync(self.shop))
        self.assertEqual([bool(one.payment_ids) for one in imported], [True, False, True])
        self.assert_paid(invoices[0])
        self.assert_paid(invoices[2])
        self.assertIn("archived", imported[1].error)

    def test_o13_where_payments_have_no_entry_the_invoice_is_in_payment(self):
        """As with Odoo's own accounting app, where no outstanding account is set."""
        moves = self.env.registry["account.move"]
        with patch.object(moves, "_get_invoice_in_payment_state", lambda _moves: "in_payment"):
            order = self.buy("Enamel Mug").line(self.variant("Spork")).place()
            (imported,) = self.take_in(order)
            first = self.invoice(imported, quantities={0: 1, 1: 0})
            self.merchant_later().pay(order, "manual")
            self.assert_done(self.sync(self.shop))
            (payment,) = imported.payment_ids
            self.assertFalse(payment.move_id)
            self.assertEqual(payment.state, "in_process")
            self.assertEqual(first.payment_state, "in_payment")
            self.assertEqual(first.matched_payment_ids, payment)
            second = self.invoice(imported)
            self.assertEqual(second.payment_state, "in_payment")
            self.merchant_later().tag(order, "touched")
            self.assert_done(self.sync(self.shop))
            self.assertEqual(imported.payment_ids, payment)
            self.assertEqual(imported.credit_amount, 0)
