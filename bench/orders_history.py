# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Import orders of long ago by one bulk operation, as records only and with locked sale orders.

Each way also at a tenth of the size. Budget: one bulk operation; the same time per record at any
size; at most 100 MB above Odoo's own memory.
"""

import argparse
from contextlib import ExitStack

from bench.command import parser_of, print_result, say
from bench.connector import run_connector
from bench.figures import connector_figures, median, versions_of
from bench.sandbox_process import sandbox_process
from bench.scratch import ScratchDatabases
from devtools.environment import environment

KIND = "order_history"
BEFORE = "2100-01-01 00:00:00"
COUNTS = {
    "records": "SELECT count(*) FROM shopify_order WHERE history = 'records'",
    "documents": "SELECT count(*) FROM sale_order WHERE state = 'sale' AND locked",
}
MOVED = "SELECT (SELECT count(*) FROM stock_picking) + (SELECT count(*) FROM account_move)"


def bring(databases: ScratchDatabases, size: int, way: str) -> dict:
    """Import the orders into a fresh database.

    :param way: ``records`` or ``documents``
    :return: the run's figures
    """
    with (
        databases.fresh("history") as name,
        sandbox_process("generated", size) as sandbox,
    ):
        databases.answer("bench.prepare_shop", name, sandbox.address, variables=sandbox.variables)
        options = {"before": BEFORE, "archived": True, "documents": way == "documents"}
        figures = run_connector(databases, sandbox, name, KIND, options)
        kept, moved = (int(databases.sql(query, name)) for query in (COUNTS[way], MOVED))
        if (kept, moved) != (size, 0):
            raise RuntimeError(f"{kept} of {size} orders, {moved} moves: {figures}")
        if figures["operations"].get("bulkOperationRunQuery", 1) != 1:
            raise RuntimeError(f"more than one bulk operation: {figures['operations']}")
    say(f"{way}, {size}: {figures['seconds']:.1f} s")
    return figures


def run(options: argparse.Namespace) -> dict:
    """:return: the benchmark's result"""
    with ExitStack() as stack:
        databases = ScratchDatabases(stack.enter_context(environment()))
        result = {}
        for way in options.ways:
            small, large = (
                bring(databases, size, way) for size in (options.size // 10, options.size)
            )
            figures = connector_figures(
                f"orders_history, {way}", options.size, versions_of(databases, [large]), [large]
            )
            result[way] = {**figures, **_growth(options.size, small, large)}
        return result


def _growth(size: int, small: dict, large: dict) -> dict:
    """:return: what an order takes, and how much more than in a tenth of the size"""
    each = [
        1000 * median([figures], "cpu_seconds") / records
        for figures, records in ((small, size // 10), (large, size))
    ]
    return {
        "cpu_ms_per_record": round(each[1], 3),
        "cpu_ms_per_record_of_a_tenth": round(each[0], 3),
        "growth": round(each[1] / each[0], 3),
    }


def main() -> None:
    """Read the options, run, and print the result as JSON."""
    parser = parser_of(__doc__, "orders", 10_000)
    parser.add_argument(
        "--ways", nargs="+", choices=tuple(COUNTS), default=list(COUNTS), help="how to keep them"
    )
    print_result(parser, run)


if __name__ == "__main__":
    main()
