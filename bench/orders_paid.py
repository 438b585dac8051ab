# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Import orders up to the posted and paid invoice, beside the native limit of the same records.

Budget: at most 1.25 times the native limit, 8 SQL statements an order on top of Odoo's own.
"""

from bench.orders import OrdersBenchmark
from bench.paired import compare


class OrdersPaidBenchmark(OrdersBenchmark):
    """Orders with their invoices and payments; one in ten is not paid yet."""

    name = "orders_paid"
    preparation = "bench.prepare_accounting"
    settings = {"auto_invoice": "posted", "auto_register_payments": True}
    counts = {
        **OrdersBenchmark.counts,
        "posted": "SELECT count(*) FROM account_move WHERE state = 'posted'",
        "paid": "SELECT count(*) FROM account_move WHERE payment_state = 'paid'"
        " AND move_type = 'out_invoice'",
        "open": "SELECT sum(amount_residual) FROM account_move WHERE move_type = 'out_invoice'",
        "payments": "SELECT count(*) FROM account_payment WHERE state = 'paid'",
        "received": "SELECT sum(amount) FROM account_payment",
        "reconciled": "SELECT sum(amount) FROM account_partial_reconcile",
    }


def main() -> None:
    """Read the options, run, and print the result as JSON."""
    compare(OrdersPaidBenchmark, __doc__)


if __name__ == "__main__":
    main()
