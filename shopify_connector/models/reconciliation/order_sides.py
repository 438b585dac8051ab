# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Both sides of orders, for the rules of reconciliation: read in bulk (O24)."""

from collections import defaultdict

from odoo.fields import Domain
from odoo.tools import SQL

from ...rules.payment import Movement, payments
from ...rules.reconciliation_facts import (
    CreditNote,
    OrderHere,
    OrderThere,
    PaymentHere,
    RefundHere,
    RefundThere,
    Standing,
)
from ...shopify import gid
from ..payment.payment_books import DIRECTIONS, LIVE, WAYS
from ..sync.amounts import decimal_of
from ..sync.moments import utc_naive

_STANDINGS = {
    False: Standing.WAITING,
    "draft": Standing.DRAFT,
    "sent": Standing.DRAFT,
    "sale": Standing.SALE,
    "cancel": Standing.CANCELLED,
}
_BY_HAND = """
    SELECT document.shopify_order_id, document.move_type, payment.id,
        sum(CASE WHEN document.move_type = 'out_invoice' THEN partial.debit_amount_currency
            ELSE partial.credit_amount_currency END)
    FROM account_move document
    JOIN account_move_line line ON line.move_id = document.id
    JOIN account_partial_reconcile partial
        ON line.id = CASE WHEN document.move_type = 'out_invoice' THEN partial.debit_move_id
            ELSE partial.credit_move_id END
    JOIN account_move_line other
        ON other.id = CASE WHEN document.move_type = 'out_invoice' THEN partial.credit_move_id
            ELSE partial.debit_move_id END
    JOIN account_move entry ON entry.id = other.move_id
    LEFT JOIN account_payment payment ON payment.id = entry.origin_payment_id
    WHERE document.id IN %s AND payment.shopify_transaction_id IS NULL
        AND (payment.id IS NOT NULL OR entry.statement_line_id IS NOT NULL)
    GROUP BY 1, 2, 3
"""


class OdooSide:
    """What Odoo has of a batch of orders.

    :param orders: ``shopify.order`` records of one shop, in an environment that may read the books
    """

    def __init__(self, orders):
        self._env = orders.env
        self._shop = orders.shop_id
        self._orders = orders
        self._read(orders)

    def _read(self, orders):
        env = self._env
        own = Domain("shopify_order_id", "in", orders.ids)
        moves = env["account.move"].search(
            own & Domain("move_type", "in", list(DIRECTIONS)) & Domain("state", "!=", "cancel")
        )
        self._moves = _grouped(moves, "shopify_order_id")
        live = env["account.payment"].search(own & Domain("state", "in", LIVE))
        self._payments = _grouped(
            live.filtered(lambda one: one.shopify_transaction_id and not one._is_undone()),
            "shopify_order_id",
        )
        refunds = env["shopify.refund"].search([("order_id", "in", orders.ids)])
        self._refunds = _grouped(refunds, "order_id")
        self._by_hand = self._paid_by_hand(orders, moves.filtered(lambda m: m.state == "posted"))
        self._doubles = self._second_orders(orders)

    # === BY HAND === #

    def reconcile_loose(self):
        """Let payments that were made by hand on the orders' invoices pay what is open of them."""
        for move, loose in self._loose.items():
            lines = (move | loose.move_id).line_ids.filtered(
                lambda line: line.account_type == "asset_receivable" and not line.reconciled
            )
            for same in lines.grouped("account_id").values():
                same.reconcile()

    def _paid_by_hand(self, orders, documents):
        """Return what others than the registered payments have paid: sums by (order, direction).

        A payment that was made on a document counts, too, where nothing was open for it any more.
        """
        sums = defaultdict(float)
        self._loose = defaultdict(self._env["account.payment"].browse)
        if not documents:
            return sums
        documents.flush_recordset()
        self._env.cr.execute(SQL(_BY_HAND, tuple(documents.ids)))
        matched = set()
        for order_id, move_type, payment_id, amount in self._env.cr.fetchall():
            sums[order_id, DIRECTIONS[move_type]] += amount
            matched.add(payment_id)
        named = {}
        for move in documents:
            for name in (move.name, move.payment_reference, move.shopify_order_number):
                named.setdefault(name, move)
        loose = self._env["account.payment"].search(
            [
                ("company_id", "=", self._shop.company_id.id),
                ("state", "in", LIVE),
                ("shopify_transaction_id", "=", False),
                ("memo", "in", [name for name in named if name]),
                ("id", "not in", [number for number in matched if number]),
            ]
        )
        for payment in loose:
            move = named[payment.memo]
            same = payment.partner_id.commercial_partner_id == move.commercial_partner_id
            if same and payment.currency_id == move.currency_id and not payment._is_undone():
                key = move.shopify_order_id.id, WAYS[payment.payment_type]
                sums[key] += payment.amount
                self._loose[move] |= payment
        return sums

    def _second_orders(self, orders):
        """Return sale orders that somebody, or another connector, has made for the same orders."""
        by_name = {order.name: order for order in orders if order.sale_order_id}
        names = list(by_name)
        found = self._env["sale.order"].search(
            Domain("company_id", "=", self._shop.company_id.id)
            & Domain("state", "!=", "cancel")
            & Domain("shopify_order_id", "=", False)
            & (Domain("client_order_ref", "in", names) | Domain("origin", "in", names))
        )
        doubles = defaultdict(self._env["sale.order"].browse)
        for sale in found:
            order = by_name.get(sale.client_order_ref) or by_name.get(sale.origin)
            own = order.sale_order_id
            is_same = sale.partner_id.commercial_partner_id == own.partner_id.commercial_partner_id
            if is_same or sale.currency_id.is_zero(sale.amount_total - own.amount_total):
                doubles[order] |= sale
        return doubles

    # === BOTH SIDES === #

    def here(self, order):
        """Return an order's side in Odoo, without what was read of it."""
        sale = order.sale_order_id
        digits = _digits(order)
        posted = self._moves[order].filtered(lambda move: move.state == "posted")
        invoices = posted.filtered(lambda move: move.move_type == "out_invoice")
        notes = self._moves[order].filtered(lambda move: move.move_type == "out_refund")
        hand_made = (notes & posted).filtered(lambda note: not note.shopify_refund_id)
        return OrderHere(
            standing=_STANDINGS[sale.state],
            total=decimal_of(sale.amount_total, digits),
            invoiced=decimal_of(sum(-m.direction_sign * m.amount_total for m in posted), digits),
            is_invoiced=bool(invoices),
            is_history=bool(order.history),
            has_conflict=order.has_conflict,
            doubles=tuple(
                (double.id, decimal_of(double.amount_total, digits))
                for double in self._doubles[order]
            ),
            follows_refunds=self._shop.return_processing != "none",
            refunds={
                refund.shopify_id: _refund_here(refund, digits) for refund in self._refunds[order]
            },
            notes=tuple(_credit_note(note, digits) for note in hand_made),
            registers_payments=(
                order.payments_requested or order._setting("auto_register_payments")
            ),
            payments={
                payment.shopify_transaction_id.shopify_id: PaymentHere(
                    payment.id, WAYS[payment.payment_type], decimal_of(payment.amount, digits)
                )
                for payment in self._payments[order]
            },
            by_hand={
                direction: decimal_of(self._by_hand[order.id, direction], digits)
                for direction in DIRECTIONS.values()
                if (order.id, direction) in self._by_hand
            },
            left_out=frozenset(
                row.shopify_id
                for row in order.transaction_ids
                if row.is_left_out or row.method_id.state == "off"
            ),
        )

    def known(self, order):
        """Return an order's side in Shopify, as it was read last."""
        seen, digits = order._is_presentment(), _digits(order)
        ordered = order._ordered_amounts()[2]
        received = order.presentment_received if seen else order.total_received
        rounding = order.presentment_refund_rounding if seen else order.refund_rounding
        refunds = self._refunds[order].filtered(lambda refund: not refund.is_deleted)
        return OrderThere(
            is_cancelled=bool(order.cancelled_at),
            ordered=decimal_of(ordered, digits),
            current=decimal_of(order._current_amount(), digits),
            received=decimal_of(received, digits),
            refund_rounding=decimal_of(rounding, digits),
            refunds=_sorted(
                RefundThere(
                    refund.shopify_id,
                    decimal_of(refund.presentment_total if seen else refund.total, digits),
                )
                for refund in refunds
            ),
            payments=_sorted(order._payments(seen=seen)),
        )


def there(shop, compared, seen, digits):
    """Return an order's side in Shopify, as it is now.

    :param compared: the client's ``OrderCompared``
    :param bool seen: in the amounts that the buyer saw, instead of the shop's
    """

    def amount(bag):
        return decimal_of(bag.presentment if seen else bag.shop, digits)

    header = compared.header
    paid, back = amount(compared.payment_rounding), amount(compared.refund_rounding)
    movements = [
        Movement(
            key=str(gid.number(one.id)),
            kind=one.kind,
            status=one.status,
            at=utc_naive(one.at),
            amount=amount(one.amount),
            rounding=amount(one.rounding),
            is_test=one.test,
            parent=str(gid.number(one.parent_id)) if one.parent_id else "",
        )
        for one in compared.movements
    ]
    received = amount(compared.received)
    refunds = compared.refunds if shop.return_processing != "none" else ()
    return OrderThere(
        is_cancelled=bool(header.cancelled_at),
        ordered=amount(header.total_price) + paid,
        current=amount(header.current_total_price) + paid - back,
        received=received,
        refund_rounding=back,
        refunds=_sorted(
            RefundThere(str(gid.number(one.id)), amount(one.amount)) for one in refunds
        ),
        payments=_sorted(
            payments(movements, received=received, with_tests=shop.import_test_orders)
        ),
    )


def _grouped(records, field):
    groups = defaultdict(records.browse)
    groups.update(records.grouped(field))
    return groups


def _sorted(things):
    return tuple(sorted(things, key=lambda one: one.key))


def _digits(order):
    currency = order.sale_order_id.currency_id or order._document_currency()
    return currency.decimal_places if currency else 2


def _credit_note(move, digits):
    return CreditNote(move.id, decimal_of(move.amount_total, digits), move.state == "posted")


def _refund_here(refund, digits):
    note = refund.move_id
    return RefundHere(
        refund.id,
        is_settled=refund.is_pending or refund.state in ("ignored", "nothing"),
        note=_credit_note(note, digits) if note and note.state != "cancel" else None,
    )
