# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Orders of long ago: kept as records only, or with documents that move nothing (O26).

They take no part in what becomes of other orders: nothing is delivered, invoiced, paid or written
back. A later change in Shopify updates the Shopify order, and nothing else.
"""

from odoo import fields, models

from .order_progress import DONE, OPEN


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    history = fields.Selection(
        [("records", "Record only"), ("documents", "With a sale order")],
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The order was imported as history: it moves neither stock nor books.",
    )

    def action_create_documents(self):
        """Let orders that are kept as history only become orders like any other, too."""
        self.check_access("write")
        self.filtered(lambda order: order.state == "history").sudo().write(
            {"state": "imported", "history": False, "is_processed": False, "processed_on": False}
        )
        return super().action_create_documents()

    def _writes_reference(self, sale_id):
        return not self.history and super()._writes_reference(sale_id)

    def _steps(self):
        if not self.history:
            return super()._steps()
        order = self.sudo()
        return [
            order._step("ordered", self.env._("Ordered"), DONE, order.processed_at),
            order._step("imported", self.env._("Imported as history"), DONE, order.create_date),
            order._mapped_step(),
            *([order._sale_step()] if order.history == "documents" else []),
        ]

    def _mapped_step(self):
        if self.history != "records":
            return super()._mapped_step()
        partner = self.mapped_partner_id
        state = DONE if partner else OPEN
        return self._step("mapped", self.env._("Mapped"), state, text=partner.name)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _follow_up(self, orders, run=None):
        return super()._follow_up(orders.filtered(lambda order: not order.history), run)

    def _sale_values(self, order, lines, taxes):
        values = super()._sale_values(order, lines, taxes)
        return {**values, "shopify_history": True} if order.history else values

    def _create_sale_orders(self, planned, taxes):
        result = super()._create_sale_orders(planned, taxes)
        orders = self.env["shopify.order"].union(*planned)
        past = orders.filtered(lambda order: order.history and order.sale_order_id)
        if past:
            past.confirm_requested = False
            past.sale_order_id._close_as_history()
        return result
