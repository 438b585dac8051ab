# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Export partners that have no Shopify customer yet; then again, when nothing is to be sent.

A third run imports what was exported, and finds nothing changed. Budget: the second run asks and
sends nothing; neither writes a partner or customer; memory at most 100 MB above Odoo's own.
"""

import argparse
import json
from contextlib import ExitStack

from bench.command import parser_of, print_result, say
from bench.connector import run_connector, run_unchanged
from bench.figures import connector_figures, repeated_figures, versions_of
from bench.sandbox_process import sandbox_process
from bench.scratch import ScratchDatabases
from devtools.environment import environment

KIND = "customers"
SETTINGS = {
    "allow_changes": True,
    "customer_export": True,
    "can_update_shopify_customers": True,
}
UNTOUCHED = ("shopify_customer", "shopify_customer_address", "res_partner")
LINKED = """
    SELECT count(*) FROM shopify_customer c JOIN res_partner p ON p.id = c.partner_id
    WHERE c.email = p.email
"""


def export(databases: ScratchDatabases, partners: str, size: int) -> dict:
    """Export the partners to an empty shop, run once more, and import what was exported.

    :param partners: a database with partners and without a shop
    :param size: how many partners there are
    :return: the first run's figures, the others' under ``unchanged`` and ``reread``
    """
    with (
        databases.copy(partners, "export") as name,
        sandbox_process("generated", customers=0) as sandbox,
    ):
        databases.answer(
            "bench.prepare_shop",
            name,
            sandbox.address,
            json.dumps(SETTINGS),
            variables=sandbox.variables,
        )
        figures = run_connector(databases, sandbox, name, KIND)
        linked = int(databases.sql(LINKED, name))
        if (figures["new"], linked) != (size, size):
            raise RuntimeError(f"{linked} of {size} partners became customers: {figures}")
        again = run_unchanged(databases, sandbox, name, KIND, UNTOUCHED)
        if again["requests"]:
            raise RuntimeError(f"nothing was to be sent, but: {again['operations']}")
        reread = run_unchanged(databases, sandbox, name, KIND, UNTOUCHED, customer_import="all")
    say(f"run: {figures['seconds']:.1f} s, again: {again['seconds']:.1f} s")
    return {**figures, "unchanged": again, "reread": reread}


def run(options: argparse.Namespace) -> dict:
    """:return: the benchmark's result"""
    with ExitStack() as stack:
        databases = ScratchDatabases(stack.enter_context(environment()))
        partners = stack.enter_context(databases.fresh("partners"))
        databases.answer("bench.prepare_partners", partners, options.size)
        runs = [export(databases, partners, options.size) for _number in range(options.runs)]
        versions = versions_of(databases, runs)
        return {
            **connector_figures("customers_export", options.size, versions, runs),
            **repeated_figures("unchanged", options.size, [run["unchanged"] for run in runs]),
            **repeated_figures("reread", options.size, [run["reread"] for run in runs]),
        }


def main() -> None:
    """Read the options, run, and print the result as JSON."""
    parser = parser_of(__doc__, "partners", 10_000)
    parser.add_argument("--runs", type=int, default=1, help="how many runs")
    print_result(parser, run)


if __name__ == "__main__":
    main()
