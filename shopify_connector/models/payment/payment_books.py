# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Odoo's books hold of a batch of orders: documents, payments, and what is open of them."""

from collections import defaultdict
from decimal import Decimal

from ...rules.payment import Booked, Books, Direction, Document
from ..sync.amounts import decimal_of
from ..sync.explain import MappingError

DIRECTIONS = {"out_invoice": Direction.IN, "out_refund": Direction.OUT}
PAYMENT_TYPES = {Direction.IN: "inbound", Direction.OUT: "outbound"}
WAYS = {name: way for way, name in PAYMENT_TYPES.items()}
LIVE = ("in_process", "paid")


class PaymentBooks:
    """Reads the books of orders in bulk.

    :param orders: ``shopify.order`` records, in an environment that may read the books
    """

    def __init__(self, orders):
        self._env = orders.env
        self.documents = self._by_order(
            self._env["account.move"].search(
                [
                    ("shopify_order_id", "in", orders.ids),
                    ("state", "=", "posted"),
                    ("move_type", "in", list(DIRECTIONS)),
                ],
                order="invoice_date, id",
            )
        )
        self.payments = defaultdict(self._env["account.payment"].browse)
        self._lines = defaultdict(self._env["account.move.line"].browse)

    def take_up(self, orders):
        """Read payments, and what is open of them and of documents, of the orders with documents.

        :param orders: some of the orders
        """
        self.payments.update(
            self._by_order(
                self._env["account.payment"].search(
                    [("shopify_order_id", "in", orders.ids), ("state", "in", LIVE)],
                    order="date, id",
                )
            )
        )
        moves = self._env["account.move"].union(
            *(self.documents[order] for order in orders),
            *(self.payments[order].move_id for order in orders),
        )
        self._read_lines(moves)

    def _by_order(self, records):
        groups = defaultdict(records.browse)
        groups.update(records.grouped("shopify_order_id"))
        return groups

    def _read_lines(self, moves):
        """Read the receivable lines of moves."""
        lines = self._env["account.move.line"].search(
            [("move_id", "in", moves.ids), ("account_type", "=", "asset_receivable")],
            order="date_maturity, id",
        )
        for move, group in lines.grouped("move_id").items():
            self._lines[move] = group

    # === WHAT IS OPEN === #

    def lines(self, move):
        """Return the receivable lines of a document or of a payment's entry."""
        return self._lines[move]

    def note_posted(self, payments):
        """Take up payments that have just been posted, with their receivable lines."""
        for payment in payments:
            self.payments[payment.shopify_order_id] |= payment
        self._read_lines(payments.move_id)

    def currency(self, order):
        """Return the currency of an order's documents.

        :raises MappingError: if it is neither the shop's nor the buyer's, or there are several
        """
        currencies = self.documents[order].currency_id
        if len(currencies) > 1:
            raise MappingError("payment_documents_differ", currencies=_names(currencies))
        if currencies not in (order.currency_id, order.presentment_currency_id):
            raise MappingError(
                "payment_other_currency",
                currencies=_names(currencies),
                expected=_names(order.currency_id | order.presentment_currency_id),
            )
        return currencies

    def of(self, order, currency, *, in_question):
        """Return what the rules need to know of an order's books.

        :param order: one with documents
        :param currency: their currency
        :param in_question: the order's transactions that may have to be registered
        :return: rules.payment.Books
        """
        digits = currency.decimal_places
        documents = self.documents[order]
        payments = self.payments[order].filtered("shopify_transaction_id")
        left = {move: self._residual(move, digits) for move in documents}
        rest = {payment: self._residual(payment.move_id, digits) for payment in payments}
        pending = self._use_pending(documents, payments, left, rest, digits)
        return Books(
            documents=tuple(
                Document(move.id, DIRECTIONS[move.move_type], left[move]) for move in documents
            ),
            booked=tuple(
                Booked(
                    payment.shopify_transaction_id.shopify_id,
                    WAYS[payment.payment_type],
                    rest[payment],
                )
                for payment in payments
            ),
            by_hand=self._by_hand(documents, digits, pending) if in_question else {},
            rounding=self._rounding(documents, digits) if _rounded(in_question) else {},
            fully_invoiced=order.sale_order_id.invoice_status == "invoiced",
        )

    def _residual(self, move, digits):
        """Return what is open of a document or of a payment's entry."""
        return decimal_of(abs(sum(self._lines[move].mapped("amount_residual_currency"))), digits)

    @staticmethod
    def _use_pending(documents, payments, left, rest, digits):
        """Take off what payments without an entry pay, which Odoo only links to documents.

        :param dict left: what is open of each document, changed in place
        :param dict rest: what is left of each payment, likewise
        :return: list of (payment, document, amount)
        """
        used = []
        for payment in documents.matched_payment_ids | payments:
            if payment.move_id or payment.state not in LIVE:
                continue
            amount = decimal_of(payment.amount, digits)
            for move in documents & payment.invoice_ids:
                part = min(amount, left[move])
                left[move] -= part
                amount -= part
                used.append((payment, move, part))
            rest[payment] = amount
        return used

    def _by_hand(self, documents, digits, pending):
        """Return what payments and bank statement lines that are not of Shopify's transactions
        have paid of documents, by direction.

        :param list pending: what payments without an entry pay, as of ``_use_pending``
        """
        sums = defaultdict(Decimal)
        for payment, move, amount in pending:
            if not payment.shopify_transaction_id:
                sums[DIRECTIONS[move.move_type]] += amount
        for line in self._env["account.move.line"].union(*map(self.lines, documents)):
            for partial, other, amount in _partials(line):
                if _is_by_hand(other.move_id):
                    sums[DIRECTIONS[line.move_id.move_type]] += decimal_of(partial[amount], digits)
        return sums

    @staticmethod
    def _rounding(documents, digits):
        """Return the cash rounding that documents charge, by direction.

        A credit note of a refund is what was paid back, and rounding.
        """
        sums = defaultdict(Decimal)
        for line in documents.invoice_line_ids:
            if "cash_rounding" in line.sale_line_ids.shopify_line_id.mapped("kind"):
                sums[Direction.IN] += decimal_of(line.price_total, digits)
        for note in documents.filtered("shopify_refund_id"):
            refund = note.shopify_refund_id
            seen = note.currency_id != refund.currency_id
            paid_back = refund.presentment_total if seen else refund.total
            sums[Direction.OUT] += decimal_of(note.amount_total - paid_back, digits)
        return sums


def _partials(line):
    """Return (partial, the other line, field of its amount on this line) of a line."""
    for partial in line.matched_credit_ids:
        yield partial, partial.credit_move_id, "debit_amount_currency"
    for partial in line.matched_debit_ids:
        yield partial, partial.debit_move_id, "credit_amount_currency"


def _is_by_hand(move):
    payment = move.origin_payment_id
    return bool(move.statement_line_id or payment) and not payment.shopify_transaction_id


def _rounded(transactions):
    return any(row.rounding or row.presentment_rounding for row in transactions)


def _names(currencies):
    return ", ".join(currencies.mapped("name"))
