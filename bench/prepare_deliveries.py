# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Do the deliveries of orders, so that they are to be sent to Shopify.

``python -m bench.prepare_deliveries DATABASE [PIECES]``

Of each line so many pieces at most leave, with a tracking number; the rest goes on a backorder.
"""

import sys

from bench.native_batches import make_in_batches, quiet
from bench.odoo_process import odoo_environment

BATCH = 50


def deliver(env, pieces: float = float("inf")) -> None:
    """Do all open deliveries."""
    waiting = env["stock.picking"].search(
        [("shopify_order_id", "!=", False), ("state", "not in", ("done", "cancel"))], order="id"
    )

    def carry_out(batch):
        pickings = quiet(env)["stock.picking"].browse(batch)
        for move in pickings.move_ids:
            move.quantity = min(move.product_uom_qty, pieces)
            move.picked = True
        for picking in pickings:
            picking.carrier_tracking_ref = f"T{picking.id}"
        pickings.with_context(skip_backorder=True, skip_sms=True).button_validate()

    make_in_batches(env, waiting.ids, BATCH, "stock_picking", carry_out)


if __name__ == "__main__":
    with odoo_environment(sys.argv[1]) as environment:
        deliver(environment, *map(float, sys.argv[2:]))
    print("{}")
