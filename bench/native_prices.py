# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The prices of all products by both pricelists, computed by the connector or by a plain script.

``python -m bench.native_prices DATABASE SIDE``

SIDE is ``connector``: what Shopify is to be told, with taxes, currency, rounding and the steps that
explain it; or ``native``: Odoo's pricelist prices, for all products in one call each.
"""

import json
import sys
from dataclasses import asdict

from bench.measure import measured
from bench.odoo_process import odoo_environment


def main(database: str, side: str) -> dict:
    """:return: what it took, and the sum of the pricelists' prices"""
    with odoo_environment(database) as env:
        shop = env["shopify.shop"].search([], limit=1)
        ids = env["shopify.variant"].search([]).odoo_product_id.ids
        products = env["product.product"].browse(ids)
        env.invalidate_all()
        with measured() as result:
            total = {"connector": computed, "native": native}[side](shop, products)
        return {**asdict(result), "products": len(products), "total": f"{total:.2f}"}


def computed(shop, products) -> float:
    """:return: the sum of the pricelists' prices, as the connector has found them"""
    prices = shop._shopify_prices(products)
    return sum(float(offer.found) for each in prices.values() for offer in each.offers[1:])


def native(shop, products) -> float:
    """:return: the same, as Odoo's pricelists give them"""
    pricelists = (shop.price_pricelist_id, shop.discount_pricelist_id)
    return sum(
        price
        for pricelist in pricelists
        for price in pricelist._get_products_price(products, 1.0).values()
    )


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
