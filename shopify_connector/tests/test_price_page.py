# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.fields import Command
from odoo.tests import Form, new_test_user
from odoo.tools import html2plaintext

from .price_case import PriceSyncCase
from .test_prices import fixed, percent

TENT = "Solo Tent Vidar"


class TestPricePage(PriceSyncCase):
    """P12: a page tells how each price came about, and the settings say what they do."""

    def setUp(self):
        super().setUp()
        self.tent = self.in_both(TENT, 100)
        self.variant = self.tent.variant_ids
        self.product = self.variant.odoo_product_id

    def page(self, record=None):
        """Return what a page says, without its markup."""
        self.env.invalidate_all()
        record = record or self.tent
        html = record.prices_html if record._name == "shopify.product" else record.price_html
        return html2plaintext(html).replace("\N{NO-BREAK SPACE}", " ")

    def assert_told(self, *words, record=None):
        told = self.page(record)
        for word in words:
            self.assertIn(word, told)

    def test_p12_the_sales_price_alone(self):
        self.assert_told("Sales price", "of the product", "100.00 €", "Rounded to 2 decimals")
        self.assert_told("Shopify: 279.00 €")
        self.sync_prices()
        self.assert_told("As in Shopify")

    def test_p12_pricelists_with_their_rules_and_days(self):
        self.shop.price_pricelist_id = self.a_pricelist(percent(10), name="Web")
        self.shop.discount_pricelist_id = self.a_pricelist(
            percent(25, date_start="2026-01-01 12:00:00", date_end="2036-12-31 12:00:00"),
            name="Sale",
        )
        self.assert_told(
            "Web",
            "All Products, 10 % discount on sales price",
            "90.00 €",
            "Sale (discounts)",
            "25 % discount on sales price, from 01/01/2026 to 12/31/2036",
            "75.00 €",
            "The discount is lower",
        )

    def test_p12_decisions(self):
        for own, pricelist, discount, words in (
            (100, fixed(120), None, "The sales price is lower than the pricelist's"),
            (0, fixed(120), None, "The sales price is 0"),
            (100, fixed(80), fixed(90), "The discount is no lower"),
            (100, fixed(0), None, "would give the goods away"),
            (-1, None, None, "takes no price below 0"),
        ):
            with self.subTest(words):
                self.product.list_price = own
                self.shop.price_pricelist_id = pricelist and self.a_pricelist(pricelist)
                self.shop.discount_pricelist_id = discount and self.a_pricelist(discount)
                self.assert_told(words)

    def test_p12_a_pricelist_without_a_rule_for_the_product(self):
        self.shop.price_pricelist_id = self.a_pricelist()
        self.assert_told("no rule applies")

    def test_p12_currencies_with_rate_and_day(self):
        self.shop.currency_id = self.currency("JPY")
        self.shop.price_pricelist_id = self.a_pricelist(fixed(55), currency="USD")
        self.assert_told(
            "In the shop's currency",
            "$ 55.00",
            "¥ 8,000",
            "1 EUR = 160 JPY (JPY: rate of 01/01/2020)",
            "1 USD = 145.455 JPY",
            "USD: rate of 01/01/2020",
            "Rounded to 0 decimals",
        )

    def test_p12_taxes_and_the_fiscal_position(self):
        own, swiss = self.a_tax(21, included=True), self.a_tax(8.1)
        self.product.taxes_id = [Command.set(own.ids)]
        self.shop.prices_include_tax = "excluded"
        self.assert_told(
            "Prices in Shopify are without tax",
            "Without tax",
            own.name,
            "included in Odoo's price",
            "82.64 €",
        )
        position = self.env["account.fiscal.position"].create(
            {"name": "Switzerland", "company_id": self.company.id}
        )
        swiss.write(
            {
                "fiscal_position_ids": [Command.link(position.id)],
                "original_tax_ids": [Command.link(own.id)],
            }
        )
        self.a_template(prices_include_tax="included", property_account_position_id=position.id)
        self.assert_told(
            "Prices in Shopify include tax",
            "The fiscal position Switzerland replaces",
            swiss.name,
            "89.34 €",
        )

    def test_p12_a_currency_without_rate_is_told_and_breaks_no_page(self):
        self.currency("CHF").active = True
        self.shop.price_pricelist_id = self.a_pricelist(fixed(5), currency="CHF")
        self.assert_told("The currency CHF has no rate")

    def test_p12_why_a_variant_gets_no_price(self):
        for values, words in (
            ({"is_gift_card": True}, "A gift card costs what it is worth"),
            ({"is_gift_card": False, "removed": True}, "no longer in Shopify"),
            ({"removed": False, "odoo_product_id": False}, "No Odoo product stands for it"),
        ):
            self.variant.write(values)
            self.assert_told(words)
        self.product.active = False
        self.variant.odoo_product_id = self.product
        self.assert_told("The Odoo product is archived")

    def test_p12_a_variant_has_its_own_page(self):
        self.assert_told("100.00 €", "Shopify: 279.00 €", record=self.variant)

    def test_p12_names_are_text_and_no_markup(self):
        self.product.name = "<script>alert(1)</script>"
        self.assertNotIn("<script>", self.tent.prices_html)

    def test_p12_a_product_of_many_variants_shows_the_first_ones(self):
        self.add_to_shopify("Many", 103)
        many = self.in_both("Many")
        self.assert_told("And 3 more", record=many)

    def test_g11_a_user_reads_how_prices_come_about(self):
        user = new_test_user(
            self.env,
            "clerk",
            "shopify_connector.group_user",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.shop.price_pricelist_id = self.a_pricelist(percent(10), name="Web")
        with Form(self.tent.with_user(user)) as form:
            self.assertIn("90.00 €", html2plaintext(form.prices_html).replace("\xa0", " "))

    # === CONNECTION TEST === #

    def test_c7_the_connection_test_keeps_whether_shopifys_prices_include_tax(self):
        included = bool(self.shopify.profile["taxesIncluded"])
        self.shop.action_test_connection()
        told = "included" if included else "excluded"
        self.assertEqual(self.shop.shopify_taxes_included, told)
        self.assertEqual(self.shop._prices_include_tax(), told)
        self.assertFalse(self.tax_warnings())

    def test_c7_the_connection_test_warns_where_the_settings_say_otherwise(self):
        included = bool(self.shopify.profile["taxesIncluded"])
        self.shop.prices_include_tax = "excluded" if included else "included"
        self.shop.action_test_connection()
        self.assertEqual(len(self.tax_warnings()), 1)

    def tax_warnings(self):
        return [
            row
            for row in self.shop.connection_report
            if row["state"] == "warning" and "Prices go to Shopify" in row["text"]
        ]
