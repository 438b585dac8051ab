# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.addons.shopify_connector.models.fulfillment.fulfillment_send import FulfillmentSending
from odoo.addons.shopify_connector.models.fulfillment.fulfillment_settle import SETTLING_TIME
from odoo.addons.shopify_connector.shopify.client import ShopifyClient

from .fulfillment_case import FulfillmentCase

BOTH = [{"Enamel Mug": 3, "Spork": 2}]


class Killed(BaseException):
    """The worker is killed."""


class TestFulfillmentLost(FulfillmentCase):
    """F2: an answer that is lost, and a kill at any step: nothing is fulfilled twice, none lost."""

    def calls(self):
        return self.env["shopify.fulfillment.call"].search([])

    def lose_answer(self, count=1):
        """Let Shopify do it and the answer be lost."""
        self.sandbox.faults.plan("cut_after", operation=f"FulfillmentCreateBatch{count}")

    def kill_at(self, owner, step):
        """Sync, and kill the worker when it comes to a step; what was committed stays."""
        with patch.object(owner, step, side_effect=Killed):
            try:
                self.sync(self.shop, "fulfillments")
            except Killed:
                self.env["shopify.sync.run"].search([("state", "=", "running")]).state = "failed"
            else:
                self.fail("nothing was killed")

    def test_f2_a_lost_answer_is_found_out(self):
        (order, other), imported = self.several(2)
        pickings = [self.deliver(one) for one in imported]
        self.lose_answer(2)
        before = fields.Datetime.now()
        run = self.send()
        self.assertEqual((run.new_count, run.failed_count), (0, 0))
        self.assertEqual(len(self.calls()), 2)
        self.assert_state(pickings[0], "to_send")
        later = self.env["shopify.sync.run"].search(
            [("kind", "=", "fulfillments"), ("state", "=", "waiting")]
        )
        self.assertEqual(len(later), 1, "one sync is to find out")
        self.assertGreaterEqual(later.start_at, before + SETTLING_TIME - timedelta(seconds=1))
        self.send()
        self.assertEqual(len(self.operations("FulfillmentCreate")), 1, "it waits")
        with self.settle_at_once():
            self.send()
        self.assertEqual(len(self.operations("FulfillmentCreate")), 1)
        for one, picking in zip((order, other), pickings, strict=True):
            self.assertEqual(self.shipped(one), BOTH)
            self.assert_state(picking, "sent")
        self.assertEqual(imported.fulfillment_ids.mapped("from_odoo"), [True, True])
        self.assertFalse(self.calls())

    def test_f2_what_never_arrived_is_sent(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        self.kill_at(ShopifyClient, "fulfil")
        self.assertEqual(len(self.calls()), 1, "it was noted before")
        self.assertEqual(self.shipped(order), [])
        with self.settle_at_once():
            self.send()
        self.assertEqual(self.shipped(order), BOTH)
        self.assert_state(picking, "sent")
        self.assertFalse(self.calls())

    def test_f2_killed_between_call_and_commit_nothing_is_fulfilled_twice(self):
        (order,), imported = self.several(1)
        first = self.deliver(imported, {"Enamel Mug": 1})
        self.kill_at(FulfillmentSending, "_note")
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 1}])
        with self.settle_at_once():
            self.send()
            self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 1}], "two more mugs are open")
        self.assert_state(first, "sent")
        self.deliver(imported)
        self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 1}, {"Enamel Mug": 2, "Spork": 2}])

    def test_f2_what_others_fulfil_meanwhile_is_not_taken_for_it(self):
        self.shop.deliver_shopify_shipments = True
        (order,), imported = self.several(1)
        mugs, sporks = (line["id"] for line in order["lineItems"])
        picking = self.deliver(imported, {"Enamel Mug": 1}, tracking="3S1")
        self.lose_answer()
        self.send()
        merchant = self.merchant_later()
        merchant.fulfil(order, {mugs: 1}, tracking=[("UPS", "1Z9")])
        merchant.fulfil(order, {sporks: 1})
        self.take_in(order)
        waiting = self.pickings(imported) - picking
        self.assertNotEqual(waiting.state, "done", "nobody knows yet whose they are")
        with self.settle_at_once():
            self.send()
        self.assert_state(picking, "sent")
        ours = imported.fulfillment_ids.filtered("from_odoo")
        self.assertEqual((ours.tracking_numbers, ours.picking_id), ("3S1", picking))
        lines = imported.sale_order_id.order_line
        self.assertEqual(sum(lines.mapped("qty_delivered")), 3, "Shopify's own are delivered too")

    def test_f2_an_order_that_is_gone_meanwhile_says_so(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        self.lose_answer()
        self.send()
        self.shopify.remove(order)
        with self.settle_at_once():
            self.send()
        self.assertFalse(self.calls())
        self.assert_state(picking, "error", "no longer has the order")

    def test_f2_one_answer_that_is_broken_leaves_the_others(self):
        (order, other), imported = self.several(2)
        for one in imported:
            self.deliver(one)
        self.sandbox.faults.plan("partial", operation="FulfillmentCreateBatch2")
        run = self.send()
        self.assertEqual(run.new_count, 1)
        self.assertEqual(self.calls().order_id, imported[0])
        with self.settle_at_once():
            self.send()
        self.assertEqual((self.shipped(order), self.shipped(other)), (BOTH, BOTH))
        self.assertEqual(set(self.pickings(imported).mapped("shopify_fulfillment_state")), {"sent"})

    def test_f2_the_order_sync_that_sees_it_first_does_not_double_it(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        self.shopify.clock.advance(minutes=1)
        self.kill_at(FulfillmentSending, "_note")
        self.take_in(order)
        (row,) = imported.fulfillment_ids
        self.assertFalse(row.from_odoo)
        with self.settle_at_once():
            self.send()
        self.assertEqual((row.from_odoo, row.picking_id), (True, picking))
        self.assertEqual(len(imported.fulfillment_ids), 1)
        self.assert_state(picking, "sent")

    def test_f4_a_number_that_is_added_while_it_is_sent_goes_out_too(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        note = FulfillmentSending._note

        def noting(sending, *args):
            picking.with_context(shopify_syncing=None).carrier_tracking_ref = "3S1"
            return note(sending, *args)

        with patch.object(FulfillmentSending, "_note", noting):
            self.send()
        (node,) = order["fulfillments"]
        self.assertEqual([one["number"] for one in node["trackingInfo"]], ["3S1"])

    def test_f1_a_run_whose_time_is_over_goes_on_later(self):
        orders, imported = self.several(3, sporks=0)
        for one in imported:
            self.deliver(one)
        with (
            self.without_commits(),
            patch(
                "odoo.addons.shopify_connector.models.fulfillment.fulfillment_run.ORDERS_AT_ONCE", 1
            ),
        ):
            run = self.shop._queue_run("fulfillments", trigger="script").sudo()
            for _time in range(4):
                finished = run._execute(seconds=0)
        self.assertTrue(finished)
        self.assertEqual({one["displayFulfillmentStatus"] for one in orders}, {"FULFILLED"})
        self.assertEqual(run.new_count, 3)
