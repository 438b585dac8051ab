# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Take over customers that a till has made, beside the native limit of the same partners.

Budget: at most 1.3 times the native limit. Matching, consents and the rows of the tills are
included on the connector's side.
"""

import argparse
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.command import parser_of, print_result, say
from bench.figures import median, native_figures, versions_of
from bench.paired import PairedBenchmark, pairs
from bench.scratch import ScratchDatabases
from devtools.environment import environment


class PosCustomersBenchmark(PairedBenchmark):
    """Customers of a till that wait for the job."""

    name = "pos_customers"
    size = 500
    batches = (100, 250, 500)
    trial_records = 500
    # Beside the customers there are those of the databases' own, not the same on both sides.
    counts = {
        "by_type": """
            SELECT json_object_agg(type, n) FROM (
                SELECT type, count(*) AS n FROM res_partner WHERE name LIKE '%Weber %'
                GROUP BY type ORDER BY type
            ) AS t
        """,
        "values": """
            SELECT sum(hashtext(concat_ws('|', p.type, p.complete_name, p.is_company, p.email,
                p.email_normalized, p.phone, p.phone_sanitized, p.street, p.street2, p.city, p.zip,
                p.state_id, p.country_id, p.lang, p.customer_rank, o.complete_name)))
            FROM res_partner p JOIN res_partner o ON o.id = p.commercial_partner_id
            WHERE p.name LIKE '%Weber %'
        """,
        "tags": """
            SELECT json_object_agg(tag, n) FROM (
                SELECT t.name->>'en_US' AS tag, count(*) AS n
                FROM res_partner_res_partner_category_rel r
                JOIN res_partner p ON p.id = r.partner_id AND p.name LIKE '%Weber %'
                JOIN res_partner_category t ON t.id = r.category_id
                GROUP BY 1 ORDER BY 1
            ) AS t
        """,
        "with_pricelist": """
            SELECT count(*) FROM res_partner
            WHERE name LIKE '%Weber %' AND specific_property_product_pricelist IS NOT NULL
        """,
    }

    def prepare(self, stack: ExitStack, size: int) -> None:
        """Make the databases that the runs start from, kept until the stack is closed."""
        self.with_addon = stack.enter_context(self.databases.fresh("addon"))
        self.databases.answer("bench.prepare_tills", self.with_addon, size)
        self.without_addon = stack.enter_context(self.databases.fresh("core", with_addon=False))
        self.databases.answer("bench.prepare_shop", self.without_addon)

    def connector(self, size: int) -> dict:
        """:return: one run of the job"""
        with self.databases.copy(self.with_addon, "connector") as name:
            figures = self.databases.answer("bench.pos_customers_run", name)
            if figures["new"] != size:
                raise RuntimeError(f"not all were taken over: {figures}")
            self._compare("connector", name)
            if not self.data.exists():
                self.databases.answer(f"bench.native_data_{self.name}", name, self.data)
            return figures


def run(options: argparse.Namespace) -> dict:
    """:return: the benchmark's result"""
    size = options.size
    with ExitStack() as stack:
        databases = ScratchDatabases(stack.enter_context(environment()))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bench = PosCustomersBenchmark(databases, None, folder)
        bench.prepare(stack, size)
        # The first run gives the data; it does not count.
        say(f"first run: {bench.connector(size)['seconds']:.1f} s")
        batch, tried = bench.best_batch(size)
        say(f"native batches: {tried}")
        connector, native = pairs(bench, size, options.pairs, batch)
        seconds = median(connector, "seconds")
        return {
            "benchmark": bench.name,
            "versions": versions_of(databases, connector),
            "records": size,
            "runs": len(connector),
            "seconds": round(seconds, 2),
            "seconds_of_runs": [round(run["seconds"], 2) for run in connector],
            "records_per_second": round(size / seconds, 1),
            "sql_statements_per_record": round(median(connector, "sql_statements") / size, 2),
            **native_figures(size, connector, native),
            "native_batch": batch,
            "native_batches_tried": {key: round(value, 2) for key, value in tried.items()},
            "made": bench.made["connector"],
        }


def main() -> None:
    """Read the options, run, and print the result as JSON."""
    parser = parser_of(__doc__, PosCustomersBenchmark.name, PosCustomersBenchmark.size)
    parser.add_argument("--pairs", type=int, default=5, help="how many runs of each side")
    print_result(parser, run)


if __name__ == "__main__":
    main()
