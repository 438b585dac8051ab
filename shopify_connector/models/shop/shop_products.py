# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop's settings for products (P1, P3-P8, P12, P15-P18)."""

from odoo import fields, models


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    product_sync = fields.Selection(
        [("none", "None"), ("to_shopify", "To Shopify"), ("from_shopify", "From Shopify")],
        default="none",
        required=True,
        string="Synchronise products",
        help="None: products come with the orders that sell them, and go to Shopify by Add "
        "products only. To Shopify: changes in Odoo follow. From Shopify: all products are read, "
        "and their later changes.",
    )

    # === WHICH PRODUCT A VARIANT IS === #

    sku_mapping = fields.Selection(
        [
            ("none", "Not used"),
            ("item_number", "Item number"),
            ("variant_code", "Variant code"),
            ("item_and_variant", "Item number + variant code"),
            ("vendor_item", "Vendor item number"),
            ("barcode", "Barcode"),
        ],
        default="item_number",
        required=True,
        string="The SKU is",
        help="What a variant's SKU in Shopify is in Odoo: by it products are found, created and "
        "sent. The item number is a product's internal reference; that of a product with variants "
        "is its own field.",
    )
    sku_separator = fields.Char(
        string="SKU separator",
        default="/",
        help="What stands between item number and variant code, as in 1000/001.",
    )
    variant_prefix = fields.Char(
        default="V_",
        help="A new variant without a SKU gets the next code with this prefix, such as V_001.",
    )
    auto_create_products = fields.Boolean(
        string="Create unknown products",
        help="A product that none in Odoo stands for is created with the item template below. Off: "
        "the order waits until you map it.",
    )
    item_template_id = fields.Many2one(
        "shopify.item.template",
        string="Item template",
        check_company=True,
        help="What new products look like: category, type, stock, taxes.",
    )
    shopify_can_update_products = fields.Boolean(
        string="Shopify can update products",
        help="What has changed on a product in Shopify changes the Odoo product, field by field.",
    )
    products_synced_until = fields.Datetime(
        string="Products read until",
        copy=False,
        help="Products changed in Shopify after this moment are read by the next product sync. "
        "Empty it to read all of them again.",
    )

    # === WHAT GOES TO SHOPIFY === #

    can_update_shopify_products = fields.Boolean(
        string="Can update Shopify products",
        help="What has changed on a product in Odoo goes to Shopify with the next product sync. "
        "Off: products are only added.",
    )
    product_conflict = fields.Selection(
        [("ask", "Ask"), ("odoo", "Odoo's value"), ("shopify", "Shopify's value")],
        default="ask",
        required=True,
        string="When both have changed",
        help="What holds when a field of a product was changed in Odoo and in Shopify since the "
        "last sync.",
    )
    created_product_status = fields.Selection(
        [("active", "Active"), ("draft", "Draft")],
        default="active",
        required=True,
        string="Status of new products",
        help="The status in Shopify of products that Odoo adds.",
    )
    removed_products = fields.Selection(
        [("nothing", "Nothing"), ("draft", "Status to draft"), ("archived", "Status to archived")],
        default="nothing",
        required=True,
        string="For removed products",
        help="What happens in Shopify when a product is archived in Odoo or taken off the list of "
        "Shopify products.",
    )
    export_description = fields.Boolean(
        string="Send the description", help="The product's long description goes to Shopify."
    )
    export_attributes = fields.Boolean(
        string="Attributes in the description",
        help="The product's attributes follow the description as a table.",
    )
    inventory_tracked = fields.Boolean(
        string="Track stock",
        default=True,
        help="Shopify counts the stock of variants that Odoo adds.",
    )
    inventory_policy = fields.Selection(
        [("deny", "Stop selling"), ("continue", "Go on selling")],
        default="deny",
        required=True,
        string="When out of stock",
        help="What Shopify does with variants that Odoo adds, once their stock is used up.",
    )
    customs_data = fields.Boolean(
        string="HS code and country of origin",
        help="Both go to Shopify and come from there. A value is never replaced by an empty one.",
    )
    publication_ids = fields.Many2many(
        "shopify.publication",
        string="Sales channels",
        domain="[('connection_id', '=', connection_id), ('company_id', '=', company_id)]",
        help="Where products that Odoo adds are published.",
    )
    collection_ids = fields.Many2many(
        "shopify.collection",
        string="Collections",
        domain="[('connection_id', '=', connection_id), ('company_id', '=', company_id), "
        "('is_smart', '=', False)]",
        help="Collections that products join which Odoo adds.",
    )

    # === PRICES === #

    price_pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Pricelist",
        check_company=True,
        help="Where the prices in Shopify come from. Empty: the products' own sales prices. The "
        "lower of both is used.",
    )
    discount_pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Pricelist with discounts",
        check_company=True,
        help="Its prices are those that Shopify asks for, and the full prices stand beside them, "
        "struck through.",
    )
    price_template_id = fields.Many2one(
        "shopify.customer.template",
        string="Taxes of prices",
        domain="[('shop_id', '=', id)]",
        help="The customer template whose taxes the prices in Shopify contain, or not.",
    )

    # === IMAGES === #

    image_sync = fields.Selection(
        [("none", "None"), ("to_shopify", "To Shopify"), ("from_shopify", "From Shopify")],
        default="none",
        required=True,
        string="Synchronise images",
        help="Which way the images of products go that are in both Shopify and Odoo.",
    )

    shopify_product_count = fields.Integer(compute="_compute_shopify_product_count")

    def _compute_shopify_product_count(self):
        groups = self.env["shopify.product"]._read_group(
            [("connection_id", "in", self.connection_id.ids)], ["connection_id"], ["__count"]
        )
        counts = {connection.id: count for connection, count in groups}
        for shop in self:
            shop.shopify_product_count = counts.get(shop.connection_id.id, 0)
