# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Plan fulfilments of orders: what the rules say of what was delivered and what is open (F2)."""

from odoo.fields import Domain

from ...rules.fulfillment import split
from .fulfillment_collect import OrderDeliveries, read_deliveries, shipping_of
from .fulfillment_texts import FulfillmentError
from .location_places import Places
from .order_fulfillment import VOID


class FulfillmentPlanning:
    """Plans the fulfilments of some orders.

    :param shop: the shop record
    :param notes: DeliveryNotes of the run
    :param due: domain of the deliveries that are to be sent
    """

    def __init__(self, shop, notes, due):
        self._shop = shop
        self._env = shop.env
        self._notes = notes
        self._due = due

    def plan(self, ids, found, problems):
        """Plan fulfilments; a delivery that makes none is done with.

        :param list ids: of ``shopify.order``
        :param dict found: the client's ``ShippingOrder`` by order id
        :param dict problems: FulfillmentError by order id of those that could not be read
        :return: field values of the calls to send
        """
        orders = self._env["shopify.order"].browse(ids)
        read_deliveries(orders)
        due = self._env["stock.picking"].search(
            self._due & Domain("shopify_order_id", "in", ids), order="date_done, id"
        )
        by_order = due.grouped("shopify_order_id")
        places = Places(self._shop)
        shipments = []
        for order in orders:
            own = by_order.get(order, due.browse())
            if order.id in problems:
                self._notes.problem(own, problems[order.id])
            elif own:
                shipments += self._plan_order(order, own, places, found[order.id])
        waiting = due.browse({values["picking_id"] for values in shipments})
        self._notes.finish(due - waiting)
        return shipments

    def _plan_order(self, order, due, places, shipping):
        deliveries = OrderDeliveries(order, places, due)
        rows = order.fulfillment_ids.filtered("picking_id")
        shipped = {one.id for one in shipping.fulfillments if one.status not in VOID}
        here, returned = deliveries.deliveries(shipped)
        result = split(shipping_of(shipping, {row._gid() for row in rows}), here, returned)
        self._notes.begin(due, here, result.elsewhere)
        names = {line.key: line.name for line in order.line_ids}
        for problem in result.problems:
            picking = due.browse(problem.delivery)
            self._notes.problem(picking, self._error(problem, names, picking))
        known = [one.id for one in shipping.fulfillments]
        places_by_gid = {
            node.assigned_location.id: node.assigned_location.name
            for node in shipping.fulfillment_orders
        }
        return [
            self._call_values(order, shipment, known, places_by_gid)
            for shipment in result.shipments
        ]

    @staticmethod
    def _error(problem, names, picking):
        return FulfillmentError(
            problem.code,
            line=names[problem.line],
            units=problem.units,
            known=problem.known,
            detail=problem.detail,
            place=picking.location_id.display_name,
        )

    def _call_values(self, order, shipment, known, names):
        picking = self._env["stock.picking"].browse(shipment.delivery)
        groups, units = {}, {}
        for part in shipment.parts:
            groups.setdefault(part.fulfillment_order, []).append([part.key, part.units])
            units[part.line] = units.get(part.line, 0) + part.units
        return {
            "order_id": order.id,
            "picking_id": picking.id,
            "location_shopify_id": shipment.location,
            "location_name": names.get(shipment.location),
            "groups": list(groups.items()),
            "units": units,
            "known": known,
            "tracking": picking._shopify_tracking(),
            "notify": picking._shopify_notifies(),
        }
