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
