# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Send the prices of products of ten variants each; then again, when nothing is to be sent.

Computing them is also measured alone, beside a plain script that has Odoo's pricelists compute the
prices of the same products. Budget for 10,000 variants: at most 60 requests, and 30 statements to
compute; the second run asks and sends nothing, and writes no product.
"""

import argparse
import statistics
from contextlib import ExitStack

from bench.command import parser_of, print_result, say
from bench.connector import run_connector, run_unchanged
from bench.figures import connector_figures, median, repeated_figures, versions_of
from bench.sandbox_process import sandbox_process
from bench.scratch import ScratchDatabases
from devtools.environment import environment

KIND = "prices"
VARIANTS = 10
UNTOUCHED = ("shopify_variant", "shopify_product", "shopify_sync_skip", "product_product")
IN_SHOPIFY = """
    SELECT count(*) FROM shopify_variant
    WHERE price = odoo_price AND compare_at_price = odoo_compare_at_price AND price > 0
"""


def sync(databases: ScratchDatabases, prepared: str, sandbox, size: int) -> dict:
    """Send all prices, and run once more.

    :param prepared: a database whose products have never been priced
    :param size: how many variants there are
    :return: the first run's figures, the other's under ``unchanged``
    """
    with databases.copy(prepared, "prices") as name:
        figures = run_connector(databases, sandbox, name, KIND)
        known = int(databases.sql(IN_SHOPIFY, name))
        # A few products cost in Odoo what the sandbox asks for by chance.
        if (figures["changed"] + figures["unchanged"], known) != (size, size):
            raise RuntimeError(f"{known} of {size} variants got their price: {figures}")
        again = run_unchanged(databases, sandbox, name, KIND, UNTOUCHED)
        if again["requests"]:
            raise RuntimeError(f"nothing was to be sent, but: {again['operations']}")
    say(f"run: {figures['seconds']:.1f} s, again: {again['seconds']:.1f} s")
    return {**figures, "unchanged": again}


def computing(databases: ScratchDatabases, prepared: str, count: int) -> dict:
    """Compute all prices on either side, in turn.

    :return: the figures of computing
    """
    runs = {"connector": [], "native": []}
    for number in range(count):
        for side in sorted(runs, reverse=bool(number % 2)):
            runs[side].append(databases.answer("bench.native_prices", prepared, side))
    totals = {run["total"] for side in runs.values() for run in side}
    if len(totals) != 1:
        raise RuntimeError(f"the sides differ: {totals}")
    ratios = [
        ours["seconds"] / theirs["seconds"]
        for ours, theirs in zip(runs["connector"], runs["native"], strict=True)
    ]
    return {
        "compute_seconds": round(median(runs["connector"], "seconds"), 2),
        "compute_sql_statements": round(median(runs["connector"], "sql_statements")),
        "native_seconds": round(median(runs["native"], "seconds"), 2),
        "native_sql_statements": round(median(runs["native"], "sql_statements")),
        "native_ratio": round(statistics.median(ratios), 3),
        "native_ratio_spread": [round(min(ratios), 3), round(max(ratios), 3)],
    }


def run(options: argparse.Namespace) -> dict:
    """:return: the benchmark's result"""
    with ExitStack() as stack:
        databases = ScratchDatabases(stack.enter_context(environment()))
        prepared = stack.enter_context(databases.fresh("priced"))
        sandbox = stack.enter_context(
            sandbox_process("generated", products=options.size // VARIANTS)
        )
        databases.answer(
            "bench.prepare_prices", prepared, sandbox.address, variables=sandbox.variables
        )
        runs = [sync(databases, prepared, sandbox, options.size) for _ in range(options.runs)]
        return {
            **connector_figures("prices", options.size, versions_of(databases, runs), runs),
            **repeated_figures("unchanged", options.size, [run["unchanged"] for run in runs]),
            **computing(databases, prepared, options.pairs),
        }


def main() -> None:
    """Read the options, run, and print the result as JSON."""
    parser = parser_of(__doc__, "variants", 10_000)
    parser.add_argument("--runs", type=int, default=1, help="how many runs of the sync")
    parser.add_argument("--pairs", type=int, default=3, help="how many runs of computing alone")
    print_result(parser, run)


if __name__ == "__main__":
    main()
