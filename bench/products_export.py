# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Add products of ten variants each to a shop; sync again with nothing to send; then after changes.

Budget for 1,000 products: one bulk operation or at most 60 requests. The second run asks and sends
nothing and writes no product. The third sends one change of a hundred products.
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

KIND = "products"
VARIANTS = 10
SETTINGS = {
    "allow_changes": True,
    "product_sync": "to_shopify",
    "can_update_shopify_products": True,
    "export_description": True,
    "export_attributes": True,
    "weight_unit": "GRAMS",
}
UNTOUCHED = ("shopify_product", "shopify_variant", "product_template", "product_product")
TEMPLATES = "SELECT json_agg(id) FROM product_template WHERE name->>'en_US' LIKE 'Exported %'"
LINKED = """
    SELECT count(*) FROM shopify_variant v JOIN product_product p ON p.id = v.odoo_product_id
    WHERE v.sku = p.default_code AND v.barcode = p.barcode AND v.price > 0
"""
CHANGED = 100
CHANGE = f"""
    UPDATE product_template SET description_sale = jsonb_build_object('en_US', 'Another text.'),
        write_date = now() AT TIME ZONE 'UTC'
    WHERE id IN (SELECT id FROM product_template WHERE name->>'en_US' LIKE 'Exported %' ORDER BY id
        LIMIT {CHANGED})
"""


def export(databases: ScratchDatabases, products: str, size: int) -> dict:
    """Add the products to an empty shop, and run twice more.

    :param products: a database with products and without a shop
    :param size: how many products there are
    :return: the first run's figures, the others' under ``unchanged`` and ``update``
    """
    with (
        databases.copy(products, "export") as name,
        sandbox_process("generated", customers=0) as sandbox,
    ):
        databases.answer(
            "bench.prepare_shop",
            name,
            sandbox.address,
            json.dumps(SETTINGS),
            variables=sandbox.variables,
        )
        options = {"template_ids": json.loads(databases.sql(TEMPLATES, name))}
        figures = run_connector(databases, sandbox, name, KIND, options)
        linked = int(databases.sql(LINKED, name))
        if (figures["new"], linked) != (size, size * VARIANTS):
            raise RuntimeError(f"{linked} variants of {size} products are in Shopify: {figures}")
        again = run_unchanged(databases, sandbox, name, KIND, UNTOUCHED)
        if again["requests"]:
            raise RuntimeError(f"nothing was to be sent, but: {again['operations']}")
        databases.sql(CHANGE, name)
        update = run_connector(databases, sandbox, name, KIND)
        if update["changed"] != CHANGED:
            raise RuntimeError(f"{CHANGED} products were to be changed: {update}")
    say(f"run: {figures['seconds']:.1f} s, again: {again['seconds']:.1f} s")
    return {**figures, "unchanged": again, "update": {**update, "rows_written": {}}}


def run(options: argparse.Namespace) -> dict:
    """:return: the benchmark's result"""
    with ExitStack() as stack:
        databases = ScratchDatabases(stack.enter_context(environment()))
        products = stack.enter_context(databases.fresh("products"))
        databases.answer("bench.prepare_products", products, options.size)
        runs = [export(databases, products, options.size) for _number in range(options.runs)]
        versions = versions_of(databases, runs)
        return {
            **connector_figures("products_export", options.size, versions, runs),
            **repeated_figures("unchanged", options.size, [run["unchanged"] for run in runs]),
            **repeated_figures("update", CHANGED, [run["update"] for run in runs]),
        }


def main() -> None:
    """Read the options, run, and print the result as JSON."""
    parser = parser_of(__doc__, "products", 1000)
    parser.add_argument("--runs", type=int, default=1, help="how many runs")
    print_result(parser, run)


if __name__ == "__main__":
    main()
