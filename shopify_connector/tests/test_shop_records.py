# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from freezegun import freeze_time
from odoo import fields
from odoo.addons.shopify_connector.models.sync.transaction import session_lock
from odoo.sql_db import db_connect

from .common import ShopifyCase, moment


class TestShopRecords(ShopifyCase):
    """O5, O6: a web shop and a till as two records over one Shopify shop."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anybody = cls.env["res.partner"].create({"name": "Customer of the till"})
        cls.shop.order_filter = "[('channel', '!=', 'pos')]"
        cls.till = cls.a_shop(
            name="Till",
            order_filter="[('channel', '=', 'pos')]",
            customer_mapping="default",
            default_partner_id=cls.anybody.id,
        )
        cls.env["shopify.schedule"].create(
            [
                {"shop_id": shop.id, "kind": "orders", "active": True}
                for shop in (cls.shop, cls.till)
            ]
        )

    def sell(self):
        """Sell a mug at the till."""
        store = self.shopify.collections["Location"][1]
        return self.buy().at_the_counter(store).ship_to("DE").paid_by("cash").place()

    def rows(self, order, shop=None, **domain):
        conditions = [("shopify_id", "=", order["id"].rsplit("/", 1)[-1])]
        if shop:
            conditions.append(("shop_id", "=", shop.id))
        return self.env["shopify.order.import"].with_context(**domain).search(conditions)

    # === SIDE BY SIDE === #

    def test_o6_each_record_imports_its_own_orders_by_its_own_rules(self):
        online, counter = self.buy().place(), self.sell()
        for shop in (self.till, self.shop):
            self.assert_done(self.sync(shop))
        web, pos = self.imported(online["name"]), self.imported(counter["name"])
        self.assert_in_odoo(web | pos)
        self.assertEqual((web.shop_id, pos.shop_id), (self.shop, self.till))
        self.assertEqual(pos.sale_order_id.partner_id, self.anybody)
        self.assertNotEqual(web.sale_order_id.partner_id, self.anybody)
        self.assertFalse(
            self.rows(online) | self.rows(counter), "an imported order is still listed"
        )

    def test_o6_one_query_lists_the_orders_of_all_records(self):
        for shop in (self.shop, self.till):
            self.sync(shop, "orders_to_import")
        self.shopify.clock.advance(minutes=1)
        now = self.shop.orders_synced_until
        online, counter = self.buy().place(), self.sell()
        with freeze_time(fields.Datetime.add(now, minutes=2)):
            runs = [
                shop._queue_run("orders", trigger="schedule") for shop in (self.shop, self.till)
            ]
        with freeze_time(fields.Datetime.add(now, minutes=3)), self.without_commits():
            for run in runs:
                run._execute()
        self.assertEqual(self.imported(counter["name"]).shop_id, self.till)
        self.assertEqual(self.imported(online["name"]).shop_id, self.shop)
        self.env.invalidate_all()
        listed = [
            sum(run.batch_ids.filtered(lambda b: b.step == "list").mapped("requests"))
            for run in runs
        ]
        self.assertEqual(listed, [1, 0], "the second run asked again for what the first had listed")

    def test_o6_changes_go_to_the_record_that_imported_the_order_whatever_its_filters_say(self):
        counter = self.sell()
        (pos,) = self.take_in(counter, shop=self.till)
        self.till.order_filter = "[('channel', '=', 'no more tills')]"
        self.merchant_later().note(counter, "Gift wrap")
        for shop in (self.shop, self.till):
            self.sync(shop, "orders_to_import")
        row = self.rows(counter)
        self.assertEqual((row.shop_id, row.action, row.is_outside), (self.till, "update", False))
        self.assert_done(self.sync(self.shop))
        self.assertFalse(pos.note)
        run = self.sync(self.till, options={"order_filter": "[('is_paid', '=', False)]"})
        self.assert_done(run)
        self.assertEqual((pos.note, pos.shop_id), ("Gift wrap", self.till))

    def test_o6_an_order_that_fits_both_is_taken_by_one(self):
        self.till.order_filter = self.shop.order_filter = False
        order = self.buy().place()
        for shop in (self.shop, self.till):
            self.sync(shop, "orders_to_import")
        self.assertEqual(len(self.rows(order)), 2)
        # The other record is faster, while this one reads the order.
        read = self.env.registry["shopify.shop"]._read_products_of

        def faster(shop, page, meter):
            if shop == self.till and not self.imported(order["name"]):
                self.sync(self.shop)
            return read(shop, page, meter)

        with patch.object(self.env.registry["shopify.shop"], "_read_products_of", faster):
            self.assert_done(self.sync(self.till))
        self.assertEqual(self.imported(order["name"]).shop_id, self.shop)
        self.assertEqual(len(self.imported(order["name"]).sale_order_id), 1)
        self.assertFalse(self.rows(order))

    def test_o6_nobody_takes_orders_in_while_they_are_listed(self):
        self.buy().place()
        listing = self.env.registry["shopify.order.import"]._list_headers
        other_cursor, lock = db_connect(self.env.cr.dbname).cursor, self.shop._orders_lock()
        seen = []

        def spied(rows, shops, headers):
            with other_cursor() as other, session_lock(other, *lock) as granted:
                seen.append(granted)
            return listing(rows, shops, headers)

        with patch.object(self.env.registry["shopify.order.import"], "_list_headers", spied):
            self.assert_done(self.sync(self.shop))
        self.assertEqual(seen, [False])
        with other_cursor() as other, session_lock(other, *lock) as granted:
            self.assertTrue(granted, "the lock is still held")

    def test_o6_records_of_two_companies_take_an_order_once(self):
        company = self.env["res.company"].create({"name": "Zuidlicht B.V."})
        self.env.user.company_ids |= company
        other = self.a_shop(
            name="Of another company",
            company_id=company.id,
            item_template_id=False,
            auto_create_orders=False,
        )
        order = self.buy().place()
        for shop in (other, self.shop):
            self.sync(shop, "orders_to_import")
        self.assertEqual(self.rows(order).company_id, self.company | company)
        self.assert_done(self.sync(other))
        self.assert_done(self.sync(self.shop))
        imported = self.imported(order["name"])
        self.assertEqual((imported.shop_id, imported.company_id), (other, company))

    def test_o5_a_deleted_row_is_left_out_by_that_record_only(self):
        self.till.order_filter = False
        order = self.buy().place()
        for shop in (self.shop, self.till):
            self.sync(shop, "orders_to_import")
        self.rows(order, self.shop).unlink()
        self.assert_done(self.sync(self.shop))
        self.assertFalse(self.imported(order["name"]))
        self.take_in(order, shop=self.till)
        self.assertEqual(self.imported(order["name"]).shop_id, self.till)
        self.assertFalse(self.rows(order, active_test=False))

    def test_o5_rows_of_two_records_are_imported_by_a_run_each(self):
        online, counter = self.buy().place(), self.sell()
        for shop in (self.shop, self.till):
            self.sync(shop, "orders_to_import")
        own = self.rows(online, self.shop) | self.rows(counter, self.till)
        runs = self.env["shopify.sync.run"].search(own.action_import()["domain"])
        self.assertEqual(runs.shop_id, self.shop | self.till)
        with self.without_commits():
            for run in runs:
                run._execute()
        self.env.invalidate_all()
        self.assert_in_odoo(self.imported(online["name"]) | self.imported(counter["name"]))

    # === WHAT IS LEFT TO OTHERS === #

    def test_o6_what_the_record_leaves_to_others_is_listed_and_says_so(self):
        counter = self.sell()
        for shop in (self.shop, self.till):
            self.sync(shop, "orders_to_import")
        row = self.rows(counter, self.shop)
        self.assertTrue(row.is_outside)
        self.assertEqual(row.outlook, "Left to Till, whose filter it fits.")
        self.assertEqual(self.shop.orders_to_import_count, 0)
        self.assertIn("Imported by schedule:", self.rows(counter, self.till).outlook)
        # By hand it is taken all the same.
        run = self.env["shopify.sync.run"].browse(row.action_import()["res_id"])
        with self.without_commits():
            run._execute()
        self.env.invalidate_all()
        self.assertEqual(self.imported(counter["name"]).shop_id, self.shop)

    def test_o6_a_changed_filter_counts_for_what_is_listed_already(self):
        counter = self.sell()
        self.sync(self.shop, "orders_to_import")
        row = self.rows(counter, self.shop)
        self.shop.order_filter = f"[('retail_location', '=', {row.retail_location!r})]"
        self.assertFalse(row.is_outside)
        self.shop.orders_from = moment("2100-01-01 00:00:00")
        self.assertTrue(row.is_outside)
        self.assertIn("before the day", row.outlook)
        self.shop.orders_from = False
        self.assertFalse(row.is_outside)
        self.assertTrue(self.shop.list_orders_anew, "older orders are not asked for")
        older = self.buy().at("2026-01-05T10:00:00Z").place()
        self.sync(self.shop, "orders_to_import")
        self.assertTrue(self.rows(older, self.shop))
        self.assertFalse(self.shop.list_orders_anew)

    def test_o6_a_row_says_why_no_schedule_takes_it(self):
        order = self.buy().place()
        self.sync(self.shop, "orders_to_import")
        row = self.rows(order)
        schedule = self.shop.schedule_ids
        schedule.order_filter = "[('is_paid', '=', True)]"
        row.invalidate_recordset(["outlook"])
        self.assertIn("Fits no schedule's filter", row.outlook)
        schedule.active = False
        row.invalidate_recordset(["outlook"])
        self.assertIn("has no schedule", row.outlook)
        row.unlink()
        self.assertIn("until it changes in Shopify", row.outlook)

    # === ARCHIVED ORDERS === #

    def test_o5_archived_orders_are_left_out_and_counted(self):
        order = self.sell()
        self.sync(self.till, "orders_to_import")
        self.merchant_later().close(order)
        run = self.sync(self.till)
        self.assertFalse(self.rows(order), "archived in Shopify, it is still to be imported")
        self.assertFalse(self.imported(order["name"]))
        self.assertEqual(run.archived_count, 1)
        self.assertIn("Import archived orders too", run.hint)

    def test_o5_archived_orders_are_imported_where_the_shop_says_so(self):
        old = self.buy().at("2026-01-05T10:00:00Z").place()
        order, cancelled = self.buy().place(), self.buy().place()
        merchant = self.merchant_later()
        for each in (old, order):
            merchant.fulfil(each)
            merchant.close(each)
        merchant.cancel(cancelled)
        self.sync(self.shop)
        self.assertFalse(self.imported(order["name"]))
        self.shop.write(
            {"import_archived_orders": True, "archived_orders_from": "2026-02-01 00:00:00"}
        )
        self.assertTrue(self.shop.list_orders_anew, "they are not asked for")
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        self.assertTrue(imported.closed_at)
        self.assertFalse(self.imported(old["name"]) | self.imported(cancelled["name"]))

    def test_o5_archived_orders_are_taken_from_now_on_unless_a_day_is_named(self):
        with freeze_time("2026-11-21 08:00:00"):
            self.shop.import_archived_orders = True
            self.assertEqual(self.shop.archived_orders_from, moment("2026-11-21 08:00:00"))
        other = self.a_shop(import_archived_orders=True, orders_from=moment("2026-03-01 00:00:00"))
        self.assertEqual(other.archived_orders_from, moment("2026-03-01 00:00:00"))
