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

# The gateways of the sandbox's payments, beside the one of cards.
GATEWAYS = (
    "paypal",
    "klarna",
    "stripe",
    "gift_card",
    "shopify_store_credit",
    "Bank Deposit",
    "Cash on Delivery (COD)",
    "cash",
    "manual",
)


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
    :param accounting: give the company its books, and each payment gateway a journal
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
        map_payment_methods(env)


def map_payment_methods(env):
    """Give the sandbox's other gateways the same journal, before an order names them."""
    (card,) = env["shopify.payment.method"].search([])
    for gateway in GATEWAYS:
        card.copy({"gateway": gateway, "gateway_name": gateway})


if __name__ == "__main__":
    with odoo_environment(sys.argv[1]) as environment:
        prepare(environment, **json.loads(sys.argv[2]))
    print("{}")
