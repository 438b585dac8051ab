# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Tell Shopify of done deliveries with tracking; then again, when nothing is to be sent; then of
new tracking numbers.

Budget: at most 1 request for 20 deliveries, and for 18 changed numbers, of which Shopify takes 19
at once; the second run asks nothing and writes no delivery.
"""

import argparse
import json
from contextlib import ExitStack

from bench.command import parser_of, print_result, say
from bench.connector import run_connector, run_unchanged
from bench.figures import connector_figures, median, repeated_figures, versions_of
from bench.sandbox_process import sandbox_process
from bench.scratch import ScratchDatabases
from devtools.environment import environment

KIND = "fulfillments"
DELIVERIES_IN_A_REQUEST = 20
UPDATES_IN_A_REQUEST = 18
# One order in ten comes shipped.
ORDERS_OF_NINE_DELIVERIES = 10
UNTOUCHED = ("stock_picking", "shopify_order", "shopify_order_fulfillment")
SENT = "SELECT count(*) FROM stock_picking WHERE shopify_fulfillment_state = 'sent'"
LINKED = """
    SELECT count(DISTINCT shopify_id) FROM shopify_order_fulfillment
    WHERE from_odoo AND picking_id IS NOT NULL
"""
NEW_NUMBERS = """
    UPDATE stock_picking SET carrier_tracking_ref = 'N' || id, shopify_tracking_due = true
    WHERE shopify_fulfillment_state = 'sent'
"""


def send(databases: ScratchDatabases, start: str, size: int) -> dict:
    """Import orders, do their deliveries, and send them.

    :param start: a database without a shop
    :param size: how many deliveries
    :return: the run's figures, those of the others under ``unchanged`` and ``tracking``
    """
    orders = -(-size * ORDERS_OF_NINE_DELIVERIES // 9)
    with (
        databases.copy(start, "deliveries") as name,
        sandbox_process("generated", orders) as sandbox,
    ):
        databases.answer(
            "bench.prepare_shop",
            name,
            sandbox.address,
            json.dumps({"allow_changes": True}),
            variables=sandbox.variables,
        )
        run_connector(databases, sandbox, name, "orders")
        databases.answer("bench.prepare_deliveries", name, variables=sandbox.variables)
        figures = run_connector(databases, sandbox, name, KIND)
        done = figures["new"]
        told = [int(databases.sql(statement, name)) for statement in (SENT, LINKED)]
        if not done or told != [done, done]:
            raise RuntimeError(f"{told} of {done} deliveries were sent: {figures}")
        again = run_unchanged(databases, sandbox, name, KIND, UNTOUCHED)
        if again["requests"]:
            raise RuntimeError(f"nothing was to be sent, but: {again['operations']}")
        databases.sql(NEW_NUMBERS, name)
        tracking = run_connector(databases, sandbox, name, KIND)
        for part, least in (
            (figures, DELIVERIES_IN_A_REQUEST),
            (tracking, UPDATES_IN_A_REQUEST),
        ):
            if part["requests"] * least > done:
                raise RuntimeError(
                    f"{done} deliveries took {part['operations']}, {part['statuses']}"
                )
    say(f"run: {figures['seconds']:.1f} s, {figures['requests']} requests for {done} deliveries")
    return {**figures, "size": done, "unchanged": again, "tracking": tracking}


def run(options: argparse.Namespace) -> dict:
    """:return: the benchmark's result"""
    with ExitStack() as stack:
        databases = ScratchDatabases(stack.enter_context(environment()))
        start = stack.enter_context(databases.fresh("start"))
        runs = [send(databases, start, options.size) for _number in range(options.runs)]
        size = runs[0]["size"]
        return {
            **connector_figures(KIND, size, versions_of(databases, runs), runs),
            **repeated_figures("unchanged", size, [one["unchanged"] for one in runs]),
            "tracking_seconds": round(median([one["tracking"] for one in runs], "seconds"), 2),
            "tracking_requests": runs[0]["tracking"]["requests"],
        }


def main() -> None:
    """Read the options, run, and print the result as JSON."""
    parser = parser_of(__doc__, "deliveries", 2000)
    parser.add_argument("--runs", type=int, default=1, help="how many runs")
    print_result(parser, run)


if __name__ == "__main__":
    main()
