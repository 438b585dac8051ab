# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Import products with ten variants each, beside the native limit of the same records.

Budget: at most 1.3 times the native limit, one bulk operation; where nothing has changed, no
writes; 100 MB above Odoo's own memory, the same time per record at any size.
"""

from bench.connector import run_unchanged
from bench.figures import median, repeated_figures
from bench.paired import PairedBenchmark, compare

UNTOUCHED = ("shopify_product", "shopify_variant", "product_template", "product_product")


class ProductsBenchmark(PairedBenchmark):
    """Products, with their attributes and variants."""

    name = kind = "products"
    size = 1000
    settings = {
        "product_sync": "from_shopify",
        "auto_create_products": True,
        "sku_mapping": "item_and_variant",
        "sku_separator": "-",
    }
    batches = (50, 100, 200, 400)
    trial_records = 400
    counts = {
        "templates": "SELECT count(*) FROM product_template",
        "variants": "SELECT count(*) FROM product_product WHERE active",
        "lines": "SELECT count(*) FROM product_template_attribute_line",
        "values": """
            SELECT sum(hashtext(concat_ws('|', t.name, t.list_price, t.type, t.is_storable,
                p.default_code, p.barcode, p.weight, p.standard_price, (
                    SELECT string_agg(concat(a.name, v.name, x.price_extra), ',' ORDER BY a.id)
                    FROM product_variant_combination c
                    JOIN product_template_attribute_value x
                        ON x.id = c.product_template_attribute_value_id
                    JOIN product_attribute_value v ON v.id = x.product_attribute_value_id
                    JOIN product_attribute a ON a.id = v.attribute_id
                    WHERE c.product_product_id = p.id
                ))))
            FROM product_product p JOIN product_template t ON t.id = p.product_tmpl_id
        """,
    }

    def run_again(self, name: str) -> dict:
        """Run the next sync, and one that reads all products again; nothing has changed."""
        again = (self.databases, self.sandbox, name, self.kind, UNTOUCHED)
        return {
            "unchanged": run_unchanged(*again),
            "reread": run_unchanged(*again, products_synced_until=False),
        }

    def own_figures(self, size: int, runs: list[dict]) -> dict:
        """:return: what a product takes, and what the runs took that found nothing changed"""
        return {
            "cpu_ms_per_record": round(1000 * median(runs, "cpu_seconds") / size, 3),
            **repeated_figures("unchanged", size, [run["unchanged"] for run in runs]),
            **repeated_figures("reread", size, [run["reread"] for run in runs]),
        }


def main() -> None:
    """Read the options, run, and print the result as JSON."""
    compare(ProductsBenchmark, __doc__)


if __name__ == "__main__":
    main()
