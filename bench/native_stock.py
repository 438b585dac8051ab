# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The stock of all products at two locations, computed by the connector or by a plain script.

``python -m bench.native_stock DATABASE SIDE``

SIDE is ``connector``: what Shopify is to have, with what it has sold and Odoo does not know of,
settings, units and the steps that explain it; or ``native``: Odoo's forecast as of today, for all
products of a warehouse in one go.
"""

import json
import sys
from dataclasses import asdict

from bench.measure import measured
from bench.odoo_process import odoo_environment


def main(database: str, side: str) -> dict:
    """:return: what it took, and the sum of the quantities"""
    with odoo_environment(database) as env:
        shop = env["shopify.shop"].search([], limit=1)
        ids = env["shopify.variant"].search([("odoo_product_id", "!=", False)]).ids
        env.invalidate_all()
        places = shop._synced_locations()
        with measured() as result:
            total = {"connector": computed, "native": native}[side](places, ids)
        return {**asdict(result), "total": total}


def computed(places, ids) -> int:
    """:return: the sum of what Shopify is to have"""
    variants = places.env["shopify.variant"].browse(ids)
    targets = places.shop_id._stock_targets(variants, places, {})
    return sum(target.plan.quantity for target in targets.values())


def native(places, ids) -> int:
    """:return: the same, as Odoo's products tell it"""
    products = places.env["shopify.variant"].browse(ids).odoo_product_id
    total = 0
    for place in places:
        located = products.with_context(
            warehouse_id=place.stock_warehouse_ids.ids, to_date=place._end_of_today()
        )
        total += sum(located.mapped("virtual_available"))
    return int(total)


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
