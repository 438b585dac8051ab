# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.fields import Command

from shopify_sandbox.merchant import Merchant

from .tour_case import TourCase


class TestRefundTours(TourCase):
    """What users do with refunds and gift cards in the browser, against the sandbox."""

    def setUp(self):
        super().setUp()
        self.shop = self.a_shop(auto_invoice="posted")
        self.shop.action_test_connection()

    def tour(self, name, url):
        self.start_tour(url, name, login="admin")
        self.env.invalidate_all()

    def test_r3_credit_a_part_and_see_its_goods_in_stock(self):
        order = (
            self.buy("Enamel Mug", 3, price="10.00")
            .taxes(("VAT", "0.2"))
            .tax_excluded()
            .paid_by("visa")
            .place()
        )
        Merchant(self.shopify).fulfil(order)
        self.sync(self.shop)
        mug = order["lineItems"][0]["id"]
        self.merchant_later().refund(order, {mug: 1}, restock="RETURN")
        self.sync(self.shop)
        self.tour("shopify_credit_refund", "/odoo/shopify-refunds")
        refund = self.imported(order["name"]).refund_ids
        self.assertEqual((refund.move_id.state, refund.move_id.amount_total), ("posted", 12.0))
        self.assertEqual(refund.picking_ids.move_ids.mapped("quantity"), [1.0])
        self.assertEqual(refund.picking_ids.state, "done")

    def test_r8_look_at_gift_cards_and_check_their_account(self):
        account = self.env["account.account"].create(
            {
                "code": "447100",
                "name": "Gift cards",
                "account_type": "liability_current",
                "company_ids": [Command.link(self.company.id)],
            }
        )
        self.shop.gift_card_account_id = account
        self.buy("Gift Card", 2).paid_by("visa").place()
        self.sync(self.shop)
        self.sync(self.shop, "gift_cards")
        self.tour("shopify_check_gift_cards", "/odoo/shopify-gift-cards")
