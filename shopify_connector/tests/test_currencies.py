# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import ValidationError

from shopify_sandbox.seeds.demo_catalogue import add_catalogue, add_locations
from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.opening import open_shop

from .common import ShopifyCase


class TestCurrencies(ShopifyCase):
    """O1, O9: the currency of an order, and amounts with no or three decimals."""

    def currency(self, code):
        return (
            self.env["res.currency"].with_context(active_test=False).search([("name", "=", code)])
        )

    def open_shop_in(self, code, **profile):
        """Let the sandbox and the shop record keep their books in a currency."""
        shop = open_shop(currency=code, presentment=(code, "EUR"), **profile)
        add_locations(shop)
        add_catalogue(shop)
        self.set_up_sandbox(shop)
        self.shop.currency_id = self.currency(code)

    # === WHAT WAITS === #

    def test_o1_an_order_in_an_unknown_currency_waits(self):
        order, good = self.take_in(self.buy().in_shop_currency("XXX").place(), self.buy().place())
        self.assert_waits(order, "unknown_currency", "XXX", "does not know")
        self.assert_in_odoo(good)

    def test_o1_an_order_in_an_inactive_currency_waits_until_it_is_active(self):
        self.currency("SEK").active = False
        (order,) = self.take_in(self.buy().in_shop_currency("SEK").place())
        self.assert_waits(order, "inactive_currency", "SEK", "switched off")
        self.assertIn("Activate", order.fix)

    def test_o1_an_order_in_a_currency_without_rate_waits_until_there_is_one(self):
        currency = self.currency("SEK")
        currency.active = True
        currency.rate_ids.unlink()
        (order,) = self.take_in(self.buy().in_shop_currency("SEK").place())
        self.assert_waits(order, "currency_without_rate", "SEK", "no rate")
        self.env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "company_id": self.company.id,
                "name": "2020-01-01",
                "rate": 11.0,
            }
        )
        order.action_create_documents()
        self.assert_in_odoo(order)
        self.assertEqual(order.sale_order_id.currency_id, currency)

    def test_o1_a_shop_can_not_be_in_a_currency_without_rate(self):
        currency = self.currency("SEK")
        currency.active = True
        currency.rate_ids.unlink()
        with self.assertRaises(ValidationError) as caught:
            self.shop.currency_id = currency
        self.assertIn("SEK has no rate for Nordlicht", str(caught.exception))

    def test_o1_a_shop_can_not_be_in_an_inactive_currency(self):
        self.currency("SEK").active = False
        with self.assertRaises(ValidationError) as caught:
            self.shop.currency_id = self.currency("SEK")
        self.assertIn("SEK is switched off", str(caught.exception))

    # === WHAT COMES IN === #

    def test_o9_a_currency_with_three_decimals_is_exact(self):
        self.open_shop_in("KWD")
        order = (
            an_order(self.shopify)
            .line(self.variant("Enamel Mug"), 3, price="1.235")
            .line(self.variant("Spork"), 7, price="0.333")
            .shipping(price="0.755")
            .discount_code("TEN", "10%")
            .taxes(("VAT", "0.05"))
            .tax_excluded()
            .ship_to("KW")
            .place()
        )
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        self.assertEqual(imported.sale_order_id.currency_id.name, "KWD")
        self.assertEqual(imported.sale_order_id.currency_id.decimal_places, 3)
        self.assert_charged(imported.sale_order_id, order)

    def test_o9_a_currency_without_decimals_is_exact(self):
        self.open_shop_in("JPY", taxes_included=True)
        order = (
            an_order(self.shopify)
            .line(self.variant("Enamel Mug"), 3, price="1235")
            .line(self.variant("Spork"), 7, price="333")
            .shipping(price="755")
            .discount_code("TEN", "10%")
            .ship_to("JP")
            .place()
        )
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        self.assertEqual(imported.sale_order_id.currency_id.name, "JPY")
        self.assert_charged(imported.sale_order_id, order)

    def test_o1_the_buyers_currency_is_booked_where_the_shop_says_so(self):
        for presentment, side in ((False, "shopMoney"), (True, "presentmentMoney")):
            with self.subTest(presentment=presentment):
                self.shop.use_presentment_currency = presentment
                order = (
                    self.buy(quantity=3)
                    .line(self.variant("Spork"), 2)
                    .shipping()
                    .discount_code("SAVE", "7.77")
                    .with_tip("1.10")
                    .in_currency("USD", "1.0837")
                    .ship_to("US")
                    .place()
                )
                (imported,) = self.take_in(order)
                self.assert_in_odoo(imported)
                sale = imported.sale_order_id
                self.assertEqual(sale.currency_id.name, "USD" if presentment else "EUR")
                self.assert_charged(sale, order, side)
                self.assertEqual(imported.difference_total, 0.0)
                self.assertAlmostEqual(
                    imported.total, float(order["totalPriceSet"]["shopMoney"]["amount"]), 2
                )
                self.assertAlmostEqual(
                    imported.presentment_total,
                    float(order["totalPriceSet"]["presentmentMoney"]["amount"]),
                    2,
                )
