# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Make the company and the shop: ``python preparer.py DATABASE SETTINGS``."""

import json
import sys

from bench.odoo_process import odoo_environment
from bench.prepare_accounting import prepare as prepare_accounting
from bench.prepare_products import make_products
from bench.prepare_shop import make_shop, prepare_company
from bench.prepare_stock import prepare as prepare_stock


def prepare(
    env,
    domain,
    currency=None,
    products=0,
    stock=False,
    accounting=False,
    records=({},),
    **settings,
):
    """Make the company, and the shop with the given settings.

    :param domain: the sandbox's address
    :param currency: the shop's, where it is not the company's: it gets a rate of 1.5
    :param products: how many products of ten variants there are, ``Exported 0`` and so on
    :param stock: make the sandbox's products, in stock, and nothing else
    :param accounting: give the company its books, and the gateway of cards a journal
    :param records: the settings of each shop record, where several share the Shopify shop
    """
    if stock:
        prepare_stock(env, domain)
        return
    prepare_company(env)
    make_products(env, products)
    if currency:
        found = (
            env["res.currency"].with_context(active_test=False).search([("name", "=", currency)])
        )
        found.active = True
        env["res.currency.rate"].create(
            {"currency_id": found.id, "name": "2020-01-01", "rate": 1.5}
        )
        settings["currency_id"] = found.id
    for own in records:
        make_shop(env, domain, **{"auto_create_products": True, **settings, **own})
    if accounting:
        prepare_accounting(env)


if __name__ == "__main__":
    with odoo_environment(sys.argv[1]) as environment:
        prepare(environment, **json.loads(sys.argv[2]))
    print("{}")
