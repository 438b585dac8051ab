# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Make the company, the products and (where the addon is) the shop that orders come to.

``python -m bench.prepare_shop DATABASE [SANDBOX_ADDRESS [SETTINGS]]``
"""

import json
import sys

from odoo.fields import Command

from bench.odoo_process import odoo_environment
from shopify_sandbox.seeds.generated import generated_shop
from shopify_sandbox.tokens import PERMANENT_TOKEN

CURRENCY = "EUR"
RATES = {"CHF": 0.95, "DKK": 7.46, "GBP": 0.86, "JPY": 162.0, "NOK": 11.5, "SEK": 11.2, "USD": 1.08}
PLENTY = 1_000_000


def prepare(env, address: str | None = None, settings: str = "{}") -> None:
    """Make what both sides of a comparison need.

    :param address: the sandbox's; None: the addon is not installed
    :param settings: those of the shop that are not the usual ones, a JSON object
    """
    prepare_company(env)
    make_products(env, generated_shop(1).collections["ProductVariant"])
    if address:
        make_shop(env, address, **json.loads(settings))


def prepare_company(env) -> None:
    """Give the company euro as its currency, and the other currencies a rate."""
    currencies = {
        currency.name: currency
        for currency in env["res.currency"]
        .with_context(active_test=False)
        .search([("name", "in", [CURRENCY, *RATES])])
    }
    env["res.currency"].union(*currencies.values()).active = True
    env.company.currency_id = currencies[CURRENCY]
    env["res.currency.rate"].search([]).unlink()
    env["res.currency.rate"].create(
        [
            {"currency_id": currencies[name].id, "name": "2020-01-01", "rate": rate}
            for name, rate in RATES.items()
        ]
    )


def make_products(env, variants) -> None:
    """Make a storable product, with plenty of stock, for each of the sandbox's variants."""
    products = env["product.product"].create(
        [
            {
                "name": f"{variant['product']['title']} {variant['title']}",
                "default_code": variant["sku"],
                "type": "consu",
                "is_storable": True,
                "list_price": float(variant["price"]),
                "taxes_id": [Command.clear()],
            }
            for variant in variants
        ]
    )
    stock = env["stock.warehouse"].search([("company_id", "=", env.company.id)]).lot_stock_id
    env["stock.quant"].with_context(inventory_mode=True).create(
        [
            {"product_id": product.id, "location_id": stock.id, "inventory_quantity": PLENTY}
            for product in products
        ]
    ).action_apply_inventory()


def make_shop(env, address: str, **values):
    """:return: a record of the sandbox's shop, with the settings it has by default"""
    return env["shopify.shop"].create(
        {
            "name": "Benchmark",
            "domain": address,
            "authentication": "token",
            "access_token": PERMANENT_TOKEN,
            **values,
        }
    )


if __name__ == "__main__":
    with odoo_environment(sys.argv[1]) as environment:
        prepare(environment, *sys.argv[2:])
    print("{}")
