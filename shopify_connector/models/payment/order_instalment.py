# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The instalments of an order, and the due dates that invoices take from them (O27)."""

from odoo import api, fields, models
from odoo.tools import frozendict

from ...rules import payment_terms as rules
from ..sync.amounts import decimal_of


class ShopifyOrderInstalment(models.Model):
    """One payment of the terms of a Shopify order: when it is due, and how much it is."""

    _name = "shopify.order.instalment"
    _description = "Instalment of a Shopify order"
    _order = "order_id, due_at, id"

    order_id = fields.Many2one("shopify.order", required=True, ondelete="cascade", index=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    issued_at = fields.Datetime(string="Issued at", readonly=True)
    due_at = fields.Datetime(readonly=True)
    completed_at = fields.Datetime(string="Paid at", readonly=True)
    currency_code = fields.Char(readonly=True)
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    balance = fields.Monetary(string="Left to pay", readonly=True)
    amount = fields.Monetary(readonly=True, help="What is due, paid or not.")

    _shopify_id_uniq = models.UniqueIndex("(order_id, shopify_id)")

    @api.depends("currency_code")
    def _compute_currency_id(self):
        currency = self.env["shopify.currency"]._currency
        for instalment in self:
            instalment.currency_id = currency(instalment.currency_code)

    def _days(self):
        """Return how many days after the order it is due."""
        issued = self.issued_at or self.order_id.processed_at
        return rules.due_in(issued.date(), self.due_at.date()) if self.due_at else 0


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    payment_terms_id = fields.Many2one(
        "shopify.payment.terms", string="Mapped payment terms", readonly=True, ondelete="set null"
    )
    odoo_payment_term_id = fields.Many2one(related="payment_terms_id.payment_term_id")
    instalment_ids = fields.One2many("shopify.order.instalment", "order_id", readonly=True)

    def _terms_kind(self):
        """Return the kind of the order's terms, UNKNOWN where Shopify has a new one."""
        kinds = self.env["shopify.payment.terms"]._fields["kind"].get_values(self.env)
        return self.payment_terms_kind if self.payment_terms_kind in kinds else "UNKNOWN"

    def _has_terms(self):
        """Tell whether the order's terms are named already, and still the same."""
        terms = self.payment_terms_id
        count = len((terms.instalments or "").split())
        return (
            bool(terms)
            and (terms.name, terms.kind) == (self.payment_terms, self._terms_kind())
            and count == max(len(self.instalment_ids), 1)
        )

    def _divide_instalments(self):
        """Say how much each instalment is, where that is not known or the total has changed."""
        for order in self.filtered("instalment_ids"):
            rows = order.instalment_ids
            currency = rows.currency_id[:1]
            digits = currency.decimal_places
            seen = currency == order.presentment_currency_id
            total = decimal_of(order.presentment_total if seen else order.total, digits)
            if sum(decimal_of(row.amount, digits) for row in rows) == total:
                continue
            schedules = [
                rules.Schedule(decimal_of(row.balance, digits), bool(row.completed_at))
                for row in rows
            ]
            amounts = rules.instalment_amounts(total, schedules, digits)
            for row, amount in zip(rows, amounts, strict=True):
                row.amount = float(amount)

    def _due_parts(self, total, digits):
        """Split an invoice's total as Shopify splits the order's.

        :param Decimal total: of the invoice
        :param int digits: decimals of its currency
        :return: list of (due date or False, amount), which sum up to the total
        """
        rows = self.instalment_ids
        places = rows.currency_id[:1].decimal_places
        parts = rules.split_like(total, [decimal_of(row.amount, places) for row in rows], digits)
        shop = self.shop_id
        return [
            (row.due_at and shop._local_day(row.due_at), part)
            for row, part in zip(rows, parts, strict=True)
        ]

    def _sets_due_dates(self, invoice):
        """Tell whether an invoice is due when Shopify says: not where the shop, or who changed the
        invoice's terms, wants it otherwise."""
        terms = self.payment_terms_id
        term = terms.payment_term_id
        return (
            bool(term and self.instalment_ids)
            and terms.keep_due_dates
            and not term.early_discount
            and invoice.move_type == "out_invoice"
            and invoice.invoice_payment_term_id == term
            and bool(invoice.needed_terms)
        )

    def _needed_terms(self, invoice):
        """Return an invoice's receivable lines as Odoo computes them, at Shopify's dates and in
        its parts.

        :param invoice: one whose due dates the order sets
        :return: dict as of ``account.move.needed_terms``
        """
        needed = invoice.needed_terms
        latest = max(key["date_maturity"] for key in needed)
        amounts = {}
        for name, currency in (
            ("amount_currency", invoice.currency_id),
            ("balance", invoice.company_id.currency_id),
        ):
            digits = currency.decimal_places
            whole = sum(decimal_of(values[name], digits) for values in needed.values())
            for due, part in self._due_parts(whole, digits):
                sums = amounts.setdefault(due or latest, {"amount_currency": 0, "balance": 0})
                sums[name] += part
        return {
            frozendict({"move_id": invoice.id, "date_maturity": due, "discount_date": False}): {
                "balance": float(sums["balance"]),
                "amount_currency": float(sums["amount_currency"]),
                "discount_date": False,
                "discount_balance": 0.0,
                "discount_amount_currency": 0.0,
            }
            for due, sums in amounts.items()
        }
