# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Register the payments of posted invoices and credit notes, and reconcile them (O13, R7)."""

from odoo import fields, models

from ...rules.payment import Direction, plan_payments
from ..sync.explain import MappingError
from .payment_books import PAYMENT_TYPES, PaymentBooks

# Odoo compares every difference of exchange with every pair that is reconciled with it.
PAIRS_AT_ONCE = 25


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _register_payments(self, orders):
        """Register what Shopify has received and paid back, where the shop is set so or somebody
        asked for it.

        Credit notes are paid as invoices are: call it again once they are posted (R7).

        :param orders: ``shopify.order`` records of this shop
        :return: dict of errors by order
        """
        wanted = orders.filtered("payments_requested")
        wanted |= orders._with_setting("auto_register_payments")
        return self._pay(wanted) if wanted else {}

    def _pay(self, orders, even=None):
        """Register the payments of orders that have posted documents, and reconcile them.

        :param orders: ``shopify.order`` records of this shop
        :param even: transactions to register even if somebody has paid the documents by hand
        :return: dict of errors by order
        """
        orders = orders.sudo().with_company(self.company_id)
        books = PaymentBooks(orders)
        orders = orders.filtered(lambda order: books.documents[order])
        if not orders:
            return {}
        books.take_up(orders)
        orders.transaction_ids.filtered(
            lambda row: row.status == "SUCCESS" and not row.method_id
        )._list_methods()
        registering = Registering(self, books, even or self.env["shopify.order.transaction"])
        for order in orders:
            registering.plan(order)
        registering.carry_out()
        return registering.errors


class Registering:
    """Registers the payments of a batch: plans order by order, writes all of them at once."""

    def __init__(self, shop, books, even):
        self._shop = shop
        self._env = shop.sudo().env
        self._books = books
        self._even = even
        self._rows = {}
        self._plans = {}
        self._accounts = {}
        self._violations = {}
        self.errors = {}

    # === PLAN === #

    def plan(self, order):
        """Plan an order; what keeps a payment from being registered becomes its error."""
        rows = order.transaction_ids
        in_question = rows.filtered(
            lambda row: not row._is_held() and (row.method_id.state != "off" or row in self._even)
        )
        try:
            currency = self._books.currency(order)
        except MappingError as error:
            if in_question:
                self.errors[order] = error
            return
        books = self._books.of(order, currency, in_question=in_question)
        if in_question & self._even:
            books.by_hand.clear()
        by_key = {row.shopify_id: row for row in rows}
        paid = [
            payment
            for payment in order._payments(seen=currency != order.currency_id)
            if by_key[payment.key] in in_question
        ]
        plan, refusals = self._possible_plan(order, paid, books, by_key, currency)
        if refusals:
            self.errors[order] = refusals[0]
        self._rows[order] = by_key
        self._plans[order] = plan

    def _possible_plan(self, order, paid, books, by_key, currency):
        """Return the plan without the payments that can't be registered, and why they can't."""
        refusals = []
        while True:
            plan = plan_payments(paid, books)
            refused = {}
            for one in plan.register:
                error = self._refusal(by_key[one.payment.key], one, currency)
                if error:
                    refused[one.payment.key] = error
            if not refused:
                return plan, refusals
            refusals.extend(refused.values())
            paid = [payment for payment in paid if payment.key not in refused]

    def _refusal(self, row, registration, currency):
        """Return why a payment can't be registered, or None."""
        company = self._shop.company_id
        payment = registration.payment
        if error := row.method_id._refusal(company, currency, PAYMENT_TYPES[payment.direction]):
            return error
        if not currency.active:
            return MappingError("inactive_currency", currency=currency.name)
        if currency != company.currency_id and not self._shop._has_rate(currency):
            return MappingError("currency_without_rate", currency=currency.name)
        return self._period_refusal(row)

    def _period_refusal(self, row):
        """Return the error of a payment whose day lies in a closed period, or None."""
        day = self._shop._local_day(row.processed_at)
        journal = row.method_id._booked_as().journal_id
        key = (day, journal)
        if key not in self._violations:
            company = self._shop.company_id
            self._violations[key] = company._get_violated_lock_dates(day, False, journal)
        if not self._violations[key]:
            return None
        return MappingError(
            "payment_in_closed_period",
            method=row.method_id.display_name,
            day=day,
            locked=max(limit for limit, _field in self._violations[key]),
        )

    # === CARRY OUT === #

    def carry_out(self):
        """Create and post the payments of all plans, and reconcile them."""
        self._note_covered()
        if any(plan.register for plan in self._plans.values()):
            self._create_payments()
        self._link_pending()
        pairs = [pair for order, plan in self._plans.items() for pair in self._pairs(order, plan)]
        lines = self._env["account.move.line"]
        for start in range(0, len(pairs), PAIRS_AT_ONCE):
            lines._reconcile_plan(pairs[start : start + PAIRS_AT_ONCE])

    def _create_payments(self):
        registrations = [
            (order, plan, one) for order, plan in self._plans.items() for one in plan.register
        ]
        self._env["shopify.order.transaction"].union(
            *(self._rows[order][one.payment.key] for order, _plan, one in registrations)
        )._lock()
        values = [self._payment_values(*registration) for registration in registrations]
        payments = self._env["account.payment"].with_context(skip_invoice_sync=True).create(values)
        payments.with_context(skip_sale_auto_invoice_send=True).action_post()
        payments.shopify_transaction_id.write(
            {"registered_at": fields.Datetime.now(), "is_covered": False}
        )
        self._books.note_posted(payments)

    def _payment_values(self, order, plan, registration):
        payment = registration.payment
        row = self._rows[order][payment.key]
        payment_type = PAYMENT_TYPES[payment.direction]
        documents = self._paid_documents(order, plan, payment)
        receivable = self._books.lines(documents[:1])[:1]
        method_line = row.method_id._method_line(payment_type)
        values = {
            "payment_type": payment_type,
            "partner_type": "customer",
            "date": self._shop._local_day(row.processed_at),
            "amount": float(payment.amount),
            "currency_id": documents.currency_id.id,
            "partner_id": (receivable.partner_id or documents[:1].commercial_partner_id).id,
            "journal_id": method_line.journal_id.id,
            "payment_method_line_id": method_line.id,
            "company_id": self._shop.company_id.id,
            "memo": row._memo(),
            "payment_reference": row.payment_reference,
            "shopify_transaction_id": row.id,
            "shopify_order_id": order.id,
            "shopify_method_id": row.method_id.id,
        }
        if receivable:
            values["destination_account_id"] = receivable.account_id.id
        if account := self._outstanding_account(method_line):
            values["outstanding_account_id"] = account.id
        if registration.write_off:
            values["write_off_line_vals"] = [self._write_off(values, registration)]
        return values

    def _paid_documents(self, order, plan, payment):
        """Return the documents that a payment pays; the nearest one where it pays none."""
        keys = [part.document for part in plan.allotments if part.payment == payment.key]
        documents = self._books.documents[order]
        kind = "out_invoice" if payment.direction is Direction.IN else "out_refund"
        return (
            documents.browse(keys)
            or documents.filtered(lambda move: move.move_type == kind)[:1]
            or documents[:1]
        )

    def _outstanding_account(self, method_line):
        """Return the account where the money lies until the bank statement brings it, as Odoo
        chooses it; an empty record where payments have no entry of their own."""
        if method_line not in self._accounts:
            account = method_line.payment_account_id
            state = self._env["account.move"]._get_invoice_in_payment_state()
            if not account and state != "in_payment":
                payment = self._env["account.payment"].new({"company_id": self._shop.company_id.id})
                account = payment._get_outstanding_account(method_line.payment_type)
            self._accounts[method_line] = account
        return self._accounts[method_line]

    def _write_off(self, values, registration):
        """Return the entry's line for cash rounding that no document charges."""
        sign = 1 if registration.payment.direction is Direction.IN else -1
        currency = self._env["res.currency"].browse(values["currency_id"])
        company = self._shop.company_id
        amount = sign * float(registration.write_off)
        return {
            "name": self._env._("Cash rounding"),
            "account_id": self._shop._rounding_account().id,
            "partner_id": values["partner_id"],
            "currency_id": currency.id,
            "amount_currency": amount,
            "balance": currency._convert(amount, company.currency_id, company, values["date"]),
        }

    def _note_covered(self):
        """Note which transactions somebody has paid by hand, and which no longer."""
        for order, plan in self._plans.items():
            for key, row in self._rows[order].items():
                covered = key in plan.covered
                if row.is_covered != covered:
                    row.is_covered = covered

    def _pairs(self, order, plan):
        """Return the lines to reconcile with each other, pair by pair."""
        payments = {
            payment.shopify_transaction_id.shopify_id: payment.move_id
            for payment in self._books.payments[order]
        }
        documents = self._books.documents[order]
        for part in plan.allotments:
            entry = payments[part.payment]
            if entry:
                document = documents.browse(part.document)
                yield self._books.lines(entry) + self._books.lines(document)
        for part in plan.offsets:
            entries = payments[part.payment], payments[part.refund]
            if all(entries):
                yield self._books.lines(entries[0]) + self._books.lines(entries[1])

    def _link_pending(self):
        """Link payments without an entry to the documents that they pay: nothing can be
        reconciled until the bank statement comes."""
        for order, plan in self._plans.items():
            pending = {
                payment.shopify_transaction_id.shopify_id: payment
                for payment in self._books.payments[order]
                if not payment.move_id
            }
            for part in plan.allotments:
                if payment := pending.get(part.payment):
                    payment.invoice_ids |= self._books.documents[order].browse(part.document)


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    def _pay_after_posting(self):
        """Register the payments of orders whose documents were posted by hand (O13).

        Whatever is wrong stands on the orders: it must not keep anybody from posting.
        """
        for shop, orders in self.grouped("shop_id").items():
            orders._pay_by(shop._working()._register_payments)

    def _pay_now(self, even=None):
        """Register the payments of orders, whatever their shop is set to.

        :param even: transactions to register even if somebody has paid the documents by hand
        """
        for shop, orders in self.grouped("shop_id").items():
            working = shop._working()
            orders._pay_by(lambda part, working=working: working._pay(part, even))

    def _pay_by(self, step):
        """Run a step that registers payments; what is wrong stands on each order."""
        shop = self.shop_id._working()
        mended = self - shop._take_step(self, step, None)
        mended = mended.filtered(lambda order: (order.error_code or "").startswith("payment_"))
        mended.write(self._no_error_values())
        mended._resolve_skips()
