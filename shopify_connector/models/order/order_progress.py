# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What happened to an order, as steps with dates: for its form, cards and lists (O23)."""

from datetime import datetime

from odoo import api, fields, models
from odoo.tools.misc import format_date, format_datetime

DONE = "done"
PARTLY = "partly"
FAILED = "failed"
OPEN = "open"

PAID = ("PAID", "PARTIALLY_REFUNDED", "REFUNDED")
NOT_TO_BE_PAID = ("VOIDED", "EXPIRED")
TO_SEND = ("to_send", "partly", "to_cancel")


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    mapped_at = fields.Datetime(
        readonly=True, copy=False, help="When the customer and all products were known."
    )
    steps = fields.Json(compute="_compute_steps", string="What happened")

    # === COMPUTE METHODS === #

    @api.depends(
        "state",
        "has_error",
        "mapped_at",
        "closed_at",
        "cancelled_at",
        "financial_status",
        "fulfillment_status",
        "fulfillment_sent_at",
        "total_refunded",
        "sale_order_id.state",
        "sale_order_id.picking_ids.state",
        "invoice_ids.payment_state",
        "refund_ids.state",
    )
    def _compute_steps(self):
        """List the steps: dicts of key, label, state (done, partly, failed or open), when, text,
        and the method that opens what it is about.

        Documents are read as the system: who may see the Shopify order may know how far it is.
        """
        for order, known in zip(self, self.sudo(), strict=True):
            order.steps = [step for step in known._steps() if step]

    # === STEPS === #

    def _steps(self):
        self.ensure_one()
        return [
            self._step("ordered", self.env._("Ordered"), DONE, self.processed_at),
            self._step("imported", self.env._("Imported"), DONE, self.create_date),
            self._mapped_step(),
            self._sale_step(),
            self._delivery_step(),
            self._fulfillment_step(),
            self._invoice_step(),
            self._payment_step(),
            self._refund_step(),
            self._cancelled_step(),
            self._archived_step(),
        ]

    def _step(self, key, label, state, moment=None, text="", action=""):
        return {
            "key": key,
            "label": label,
            "state": state,
            "when": self._shown_moment(moment),
            "text": text or "",
            "action": action,
        }

    def _shown_moment(self, moment):
        """Return a moment, or a day, as the user writes it."""
        if not moment:
            return ""
        if not isinstance(moment, datetime):
            return format_date(self.env, moment)
        return format_datetime(self.env, moment, dt_format="short")

    def _mapped_step(self):
        label = self.env._("Mapped")
        if self.sale_order_id or self.state == "ready":
            partner = self.sale_order_id.partner_id or self.mapped_partner_id
            moment = self.mapped_at or self.sale_order_id.create_date
            return self._step("mapped", label, DONE, moment, partner.name)
        if self.has_error:
            return self._step("mapped", label, FAILED, self.error_at, self.env._("see above"))
        return self._step("mapped", label, OPEN)

    def _sale_step(self):
        sale, label = self.sale_order_id, self.env._("Sale order")
        if not sale:
            text = self.env._("left out") if self.state == "ignored" else ""
            return self._step("sale", label, OPEN, text=text)
        texts = {
            "draft": self.env._("%s, a quotation", sale.name),
            "sent": self.env._("%s, a quotation", sale.name),
            "cancel": self.env._("%s, cancelled", sale.name),
        }
        states = {"sale": DONE, "cancel": FAILED}
        return self._step(
            "sale",
            label,
            states.get(sale.state, PARTLY),
            sale.create_date,
            texts.get(sale.state, sale.name),
            "action_open_sale_order",
        )

    def _delivery_step(self):
        pickings = self.sale_order_id.picking_ids.filtered(
            lambda one: one.state != "cancel" and one.picking_type_code != "incoming"
        )
        if not pickings:
            # Services and gift cards leave no warehouse.
            is_ordered = self.sale_order_id.state == "sale"
            return None if is_ordered else self._step("delivered", self.env._("Delivered"), OPEN)
        done = pickings.filtered(lambda one: one.state == "done")
        state = DONE if done == pickings else PARTLY if done else OPEN
        text = self.env._("%(done)s of %(all)s deliveries", done=len(done), all=len(pickings))
        return self._step(
            "delivered",
            self.env._("Delivered"),
            state,
            max(done.mapped("date_done"), default=None),
            text if state == PARTLY else ", ".join(done.mapped("name")[:2]),
            "action_open_pickings",
        )

    def _fulfillment_step(self):
        label = self.env._("Fulfilled in Shopify")
        sent = self.fulfillment_ids.filtered(lambda one: one.status == "SUCCESS")
        moment = max(filter(None, sent.mapped("created_at")), default=self.fulfillment_sent_at)
        states = self.sale_order_id.picking_ids.mapped("shopify_fulfillment_state")
        if "error" in states:
            text = self.env._("refused: see the delivery")
            return self._step("fulfilled", label, FAILED, moment, text, "action_open_pickings")
        if self.fulfillment_status == "FULFILLED":
            text = self.env._("sent from Odoo") if self.fulfillment_sent_at else ""
            return self._step("fulfilled", label, DONE, moment, text)
        if set(TO_SEND).intersection(states):
            return self._step("fulfilled", label, PARTLY, moment, self.env._("to be sent"))
        return self._step("fulfilled", label, PARTLY if sent else OPEN, moment)

    def _invoice_step(self):
        label = self.env._("Invoiced")
        moves = self.invoice_ids.filtered(lambda move: move.move_type == "out_invoice")
        posted = moves.filtered(lambda move: move.state == "posted")
        if not posted:
            text = self.env._("a draft") if "draft" in moves.mapped("state") else ""
            state = PARTLY if text else OPEN
            return self._step("invoiced", label, state, text=text, action="action_open_invoices")
        is_whole = self.sale_order_id.invoice_status in ("invoiced", "upselling")
        return self._step(
            "invoiced",
            label,
            DONE if is_whole else PARTLY,
            max(posted.mapped("invoice_date")),
            ", ".join(posted.mapped("name")[:2]),
            "action_open_invoices",
        )

    def _payment_step(self):
        label = self.env._("Paid")
        if self.financial_status in NOT_TO_BE_PAID:
            return self._step("paid", label, FAILED, text=self.env._("not in Shopify"))
        received = self.transaction_ids.filtered(
            lambda row: row.kind in ("SALE", "CAPTURE") and row.status == "SUCCESS"
        )
        moment = max(filter(None, received.mapped("processed_at")), default=None)
        action = "action_open_payments" if self.payment_ids else ""
        if self.financial_status in PAID:
            text = self._payment_text()
            state = PARTLY if text else DONE
            return self._step("paid", label, state, moment, text, action)
        texts = {
            "AUTHORIZED": self.env._("authorised only"),
            "PARTIALLY_PAID": self.env._("in part"),
        }
        state = PARTLY if self.financial_status == "PARTIALLY_PAID" else OPEN
        text = texts.get(self.financial_status, "")
        return self._step("paid", label, state, moment, text, action)

    def _payment_text(self):
        """Say what Odoo's books still want of an order that is paid in Shopify."""
        posted = self.invoice_ids.filtered(
            lambda move: move.state == "posted" and move.move_type == "out_invoice"
        )
        if "not_paid" in posted.mapped("payment_state"):
            return self.env._("in Shopify; not in Odoo")
        if "partial" in posted.mapped("payment_state"):
            return self.env._("in Shopify; in part in Odoo")
        return ""

    def _refund_step(self):
        refunds = self.refund_ids.filtered(
            lambda one: not one.is_deleted and (one.is_credited or one.has_error)
        )
        if not refunds and not self.total_refunded:
            return None
        waiting = refunds.filtered(lambda one: one.state == "waiting")
        failed = refunds.filtered("has_error")
        state = FAILED if failed else PARTLY if waiting else DONE
        text = ", ".join(filter(None, refunds.move_id.mapped("name")))
        if state != DONE:
            text = self.env._(
                "%(done)s of %(all)s credited", done=len(refunds - waiting), all=len(refunds)
            )
        return self._step(
            "refunded",
            self.env._("Refunded"),
            state,
            max(filter(None, refunds.mapped("processed_at")), default=None),
            text,
            "action_open_refunds",
        )

    def _cancelled_step(self):
        if not self.cancelled_at:
            return None
        return self._step("cancelled", self.env._("Cancelled"), FAILED, self.cancelled_at)

    def _archived_step(self):
        if not self.closed_at:
            return None
        return self._step("archived", self.env._("Archived in Shopify"), DONE, self.closed_at)
