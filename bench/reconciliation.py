# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Compare invoiced and paid orders with Odoo's: where both sides agree, and where one payment in a
hundred was cancelled in Odoo.

Each also at a tenth of the size. Budget: one bulk operation; one SQL statement for ten orders; the
same time per order at any size; at most 100 MB above Odoo's own memory.
"""

import argparse
from contextlib import ExitStack

from bench.command import parser_of, print_result, say
from bench.connector import run_connector
from bench.figures import connector_figures, median, versions_of
from bench.sandbox_process import SandboxProcess, sandbox_process
from bench.scratch import ScratchDatabases
from devtools.environment import environment

SETTINGS = '{"auto_invoice": "posted", "auto_register_payments": true, "return_processing": "none"}'
PERIOD = {"date_from": "2000-01-01", "date_to": "2100-01-01"}
FOUND = """
    SELECT count(*) FROM shopify_reconciliation_row
    WHERE reconciliation_id = (SELECT max(id) FROM shopify_reconciliation)
"""
CANCEL = """
    WITH one_in_a_hundred AS (
        SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) FROM account_payment) numbered
        WHERE row_number % 100 = 0
    ), cancelled AS (
        UPDATE account_payment SET state = 'canceled' WHERE id IN (SELECT id FROM one_in_a_hundred)
        RETURNING id
    )
    SELECT count(*) FROM cancelled
"""


def compare(databases: ScratchDatabases, size: int) -> dict[str, dict]:
    """Import orders into a fresh database, and compare them twice.

    :return: figures of the runs, by what is compared
    """
    with (
        databases.fresh("reconciliation") as name,
        sandbox_process("generated", size) as sandbox,
    ):
        databases.answer(
            "bench.prepare_shop", name, sandbox.address, SETTINGS, variables=sandbox.variables
        )
        databases.answer("bench.prepare_accounting", name)
        imported = run_connector(databases, sandbox, name, "orders")
        say(f"{size} orders imported: {imported['seconds']:.1f} s")
        agreeing = _run(databases, sandbox, name, expected=0)
        cancelled = int(databases.sql(CANCEL, name))
        differing = _run(databases, sandbox, name, expected=cancelled)
    return {"agreeing": agreeing, "differing": differing}


def _run(databases: ScratchDatabases, sandbox: SandboxProcess, name: str, expected: int) -> dict:
    figures = run_connector(databases, sandbox, name, "reconciliation", PERIOD)
    found = int(databases.sql(FOUND, name))
    if found != expected:
        raise RuntimeError(f"{found} differences instead of {expected}: {figures}")
    if figures["operations"].get("BulkRunQuery", 1) != 1:
        raise RuntimeError(f"more than one bulk operation: {figures['operations']}")
    say(f"{expected} differences: {figures['seconds']:.1f} s")
    return figures


def run(options: argparse.Namespace) -> dict:
    """:return: the benchmark's result"""
    with ExitStack() as stack:
        databases = ScratchDatabases(stack.enter_context(environment()))
        small, large = (compare(databases, size) for size in (options.size // 10, options.size))
        return {
            what: {
                **connector_figures(
                    f"reconciliation, {what}",
                    options.size,
                    versions_of(databases, [figures]),
                    [figures],
                ),
                "growth": round(
                    median([figures], "cpu_seconds") / median([small[what]], "cpu_seconds") / 10, 3
                ),
            }
            for what, figures in large.items()
        }


def main() -> None:
    """Read the options, run, and print the result as JSON."""
    print_result(parser_of(__doc__, "orders", 20_000), run)


if __name__ == "__main__":
    main()
