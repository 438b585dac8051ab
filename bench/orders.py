# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Import orders up to the confirmed sale order, beside the native limit of the same records.

Budget: at most 1.3 times the native limit, 8 SQL statements an order on top of Odoo's own, one
request per 20 orders, 100 MB above Odoo's own memory, the same time per record at any size.
"""

from bench.paired import PairedBenchmark, compare


class OrdersBenchmark(PairedBenchmark):
    """Orders, with their partners, lines, taxes and deliveries; what was shipped is invoiced."""

    name = kind = "orders"
    size = 1000
    batches = (50, 100, 200, 400)
    trial_records = 400
    counts = {
        "partners": "SELECT count(*) FROM res_partner",
        "orders": "SELECT count(*) FROM sale_order WHERE state = 'sale'",
        "lines": "SELECT count(*) FROM sale_order_line",
        "pickings": "SELECT count(*) FROM stock_picking",
        "pickings_done": "SELECT count(*) FROM stock_picking WHERE state = 'done'",
        "moves": "SELECT count(*) FROM stock_move WHERE sale_line_id IS NOT NULL",
        "reserved": "SELECT sum(reserved_quantity) FROM stock_quant",
        "invoices": "SELECT count(*) FROM account_move WHERE move_type = 'out_invoice'",
        "invoiced": "SELECT sum(amount_total) FROM account_move WHERE move_type = 'out_invoice'",
        "untaxed": "SELECT sum(amount_untaxed) FROM sale_order",
        "tax": "SELECT sum(amount_tax) FROM sale_order",
        "total": "SELECT sum(amount_total) FROM sale_order",
    }


def main() -> None:
    """Read the options, run, and print the result as JSON."""
    compare(OrdersBenchmark, __doc__)


if __name__ == "__main__":
    main()
