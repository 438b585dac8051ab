# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""No order ever loses its customer, and no sale waits for one (S7, S10)."""

from odoo.exceptions import UserError

from .till_case import TillCase


class TestPendingOrders(TillCase):
    """Orders that bring along a customer whom only the till knows."""

    def setUp(self):
        super().setUp()
        self.session = self.open_session()

    def test_s7_an_order_brings_its_customer_and_gets_the_partner_from_the_job(self):
        told = self.told(email="anna@example.com")
        order = self.sell(self.an_order(self.session, told))
        self.assertFalse(order.partner_id)
        self.assertEqual(order.state, "paid")
        self.assertEqual(self.pending(told).order_ids, order)
        self.run_job()
        self.assertEqual(order.partner_id.name, "Anna Bakker")
        self.assertEqual(order.email, "anna@example.com")
        self.assertEqual(order.picking_ids.partner_id, order.partner_id)

    def test_s7_an_order_that_comes_later_gets_the_partner_at_once(self):
        told = self.told()
        self.send(told)
        self.run_job()
        order = self.sell(self.an_order(self.session, told))
        self.assertEqual(order.partner_id, self.partner(told))

    def test_s7_an_order_that_comes_first_is_found_by_its_guid(self):
        told = self.told()
        alone = {**self.an_order(self.session, told), "pending_customer": None}
        order = self.sell(alone)
        self.assertFalse(order.partner_id or self.pending(told))
        self.send(told)
        self.run_job()
        self.assertEqual(order.partner_id, self.partner(told))

    def test_s7_an_order_that_is_sent_twice_is_one_sale_to_one_customer(self):
        told = self.told()
        sent = self.an_order(self.session, told)
        first = self.sell(dict(sent))
        again = self.sell(dict(sent))
        self.run_job()
        self.assertEqual(first, again)
        self.assertEqual(len(self.partners_called("Anna Bakker")), 1)

    def test_s7_another_customer_may_be_chosen_for_an_open_order(self):
        told = self.told()
        sent = {**self.an_order(self.session, told), "state": "draft", "payment_ids": []}
        self.sell(dict(sent))
        bert = self.env["res.partner"].create({"name": "Bert"})
        changed = {**sent, "partner_id": bert.id, "pending_customer_uuid": False, "lines": []}
        changed.pop("pending_customer")
        order = self.sell(changed)
        self.run_job()
        self.assertEqual(order.partner_id, bert)

    def test_s10_a_customer_that_can_t_be_read_stops_no_sale(self):
        told = {**self.told(), "email": ["anna"]}
        with self.assertLogs("odoo.addons.shopify_connector_pos.models.pos_order", "WARNING"):
            order = self.sell(self.an_order(self.session, told))
        self.assertEqual(order.state, "paid")
        self.assertEqual(order.pending_customer_uuid, told["uuid"])

    def test_s10_a_customer_that_can_t_be_taken_over_stops_no_sale(self):
        told = self.told(email="nonsense")
        order = self.sell(self.an_order(self.session, told))
        self.run_job()
        self.assertEqual(order.state, "paid")
        pending = self.pending(told)
        pending.email = False
        pending.action_try_again()
        self.assertEqual(order.partner_id, pending.partner_id)

    # === INVOICES AND DEBTS === #

    def test_s7_who_wants_an_invoice_is_taken_over_at_once(self):
        order = self.sell(self.an_order(self.session, self.told(), to_invoice=True))
        self.assertEqual(order.partner_id.name, "Anna Bakker")
        self.assertEqual(order.account_move.partner_id, order.partner_id)
        self.assertEqual(order.account_move.state, "posted")

    def test_s10_an_invoice_follows_when_the_customer_is_known(self):
        told = self.told(email="nonsense")
        order = self.sell(self.an_order(self.session, told, to_invoice=True))
        self.assertEqual((order.state, order.invoice_when_known), ("paid", True))
        self.assertFalse(order.account_move)
        pending = self.pending(told)
        pending.email = "anna@example.com"
        pending.action_try_again()
        self.assertEqual(order.account_move.partner_id, pending.partner_id)
        self.assertFalse(order.invoice_when_known)

    def test_s7_who_owes_is_taken_over_at_once(self):
        later = self.store.payment_method_ids.filtered("split_transactions")
        order = self.sell(self.an_order(self.session, self.told(), method=later))
        self.assertEqual(order.partner_id.name, "Anna Bakker")

    def test_s10_a_debt_is_not_booked_on_nobody(self):
        later = self.store.payment_method_ids.filtered("split_transactions")
        told = self.told(email="nonsense")
        order = self.sell(self.an_order(self.session, told, method=later))
        self.assertEqual(order.state, "paid")
        with self.assertRaisesRegex(UserError, "owed by Anna Bakker.*nonsense is no email"):
            self.session._validate_session()
        pending = self.pending(told)
        pending.email = False
        pending.action_try_again()
        self.session._validate_session()
        self.assertEqual(self.session.state, "closed")
        owed = self.session.move_id.line_ids.filtered(
            lambda line: line.partner_id == pending.partner_id
        )
        self.assertEqual(sum(owed.mapped("debit")), 10.0)

    def test_s7_a_session_is_closed_with_its_customers_known(self):
        order = self.sell(self.an_order(self.session, self.told()))
        self.session._validate_session()
        self.assertEqual(order.partner_id.name, "Anna Bakker")
        self.assertEqual(self.session.state, "closed")

    # === RECEIPTS === #

    def test_s5_a_receipt_is_emailed_once_to_who_prefers_it(self):
        anna = self.env["res.partner"].create(
            {"name": "Anna", "email": "anna@example.com", "receipt_preference": "both"}
        )
        order = self.sell(self.an_order(self.session, partner=anna)).with_user(self.cashier)
        self.assertTrue(order.send_preferred_receipt("aW1hZ2U="))
        self.assertFalse(order.send_preferred_receipt("aW1hZ2U="))
        mails = self.env["mail.mail"].search(
            [("model", "=", "pos.order"), ("res_id", "=", order.id)]
        )
        self.assertEqual(mails.mapped("email_to"), ["anna@example.com"])

    def test_s5_a_receipt_is_not_emailed_to_who_does_not_prefer_it(self):
        for preference in (False, "none", "printed"):
            anna = self.env["res.partner"].create(
                {"name": "Anna", "email": "anna@example.com", "receipt_preference": preference}
            )
            order = self.sell(self.an_order(self.session, partner=anna))
            self.assertFalse(order.send_preferred_receipt("aW1hZ2U="), preference)
