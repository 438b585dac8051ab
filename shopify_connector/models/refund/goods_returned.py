# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Goods of refunds and returns: back in stock, or taken off what is still to be delivered
(R2-R4)."""

from collections import Counter

from odoo import models
from odoo.exceptions import UserError

from ..sync.explain import MappingError


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _deliver_no_more(self, orders):
        """Take units off open deliveries that were refunded in Shopify before they left (R6)."""
        for line in orders.line_ids.filtered("cancelled_quantity"):
            for sale_line in line.sale_line_ids:
                kept = sale_line.product_uom_qty - sale_line.shopify_cancelled_quantity
                open_moves = sale_line._open_moves()
                _lower(open_moves, sale_line._delivered_units() + _demand(open_moves) - kept)


class ShopifyRefund(models.Model):
    _inherit = "shopify.refund"

    def _take_goods_back(self):
        """Receive what was restocked, that of all refunds in one go (R3)."""
        returns = self.env["stock.picking"]
        for refund in self:
            order = refund.order_id
            units = Counter()
            for line in refund.line_ids.filtered(lambda line: line.kind == "line"):
                if line.is_restocked and line.restock_type != "CANCEL":
                    units[line.order_line_id] += line.quantity
            left = order._take_off_deliveries(units)
            returns |= refund._return_deliveries(left)
        returns._receive()
        self.goods_returned = True

    def _return_deliveries(self, units):
        """Make the returns of the deliveries that units have left with."""
        order = self.order_id
        returns = self.env["stock.picking"]
        for picking, moves in order._moves_to_return(units).items():
            back = order._return_delivery(picking, moves, self._return_location(picking))
            back.shopify_refund_id = self
            returns |= back
        return returns

    def _return_location(self, picking):
        """Return where the goods of a delivery come back to (R4); empty for Odoo's own choice."""
        if self.shop_id.return_location_priority == "original":
            return picking.location_id or self.shop_id.return_location_id
        return self.shop_id.return_location_id


class ShopifyReturn(models.Model):
    _inherit = "shopify.return"

    def _open_units(self):
        """Return the units that are announced and neither refunded nor on a return delivery yet."""
        units = Counter()
        for line in self.line_ids.filtered("order_line_id"):
            units[line.order_line_id] += max(line.quantity - line.refunded_quantity, 0)
        for move in self.picking_ids.move_ids.filtered(lambda move: move.state != "cancel"):
            units[move.sale_line_id.shopify_line_id] -= move.product_uom_qty
        return +units


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    # === WHAT HAS NOT LEFT === #

    def _take_off_deliveries(self, units):
        """Take units that came back in Shopify off deliveries that are still open here.

        :param Counter units: units by ``shopify.order.line``
        :return: Counter of the units that have left, and so have to be received
        """
        left = Counter()
        for line, count in units.items():
            delivered = sum(part._delivered_units() for part in line.sale_line_ids)
            left[line] = min(count, delivered)
            for sale_line in line.sale_line_ids:
                count -= _lower(sale_line._open_moves(), count - left[line])
        return +left

    # === WHAT COMES BACK === #

    def _prepare_return(self, returned):
        """Prepare the return deliveries of a return (R2).

        :param returned: the ``shopify.return``
        :raises UserError: if nothing of it was delivered by Odoo
        """
        by_picking = self._moves_to_return(returned._open_units())
        if not by_picking:
            raise UserError(
                self.env._(
                    "Nothing of %s is left to come back: it was not delivered by Odoo, or its "
                    "return delivery is there.",
                    returned.name,
                )
            )
        for picking, moves in by_picking.items():
            back = self._return_delivery(picking, moves, self.shop_id.return_location_id)
            back.shopify_return_id = returned

    def _moves_to_return(self, units):
        """Choose the moves that units left with, the last ones first.

        :param Counter units: units by ``shopify.order.line``
        :return: dict of dicts: quantity by move, by delivery
        :raises MappingError: if fewer were delivered
        """
        chosen = {}
        for line, count in units.items():
            for sale_line in line.sale_line_ids:
                count -= sale_line._choose_moves(count, chosen)
            if count > 0:
                raise MappingError("not_delivered", line=line.name, units=int(count))
        return chosen

    def _return_delivery(self, picking, quantities, location):
        """Make a return of a delivery.

        :param dict quantities: quantity by move
        :param location: where the goods come back to; empty for Odoo's own choice
        :return: the ``stock.picking``, ready to be received
        """
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        for line in wizard.product_return_moves:
            line.quantity = quantities.get(line.move_id, 0)
        back = wizard._create_return()
        back.move_ids.to_refund = True
        if location:
            back.location_dest_id = location
            back.move_ids.location_dest_id = location
            back.move_ids.move_line_ids.location_dest_id = location
        return back


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _open_moves(self):
        return self.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel") and move.product_id == self.product_id
        )

    def _done_moves(self):
        """Return the moves by which the line's goods have left, the last one first."""
        return self.move_ids.filtered(
            lambda move: move.state == "done" and move.location_dest_id.usage == "customer"
        ).sorted("id", reverse=True)

    def _delivered_units(self):
        """Return how many units have left, whatever came back since; a kit counts by its parts."""
        moves = self._done_moves()
        own = moves.filtered(lambda move: move.product_id == self.product_id)
        if moves and not own:
            return self.qty_delivered
        return sum(
            move.product_uom._compute_quantity(move.quantity, self.product_uom_id) for move in own
        )

    def _choose_moves(self, count, chosen):
        """Choose moves for units that come back; return how many units they are.

        :param dict chosen: dicts of quantity by move, by delivery; added to
        """
        moves = self._done_moves()
        if not moves.filtered(lambda move: move.product_id == self.product_id):
            return self._choose_kit_moves(moves, count, chosen)
        taken = 0.0
        for move in moves:
            unit = self.product_uom_id
            back = sum(move.returned_move_ids.filtered(_is_kept).mapped("product_uom_qty"))
            room = move.product_uom._compute_quantity(move.quantity - back, unit)
            part = min(room, count - taken)
            if part > 0:
                quantity = unit._compute_quantity(part, move.product_uom)
                chosen.setdefault(move.picking_id, {})[move] = quantity
                taken += part
        return taken

    def _choose_kit_moves(self, moves, count, chosen):
        """Choose the parts of kits in the proportion in which they left."""
        kits = self.qty_delivered
        if not kits:
            return 0.0
        taken = min(count, kits)
        for move in moves:
            chosen.setdefault(move.picking_id, {})[move] = move.quantity * taken / kits
        return taken


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _receive(self):
        """Receive the returns of refunds in full, at the moments of the refunds."""
        if not self:
            return
        for move in self.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        self.with_context(skip_backorder=True, skip_sms=True).button_validate()
        for picking in self.filtered(lambda picking: picking.state == "done"):
            moment = picking.shopify_refund_id.processed_at
            picking.date_done = moment
            picking.move_ids.date = moment


def _is_kept(move):
    return move.state != "cancel"


def _demand(moves):
    return sum(
        move.product_uom._compute_quantity(move.product_uom_qty, move.sale_line_id.product_uom_id)
        for move in moves
    )


def _lower(moves, units):
    """Lower the demand of moves by some units; return by how many it was possible."""
    lowered = 0.0
    for move in moves:
        unit = move.sale_line_id.product_uom_id
        demand = move.product_uom._compute_quantity(move.product_uom_qty, unit)
        part = min(demand, units - lowered)
        if part <= 0:
            continue
        if part == demand:
            move._action_cancel()
        else:
            move.product_uom_qty -= unit._compute_quantity(part, move.product_uom)
        lowered += part
    return lowered
