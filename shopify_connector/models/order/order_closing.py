# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Orders with which nothing is left to do: marked here, and archived in Shopify (O20)."""

from odoo import fields, models
from odoo.tools import SQL

# Paid in full and shipped in Shopify; confirmed, delivered, invoiced and credited here. A payment
# that could not be registered is an error of its order.
DONE = """
    UPDATE shopify_order shopify SET is_processed = TRUE, processed_on = %(now)s
    FROM sale_order sale
    WHERE shopify.shop_id = %(shop)s AND sale.id = shopify.sale_order_id
        AND (%(all)s OR shopify.id = ANY(%(ids)s))
        AND shopify.is_processed IS NOT TRUE
        AND shopify.has_error IS NOT TRUE AND shopify.has_conflict IS NOT TRUE
        AND (
            shopify.cancelled_at IS NULL
            AND shopify.financial_status IN ('PAID', 'PARTIALLY_REFUNDED', 'REFUNDED')
            AND round(shopify.total_outstanding::numeric, 3) = 0
            AND shopify.fulfillment_status = 'FULFILLED'
            AND sale.state = 'sale' AND sale.invoice_status = 'invoiced'
            OR shopify.cancelled_at IS NOT NULL AND sale.state = 'cancel'
        )
        AND NOT EXISTS (
            SELECT FROM account_move move
            WHERE move.shopify_order_id = shopify.id AND move.state = 'draft'
        )
        AND NOT EXISTS (
            SELECT FROM stock_picking picking
            WHERE picking.sale_id = sale.id AND picking.state NOT IN ('done', 'cancel')
        )
        AND NOT EXISTS (
            SELECT FROM shopify_refund refund
            WHERE refund.order_id = shopify.id AND (
                refund.has_error
                OR refund.state = 'waiting' AND (%(credits)s OR refund.create_requested)
            )
        )
    RETURNING shopify.id
"""


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    close_orders = fields.Boolean(
        string="Archive orders that are done",
        help="An order that is paid in full and fulfilled in Shopify, and delivered and invoiced "
        "in Odoo, is archived in Shopify; credit notes and payments come first, where the shop "
        "makes them. Off: it is only marked as processed here.",
    )

    def _follow_up_steps(self):
        return (self._take_up_again, *super()._follow_up_steps(), self._mark_finished)

    def _take_up_again(self, orders):
        """Look anew whether nothing is left to do with orders that have changed."""
        orders.filtered("is_processed").write({"is_processed": False, "processed_on": False})

    def _mark_finished(self, orders):
        """Mark those of some orders with which nothing is left to do."""
        ended = orders.filtered(
            lambda order: order.fulfillment_status == "FULFILLED" or order.cancelled_at
        )
        if ended:
            self._mark_processed(ended)

    def _mark_processed(self, orders=None):
        """Mark the orders with which nothing is left to do.

        :param orders: the only ones to look at; None: all of this shop
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                DONE,
                shop=self.id,
                all=orders is None,
                ids=orders.ids if orders else [],
                credits=self.return_processing == "credit",
                now=fields.Datetime.now(),
            )
        )
        marked = self.env["shopify.order"].browse(row[0] for row in self.env.cr.fetchall())
        marked.invalidate_recordset(["is_processed", "processed_on"], flush=False)

    def _orders_to_close(self, limit=None):
        """Return the orders to archive in Shopify: one that was opened there again stays open."""
        if not self.close_orders:
            return self.env["shopify.order"]
        return self.env["shopify.order"].search(
            [
                ("shop_id", "=", self.id),
                ("is_processed", "=", True),
                ("closed_at", "=", False),
                ("cancelled_at", "=", False),
                ("is_closed_from_here", "=", False),
                ("history", "=", False),
            ],
            order="id",
            limit=limit,
        )


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    is_processed = fields.Boolean(
        string="Processed",
        readonly=True,
        copy=False,
        index=True,
        help="Paid in full and fulfilled in Shopify, delivered and invoiced in Odoo: nothing is "
        "left to do.",
    )
    processed_on = fields.Datetime(readonly=True, copy=False)
    is_closed_from_here = fields.Boolean(
        readonly=True, copy=False, help="The connector has archived the order in Shopify."
    )
