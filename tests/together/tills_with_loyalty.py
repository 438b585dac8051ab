# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A tour at a till with a loyalty program; run by test_loyalty.py where that is installed."""

from odoo.addons.shopify_connector_pos.tests.till_tour_case import TillTourCase
from odoo.fields import Command
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestTillsWithLoyalty(TillTourCase):
    """S8: who is pending gets no loyalty card; who is known does."""

    def setUp(self):
        super().setUp()
        self.program = self.env["loyalty.program"].create(
            {
                "name": "Members",
                "program_type": "loyalty",
                "trigger": "auto",
                "applies_on": "both",
                "pos_ok": True,
                "company_id": self.company.id,
                "currency_id": self.company.currency_id.id,
                "rule_ids": [
                    Command.create(
                        {"reward_point_mode": "order", "reward_point_amount": 5, "minimum_qty": 0}
                    )
                ],
                "reward_ids": [
                    Command.create(
                        {"reward_type": "discount", "discount": 10, "required_points": 1000}
                    )
                ],
            }
        )

    def test_s8_a_pending_customer_gets_no_card_a_known_one_does(self):
        self.store.customer_creation = "async"
        self.env["res.partner"].create({"name": "Bert Visser", "phone": "+31201234567"})
        with self.job(held=True):
            self.tour("till_loyalty")
        orders = self.env["pos.order"].search([("config_id", "=", self.store.id)])
        self.assertEqual(sorted(orders.mapped("partner_id.name")), ["Anna Bakker", "Bert Visser"])
        cards = self.env["loyalty.card"].search([("program_id", "=", self.program.id)])
        self.assertEqual(cards.mapped("partner_id.name"), ["Bert Visser"])
        self.assertEqual(cards.points, 5.0)
