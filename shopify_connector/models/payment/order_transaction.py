# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What became of a transaction in Odoo (O13)."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...rules.payment import Movement, payments
from ..sync.amounts import decimal_of


class ShopifyOrderTransaction(models.Model):
    _inherit = "shopify.order.transaction"

    method_id = fields.Many2one(
        "shopify.payment.method",
        string="Payment method",
        compute="_compute_method_id",
        store=True,
        index="btree_not_null",
        ondelete="set null",
    )
    payment_ids = fields.One2many("account.payment", "shopify_transaction_id", readonly=True)
    payment_id = fields.Many2one(
        "account.payment", compute="_compute_payment_id", string="Payment in Odoo"
    )
    registered_at = fields.Datetime(readonly=True, copy=False)
    is_left_out = fields.Boolean(
        string="Left out",
        readonly=True,
        copy=False,
        help="Somebody decided that this transaction is not registered in Odoo.",
    )
    is_covered = fields.Boolean(
        string="Paid by hand",
        readonly=True,
        copy=False,
        help="Nothing was open for this transaction: somebody had registered a payment by hand.",
    )
    registration = fields.Selection(
        [
            ("none", "No payment"),
            ("registered", "Registered"),
            ("waiting", "Waiting"),
            ("unmapped", "Method to map"),
            ("covered", "Paid by hand"),
            ("undone", "Undone in Odoo"),
            ("left_out", "Left out"),
            ("off", "Not by Shopify"),
        ],
        compute="_compute_registration",
        string="In Odoo",
    )

    # === COMPUTE METHODS === #

    @api.depends("gateway", "card_brand", "order_id.shop_id")
    def _compute_method_id(self):
        methods = self.env["shopify.payment.method"].search(
            [("shop_id", "in", self.order_id.shop_id.ids)]
        )
        known = {(method.shop_id.id, *method._key()): method for method in methods}
        for row in self:
            key = (row.order_id.shop_id.id, row.gateway or "", row.card_brand or "")
            row.method_id = known.get(key, False)

    @api.depends("payment_ids")
    def _compute_payment_id(self):
        for row in self:
            row.payment_id = row.sudo().payment_ids[:1]

    @api.depends(
        "payment_ids.state",
        "payment_ids.move_id.reversal_move_ids.state",
        "registered_at",
        "is_left_out",
        "is_covered",
        "method_id.state",
        "kind",
        "status",
    )
    def _compute_registration(self):
        found = {
            (order.id, payment.key) for order in self.order_id for payment in order._payments()
        }
        for row in self:
            is_payment = (row.order_id.id, row.shopify_id) in found
            row.registration = row.sudo()._registration() if is_payment else "none"

    def _registration(self):
        """Return how far a transaction that is a payment has come."""
        if self.payment_ids or self.registered_at:
            gone = not self.payment_ids or self.payment_ids._is_undone()
            return "undone" if gone else "registered"
        if self.is_left_out:
            return "left_out"
        if self.is_covered:
            return "covered"
        state = self.method_id.state
        return state if state in ("unmapped", "off") else "waiting"

    # === ACTIONS === #

    def action_register(self):
        """Register transactions in Odoo after all: those that were left out, that somebody has
        paid by hand, or whose payment was undone. Callable over XML-RPC.

        :return: True; what is wrong stands in ``error`` and ``fix`` of the order
        :raises UserError: if one is registered
        """
        self.order_id.check_access("write")
        for row in self:
            if row.registration == "registered":
                raise UserError(
                    self.env._(
                        "This transaction is registered already: %s.", row.payment_id.display_name
                    )
                )
        rows = self.sudo()
        for row in rows.filtered("payment_ids"):
            row.payment_ids.message_post(
                body=self.env._("The Shopify transaction is registered anew, by another payment.")
            )
        rows.payment_ids.shopify_transaction_id = False
        rows.write({"registered_at": False, "is_left_out": False, "is_covered": False})
        rows.order_id._pay_now(even=rows)
        return True

    def action_leave_out(self):
        """Leave transactions out: they are not registered in Odoo. Callable over XML-RPC.

        :return: True
        :raises UserError: if one is registered
        """
        self.order_id.check_access("write")
        for row in self:
            if row.registration == "registered":
                raise UserError(
                    self.env._(
                        "This transaction is registered already: cancel the payment %s in Odoo.",
                        row.payment_id.display_name,
                    )
                )
        rows = self.sudo()
        rows.payment_ids.shopify_transaction_id = False
        rows.write({"registered_at": False, "is_left_out": True, "is_covered": False})
        for shop, orders in rows.order_id.filtered("has_error").grouped("shop_id").items():
            shop._working()._follow_up(orders)
        return True

    # === BUSINESS METHODS === #

    def _movement(self, seen):
        """Return the transaction for the rules.

        :param bool seen: in the amounts that the buyer saw, instead of the shop's
        """
        currency = self.presentment_currency_id if seen else self.currency_id
        amount, rounding = (
            (self.presentment_amount, self.presentment_rounding)
            if seen
            else (self.amount, self.rounding)
        )
        return Movement(
            key=self.shopify_id,
            kind=self.kind,
            status=self.status,
            at=self.processed_at,
            amount=decimal_of(amount, currency.decimal_places),
            rounding=decimal_of(rounding, currency.decimal_places),
            is_test=self.is_test,
            parent=self.parent_shopify_id or "",
        )

    def _list_methods(self):
        """List the methods of transactions that were none when their orders were read, such as
        those of test orders."""
        for shop, rows in self.grouped(lambda row: row.order_id.shop_id).items():
            seen = {}
            for row in rows:
                for brand in ("", row.card_brand or ""):
                    seen.setdefault((row.gateway or "", brand), row.gateway_name)
            self.env["shopify.payment.method"]._list(shop, seen)
            rows._compute_method_id()

    def _is_held(self):
        """Tell whether the transaction is registered, was registered, or is not to be."""
        return bool(self.payment_ids or self.registered_at or self.is_left_out)

    def _memo(self):
        """Return what the payment is called in Odoo's books."""
        parts = [self.order_id.name, self.method_id.display_name or self.gateway_name or ""]
        if self.gift_card_shopify_id:
            parts.append(self.gift_card_shopify_id)
        return " · ".join(parts)

    def _lock(self):
        """Let another worker that is about to register the same wait, and then start again."""
        self.env.cr.execute(
            SQL(
                """
                SELECT id FROM shopify_order_transaction WHERE id IN %s
                ORDER BY id FOR NO KEY UPDATE
                """,
                tuple(self.ids),
            ),
            log_exceptions=False,
        )


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    def _payments(self, seen=False):
        """Return the payments among the order's transactions.

        :param bool seen: in the amounts that the buyer saw, instead of the shop's
        :return: tuple of rules.payment.Payment
        """
        self.ensure_one()
        currency = self.presentment_currency_id if seen else self.currency_id
        received = self.presentment_received if seen else self.total_received
        return payments(
            [row._movement(seen) for row in self.transaction_ids],
            received=decimal_of(received, currency.decimal_places),
            with_tests=self.shop_id.import_test_orders,
        )
