# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import random

from odoo.exceptions import UserError
from odoo.fields import Command

from .common import moment
from .price_case import PriceCase


def fixed(price, **values):
    return {"compute_price": "fixed", "fixed_price": price, **values}


def percent(discount, **values):
    return {"compute_price": "percentage", "percent_price": discount, **values}


class TestPrices(PriceCase):
    """P12: what products cost in a shop."""

    # === PRICELISTS AND DISCOUNTS === #

    def test_p12_pricelists_and_discounts(self):
        for own, pricelist, discount, price, compare_at in (
            (100, None, None, "100.00", ""),
            (100, percent(20), None, "80.00", ""),
            (100, percent(-20), None, "100.00", ""),
            (100, fixed(89.95), None, "89.95", ""),
            (100, None, percent(25), "75.00", "100.00"),
            (100, percent(10), percent(25), "75.00", "90.00"),
            (100, percent(-10), percent(25), "75.00", "100.00"),
            (100, percent(30), percent(25), "70.00", ""),
            (100, None, percent(0), "100.00", ""),
            (0, fixed(50), None, "50.00", ""),
            (0, fixed(50), fixed(40), "40.00", "50.00"),
            (33.335, percent(50), None, "16.67", ""),
        ):
            with self.subTest(own=own, pricelist=pricelist, discount=discount):
                self.shop.price_pricelist_id = pricelist and self.a_pricelist(pricelist)
                self.shop.discount_pricelist_id = discount and self.a_pricelist(discount)
                self.assert_price(self.a_product(price=own), price, compare_at)

    def test_p12_rules_of_variant_product_category_and_all(self):
        category = self.env["product.category"].create({"name": "Cups"})
        below = self.env["product.category"].create({"name": "Big", "parent_id": category.id})
        by_variant, by_product = self.a_product(), self.a_product()
        by_category, by_all = self.a_product(categ_id=below.id), self.a_product()
        self.shop.price_pricelist_id = self.a_pricelist(
            fixed(90),
            fixed(80, applied_on="2_product_category", categ_id=category.id),
            fixed(
                70,
                applied_on="1_product",
                product_tmpl_id=by_product.product_tmpl_id.id,
            ),
            fixed(60, applied_on="0_product_variant", product_id=by_variant.id),
            fixed(1, min_quantity=5),
        )
        products = by_variant + by_product + by_category + by_all
        prices = self.shop._shopify_prices(products)
        self.assertEqual([f"{prices[each].price:f}" for each in products], self.prices_by_odoo())

    def prices_by_odoo(self):
        return ["60.00", "70.00", "80.00", "90.00"]

    def test_p12_extra_prices_of_attribute_values_count(self):
        small, large = self.some_variants(2)
        self.assert_price(small, "20.00")
        self.assert_price(large, "25.50")
        self.shop.price_pricelist_id = self.a_pricelist(percent(10))
        self.assert_price(large, "22.95")

    def test_p12_a_pricelist_based_on_another_one_and_on_the_cost(self):
        base = self.a_pricelist(percent(10), name="Base")
        self.shop.price_pricelist_id = self.a_pricelist(
            {"base": "pricelist", "base_pricelist_id": base.id, **percent(10)}
        )
        self.assert_price(self.a_product(), "81.00")
        self.shop.price_pricelist_id = self.a_pricelist(
            {"compute_price": "formula", "base": "standard_price", "price_markup": 50}
        )
        self.assert_price(self.a_product(standard_price=40), "60.00")

    def test_p12_a_rule_counts_from_its_day_to_its_day(self):
        mug = self.a_product()
        self.shop.discount_pricelist_id = self.a_pricelist(
            percent(20, date_start="2026-11-27 00:00:00", date_end="2026-11-30 23:59:59")
        )
        for day, price, compare_at in (
            (26, "100.00", ""),
            (27, "80.00", "100.00"),
            (30, "80.00", "100.00"),
        ):
            self.assert_price(mug, price, compare_at, date=moment(f"2026-11-{day} 12:00:00"))
        self.assert_price(mug, "100.00", date=moment("2026-12-01"))

    def test_p12_many_products_cost_what_odoo_says_one_by_one(self):
        chance = random.Random(12)
        categories = self.env["product.category"].create(
            [{"name": f"Category {number}"} for number in range(3)]
        )
        products = self.env["product.product"].union(
            *(
                self.a_product(
                    f"Nr {number}",
                    round(chance.uniform(1, 500), 2),
                    categ_id=chance.choice(categories).id,
                )
                for number in range(40)
            )
        )
        base = self.a_pricelist(*self.some_rules(chance, products, categories), name="Base")
        pricelist = self.a_pricelist(
            {"base": "pricelist", "base_pricelist_id": base.id, **percent(7)},
            *self.some_rules(chance, products[:20], categories),
        )
        self.shop.price_pricelist_id = pricelist
        prices = self.shop._shopify_prices(products)
        for product in products:
            price, rule = pricelist._get_product_price_rule(product, 1.0)
            offer = prices[product].offers[1]
            self.assertAlmostEqual(float(offer.found), price, 6)
            self.assertEqual(offer.rule, rule)

    def some_rules(self, chance, products, categories):
        for product in chance.sample(products, 8):
            yield percent(
                chance.randint(1, 40), applied_on="0_product_variant", product_id=product.id
            )
        for product in chance.sample(products, 8):
            yield percent(
                chance.randint(1, 40),
                applied_on="1_product",
                product_tmpl_id=product.product_tmpl_id.id,
            )
        yield fixed(9.99, applied_on="2_product_category", categ_id=categories[0].id)

    def test_p12_prices_are_computed_for_all_in_one_go(self):
        products = self.some_variants(5)
        base = self.a_pricelist(percent(10), name="Base")
        self.shop.price_pricelist_id = self.a_pricelist(
            {"base": "pricelist", "base_pricelist_id": base.id, **percent(10)}
        )
        self.shop.discount_pricelist_id = self.a_pricelist(percent(30))
        self.env.flush_all()

        def statements(records):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.shop._shopify_prices(records)
            return self.env.cr.sql_log_count - before

        statements(products)
        self.assertEqual(statements(products), statements(products[:1]))

    # === CURRENCIES === #

    def test_p12_the_shops_currency_and_its_digits(self):
        mug = self.a_product(price=12.345)
        self.shop.price_pricelist_id = self.a_pricelist(percent(10))
        for currency, price in (("EUR", "11.11"), ("JPY", "1778"), ("KWD", "3.666")):
            with self.subTest(currency):
                self.shop.currency_id = self.currency(currency)
                self.assert_price(mug, price)

    def test_p12_a_pricelist_in_another_currency(self):
        self.shop.price_pricelist_id = self.a_pricelist(fixed(55), currency="USD")
        self.assert_price(self.a_product(), "50.00")
        self.shop.currency_id = self.currency("JPY")
        self.assert_price(self.a_product(), "8000")

    def test_p12_the_rate_of_the_day_counts(self):
        self.env["res.currency.rate"].create(
            {
                "currency_id": self.currency("JPY").id,
                "company_id": self.company.id,
                "name": "2026-06-01",
                "rate": 170.0,
            }
        )
        self.shop.currency_id = self.currency("JPY")
        mug = self.a_product()
        self.assert_price(mug, "16000", date=moment("2026-05-31"))
        self.assert_price(mug, "17000", date=moment("2026-06-02"))

    def test_p12_a_currency_without_a_rate_is_named(self):
        mug = self.a_product()
        swiss = self.currency("CHF")
        swiss.active = True
        base = self.a_pricelist(fixed(5), currency="CHF", name="Swiss")
        for field, pricelist in (
            ("price_pricelist_id", base),
            ("discount_pricelist_id", base),
            (
                "price_pricelist_id",
                self.a_pricelist({"base": "pricelist", "base_pricelist_id": base.id, **percent(1)}),
            ),
        ):
            self.shop.write(
                {"price_pricelist_id": False, "discount_pricelist_id": False, field: pricelist.id}
            )
            with self.assertRaisesRegex(UserError, "CHF"):
                self.shop._shopify_prices(mug)

    def test_p12_a_shop_currency_whose_rate_went_away_is_named(self):
        self.shop.currency_id = self.currency("JPY")
        self.env["res.currency.rate"].search([("currency_id.name", "=", "JPY")]).unlink()
        with self.assertRaisesRegex(UserError, "JPY"):
            self.shop._shopify_prices(self.a_product())

    # === TAXES === #

    def test_p12_with_and_without_tax(self):
        for tax_included, shop, price in (
            (False, "included", "121.00"),
            (False, "excluded", "100.00"),
            (True, "included", "100.00"),
            (True, "excluded", "82.64"),
            (False, False, "100.00"),
            (True, False, "100.00"),
        ):
            with self.subTest(tax_included=tax_included, shop=shop):
                self.shop.prices_include_tax = shop
                tax = self.a_tax(21, tax_included)
                self.assert_price(self.a_product(taxes_id=[Command.set(tax.ids)]), price)

    def test_c7_the_template_says_whether_prices_include_tax(self):
        mug = self.a_product(taxes_id=[Command.set(self.a_tax(21).ids)])
        for of_template, of_shop, of_shopify, price in (
            ("included", "excluded", "excluded", "121.00"),
            ("excluded", "included", "included", "100.00"),
            (False, "included", "excluded", "121.00"),
            (False, False, "included", "121.00"),
            (False, False, "excluded", "100.00"),
            (False, False, False, "100.00"),
        ):
            with self.subTest(template=of_template, shop=of_shop, shopify=of_shopify):
                self.shop.customer_template_ids.unlink()
                self.a_template(prices_include_tax=of_template)
                self.shop.prices_include_tax = of_shop
                self.shop.shopify_taxes_included = of_shopify
                self.assert_price(mug, price)

    def test_p12_the_templates_fiscal_position_replaces_taxes(self):
        excluded, included = self.a_tax(21), self.a_tax(21, included=True)
        swiss, swiss_included = self.a_tax(8.1), self.a_tax(8.1, included=True)
        mug = self.a_product(taxes_id=[Command.set(excluded.ids)])
        bowl = self.a_product(price=121, taxes_id=[Command.set(included.ids)])
        for replaced, of_mug, of_bowl in (
            ({excluded: swiss, included: swiss}, ("108.10", "100.00"), ("108.10", "100.00")),
            (
                {excluded: swiss_included, included: swiss_included},
                # Odoo takes a price without tax for one with the tax that stands in its place.
                ("100.00", "92.51"),
                ("108.10", "100.00"),
            ),
            # Odoo takes all taxes away where a fiscal position names none.
            ({}, ("100.00", "100.00"), ("100.00", "100.00")),
        ):
            with self.subTest(replaced=replaced):
                self.shop.customer_template_ids.unlink()
                position = self.a_fiscal_position(replaced)
                self.a_template(property_account_position_id=position.id)
                for product, prices in ((mug, of_mug), (bowl, of_bowl)):
                    for setting, price in zip(("included", "excluded"), prices, strict=True):
                        self.shop.prices_include_tax = setting
                        self.assert_price(product, price)

    def a_fiscal_position(self, replaced):
        position = self.env["account.fiscal.position"].create(
            {"name": "Abroad", "company_id": self.company.id}
        )
        for own, other in replaced.items():
            other.write(
                {
                    "fiscal_position_ids": [Command.link(position.id)],
                    "original_tax_ids": [Command.link(own.id)],
                }
            )
        return position

    def test_p12_taxes_are_computed_as_odoo_does(self):
        group = self.a_tax(
            0,
            amount_type="group",
            children_tax_ids=[
                Command.set((self.a_tax(5) + self.a_tax(7, include_base_amount=True)).ids)
            ],
        )
        for taxes in (
            self.a_tax(21),
            self.a_tax(21, included=True),
            self.a_tax(1.5, amount_type="fixed"),
            self.a_tax(1.5, amount_type="fixed", include_base_amount=True, sequence=1)
            + self.a_tax(21, included=True, sequence=2),
            self.a_tax(10, amount_type="division"),
            self.a_tax(10, included=True, amount_type="division"),
            self.a_tax(9) + self.a_tax(3),
            group,
        ):
            for number, price in enumerate((0.01, 1, 19.99, 1234.56, 98765.43)):
                mug = self.a_product(f"Nr {number}", price, taxes_id=[Command.set(taxes.ids)])
                totals = taxes._get_tax_details(price, 1, rounding_method="round_globally")
                for setting in ("included", "excluded"):
                    self.shop.prices_include_tax = setting
                    offer = self.priced(mug).offers[0]
                    with self.subTest(taxes.mapped("name"), price=price, setting=setting):
                        self.assertAlmostEqual(float(offer.amount), totals[f"total_{setting}"], 6)

    def test_p12_only_taxes_of_the_shops_company_count(self):
        other = self.env["res.company"].create({"name": "Another"})
        foreign = (
            self.env["account.tax"]
            .sudo()
            .create(
                {
                    "name": "Foreign",
                    "company_id": other.id,
                    "country_id": self.env.ref("base.us").id,
                    "amount": 50,
                    "tax_group_id": self.env["account.tax.group"]
                    .sudo()
                    .create({"name": "Foreign", "company_id": other.id})
                    .id,
                }
            )
        )
        self.shop.prices_include_tax = "included"
        mug = self.a_product(company_id=False, taxes_id=[Command.set(self.a_tax(21).ids)])
        mug.sudo().taxes_id = [Command.link(foreign.id)]
        offer = self.priced(mug).offers[0]
        self.assertAlmostEqual(float(offer.amount / offer.converted), 1.21, 6)

    # === WHAT CAN'T BE SENT === #

    def test_p12_a_price_of_zero_or_less_is_none(self):
        for own, pricelist, code, source in (
            (0, None, "zero_price", "list_price"),
            (0.004, None, "zero_price", "list_price"),
            (-5, None, "negative_price", "list_price"),
            (100, percent(100), "zero_price", "pricelist"),
            (100, fixed(0), "zero_price", "pricelist"),
            (100, fixed(-1), "negative_price", "pricelist"),
        ):
            with self.subTest(own=own, pricelist=pricelist):
                self.shop.price_pricelist_id = pricelist and self.a_pricelist(pricelist)
                priced = self.priced(self.a_product(price=own))
                self.assertEqual((priced.code, priced.source), (code, source))
