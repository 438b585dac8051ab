# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify has sold and Odoo does not know of yet, or the other way round (N7)."""

from collections import defaultdict
from dataclasses import dataclass

from odoo import models
from odoo.tools import SQL

from ...rules.stock import not_in_odoo
from ...shopify import gid


@dataclass
class SoldUnits:
    """Pieces of a variant at a location that orders take, by what Odoo knows of the orders.

    :ivar open_in_odoo: still to be sent, of orders with a confirmed sale order
    :ivar open_outside: still to be sent, of orders without one that are to get one
    :ivar sent_outside: sent already, of such orders
    :ivar delivered_only: delivered by Odoo, of which Shopify does not know
    :ivar sent_only: sent by Shopify, and not yet delivered by Odoo
    """

    open_in_odoo: int = 0
    open_outside: int = 0
    sent_outside: int = 0
    delivered_only: int = 0
    sent_only: int = 0

    def not_in_odoo(self, committed):
        """Count what was sold and no sale order in Odoo takes off.

        :param int committed: pieces that Shopify holds for orders at the location
        """
        return not_in_odoo(
            committed=committed,
            open_in_odoo=self.open_in_odoo,
            open_outside=self.open_outside,
            sent_outside=self.sent_outside,
        )

    def gone(self):
        """Count what has left and Odoo still counts as on hand."""
        return self.sent_outside + self.sent_only


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _sold_units(self, variants, fresh=None):
        """Sum up what orders take of variants, by location.

        :param variants: ``shopify.variant`` records, of any shop
        :param FreshOrders fresh: orders of this shop as they were just read, if any
        :return: dict of SoldUnits by (variant id, the location's gid)
        """
        sold = defaultdict(SoldUnits)
        known = fresh.records(self) if fresh else {}
        read = [record.id for record in known.values()]
        for variant_id, place, *pieces in self._stored_units(variants, read):
            sold[variant_id, place] = SoldUnits(*pieces)
        if fresh:
            fresh.add_to(sold, variants, known)
        return sold

    def _stored_units(self, variants, but):
        """Read it from the orders that are here.

        :param but: ids of ``shopify.order`` to leave out
        :return: list of (variant id, the location's gid, what SoldUnits has)
        """
        for model in ("shopify.order", "shopify.order.line", "sale.order", "sale.order.line"):
            self.env[model].flush_model()
        self.env.cr.execute(
            SQL(
                """
                SELECT line.variant_id, line.location_shopify_id,
                    COALESCE(SUM(to_send) FILTER (WHERE sale.state = 'sale'), 0),
                    COALESCE(SUM(to_send) FILTER (WHERE waits), 0),
                    COALESCE(SUM(sent) FILTER (WHERE waits), 0),
                    COALESCE(SUM(GREATEST(delivered - sent, 0)) FILTER (
                        WHERE sale.state = 'sale'), 0)::int,
                    COALESCE(SUM(GREATEST(sent - delivered, 0)) FILTER (
                        WHERE sale.state = 'sale'), 0)::int
                FROM shopify_order_line line
                JOIN shopify_order orders ON orders.id = line.order_id
                LEFT JOIN sale_order sale ON sale.id = orders.sale_order_id
                LEFT JOIN LATERAL (
                    SELECT SUM(qty_delivered) AS qty_delivered
                    FROM sale_order_line WHERE shopify_line_id = line.id
                ) sale_line ON TRUE,
                LATERAL (
                    SELECT line.unfulfilled_quantity AS to_send,
                        GREATEST(line.current_quantity - line.unfulfilled_quantity, 0) AS sent,
                        COALESCE(sale_line.qty_delivered, 0) AS delivered,
                        orders.state IN ('imported', 'ready')
                            OR sale.state IN ('draft', 'sent') AS waits
                ) units
                WHERE line.variant_id = ANY(%s) AND line.location_shopify_id IS NOT NULL
                    AND orders.cancelled_at IS NULL AND orders.history IS NULL
                    AND NOT orders.id = ANY(%s)
                    AND (to_send > 0 OR waits OR sent <> delivered)
                GROUP BY 1, 2
                """,
                variants.ids,
                list(but),
            )
        )
        return self.env.cr.fetchall()


class FreshOrders:
    """Orders that are not here, or no longer as Shopify has them, as they were just read.

    :param orders: the client's ``Order`` objects
    """

    def __init__(self, orders):
        self._orders = orders

    def records(self, shop):
        """Return the ``shopify.order`` records of those that are here by now, by gid."""
        found = shop.env["shopify.order"].search(
            [
                ("connection_id", "=", shop.connection_id.id),
                ("shopify_id", "in", [str(gid.number(order.id)) for order in self._orders]),
            ]
        )
        return {gid.make("Order", record.shopify_id): record for record in found}

    def add_to(self, sold, variants, records):
        """Add what they take to the sums.

        :param dict sold: SoldUnits by (variant id, the location's gid)
        :param variants: ``shopify.variant`` records to look at
        :param dict records: ``shopify.order`` by gid, of those that are here
        """
        nothing = variants.env["shopify.order"]
        ids = {gid.make("ProductVariant", variant.shopify_id): variant.id for variant in variants}
        for order in self._orders:
            record = records.get(order.id, nothing)
            if order.cancelled_at or (record and record.state == "ignored"):
                continue
            delivered = _delivered(record) if record.sale_order_state == "sale" else None
            for taken in taken_units(order):
                if taken.variant_gid in ids:
                    taken.add_to(sold[ids[taken.variant_gid], taken.location_gid], delivered)


@dataclass
class TakenUnits:
    """Pieces that a line of an order takes from a location."""

    line_id: str
    variant_gid: str
    location_gid: str
    to_send: int
    sent: int

    def add_to(self, units, delivered):
        """Add them to a sum.

        :param SoldUnits units: the sum
        :param dict delivered: pieces that Odoo has delivered by the line's gid, each counted off;
            None for an order that is not in Odoo
        """
        if delivered is None:
            units.open_outside += self.to_send
            units.sent_outside += self.sent
            return
        done = min(delivered.get(self.line_id, 0), self.to_send + self.sent)
        delivered[self.line_id] = delivered.get(self.line_id, 0) - done
        units.open_in_odoo += self.to_send
        units.delivered_only += max(done - self.sent, 0)
        units.sent_only += max(self.sent - done, 0)


def taken_units(order):
    """Tell what an order takes, by line and location.

    :param order: the client's ``Order``
    :return: list of TakenUnits
    """
    lines = {line.id: line for line in order.line_items if line.variant}
    sent_left = {
        line.id: max(line.current_quantity - line.unfulfilled_quantity, 0)
        for line in lines.values()
    }
    units = []
    for part in order.fulfillment_orders:
        for piece in part.line_items:
            line = lines.get(piece.line_item_id)
            if not line:
                continue
            # What was sent and has come back since is no longer taken.
            sent = min(piece.total_quantity - piece.remaining_quantity, sent_left[line.id])
            sent_left[line.id] -= sent
            units.append(
                TakenUnits(
                    line_id=line.id,
                    variant_gid=line.variant.id,
                    location_gid=part.assigned_location.id,
                    to_send=piece.remaining_quantity,
                    sent=sent,
                )
            )
    return units


def _delivered(record):
    return {
        line.key: int(sum(line.sale_line_ids.mapped("qty_delivered"))) for line in record.line_ids
    }
