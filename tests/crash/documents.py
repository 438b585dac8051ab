# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The invoices, credit notes and payments of a database, told by content as ``content.py`` does."""


def documents_of(env) -> list[dict]:
    """:return: a row for each order with documents: their amounts by account, and what is open"""
    orders = env["shopify.order"].search([("sale_order_id", "!=", False)])
    moves = env["account.move"].search([("shopify_order_id", "in", orders.ids)])
    rows = []
    for order in orders:
        own = moves.filtered(lambda move, order=order: move.shopify_order_id == order)
        rows.append(
            {
                "key": order.name,
                "moves": sorted(map(_move, own)),
                "payments": sorted(map(_payment, order.transaction_ids.payment_ids)),
                "refunds": sorted(map(_refund, order.refund_ids)),
            }
        )
    return rows


def _move(move):
    lines = [
        [line.account_id.code, round(line.amount_currency, 3), line.reconciled]
        for line in move.line_ids
    ]
    reverses = move.reversed_entry_id.move_type or ""
    return [move.move_type, move.state, str(move.invoice_date), reverses, sorted(lines)]


def _payment(payment):
    return [
        payment.payment_type,
        payment.state,
        str(payment.date),
        payment.journal_id.code,
        payment.currency_id.name,
        payment.amount,
        payment.is_reconciled,
    ]


def _refund(refund):
    goods = refund.picking_ids.move_ids
    back = sorted([move.product_id.default_code or "", move.quantity] for move in goods)
    return [refund.name, refund.state, refund.error_code or "", back]
