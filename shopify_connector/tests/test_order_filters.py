# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import ValidationError
from odoo.tests import Form

from .common import ShopifyCase, moment


class TestOrderFilters(ShopifyCase):
    """O6: filters of a sync, a schedule, a shop record and the dialog."""

    def listed(self, *orders):
        self.sync(self.shop, "orders_to_import")
        rows = self.env["shopify.order.import"].search([])
        return [rows.filtered(lambda row, o=o: row.name == o["name"]) for o in orders]

    def found(self, text):
        rows = self.env["shopify.order.import"]
        return rows.search(rows._filter_domain(text), order="id").mapped("name")

    def test_o6_every_fact_can_be_filtered_by(self):
        store = self.shopify.collections["Location"][1]
        plain = self.buy().ship_to("NL").place()
        rich = (
            self.buy(quantity=9)
            .at_the_counter(store)
            .ship_to("DE")
            .tagged("vip", "gift")
            .attribute("Delivery date", "2026-12-24")
            .risky("MEDIUM")
            .paid_by("cash")
            .place()
        )
        almost = self.buy().tagged("vip-old").ship_to("NL").place()
        _plain, row, _almost = self.listed(plain, rich, almost)
        for text in (
            "[('financial_status', '=', 'PAID')]",
            "[('fulfillment_status', '=', 'UNFULFILLED'), ('is_paid', '=', True)]",
            "[('risk_level', 'in', ['MEDIUM', 'HIGH'])]",
            "[('channel', '=', 'pos')]",
            f"[('retail_location', 'ilike', {store['name']!r})]",
            "[('tag', '=', 'vip')]",
            "['&', ('tag', '!=', 'vip-old'), ('tags', 'ilike', 'gift')]",
            "[('total', '>', 100)]",
            "[('country_code', '=', 'DE'), ('currency_code', '=', 'EUR')]",
            "[('custom_attributes', 'ilike', 'Delivery date: 2026-12-24')]",
            [["tag", "in", ["vip"]]],
        ):
            with self.subTest(text):
                self.assertEqual(self.found(text), [rich["name"]])
        self.assertEqual(self.found("[('tag', '!=', 'vip')]"), [plain["name"], almost["name"]])
        self.assertEqual(len(self.found("[('created_at', '>=', 'today -7d')]")), 3)
        self.assertEqual(row.currency_id.name, "EUR")

    def test_o6_a_filter_that_is_none_is_refused_where_it_is_written(self):
        schedule = self.env["shopify.schedule"].create({"shop_id": self.shop.id, "kind": "orders"})
        for text, word in (
            ("[('no_such_field', '=', 1)]", "no_such_field"),
            ("[('is_paid', '=', True)", "is no filter"),
            ("[('is_paid', '=', __import__('os'))]", "is no filter"),
            ("paid", "is no filter"),
            ("[('is_paid', 'looks like', True)]", "is no filter"),
            ("[('connection_id.access_token', '=like', 'shpat_a%')]", "access_token"),
            ("[('shop_id', 'any', [('access_token', '!=', False)])]", "shop_id"),
        ):
            for record in (self.shop, schedule):
                with self.subTest(text), self.assertRaises(ValidationError) as caught:
                    record.order_filter = text
                self.assertIn(word, str(caught.exception))
        self.assertEqual(schedule.order_filter, "[]")

    def test_o6_a_script_may_send_its_filter_as_a_list(self):
        paid, unpaid = self.buy().paid_by("visa").place(), self.buy().place()
        self.assert_done(self.sync(self.shop, options={"order_filter": [["is_paid", "=", True]]}))
        self.assertTrue(self.imported(paid["name"]))
        self.assertFalse(self.imported(unpaid["name"]))

    # === THE DIALOG === #

    def test_o6_the_dialog_counts_and_imports_what_fits(self):
        chosen = self.buy().paid_by("visa").tagged("vip").ship_to("NL").place()
        others = [
            self.buy().tagged("vip").ship_to("NL").place(),
            self.buy().paid_by("visa").tagged("vip").ship_to("DE").place(),
            self.buy().paid_by("visa").tagged("vip").risky("HIGH").ship_to("NL").place(),
            self.buy(quantity=50).paid_by("visa").tagged("vip").ship_to("NL").place(),
        ]
        self.listed(chosen)
        with Form(self.env["shopify.order.sync"]) as dialog:
            dialog.shop_id = self.shop
            dialog.paid = "paid"
            dialog.risk = "not_high"
            dialog.tag = "vip"
            dialog.channel = "pos"
            dialog.channel_is = "!="
            dialog.country_id = self.env.ref("base.nl")
            dialog.total_to = 100
            dialog.ordered_from = moment("2020-01-01 00:00:00")
            dialog.order_filter = "['|', ('currency_code', '=', 'EUR'), ('is_test', '=', True)]"
            self.assertEqual((dialog.fitting_count, dialog.other_count), (1, 4))
        run = self.env["shopify.sync.run"].browse(dialog.record.action_start()["res_id"])
        self.assertIn("'vip'", run.order_filter)
        with self.without_commits():
            run._execute()
        self.env.invalidate_all()
        self.assert_done(run)
        self.assert_in_odoo(self.imported(chosen["name"]))
        self.assertEqual(len(self.env["shopify.order"].search([])), 1)
        self.assertEqual(len(self.env["shopify.order.import"].search([])), len(others))

    def test_o6_the_dialog_says_what_is_wrong_and_starts_nothing(self):
        before = self.env["shopify.sync.run"].search_count([])
        dialog = self.env["shopify.order.sync"].create(
            {"shop_id": self.shop.id, "order_filter": "[('no_such_field', '=', 1)]", "paid": "paid"}
        )
        self.assertIn("no_such_field", dialog.problem)
        for action in (dialog.action_start, dialog.action_keep_as_schedule):
            with self.assertRaises(ValidationError):
                action()
        self.assertEqual(self.env["shopify.sync.run"].search_count([]), before)
        self.assertFalse(self.shop.schedule_ids)

    def test_o6_a_filter_is_kept_as_a_schedule_that_is_off(self):
        dialog = self.env["shopify.order.sync"].create({"shop_id": self.shop.id, "risk": "low"})
        dialog.action_keep_as_schedule()
        schedule = self.shop.schedule_ids
        self.assertEqual((schedule.kind, schedule.active), ("orders", False))
        self.assertIn("'LOW'", schedule.order_filter)
