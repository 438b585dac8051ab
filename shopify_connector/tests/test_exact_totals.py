# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from shopify_sandbox.merchant import Merchant
from shopify_sandbox.shopper import an_order

from .common import ShopifyCase

NEW_YORK = (
    ("New York State Tax", "0.04"),
    ("New York City Tax", "0.045"),
    ("Metropolitan Commuter Transportation District", "0.00375"),
)


class TestExactTotals(ShopifyCase):
    """O9, O10: untaxed amount, tax and total are Shopify's to the smallest unit, on the order and
    on the invoice that Odoo makes of it, under both of Odoo's rounding methods."""

    def a_line(self, quantity, price):
        return an_order(self.shopify).line(self.variant("Enamel Mug"), quantity, price=price)

    def many_lines(self):
        """Lines whose taxes, rounded one by one, differ from the tax of their sum."""
        builder = an_order(self.shopify)
        for number in range(7):
            builder.line(self.variant("Spork"), 1 + number % 3, price=f"{number + 1}.{number}7")
        return builder

    def thirds(self):
        """Lines of 49.998 each, if the discount were a percentage with two decimals."""
        builder = an_order(self.shopify)
        for title in ("Enamel Mug", "Spork", "Tarp 3x3"):
            builder.line(self.variant(title), 3, price="20.00")
        return builder.automatic_discount("Ten off", "10", on=[0, 1, 2], method="ONE")

    def cases(self):
        """The table: what is bought, by what it is about."""
        gift_card = self.variant("Gift Card")
        mug, spork = self.variant("Enamel Mug"), self.variant("Spork")
        return {
            "tax included": self.many_lines().tax_included(),
            "tax excluded": self.many_lines().tax_excluded(),
            "without tax": self.many_lines().taxes(),
            "several taxes on a line": self.many_lines().taxes(*NEW_YORK).tax_excluded(),
            "several included taxes": self.many_lines().taxes(*NEW_YORK).tax_included(),
            "discount on the order": self.a_line(3, "20.00").discount_code("TEN", "10"),
            "discount on the order, net": self.a_line(3, "20.00")
            .discount_code("TEN", "10")
            .taxes(),
            "thirds of a discount, net": self.thirds().taxes(),
            "thirds of a discount": self.thirds().tax_excluded(),
            "a small discount on much, net": self.a_line(997, "3.00")
            .discount_code("TEN", "10")
            .taxes(),
            "a small discount on much": self.a_line(997, "3.00").discount_code("TEN", "10"),
            "discount on a line": self.a_line(3, "19.99")
            .line(spork, 2)
            .automatic_discount("Third off", "33.33%", on=[0]),
            "discounts on line and order": self.many_lines()
            .automatic_discount("Mugs", "15%", on=[0, 2])
            .discount_code("SAVE7", "7.77")
            .tax_excluded(),
            "discounts on line and order, included": self.many_lines()
            .automatic_discount("Mugs", "15%", on=[0, 2])
            .discount_code("SAVE7", "7.77")
            .tax_included(),
            "odd percentage": self.a_line(7, "9.99").discount_code("ODD", "17.5%").tax_excluded(),
            "all for nothing": self.a_line(2, "5.00").discount_code("FREE", "100%"),
            "shipping with discount": self.a_line(1, "12.90")
            .shipping(price="6.95")
            .discount_code("SHIP", "3.33", target="SHIPPING_LINE"),
            "free shipping": self.a_line(1, "12.90").shipping(price="6.95").free_shipping(),
            "two shipping lines": self.a_line(1, "12.90")
            .shipping(price="6.95")
            .shipping("Bulky goods", "19.00"),
            "tip": self.a_line(2, "12.90").with_tip("3.21"),
            "tip that is no line": self.a_line(2, "12.90").with_tip("3.21", as_line=False),
            "fee": self.a_line(2, "12.90").fee("Bottle deposit", "0.25"),
            "duties": self.a_line(2, "12.90").duties("4.44").tax_excluded(),
            "gift card": self.a_line(2, "12.90").line(gift_card),
            "gift card alone": an_order(self.shopify).line(gift_card, 2),
            "tax exempt": self.many_lines().tax_exempt(),
            "sixteen and two thirds": self.a_line(3, "20.00")
            .discount_code("TEN", "10")
            .tax_excluded(),
            "a third of a cent": self.a_line(3, "33.33")
            .discount_code("ONE", "0.01")
            .line(mug, 7, price="0.07")
            .taxes(),
            "cheap and many": self.a_line(997, "0.01").tax_excluded(),
            "free line": self.a_line(1, "0.00").line(spork, 1),
            "custom item": self.a_line(1, "12.90").custom_line("Engraving", "7.77", 3),
            "another currency": self.many_lines().in_currency("USD", "1.0837").with_tip("1.10"),
        }

    def assert_exact(self, rounding_method, **settings):
        self.company.tax_calculation_rounding_method = rounding_method
        self.shop.write(settings)
        side = "presentmentMoney" if settings.get("use_presentment_currency") else "shopMoney"
        orders = {name: builder.place() for name, builder in self.cases().items()}
        imported = dict(zip(orders, self.take_in(*orders.values()), strict=True))
        for name, order in orders.items():
            with self.subTest(name):
                self.assert_in_odoo(imported[name])
                self.assert_charged(imported[name].sale_order_id, order, side)
                self.assertFalse(self.shop.rounding_product_id, "there is a rounding line")
        for name, order in orders.items():
            sale = imported[name].sale_order_id
            if not any(sale.order_line.mapped("product_uom_qty")):
                continue
            with self.subTest(name, document="invoice"):
                invoice = sale._create_invoices()
                invoice.action_post()
                self.assertEqual(invoice.state, "posted")
                self.assertEqual(invoice.currency_id, sale.currency_id)
                self.assert_charged(invoice, order, side)

    def test_o9_totals_are_exact_where_odoo_rounds_globally(self):
        self.assert_exact("round_globally")

    def test_o9_totals_are_exact_where_odoo_rounds_per_line(self):
        self.assert_exact("round_per_line")

    def test_o9_totals_are_exact_in_the_buyers_currency(self):
        self.assert_exact("round_globally", use_presentment_currency=True)

    def test_o10_totals_are_exact_where_discounts_are_lines_of_their_own(self):
        self.assert_exact("round_globally", discount_mode="line")

    def test_o10_a_discount_line_names_its_code_and_stands_behind_the_goods(self):
        self.shop.discount_mode = "line"
        builder = self.a_line(3, "20.00").line(self.variant("Spork"), price="10.00")
        builder.discount_code("SUMMER", "10%").taxes(("VAT", "0.2")).tax_excluded()
        (imported,) = self.take_in(builder.place())
        *goods, discount = imported.sale_order_id.order_line
        self.assertEqual([line.price_unit for line in goods], [20.0, 10.0])
        self.assertEqual((discount.name, discount.price_subtotal), ("Discount: SUMMER", -7.0))
        self.assertAlmostEqual(discount.price_tax, -1.4)
        self.assertEqual(discount.product_id, self.company.sale_discount_product_id)

    def test_o9_each_tax_has_shopifys_amount(self):
        order = self.many_lines().taxes(*NEW_YORK).tax_excluded().place()
        (imported,) = self.take_in(order)
        invoice = imported.sale_order_id._create_invoices()
        charged = {
            tax["title"]: float(tax["priceSet"]["shopMoney"]["amount"]) for tax in order["taxLines"]
        }
        booked = {
            line.tax_line_id.name: -line.amount_currency
            for line in invoice.line_ids
            if line.tax_line_id
        }
        self.assertEqual(len(booked), 3)
        for title, amount in charged.items():
            (name,) = [name for name in booked if title in name]
            self.assertAlmostEqual(booked[name], amount, 2)

    def test_o10_three_times_20_less_10_is_50_without_a_rounding_line(self):
        for method in ("round_globally", "round_per_line"):
            for taxes in ((), (("VAT", "0.2"),)):
                with self.subTest(method, taxes=taxes):
                    self.company.tax_calculation_rounding_method = method
                    builder = self.a_line(3, "20.00").discount_code("TEN", "10")
                    (imported,) = self.take_in(builder.taxes(*taxes).tax_excluded().place())
                    sale = imported.sale_order_id
                    self.assertEqual(sale.amount_untaxed, 50.0)
                    self.assertEqual(len(sale.order_line), 1)

    def test_o10_a_percentage_that_fits_stays_a_discount_in_odoo(self):
        (imported,) = self.take_in(self.a_line(2, "20.00").discount_code("TEN", "10%").place())
        line = imported.sale_order_id.order_line
        self.assertEqual((line.price_unit, line.discount), (20.0, 10.0))

    def test_o10_code_title_and_amount_of_a_discount_stand_on_the_line(self):
        builder = self.a_line(3, "20.00").line(self.variant("Spork"))
        builder.discount_code("SUMMER", "10", on=[0], method="ONE")
        builder.manual_discount("Goodwill", "1", on=[1])
        (imported,) = self.take_in(builder.place())
        mug, spork = imported.sale_order_id.order_line
        self.assertIn("SUMMER: -10", mug.name)
        self.assertIn("Goodwill: -1", spork.name)
        self.assertEqual(imported.discount_codes, "SUMMER")

    def test_o2_what_rounding_adds_to_a_payment_in_cash_is_a_line(self):
        order = self.a_line(1, "12.93").at_the_counter(self.shopify.collections["Location"][1])
        order = order.ship_to("NL").paid_by("cash", "12.95", rounding="0.02").place()
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        self.assert_charged(imported.sale_order_id, order)
        rounding = imported.sale_order_id.order_line[-1]
        self.assertEqual((rounding.price_total, rounding.name), (0.02, "Cash rounding"))
        self.assertEqual(rounding.product_id, self.shop.rounding_product_id)
        self.assertEqual(imported.difference_total, 0)

    def test_o9_a_refund_before_the_import_leaves_the_order_as_it_was_sold(self):
        order = self.a_line(3, "19.99").shipping().paid_by("visa").place()
        sold = dict(order)
        Merchant(self.shopify).refund(order, {order["lineItems"][0]["id"]: 1})
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        self.assert_charged(imported.sale_order_id, sold)
        self.assertEqual(imported.sale_order_id.order_line[0].product_uom_qty, 3)
