# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What an order's form shows of its payments, and its actions (O13)."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from .payment_books import DIRECTIONS, LIVE


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    payment_ids = fields.One2many(
        "account.payment", "shopify_order_id", string="Payments in Odoo", readonly=True
    )
    invoice_ids = fields.One2many(
        "account.move", "shopify_order_id", string="Invoices and credit notes", readonly=True
    )
    payment_count = fields.Integer(compute="_compute_payment_sums")
    payment_currency_id = fields.Many2one("res.currency", compute="_compute_payment_sums")
    paid_in = fields.Monetary(
        compute="_compute_payment_sums",
        currency_field="payment_currency_id",
        string="Received, registered in Odoo",
    )
    paid_out = fields.Monetary(
        compute="_compute_payment_sums",
        currency_field="payment_currency_id",
        string="Refunded, registered in Odoo",
    )
    open_amount = fields.Monetary(
        compute="_compute_payment_sums",
        currency_field="payment_currency_id",
        string="Open on invoices",
        help="What posted invoices still want, less what credit notes still owe.",
    )
    credit_amount = fields.Monetary(
        compute="_compute_payment_sums",
        currency_field="payment_currency_id",
        string="Customer's credit",
        help="What is left of the registered payments: no invoice has taken it yet.",
    )
    payment_notes = fields.Text(compute="_compute_payment_notes")
    has_payments_to_register = fields.Boolean(compute="_compute_has_payments_to_register")
    payments_requested = fields.Boolean(readonly=True, copy=False)

    # === COMPUTE METHODS === #

    @api.depends(
        "payment_ids.state",
        "payment_ids.amount",
        "payment_ids.move_id.line_ids.amount_residual_currency",
        "invoice_ids.state",
        "invoice_ids.amount_residual",
    )
    def _compute_payment_sums(self):
        """Sum up as the system: who may see the Shopify order may know how far it is."""
        for order in self:
            books = order.sudo()
            live = books.payment_ids.filtered(lambda payment: payment.state in LIVE)
            posted = books.invoice_ids.filtered(
                lambda move: move.state == "posted" and move.move_type in DIRECTIONS
            )
            incoming = live.filtered(lambda payment: payment.payment_type == "inbound")
            order.payment_count = len(books.payment_ids)
            order.payment_currency_id = (
                posted.currency_id[:1] or live.currency_id[:1] or order._document_currency()
            )
            order.paid_in = sum(incoming.mapped("amount"))
            order.paid_out = sum((live - incoming).mapped("amount"))
            order.open_amount = sum(
                move.amount_residual if move.move_type == "out_invoice" else -move.amount_residual
                for move in posted
            )
            lines = live.move_id.line_ids.filtered(
                lambda line: line.account_type == "asset_receivable"
            )
            order.credit_amount = -sum(lines.mapped("amount_residual_currency"))

    @api.depends("transaction_ids.registration", "credit_amount")
    def _compute_payment_notes(self):
        for order in self:
            order.payment_notes = "\n".join(order._payment_notes()) or False

    @api.depends("transaction_ids.registration", "invoice_ids.state")
    def _compute_has_payments_to_register(self):
        for order in self:
            order.has_payments_to_register = "waiting" in order.transaction_ids.mapped(
                "registration"
            ) and "posted" in order.sudo().invoice_ids.mapped("state")

    def _payment_notes(self):
        """Return the sentences about payments that a person should know of."""
        states = self.transaction_ids.grouped("registration")
        texts = (
            (
                "undone",
                self.env._(
                    "The payment of %s was cancelled, reversed or deleted in Odoo. It is not made "
                    "again by itself: press Register on the transaction if it should be, or Leave "
                    "out."
                ),
            ),
            (
                "covered",
                self.env._(
                    "%s was not registered, as the invoice is paid by hand already. If it was "
                    "other money, press Register on the transaction."
                ),
            ),
        )
        notes = [text % states[state]._label() for state, text in texts if state in states]
        if self.credit_amount > 0:
            amount = self.payment_currency_id.format(self.credit_amount)
            notes.append(
                self.env._("%s more was received than is invoiced: the customer's credit.", amount)
            )
        return notes

    # === ACTIONS === #

    def action_register_payments(self):
        """Register the payments of orders now, whatever their shop is set to. Callable over
        XML-RPC.

        :return: True; what is wrong stands in ``error`` and ``fix`` of each order
        :raises UserError: if an order has no posted invoice yet
        """
        self.check_access("write")
        orders = self.sudo()
        for order in orders:
            if "posted" not in order.invoice_ids.mapped("state"):
                raise UserError(
                    self.env._(
                        "%s has no posted invoice yet: payments are registered on invoices.",
                        order.name,
                    )
                )
        orders.payments_requested = True
        orders._pay_now()
        return True

    def action_open_payments(self):
        """Open the payments that are registered in Odoo.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_payment_action"
        )
        return {**action, "domain": [("shopify_order_id", "=", self.id)], "context": {}}


class ShopifyOrderTransaction(models.Model):
    _inherit = "shopify.order.transaction"

    def _label(self):
        """Return how sentences name the transactions."""
        return ", ".join(
            f"{row.currency_id.format(row.amount)} {row.gateway_name or row.gateway or ''}".strip()
            for row in self
        )
