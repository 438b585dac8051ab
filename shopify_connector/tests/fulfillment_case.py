# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Orders that are delivered here and fulfilled in the sandbox, for the tests."""

from unittest.mock import patch

from odoo.addons.shopify_connector.models.fulfillment import fulfillment_settle

from shopify_sandbox.merchant import Merchant

from .common import ShopifyCase


class FulfillmentFixtures:
    """Builds orders, deliveries and what Shopify has of them; mixed into cases."""

    def setUp(self):
        super().setUp()
        self.merchant = Merchant(self.shopify)

    # === ORDERS === #

    def an_order(self, mugs=3, sporks=2):
        """A paid order of mugs and sporks."""
        builder = self.buy("Enamel Mug", mugs)
        if sporks:
            builder.line(self.variant("Spork"), sporks)
        return builder.shipping().paid_by("visa").place()

    def several(self, count, **options):
        """Some orders, and their imported records."""
        orders = [self.an_order(**options) for _number in range(count)]
        return orders, self.take_in(*orders)

    def location(self, name):
        """The sandbox's location of a name."""
        return next(one for one in self.shopify.collections["Location"] if one["name"] == name)

    def a_warehouse(self, name, code, location=None):
        """A warehouse, which stands for a Shopify location if one is named."""
        warehouse = self.env["stock.warehouse"].create(
            {"name": name, "code": code, "company_id": self.company.id}
        )
        if location:
            if not self.shop.location_ids:
                self.shop.action_get_locations()
            places = self.shop.location_ids.filtered(lambda one: one.name == location)
            places.warehouse_id = warehouse
        return warehouse

    # === DELIVERIES === #

    def pickings(self, imported):
        """The deliveries of imported orders."""
        return imported.sale_order_id.picking_ids

    def deliver(self, imported, units=None, tracking=False, place=None):
        """Do an order's open delivery; the rest goes on a backorder.

        :param dict units: delivered units by the product's name; by default all
        :param tracking: the tracking reference
        :param place: the stock location it leaves from instead
        :return: the delivery
        """
        picking = self.open_pickings(imported)
        self.assertEqual(len(picking), 1, "not one delivery is open")
        if place:
            picking.do_unreserve()
            picking.location_id = place
            picking.move_ids.location_id = place
        return self.carry_out(picking, units, tracking)

    def open_pickings(self, imported):
        """The deliveries of imported orders that are not done."""
        return self.pickings(imported).filtered(lambda one: one.state not in ("done", "cancel"))

    def carry_out(self, picking, units=None, tracking=False):
        """Do a delivery; as :meth:`deliver`."""
        for move in picking.move_ids:
            name = move.sale_line_id.shopify_line_id.variant_id.product_id.name
            wanted = move.product_uom_qty if units is None else units.get(name, 0)
            move.quantity = wanted
            move.picked = bool(wanted)
        if tracking:
            picking.carrier_tracking_ref = tracking
        picking.with_context(skip_backorder=True).button_validate()
        self.assertEqual(picking.state, "done")
        return picking

    def give_back(self, picking, units=None):
        """Take all of a delivery back, or some units of each line."""
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({"picking_id": picking.id})
        )
        for line in wizard.product_return_moves:
            line.quantity = line.move_id.quantity if units is None else units
        returned = wizard._create_return()
        for move in returned.move_ids:
            move.quantity = move.product_uom_qty
            move.picked = True
        returned.button_validate()
        self.assertEqual(returned.state, "done")
        return returned

    # === SYNC === #

    def send(self, **options):
        """Send what is done, to its end."""
        run = self.sync(self.shop, "fulfillments", options or None)
        self.assert_done(run)
        return run

    def settle_at_once(self):
        """Let lost fulfilments be settled without waiting."""
        none = fulfillment_settle.SETTLING_TIME * 0
        return patch.object(fulfillment_settle, "SETTLING_TIME", none)

    # === ASSERTIONS === #

    def shipped(self, order):
        """What Shopify has shipped of an order: the units of each fulfilment by product."""
        return [
            {part["lineItem"]["title"]: part["quantity"] for part in node["fulfillmentLineItems"]}
            for node in order["fulfillments"]
            if node["status"] == "SUCCESS"
        ]

    def assert_state(self, picking, state, *words):
        """The delivery is in a state, and says these words and what to do."""
        self.assertEqual(
            picking.shopify_fulfillment_state, state, picking.shopify_fulfillment_reason
        )
        for word in words:
            self.assertIn(word, picking.shopify_fulfillment_reason or "")
        if words:
            self.assertTrue(picking.shopify_fulfillment_fix, "nothing says what to do")

    def operations(self, name):
        """The requests that the sandbox got of operations that begin so."""
        return [one for one in self.sandbox.requests if one.operation.startswith(name)]


class FulfillmentCase(FulfillmentFixtures, ShopifyCase):
    """A shop that may change Shopify, and its merchant."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop.allow_changes = True
