# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What hangs on a Shopify order: taxes, discounts, transactions, fulfilments, raw data (O7)."""

import json

from odoo import fields, models


class ShopifyOrderTax(models.Model):
    _name = "shopify.order.tax"
    _description = "Tax of a Shopify order"
    _order = "order_id, id"

    order_id = fields.Many2one("shopify.order", required=True, ondelete="cascade", index=True)
    line_key = fields.Char(readonly=True, help="The line it was charged on.")
    line_name = fields.Char(readonly=True)
    title = fields.Char(readonly=True)
    percent = fields.Float(digits=(16, 4), readonly=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    presentment_currency_id = fields.Many2one(related="order_id.presentment_currency_id")
    amount = fields.Monetary(readonly=True)
    presentment_amount = fields.Monetary(
        readonly=True, currency_field="presentment_currency_id", string="Amount for the buyer"
    )
    channel_liable = fields.Boolean(
        readonly=True, help="The sales channel, not the shop, owes this tax."
    )


class ShopifyOrderDiscount(models.Model):
    _name = "shopify.order.discount"
    _description = "Discount of a Shopify order"
    _order = "order_id, id"

    order_id = fields.Many2one("shopify.order", required=True, ondelete="cascade", index=True)
    line_key = fields.Char(readonly=True)
    line_name = fields.Char(readonly=True)
    name = fields.Char(string="Code or title", readonly=True)
    kind = fields.Char(readonly=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    presentment_currency_id = fields.Many2one(related="order_id.presentment_currency_id")
    amount = fields.Monetary(readonly=True)
    presentment_amount = fields.Monetary(
        readonly=True, currency_field="presentment_currency_id", string="Amount for the buyer"
    )


class ShopifyOrderTransaction(models.Model):
    _name = "shopify.order.transaction"
    _description = "Transaction of a Shopify order"
    _order = "order_id, processed_at, id"

    order_id = fields.Many2one("shopify.order", required=True, ondelete="cascade", index=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    parent_shopify_id = fields.Char(readonly=True)
    kind = fields.Char(readonly=True)
    status = fields.Char(readonly=True)
    gateway = fields.Char(readonly=True)
    gateway_name = fields.Char(readonly=True)
    card_brand = fields.Char(readonly=True)
    gift_card_shopify_id = fields.Char(readonly=True, index="btree_not_null")
    gift_card_characters = fields.Char(readonly=True)
    is_test = fields.Boolean(readonly=True)
    error_code = fields.Char(readonly=True)
    processed_at = fields.Datetime(readonly=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    presentment_currency_id = fields.Many2one(related="order_id.presentment_currency_id")
    amount = fields.Monetary(readonly=True)
    rounding = fields.Monetary(string="Cash rounding", readonly=True)
    presentment_amount = fields.Monetary(
        readonly=True, currency_field="presentment_currency_id", string="Amount for the buyer"
    )
    presentment_rounding = fields.Monetary(
        readonly=True,
        currency_field="presentment_currency_id",
        string="Cash rounding for the buyer",
    )
    payment_reference = fields.Char(
        readonly=True, help="Shopify's reference of the payment, which its payouts name too."
    )

    _shopify_id_uniq = models.UniqueIndex("(order_id, shopify_id)")


class ShopifyOrderFulfillment(models.Model):
    _name = "shopify.order.fulfillment"
    _description = "Fulfilment of a Shopify order"
    _order = "order_id, created_at, id"

    order_id = fields.Many2one("shopify.order", required=True, ondelete="cascade", index=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(readonly=True)
    status = fields.Char(readonly=True)
    created_at = fields.Datetime(readonly=True)
    location_name = fields.Char(readonly=True)
    location_shopify_id = fields.Char(readonly=True)
    tracking_numbers = fields.Char(readonly=True)
    tracking_company = fields.Char(readonly=True)
    tracking_url = fields.Char(readonly=True)
    quantities = fields.Json(readonly=True, help="Quantity by Shopify's id of the order line.")

    _shopify_id_uniq = models.UniqueIndex("(order_id, shopify_id)")


class ShopifyOrderData(models.Model):
    """The order as Shopify sent it, kept apart so that lists of orders stay quick to read."""

    _name = "shopify.order.data"
    _description = "Raw data of a Shopify order"

    order_id = fields.Many2one("shopify.order", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    raw = fields.Json(required=True)
    text = fields.Text(compute="_compute_text", string="Raw data")

    _order_uniq = models.UniqueIndex("(order_id)")

    def _compute_text(self):
        for data in self:
            data.text = json.dumps(data.raw, indent=2, ensure_ascii=False)
