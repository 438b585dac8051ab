# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Import refunds up to the posted credit note, its payment and the received goods, beside the
native limit of the same records.

Budget: at most 1.25 times the native limit.
"""

import json
from contextlib import ExitStack

from bench.connector import run_connector
from bench.paired import PairedBenchmark, compare

#: A delivered line with goods of each paid order, nine in ten: one unit of it comes back.
RETURNED = """
    SELECT json_agg(json_build_object(
        'order', o.shopify_id, 'line', first.key, 'open', o.fulfillment_status != 'FULFILLED'
    ))
    FROM shopify_order o
    JOIN LATERAL (
        SELECT l.key FROM shopify_order_line l
        JOIN sale_order_line s ON s.shopify_line_id = l.id
        JOIN stock_move m ON m.sale_line_id = s.id AND m.state = 'done'
        WHERE l.order_id = o.id ORDER BY l.id LIMIT 1
    ) AS first ON true
    WHERE o.financial_status = 'PAID'
"""


class RefundsBenchmark(PairedBenchmark):
    """Orders that were imported, delivered, invoiced and paid; a unit of each comes back."""

    name = "refunds"
    kind = "orders"
    size = 2000
    preparation = "bench.prepare_accounting"
    batches = (100, 200, 400)
    trial_records = 400
    settings = {
        "auto_invoice": "posted",
        "auto_register_payments": True,
        "return_processing": "credit",
    }
    counts = {
        "credit_notes": "SELECT count(*) FROM account_move"
        " WHERE move_type = 'out_refund' AND state = 'posted' AND reversed_entry_id IS NOT NULL",
        "credited": "SELECT sum(amount_total) FROM account_move WHERE move_type = 'out_refund'",
        "tax": "SELECT sum(amount_tax) FROM account_move WHERE move_type = 'out_refund'",
        "open": "SELECT sum(amount_residual) FROM account_move WHERE move_type = 'out_refund'",
        "paid_back": "SELECT sum(amount) FROM account_payment WHERE payment_type = 'outbound'",
        "reconciled": "SELECT sum(amount) FROM account_partial_reconcile",
        "received": "SELECT sum(quantity) FROM stock_move"
        " WHERE state = 'done' AND origin_returned_move_id IS NOT NULL",
    }

    def prepare(self, stack: ExitStack, native: bool) -> None:
        """Make the database that both sides start from: its orders are done, then refunded."""
        super().prepare(stack, native=False)
        self.without_addon = self.with_addon
        run_connector(self.databases, self.sandbox, self.with_addon, "orders")
        variables = self.sandbox.variables
        self.databases.answer("bench.prepare_deliveries", self.with_addon, variables=variables)
        rows = json.loads(self.databases.sql(RETURNED, self.with_addon))
        self.refunds = len(rows)
        for row in rows:
            order = f"gid://shopify/Order/{row['order']}"
            if row["open"]:
                self.sandbox.act_on_orders(do="fulfil", order=order)
            self.sandbox.act_on_orders(
                do="refund", order=order, quantities={row["line"]: 1}, restock="RETURN"
            )

    def connector(self, size: int) -> dict:
        """:return: one run of the connector"""
        with self.databases.copy(self.with_addon, "connector") as name:
            figures = run_connector(self.databases, self.sandbox, name, self.kind)
            if (figures["changed"], figures["failed"]) != (self.refunds, 0):
                raise RuntimeError(f"the import did not go well: {figures}")
            self._compare("connector", name)
            if not self.data.exists():
                self.databases.answer(f"bench.native_data_{self.name}", name, self.data)
            return figures


def main() -> None:
    """Read the options, run, and print the result as JSON."""
    compare(RefundsBenchmark, __doc__)


if __name__ == "__main__":
    main()
