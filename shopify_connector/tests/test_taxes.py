# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import ValidationError

from .common import ShopifyCase


class TestTaxes(ShopifyCase):
    """O8: each tax of Shopify stands for one Odoo tax, made or chosen."""

    def a_tax(self, name, amount, included=False, **values):
        return self.env["account.tax"].create(
            {
                "name": name,
                "amount": amount,
                "type_tax_use": "sale",
                "price_include_override": "tax_included" if included else "tax_excluded",
                "company_id": self.company.id,
                **values,
            }
        )

    def row(self, title):
        return self.env["shopify.tax"].search([("title", "=", title)])

    def test_o8_a_missing_tax_is_made_as_shopify_charges_it(self):
        (order,) = self.take_in(self.buy().taxes(("Kiwi Tax", "0.0775")).tax_included().place())
        tax = order.sale_order_id.order_line.tax_ids
        self.assertEqual(len(tax), 1)
        self.assertIn("Kiwi Tax", tax.name)
        self.assertAlmostEqual(tax.amount, 7.75)
        self.assertTrue(tax.price_include)
        self.assertEqual(tax.company_id, self.company)
        self.assertEqual(self.row("Kiwi Tax").tax_id, tax)
        self.assertEqual(self.row("Kiwi Tax").country_code, "DE")

    def test_o8_a_made_tax_posts_where_the_companys_default_tax_posts(self):
        (order,) = self.take_in(self.buy().taxes(("Kiwi Tax", "0.0775")).tax_excluded().place())
        tax = order.sale_order_id.order_line.tax_ids
        default = self.company.account_sale_tax_id
        accounts = [
            one.invoice_repartition_line_ids.filtered(
                lambda line: line.repartition_type == "tax"
            ).account_id
            for one in (tax, default)
        ]
        self.assertTrue(accounts[1])
        self.assertEqual(*accounts)

    def test_o8_an_existing_tax_of_the_same_rate_and_kind_is_used(self):
        mine = self.a_tax("Kiwi Tax 7.75 %", 7.75)
        self.a_tax("Kiwi Tax 7.75 % in prices", 7.75, included=True)
        (order,) = self.take_in(self.buy().taxes(("Kiwi Tax", "0.0775")).tax_excluded().place())
        self.assertEqual(order.sale_order_id.order_line.tax_ids, mine)

    def test_o8_two_taxes_of_one_rate_are_not_collapsed(self):
        mine = self.a_tax("GST", 5.0)
        builder = self.buy().taxes(("GST", "0.05"), ("PST", "0.05")).tax_excluded()
        order = builder.place()
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        taxes = imported.sale_order_id.order_line.tax_ids
        self.assertEqual(len(taxes), 2)
        self.assertIn(mine, taxes)
        self.assertNotEqual(self.row("GST").tax_id, self.row("PST").tax_id)
        self.assert_charged(imported.sale_order_id, order)

    def test_o8_included_and_excluded_are_two_taxes(self):
        included, excluded = self.take_in(
            self.buy().taxes(("VAT", "0.2")).tax_included().place(),
            self.buy().taxes(("VAT", "0.2")).tax_excluded().place(),
        )
        one, other = (order.sale_order_id.order_line.tax_ids for order in (included, excluded))
        self.assertTrue(one.price_include)
        self.assertFalse(other.price_include)

    def test_o8_a_tax_of_zero_per_cent_changes_nothing(self):
        order = self.buy().taxes(("Zero rated", "0")).tax_excluded().place()
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        self.assert_charged(imported.sale_order_id, order)

    def test_o8_where_none_is_made_the_order_waits_until_one_is_chosen(self):
        self.shop.create_missing_taxes = False
        order = self.buy().taxes(("Kiwi Tax", "0.0775")).tax_excluded().place()
        (imported,) = self.take_in(order)
        self.assert_waits(imported, "unmapped_tax", "Kiwi Tax", "7.75 %")
        self.assertIn("Taxes", imported.fix)
        self.row("Kiwi Tax").tax_id = self.a_tax("Mine", 7.75)
        imported.action_create_documents()
        self.assert_in_odoo(imported)
        self.assertEqual(imported.sale_order_id.order_line.tax_ids.name, "Mine")
        self.assert_charged(imported.sale_order_id, order)

    def test_o8_a_taxed_order_without_address_can_be_mapped(self):
        self.shop.write({"create_missing_taxes": False, "create_without_address": True})
        builder = self.buy().without_address().taxes(("Kiwi Tax", "0.0775")).tax_excluded()
        (imported,) = self.take_in(builder.place())
        self.assert_waits(imported, "unmapped_tax", "Kiwi Tax")
        self.assertFalse(self.row("Kiwi Tax").country_code)
        self.row("Kiwi Tax").tax_id = self.a_tax("Mine", 7.75)
        imported.action_create_documents()
        self.assert_in_odoo(imported)

    def test_o8_a_tax_of_another_kind_can_not_stand_for_shopifys(self):
        self.take_in(self.buy().taxes(("Kiwi Tax", "0.0775")).tax_excluded().place())
        row = self.row("Kiwi Tax")
        for wrong in (
            self.a_tax("In prices", 7.75, included=True),
            self.a_tax("Fixed", 7.75, amount_type="fixed"),
            self.a_tax("Another rate", 8.0),
            self.a_tax("For purchases", 7.75, type_tax_use="purchase"),
        ):
            with self.subTest(wrong.name), self.assertRaises(ValidationError) as caught:
                row.tax_id = wrong
            self.assertIn("Kiwi Tax", str(caught.exception))

    def test_o8_shipping_carries_its_taxes(self):
        order = self.buy().shipping(price="5.00").taxes(("VAT", "0.2")).tax_excluded().place()
        (imported,) = self.take_in(order)
        shipping = imported.sale_order_id.order_line.filtered("is_delivery")
        self.assertEqual(shipping.price_subtotal, 5.0)
        self.assertAlmostEqual(shipping.price_tax, 1.0)

    def test_o8_taxes_of_one_name_and_rate_in_two_countries_stay_apart(self):
        french, austrian = self.take_in(
            self.buy().taxes(("VAT", "0.2")).ship_to("FR").place(),
            self.buy().taxes(("VAT", "0.2")).ship_to("AT").place(),
        )
        taxes = [order.sale_order_id.order_line.tax_ids for order in (french, austrian)]
        self.assertEqual([len(tax) for tax in taxes], [1, 1])
        self.assertNotEqual(*taxes)

    def test_o8_a_second_shop_of_the_company_takes_the_taxes_made_for_the_first(self):
        (order,) = self.take_in(self.buy().taxes(("Kiwi Tax", "0.0775")).place())
        row = self.row("Kiwi Tax")
        other = self.a_shop(name="Second shop")
        found = self.env["shopify.tax"]._map(other, {row._key()})
        self.assertEqual(found[row._key()], order.sale_order_id.order_line.tax_ids)

    # === AS CHARGED: ODD TAXES === #

    def test_o8_a_tax_without_a_rate_waits_until_one_is_chosen_and_keeps_its_amount(self):
        order = self.buy(price="10.00").taxes(("Levy", "0.05")).tax_excluded().place()
        for tax in (*order["taxLines"], *order["lineItems"][0]["taxLines"]):
            tax.update(rate=None, ratePercentage=None)
        (imported,) = self.take_in(order)
        self.assert_waits(imported, "unmapped_tax", "Levy")
        self.row("Levy").tax_id = self.a_tax("Levy of mine", 4.0)
        imported.action_create_documents()
        self.assert_in_odoo(imported)
        self.assert_charged(imported.sale_order_id, order)
        self.assertEqual(imported.sale_order_id.amount_tax, 0.5)

    def test_o8_a_tax_that_the_channel_owes_is_a_tax_of_its_own(self):
        order = self.buy(price="10.00").taxes(("VAT", "0.2")).tax_excluded().place()
        liable = self.buy(price="10.00").taxes(("VAT", "0.2")).tax_excluded().place()
        for tax in (*liable["taxLines"], *liable["lineItems"][0]["taxLines"]):
            tax["channelLiable"] = True
        own, owed = (one.sale_order_id.order_line.tax_ids for one in self.take_in(order, liable))
        self.assertNotEqual(own, owed)
        self.assertIn("channel", owed.name)
        self.assertEqual(sorted(self.row("VAT").mapped("channel_liable")), [False, True])

    # === ODOO COMPUTES === #

    def odoo_taxes(self, percent=20.0, included=False):
        """Have Odoo compute the taxes, with a tax of the sandbox's product."""
        self.shop.write({"tax_mode": "odoo", "auto_confirm_orders": True})
        tax = self.a_tax(f"Mine {percent} {included}", percent, included=included)
        (first,) = self.take_in(self.buy().taxes(("VAT", "0.2")).place())
        first.line_ids.product_id.taxes_id = tax
        return tax

    def test_o8_odoo_computes_the_products_taxes_at_shopifys_prices(self):
        for included in (False, True):
            tax = self.odoo_taxes(included=included)
            for in_shopify in (False, True):
                with self.subTest(odoo=included, shopify=in_shopify):
                    order = self.buy(quantity=3, price="19.99").discount_code("TEN", "10")
                    order = order.taxes(("VAT", "0.2")).tax_included(in_shopify).place()
                    (imported,) = self.take_in(order)
                    self.assert_in_odoo(imported)
                    self.assert_charged(imported.sale_order_id, order)
                    self.assertEqual(imported.sale_order_id.order_line.tax_ids, tax)

    def test_o8_a_difference_is_shown_and_the_order_not_confirmed_until_a_person_does(self):
        self.odoo_taxes(percent=10.0)
        order = self.buy(quantity=2, price="50.00").taxes(("VAT", "0.2")).tax_excluded().place()
        (imported,) = self.take_in(order)
        self.assertEqual(imported.sale_order_id.state, "draft")
        self.assertEqual(imported.error_code, "odoo_taxes_differ")
        for words in ("Enamel Mug", "10.00", "20.00"):
            self.assertIn(words, imported.error)
        self.assertTrue(imported.fix)
        self.assertEqual(imported.difference_total, -10.0)
        imported.action_confirm_anyway()
        self.assertEqual(imported.sale_order_id.state, "sale")
        self.assertFalse(imported.has_error)

    def test_o9_a_difference_within_the_tolerance_goes_to_the_rounding_line(self):
        self.odoo_taxes()
        self.shop.rounding_tolerance = 0.05
        order = self.buy(quantity=3, price="0.99").taxes(("VAT", "0.2")).tax_excluded().place()
        for tax in (*order["taxLines"], *order["lineItems"][0]["taxLines"]):
            tax["priceSet"]["shopMoney"]["amount"] = "0.57"
        order["totalTaxSet"]["shopMoney"]["amount"] = "0.57"
        order["totalPriceSet"]["shopMoney"]["amount"] = "3.54"
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        rounding = imported.sale_order_id.order_line[-1]
        self.assertEqual(rounding.product_id, self.shop.rounding_product_id)
        self.assertAlmostEqual(rounding.price_total, -0.02)
        self.assertAlmostEqual(imported.sale_order_id.amount_total, 3.54)

    def test_o8_gift_cards_and_tips_carry_no_tax_of_odoos(self):
        self.odoo_taxes()
        card = self.variant("Gift Card")
        order = self.buy(price="10.00").line(card).with_tip("3.00").taxes(("VAT", "0.2"))
        (imported,) = self.take_in(order.tax_excluded().place())
        self.assert_in_odoo(imported)
        taxed = imported.sale_order_id.order_line.filtered("tax_ids")
        self.assertEqual(taxed.shopify_line_id.mapped("kind"), ["product"])

    def test_o8_the_first_address_with_a_fiscal_position_decides(self):
        positions = {}
        for code in ("de", "fr", "at"):
            positions[code] = self.env["account.fiscal.position"].create(
                {"name": f"Position {code}", "company_id": self.company.id}
            )
            self.env["shopify.customer.template"].create(
                {
                    "shop_id": self.shop.id,
                    "country_id": self.env.ref(f"base.{code}").id,
                    "property_account_position_id": positions[code].id,
                }
            )
        first = {"ship": "de", "sell": "at", "bill": "fr"}
        customer = self.buy().ship_to("AT").place()["customer"]
        for priority, _label in self.env["shopify.shop"]._fields["tax_area_priority"].selection:
            with self.subTest(priority):
                self.shop.tax_area_priority = priority
                order = self.buy().by(customer).ship_to("DE").bill_to("FR").place()
                (imported,) = self.take_in(order)
                expected = positions[first[priority.split("_")[0]]]
                self.assertEqual(imported.sale_order_id.fiscal_position_id, expected)

    def test_o8_an_address_without_a_fiscal_position_leaves_it_to_the_next(self):
        position = self.env["account.fiscal.position"].create(
            {"name": "France", "company_id": self.company.id}
        )
        self.env["shopify.customer.template"].create(
            {
                "shop_id": self.shop.id,
                "country_id": self.env.ref("base.fr").id,
                "property_account_position_id": position.id,
            }
        )
        (imported,) = self.take_in(self.buy().ship_to("DE").bill_to("FR").place())
        self.assertEqual(imported.sale_order_id.fiscal_position_id, position)
