# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Send the stock of variants at two locations; then again, when nothing is to be sent.

Computing it is also measured alone, beside a plain script that reads Odoo's forecast of the same
products. Budget for 10,000 variants: at most 100 requests, and 20 statements to compute; the second
run asks at most once for 250 records, sends nothing and writes no level.
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

KIND = "stock"
VARIANTS = 10
LOCATIONS = 2
UNTOUCHED = ("shopify_inventory_level", "shopify_inventory_call", "shopify_variant", "stock_quant")
EQUAL = "SELECT count(*) FROM shopify_inventory_level WHERE state = 'equal'"


def sync(databases: ScratchDatabases, prepared: str, sandbox, size: int) -> dict:
    """Send all stock, and run once more.

    :param prepared: a database whose stock was never sent
    :param size: how many levels there are
    :return: the first run's figures, the other's under ``unchanged``
    """
    with databases.copy(prepared, "stock") as name:
        figures = run_connector(databases, sandbox, name, KIND)
        equal = int(databases.sql(EQUAL, name))
        if (figures["changed"] + figures["unchanged"], equal) != (size, size):
            raise RuntimeError(f"{equal} of {size} levels are equal: {figures}")
        again = run_unchanged(databases, sandbox, name, KIND, UNTOUCHED)
        sent = [name for name in again["operations"] if name.startswith("InventorySet")]
        if sent:
            raise RuntimeError(f"nothing was to be sent, but: {again['operations']}")
    say(f"run: {figures['seconds']:.1f} s, again: {again['seconds']:.1f} s")
    return {**figures, "unchanged": again}


def computing(databases: ScratchDatabases, prepared: str, count: int) -> dict:
    """Compute all stock on either side, in turn.

    :return: the figures of computing
    """
    runs = {"connector": [], "native": []}
    for number in range(count):
        for side in sorted(runs, reverse=bool(number % 2)):
            runs[side].append(databases.answer("bench.native_stock", prepared, side))
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
        prepared = stack.enter_context(databases.fresh("stocked"))
        products = options.size // VARIANTS
        runs = []
        for number in range(options.runs):
            # Each run begins with the stock that a new sandbox has.
            with sandbox_process("generated", products=products) as sandbox:
                if not number:
                    databases.answer(
                        "bench.prepare_stock",
                        prepared,
                        sandbox.address,
                        variables=sandbox.variables,
                    )
                size = LOCATIONS * options.size
                runs.append(sync(databases, prepared, sandbox, size))
        return {
            **connector_figures("stock", size, versions_of(databases, runs), runs),
            **repeated_figures("unchanged", size, [run["unchanged"] for run in runs]),
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
