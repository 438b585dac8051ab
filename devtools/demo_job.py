# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The demo's main job, run in an Odoo shell: connect the sandbox's shop and import its orders.

Odoo's server runs beside it; its scheduled workers do the importing.
"""

import os
import time

from shopify_sandbox.tokens import CLIENT_ID, CLIENT_SECRET

NAME = "Demo shop"
SECONDS_TO_FINISH = 900


def demo_shop(env, address):
    """:return: the record of the demo shop; the sandbox may have another port than last time"""
    shop = env["shopify.shop"].search([("name", "=", NAME)], limit=1)
    if not shop:
        return env["shopify.shop"].create(
            {
                "name": NAME,
                "domain": address,
                "authentication": "client",
                "client_id": CLIENT_ID,
                "client_secret": CLIENT_SECRET,
            }
        )
    if shop.connection_id.domain != address:
        shop.connection_id.domain = address
        shop.domain = address
    return shop


def activate_currencies(env, codes=("EUR", "USD", "GBP")):
    """Switch on the currencies of the demo shop's orders."""
    currencies = env["res.currency"].with_context(active_test=False)
    currencies.search([("name", "in", codes), ("active", "=", False)]).active = True


def follow(env, shop):
    """Print how far the import is until it has ended.

    :return: the state of the last run, as the shop tells it
    """
    began, last = time.monotonic(), ""
    while time.monotonic() - began < SECONDS_TO_FINISH:
        env.cr.rollback()
        env.invalidate_all()
        (status,) = shop.shopify_sync_status()
        line = f"  {status['done']} of {status['total']} orders, {status['state']}"
        if line != last:
            print(line, flush=True)
            last = line
        if status["state"] not in ("waiting", "running"):
            return status
        time.sleep(1)
    raise TimeoutError(f"the import has not ended within {SECONDS_TO_FINISH} seconds")


def main(env):
    """Do the job; any failure ends the demo with its message."""
    activate_currencies(env)
    shop = demo_shop(env, os.environ["SHOPIFY_SANDBOX_ADDRESS"])
    env.cr.commit()
    shop.action_test_connection()
    env.cr.commit()
    print(f"  {shop.name}: {shop.connection_state}", flush=True)
    shop.shopify_sync("orders")
    env.cr.commit()
    status = follow(env, shop)
    if status["state"] != "done":
        raise RuntimeError(f"{status['error']} {status['fix']}")
    print(
        f"  new: {status['new']}, changed: {status['changed']}, unchanged: {status['unchanged']}, "
        f"skipped: {status['skipped']}, failed: {status['failed']}",
        flush=True,
    )


main(env)  # noqa: F821 - Odoo's shell provides it
