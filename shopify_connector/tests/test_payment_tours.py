# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .payment_case import PaymentFixtures
from .tour_case import TourCase


class TestPaymentTours(PaymentFixtures, TourCase):
    """What users do with payments in the browser, against the sandbox."""

    def setUp(self):
        super().setUp()
        self.shop = self.a_shop(auto_register_payments=True)

    def tour(self, name, imported):
        self.start_tour(f"/odoo/shopify-orders/{imported.id}", name, login="admin")
        self.env.invalidate_all()

    def test_o13_choose_the_journal_of_a_payment_that_waits(self):
        self.a_journal("PayPal money", "PPAL")
        (imported,) = self.take_in(self.buy().paid_by("paypal").place())
        invoice = self.invoice(imported)
        self.tour("shopify_map_payment_method", imported)
        self.assert_paid(invoice)

    def test_o13_register_a_payment_although_the_invoice_is_paid(self):
        self.bank = self.a_journal("Card money", "SHOP")
        self.a_method("manual")
        order = self.buy().place()
        (imported,) = self.take_in(order)
        self.pay_by_hand(self.invoice(imported))
        self.merchant_later().pay(order, "manual")
        self.assert_done(self.sync(self.shop))
        self.tour("shopify_payment_by_hand", imported)
        self.assertEqual(len(imported.payment_ids), 1)
