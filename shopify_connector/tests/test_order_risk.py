# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from shopify_sandbox.world.order_parts import risk_summary

from .order_edit_case import OrderEditCase


class TestRisk(OrderEditCase):
    """O21: risk is shown, and holds orders back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop.hold_risk_level = "HIGH"

    def an_order_of(self, level):
        return self.an_imported(self.buy().risky(level).paid_by("visa").place())

    def assert_held(self, imported):
        self.assertTrue(imported.is_held)
        self.assertEqual(imported.sale_order_id.state, "draft")

    def assert_confirmed(self, imported):
        self.assertFalse(imported.is_held)
        self.assertEqual(imported.sale_order_id.state, "sale")

    def test_o21_level_and_facts_are_shown_with_their_sentiment(self):
        _order, imported = self.an_order_of("MEDIUM")
        self.assertEqual(imported.risk_level, "MEDIUM")
        self.assertRegex(imported.risk_html, r'title="negative"[^<]*(<[^<]*)*A proxy was used')
        self.assertRegex(imported.risk_html, r'title="positive"[^<]*(<[^<]*)*not declined')
        self.assert_confirmed(imported)

    def test_o21_a_risky_order_stays_a_quotation_and_somebody_is_asked(self):
        _order, imported = self.an_order_of("HIGH")
        self.assert_held(imported)
        activity = imported.sale_order_id.activity_ids
        self.assertEqual(activity.summary, "Held back: risky order")
        self.assertIn("security code did not match", activity.note)
        self.shop._process(imported)
        self.assertEqual(imported.sale_order_id.activity_ids, activity)

    def test_o21_confirm_anyway(self):
        order, imported = self.an_order_of("HIGH")
        imported.action_accept_risk()
        self.assert_confirmed(imported)
        self.assertFalse(imported.sale_order_id.activity_ids)
        self.later().tag(order, "vip")
        self.take_in(order)
        self.assertFalse(imported.sale_order_id.activity_ids)

    def test_o21_confirming_the_sale_order_itself_is_enough(self):
        order, imported = self.an_order_of("HIGH")
        imported.sale_order_id.action_confirm()
        self.later().tag(order, "vip")
        self.take_in(order)
        self.assert_confirmed(imported)

    def test_o21_a_level_that_sinks_lets_the_order_go_on(self):
        order, imported = self.an_order_of("HIGH")
        self.later().assess(order, "LOW")
        self.take_in(order)
        self.assert_confirmed(imported)
        self.assertFalse(imported.sale_order_id.activity_ids)
        self.assertEqual(self.open_units(imported.sale_order_id.order_line), 1)

    def test_o21_an_order_that_is_still_looked_at_waits(self):
        order, imported = self.an_order_of("PENDING")
        self.assert_held(imported)
        self.assertFalse(imported.sale_order_id.activity_ids)
        # Shopify's view of an order may change without its time stamp.
        order["risk"] = risk_summary("LOW")
        self.take_in(order)
        self.assert_confirmed(imported)

    def test_o21_a_confirmed_order_that_turns_out_to_be_risky_is_told_once(self):
        order, imported = self.an_order_of("LOW")
        self.assert_confirmed(imported)
        self.later().assess(order, "HIGH")
        self.take_in(order)
        self.shop._process(imported)
        (activity,) = imported.sale_order_id.activity_ids
        self.assertIn("risky now", activity.summary)

    def test_o21_nothing_is_held_unless_the_shop_is_set_so(self):
        self.shop.hold_risk_level = "NONE"
        _order, imported = self.an_order_of("HIGH")
        self.assert_confirmed(imported)
