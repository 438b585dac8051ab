# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's payment terms and the Odoo terms that stand for them (O27)."""

from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Command

from ...rules import payment_terms as rules
from ..sync.amounts import decimal_of


class ShopifyPaymentTerms(models.Model):
    """Payment terms as Shopify names them, and the Odoo terms that stand for them."""

    _name = "shopify.payment.terms"
    _description = "Shopify payment terms"
    _order = "shop_id, name, id"
    _check_company_auto = True

    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    name = fields.Char(required=True, readonly=True)
    kind = fields.Selection(
        [
            ("NET", "Days after the order"),
            ("FIXED", "At a date"),
            ("RECEIPT", "On receipt"),
            ("FULFILLMENT", "On fulfilment"),
            ("UNKNOWN", "Unknown"),
        ],
        string="Due",
        required=True,
        readonly=True,
    )
    due_in_days = fields.Integer(string="Days", readonly=True)
    instalments = fields.Char(
        readonly=True, help="Stands for the instalments: per cent and days of each, as 30@0 70@30."
    )
    instalment_text = fields.Char(compute="_compute_instalment_text", string="Instalments")
    payment_term_id = fields.Many2one(
        "account.payment.term",
        string="Odoo payment terms",
        check_company=True,
        help="The terms on sale orders and invoices. Found by their days and shares, else made "
        "when the terms are first seen. Empty: the customer's terms stay on the order.",
    )
    keep_due_dates = fields.Boolean(
        string="Shopify's due dates",
        default=True,
        help="Invoices are due at the dates that Shopify names, in the amounts that it names. Off: "
        "as the Odoo payment terms compute them from the date of the invoice.",
    )

    _terms_uniq = models.UniqueIndex(
        "(shop_id, name, kind, instalments)", "These payment terms are listed already."
    )

    # === COMPUTE METHODS === #

    @api.depends("instalments", "kind")
    def _compute_instalment_text(self):
        for terms in self:
            parts = [part.split("@") for part in (terms.instalments or "").split()]
            terms.instalment_text = ", ".join(terms._instalment_text(*part) for part in parts)

    def _instalment_text(self, percent, days):
        if self.kind != "NET":
            return self.env._("%s %%", percent)
        if days == "0":
            return self.env._("%s %% at once", percent)
        return self.env._("%(percent)s %% after %(days)s days", percent=percent, days=days)

    # === BUSINESS METHODS === #

    @api.model
    def _name_terms(self, shop, orders):
        """Set the terms of orders, found or made, each with Odoo's (O27).

        An order keeps its terms while Shopify calls them the same: their shares are known best
        before anything is paid.

        :param shop: the shop record
        :param orders: ``shopify.order`` records of the shop
        """
        open_orders = orders.filtered(lambda order: order.payment_terms and not order._has_terms())
        if not open_orders:
            return
        wanted = {order: self._lines_of(order) for order in open_orders}
        known = {row._key(): row for row in self.search([("shop_id", "=", shop.id)])}
        missing = {self._order_key(*pair): pair for pair in wanted.items()}
        missing = {key: pair for key, pair in missing.items() if key not in known}
        if missing:
            # Another worker may be making the same ones.
            self.env["shopify.mapping.lock"]._hold(shop.company_id)
            created = self.create([self._row_values(shop, *pair) for pair in missing.values()])
            known.update(zip(missing, created, strict=True))
        for order, lines in wanted.items():
            order.payment_terms_id = known[self._order_key(order, lines)]

    @staticmethod
    def _lines_of(order):
        """Return the shares of an order's instalments, and their days.

        Only where Shopify counts days are they part of the terms: a fixed date is another number
        of days for each order.
        """
        rows = order.instalment_ids
        if not rows:
            return (rules.TermsLine(Decimal(100), order.payment_terms_days),)
        counted = order.payment_terms_kind == "NET"
        days = [row._days() if counted else 0 for row in rows]
        digits = rows.currency_id[:1].decimal_places
        return rules.terms_lines([decimal_of(row.amount, digits) for row in rows], days, digits)

    @staticmethod
    def _order_key(order, lines):
        return order.payment_terms, order._terms_kind(), rules.lines_key(lines)

    def _key(self):
        return self.name, self.kind, self.instalments

    @api.model
    def _row_values(self, shop, order, lines):
        name, kind, instalments = self._order_key(order, lines)
        return {
            "shop_id": shop.id,
            "name": name,
            "kind": kind,
            "due_in_days": order.payment_terms_days,
            "instalments": instalments,
            "payment_term_id": self._find_or_make_term(shop, name, lines).id,
        }

    # === ODOO'S TERMS === #

    @api.model
    def _find_or_make_term(self, shop, name, lines):
        """Return Odoo terms with these lines; made if there are none."""
        terms = self.env["account.payment.term"].sudo().with_company(shop.company_id)
        candidates = terms.search([("company_id", "in", (False, *shop.company_id.parent_ids.ids))])
        fitting = candidates.filtered(lambda term: self._fits(term, lines))
        # Terms of the same name come first, such as those made for another shop.
        return (
            fitting.filtered(lambda term: term.name == name)[:1]
            or fitting[:1]
            or terms.create(self._new_term_values(shop, name, lines))
        )

    @staticmethod
    def _fits(term, lines):
        """Tell whether Odoo terms split and date an amount as these lines do."""
        if term.early_discount or len(term.line_ids) != len(lines):
            return False
        return all(
            own.value == "percent"
            and own.delay_type == "days_after"
            and own.nb_days == line.days
            and Decimal(str(own.value_amount)) == line.percent
            for own, line in zip(term.line_ids, lines, strict=True)
        )

    @staticmethod
    def _new_term_values(shop, name, lines):
        return {
            "name": name,
            "company_id": shop.company_id.id,
            "line_ids": [
                Command.create(
                    {
                        "value": "percent",
                        "value_amount": float(line.percent),
                        "delay_type": "days_after",
                        "nb_days": line.days,
                    }
                )
                for line in lines
            ],
        }
