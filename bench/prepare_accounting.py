# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Give the company its books: ``python -m bench.prepare_accounting DATABASE``.

Where the addon is, the shop's gateway of cards gets a journal.
"""

import sys

from bench.odoo_process import odoo_environment
from bench.prepare_shop import prepare_company

GATEWAY = "shopify_payments"


def prepare(env) -> None:
    """Load a chart of accounts, and have all products invoiced on what is ordered."""
    env["account.chart.template"].try_loading("generic_coa", env.company, install_demo=False)
    prepare_company(env)  # the chart has made it a dollar company
    env["product.template"].search([]).invoice_policy = "order"
    if "shopify.payment.method" in env:
        env["shopify.payment.method"].create(
            {
                "shop_id": env["shopify.shop"].search([], limit=1).id,
                "gateway": GATEWAY,
                "gateway_name": GATEWAY,
                "journal_id": bank(env).id,
            }
        )


def bank(env):
    """:return: the journal that the chart of accounts comes with"""
    return env["account.journal"].search(
        [("type", "=", "bank"), ("company_id", "=", env.company.id)], limit=1
    )


if __name__ == "__main__":
    with odoo_environment(sys.argv[1]) as environment:
        prepare(environment)
    print("{}")
