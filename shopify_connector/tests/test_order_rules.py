# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import ValidationError
from odoo.fields import Command

from .common import ShopifyCase


class TestOrderRules(ShopifyCase):
    """O25: some of a shop's orders are treated otherwise than its settings say."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anybody = cls.env["res.partner"].create({"name": "Customer of the till"})
        cls.warehouse = cls.env["stock.warehouse"].create(
            {"name": "Store", "code": "STO", "company_id": cls.company.id}
        )

    def a_rule(self, name, *conditions, **values):
        return self.env["shopify.order.rule"].create(
            {
                "name": name,
                "shop_id": self.shop.id,
                "condition_ids": [Command.create(condition) for condition in conditions],
                **values,
            }
        )

    def is_one(self, subject, texts, **values):
        return {"subject": subject, "texts": texts, **values}

    @property
    def store(self):
        return self.shopify.collections["Location"][1]

    def counter_sale(self):
        return self.buy().at_the_counter(self.store).ship_to("DE").paid_by("cash")

    # === WHAT A RULE SETS === #

    def test_o25_a_rule_sets_what_stands_on_the_documents(self):
        journal = self.env["account.journal"].create(
            {"name": "Till", "code": "TILL", "type": "sale", "company_id": self.company.id}
        )
        team = self.env["crm.team"].create({"name": "Store", "company_id": self.company.id})
        term = self.env["account.payment.term"].create({"name": "At once"})
        pricelist = self.env["product.pricelist"].create(
            {"name": "Store", "currency_id": self.company.currency_id.id}
        )
        seller = self.env.ref("base.user_admin")
        seller.company_ids |= self.company
        rule = self.a_rule(
            "Till",
            self.is_one("channel", "pos, Market stall"),
            partner_id=self.anybody.id,
            warehouse_id=self.warehouse.id,
            team_id=team.id,
            user_id=seller.id,
            pricelist_id=pricelist.id,
            journal_id=journal.id,
            payment_term_id=term.id,
        )
        counter, online = self.counter_sale().place(), self.buy(quantity=3).place()
        till, web = self.take_in(counter, online)
        self.assert_in_odoo(till | web)
        sale = till.sale_order_id
        self.assertEqual(till.rule_id, rule)
        self.assertEqual(till.rule_reason, "Channel is one of Market stall, pos")
        self.assertEqual((till.customer_rule, sale.partner_id), ("order_rule", self.anybody))
        for name, expected in (
            ("warehouse_id", self.warehouse),
            ("team_id", team),
            ("user_id", seller),
            ("pricelist_id", pricelist),
            ("journal_id", journal),
            ("payment_term_id", term),
        ):
            self.assertEqual(sale[name], expected, name)
        self.assertEqual(sale.picking_ids.picking_type_id.warehouse_id, self.warehouse)
        self.assert_charged(sale, counter)
        self.assertFalse(web.rule_id or web.sale_order_id.pricelist_id)
        self.assertNotEqual(web.sale_order_id.partner_id, self.anybody)

    def test_o25_a_rule_decides_what_happens_by_itself(self):
        self.a_rule("Quotation", self.is_one("tag", "ask"), auto_confirm_orders="no")
        self.a_rule("By hand", self.is_one("tag", "hold"), auto_create_orders="no")
        self.shop.write({"customer_mapping": "default", "default_partner_id": self.anybody.id})
        asked, held, plain = self.take_in(
            self.buy().tagged("ask").place(),
            self.buy().tagged("hold").place(),
            self.buy().tagged("asking").place(),
        )
        self.assertEqual(asked.sale_order_id.state, "draft")
        self.assertFalse(held.sale_order_id)
        self.assertFalse(held.has_error)
        self.assertEqual(plain.sale_order_id.state, "sale")
        held.action_create_documents()
        self.assertEqual(held.sale_order_id.state, "sale")
        # And the other way round.
        self.shop.auto_create_orders = self.shop.auto_confirm_orders = False
        self.a_rule(
            "Trusted",
            {"subject": "total", "operator": "below", "amount": 30},
            auto_create_orders="yes",
            auto_confirm_orders="yes",
        )
        cheap, dear = self.take_in(self.buy().place(), self.buy(quantity=9).place())
        self.assertEqual(cheap.sale_order_id.state, "sale")
        self.assertEqual(cheap.rule_reason, "the total is less than 30.00\N{NO-BREAK SPACE}€")
        self.assertFalse(dear.sale_order_id)

    def test_o25_settings_are_read_through_the_rule(self):
        self.a_rule("Till", self.is_one("channel", "pos"), auto_invoice="posted")
        till, web = self.take_in(self.counter_sale().place(), self.buy().place())
        self.assertEqual(till._setting("auto_invoice"), "posted")
        self.assertEqual(till.sale_order_id.invoice_ids.state, "posted")
        self.assertFalse(web.sale_order_id.invoice_ids)
        self.assertIs(till._setting("auto_confirm_orders"), True)
        self.assertEqual(web._setting("team_id"), self.shop.team_id)
        self.assertEqual(web._setting("journal_id"), self.env["account.journal"])
        self.assertEqual((till | web)._with_setting("auto_confirm_orders"), till | web)
        self.assertEqual((till | web)._with_setting("auto_confirm_orders", False), till.browse())

    def test_o25_a_pricelist_of_another_currency_is_left_out(self):
        dollars = self.env["product.pricelist"].create(
            {"name": "Dollars", "currency_id": self.env.ref("base.USD").id}
        )
        self.a_rule("All", pricelist_id=dollars.id)
        order = self.buy().place()
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        self.assertFalse(imported.sale_order_id.pricelist_id)
        self.assert_charged(imported.sale_order_id, order)

    # === WHICH RULE === #

    def test_o25_every_condition_finds_its_orders(self):
        self.shop.action_get_locations()
        place = self.shop.location_ids.filtered(lambda p: p.shopify_id == self.store["id"])
        order = self.counter_sale().tagged("vip").place()
        (imported,) = self.take_in(order)
        ships = self.shop.location_ids.filtered(
            lambda p: p.shopify_id in imported.line_ids.mapped("location_shopify_id")
        )
        for condition in (
            self.is_one("channel", "POS"),
            self.is_one("app", imported.app_name),
            {"subject": "store", "location_ids": place.ids},
            {"subject": "location", "location_ids": ships.ids},
            self.is_one("tag", "other, vip"),
            {"subject": "country", "country_ids": self.env.ref("base.de").ids},
            {"subject": "total", "amount": imported.total},
            self.is_one("tag", "vip-old", operator="is_not"),
        ):
            with self.subTest(condition):
                rule = self.a_rule("One", condition)
                imported.sale_order_id = False
                self.shop._choose_rules(imported)
                self.assertEqual(imported.rule_id, rule)
                self.assertTrue(imported.rule_reason)
                rule.unlink()

    def test_o25_the_first_rule_that_fits_wins_in_the_shops_order(self):
        second = self.a_rule("Second", self.is_one("channel", "web"), sequence=2)
        first = self.a_rule(
            "First",
            self.is_one("tag", "vip"),
            {
                "subject": "country",
                "operator": "is_not",
                "country_ids": self.env.ref("base.nl").ids,
            },
            sequence=1,
        )
        archived = self.a_rule("Archived", sequence=0)
        archived.active = False
        vip = self.buy().tagged("vip").ship_to("DE").place()
        home = self.buy().tagged("vip").ship_to("NL").place()
        here, there = self.take_in(vip, home)
        self.assertEqual((here.rule_id, there.rule_id), (first, second))
        self.assertEqual(here.rule_reason, "A tag is one of vip; Ship-to country is none of NL")
        first.match = "any"
        (third,) = self.take_in(self.buy().tagged("vip").ship_to("NL").place())
        self.assertEqual((third.rule_id, third.rule_reason), (first, "A tag is one of vip"))
        self.assertEqual(first.order_count, 2)

    def test_o25_a_rule_is_chosen_again_until_the_order_is_in_odoo(self):
        self.shop.auto_create_products = False
        rule = self.a_rule("All", auto_confirm_orders="no")
        order = self.buy().place()
        (imported,) = self.take_in(order)
        self.assertEqual((imported.rule_id, imported.rule_reason), (rule, "it fits every order"))
        rule.condition_ids = [Command.create(self.is_one("tag", "vip"))]
        self.shop.auto_create_products = True
        imported.action_create_documents()
        self.assertFalse(imported.rule_id or imported.rule_reason)
        self.assertEqual(imported.sale_order_id.state, "sale")
        self.merchant_later().tag(order, "vip")
        self.take_in(order)
        self.assertFalse(imported.rule_id, "the order is in Odoo by the shop's settings")

    def test_o25_the_partner_chosen_on_the_order_wins_over_the_rules(self):
        self.a_rule("All", partner_id=self.anybody.id)
        self.shop.auto_create_products = False
        (imported,) = self.take_in(self.buy().place())
        chosen = self.env["res.partner"].create({"name": "Chosen"})
        imported.partner_id = chosen
        self.shop.auto_create_products = True
        imported.action_create_documents()
        self.assertEqual(imported.sale_order_id.partner_id, chosen)
        self.assertNotEqual(imported.customer_id.partner_id, self.anybody)

    def test_o25_a_fixed_partner_is_not_linked_to_the_shopify_customer(self):
        self.a_rule("All", partner_id=self.anybody.id)
        (imported,) = self.take_in(self.buy().place())
        self.assertEqual(imported.sale_order_id.partner_id, self.anybody)
        self.assertTrue(imported.customer_id)
        self.assertFalse(imported.customer_id.partner_id)

    # === BAD RULES === #

    def test_o25_a_condition_that_can_not_be_compared_is_refused(self):
        for condition, word in (
            ({"subject": "total", "operator": "is", "amount": 5}, "Total"),
            (self.is_one("channel", "pos", operator="from"), "Channel"),
            (self.is_one("tag", " , "), "A tag"),
            ({"subject": "country"}, "country"),
            ({"subject": "store"}, "Store"),
        ):
            with self.subTest(condition), self.assertRaises(ValidationError) as caught:
                self.a_rule("Bad", condition)
            self.assertIn(word, str(caught.exception))

    def test_o25_a_rule_reads_as_a_sentence(self):
        rule = self.a_rule(
            "Both",
            self.is_one("channel", "pos,web"),
            {"subject": "total", "operator": "below", "amount": 20},
        )
        self.assertEqual(
            rule.condition_text,
            "Channel is one of pos, web and Total is less than 20.00\N{NO-BREAK SPACE}€",
        )
        rule.match = "any"
        self.assertIn(" or ", rule.condition_text)
        self.assertEqual(self.a_rule("None").condition_text, "Every order")
