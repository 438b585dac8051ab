# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How orders are shipped: methods of their shipping lines, the carrier of their documents (O11).

All shipping lines are charged; the first one whose method is mapped names the carrier.
"""

from odoo import api, fields, models

from ...rules.shipping_method import ShippingLineKey
from .order_charges import shipping_key, shipping_lines


class ShopifyOrderLine(models.Model):
    _inherit = "shopify.order.line"

    shipping_method_id = fields.Many2one(
        "shopify.shipping.method", readonly=True, index="btree_not_null", ondelete="set null"
    )
    shipping_code = fields.Char(
        readonly=True, help="What the shop, or the carrier, calls the shipping method."
    )
    shipping_source = fields.Char(readonly=True, help="Who gave the price of the shipping.")


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    carrier_id = fields.Many2one(
        "delivery.carrier", compute="_compute_carrier_id", compute_sudo=True, string="Shipped by"
    )
    unmapped_shipping_id = fields.Many2one(
        "shopify.shipping.method",
        compute="_compute_carrier_id",
        compute_sudo=True,
        help="The shipping method for which a carrier is still to be chosen.",
    )

    @api.depends("line_ids.shipping_method_id.carrier_id", "sale_order_id.carrier_id")
    def _compute_carrier_id(self):
        for order in self:
            order.carrier_id = order.sale_order_id.carrier_id or order._shopify_carrier()
            order.unmapped_shipping_id = not order.carrier_id and order._shipping_methods()[:1]

    def _shipping_methods(self):
        """Return the methods of the order's shipping lines, in their order, without those that
        were put away."""
        lines = self.line_ids.filtered(lambda line: line.kind == "shipping")
        return lines.sorted("sequence").shipping_method_id.filtered("active")

    def _shopify_carrier(self):
        """Return the carrier of the first shipping method that has one."""
        return self._shipping_methods().filtered("carrier_id")[:1].carrier_id

    def _give_carriers(self):
        """Give the orders' documents the carriers of their shipping methods, where they have none
        and are not done yet."""
        by_carrier = {}
        for order in self:
            if carrier := order._shopify_carrier():
                by_carrier.setdefault(carrier, self.browse())
                by_carrier[carrier] |= order
        for carrier, orders in by_carrier.items():
            sales = orders.sale_order_id.filtered(lambda sale: not sale.carrier_id)
            sales.write({"carrier_id": carrier.id})
            sales.picking_ids.filtered(
                lambda picking: picking.state not in ("done", "cancel") and not picking.carrier_id
            ).write({"carrier_id": carrier.id})

    def action_choose_carrier(self):
        """Open the shipping method for which a carrier is to be chosen.

        :return: a window action
        """
        self.ensure_one()
        action = self.shop_id.action_open_shipping_methods()
        return {**action, "context": {"search_default_title": self.unmapped_shipping_id.title}}


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    # === STAGE === #

    def _stage_shipping_methods(self, orders):
        """Find the method of each shipping line of a batch, and add what is not listed yet.

        :param list orders: the client's ``Order`` objects
        :return: dict of field values by key of the shipping line
        """
        lines = [line for order in orders for line in shipping_lines(order)]
        keys = {
            shipping_key(line): ShippingLineKey(line.title, line.code, line.source)
            for line in lines
        }
        methods = self.env["shopify.shipping.method"]._find_or_add(self, set(keys.values()))
        return {
            line_key: {
                "shipping_method_id": methods[key].id,
                "shipping_code": key.code,
                "shipping_source": key.source,
            }
            for line_key, key in keys.items()
        }

    # === WRITE === #

    def _sale_values(self, order, lines, taxes):
        values = super()._sale_values(order, lines, taxes)
        carrier = order._shopify_carrier()
        return {**values, "carrier_id": carrier.id} if carrier else values

    def _line_product(self, line, kind):
        """Let the carrier's product stand for the charge where the method says so."""
        method = line.shipping_method_id if line and kind == "shipping" else None
        if method and method.active and method.use_carrier_product and method.carrier_id:
            return method.carrier_id.product_id
        return super()._line_product(line, kind)
