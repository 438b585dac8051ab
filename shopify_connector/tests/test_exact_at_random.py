# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from collections import Counter
from decimal import Decimal

from .payment_case import PaymentCase
from .random_orders import RandomOrders, convert_shop_amounts

ORDERS_A_KIND = 60


class TestExactAtRandom(PaymentCase):
    """O9: 300 orders by chance, up to their posted and paid invoices: untaxed amount, each tax,
    total and what is left to pay are Shopify's to the smallest unit, without a rounding line."""

    def setUp(self):
        super().setUp()
        self.shop.auto_invoice = "posted"
        self.a_method("shopify_payments")

    def charged_taxes(self, order, side):
        """Return Shopify's taxes by title, summed up over all that carries them."""
        sums = Counter()
        for part in (*order["lineItems"], *order["shippingLines"], *order["additionalFees"]):
            for tax in part["taxLines"]:
                sums[tax["title"]] += Decimal(tax["priceSet"][side]["amount"])
        return {title: float(amount) for title, amount in sums.items() if amount}

    def booked_taxes(self, invoice, titles):
        """Return what is posted by title of Shopify's tax."""
        sums = Counter()
        for line in invoice.line_ids.filtered("tax_line_id"):
            (title,) = [name for name in titles if name in line.tax_line_id.name]
            sums[title] -= line.amount_currency
        return {title: round(amount, 3) for title, amount in sums.items() if round(amount, 3)}

    def assert_exact(self, seed, method, **settings):
        self.company.tax_calculation_rounding_method = method
        self.shop.write(settings)
        side = "presentmentMoney" if settings.get("use_presentment_currency") else "shopMoney"
        random = RandomOrders(self, seed)
        orders = [random.place() for _order in range(ORDERS_A_KIND)]
        imported = self.take_in(*orders)
        for number, (order, record) in enumerate(zip(orders, imported, strict=True)):
            with self.subTest(seed=seed, number=number, order=record.name):
                self.assert_in_odoo(record)
                self.assertFalse(record.has_error, record.error)
                self.assert_charged(record.sale_order_id, order, side)
                invoice = record.sale_order_id.invoice_ids
                self.assertEqual(invoice.state, "posted")
                self.assert_charged(invoice, order, side)
                self.assertEqual(invoice.amount_residual, 0, "something is left to pay")
                charged = self.charged_taxes(order, side)
                self.assertEqual(self.booked_taxes(invoice, charged), charged)
        self.assertFalse(self.shop.rounding_product_id, "there is a rounding line")

    def test_o9_rounded_globally(self):
        self.assert_exact(1, "round_globally")

    def test_o9_rounded_per_line(self):
        self.assert_exact(2, "round_per_line")

    def test_o1_in_the_buyers_currency(self):
        self.assert_exact(3, "round_globally", use_presentment_currency=True)

    def test_o10_with_discounts_as_lines_of_their_own(self):
        self.assert_exact(4, "round_globally", discount_mode="line")

    def test_o1_orders_that_shopify_has_converted_are_booked_at_its_totals(self):
        random = RandomOrders(self, 5)
        orders = [random.place() for _order in range(ORDERS_A_KIND)]
        foreign = [order for order in orders if order["presentmentCurrencyCode"] == "USD"]
        for order in foreign:
            convert_shop_amounts(order, Decimal("0.8731"))
        imported = self.take_in(*foreign)
        for order, record in zip(foreign, imported, strict=True):
            with self.subTest(order=record.name):
                self.assert_in_odoo(record)
                self.assert_charged(record.sale_order_id, order)
                invoice = record.sale_order_id.invoice_ids
                self.assert_charged(invoice, order)
                self.assertEqual(invoice.amount_residual, 0, "something is left to pay")
