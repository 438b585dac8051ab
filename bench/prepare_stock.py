# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Make products of ten variants each, in stock in two warehouses that feed two locations.

``python -m bench.prepare_stock DATABASE SANDBOX_ADDRESS``

Some are about to leave, today or in a week, and some are about to come in.
"""

import sys
from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from bench.native_batches import make_in_batches, quiet
from bench.odoo_process import odoo_environment
from bench.prepare_prices import prepare as prepare_products

BATCH = 1000
# every so many products: pieces, days from now, whether they come in
MOVES = ((7, 2, 0, False), (11, 3, 0, True), (13, 1, 7, False))


def prepare(env, address: str) -> None:
    """Make what a stock sync works on.

    :param address: the sandbox's
    """
    prepare_products(env, address)
    products = env["product.product"].search([("name", "=like", "Priced %")], order="id")
    products.product_tmpl_id.is_storable = True
    first = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
    second = env["stock.warehouse"].create({"name": "Second", "code": "W2"})
    _fill(env, products, first.lot_stock_id, 5, 90)
    _fill(env, products, second.lot_stock_id, 0, 40)
    for every, pieces, days, incoming in MOVES:
        _make_moves(env, products[::every], first.lot_stock_id, pieces, days, incoming)
    _feed(env, first, second)


def _fill(env, products, place, least, most):
    def make(batch):
        quiet(env)["stock.quant"].sudo().create(
            [
                {
                    "product_id": product_id,
                    "location_id": place.id,
                    "quantity": least + product_id % most,
                }
                for product_id in batch
            ]
        )

    make_in_batches(env, products.ids, BATCH, "stock_quant", make)


def _make_moves(env, products, stock, pieces, days, incoming):
    outside = env.ref(f"stock.stock_location_{'suppliers' if incoming else 'customers'}")
    due = fields.Datetime.now() + timedelta(days=days)

    def make(batch):
        moves = quiet(env)["stock.move"].create(
            [
                {
                    "product_id": product.id,
                    "product_uom": product.uom_id.id,
                    "product_uom_qty": pieces,
                    "location_id": (outside if incoming else stock).id,
                    "location_dest_id": (stock if incoming else outside).id,
                    "date": due,
                }
                for product in env["product.product"].browse(batch)
            ]
        )
        moves._action_confirm(merge=False)
        moves._do_unreserve()
        moves.date = due

    make_in_batches(env, products.ids, BATCH, "stock_move", make)


def _feed(env, *warehouses):
    shop = env["shopify.shop"].search([], limit=1)
    shop.action_get_locations()
    # The sandbox stocks its products at the two that it made first.
    places = shop.location_ids.sorted("shopify_id")
    for place, warehouse in zip(places, warehouses, strict=False):
        place.write({"stock_sync": True, "stock_warehouse_ids": [Command.set(warehouse.ids)]})


if __name__ == "__main__":
    with odoo_environment(sys.argv[1]) as environment:
        prepare(environment, sys.argv[2])
    print("{}")
