# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify says an order comes to, beside what Odoo's documents say (O23)."""

from dataclasses import dataclass

from odoo import api, fields, models


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One figure, seen from both sides.

    :param key: what it is, in a word
    :param is_due: Odoo is to have it by now; else it is not compared
    """

    key: str
    label: str
    shopify: float
    odoo: float
    is_due: bool


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    refund_rounding = fields.Monetary(
        readonly=True, help="What rounding added to what was paid back in cash."
    )
    presentment_current_total = fields.Monetary(
        readonly=True, currency_field="presentment_currency_id", string="Left, for the buyer"
    )
    presentment_refunded = fields.Monetary(
        readonly=True, currency_field="presentment_currency_id", string="Refunded to the buyer"
    )
    presentment_outstanding = fields.Monetary(
        readonly=True, currency_field="presentment_currency_id", string="Outstanding, for the buyer"
    )
    presentment_refund_rounding = fields.Monetary(
        readonly=True, currency_field="presentment_currency_id"
    )
    charged_currency_id = fields.Many2one(
        "res.currency", compute="_compute_charged", string="Currency charged"
    )
    charged_untaxed = fields.Monetary(
        compute="_compute_charged", currency_field="charged_currency_id"
    )
    charged_tax = fields.Monetary(compute="_compute_charged", currency_field="charged_currency_id")
    charged_total = fields.Monetary(
        compute="_compute_charged", currency_field="charged_currency_id"
    )
    difference_untaxed = fields.Monetary(
        compute="_compute_charged", currency_field="charged_currency_id"
    )
    difference_tax = fields.Monetary(
        compute="_compute_charged", currency_field="charged_currency_id"
    )
    difference_total = fields.Monetary(
        compute="_compute_charged", currency_field="charged_currency_id"
    )
    totals_html = fields.Html(compute="_compute_totals_html", string="Totals", sanitize=False)

    # === COMPUTE METHODS === #

    @api.depends(
        "total",
        "total_tax",
        "cash_rounding",
        "presentment_total",
        "presentment_total_tax",
        "presentment_cash_rounding",
        "sale_order_id.currency_id",
        "document_untaxed",
        "document_tax",
        "document_total",
        "shop_id.use_presentment_currency",
    )
    def _compute_charged(self):
        """Show Shopify's amounts, with its cash rounding, in the currency of the document, and how
        far Odoo's are off."""
        for order in self:
            sale = order.sale_order_id
            currency = sale.currency_id or order._document_currency()
            charged = order._ordered_amounts()
            booked = (sale.amount_untaxed, sale.amount_tax, sale.amount_total)
            order.charged_currency_id = currency
            names = ("untaxed", "tax", "total")
            for name, odoo, shopify in zip(names, booked, charged, strict=True):
                order[f"charged_{name}"] = shopify
                order[f"difference_{name}"] = currency.round(odoo - shopify) if sale else 0.0

    @api.depends(
        "charged_total",
        "current_total",
        "total_received",
        "total_refunded",
        "total_outstanding",
        "invoice_ids.state",
        "invoice_ids.amount_residual",
        "payment_ids.state",
    )
    def _compute_totals_html(self):
        for order in self:
            currency = order.charged_currency_id
            sections = [
                (label, [order._total_cells(row, currency) for row in rows])
                for label, rows in order._totals()
            ]
            order.totals_html = self.env["ir.qweb"]._render(
                "shopify_connector.order_totals",
                {"sections": sections, "in_odoo": bool(order.sale_order_id)},
            )

    # === TOTALS === #

    def _ordered_amounts(self):
        """Return (untaxed, tax, total) as first ordered, in the currency of the documents."""
        if self._is_presentment():
            tax = self.presentment_total_tax
            total = self.presentment_total + self.presentment_cash_rounding
        else:
            tax, total = self.total_tax, self.total + self.cash_rounding
        return total - tax, tax, total

    def _current_amount(self):
        """Return the total of what is left after edits and refunds."""
        if self._is_presentment():
            rounding = self.presentment_cash_rounding - self.presentment_refund_rounding
            return self.presentment_current_total + rounding
        return self.current_total + self.cash_rounding - self.refund_rounding

    def _money_amounts(self):
        """Return (received, refunded, outstanding), with the rounding of cash."""
        if self._is_presentment():
            return (
                self.presentment_received + self.presentment_cash_rounding,
                self.presentment_refunded + self.presentment_refund_rounding,
                self.presentment_outstanding,
            )
        return (
            self.total_received + self.cash_rounding,
            self.total_refunded + self.refund_rounding,
            self.total_outstanding,
        )

    def _totals(self):
        """Return the figures to compare: (heading, list of TotalRow) pairs.

        Documents are read as the system: who may see the Shopify order may know what it comes to.
        """
        self.ensure_one()
        order = self.sudo()
        in_odoo = bool(order.sale_order_id)
        ordered = [
            TotalRow(name, label, order[f"charged_{name}"], order[f"document_{name}"], in_odoo)
            for name, label in (
                ("untaxed", self.env._("Untaxed")),
                ("tax", self.env._("Tax")),
                ("total", self.env._("Total")),
            )
        ]
        return [
            (self.env._("Ordered"), ordered),
            (self.env._("Invoiced"), order._booked_totals()),
            (self.env._("Paid"), order._money_totals()),
        ]

    def _booked_totals(self):
        posted = self.invoice_ids.filtered(lambda move: move.state == "posted")
        invoiced = sum(-move.direction_sign * move.amount_total for move in posted)
        label = self.env._("Invoiced, less credited")
        return [TotalRow("invoiced", label, self._current_amount(), invoiced, bool(posted))]

    def _money_totals(self):
        """Return what was paid, paid back and is open; Odoo is to have it once an invoice is
        posted, where payments are registered at all."""
        is_posted = "posted" in self.invoice_ids.mapped("state")
        is_due = is_posted and (bool(self.payment_ids) or self._registers_payments())
        received, refunded, outstanding = self._money_amounts()
        rows = [TotalRow("received", self.env._("Received"), received, self.paid_in, is_due)]
        if refunded or self.paid_out:
            label = self.env._("Paid back")
            rows.append(TotalRow("refunded", label, refunded, self.paid_out, is_due))
        label = self.env._("Still open")
        return [*rows, TotalRow("open", label, outstanding, self.open_amount, is_due)]

    def _registers_payments(self):
        """Tell whether payments are registered by themselves."""
        return self._setting("auto_register_payments")

    def _total_cells(self, row, currency):
        difference = currency.round(row.odoo - row.shopify) if row.is_due and currency else 0.0
        show = currency.format if currency else str
        return {
            "key": row.key,
            "label": row.label,
            "shopify": show(row.shopify),
            "odoo": show(row.odoo) if row.is_due else "",
            "difference": show(difference) if row.is_due else "",
            "is_off": bool(difference),
            "is_sum": row.key == "total",
        }
