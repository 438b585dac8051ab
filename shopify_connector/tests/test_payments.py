# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal

from odoo.exceptions import UserError
from odoo.tests import new_test_user

from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.gift_cards import add_gift_card

from .payment_case import PaymentCase


class TestPayments(PaymentCase):
    """O13: posted invoices get the payments that Shopify has received."""

    def test_o13_a_posted_invoice_is_paid_by_the_transaction(self):
        method = self.a_method("shopify_payments")
        order = self.buy().at("2026-11-10T23:30:00Z").paid_by("visa").place()
        (imported,) = self.take_in(order)
        self.assertEqual(self.registrations(imported), ["waiting"])
        self.company.partner_id.tz = "Europe/Amsterdam"
        invoice = self.invoice(imported)
        self.assertFalse(imported.has_error, imported.error)
        self.assert_paid(invoice)
        (payment,) = imported.payment_ids
        self.assertEqual(payment.amount, invoice.amount_total)
        self.assertEqual(str(payment.date), "2026-11-11", "not the company's day")
        self.assertEqual(payment.journal_id, self.bank)
        self.assertEqual(payment.shopify_method_id.card_brand, "Visa")
        self.assertEqual(payment.shopify_method_id.parent_id, method)
        self.assertIn(order["name"], payment.memo)
        self.assertEqual(payment.payment_reference, order["transactions"][0]["paymentId"])
        self.assertEqual(payment.partner_id, invoice.commercial_partner_id)
        self.assertEqual(self.registrations(imported), ["registered"])
        self.assertEqual((imported.open_amount, imported.credit_amount), (0, 0))
        self.assertFalse(imported.payment_notes)
        self.assertEqual(payment.action_open_shopify_order()["res_id"], imported.id)

    def test_o13_several_gateways_and_a_gift_card_pay_one_invoice(self):
        """Each on its journal; what failed, is pending or only reserved is no payment."""
        gifts = self.a_journal("Gift cards", "GIFT")
        paypal = self.a_journal("PayPal", "PAYP")
        self.a_method("shopify_payments")
        self.a_method("stripe")
        self.a_method("stripe", "Visa", paypal)
        self.a_method("gift_card", journal=gifts)
        card = add_gift_card(self.shopify, Decimal("10.00"))
        order = self.buy("Enamel Mug", 3).failing_by("visa").paid_with_gift_card(card)
        order = order.paid_by("mastercard", "5.00").paid_by("stripe/visa").place()
        (imported,) = self.take_in(order)
        invoice = self.invoice(imported)
        self.assert_charged(invoice, order)
        self.assert_paid(invoice)
        self.assertEqual(
            self.registrations(imported), ["none", "registered", "registered", "registered"]
        )
        by_journal = {p.journal_id: p.amount for p in imported.payment_ids}
        self.assertEqual(by_journal[gifts], 10.0)
        self.assertEqual(by_journal[self.bank], 5.0)
        self.assertAlmostEqual(by_journal[paypal], invoice.amount_total - 15.0)
        (with_card,) = imported.payment_ids.filtered(lambda p: p.journal_id == gifts)
        self.assertIn(card["legacyResourceId"], with_card.memo)

    def test_o13_what_is_paid_after_the_invoice_comes_with_a_later_sync(self):
        """An authorisation is captured, another order is paid in two parts."""
        self.a_method("shopify_payments")
        self.a_method("manual")
        reserved = self.buy().authorised_by("visa").place()
        unpaid = self.buy("Spork").place()
        captured, in_parts = self.take_in(reserved, unpaid)
        invoices = [self.invoice(imported) for imported in (captured, in_parts)]
        self.assertEqual([move.payment_state for move in invoices], ["not_paid"] * 2)
        self.assertEqual(self.registrations(captured + in_parts), ["none"])
        merchant = self.merchant_later()
        merchant.capture(reserved)
        merchant.pay(unpaid, "manual", "1.00")
        self.assert_done(self.sync(self.shop))
        self.assert_paid(invoices[0])
        self.assertEqual(invoices[1].payment_state, "partial")
        self.merchant_later().pay(unpaid, "manual")
        self.assert_done(self.sync(self.shop))
        self.assert_paid(invoices[1])
        self.assertEqual(len(in_parts.payment_ids), 2)
        before = self.env["account.payment"].search_count([])
        self.merchant_later().tag(unpaid, "vip")
        self.assert_done(self.sync(self.shop))
        self.assertEqual(self.env["account.payment"].search_count([]), before)

    def test_o13_a_payment_is_used_for_one_invoice_after_the_other(self):
        self.a_method("shopify_payments")
        order = self.buy("Enamel Mug").line(self.variant("Spork")).paid_by("visa").place()
        (imported,) = self.take_in(order)
        first = self.invoice(imported, quantities={0: 1, 1: 0})
        self.assert_paid(first)
        (payment,) = imported.payment_ids
        self.assertEqual(payment.amount, float(order["totalPriceSet"]["shopMoney"]["amount"]))
        self.assertAlmostEqual(imported.credit_amount, payment.amount - first.amount_total)
        second = self.invoice(imported)
        self.assertNotEqual(first, second)
        self.assert_paid(second)
        self.assertEqual(imported.payment_ids, payment)
        self.assertEqual(imported.credit_amount, 0)

    def test_o13_an_overpayment_stays_the_customers_credit(self):
        self.a_method("manual")
        order = self.buy().paid_by("manual").place()
        merchant = self.merchant_later()
        merchant.pay(order, "manual", "7.00")
        (imported,) = self.take_in(order)
        self.assert_paid(self.invoice(imported))
        self.assertEqual(imported.credit_amount, 7.0)
        self.assertIn("7.00", imported.payment_notes)

    def test_o13_payments_are_booked_in_the_currency_of_the_document(self):
        """Yen have no decimals, and the rate changes between invoice and payment."""
        self.a_method("shopify_payments")
        self.env["res.currency.rate"].create(
            {
                "currency_id": self.env.ref("base.JPY").id,
                "company_id": self.company.id,
                "name": "2026-11-12",
                "rate": 170.0,
            }
        )
        for presentment, expected in ((True, "JPY"), (False, "EUR")):
            self.shop.write({"use_presentment_currency": presentment, "orders_synced_until": False})
            builder = self.buy("Enamel Mug", 3).in_currency("JPY", "163.27")
            order = builder.at("2026-11-10T10:00:00Z").authorised_by("visa").place()
            (imported,) = self.take_in(order)
            invoice = self.invoice(imported)
            self.merchant_later().capture(order)
            self.assert_done(self.sync(self.shop))
            self.assert_paid(invoice)
            side = "presentmentMoney" if presentment else "shopMoney"
            self.assertEqual(imported.payment_ids.currency_id.name, expected)
            self.assertEqual(
                imported.payment_ids.amount, float(order["totalPriceSet"][side]["amount"])
            )

    def test_o13_test_transactions_are_payments_only_where_test_orders_are_imported(self):
        self.a_method("shopify_payments")
        self.shop.import_test_orders = True
        order = self.buy().for_testing().paid_by("visa").place()
        (imported,) = self.take_in(order)
        self.shop.import_test_orders = False
        invoice = self.invoice(imported)
        self.assertEqual(invoice.payment_state, "not_paid")
        self.shop.import_test_orders = True
        with self.without_commits():
            imported.action_register_payments()
        self.assert_paid(invoice)

    def test_o13_a_redeemed_gift_card_is_taken_off_the_account_of_sold_ones(self):
        order = self.buy().paid_with_gift_card(add_gift_card(self.shopify, Decimal(500))).place()
        (imported,) = self.take_in(order)
        method = self.listed("gift_card")
        self.shop.gift_card_account_id = self.account_of("income")
        with self.assertRaisesRegex(UserError, "current liability"):
            method.action_make_journal()
        account = self.account_of("liability_current")
        self.shop.gift_card_account_id = account
        self.assertTrue(method.action_make_journal())
        invoice = self.invoice(imported)
        self.assert_charged(invoice, order)
        self.assert_paid(invoice)
        self.assertEqual(invoice.payment_state, "paid")
        (line,) = imported.payment_ids.move_id.line_ids.filtered(
            lambda line: line.account_id == account
        )
        self.assertEqual(line.debit, invoice.amount_total)

    def test_o13_cash_rounding_after_the_invoice_is_written_off(self):
        """Of two orders rounded down, one was invoiced before: no line of it charges that."""
        self.a_method("cash")
        account = self.account_of("expense")
        self.shop.rounding_account_id = account
        early, late = (self.buy("Enamel Mug").place() for _order in range(2))
        (invoiced,) = self.take_in(early)
        before = self.invoice(invoiced)
        self.merchant_later().pay(early, "cash", rounding="-0.02")
        self.merchant_later().pay(late, "cash", rounding="-0.02")
        (in_time,) = self.take_in(late)
        after = self.invoice(in_time)
        for imported, invoice in ((invoiced, before), (in_time, after)):
            self.assert_paid(invoice)
            self.assertEqual(imported.credit_amount, 0)
        self.assertAlmostEqual(before.amount_total - after.amount_total, 0.02)
        self.assertEqual(invoiced.payment_ids.amount, in_time.payment_ids.amount)
        (line,) = invoiced.payment_ids.move_id.line_ids.filtered(
            lambda line: line.account_id == account
        )
        self.assertEqual(line.balance, 0.02)

    def test_o13_change_given_in_cash_is_not_registered(self):
        self.a_method("cash")
        order = self.buy().handing_over("50.00").place()
        (imported,) = self.take_in(order)
        self.assert_paid(self.invoice(imported))
        self.assertEqual(self.registrations(imported), ["registered", "none"])

    def test_o13_nothing_is_registered_unless_the_shop_or_somebody_wants_it(self):
        self.a_method("manual")
        self.shop.auto_register_payments = False
        order = self.buy().paid_by("manual", "1.00").place()
        (imported,) = self.take_in(order)
        invoice = self.invoice(imported)
        self.assertFalse(imported.payment_ids)
        self.assertTrue(imported.has_payments_to_register)
        with self.without_commits():
            self.assertTrue(imported.action_register_payments())
        self.assertEqual(imported.payment_ids.amount, 1.0)
        self.merchant_later().pay(order, "manual")
        self.assert_done(self.sync(self.shop))
        self.assert_paid(invoice)

    def test_o13_users_without_rights_to_the_books_see_what_is_paid(self):
        self.a_method("manual")
        (imported,) = self.take_in(self.buy().paid_by("manual").place())
        invoice = self.invoice(imported)
        user = new_test_user(
            self.env,
            "shop-clerk",
            "shopify_connector.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        self.assertFalse(self.env["account.payment"].with_user(user).has_access("read"))
        columns = {"registration": {}, "payment_id": {"fields": {"display_name": {}}}}
        (seen,) = imported.with_user(user).web_read(
            {
                "paid_in": {},
                "payment_notes": {},
                "payment_count": {},
                "has_payments_to_register": {},
                "transaction_ids": {"fields": columns},
            }
        )
        self.assertEqual(seen["paid_in"], invoice.amount_total)
        (row,) = seen["transaction_ids"]
        self.assertEqual(row["registration"], "registered")
        self.assertEqual(row["payment_id"]["display_name"], imported.payment_ids.name)

    def test_o13_an_invoice_of_nothing_needs_no_payment(self):
        order = self.buy().discount_code("FREE", "100%").place()
        (imported,) = self.take_in(order)
        invoice = self.invoice(imported)
        self.assertEqual(invoice.amount_total, 0)
        self.assertFalse(imported.has_error, imported.error)

    # === METHODS === #

    def test_o13_methods_are_listed_with_the_first_order_that_names_them(self):
        self.assertFalse(self.shop.payment_method_ids)
        self.take_in(
            self.buy().paid_by("visa").place(),
            self.buy().failing_by("mastercard").paid_by("paypal").place(),
            an_order(self.shopify).line(self.variant("Spork")).pending_by("bank").place(),
        )
        self.assertEqual(
            sorted(method.display_name for method in self.shop.payment_method_ids),
            [
                "Bank Deposit",
                "PayPal Express Checkout",
                "Shopify payments",
                "Visa (Shopify payments)",
            ],
        )
        self.assertEqual(set(self.shop.payment_method_ids.mapped("state")), {"unmapped"})
        self.assertTrue(all(self.shop.payment_method_ids.mapped("hint")))
        self.assertEqual(self.shop.unmapped_method_count, 4)
        self.listed("shopify_payments").journal_id = self.bank
        visa = self.listed("shopify_payments", "Visa")
        self.assertEqual(visa.state, "gateway")
        self.assertEqual(visa.transaction_count, 1)
        self.listed("shopify_payments").register = False
        self.assertEqual(visa.state, "off")
        visa.journal_id = self.a_journal("Visa", "VISA")
        self.assertEqual(visa.state, "mapped")
        self.assertEqual(visa.payment_method_line_id.payment_type, "inbound")
        self.assertEqual(visa.refund_method_line_id.payment_type, "outbound")

    def test_o13_a_second_shop_of_the_company_takes_the_mapping_over(self):
        self.a_method("paypal")
        other = self.a_shop(name="Outlet", orders_from="2026-01-01 00:00:00")
        self.take_in(self.buy().paid_by("paypal").place(), shop=other)
        (method,) = other.payment_method_ids
        self.assertEqual(method.journal_id, self.bank)
        self.assertEqual(method.payment_method_line_id.journal_id, self.bank)

    def test_o13_a_gateway_without_a_name_can_be_mapped_too(self):
        order = self.buy().paid_by("manual").place()
        for transaction in order["transactions"]:
            transaction.update(gateway=None, formattedGateway=None)
        (imported,) = self.take_in(order)
        (method,) = self.shop.payment_method_ids
        self.assertEqual(method.gateway_name, "Unknown gateway")
        self.assertEqual(imported.transaction_ids.method_id, method)
        method.journal_id = self.bank
        self.assert_paid(self.invoice(imported))


class TestRefundPayments(PaymentCase):
    """R7: refund transactions are outgoing payments of credit notes."""

    def setUp(self):
        super().setUp()
        self.a_method("shopify_payments")

    def test_r7_a_refund_pays_its_credit_note(self):
        order = self.buy("Enamel Mug", 2).paid_by("visa").place()
        (imported,) = self.take_in(order)
        invoice = self.invoice(imported)
        self.merchant_later().refund(order, amount="3.50")
        self.assert_done(self.sync(self.shop))
        self.assertEqual(self.registrations(imported), ["registered", "waiting"])
        self.assertEqual(len(imported.payment_ids), 1)
        note = self.credit_note(invoice, 3.5)
        self.assert_paid(note)
        self.assertEqual(self.sums(imported)[1][0], "outbound")
        self.assertEqual((imported.paid_out, imported.open_amount), (3.5, 0))
        out = imported.payment_ids - imported.payment_ids.filtered(lambda p: p.amount > 3.5)
        self.assertEqual(out.payment_method_line_id.payment_type, "outbound")
        self.assertEqual(out.shopify_method_id.card_brand, "Visa")
        self.assert_done(self.sync(self.shop))
        self.assertEqual(len(imported.payment_ids), 2)

    def test_r7_one_sync_credits_a_refund_and_pays_it(self):
        """From the imported order to the paid credit note, nobody touches anything."""
        self.shop.write(
            {
                "auto_invoice": "posted",
                "return_processing": "credit",
                "post_credit_notes": True,
            }
        )
        order = self.buy("Enamel Mug", 2).paid_by("visa").place()
        self.merchant_later().fulfil(order)
        line = order["lineItems"][0]
        self.merchant_later().refund(order, {line["id"]: 1}, restock="RETURN")
        (imported,) = self.take_in(order)
        self.assertFalse(imported.has_error, imported.error)
        invoice, note = imported.invoice_ids.sorted("move_type")
        self.assertEqual((invoice.move_type, note.move_type), ("out_invoice", "out_refund"))
        self.assert_charged(invoice, order)
        for document in (invoice, note):
            self.assert_paid(document)
        self.assertEqual(self.registrations(imported), ["registered", "registered"])
        self.assertEqual((imported.open_amount, imported.credit_amount), (0, 0))
        self.assertEqual(imported.paid_out, float(order["totalRefundedSet"]["shopMoney"]["amount"]))

    def credited_together(self, state):
        """Return two imported orders, one paid and refunded twice, one owed and returned in part.

        All their refunds are credited by one sync.

        :param str state: of the credit notes afterwards
        """
        self.shop.write(
            {
                "auto_invoice": "posted",
                "return_processing": "credit",
                "post_credit_notes": state == "posted",
            }
        )
        twice = self.buy("Enamel Mug", 3).paid_by("visa").place()
        owed = self.buy("Enamel Mug", 2).place()
        for order in (twice, owed):
            self.merchant_later().fulfil(order)
        imported = self.take_in(twice) + self.take_in(owed)
        merchant = self.merchant_later()
        merchant.refund(twice, amount="1.50")
        merchant.refund(twice, amount="2.00")
        merchant.refund(owed, {owed["lineItems"][0]["id"]: 1}, restock="RETURN")
        self.assert_done(self.sync(self.shop))
        self.assertEqual(imported.mapped("refund_ids.move_id.state"), 3 * [state])
        return imported

    def assert_settled_apart(self, paid, owed):
        for note in paid.refund_ids.move_id:
            self.assert_paid(note)
        self.assertEqual(self.registrations(paid), ["registered"] * 3)
        invoice, note = owed._posted_invoices(), owed.refund_ids.move_id
        self.assertEqual(note.amount_residual, 0)
        self.assertEqual(invoice.amount_residual, invoice.amount_total - note.amount_total)

    def test_r7_credit_notes_of_one_invoice_are_not_settled_with_another_orders(self):
        self.assert_settled_apart(*self.credited_together("posted"))

    def test_r7_nor_are_those_that_somebody_posts_together(self):
        paid, owed = self.credited_together("draft")
        (paid | owed).refund_ids.move_id.action_post()
        self.assert_settled_apart(paid, owed)

    def test_r7_a_pending_refund_is_none_and_each_credit_note_gets_its_own(self):
        order = self.buy("Enamel Mug", 3).paid_by("visa").place()
        (imported,) = self.take_in(order)
        invoice = self.invoice(imported)
        merchant = self.merchant_later()
        first = merchant.refund(order, amount="2.00", pending=True)
        merchant.refund(order, amount="3.00")
        self.assert_done(self.sync(self.shop))
        three, two = self.credit_note(invoice, 3.0), self.credit_note(invoice, 2.0)
        self.assert_paid(three)
        self.assertEqual(two.payment_state, "not_paid")
        self.merchant_later().finish_refund(order, first)
        self.assert_done(self.sync(self.shop))
        self.assert_paid(two)
        self.assertEqual(imported.credit_amount, 0)

    def test_r7_money_paid_too_much_goes_back_without_a_credit_note(self):
        order = self.buy().paid_by("visa").place()
        self.merchant_later().pay(order, "mastercard", "9.00")
        (imported,) = self.take_in(order)
        self.assert_paid(self.invoice(imported))
        self.assertEqual(imported.credit_amount, 9.0)
        self.merchant_later().refund(order, amount="9.00")
        self.assert_done(self.sync(self.shop))
        self.assertEqual(imported.credit_amount, 0)
        self.assertEqual(len(imported.payment_ids), 3)
