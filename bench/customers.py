# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Import customers up to the partner with its addresses, beside the native limit of the same.

Budget: at most 1.3 times the native limit; where nothing has changed, no writes and one request
per 250 customers; 100 MB above Odoo's own memory, the same time per record at any size.
"""

from bench.connector import run_unchanged
from bench.figures import median, repeated_figures
from bench.paired import PairedBenchmark, compare

UNTOUCHED = ("shopify_customer", "shopify_customer_address", "res_partner")


class CustomersBenchmark(PairedBenchmark):
    """Customers, with their contacts and delivery addresses."""

    name = kind = "customers"
    size = 20_000
    settings = {"customer_import": "all", "create_without_address": True}
    batches = (200, 500, 1000, 2000)
    trial_records = 4000
    counts = {
        "partners": "SELECT count(*) FROM res_partner",
        "by_type": """
            SELECT json_object_agg(type, n)
            FROM (SELECT type, count(*) AS n FROM res_partner GROUP BY type ORDER BY type) AS t
        """,
        "by_country": """
            SELECT json_object_agg(code, n)
            FROM (
                SELECT coalesce(c.code, '') AS code, count(*) AS n
                FROM res_partner p LEFT JOIN res_country c ON c.id = p.country_id
                GROUP BY 1 ORDER BY 1
            ) AS t
        """,
        "with_state": "SELECT count(state_id) FROM res_partner",
        "companies": "SELECT count(*) FROM res_partner WHERE is_company",
        "children": "SELECT count(parent_id) FROM res_partner",
        "emails": "SELECT count(DISTINCT email_normalized) FROM res_partner",
        "phones": "SELECT count(DISTINCT phone_sanitized) FROM res_partner",
        "values": """
            SELECT sum(hashtext(concat_ws('|', p.type, p.complete_name, p.company_name, p.email,
                p.email_normalized, p.phone, p.phone_sanitized, p.street, p.street2, p.city, p.zip,
                p.state_id, p.country_id, p.lang, p.commercial_company_name, o.complete_name)))
            FROM res_partner p JOIN res_partner o ON o.id = p.commercial_partner_id
        """,
    }

    def run_again(self, name: str) -> dict:
        """Run the next sync, and one that reads all customers again; nothing has changed."""
        again = (self.databases, self.sandbox, name, self.kind, UNTOUCHED)
        return {
            "unchanged": run_unchanged(*again),
            "reread": run_unchanged(*again, customers_synced_until=False),
        }

    def own_figures(self, size: int, runs: list[dict]) -> dict:
        """:return: what a customer takes, and what the runs took that found nothing changed"""
        return {
            "cpu_ms_per_record": round(1000 * median(runs, "cpu_seconds") / size, 3),
            **repeated_figures("unchanged", size, [run["unchanged"] for run in runs]),
            **repeated_figures("reread", size, [run["reread"] for run in runs]),
        }


def main() -> None:
    """Read the options, run, and print the result as JSON."""
    compare(CustomersBenchmark, __doc__)


if __name__ == "__main__":
    main()
