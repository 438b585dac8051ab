# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What carriers do to deliveries of Shopify's orders (O9, O11)."""

from odoo import models

from ..shop.shop_sync import SYNCING


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _add_delivery_cost_to_so(self):
        """Charge no shipping on top of what Shopify charged, whatever the carrier's policy."""
        if self.sale_id.shopify_order_id:
            return None
        return super()._add_delivery_cost_to_so()

    def send_to_shipper(self):
        """Order nothing at the carrier for a delivery that a sync marks as done: it was shipped
        when Shopify said so."""
        if self.env.context.get(SYNCING):
            return None
        return super().send_to_shipper()
