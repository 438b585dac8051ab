# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What happened to an order, for its form: steps with dates, totals side by side (O23)."""

from odoo import api, fields, models
from odoo.tools.misc import format_datetime


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    steps_html = fields.Html(compute="_compute_steps_html", string="What happened", sanitize=False)
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

    # === COMPUTE METHODS === #

    @api.depends(
        "total",
        "untaxed",
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
            if currency == order.currency_id:
                tax, total = order.total_tax, order.total + order.cash_rounding
            else:
                tax = order.presentment_total_tax
                total = order.presentment_total + order.presentment_cash_rounding
            charged = (total - tax, tax, total)
            booked = (sale.amount_untaxed, sale.amount_tax, sale.amount_total)
            order.charged_currency_id = currency
            names = ("untaxed", "tax", "total")
            for name, odoo, shopify in zip(names, booked, charged, strict=True):
                order[f"charged_{name}"] = shopify
                order[f"difference_{name}"] = currency.round(odoo - shopify) if sale else 0.0

    @api.depends("state", "has_error", "sale_order_id", "financial_status", "closed_at")
    def _compute_steps_html(self):
        for order in self:
            order.steps_html = self.env["ir.qweb"]._render(
                "shopify_connector.order_steps", {"steps": order._steps()}
            )

    # === ACTIONS === #

    def action_open(self):
        """Open the order's form.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_open_shop(self):
        """Open the settings of the order's shop.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "shopify.shop",
            "res_id": self.shop_id.id,
            "view_mode": "form",
        }

    # === STEPS === #

    def _steps(self):
        """Return the order's steps: dicts of label, state (done, partly, failed or open), text.

        Documents are read as the system: who may see the Shopify order may know how far it is.
        """
        self.ensure_one()
        order = self.sudo()
        return [
            order._step(self.env._("Ordered"), "done", order.processed_at),
            order._step(self.env._("Imported"), "done", order.create_date),
            order._mapped_step(),
            order._sale_step(),
            order._delivery_step(),
            order._invoice_step(),
            order._payment_step(),
            *order._refund_steps(),
        ]

    def _step(self, label, state, moment=None, text=""):
        if moment:
            text = format_datetime(self.env, moment, dt_format="short")
        return {"label": label, "state": state, "text": text}

    def _mapped_step(self):
        if self.sale_order_id or self.state == "ready":
            partner = self.sale_order_id.partner_id or self.mapped_partner_id
            return self._step(self.env._("Mapped"), "done", text=partner.name or "")
        if self.has_error:
            return self._step(self.env._("Mapped"), "failed", text=self.env._("see above"))
        return self._step(self.env._("Mapped"), "open")

    def _sale_step(self):
        sale = self.sale_order_id
        if not sale:
            text = self.env._("left out") if self.state == "ignored" else ""
            return self._step(self.env._("Sale order"), "open", text=text)
        state = "done" if sale.state == "sale" else "partly"
        return self._step(self.env._("Sale order"), state, text=sale.name)

    def _delivery_step(self):
        pickings = self.sale_order_id.picking_ids.filtered(lambda p: p.state != "cancel")
        done = pickings.filtered(lambda p: p.state == "done")
        if not done:
            return self._step(self.env._("Delivered"), "open")
        state = "done" if done == pickings else "partly"
        return self._step(self.env._("Delivered"), state, max(done.mapped("date_done")))

    def _invoice_step(self):
        invoices = self.sale_order_id.invoice_ids.filtered(lambda move: move.state == "posted")
        if not invoices:
            return self._step(self.env._("Invoiced"), "open")
        return self._step(self.env._("Invoiced"), "done", text=", ".join(invoices.mapped("name")))

    def _payment_step(self):
        label = self.env._("Paid at Shopify")
        received = self.transaction_ids.filtered(
            lambda row: row.kind in ("SALE", "CAPTURE") and row.status == "SUCCESS"
        )
        moments = [moment for moment in received.mapped("processed_at") if moment]
        if self.financial_status in ("PAID", "PARTIALLY_REFUNDED", "REFUNDED"):
            return self._step(label, "done", max(moments, default=None))
        if self.financial_status == "PARTIALLY_PAID":
            return self._step(label, "partly", max(moments, default=None))
        return self._step(label, "open")

    def _refund_steps(self):
        if not self.total_refunded:
            return []
        amount = self.currency_id.format(self.total_refunded) if self.currency_id else ""
        return [self._step(self.env._("Refunded at Shopify"), "partly", text=amount)]
