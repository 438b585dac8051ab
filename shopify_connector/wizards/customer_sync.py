# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ShopifyCustomerSync(models.TransientModel):
    """Asks whose customers are synchronised, where there are several shops (C13)."""

    _name = "shopify.customer.sync"
    _description = "Start a customer sync"

    shop_id = fields.Many2one("shopify.shop", required=True)

    def action_start(self):
        """Queue the customer sync of the shop and show its run.

        :return: a window action
        """
        self.ensure_one()
        return self.shop_id.action_sync_customers()
