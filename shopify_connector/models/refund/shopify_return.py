# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ShopifyReturn(models.Model):
    """A return that a buyer has announced at Shopify, for information (R2)."""

    _name = "shopify.return"
    _description = "Return of a Shopify order"
    _order = "created_at desc, id desc"

    order_id = fields.Many2one("shopify.order", required=True, ondelete="cascade", index=True)
    shop_id = fields.Many2one(related="order_id.shop_id", store=True, index=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(string="Return", required=True, readonly=True)
    status = fields.Char(readonly=True)
    created_at = fields.Datetime(string="Announced at", readonly=True)
    closed_at = fields.Datetime(readonly=True)
    total_quantity = fields.Integer(string="Units", readonly=True)
    reasons = fields.Char(compute="_compute_reasons")
    line_ids = fields.One2many("shopify.return.line", "return_id", readonly=True)
    refund_ids = fields.One2many("shopify.refund", "return_id", readonly=True)
    picking_ids = fields.One2many("stock.picking", "shopify_return_id", readonly=True)
    picking_count = fields.Integer(compute="_compute_picking_count")

    _shopify_id_uniq = models.UniqueIndex("(order_id, shopify_id)")

    @api.depends("line_ids.reason")
    def _compute_reasons(self):
        for one in self:
            one.reasons = ", ".join(sorted(set(filter(None, one.line_ids.mapped("reason")))))

    @api.depends("picking_ids")
    def _compute_picking_count(self):
        for one in self:
            one.picking_count = len(one.picking_ids)

    # === ACTIONS === #

    def action_prepare_delivery(self):
        """Prepare the return delivery of the units that are announced and not prepared yet, for the
        warehouse to receive (R2). Callable over XML-RPC.

        :return: a window action on the deliveries
        :raises UserError: if nothing of it was delivered by Odoo
        """
        self.check_access("write")
        for one in self.sudo():
            one.order_id._prepare_return(one)
        return self.action_open_pickings()

    def action_open_pickings(self):
        """Show the return deliveries.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id("stock.action_picking_tree_all")
        pickings = self.picking_ids
        if len(pickings) == 1:
            return {**action, "views": [(False, "form")], "res_id": pickings.id}
        return {**action, "domain": [("id", "in", pickings.ids)], "context": {}}

    def action_open_order(self):
        """Open the Shopify order.

        :return: a window action
        """
        self.ensure_one()
        return self.order_id.action_open()


class ShopifyReturnLine(models.Model):
    _name = "shopify.return.line"
    _description = "Line of a return of a Shopify order"
    _order = "return_id, id"

    return_id = fields.Many2one("shopify.return", required=True, ondelete="cascade", index=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    order_line_id = fields.Many2one("shopify.order.line", readonly=True, ondelete="set null")
    name = fields.Char(related="order_line_id.name", string="Article")
    quantity = fields.Integer(readonly=True)
    processed_quantity = fields.Integer(string="Processed", readonly=True)
    refunded_quantity = fields.Integer(string="Refunded", readonly=True)
    reason = fields.Char(readonly=True)
    reason_note = fields.Char(string="Note of the shop", readonly=True)
    customer_note = fields.Char(string="Note of the buyer", readonly=True)
