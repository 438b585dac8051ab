# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pos_customer_creation = fields.Selection(
        related="pos_config_id.customer_creation", readonly=False
    )
    pos_default_customer_id = fields.Many2one(
        related="pos_config_id.default_customer_id", readonly=False
    )
    pos_customers_shared = fields.Boolean(related="pos_config_id.customers_shared", readonly=False)
    pos_shopify_location_id = fields.Many2one(
        related="pos_config_id.shopify_location_id",
        readonly=False,
        groups="shopify_connector.group_user",
    )
    pos_customer_attribute_ids = fields.Many2many(
        related="pos_config_id.customer_attribute_ids", readonly=False
    )
