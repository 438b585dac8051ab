# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Credit refunds: one credit note each, and the goods back in stock (R3, R6). A step behind the
invoice."""

from odoo import api, models

from ...rules.money import ZERO
from ...rules.refund_plan import RefundedPart, RefundFacts, plan_credit
from ...shopify import gid
from ..order.order_charges import order_charges
from ..sync.explain import MappingError
from ..sync.transaction import in_halves


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _credit_refunds(self, orders):
        """Credit the refunds of orders that are due; an error stays on its refund."""
        refunds = orders.refund_ids
        if not refunds:
            return
        refunds._settle_state()
        due = refunds.filtered(lambda refund: refund._is_due())
        in_halves(due, lambda part: part._credit(self), lambda one, error: one._note_error(error))
        made = due.filtered("move_id") | refunds.filtered("move_id")
        returning = made.filtered(lambda refund: not refund.goods_returned)
        in_halves(
            returning,
            lambda part: part._take_goods_back(),
            lambda one, error: one._note_error(error),
        )
        well = made.filtered(lambda refund: refund.goods_returned and refund.has_error)
        well.filtered(lambda refund: not refund._has_changed()).write(refunds._no_error_values())

    def _credited_taxes(self, plans):
        """Return the Odoo taxes that stand for those that refunds take back.

        :param dict plans: rules.refund_plan.CreditPlan by refund
        :return: dict of ``account.tax`` by TaxKey
        """
        if self.tax_mode == "odoo":
            return {}
        keys = {
            self._tax_key(refund.order_id, tax)
            for refund, plan in plans.items()
            for line in plan.lines
            for tax in line.taxes
        }
        return self.env["shopify.tax"]._map(self, keys)


class ShopifyRefund(models.Model):
    _inherit = "shopify.refund"

    @api.model
    def _try(self, refunds, work):
        """Work on a batch of refunds; one that fails keeps its error."""
        in_halves(refunds, work, lambda refund, error: refund._note_error(error))

    def _settle_state(self):
        """Sort out what needs no credit note, and what has changed behind one."""
        for refund in self:
            if refund.state == "waiting" and not (refund.is_credited or refund.is_pending):
                refund.write({"state": "nothing", **self._no_error_values()})
            elif refund.state == "nothing" and refund.is_credited:
                refund.state = "waiting"
            elif refund.state == "done" and refund._has_changed():
                refund._follow_change()
            elif refund.state == "waiting" and refund._needs_none():
                refund.state = "nothing"

    def _needs_none(self):
        """Tell whether the order was cancelled before it was invoiced: then nothing was sold."""
        sale = self.order_id.sale_order_id
        return self.is_deleted or (sale.state == "cancel" and not sale.invoice_ids)

    def _is_due(self):
        order = self.order_id
        return (
            self.state == "waiting"
            and self.is_credited
            and not self.is_pending
            and self._is_wanted()
            and bool(order._posted_invoices() or self.create_requested)
        )

    # === CHANGED AFTER IT WAS CREDITED === #

    def _has_changed(self):
        return bool(self.move_id) and (self.is_deleted or self.facts != self.credited_facts)

    def _follow_change(self):
        """Make a draft credit note anew; of a posted one, a person is told (R6)."""
        note = self.move_id
        if note.state != "posted":
            note.button_cancel()
            note.shopify_refund_id = False
            self.write(
                {
                    "move_id": False,
                    "state": "nothing" if self.is_deleted else "waiting",
                    **self._no_error_values(),
                }
            )
            return
        code = "refund_deleted" if self.is_deleted else "refund_changed"
        if self.error_code != code:
            self._note_error(MappingError(code, note=note.name, refund=self.name))
            self.retry_at = False

    # === CREDIT === #

    def _credit(self, shop):
        """Create the credit notes of refunds, in one go, and post them as the shop is set."""
        facts = self.order_id._facts()
        plans = {refund: refund._plan(facts[refund.order_id]) for refund in self}
        taxes = shop._credited_taxes(plans)
        notes = (
            self.env["account.move"]
            .sudo()
            .create([refund._credit_note_values(plan, taxes) for refund, plan in plans.items()])
        )
        for (refund, plan), note in zip(plans.items(), notes, strict=True):
            refund._prove_credit_note(note, plan)
            refund.write(
                {
                    "move_id": note.id,
                    "state": "done",
                    "credited_facts": refund.facts,
                    **self._no_error_values(),
                }
            )
        if shop.post_credit_notes:
            notes.action_post()

    def _plan(self, order):
        """Plan the credit note.

        :param order: the client's ``Order``
        :return: rules.refund_plan.CreditPlan
        """
        (refund,) = [one for one in order.refunds if str(gid.number(one.id)) == self.shopify_id]
        record = self.order_id
        digits = record._document_currency().decimal_places
        return plan_credit(refund_facts(order, refund, record._is_presentment(), digits))

    def _prove_credit_note(self, note, plan):
        """Compare Odoo's totals with the plan; a difference undoes the credit note (R5)."""
        currency = note.currency_id
        tax = sum(line.tax for line in plan.lines)
        for what, computed, expected in (
            (self.env._("the tax"), note.amount_tax, tax),
            (self.env._("the total"), note.amount_total, plan.total),
        ):
            if currency.compare_amounts(computed, float(expected)):
                raise MappingError(
                    "credit_note_differs",
                    what=what,
                    computed=currency.format(computed),
                    expected=currency.format(float(expected)),
                )


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    def _is_presentment(self):
        """Tell whether the order's documents are in the currency the buyer saw (O1)."""
        currency = self.sale_order_id.currency_id or self._document_currency()
        return currency != self.currency_id


def refund_facts(order, refund, presentment, digits):
    """Return what rules/ plans a credit note with.

    :param order: the client's ``Order``
    :param refund: its ``Refund``
    :param bool presentment: take the amounts the buyer saw instead of the shop's
    :param int digits: decimals of the currency
    :return: rules.refund_plan.RefundFacts
    """
    side = "presentment" if presentment else "shop"

    def money(bag):
        return getattr(bag, side)

    charges = order_charges(order, presentment=presentment, digits=0).charges
    sold = {charge.key: charge for charge in charges}
    transactions = [one for one in order.transactions if one.id in refund.transaction_ids]
    adjustments = refund.order_adjustments
    return RefundFacts(
        parts=tuple(_parts(refund, sold, money)),
        paid_back=money(refund.total_refunded),
        adjustment=sum((money(part.amount) for part in adjustments), ZERO),
        adjustment_tax=sum((money(part.tax_amount) for part in adjustments), ZERO),
        cash_rounding=sum(
            (money(one.amount_rounding) for one in transactions if one.status == "SUCCESS"), ZERO
        ),
        taxes_included=order.taxes_included,
        digits=digits,
        is_converted=not presentment and order.currency_code != order.presentment_currency_code,
    )


def _parts(refund, sold, money):
    for line in refund.line_items:
        charge = sold[line.line_item_id]
        yield _part(
            charge, line.quantity, money(line.subtotal), money(line.total_tax), line.restocked
        )
    for line in refund.shipping_lines:
        taxes = sold[line.shipping_line_id].taxes if line.shipping_line_id in sold else ()
        yield RefundedPart(
            key=line.shipping_line_id,
            kind="shipping",
            description="",
            quantity=1,
            subtotal=money(line.subtotal_amount),
            tax=money(line.tax_amount),
            sold_taxes=tuple(taxes),
        )
    for duty in refund.duties:
        yield RefundedPart(
            key=duty.duty_id,
            kind="duty",
            description="",
            quantity=1,
            subtotal=money(duty.amount),
            tax=ZERO,
            sold_taxes=(),
        )


def _part(charge, quantity, subtotal, tax, restocked):
    return RefundedPart(
        key=charge.key,
        kind=charge.kind,
        description=charge.description,
        quantity=quantity,
        subtotal=subtotal,
        tax=tax,
        sold_taxes=charge.taxes,
        restocked=restocked,
    )


def _take_goods_back(refunds):
    refunds._take_goods_back()
