# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Read the credit notes, payments and returns that the connector made.

``python -m bench.native_data_refunds DATABASE FILE``
"""

from datetime import date

from bench.native_data import write_data

NOTE = ("partner_id", "partner_shipping_id", "currency_id", "journal_id", "invoice_date", "ref")
LINE = ("name", "quantity", "price_unit", "product_id", "account_id")
PAYMENT = ("amount", "date", "journal_id", "payment_method_line_id", "currency_id", "memo")


def read(env) -> dict:
    """:return: ``refunds`` in the order in which they were made, with ids that both sides share"""
    notes = env["account.move"].search([("shopify_refund_id", "!=", False)], order="id")
    return {"refunds": [_refund(note) for note in notes]}


def _refund(note):
    refund = note.shopify_refund_id
    payment = note.env["account.payment"].search(
        [("shopify_order_id", "=", refund.order_id.id), ("payment_type", "=", "outbound")]
    )
    return {
        "invoice": note.reversed_entry_id.id,
        "note": _values(note, NOTE),
        "lines": [_line(line) for line in note.invoice_line_ids],
        "payment": _values(payment, PAYMENT),
        "moves": [
            [move.origin_returned_move_id.id, move.quantity]
            for move in note.env["stock.picking"]
            .search([("shopify_refund_id", "=", refund.id)])
            .move_ids
        ],
    }


def _values(record, names):
    """:return: a record's values by field name; records as ids, dates as texts"""
    (values,) = record.read(names, load=None)
    del values["id"]
    return {
        name: str(value) if isinstance(value, date) else value for name, value in values.items()
    }


def _line(line):
    return {
        **_values(line, LINE),
        "taxes": line.tax_ids.ids,
        "sales": line.sale_line_ids.ids,
        "extra_tax_data": line.extra_tax_data,
    }


if __name__ == "__main__":
    write_data(read)
