# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A shop that registers payments, with journals for its payment methods."""

from odoo.fields import Command

from .common import ShopifyCase


class PaymentFixtures:
    """Journals and methods; invoices that are posted as an accountant does."""

    @classmethod
    def a_journal(cls, name, code, **values):
        """A bank journal with one method for each way."""
        return cls.env["account.journal"].create(
            {
                "name": name,
                "code": code,
                "type": "bank",
                "company_id": cls.company.id,
                **values,
            }
        )

    def account_of(self, account_type):
        """Return an account of the company's chart, of some type."""
        return self.env["account.account"].search(
            [("account_type", "=", account_type), ("company_ids", "in", self.company.ids)], limit=1
        )

    def a_method(self, gateway, brand="", journal=None, **values):
        """A payment method of the shop, mapped before the first order names it."""
        method = self.listed(gateway, brand) or self.env["shopify.payment.method"].create(
            {
                "shop_id": self.shop.id,
                "gateway": gateway,
                "gateway_name": gateway,
                "card_brand": brand,
                "parent_id": self.listed(gateway).id if brand else False,
            }
        )
        method.write({"journal_id": (journal or self.bank).id, **values})
        return method

    def listed(self, gateway, brand=""):
        """Return the shop's payment method of a gateway and brand, if it is listed."""
        return self.shop.payment_method_ids.filtered(
            lambda method: method._key() == (gateway, brand)
        )

    def invoice(self, imported, post=True, quantities=None):
        """Invoice an order as an accountant does.

        :param dict quantities: how much of each position is invoiced; None: all
        """
        sale = imported.sale_order_id
        for line in sale.order_line:
            line.product_id.invoice_policy = "order"
        invoice = sale._create_invoices()
        for position, line in enumerate(invoice.invoice_line_ids):
            if quantities is not None:
                line.quantity = quantities.get(position, 0)
        invoice.invoice_date = imported.processed_at.date()
        if post:
            self.post(invoice)
        return invoice

    def post(self, move):
        """Post a document as an accountant does."""
        with self.without_commits():
            move.action_post()
        self.env.invalidate_all()

    def registrations(self, imported):
        """Return what the order says of each of its transactions."""
        return imported.transaction_ids.mapped("registration")

    def sums(self, imported):
        """Return each payment's way and amount, the oldest first."""
        return [
            (payment.payment_type, payment.currency_id.name, f"{payment.amount:.3f}".rstrip("0"))
            for payment in imported.payment_ids.sorted("id")
        ]

    def assert_paid(self, move):
        """The document is paid as Odoo's own payments would pay it, to the last cent."""
        self.assertEqual(move.amount_residual, 0)
        self.assertEqual(move.payment_state, move._get_invoice_in_payment_state())

    def pay_by_hand(self, move, amount=None):
        """Register a payment with Odoo's own wizard."""
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"journal_id": self.bank.id, **({"amount": amount} if amount else {})})
        )
        return wizard._create_payments()

    def credit_note(self, invoice, amount=None, post=True):
        """A credit note of an invoice, or of an amount of it without tax."""
        note = invoice._reverse_moves([{"invoice_date": invoice.invoice_date}])
        if amount is not None:
            note.invoice_line_ids = [
                Command.clear(),
                Command.create({"name": "Goodwill", "price_unit": amount, "tax_ids": []}),
            ]
        if post:
            self.post(note)
        return note


class PaymentCase(PaymentFixtures, ShopifyCase):
    """A shop that registers payments, and a journal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop.auto_register_payments = True
        cls.bank = cls.a_journal("Card money", "SHOP")
