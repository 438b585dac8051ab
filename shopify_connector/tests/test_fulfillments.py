# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from freezegun import freeze_time
from odoo import fields
from odoo.addons.shopify_connector.shopify.scopes import REQUIRED_SCOPES
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .fulfillment_case import FulfillmentCase

BOTH = [{"Enamel Mug": 3, "Spork": 2}]


class TestFulfillments(FulfillmentCase):
    """F1, F2, F8: done deliveries become fulfilments."""

    def test_f1_a_done_delivery_is_fulfilled(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        self.assert_state(picking, "to_send")
        run = self.send()
        self.assertEqual(self.shipped(order), BOTH)
        self.assertEqual(order["displayFulfillmentStatus"], "FULFILLED")
        self.assert_state(picking, "sent")
        self.assertEqual((run.total, run.new_count), (1, 1))
        (row,) = imported.fulfillment_ids
        self.assertEqual((row.picking_id, row.from_odoo), (picking, True))
        self.assertEqual(row.name, order["fulfillments"][0]["name"])
        self.assertTrue(imported.fulfillment_sent_at)
        self.assertFalse(self.env["shopify.fulfillment.call"].search([]))

    def test_f1_what_is_not_done_is_not_sent_and_nothing_is_sent_twice(self):
        (order, other), imported = self.several(2)
        self.deliver(imported[0])
        self.send()
        requests = len(self.sandbox.requests)
        run = self.send()
        self.assertEqual(len(self.sandbox.requests), requests, "nothing is to be asked")
        self.assertEqual(run.done_count, 0)
        self.assertEqual(self.shipped(order), BOTH)
        self.assertEqual(self.shipped(other), [])
        self.assertFalse(self.pickings(imported[1]).shopify_fulfillment_state)

    def test_f1_many_orders_go_in_few_requests(self):
        orders, imported = self.several(45, sporks=0, mugs=1)
        for one in imported:
            self.deliver(one)
        self.env.invalidate_all()
        before, statements = len(self.sandbox.requests), self.env.cr.sql_log_count
        self.send()
        self.assertLess(self.env.cr.sql_log_count - statements, 3 * 45)
        self.assertEqual({one["displayFulfillmentStatus"] for one in orders}, {"FULFILLED"})
        self.assertEqual(len(self.operations("FulfillmentCreate")), 2)
        self.assertLessEqual(len(self.sandbox.requests) - before, 4, "one for the locations")

    def test_f1_from_the_delivery_and_from_the_order(self):
        (first, second), imported = self.several(2)
        deliveries = [self.deliver(one) for one in imported]
        action = deliveries[0].action_shopify_fulfil()
        run = self.env["shopify.sync.run"].browse(action["res_id"])
        with self.without_commits():
            run._execute()
        self.assertEqual((self.shipped(first), self.shipped(second)), (BOTH, []))
        with self.assertRaisesRegex(UserError, "No delivery of these orders"):
            imported[0].action_sync_fulfillments()
        run = self.env["shopify.sync.run"].browse(imported[1].action_sync_fulfillments()["res_id"])
        with self.without_commits():
            run._execute()
        self.assertEqual(self.shipped(second), BOTH)

    def test_f1_only_a_delivery_of_a_shopify_order_can_be_sent(self):
        (_order,), imported = self.several(1)
        with self.assertRaisesRegex(UserError, "no done delivery"):
            self.pickings(imported).action_shopify_fulfil()

    def test_f1_filtered_by_date(self):
        (early, late), imported = self.several(2)
        with freeze_time("2026-12-01 10:00:00"):
            self.deliver(imported[0])
        with freeze_time("2026-12-03 10:00:00"):
            self.deliver(imported[1])
            wizard = self.env["shopify.fulfillment.sync"].create(
                {"shop_id": self.shop.id, "date_from": "2026-12-02 00:00:00"}
            )
            self.assertEqual(wizard.delivery_count, 1)
            run = self.env["shopify.sync.run"].browse(wizard.action_start()["res_id"])
            with self.without_commits():
                run._execute()
        self.assertEqual((self.shipped(early), self.shipped(late)), ([], BOTH))
        self.shop.fulfillments_from = "2026-12-02 00:00:00"
        self.send()
        self.assertEqual(self.shipped(early), [], "the shop begins later")
        self.send(date_from="2026-12-01 00:00:00", date_to="2026-12-02 00:00:00")
        self.assertEqual(self.shipped(early), BOTH)

    def test_f1_by_schedule_and_by_script(self):
        (order,), imported = self.several(1)
        self.deliver(imported)
        schedule = self.env["shopify.schedule"].create(
            {"shop_id": self.shop.id, "kind": "fulfillments", "active": True}
        )
        schedule._cron_start()
        (status,) = self.shop.shopify_sync("fulfillments")
        run = self.env["shopify.sync.run"].browse(status["run_id"])
        self.assertEqual(run.trigger, "schedule", "both ask for the same")
        with self.without_commits():
            run._execute()
        self.assertEqual(self.shipped(order), BOTH)

    def test_f1_soon_after_it_is_done_if_the_shop_is_set_so(self):
        runs = self.env["shopify.sync.run"]
        (_one, _two, _three), imported = self.several(3)
        self.deliver(imported[0])
        self.env.cr.precommit.run()
        self.assertFalse(runs.search([("kind", "=", "fulfillments")]))
        self.shop.write({"fulfil_on_delivery": True, "fulfillment_delay_minutes": 7})
        before = fields.Datetime.now()
        for one in imported[1:]:
            self.deliver(one)
            self.env.cr.precommit.run()
        run = runs.search([("kind", "=", "fulfillments")])
        self.assertEqual((run.trigger, run.state), ("deliveries", "waiting"))
        self.assertGreaterEqual(run.start_at, before + timedelta(minutes=7) - timedelta(seconds=1))
        self.shop.action_sync_fulfillments()
        self.assertFalse(run.start_at, "whoever presses the button does not wait")

    def test_f1_a_shop_that_is_not_told_of_deliveries(self):
        self.shop.send_fulfillments = False
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        self.assertFalse(picking.shopify_fulfillment_state)
        self.send()
        self.assertEqual(self.shipped(order), [])
        with self.assertRaisesRegex(UserError, "is not told of deliveries"):
            picking.action_shopify_fulfil()

    def test_f1_changes_that_are_off_say_what_would_be_sent(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        self.shop.allow_changes = False
        run = self.send()
        self.assertEqual(self.shipped(order), [])
        self.assertEqual((run.skipped_count, run.new_count), (1, 0))
        self.assert_state(picking, "to_send", "changes there are off")
        self.assertIn("changes there are off", run.skip_ids.reason)
        self.shop.allow_changes = True
        self.send()
        self.assert_state(picking, "sent")
        self.assertFalse(picking.shopify_fulfillment_reason)
        self.assertFalse(run.skip_ids.exists())

    def test_f1_who_may_send(self):
        (_order,), imported = self.several(1)
        picking = self.deliver(imported)
        stock = new_test_user(
            self.env, "stock", "stock.group_stock_user", company_id=self.company.id
        )
        with self.assertRaises(AccessError):
            picking.with_user(stock).action_shopify_fulfil()
        clerk = new_test_user(
            self.env,
            "clerk",
            "stock.group_stock_user,shopify_connector.group_user",
            company_id=self.company.id,
        )
        picking.with_user(clerk).action_shopify_leave_out()
        self.assert_state(picking, "left_out", "You have left it out")
        picking.with_user(clerk).action_shopify_fulfil()
        self.assert_state(picking, "to_send")

    def test_f1_without_its_scope_the_connection_test_says_so_and_orders_come_in(self):
        lacking = {
            "write_merchant_managed_fulfillment_orders",
            "write_third_party_fulfillment_orders",
        }
        self.set_up_sandbox(self.shopify, scopes=set(REQUIRED_SCOPES) - lacking)
        self.shop.action_test_connection()
        missing = [row["text"] for row in self.shop.connection_report if row["state"] == "failed"]
        self.assertEqual(len(missing), 2, missing)
        self.assertIn("write_merchant_managed_fulfillment_orders", missing[0])
        self.assertIn("sending deliveries to Shopify", missing[0])
        (_order,), imported = self.several(1)
        self.deliver(imported)
        run = self.sync(self.shop, "fulfillments")
        self.assertEqual(run.state, "failed")
        self.assertIn("fulfillment_orders", run.error)
        self.shop.send_fulfillments = False
        self.shop.action_test_connection()
        self.assertNotIn("failed", {row["state"] for row in self.shop.connection_report})

    # === F2 === #

    def test_f2_a_part_and_later_the_rest(self):
        (order,), imported = self.several(1)
        first = self.deliver(imported, {"Enamel Mug": 2})
        self.send()
        self.assertEqual(order["displayFulfillmentStatus"], "PARTIALLY_FULFILLED")
        rest = self.deliver(imported)
        self.assertEqual(rest.backorder_id, first)
        self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 2}, {"Enamel Mug": 1, "Spork": 2}])
        rows = imported.fulfillment_ids
        self.assertEqual(rows.picking_id, first | rest)
        self.assertEqual({rows.picking_id.mapped("shopify_fulfillment_state")[0]}, {"sent"})

    def test_f2_a_delivery_and_its_backorder_are_sent_together(self):
        (order,), imported = self.several(1)
        self.deliver(imported, {"Enamel Mug": 2})
        self.deliver(imported)
        self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 2}, {"Enamel Mug": 1, "Spork": 2}])

    def test_f2_two_warehouses_fulfil_at_their_locations(self):
        hamburg = self.a_warehouse("Hamburg", "HAM", "Warehouse Hamburg")
        berlin = self.a_warehouse("Berlin", "BER", "Store Berlin")
        order = self.an_order(mugs=3, sporks=2)
        self.merchant.split(order, order["lineItems"][0], 1, self.location("Store Berlin"))
        imported = self.take_in(order)
        open_ones = self.open_pickings(imported)
        by_warehouse = {one.picking_type_id.warehouse_id: one for one in open_ones}
        self.assertEqual(set(by_warehouse), {hamburg, berlin})
        for picking in by_warehouse.values():
            self.carry_out(picking)
        self.send()
        found = {
            node["location"]["name"]: {
                part["lineItem"]["title"]: part["quantity"] for part in node["fulfillmentLineItems"]
            }
            for node in order["fulfillments"]
        }
        self.assertEqual(
            found,
            {
                "Warehouse Hamburg": {"Enamel Mug": 2, "Spork": 2},
                "Store Berlin": {"Enamel Mug": 1},
            },
        )
        self.assertEqual(
            {row.location_name: row.picking_id for row in imported.fulfillment_ids},
            {"Warehouse Hamburg": by_warehouse[hamburg], "Store Berlin": by_warehouse[berlin]},
        )

    def test_f2_a_line_that_shopify_split_over_locations_is_fulfilled_at_each(self):
        (order,), imported = self.several(1)
        self.merchant.split(order, order["lineItems"][0], 2, self.location("Store Berlin"))
        self.deliver(imported)
        self.send()
        found = [
            (node["location"]["name"], node["totalQuantity"]) for node in order["fulfillments"]
        ]
        self.assertEqual(found, [("Warehouse Hamburg", 3), ("Store Berlin", 2)])
        self.assertEqual(order["displayFulfillmentStatus"], "FULFILLED")

    def test_f2_a_dozen_counts_as_the_unit_it_was_sold_in(self):
        (_order,), imported = self.several(1, sporks=0)
        variant = imported.line_ids.variant_id
        variant.uom_id = self.env.ref("uom.product_uom_dozen")
        (order,), imported = self.several(1, sporks=0, mugs=2)
        move = self.pickings(imported).move_ids
        self.assertEqual(move.product_qty, 24)
        move.quantity = 0.75 * move.product_uom_qty
        move.picked = True
        move.picking_id.with_context(skip_backorder=True).button_validate()
        self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 1}], "half a dozen is none yet")
        self.deliver(imported)
        self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 1}, {"Enamel Mug": 1}])

    def test_f2_what_has_no_delivery_goes_with_the_last_one(self):
        order = self.buy("Enamel Mug", 2).custom_line("Engraving", "5.00", 3).place()
        other = self.buy("Enamel Mug", 1).custom_line("Engraving", "5.00").place()
        imported = self.take_in(order, other)
        self.deliver(imported[0], {"Enamel Mug": 1})
        self.send()
        self.deliver(imported[0])
        self.send()
        self.assertEqual(
            self.shipped(order), [{"Enamel Mug": 1}, {"Enamel Mug": 1, "Engraving": 3}]
        )
        self.shop.fulfil_services = False
        self.deliver(imported[1])
        self.send()
        self.assertEqual(self.shipped(other), [{"Enamel Mug": 1}])

    # === F8 === #

    def test_f8_the_status_comes_back_with_the_next_order_sync(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        self.shopify.clock.advance(minutes=1)
        self.send()
        self.assertNotEqual(imported.fulfillment_status, "FULFILLED")
        self.take_in(order)
        self.assertEqual(imported.fulfillment_status, "FULFILLED")
        (row,) = imported.fulfillment_ids
        self.assertEqual((row.picking_id, row.from_odoo), (picking, True))

    def test_f8_an_order_read_before_the_fulfilment_was_made_does_not_lose_it(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        (stale,) = next(self.shop._client(self.shop._recorder()).orders([order["id"]]))
        self.send()
        stale.raw["note"] = "changed"
        with self.without_commits():
            self.shop._stage_orders([stale])
        self.assertEqual(imported.fulfillment_ids.picking_id, picking)
