# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime, timezone

from .common import moment
from .fulfillment_case import FulfillmentCase

SHIPPED = datetime(2026, 12, 5, 16, 45, tzinfo=timezone.utc)


class TestShopifyShipments(FulfillmentCase):
    """F7: what a fulfilment service, the till or somebody in Shopify has shipped."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop.deliver_shopify_shipments = True

    def quantities(self, imported):
        """What was delivered and what is open, by product."""
        found = {}
        for move in self.pickings(imported).move_ids.filtered(lambda one: one.state != "cancel"):
            name = move.sale_line_id.shopify_line_id.variant_id.product_id.name
            done, left = found.get(name, (0, 0))
            if move.state == "done":
                done += move.quantity
            else:
                left += move.product_uom_qty
            found[name] = (done, left)
        return found

    def test_f7_it_is_delivered_here_at_shopifys_date(self):
        (order,), imported = self.several(1)
        self.shopify.clock.set(SHIPPED)
        self.merchant.fulfil(order, tracking=[("PostNL", "3S1")])
        self.shopify.clock.set(None)
        self.take_in(order)
        picking = self.pickings(imported)
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.date_done, moment("2026-12-05 16:45:00"))
        self.assertEqual(picking.carrier_tracking_ref, "3S1")
        self.assert_state(picking, "from_shopify")
        (row,) = imported.fulfillment_ids
        self.assertEqual((row.picking_id, row.from_odoo), (picking, False))
        run = self.send()
        self.assertEqual(run.done_count, 0, "it is never sent")
        self.assertEqual(len(order["fulfillments"]), 1)

    def test_f7_off_it_stays_open_here(self):
        self.shop.deliver_shopify_shipments = False
        (order,), imported = self.several(1)
        self.merchant_later().fulfil(order)
        self.take_in(order)
        self.assertNotEqual(self.pickings(imported).state, "done")
        self.assertEqual(imported.fulfillment_status, "FULFILLED")

    def test_f7_each_shipment_is_a_delivery_of_its_own(self):
        (order,), imported = self.several(1)
        mugs, sporks = (line["id"] for line in order["lineItems"])
        merchant = self.merchant_later()
        merchant.fulfil(order, {mugs: 2}, tracking=[("UPS", "1Z1")])
        self.shopify.clock.advance(minutes=1)
        merchant.fulfil(order, {mugs: 1, sporks: 1}, tracking=[("UPS", "1Z2")])
        self.take_in(order)
        self.assertEqual(self.quantities(imported), {"Enamel Mug": (3, 0), "Spork": (1, 1)})
        done = self.pickings(imported).filtered(lambda one: one.state == "done")
        self.assertEqual(done.sorted("date_done").mapped("carrier_tracking_ref"), ["1Z1", "1Z2"])
        self.assertEqual(imported.fulfillment_ids.picking_id, done)
        rest = self.deliver(imported)
        self.send()
        self.assert_state(rest, "sent")
        self.assertEqual(self.shipped(order)[2], {"Spork": 1})

    def test_f7_what_odoo_sent_is_not_delivered_once_more(self):
        (order,), imported = self.several(1)
        self.deliver(imported, {"Enamel Mug": 2})
        self.shopify.clock.advance(minutes=1)
        self.send()
        self.take_in(order)
        self.assertEqual(self.quantities(imported), {"Enamel Mug": (2, 1), "Spork": (0, 2)})

    def test_f7_what_was_delivered_here_already_is_not_delivered_once_more(self):
        (order,), imported = self.several(1)
        mugs = order["lineItems"][0]["id"]
        picking = self.deliver(imported, {"Enamel Mug": 2})
        self.merchant_later().fulfil(order, {mugs: 2})
        self.take_in(order)
        self.assertEqual(self.quantities(imported), {"Enamel Mug": (2, 1), "Spork": (0, 2)})
        self.assert_state(picking, "to_send")

    def test_f7_from_the_warehouse_of_its_location(self):
        self.a_warehouse("Hamburg", "HAM", "Warehouse Hamburg")
        berlin = self.a_warehouse("Berlin", "BER", "Store Berlin")
        (order,), imported = self.several(1, sporks=0, mugs=4)
        mugs = order["lineItems"][0]["id"]
        picking = self.pickings(imported)
        other = picking.copy({"location_id": berlin.lot_stock_id.id, "move_ids": []})
        picking.move_ids.product_uom_qty = 2
        picking.move_ids.copy(
            {
                "picking_id": other.id,
                "location_id": berlin.lot_stock_id.id,
                "sale_line_id": picking.move_ids.sale_line_id.id,
            }
        )
        other.action_confirm()
        merchant = self.merchant_later()
        merchant.split(order, order["lineItems"][0], 2, self.location("Store Berlin"))
        merchant.fulfil(order, {mugs: 2}, location=self.location("Store Berlin"))
        self.take_in(order)
        self.assertEqual((other.state, picking.state == "done"), ("done", False))

    def test_f7_what_has_to_be_picked_before_is_picked(self):
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)])
        warehouse[0].delivery_steps = "pick_pack_ship"
        (order,), imported = self.several(1)
        self.merchant_later().fulfil(order, {order["lineItems"][0]["id"]: 2})
        self.take_in(order)
        self.assertFalse(imported.has_error, imported.error)
        self.assertEqual(imported.sale_order_id.order_line[0].qty_delivered, 2)
        out = self.pickings(imported).filtered(
            lambda one: one.picking_type_code == "outgoing" and one.state == "done"
        )
        self.assert_state(out, "from_shopify")
        self.assertEqual(imported.sale_order_id.delivery_status, "partial")

    def test_f7_a_shipment_that_odoo_can_not_deliver_says_why(self):
        (order, good), imported = self.several(2)
        products = imported.line_ids.variant_id.odoo_product_id
        products.filtered(lambda one: one.name == "Spork").write(
            {"is_storable": True, "tracking": "serial"}
        )
        merchant = self.merchant_later()
        merchant.fulfil(order)
        merchant.fulfil(good, {good["lineItems"][0]["id"]: 3})
        self.take_in(order, good)
        self.assertTrue(imported[0].has_error)
        self.assertIn("Spork", imported[0].error)
        self.assertFalse(imported[1].has_error)
        self.assertEqual(self.quantities(imported[1])["Enamel Mug"], (3, 0))

    def test_f7_a_cancelled_shipment_that_was_delivered_here_asks_a_person(self):
        (order,), imported = self.several(1)
        (node,) = self.merchant_later().fulfil(order)
        self.take_in(order)
        self.merchant_later().cancel_fulfillment(order, node)
        self.take_in(order)
        self.merchant_later().note(order, "Call first")
        self.take_in(order)
        activity = imported.sale_order_id.activity_ids
        self.assertEqual(len(activity), 1, "a person is asked once")
        self.assertIn(node["name"], activity.note)

    def test_o14_what_came_shipped_is_no_business_of_shopifys(self):
        order = self.an_order()
        self.merchant.fulfil(order, {order["lineItems"][0]["id"]: 2})
        imported = self.take_in(order)
        done = self.pickings(imported).filtered(lambda one: one.state == "done")
        self.assert_state(done, "from_shopify")
        self.assertEqual(imported.fulfillment_ids.picking_id, done)
        run = self.send()
        self.assertEqual(run.total, 0)

    def test_o14_what_came_shipped_is_picked_and_packed_too(self):
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)])
        warehouse[0].delivery_steps = "pick_pack_ship"
        order = self.an_order()
        self.merchant.fulfil(order, {order["lineItems"][0]["id"]: 2})
        imported = self.take_in(order)
        self.assertEqual(imported.sale_order_id.order_line[0].qty_delivered, 2)
        out = self.pickings(imported).filtered(
            lambda one: one.picking_type_code == "outgoing" and one.state == "done"
        )
        self.assert_state(out, "from_shopify")
        self.assertEqual(self.send().total, 0)
