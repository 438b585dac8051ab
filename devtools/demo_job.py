# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The demo's main job, run in an Odoo shell: connect the shop, bring all that it has.

Odoo's server runs beside it; its scheduled workers do the importing.
"""

import os
import time

from shopify_sandbox.tokens import CLIENT_ID, CLIENT_SECRET

NAME = "Demo shop"
CURRENCY = "EUR"
# Units of the currency for one euro; any will do for a demo.
RATES = {"CHF": 0.95, "DKK": 7.46, "GBP": 0.86, "JPY": 162.0, "NOK": 11.5, "SEK": 11.2, "USD": 1.08}
SECONDS_TO_FINISH = 900


def demo_shop(env, address):
    """:return: the record of the demo shop; the sandbox may have another port than last time"""
    credentials = {
        "authentication": "client",
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
    }
    shop = env["shopify.shop"].search([("name", "=", NAME)], limit=1)
    if not shop:
        settings = {
            "name": NAME,
            "domain": address,
            "auto_create_products": True,
            "customer_import": "all",
            "product_sync": "from_shopify",
            "sku_mapping": "variant_code",
            "image_sync": "from_shopify",
        }
        return env["shopify.shop"].create({**settings, **credentials})
    # The connection keeps its orders: only its address changes.
    shop.connection_id.domain = address
    shop.write({"domain": address, **credentials})
    return shop


def prepare_company(env):
    """Give the company the demo shop's currency, and the others their rates."""
    currencies = {
        currency.name: currency
        for currency in env["res.currency"]
        .with_context(active_test=False)
        .search([("name", "in", [CURRENCY, *RATES])])
    }
    if env.company.currency_id == currencies[CURRENCY]:
        return
    for currency in currencies.values():
        currency.active = True
    env.company.currency_id = currencies[CURRENCY]
    env["res.currency.rate"].search([("company_id", "in", [False, env.company.id])]).unlink()
    env["res.currency.rate"].create(
        [
            {"currency_id": currencies[name].id, "name": "2020-01-01", "rate": rate}
            for name, rate in RATES.items()
        ]
    )


def bring(env, shop, kind):
    """Sync records of a kind (orders, customers …) and print what came of it."""
    shop.shopify_sync(kind)
    env.cr.commit()
    status = follow(env, shop, kind)
    if status["state"] != "done":
        raise RuntimeError(f"{status['error']} {status['fix']}")
    print(
        f"  new: {status['new']}, changed: {status['changed']}, unchanged: {status['unchanged']}, "
        f"skipped: {status['skipped']}, failed: {status['failed']}",
        flush=True,
    )


def follow(env, shop, kind):
    """Print how far the import is until it has ended.

    :return: the state of the last run, as the shop tells it
    """
    began, last = time.monotonic(), ""
    while time.monotonic() - began < SECONDS_TO_FINISH:
        env.cr.rollback()
        env.invalidate_all()
        (status,) = shop.shopify_sync_status()
        line = f"  {status['done']} of {status['total']} {kind}, {status['state']}"
        if line != last:
            print(line, flush=True)
            last = line
        if status["state"] not in ("waiting", "running"):
            return status
        time.sleep(1)
    raise TimeoutError(f"the import has not ended within {SECONDS_TO_FINISH} seconds")


def main(env):
    """Do the job; any failure ends the demo with its message."""
    prepare_company(env)
    shop = demo_shop(env, os.environ["SHOPIFY_SANDBOX_ADDRESS"])
    env.cr.commit()
    shop.action_test_connection()
    env.cr.commit()
    print(f"  {shop.name}: {shop.connection_state}", flush=True)
    for row in shop.connection_report or []:
        if row["state"] != "ok":
            print(f"    {row['text']} {row['fix']}".rstrip(), flush=True)
    shop.action_get_locations()
    shop.action_get_publications()
    shop.action_get_collections()
    for kind in ("products", "images", "orders", "customers"):
        bring(env, shop, kind)


main(env)  # noqa: F821 - Odoo's shell provides it
