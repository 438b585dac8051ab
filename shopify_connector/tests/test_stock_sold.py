# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from shopify_sandbox.shopper import an_order

from .stock_case import StockCase


class TestStockSold(StockCase):
    """N7, N9: what Shopify has sold is neither offered twice nor taken off twice."""

    def setUp(self):
        super().setUp()
        self.in_odoo(self.mug, 10)

    def order(self, quantity=2, variant=None, **fields):
        """Begin an order of the mug, or of another variant."""
        self.shopify.clock.advance(minutes=1)
        return an_order(self.shopify).line(self.node(variant or self.mug), quantity, **fields)

    def orders_imported(self):
        """Orders are imported in general, so that those not here yet are asked for."""
        self.assert_done(self.sync(self.shop))

    def offered(self, variant=None, place=None):
        """Sync the stock and return what Shopify may sell then."""
        self.send()
        return self.in_shopify(variant or self.mug, place)

    def deliver(self, imported):
        pickings = imported.sale_order_id.picking_ids
        pickings.move_ids.picked = True
        pickings.with_context(skip_sms=True).button_validate()

    # === AN ORDER ON ITS WAY INTO ODOO === #

    def test_n7_an_order_stays_taken_off_all_the_way(self):
        """Sold, listed, imported, delivered, sent: 8 of the 10 may be sold at each step."""
        self.orders_imported()
        order = self.order(2).place()
        self.assertEqual(self.offered(), 8, "nobody has told of it")
        self.sync(self.shop, "orders_to_import")
        self.assertEqual(self.offered(), 8, "listed")
        (imported,) = self.take_in(order)
        self.assertEqual(self.offered(), 8, "in Odoo")
        self.deliver(imported)
        self.assertEqual(self.offered(), 8, "delivered, and Shopify does not know")
        self.merchant_later().fulfil(order)
        self.assertEqual(self.offered(), 8, "sent, and the order sync has not told")
        self.take_in(order)
        self.assertEqual(self.offered(), 8, "done")
        self.assertEqual(self.in_shopify(self.mug, name="on_hand"), 8)

    def test_n7_an_order_of_a_shop_that_imports_none_is_taken_off(self):
        self.order(2).place()
        self.assertFalse(self.shop.orders_synced_until)
        self.assertEqual(self.offered(), 8)

    def test_n7_an_order_sent_before_it_was_imported_is_taken_off(self):
        self.orders_imported()
        order = self.order(2).paid_by("visa").place()
        self.merchant_later().fulfil(order)
        order["closed"] = False
        self.assertEqual(self.offered(), 8)
        self.take_in(order)
        self.assertEqual(self.offered(), 8)

    def test_n7_an_order_that_waits_with_an_error_is_taken_off(self):
        cup = self.a_linked_variant("Cup", stock=5)
        cup.odoo_product_id = False
        self.shop.auto_create_products = False
        order = self.order(2).line(self.node(cup), 1).place()
        (imported,) = self.take_in(order)
        self.assertTrue(imported.has_error)
        self.assertEqual(self.offered(), 8)
        imported.line_ids.filtered(lambda line: line.variant_id == cup).product_id = self.a_product(
            "Cup"
        )
        imported.action_create_documents()
        self.assert_in_odoo(imported)
        self.assertEqual(self.offered(), 8)

    def test_n7_a_quotation_does_not_reserve_so_it_is_taken_off(self):
        self.shop.auto_confirm_orders = False
        (imported,) = self.take_in(self.order(2).place())
        self.assertEqual(imported.sale_order_id.state, "draft")
        self.assertEqual(self.offered(), 8)
        imported.sale_order_id.action_confirm()
        self.assertEqual(self.offered(), 8)

    def test_n7_an_order_that_is_left_out_is_taken_off_until_shopify_has_sent_it(self):
        self.shop.auto_create_orders = False
        order = self.order(2).place()
        (imported,) = self.take_in(order)
        imported.action_ignore()
        self.assertEqual(self.offered(), 8)
        self.merchant_later().fulfil(order)
        self.take_in(order)
        self.assertEqual(self.offered(), 10, "it never goes through Odoo")

    def test_n7_cancelled_and_refunded_pieces_are_offered_again(self):
        self.orders_imported()
        cancelled, refunded = self.order(2).place(), self.order(3).paid_by("visa").place()
        self.assertEqual(self.offered(), 5)
        merchant = self.merchant_later()
        merchant.cancel(cancelled)
        merchant.refund(refunded, {refunded["lineItems"][0]["id"]: 1}, restock="CANCEL")
        self.assertEqual(self.offered(), 8)

    def test_n7_many_orders_at_once_in_all_states(self):
        first, second = self.order(1).place(), self.order(1).place()
        imported = self.take_in(first, second)
        self.deliver(imported[0])
        self.order(1).place()
        self.shop.auto_confirm_orders = False
        self.take_in(self.order(1).place())
        self.assertEqual(self.offered(), 6)

    # === WHATEVER THE CALCULATION === #

    def test_n7_no_calculation_offers_twice_what_is_sold(self):
        self.warehouse.out_type_id.reservation_method = "manual"
        self.take_in(self.order(2).place())
        for calculation in ("free", "forecast_today", "on_hand"):
            with self.subTest(calculation):
                self.here.stock_calculation = calculation
                self.assertEqual(self.offered(), 8)

    def test_n7_a_sold_piece_due_next_week_is_not_offered(self):
        """Odoo's forecast as of today leaves out what is due later and not reserved."""
        self.warehouse.out_type_id.reservation_method = "manual"
        (imported,) = self.take_in(self.order(2).place())
        move = imported.sale_order_id.picking_ids.move_ids
        move.date = self.env.cr.now().replace(tzinfo=None, microsecond=0) + 7 * (
            self.here._end_of_today() - self.here._end_of_today().replace(hour=0)
        )
        self.assertEqual(self.offered(), 8)

    # === N9: ON HAND === #

    def test_n9_on_hand_leaves_it_to_shopify_to_take_its_sales_off(self):
        """What lies there is told, and Shopify may sell it less its own open orders."""
        self.here.write({"quantity_name": "on_hand", "stock_calculation": "on_hand"})
        self.orders_imported()
        order = self.order(2).place()
        self.assert_on_hand(10, "sold")
        (imported,) = self.take_in(order)
        self.assert_on_hand(10, "in Odoo")
        self.deliver(imported)
        self.assert_on_hand(10, "delivered, and Shopify still holds them for the order")
        self.merchant_later().fulfil(order)
        self.assert_on_hand(8, "sent, and the order sync has not told")
        self.take_in(order)
        self.assert_on_hand(8, "done")

    def test_n9_on_hand_knows_what_shopify_sent_before_odoo(self):
        self.here.write({"quantity_name": "on_hand", "stock_calculation": "on_hand"})
        self.orders_imported()
        order = self.order(2).paid_by("visa").place()
        self.merchant_later().fulfil(order)
        order["closed"] = False
        self.assert_on_hand(8, "not imported")

    def assert_on_hand(self, expected, when):
        self.send()
        figures = [self.in_shopify(self.mug, name=name) for name in ("on_hand", "available")]
        self.assertEqual(figures, [expected, 8], when)

    # === OTHERS THAT SELL THE SAME === #

    def test_n7_a_variant_of_the_same_product_is_taken_off_as_well(self):
        twin = self.a_linked_variant("Mug, second offer", self.mug.odoo_product_id)
        self.order(2).place()
        self.send()
        self.assertEqual((self.in_shopify(self.mug), self.in_shopify(twin)), (8, 8))

    def test_n7_a_location_fed_by_the_same_stock_is_taken_off_as_well(self):
        self.feed(self.there, self.warehouse.lot_stock_id)
        self.send()
        self.order(2).place()
        self.send()
        self.assertEqual(self.in_shopify(self.mug), 8)
        self.assertEqual(self.in_shopify(self.mug, self.there), 8)

    def test_n7_a_location_fed_by_other_stock_is_not(self):
        second = self.a_warehouse("W2")
        self.feed(self.there, second)
        self.in_odoo(self.mug, 10, second.lot_stock_id)
        self.send()
        self.order(2).place()
        self.send()
        self.assertEqual(self.in_shopify(self.mug), 8)
        self.assertEqual(self.in_shopify(self.mug, self.there), 10)

    # === UNITS === #

    def test_n3_a_variant_that_is_a_dozen_is_ordered_delivered_and_counted_by_the_dozen(self):
        box = self.a_linked_variant("Box of mugs", self.mug.odoo_product_id)
        box.uom_id = self.env.ref("uom.product_uom_dozen")
        self.in_odoo(self.mug, 50)
        order = self.order(3, box).paid_by("visa").place()
        self.assertEqual(self.offered(box), 2)
        self.assertEqual(self.in_shopify(self.mug), 24)
        self.merchant_later().fulfil(order, {order["lineItems"][0]["id"]: 1})
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        line = imported.sale_order_id.order_line
        self.assertEqual((line.product_uom_qty, line.product_uom_id), (3, box.uom_id))
        self.assert_charged(imported.sale_order_id, order)
        self.assertEqual(line.qty_delivered, 1)
        moves = line.move_ids.sorted("state")
        self.assertEqual({move.state: move.product_qty for move in moves}["done"], 12)
        self.assertEqual(sum(moves.mapped("product_qty")), 36)
        self.assertEqual(self.offered(box), 2)
        self.assertEqual(self.in_shopify(self.mug), 24)

    def test_n3_an_order_of_an_unknown_unit_waits(self):
        self.mug.uom_id = self.env.ref("uom.product_uom_kgm")
        (imported,) = self.take_in(self.order(1).place())
        self.assert_waits(imported, "stock_unit", "kg", "Units")
        self.mug.uom_id = False
        imported.action_create_documents()
        self.assert_in_odoo(imported)
