# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Read the orders that the connector made, and what was paid of each.

``python -m bench.native_data_orders_paid DATABASE FILE``
"""

from bench import native_data_orders
from bench.native_data import write_data


def read(env) -> dict:
    """:return: as of ``bench.native_data_orders``, with ``paid`` on each order"""
    data = native_data_orders.read(env)
    sales = env["sale.order"].search([("shopify_order_id", "!=", False)], order="id")
    for order, sale in zip(data["orders"], sales, strict=True):
        order["paid"] = sum(sale.shopify_order_id.payment_ids.mapped("amount"))
    return data


if __name__ == "__main__":
    write_data(read)
