# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

RESTOCK_TYPES = [
    ("RETURN", "Returned"),
    ("CANCEL", "Not shipped"),
    ("NO_RESTOCK", "Not restocked"),
    ("LEGACY_RESTOCK", "Restocked"),
]


class ShopifyRefundLine(models.Model):
    """What a refund takes back: units of a line, shipping, a duty, an adjustment."""

    _name = "shopify.refund.line"
    _description = "Line of a refund of a Shopify order"
    _order = "refund_id, id"

    refund_id = fields.Many2one("shopify.refund", required=True, ondelete="cascade", index=True)
    kind = fields.Selection(
        [
            ("line", "Units of a line"),
            ("shipping", "Shipping"),
            ("duty", "Duty"),
            ("adjustment", "Adjustment"),
        ],
        required=True,
        readonly=True,
    )
    order_line_id = fields.Many2one("shopify.order.line", readonly=True, ondelete="set null")
    name = fields.Char(readonly=True)
    quantity = fields.Integer(readonly=True)
    restock_type = fields.Selection(RESTOCK_TYPES, string="Restock type", readonly=True)
    is_restocked = fields.Boolean(string="Back in stock", readonly=True)
    location_shopify_id = fields.Char(readonly=True)
    currency_id = fields.Many2one(related="refund_id.currency_id")
    presentment_currency_id = fields.Many2one(related="refund_id.presentment_currency_id")
    amount = fields.Monetary(readonly=True)
    tax = fields.Monetary(readonly=True)
    presentment_amount = fields.Monetary(
        readonly=True, currency_field="presentment_currency_id", string="Amount for the buyer"
    )
    presentment_tax = fields.Monetary(
        readonly=True, currency_field="presentment_currency_id", string="Tax for the buyer"
    )
