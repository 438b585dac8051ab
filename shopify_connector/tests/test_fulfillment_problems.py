# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.shopify.client import ShopifyClient
from odoo.exceptions import UserError
from odoo.fields import Command

from .fulfillment_case import FulfillmentCase

BOTH = [{"Enamel Mug": 3, "Spork": 2}]


class TestFulfillmentProblems(FulfillmentCase):
    """F3, F7, O19: what is not fulfilled says why, and can be tried again."""

    def meanwhile(self, act):
        """Let something happen in Shopify after the orders were read and before they are told."""
        read = ShopifyClient.shipping_orders
        acts = [act]

        def reading(client, ids, **options):
            pages = list(read(client, ids, **options))
            while acts:
                acts.pop()()
            return iter(pages)

        return patch.object(ShopifyClient, "shipping_orders", reading)

    # === F3 === #

    def test_f3_o19_from_an_unmapped_place_is_not_sent_and_says_so(self):
        (order,), imported = self.several(1)
        elsewhere = self.a_warehouse("Outlet", "OUT")
        picking = self.deliver(imported, place=elsewhere.lot_stock_id)
        run = self.send()
        self.assertEqual(self.shipped(order), [])
        self.assert_state(picking, "error", "Enamel Mug", "OUT/Stock", "no Shopify location")
        self.assertTrue(picking.shopify_retry_at)
        self.assertEqual((run.failed_count, run.skip_ids.res_id), (1, picking.id))
        self.assertIn(imported.name, run.skip_ids.name)
        self.send()
        self.assertEqual(len(self.operations("OrdersShipping")), 1, "its pause is not over")
        self.shop.fulfillment_location_id = self.shop.location_ids[0]
        picking.action_shopify_fulfil()
        self.send(picking_ids=picking.ids)
        self.assertEqual(self.shipped(order), BOTH)
        self.assert_state(picking, "sent")
        self.assertFalse(picking.shopify_fulfillment_reason)
        self.assertFalse(run.skip_ids.exists(), "it is no longer listed")

    def test_f3_a_place_that_feeds_a_location_stands_for_it(self):
        (order,), imported = self.several(1)
        self.shop.action_get_locations()
        outlet = self.a_warehouse("Outlet", "OUT")
        self.shop.location_ids[1].stock_location_ids = outlet.lot_stock_id
        self.deliver(imported, place=outlet.lot_stock_id)
        self.send()
        self.assertEqual(self.shipped(order), BOTH)

    # === O19 === #

    def test_o19_from_another_mapped_place_is_fulfilled_at_the_original_location(self):
        (order,), imported = self.several(1)
        berlin = self.a_warehouse("Berlin", "BER", "Store Berlin")
        self.deliver(imported, place=berlin.lot_stock_id)
        self.send()
        (node,) = order["fulfillments"]
        self.assertEqual(node["location"]["name"], "Warehouse Hamburg")
        self.assertEqual(order["displayFulfillmentStatus"], "FULFILLED")

    def line_of(self, imported, name):
        lines = imported.line_ids.filtered(lambda one: one.variant_id.product_id.name == name)
        return lines.sale_line_ids

    def test_o19_a_lowered_quantity_fulfils_a_part(self):
        (order,), imported = self.several(1)
        self.line_of(imported, "Enamel Mug").product_uom_qty = 1
        self.deliver(imported)
        self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 1, "Spork": 2}])
        self.assertEqual(order["displayFulfillmentStatus"], "PARTIALLY_FULFILLED")

    def test_o19_a_raised_quantity_is_not_sent_and_says_so(self):
        (order, other), imported = self.several(2)
        for one in imported:
            self.line_of(one, "Enamel Mug").product_uom_qty = 5
        pickings = [self.deliver(one) for one in imported]
        self.send()
        self.assertEqual(self.shipped(order), [{"Spork": 2}], "the other line is as ordered")
        self.assert_state(pickings[0], "partly", "Enamel Mug", "more was delivered", "3")
        self.assertIn("Fulfil what is open", pickings[0].shopify_fulfillment_fix)
        pickings[0].action_shopify_fulfil_open()
        self.merchant_later().set_quantity(other, other["lineItems"][0], 5)
        pickings[1].action_shopify_fulfil()
        self.send(picking_ids=[picking.id for picking in pickings])
        self.assertEqual(self.shipped(order), [{"Spork": 2}, {"Enamel Mug": 3}])
        self.assertEqual(self.shipped(other), [{"Spork": 2}, {"Enamel Mug": 5}])
        self.assert_state(pickings[0], "sent")

    def test_o19_an_added_line_is_left_out_and_the_rest_fulfilled(self):
        (order, other), imported = self.several(2)
        tarp = self.env["product.product"].create({"name": "Tarp", "type": "consu"})
        for sale in imported.sale_order_id:
            sale.order_line = [Command.create({"product_id": tarp.id})]
        with_all = self.deliver(imported[0])
        self.assertIn(tarp, with_all.move_ids.product_id)
        alone = self.pickings(imported[1])
        for move in alone.move_ids:
            move.picked = move.product_id == tarp
            move.quantity = move.picked
        alone.with_context(skip_backorder=True).button_validate()
        self.send()
        self.assertEqual(self.shipped(order), BOTH)
        self.assertEqual(order["displayFulfillmentStatus"], "FULFILLED")
        self.assertEqual(self.shipped(other), [])
        self.assert_state(alone, "left_out", "Nothing in it was ordered")

    # === F7 === #

    def test_f7_what_shopify_fulfilled_itself_is_not_sent(self):
        (order,), imported = self.several(1)
        self.merchant.fulfil(order)
        picking = self.deliver(imported)
        run = self.send()
        self.assertEqual(self.shipped(order), BOTH)
        self.assert_state(picking, "known")
        self.assertEqual((run.new_count, run.unchanged_count), (0, 1))
        self.assertFalse(self.operations("FulfillmentCreate"))

    def test_f7_what_shopify_left_open_is_sent(self):
        (order,), imported = self.several(1)
        self.merchant.fulfil(order, {order["lineItems"][0]["id"]: 2})
        picking = self.deliver(imported)
        self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 2}, {"Enamel Mug": 1, "Spork": 2}])
        self.assert_state(picking, "sent")

    def test_f7_a_part_that_shopify_shipped_and_that_is_delivered_here_by_hand_is_not_sent(self):
        (order,), imported = self.several(1)
        self.merchant.fulfil(order, {order["lineItems"][0]["id"]: 1})
        picking = self.deliver(imported, {"Enamel Mug": 1})
        self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 1}], "two more are open")
        self.assert_state(picking, "known")
        rest = self.deliver(imported)
        self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 1}, {"Enamel Mug": 2, "Spork": 2}])
        self.assert_state(rest, "sent")

    def test_f7_a_part_that_left_beside_shopifys_is_sent_when_asked_for(self):
        (order,), imported = self.several(1)
        self.merchant.fulfil(order, {order["lineItems"][0]["id"]: 1})
        picking = self.deliver(imported, {"Enamel Mug": 1})
        self.send()
        picking.action_shopify_fulfil_open()
        self.send(picking_ids=picking.ids)
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 1}, {"Enamel Mug": 1}])
        self.assert_state(picking, "sent")

    def test_f7_a_fulfilment_made_in_shopify_at_the_same_moment(self):
        (order, other), imported = self.several(2)
        for one in imported:
            self.deliver(one)
        mugs = order["lineItems"][0]["id"]
        with self.meanwhile(lambda: self.merchant.fulfil(order, {mugs: 2})):
            run = self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 2}, {"Enamel Mug": 1, "Spork": 2}])
        self.assertEqual(self.shipped(other), BOTH)
        self.assertEqual((run.new_count, run.failed_count), (2, 0))
        self.assertEqual(set(self.pickings(imported).mapped("shopify_fulfillment_state")), {"sent"})

    def test_f7_all_of_it_fulfilled_in_shopify_at_the_same_moment(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        with self.meanwhile(lambda: self.merchant.fulfil(order)):
            self.send()
        self.assertEqual(self.shipped(order), BOTH)
        self.assert_state(picking, "known")

    def test_f7_on_hold_says_why_and_is_fulfilled_once_released(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        self.merchant.hold(order, "INCORRECT_ADDRESS")
        self.send()
        self.assert_state(picking, "error", "Enamel Mug", "Incorrect address")
        self.assertIn("Release the hold", picking.shopify_fulfillment_fix)
        self.merchant.release(order)
        picking.shopify_retry_at = "2026-01-01 00:00:00"
        self.send()
        self.assertEqual(self.shipped(order), BOTH)
        self.assert_state(picking, "sent")
        self.assertFalse(picking.shopify_retry_at)

    def test_f7_held_at_the_same_moment(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        with self.meanwhile(lambda: self.merchant.hold(order)):
            self.send()
        self.assertEqual(self.shipped(order), [])
        self.assert_state(picking, "error", "Awaiting payment")

    def test_f7_scheduled_goods_wait_for_their_day(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        self.merchant.schedule(order, "2027-01-15T08:00:00Z")
        self.send()
        self.assert_state(picking, "error", "2027-01-15")

    def test_f7_an_order_cancelled_in_shopify_says_so(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        self.merchant.cancel(order)
        self.send()
        self.assert_state(picking, "error", "was cancelled in Shopify")
        picking.action_shopify_leave_out()
        self.assert_state(picking, "left_out", "You have left it out")
        self.assertFalse(self.env["shopify.sync.skip"].search([("kind", "=", "fulfillments")]))

    def test_f7_an_order_deleted_in_shopify_says_so(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        self.shopify.remove(order)
        self.send()
        self.assert_state(picking, "error", "no longer has the order")

    def test_f7_what_a_fulfilment_service_is_to_ship(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        (node,) = order["fulfillmentOrders"]
        node["supportedActions"] = [
            {"__typename": "FulfillmentOrderSupportedAction", "action": "REQUEST_FULFILLMENT"}
        ]
        self.send()
        self.assert_state(picking, "error", "Warehouse Hamburg", "not by you")

    def test_f7_one_that_shopify_refuses_takes_no_other_with_it(self):
        (order, other), imported = self.several(2)
        ill, good = (self.deliver(one) for one in imported)

        def with_an_ill_number(picking):
            return {"numbers": [{"no": "text"}]} if picking == ill else None

        with patch.object(type(ill), "_shopify_tracking", with_an_ill_number):
            run = self.send()
        self.assertEqual((self.shipped(order), self.shipped(other)), ([], BOTH))
        self.assertEqual((run.new_count, run.failed_count), (1, 1))
        self.assert_state(good, "sent")
        self.assert_state(ill, "error", "Shopify refused the fulfilment")
        ill.action_shopify_fulfil()
        self.send()
        self.assertEqual(self.shipped(order), BOTH)

    # === RETURNED, CANCELLED === #

    def test_f6_a_delivery_returned_after_it_was_sent_says_what_to_do(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        self.send()
        returned = self.give_back(picking)
        self.assertFalse(returned.shopify_fulfillment_state)
        activity = imported.sale_order_id.activity_ids
        self.assertIn(order["fulfillments"][0]["name"], activity.note)
        self.assertIn("press Cancel fulfilment", activity.note)
        run = self.send()
        self.assertEqual(run.done_count, 0, "a return fulfils nothing")
        picking.action_shopify_cancel()
        self.assert_state(picking, "to_cancel")
        run = self.send(picking_ids=picking.ids)
        self.assertEqual(self.shipped(order), [])
        self.assertEqual(order["displayFulfillmentStatus"], "UNFULFILLED")
        self.assert_state(picking, "left_out", "cancelled in Shopify")
        self.assertEqual(run.changed_count, 1)
        self.send()
        self.assertEqual(self.shipped(order), [], "it is not sent again")

    def test_f6_a_fulfilment_cancelled_there_meanwhile_is_cancelled(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        self.send()
        picking.action_shopify_cancel()
        self.merchant.cancel_fulfillment(order, order["fulfillments"][0])
        self.send()
        self.assert_state(picking, "left_out", "cancelled in Shopify")
        with self.assertRaisesRegex(UserError, "no fulfilment"):
            picking.action_shopify_cancel()

    def test_f7_a_fulfilment_that_shopify_cancelled_is_not_sent_again_by_itself(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        self.send()
        self.merchant_later().cancel_fulfillment(order, order["fulfillments"][0])
        self.take_in(order)
        self.assert_state(picking, "left_out", order["fulfillments"][0]["name"])
        self.send()
        self.assertEqual(self.shipped(order), [])
        picking.action_shopify_fulfil()
        self.send()
        self.assertEqual(self.shipped(order), BOTH)
        self.assert_state(picking, "sent")
