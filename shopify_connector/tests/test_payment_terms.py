# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.fields import Command

from .payment_case import PaymentCase


class TestPaymentTerms(PaymentCase):
    """O27: Shopify's terms are Odoo's, and invoices are due when Shopify says."""

    PLACED = "2026-11-10T10:00:00Z"

    def an_order(self, quantity=1):
        """Begin an order of one day; its customer has terms of their own in Odoo."""
        return self.buy("Enamel Mug", quantity).at(self.PLACED)

    def due(self, move):
        """Return the due dates of a document and what is due then."""
        lines = move.line_ids.filtered(lambda line: line.display_type == "payment_term")
        return [
            (str(line.date_maturity), line.amount_currency)
            for line in lines.sorted("date_maturity")
        ]

    def a_term(self, name, *lines):
        """Odoo terms of the company."""
        return self.env["account.payment.term"].create(
            {
                "name": name,
                "company_id": self.company.id,
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": percent, "nb_days": days})
                    for percent, days in lines
                ],
            }
        )

    def test_o27_terms_that_fit_are_taken_others_are_made(self):
        """Net 37 is there already; of half now, half later only Shopify knows."""
        own = self.a_term("37 days", (100, 37))
        orders = [
            self.an_order().payment_terms("Net 37", 37).place(),
            self.an_order().in_instalments(("50", 0), ("50", 45), name="Half").place(),
            self.an_order(3).in_instalments(("50", 0), ("50", 45), name="Half").place(),
            self.an_order().paid_by("visa").place(),
        ]
        imported = self.take_in(*orders)
        rows = imported.mapped("payment_terms_id")
        self.assertEqual(rows.mapped("name"), ["Net 37", "Half"])
        self.assertEqual(rows[0].payment_term_id, own)
        self.assertEqual(rows[0].instalment_text, "100 % after 37 days")
        self.assertEqual(rows[1].instalment_text, "50 % at once, 50 % after 45 days")
        made = rows[1].payment_term_id
        self.assertEqual(made.company_id, self.company)
        self.assertEqual(
            [(line.value_amount, line.nb_days) for line in made.line_ids], [(50, 0), (50, 45)]
        )
        sales = imported.sale_order_id
        self.assertEqual(sales.mapped("payment_term_id"), own + made)
        self.assertEqual(imported[1].payment_terms_id, imported[2].payment_terms_id)
        self.assertFalse(imported[3].payment_terms_id)

    def test_o27_an_invoice_posted_later_is_due_when_shopify_says(self):
        orders = [
            self.an_order().payment_terms("Net 30", 30).place(),
            self.an_order().due_at(44).place(),
            self.an_order().due_at(None, "FULFILLMENT", "Due on fulfillment").place(),
        ]
        imported = self.take_in(*orders)
        invoices = []
        for one in imported:
            invoice = self.invoice(one, post=False)
            invoice.invoice_date = "2026-11-20"
            self.post(invoice)
            invoices.append(invoice)
        expected = ("2026-12-10", "2026-12-24", "2026-11-20")
        for invoice, day in zip(invoices, expected, strict=True):
            self.assertEqual(str(invoice.invoice_date_due), day)
            self.assertEqual(self.due(invoice), [(day, invoice.amount_total)])

    def test_o27_each_instalment_is_due_at_its_date_in_its_amount(self):
        """In another currency than the company's, with a part that does not divide evenly."""
        self.shop.use_presentment_currency = True
        self.a_method("manual")
        builder = self.an_order(7).in_currency("GBP", "0.8531")
        order = builder.in_instalments(("33.3", 0), ("33.3", 30), ("33.4", 60)).place()
        (imported,) = self.take_in(order)
        schedules = order["paymentTerms"]["paymentSchedules"]
        amounts = [float(schedule["totalBalance"]["amount"]) for schedule in schedules]
        days = ["2026-11-10", "2026-12-10", "2027-01-09"]
        self.assertEqual(imported.instalment_ids.mapped("amount"), amounts)
        invoice = self.invoice(imported, post=False)
        invoice.invoice_date = "2026-11-15"
        self.post(invoice)
        self.assertEqual(self.due(invoice), list(zip(days, amounts, strict=True)))
        self.assertEqual(str(invoice.invoice_date_due), days[-1])
        self.assertEqual(sum(invoice.line_ids.mapped("balance")), 0)
        self.merchant_later().pay(order, "manual", str(amounts[0]))
        self.assert_done(self.sync(self.shop))
        first, *others = invoice.line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        ).sorted("date_maturity")
        self.assertTrue(first.reconciled, "the first instalment is paid first")
        self.assertFalse(any(line.matched_credit_ids for line in others))
        self.assertEqual(imported.instalment_ids.mapped("amount"), amounts)
        self.assertEqual(imported.instalment_ids[0].balance, 0)

    def test_o27_a_part_of_the_order_is_due_in_the_same_shares(self):
        builder = self.an_order().line(self.variant("Spork"))
        (imported,) = self.take_in(builder.in_instalments(("25", 0), ("75", 30)).place())
        invoice = self.invoice(imported, quantities={0: 1, 1: 0})
        parts = [amount for _day, amount in self.due(invoice)]
        self.assertAlmostEqual(sum(parts), invoice.amount_total)
        self.assertAlmostEqual(parts[0], invoice.amount_total / 4, delta=0.011)

    def test_o27_who_changes_the_terms_in_odoo_is_heard(self):
        """Other terms on the invoice, or dates that Odoo is to compute."""
        builder = self.an_order().payment_terms("Net 30", 30)
        (imported,) = self.take_in(builder.place())
        invoice = self.invoice(imported, post=False)
        invoice.invoice_payment_term_id = self.a_term("7 days", (100, 7))
        invoice.invoice_date = "2026-11-20"
        self.post(invoice)
        self.assertEqual(str(invoice.invoice_date_due), "2026-11-27")
        imported.payment_terms_id.keep_due_dates = False
        (other,) = self.take_in(self.buy("Spork").payment_terms("Net 30", 30).place())
        self.assertEqual(other.payment_terms_id, imported.payment_terms_id)
        invoice = self.invoice(other, post=False)
        invoice.invoice_date = "2027-02-01"
        self.post(invoice)
        self.assertEqual(str(invoice.invoice_date_due), "2027-03-03")

    def test_o27_instalments_of_a_second_page_are_read(self):
        parts = [("10", 30 * month) for month in range(10)]
        (imported,) = self.take_in(self.an_order(10).in_instalments(*parts).place())
        self.assertEqual(len(imported.instalment_ids), 10)
        invoice = self.invoice(imported)
        self.assertEqual(len(self.due(invoice)), 10)
        self.assertEqual(
            [amount for _day, amount in self.due(invoice)], imported.instalment_ids.mapped("amount")
        )
