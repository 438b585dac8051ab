# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.fields import Command

from .fulfillment_case import FulfillmentCase


class TestFulfillmentKits(FulfillmentCase):
    """F6: kits count when they are complete, returns fulfil nothing."""

    def setUp(self):
        super().setUp()
        # A first order makes the products.
        self.several(1)
        variants = self.env["shopify.variant"].search([("product_id.name", "=", "Enamel Mug")])
        self.mug = variants.odoo_product_id
        self.cup, self.lid = self.env["product.product"].create(
            [
                {"name": "Cup", "type": "consu", "is_storable": True},
                {"name": "Lid", "type": "consu", "is_storable": True},
            ]
        )

    def a_kit(self, product, components):
        """Make a product a kit of components: (product, units)."""
        return self.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "type": "phantom",
                "company_id": self.company.id,
                "bom_line_ids": [
                    Command.create({"product_id": part.id, "product_qty": units})
                    for part, units in components
                ],
            }
        )

    def deliver_parts(self, imported, **units):
        """Deliver components by name; the rest goes on a backorder."""
        picking = self.pickings(imported).filtered(lambda one: one.state not in ("done", "cancel"))
        for move in picking.move_ids:
            move.quantity = units.get(move.product_id.name, 0)
            move.picked = bool(move.quantity)
        picking.with_context(skip_backorder=True).button_validate()
        return picking

    def test_f6_a_kit_is_fulfilled_when_it_is_complete(self):
        self.a_kit(self.mug, [(self.cup, 1), (self.lid, 2)])
        (order,), imported = self.several(1, mugs=3)
        self.assertEqual(
            set(self.pickings(imported).move_ids.product_id.mapped("name")), {"Cup", "Lid", "Spork"}
        )
        cups = self.deliver_parts(imported, Cup=3)
        run = self.send()
        self.assertEqual(self.shipped(order), [])
        self.assert_state(cups, "left_out", "a kit counts when all of it is there")
        self.assertEqual(run.skipped_count, 1)
        two = self.deliver_parts(imported, Lid=5, Spork=2)
        self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 2, "Spork": 2}])
        rest = self.deliver_parts(imported, Lid=1)
        self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 2, "Spork": 2}, {"Enamel Mug": 1}])
        self.assertEqual(imported.fulfillment_ids.picking_id, two | rest)
        self.assertEqual(order["displayFulfillmentStatus"], "FULFILLED")

    def test_f6_a_kit_of_kits_is_fulfilled_when_all_of_it_is_delivered(self):
        self.a_kit(self.mug, [(self.cup, 1)])
        self.a_kit(self.cup, [(self.lid, 1)])
        (order,), imported = self.several(1, mugs=2, sporks=0)
        self.deliver_parts(imported, Lid=1)
        self.send()
        self.assertEqual(self.shipped(order), [])
        self.deliver_parts(imported, Lid=1)
        self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 2}])

    def test_f6_a_return_fulfils_nothing(self):
        (order,), imported = self.several(1)
        picking = self.deliver(imported)
        self.send()
        self.give_back(picking)
        again = self.give_back(self.pickings(imported).filtered("return_id"))
        self.assert_state(again, "to_send")
        self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 3, "Spork": 2}])
        self.assert_state(again, "left_out", "came back")

    def test_f6_what_came_back_before_it_was_sent_is_not_sent(self):
        (order, other), imported = self.several(2)
        whole, part = (self.deliver(one) for one in imported)
        self.give_back(whole)
        self.give_back(part, units=1)
        self.send()
        self.assertEqual(self.shipped(order), [])
        self.assert_state(whole, "left_out", "came back")
        self.assertEqual(self.shipped(other), [{"Enamel Mug": 2, "Spork": 1}])
        again = self.give_back(self.pickings(imported[0]).filtered("return_id"))
        self.send()
        self.assertEqual(self.shipped(order), [{"Enamel Mug": 3, "Spork": 2}])
        self.assert_state(again, "sent")

    def test_f6_a_kit_that_shopify_shipped_is_delivered_with_all_components(self):
        self.a_kit(self.mug, [(self.cup, 1), (self.lid, 2)])
        self.shop.deliver_shopify_shipments = True
        (order,), imported = self.several(1, mugs=3)
        self.merchant_later().fulfil(order, {order["lineItems"][0]["id"]: 2})
        self.take_in(order)
        moves = self.pickings(imported).move_ids
        done = moves.filtered(lambda move: move.state == "done")
        self.assertEqual(
            {move.product_id.name: move.quantity for move in done}, {"Cup": 2, "Lid": 4}
        )
        waiting = moves.filtered(lambda move: move.state not in ("done", "cancel"))
        self.assertEqual(
            {move.product_id.name: move.product_uom_qty for move in waiting},
            {"Cup": 1, "Lid": 2, "Spork": 2},
        )
        self.assertEqual(imported.sale_order_id.order_line[0].qty_delivered, 2)

    def test_o14_a_kit_that_came_shipped_is_delivered_with_all_components(self):
        self.a_kit(self.mug, [(self.cup, 1), (self.lid, 2)])
        order = self.an_order(mugs=3, sporks=0)
        self.merchant.set_quantity(order, order["lineItems"][0], 2)
        self.merchant.fulfil(order, {order["lineItems"][0]["id"]: 1})
        imported = self.take_in(order)
        moves = self.pickings(imported).move_ids.filtered(lambda move: move.state != "cancel")
        done = moves.filtered(lambda move: move.state == "done")
        self.assertEqual(
            {move.product_id.name: move.quantity for move in done}, {"Cup": 1, "Lid": 2}
        )
        self.assertEqual(
            {move.product_id.name: move.product_uom_qty for move in moves - done},
            {"Cup": 1, "Lid": 2},
        )
        self.assert_state(done.picking_id, "from_shopify")
