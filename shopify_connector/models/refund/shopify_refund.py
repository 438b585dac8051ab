# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules.retry_pause import next_attempt


class ShopifyRefund(models.Model):
    """Money or goods that went back, and the credit note that follows it (R3)."""

    _name = "shopify.refund"
    _description = "Refund of a Shopify order"
    _order = "processed_at desc, id desc"

    order_id = fields.Many2one("shopify.order", required=True, ondelete="cascade", index=True)
    shop_id = fields.Many2one(related="order_id.shop_id", store=True, index=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    partner_id = fields.Many2one(related="order_id.mapped_partner_id", string="Partner")
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(string="Refund", required=True, readonly=True)
    processed_at = fields.Datetime(string="Refunded at", readonly=True)
    note = fields.Char(readonly=True)
    return_id = fields.Many2one("shopify.return", readonly=True, ondelete="set null")
    currency_id = fields.Many2one(related="order_id.currency_id")
    presentment_currency_id = fields.Many2one(related="order_id.presentment_currency_id")
    total = fields.Monetary(string="Paid back", readonly=True)
    presentment_total = fields.Monetary(
        readonly=True, currency_field="presentment_currency_id", string="Paid back to the buyer"
    )
    is_pending = fields.Boolean(
        readonly=True, help="The money is on its way: the credit note waits for it."
    )
    is_credited = fields.Boolean(
        readonly=True,
        help="It takes back what was sold. Otherwise it only says that an edit took units off "
        "that were never shipped, which is nothing to credit.",
    )
    is_deleted = fields.Boolean(string="Deleted in Shopify", readonly=True)
    facts = fields.Char(readonly=True, help="Stands for all that the credit note is made of.")
    credited_facts = fields.Char(readonly=True, copy=False)
    line_ids = fields.One2many("shopify.refund.line", "refund_id", readonly=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("done", "Credited"),
            ("nothing", "Nothing to credit"),
            ("ignored", "Left out"),
        ],
        default="waiting",
        required=True,
        readonly=True,
        index=True,
    )
    hint = fields.Char(compute="_compute_hint", string="Waits for")
    create_requested = fields.Boolean(readonly=True, copy=False)
    move_id = fields.Many2one(
        "account.move",
        string="Credit note",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    move_state = fields.Selection(related="move_id.state", string="Credit note's state")
    goods_returned = fields.Boolean(readonly=True, copy=False)
    picking_ids = fields.One2many("stock.picking", "shopify_refund_id", readonly=True)
    picking_count = fields.Integer(compute="_compute_picking_count")
    has_error = fields.Boolean(readonly=True, index=True, copy=False)
    error_code = fields.Char(readonly=True, copy=False)
    error = fields.Char(readonly=True, copy=False)
    fix = fields.Char(string="What to do", readonly=True, copy=False)
    error_at = fields.Datetime(readonly=True, copy=False)
    attempts = fields.Integer(readonly=True, copy=False)
    retry_at = fields.Datetime(string="Next attempt", readonly=True, copy=False)

    _shopify_id_uniq = models.UniqueIndex("(order_id, shopify_id)")
    _retry_index = models.Index("(retry_at) WHERE has_error")

    # === COMPUTE METHODS === #

    @api.depends("state", "is_pending", "has_error", "create_requested")
    def _compute_hint(self):
        for refund in self:
            refund.hint = refund._waits_for() if refund.state == "waiting" else False

    def _waits_for(self):
        """Say what a refund that is not credited waits for; False for nothing."""
        order = self.order_id.sudo()
        if self.has_error:
            return False
        if self.is_pending:
            return self.env._("the money, which is on its way")
        if not order.sale_order_id:
            return self.env._("the order's documents")
        if not order._posted_invoices():
            return self.env._("the order's invoice to be posted")
        if not self._is_wanted():
            return self.env._("somebody who presses Create credit note")
        return False

    @api.depends("picking_ids")
    def _compute_picking_count(self):
        for refund in self:
            refund.picking_count = len(refund.picking_ids)

    # === ACTIONS === #

    def action_create_credit_note(self):
        """Create the credit notes of refunds, whatever the shop is set to. Callable over XML-RPC.

        :return: True; what is wrong stands in ``error`` and ``fix`` of each refund
        :raises UserError: if a refund has its credit note, its money is on its way, or there is
            nothing
            to credit
        """
        self.check_access("write")
        for refund in self:
            if why := refund._why_not():
                raise UserError(why)
        refunds = self.sudo()
        refunds.write({"create_requested": True, "state": "waiting"})
        for shop in refunds.shop_id:
            shop._process(refunds.filtered(lambda r, shop=shop: r.shop_id == shop).order_id)
        return True

    def _why_not(self):
        if self.move_id:
            return self.env._(
                "%(refund)s has its credit note: %(note)s.",
                refund=self.name,
                note=self.move_id.display_name,
            )
        if self.is_pending:
            return self.env._(
                "The money of %s is still on its way. The credit note follows when it has arrived.",
                self.name,
            )
        if not self.is_credited:
            return self.env._(
                "%s moved neither money nor goods: it only took units off the order.", self.name
            )
        if not self.order_id.sudo().sale_order_id:
            return self.env._(
                "%s has no sale order. Press Create documents on the order first.",
                self.order_id.name,
            )
        return False

    def action_retry(self):
        """Try again what has failed. Callable over XML-RPC.

        :return: True; what is still wrong stands in ``error`` and ``fix`` of each refund
        """
        self.check_access("write")
        refunds = self.sudo()
        for shop in refunds.shop_id:
            shop._process(refunds.filtered(lambda r, shop=shop: r.shop_id == shop).order_id)
        return True

    def action_settle_goods(self):
        """Take it that the goods of refunds were received, or are not coming back. Callable over
        XML-RPC.

        :return: True
        """
        self.check_access("write")
        self.sudo().write({"goods_returned": True, **self._no_error_values()})
        return True

    def action_ignore(self):
        """Leave refunds out: no credit note is created. Callable over XML-RPC.

        :return: True
        """
        self.check_access("write")
        waiting = self.filtered(lambda refund: not refund.move_id)
        waiting.sudo().write({"state": "ignored", **self._no_error_values()})
        return True

    def action_open_credit_note(self):
        """Open the credit note.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "view_mode": "form",
        }

    def action_open_pickings(self):
        """Show the return deliveries.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id("stock.action_picking_tree_all")
        if len(self.picking_ids) == 1:
            return {**action, "views": [(False, "form")], "res_id": self.picking_ids.id}
        return {**action, "domain": [("id", "in", self.picking_ids.ids)], "context": {}}

    def action_open_order(self):
        """Open the Shopify order.

        :return: a window action
        """
        self.ensure_one()
        return self.order_id.action_open()

    # === BUSINESS METHODS === #

    def _is_wanted(self):
        """Tell whether the credit note is to be made by itself, or somebody asked for it (R1)."""
        return self.create_requested or self.shop_id.return_processing == "credit"

    def _note_error(self, error):
        """Keep why a refund could not be credited, and when it is tried again."""
        explained = self.env["shopify.explain"]._explain(error)
        now = fields.Datetime.now()
        attempts = self.attempts + 1
        jitter = self.env["shopify.order"]._jitter()
        self.write(
            {
                "has_error": True,
                "error_code": explained.code,
                "error": explained.message,
                "fix": explained.fix,
                "error_at": now,
                "attempts": attempts,
                "retry_at": next_attempt(attempts, now, jitter),
            }
        )

    @api.model
    def _no_error_values(self):
        return {
            "has_error": False,
            "error_code": False,
            "error": False,
            "fix": False,
            "error_at": False,
            "attempts": 0,
            "retry_at": False,
        }


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    refund_ids = fields.One2many("shopify.refund", "order_id", readonly=True)
    return_ids = fields.One2many("shopify.return", "order_id", readonly=True)
    refund_count = fields.Integer(compute="_compute_refund_counts", string="Refunds")
    return_count = fields.Integer(compute="_compute_refund_counts", string="Returns")
    refund_error_count = fields.Integer(
        compute="_compute_refund_counts", string="Refunds with an error"
    )

    @api.depends("refund_ids.has_error", "return_ids")
    def _compute_refund_counts(self):
        for order in self:
            order.refund_count = len(order.refund_ids)
            order.return_count = len(order.return_ids)
            order.refund_error_count = len(order.refund_ids.filtered("has_error"))

    def action_open_refunds(self):
        """Show the refunds of the orders.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_refund_action"
        )
        if len(self.refund_ids) == 1:
            return {**action, "views": [(False, "form")], "res_id": self.refund_ids.id}
        return {**action, "domain": [("order_id", "in", self.ids)], "context": {}}

    def action_open_returns(self):
        """Show the returns of the orders.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_return_action"
        )
        if len(self.return_ids) == 1:
            return {**action, "views": [(False, "form")], "res_id": self.return_ids.id}
        return {**action, "domain": [("order_id", "in", self.ids)], "context": {}}

    def _posted_invoices(self):
        """Return the posted customer invoices of an order."""
        return self.sale_order_id.invoice_ids.filtered(
            lambda move: move.state == "posted" and move.move_type == "out_invoice"
        )


class AccountMove(models.Model):
    _inherit = "account.move"

    shopify_refund_id = fields.Many2one(
        "shopify.refund", readonly=True, copy=False, ondelete="set null"
    )

    # One refund gives at most one credit note, whoever imports it (R3).
    _shopify_refund_uniq = models.UniqueIndex(
        "(shopify_refund_id) WHERE shopify_refund_id IS NOT NULL",
        "This refund has a credit note already.",
    )


class StockPicking(models.Model):
    _inherit = "stock.picking"

    shopify_refund_id = fields.Many2one(
        "shopify.refund", readonly=True, copy=False, ondelete="set null", index="btree_not_null"
    )
    shopify_return_id = fields.Many2one(
        "shopify.return", readonly=True, copy=False, ondelete="set null", index="btree_not_null"
    )
