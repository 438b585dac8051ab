# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ShopifyOrderLine(models.Model):
    """What Shopify charged for: a product, shipping, a tip, a fee (O7)."""

    _name = "shopify.order.line"
    _description = "Line of a Shopify order"
    _order = "order_id, sequence, id"
    _check_company_auto = True

    order_id = fields.Many2one("shopify.order", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    presentment_currency_id = fields.Many2one(related="order_id.presentment_currency_id")
    sequence = fields.Integer(readonly=True)
    key = fields.Char(
        required=True, readonly=True, help="Shopify's id of the line, or what it stands for."
    )
    kind = fields.Selection(
        [
            ("product", "Product"),
            ("deleted_product", "Deleted product"),
            ("custom_item", "Custom item"),
            ("gift_card", "Gift card"),
            ("tip", "Tip"),
            ("shipping", "Shipping"),
            ("fee", "Fee"),
            ("duty", "Duty"),
            ("cash_rounding", "Cash rounding"),
        ],
        required=True,
        readonly=True,
    )
    name = fields.Char(required=True, readonly=True)
    sku = fields.Char(string="SKU", readonly=True)
    quantity = fields.Integer(readonly=True)
    current_quantity = fields.Integer(
        readonly=True, help="What is left after edits and refunds in Shopify."
    )
    unfulfilled_quantity = fields.Integer(string="To fulfil", readonly=True)
    removed_quantity = fields.Integer(
        string="Removed", readonly=True, help="Taken off by an edit, without money going back."
    )
    cancelled_quantity = fields.Integer(
        string="Refunded before shipping",
        readonly=True,
        help="Given back in money before it was shipped.",
    )
    unit_price = fields.Monetary(readonly=True)
    discount = fields.Monetary(readonly=True)
    tax = fields.Monetary(readonly=True)
    presentment_unit_price = fields.Monetary(
        readonly=True, currency_field="presentment_currency_id", string="Price for the buyer"
    )
    presentment_discount = fields.Monetary(
        readonly=True, currency_field="presentment_currency_id", string="Discount for the buyer"
    )
    custom_attributes = fields.Json(readonly=True)
    location_name = fields.Char(readonly=True)
    location_shopify_id = fields.Char(readonly=True)
    places = fields.Json(
        readonly=True,
        help="Where the units ship from: for each of Shopify's locations how many in total, how "
        "many of them are shipped and how many are still to be.",
    )
    variant_id = fields.Many2one(
        "shopify.variant", readonly=True, ondelete="set null", index="btree_not_null"
    )
    product_id = fields.Many2one(
        "product.product",
        string="Odoo product",
        check_company=True,
        ondelete="set null",
        help="The product that the line sells. Choosing one here also maps the variant.",
    )
    product_rule = fields.Char(readonly=True, string="How it was found")
    sale_line_ids = fields.One2many("sale.order.line", "shopify_line_id", readonly=True)
    is_unmapped = fields.Boolean(compute="_compute_is_unmapped")

    _key_uniq = models.UniqueIndex("(order_id, key)")

    @api.depends("kind", "product_id")
    def _compute_is_unmapped(self):
        for line in self:
            line.is_unmapped = line.kind in ("product", "deleted_product") and not line.product_id

    def write(self, vals):
        result = super().write(vals)
        if vals.get("product_id") and "product_rule" not in vals:
            self._map_variants()
        return result

    def _map_variants(self):
        """A product chosen on a line by hand stands for the variant from now on (O17)."""
        for line in self.filtered("variant_id"):
            line.variant_id.sudo().write(
                {"odoo_product_id": line.product_id.id, "match_rule": "chosen"}
            )
