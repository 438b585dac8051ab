# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime, timezone

from shopify_sandbox.merchant import Merchant

from .common import ShopifyCase, moment

ORDERED = "2026-03-02T09:30:00Z"


class TestDeliveries(ShopifyCase):
    """O12, O14, O18: what Shopify has shipped, or will never ship, is settled in Odoo too."""

    def setUp(self):
        super().setUp()
        self.merchant = Merchant(self.shopify)

    def an_order_of_three_and_two(self):
        builder = self.buy("Enamel Mug", 3).line(self.variant("Spork"), 2).shipping()
        return builder.at(ORDERED).paid_by("visa").place()

    def quantities(self, imported):
        """Return what the order's stock moves say: {SKU prefix of product: (done, open)}."""
        figures = {}
        for line in imported.line_ids.filtered("variant_id"):
            moves = line.sale_line_ids.move_ids
            done = sum(moves.filtered(lambda move: move.state == "done").mapped("quantity"))
            waiting = moves.filtered(lambda move: move.state not in ("done", "cancel"))
            figures[line.variant_id.product_id.name] = (
                done,
                sum(waiting.mapped("product_uom_qty")),
            )
        return figures

    def assert_ordered(self, imported, **quantities):
        lines = imported.line_ids.filtered("variant_id")
        ordered = {
            line.variant_id.product_id.name: line.sale_line_ids.product_uom_qty for line in lines
        }
        self.assertEqual(ordered, {"Enamel Mug": quantities["mugs"], "Spork": quantities["sporks"]})

    def test_o14_what_is_open_waits_for_its_delivery(self):
        (imported,) = self.take_in(self.an_order_of_three_and_two())
        self.assertEqual(self.quantities(imported), {"Enamel Mug": (0, 3), "Spork": (0, 2)})
        self.assertEqual(len(imported.sale_order_id.picking_ids), 1)

    def test_o14_the_order_keeps_its_date_when_it_is_confirmed(self):
        (imported,) = self.take_in(self.an_order_of_three_and_two())
        self.assertEqual(imported.sale_order_id.date_order, moment("2026-03-02 09:30:00"))

    def test_o14_what_is_shipped_is_delivered_at_shopifys_date(self):
        order = self.an_order_of_three_and_two()
        self.shopify.clock.set(datetime(2026, 3, 5, 16, 45, tzinfo=timezone.utc))
        self.merchant.fulfil(order, tracking=[("PostNL", "3SABC"), ("UPS", "1Z999")])
        self.shopify.clock.set(None)
        (imported,) = self.take_in(order)
        self.assertEqual(self.quantities(imported), {"Enamel Mug": (3, 0), "Spork": (2, 0)})
        picking = imported.sale_order_id.picking_ids
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.date_done, moment("2026-03-05 16:45:00"))
        self.assertEqual(set(picking.move_ids.mapped("date")), {moment("2026-03-05 16:45:00")})
        self.assertIn("3SABC", picking.carrier_tracking_ref)
        self.assertIn("1Z999", picking.carrier_tracking_ref)

    def test_o14_what_is_shipped_in_part_leaves_the_rest_open(self):
        order = self.an_order_of_three_and_two()
        mugs = order["lineItems"][0]
        self.merchant.fulfil(order, {mugs["id"]: 2})
        (imported,) = self.take_in(order)
        self.assertEqual(self.quantities(imported), {"Enamel Mug": (2, 1), "Spork": (0, 2)})
        done, waiting = imported.sale_order_id.picking_ids.sorted(lambda one: one.state != "done")
        self.assertEqual(done.state, "done")
        self.assertEqual(waiting.backorder_id, done)

    def test_o14_two_shipments_are_both_delivered(self):
        order = self.an_order_of_three_and_two()
        mugs, sporks = order["lineItems"]
        self.merchant.fulfil(order, {mugs["id"]: 2})
        self.merchant.fulfil(order, {mugs["id"]: 1, sporks["id"]: 1})
        (imported,) = self.take_in(order)
        self.assertEqual(self.quantities(imported), {"Enamel Mug": (3, 0), "Spork": (1, 1)})

    def test_o14_a_shipment_that_was_cancelled_is_open_again(self):
        order = self.an_order_of_three_and_two()
        (shipment,) = self.merchant.fulfil(order)
        self.merchant.cancel_fulfillment(order, shipment)
        (imported,) = self.take_in(order)
        self.assertEqual(self.quantities(imported), {"Enamel Mug": (0, 3), "Spork": (0, 2)})

    def test_o18_a_removed_line_is_ordered_but_not_delivered(self):
        order = self.an_order_of_three_and_two()
        self.merchant.remove_line(order, order["lineItems"][1])
        (imported,) = self.take_in(order)
        self.assert_ordered(imported, mugs=3, sporks=2)
        self.assertEqual(self.quantities(imported), {"Enamel Mug": (0, 3), "Spork": (0, 0)})

    def test_o18_a_lowered_quantity_is_ordered_as_it_was_and_delivered_as_it_is(self):
        order = self.an_order_of_three_and_two()
        self.merchant.set_quantity(order, order["lineItems"][0], 1)
        (imported,) = self.take_in(order)
        self.assert_ordered(imported, mugs=3, sporks=2)
        self.assertEqual(self.quantities(imported), {"Enamel Mug": (0, 1), "Spork": (0, 2)})

    def test_o18_a_raised_quantity_and_an_added_line_come_in_as_they_are(self):
        order = self.an_order_of_three_and_two()
        self.merchant.set_quantity(order, order["lineItems"][0], 5)
        self.merchant.add_line(order, self.variant("Tarp 3x3"), 1)
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        self.assert_charged(imported.sale_order_id, order)
        self.assertEqual(
            self.quantities(imported),
            {"Enamel Mug": (0, 5), "Spork": (0, 2), "Tarp 3x3": (0, 1)},
        )

    def test_o18_what_was_refunded_before_it_left_is_not_delivered(self):
        order = self.an_order_of_three_and_two()
        self.merchant.refund(order, {order["lineItems"][0]["id"]: 3})
        (imported,) = self.take_in(order)
        self.assertEqual(self.quantities(imported), {"Enamel Mug": (0, 0), "Spork": (0, 2)})

    def test_o14_shipping_more_later_does_not_make_a_second_order(self):
        order = self.an_order_of_three_and_two()
        (imported,) = self.take_in(order)
        sale = imported.sale_order_id
        self.merchant_later().fulfil(order)
        self.assertEqual(self.take_in(order).sale_order_id, sale)
        self.assertEqual(imported.fulfillment_status, "FULFILLED")
        self.assertEqual(len(imported.fulfillment_ids), 1)

    def test_o14_an_order_that_is_not_confirmed_has_no_delivery(self):
        self.shop.auto_confirm_orders = False
        order = self.an_order_of_three_and_two()
        self.merchant.fulfil(order, {order["lineItems"][0]["id"]: 1})
        (imported,) = self.take_in(order)
        self.assertEqual(imported.sale_order_id.state, "draft")
        self.assertFalse(imported.sale_order_id.picking_ids)
        self.assert_charged(imported.sale_order_id, order)

    def test_o12_the_location_that_ships_gives_the_warehouse(self):
        self.shop.action_get_locations()
        berlin = self.env["stock.warehouse"].create(
            {"name": "Berlin", "code": "BER", "company_id": self.company.id}
        )
        self.shop.location_ids.filtered(
            lambda one: one.name == "Store Berlin"
        ).warehouse_id = berlin
        place = next(
            one for one in self.shopify.collections["Location"] if one["name"] == "Store Berlin"
        )
        from_berlin, from_home = self.take_in(self.buy(location=place).place(), self.buy().place())
        self.assertEqual(from_berlin.sale_order_id.warehouse_id, berlin)
        self.assertEqual(from_berlin.line_ids.location_name, "Store Berlin")
        self.assertNotEqual(from_home.sale_order_id.warehouse_id, berlin)

    def test_n2_locations_come_and_go_as_in_shopify(self):
        self.shop.action_get_locations()
        self.assertEqual(
            set(self.shop.location_ids.mapped("name")),
            {"Warehouse Hamburg", "Store Berlin", "Store Amsterdam"},
        )
        self.shopify.remove(self.shopify.collections["Location"][2])
        self.assert_done(self.sync(self.shop, "locations"))
        self.assertEqual(len(self.shop.location_ids), 2)
        everything = self.shop.with_context(active_test=False).location_ids
        self.assertEqual(everything.filtered(lambda one: not one.active).name, "Store Amsterdam")


class TestSeveralLocations(ShopifyCase):
    """O12: each location's goods are delivered from the warehouse that stands for it."""

    def setUp(self):
        super().setUp()
        self.merchant = Merchant(self.shopify)
        self.shop.action_get_locations()
        first, second = self.shopify.collections["Location"][:2]
        self.north = self.a_warehouse("North", "NRT", first)
        self.south = self.a_warehouse("South", "STH", second)
        self.first, self.second = first, second

    def a_warehouse(self, name, code, location):
        warehouse = self.env["stock.warehouse"].create(
            {"name": name, "code": code, "company_id": self.company.id}
        )
        row = self.shop.location_ids.filtered(lambda one: one.shopify_id == location["id"])
        row.warehouse_id = warehouse
        return warehouse

    def pieces(self, sale):
        """Return how much each warehouse has to deliver, or has delivered."""
        return {
            picking.picking_type_id.warehouse_id.name: sum(picking.move_ids.mapped("quantity"))
            if picking.state == "done"
            else sum(picking.move_ids.mapped("product_uom_qty"))
            for picking in sale.picking_ids
            if picking.state != "cancel"
        }

    def test_o12_lines_of_two_locations_make_two_deliveries(self):
        order = self.buy("Enamel Mug", 3, location=self.first)
        order = order.line(self.variant("Spork"), 2, location=self.second).place()
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        self.assertEqual(self.pieces(imported.sale_order_id), {"North": 3, "South": 2})
        self.assertEqual(imported.sale_order_id.warehouse_id, self.north)

    def test_o12_a_line_over_two_locations_becomes_two_lines_with_its_exact_amounts(self):
        order = self.buy("Enamel Mug", 5, price="9.99", location=self.first)
        order = order.discount_code("TEN", "10").taxes(("VAT", "0.19")).tax_excluded().place()
        self.merchant.split(order, order["lineItems"][0], 2, self.second)
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        sale = imported.sale_order_id
        self.assertEqual(sale.order_line.mapped("product_uom_qty"), [3, 2])
        self.assertEqual(sale.order_line.shopify_line_id, imported.line_ids)
        self.assert_charged(sale, order)
        self.assertEqual(self.pieces(sale), {"North": 3, "South": 2})
        invoice = sale._create_invoices()
        invoice.action_post()
        self.assert_charged(invoice, order)

    def test_o12_what_one_location_has_shipped_is_delivered_from_its_warehouse(self):
        order = self.buy("Enamel Mug", 5, location=self.first).paid_by("visa").place()
        self.merchant.split(order, order["lineItems"][0], 2, self.second)
        self.merchant.fulfil(order, location=self.second)
        (imported,) = self.take_in(order)
        pickings = imported.sale_order_id.picking_ids
        by_name = {one.picking_type_id.warehouse_id.name: one for one in pickings}
        self.assertEqual(by_name["South"].state, "done")
        self.assertNotEqual(by_name["North"].state, "done")
        self.assertEqual(self.pieces(imported.sale_order_id), {"North": 3, "South": 2})

    def test_o12_two_locations_of_one_warehouse_stay_one_line(self):
        self.shop.location_ids.filtered("warehouse_id").warehouse_id = self.north
        order = self.buy("Enamel Mug", 5, location=self.first).place()
        self.merchant.split(order, order["lineItems"][0], 2, self.second)
        (imported,) = self.take_in(order)
        self.assertEqual(imported.sale_order_id.order_line.product_uom_qty, 5)
        self.assertEqual(self.pieces(imported.sale_order_id), {"North": 5})
