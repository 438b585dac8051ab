# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from contextlib import suppress
from unittest.mock import patch

from odoo.addons.shopify_connector.models.sync.meter import Meter
from odoo.addons.shopify_connector.models.sync.transaction import session_lock
from odoo.fields import Command
from odoo.sql_db import db_connect

from .common import ShopifyCase


class Killed(BaseException):
    """Ends a worker as if it were killed."""


class TestOrderReserving(ShopifyCase):
    """G6, G10, O14: sale orders are confirmed side by side; stock is reserved in turn."""

    def setUp(self):
        super().setUp()
        other = self.enterContext(db_connect(self.env.cr.dbname).cursor())
        self.enterContext(session_lock(other, "shopify.help", self.shop.id, 1))
        # A first order makes the product.
        self.take_in(self.an_order())
        variants = self.env["shopify.variant"].search([("product_id.name", "=", "Enamel Mug")])
        self.mug = variants.odoo_product_id
        self.mug.is_storable = True
        self.warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)])

    def an_order(self, mugs=1):
        self.shopify.clock.advance(minutes=1)
        return self.buy("Enamel Mug", mugs).paid_by("visa").place()

    def receive(self, units, product=None, location=None):
        """Put units into the stock of the shop's warehouse."""
        self.env["stock.quant"]._update_available_quantity(
            product or self.mug, location or self.warehouse.lot_stock_id, units
        )

    def take_in_until_killed(self, *orders):
        """Import orders by a worker that is killed before its turn with the stock.

        :return: (the run, the Shopify orders)
        """
        with (
            patch.object(type(self.shop), "_go_on_in_turn", side_effect=Killed),
            suppress(Killed),  # assertRaises would roll back
        ):
            self.sync(self.shop)
        self.env.invalidate_all()
        run = self.shop.last_run_id
        self.assertEqual(run.state, "running")
        imported = self.env["shopify.order"].union(*(self.imported(one["name"]) for one in orders))
        self.assertEqual(len(imported), len(orders))
        return run, imported

    def reserved(self, product=None):
        """Return how many units of a product are reserved, and as many moves say."""
        product = product or self.mug
        quants = self.env["stock.quant"].search(
            [("product_id", "=", product.id), ("location_id.usage", "=", "internal")]
        )
        moves = self.env["stock.move"].search(
            [("product_id", "=", product.id), ("state", "!=", "done")]
        )
        units = sum(quants.mapped("reserved_quantity"))
        self.assertEqual(sum(moves.mapped("quantity")), units)
        return units

    def test_o14_imported_orders_have_their_stock_reserved(self):
        self.receive(5)
        imported = self.take_in(self.an_order(2), self.an_order(2), self.an_order(2))
        self.assertEqual(
            imported.sale_order_id.picking_ids.mapped("state"), ["assigned", "assigned", "assigned"]
        )
        self.assertEqual(
            imported.sale_order_id.picking_ids.move_ids.mapped("state"),
            ["assigned", "assigned", "partially_available"],
        )
        self.assertEqual(self.reserved(), 5)
        self.assertFalse(any(imported.mapped("reserve_requested")))
        self.assertFalse(any(imported.mapped("follow_up_requested")))

    def test_g10_orders_are_confirmed_before_their_turn_with_the_stock(self):
        self.receive(5)
        _run, imported = self.take_in_until_killed(self.an_order(2), self.an_order(1))
        self.assert_in_odoo(imported)
        self.assertEqual(
            imported.sale_order_id.picking_ids.move_ids.mapped("state"), ["confirmed", "confirmed"]
        )
        self.assertEqual(self.reserved(), 0)

    def test_g6_the_next_worker_reserves_what_a_killed_one_has_left(self):
        self.receive(5)
        run, imported = self.take_in_until_killed(self.an_order(2), self.an_order(1))
        with self.without_commits():
            run._execute()
        self.assert_done(run)
        self.assertEqual(
            imported.sale_order_id.picking_ids.move_ids.mapped("state"), ["assigned", "assigned"]
        )
        self.assertEqual(self.reserved(), 3)

    def test_g10_a_helper_goes_on_with_what_others_have_confirmed(self):
        self.receive(5)
        run, confirmed = self.take_in_until_killed(self.an_order(2))
        order = self.an_order(1)
        with patch.object(type(self.shop), "_work_off_batch", side_effect=Killed), suppress(Killed):
            self.sync(self.shop)
        ready = self.imported(order["name"])
        self.assertEqual(ready.state, "ready")
        with self.without_commits():
            self.shop._working()._write_ready(Meter(run), helps=True)
        self.env.invalidate_all()
        self.assert_in_odoo(ready)
        moves = (confirmed | ready).sale_order_id.picking_ids.move_ids
        self.assertEqual(moves.mapped("state"), ["assigned", "assigned"])
        self.assertEqual(self.reserved(), 3)

    def test_g10_a_worker_confirms_more_while_another_has_its_turn(self):
        self.receive(5)
        run, confirmed = self.take_in_until_killed(self.an_order(2))
        other = self.enterContext(db_connect(self.env.cr.dbname).cursor())
        with (
            session_lock(other, "shopify.stock", self.company.id) as granted,
            self.without_commits(),
        ):
            self.assertTrue(granted)
            self.shop._working()._write_ready(Meter(run), helps=True)
        self.env.invalidate_all()
        self.assertEqual(confirmed.sale_order_id.picking_ids.move_ids.state, "confirmed")
        self.assertTrue(confirmed.follow_up_requested)

    def test_g6_the_scheduled_action_goes_on_where_no_run_does(self):
        self.receive(5)
        order = self.an_order(2)
        self.merchant_later().fulfil(order)
        run, imported = self.take_in_until_killed(order)
        run.state = "failed"
        with self.without_commits():
            self.env["shopify.shop"]._cron_retry_orders()
        self.assertEqual(imported.sale_order_id.picking_ids.state, "done")
        self.assertEqual(imported.sale_order_id.invoice_count, 1)
        self.assertFalse(imported.follow_up_requested or imported.reserve_requested)

    def test_g6_the_next_worker_follows_a_change_that_a_killed_one_has_read(self):
        self.shop.cancel_confirmed_orders = "cancel"
        order = self.an_order(2)
        self.take_in(order)
        self.merchant_later().cancel(order)
        run, imported = self.take_in_until_killed(order)
        self.assertTrue(imported.cancelled_at)
        self.assertEqual(imported.sale_order_id.state, "sale")
        with self.without_commits():
            run._execute()
        self.assert_done(run)
        self.assertEqual(imported.sale_order_id.state, "cancel")

    def test_g10_what_another_worker_went_on_with_is_not_done_twice(self):
        self.receive(5)
        _run, imported = self.take_in_until_killed(self.an_order(2))
        shop = self.shop._working()
        with self.without_commits():
            shop._go_on_in_turn(imported, None)
            imported.sale_order_id.picking_ids.do_unreserve()
            shop._go_on_in_turn(imported, None)
        self.assertEqual(self.reserved(), 0, "what somebody has unreserved stays so")

    def test_o14_a_picking_step_before_the_delivery_is_reserved_too(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.receive(5)
        (imported,) = self.take_in(self.an_order(2))
        picking = imported.sale_order_id.picking_ids.filtered(
            lambda one: one.picking_type_id == self.warehouse.pick_type_id
        )
        self.assertEqual(picking.state, "assigned")
        self.assertEqual(self.reserved(), 2)

    def test_o14_reservation_by_hand_stays_by_hand(self):
        self.warehouse.out_type_id.reservation_method = "manual"
        self.receive(5)
        (imported,) = self.take_in(self.an_order(2))
        self.assertEqual(imported.sale_order_id.picking_ids.state, "confirmed")
        self.assertEqual(self.reserved(), 0)

    def test_o14_what_is_made_to_order_has_its_components_reserved(self):
        if "mrp.production" not in self.env:
            self.skipTest("needs Manufacturing")
        steel = self.env["product.product"].create(
            {"name": "Steel", "type": "consu", "is_storable": True}
        )
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": self.mug.product_tmpl_id.id,
                "company_id": self.company.id,
                "bom_line_ids": [Command.create({"product_id": steel.id, "product_qty": 1})],
            }
        )
        routes = self.warehouse.mto_pull_id.route_id | self.warehouse.manufacture_pull_id.route_id
        routes.active = True
        self.mug.route_ids = routes
        self.receive(5, steel)
        self.take_in(self.an_order(2))
        production = self.env["mrp.production"].search([("product_id", "=", self.mug.id)])
        self.assertEqual(production.product_qty, 2)
        self.assertEqual(self.reserved(steel), 2)

    def test_o14_orders_that_count_on_free_stock_are_confirmed_in_turn(self):
        """Of two orders of a unit, with one in stock, one has another unit fetched."""
        supply = self.env["stock.location"].create(
            {
                "name": "Supply",
                "usage": "internal",
                "location_id": self.warehouse.view_location_id.id,
            }
        )
        rule = self.warehouse.delivery_route_id.rule_ids.filtered(
            lambda rule: rule.location_src_id == self.warehouse.lot_stock_id
        )
        rule.procure_method = "mts_else_mto"
        self.env["stock.rule"].create(
            {
                "name": "Fetch from Supply",
                "route_id": self.warehouse.delivery_route_id.id,
                "action": "pull",
                "procure_method": "make_to_stock",
                "location_src_id": supply.id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "picking_type_id": self.warehouse.int_type_id.id,
                "warehouse_id": self.warehouse.id,
                "company_id": self.company.id,
            }
        )
        self.receive(1)
        self.receive(5, location=supply)
        run, imported = self.take_in_until_killed(self.an_order())
        self.env["sale.order"].create(
            {
                "partner_id": imported.sale_order_id.partner_id.id,
                "order_line": [Command.create({"product_id": self.mug.id})],
            }
        ).action_confirm()
        with self.without_commits():
            run._execute()
        self.assert_in_odoo(imported)
        fetched = self.env["stock.move"].search(
            [("product_id", "=", self.mug.id), ("location_id", "=", supply.id)]
        )
        self.assertEqual(sum(fetched.mapped("product_uom_qty")), 1)
