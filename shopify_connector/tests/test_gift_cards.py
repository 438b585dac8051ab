# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError
from odoo.fields import Command

from shopify_sandbox.merchant import Merchant
from shopify_sandbox.world.gift_cards import add_gift_card

from ..shopify.scopes import REQUIRED_SCOPES
from .common import ShopifyCase


class TestGiftCards(ShopifyCase):
    """R8: which cards were issued and redeemed, and whether the account agrees with them."""

    def setUp(self):
        super().setUp()
        self.merchant = Merchant(self.shopify)
        self.account = self.env["account.account"].create(
            {
                "code": "447100",
                "name": "Gift cards",
                "account_type": "liability_current",
                "company_ids": [Command.link(self.company.id)],
            }
        )
        self.shop.write(
            {
                "gift_card_account_id": self.account.id,
                "auto_invoice": "posted",
                "auto_register_payments": True,
                "return_processing": "credit",
            }
        )

    def sold_cards(self, count=2):
        """Import an order that buys cards of 25; return it and the sandbox's cards."""
        order = self.buy("Gift Card", count).paid_by("visa").place()
        (imported,) = self.take_in(order)
        cards = [card for card in self.shopify.collections["GiftCard"] if card["order"] is order]
        return imported, cards

    def pay_with(self, card, price="10.00"):
        """Import an order that a card pays."""
        order = self.buy(price=price).taxes().tax_excluded().paid_with_gift_card(card).place()
        (imported,) = self.take_in(order)
        return imported

    def map_payments(self):
        """Give each payment method a journal, the gift cards' one of its own."""
        for method in self.env["shopify.payment.method"].search([("shop_id", "=", self.shop.id)]):
            if not method.journal_id:
                method.action_make_journal()

    def cards(self):
        return self.env["shopify.gift.card"].search([("shop_id", "=", self.shop.id)])

    def check(self):
        return self.env["shopify.gift.card.check"].create({"shop_id": self.shop.id})

    # === THE LIST === #

    def test_r8_a_sold_card_is_listed_for_each_unit_and_posts_to_its_account_without_tax(self):
        imported, _cards = self.sold_cards()
        rows = self.cards()
        self.assertEqual(rows.mapped("initial_value"), [25.0, 25.0])
        self.assertEqual(rows.order_id, imported)
        lines = imported.sale_order_id.invoice_ids.invoice_line_ids
        self.assertEqual((lines.account_id, lines.tax_ids.ids), (self.account, []))

    def test_r8_importing_again_lists_no_card_twice(self):
        _imported, _cards = self.sold_cards()
        order = self.shopify.collections["Order"][-1]
        self.merchant_later().tag(order, "seen")
        self.assert_done(self.sync(self.shop))
        self.assertEqual(len(self.cards()), 2)

    def test_r8_a_redeemed_card_is_listed_with_the_order_it_paid(self):
        card = add_gift_card(self.shopify, 50)
        imported = self.pay_with(card)
        row = self.cards()
        self.assertEqual(row.last_characters, card["lastCharacters"])
        self.assertEqual((row.redeemed, row.paid_order_ids), (10.0, imported))
        self.assertEqual(row.state, "unknown")

    # === READ FROM SHOPIFY === #

    def test_r8_the_sync_tells_which_sold_card_is_which(self):
        imported, (first, _second) = self.sold_cards()
        paid = self.pay_with(first)
        self.assertEqual(len(self.cards()), 3)
        self.assert_done(self.sync(self.shop, "gift_cards"))
        rows = self.cards()
        self.assertEqual(len(rows), 2)
        used = rows.filtered(lambda row: row.last_characters == first["lastCharacters"])
        self.assertEqual((used.order_id, used.paid_order_ids), (imported, paid))
        self.assertEqual((used.balance, used.open_value, used.state), (15.0, 15.0, "open"))
        self.assertEqual((rows - used).open_value, 25.0)

    def test_r8_the_sync_reads_only_what_has_changed_and_writes_nothing_else(self):
        self.sold_cards()
        self.assert_done(self.sync(self.shop, "gift_cards"))
        before = self.cards().mapped("write_date")
        self.shopify.clock.advance(minutes=30)
        run = self.sync(self.shop, "gift_cards")
        self.assert_done(run)
        self.assertEqual((run.new_count, run.changed_count, run.request_count), (0, 0, 1))
        self.assertEqual(self.cards().mapped("write_date"), before)

    def test_r8_a_second_page_of_cards_is_read(self):
        for _card in range(260):
            add_gift_card(self.shopify, 5)
        self.assert_done(self.sync(self.shop, "gift_cards"))
        self.assertEqual(len(self.cards()), 260)

    def test_r8_without_the_scope_all_else_works_and_the_run_says_what_is_missing(self):
        scopes = set(REQUIRED_SCOPES) - {"read_gift_cards"}
        self.set_up_sandbox(self.shopify, scopes=scopes)
        self.sold_cards()
        self.assertEqual(len(self.cards()), 2)
        run = self.sync(self.shop, "gift_cards")
        self.assertEqual(run.state, "failed")
        self.assertIn("read_gift_cards", run.error)

    # === THE CHECK === #

    def test_r8_the_account_holds_what_is_open_on_the_cards(self):
        _imported, (first, _second) = self.sold_cards()
        self.pay_with(first)
        self.map_payments()
        for order in self.env["shopify.order"].search([]):
            order.action_register_payments()
        self.assert_done(self.sync(self.shop, "gift_cards"))
        check = self.check()
        self.assertEqual((check.account_balance, check.open_value), (40.0, 40.0))
        self.assertEqual(check.difference, 0)

    def test_r8_what_differs_is_explained(self):
        self.shop.auto_register_payments = False
        _imported, (first, _second) = self.sold_cards()
        self.pay_with(first)
        add_gift_card(self.shopify, 30)
        self.assert_done(self.sync(self.shop, "gift_cards"))
        check = self.check()
        self.assertEqual((check.account_balance, check.open_value), (50.0, 70.0))
        check.action_check()
        reasons = {line.kind: line.amount for line in check.line_ids}
        self.assertEqual(reasons, {"by_hand": -30.0, "not_registered": 10.0})

    def test_r8_without_an_account_it_says_where_to_choose_one(self):
        self.shop.gift_card_account_id = False
        with self.assertRaisesRegex(UserError, "no sold gift card account"):
            self.check().action_check()
