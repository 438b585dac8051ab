# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from ...shopify import gid

# Enough for a currency with three decimals.
MONEY_DIGITS = (16, 3)
WEIGHT_UNITS = [
    ("KILOGRAMS", "kg"),
    ("GRAMS", "g"),
    ("POUNDS", "lb"),
    ("OUNCES", "oz"),
]


class ShopifyVariant(models.Model):
    """A variant as Shopify knows it, and the Odoo product that stands for it (P2)."""

    _name = "shopify.variant"
    _description = "Shopify variant"
    _order = "product_id, position, id"

    product_id = fields.Many2one(
        "shopify.product", string="Shopify product", required=True, ondelete="cascade", index=True
    )
    connection_id = fields.Many2one(related="product_id.connection_id", store=True, index=True)
    shop_id = fields.Many2one(related="product_id.shop_id", store=True)
    company_id = fields.Many2one(related="product_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    position = fields.Integer(readonly=True)
    option_values = fields.Json(
        readonly=True, help="What it has for each option of its product, in their order."
    )
    sku = fields.Char(string="SKU", readonly=True, index="btree_not_null")
    barcode = fields.Char(readonly=True, index="btree_not_null")
    currency_id = fields.Many2one(related="shop_id.document_currency_id")
    price = fields.Float(digits=MONEY_DIGITS, readonly=True)
    compare_at_price = fields.Float(
        digits=MONEY_DIGITS, readonly=True, help="The price before a reduction."
    )
    cost = fields.Float(digits=MONEY_DIGITS, readonly=True)
    weight = fields.Float(digits=(16, 5), readonly=True)
    weight_unit = fields.Selection(WEIGHT_UNITS, readonly=True)
    taxable = fields.Boolean(readonly=True)
    tracked = fields.Boolean(string="Stock tracked", readonly=True)
    inventory_policy = fields.Selection(
        [("deny", "Stop selling"), ("continue", "Go on selling")],
        string="When out of stock",
        readonly=True,
    )
    requires_components = fields.Boolean(
        string="Bundle",
        readonly=True,
        help="It is sold as a set of other variants and has no stock of its own.",
    )
    inventory_item_id = fields.Char(
        string="Inventory item", readonly=True, index="btree_not_null", help="Shopify's id of it."
    )
    hs_code = fields.Char(string="HS code", readonly=True)
    origin_country_code = fields.Char(string="Country of origin", readonly=True)
    is_gift_card = fields.Boolean(readonly=True)
    shopify_updated_at = fields.Datetime(string="Changed in Shopify", readonly=True)
    removed = fields.Boolean(
        readonly=True, help="The variant is no longer in Shopify; its history stays."
    )
    odoo_product_id = fields.Many2one(
        "product.product",
        string="Odoo product",
        check_company=True,
        index="btree_not_null",
        ondelete="set null",
        help="The product that orders of this variant sell.",
    )
    match_rule = fields.Char(
        string="How it was found", readonly=True, help="By which value the product was found."
    )
    match_value = fields.Char(
        string="Found with", readonly=True, help="The SKU, barcode or code that both sides share."
    )

    _check_company_auto = True
    _shopify_id_uniq = models.UniqueIndex(
        "(connection_id, company_id, shopify_id)", "This Shopify variant is there already."
    )

    @api.depends("name", "product_id.name")
    def _compute_display_name(self):
        for variant in self:
            title = variant.product_id.name
            variant.display_name = title if variant.name == title else f"{title}, {variant.name}"

    # === STAGING === #

    @api.model
    def _stage_from_lines(self, shop, lines):
        """Keep the variants that order lines name, as far as the lines tell of them, in bulk.

        :param shop: the shop record
        :param lines: the client's ``LineItem`` objects that have a variant
        :return: dict of record by Shopify gid
        """
        by_gid = {line.variant.id: line for line in lines}
        numbers = {str(gid.number(key)): key for key in by_gid}
        known = self.search(
            [
                ("connection_id", "=", shop.connection_id.id),
                ("company_id", "=", shop.company_id.id),
                ("shopify_id", "in", list(numbers)),
            ]
        )
        records = {numbers[record.shopify_id]: record for record in known}
        new = {key: line for key, line in by_gid.items() if key not in records}
        products = self._stage_products(shop, new.values())
        created = self.create(
            [
                {
                    "product_id": products[_product_key(line)].id,
                    "shopify_id": str(gid.number(key)),
                    "name": line.variant_title or line.title,
                    "sku": line.variant.sku or line.sku,
                    "barcode": line.variant.barcode,
                    "is_gift_card": line.is_gift_card,
                }
                for key, line in new.items()
            ]
        )
        records.update(zip(new, created, strict=True))
        return records

    @api.model
    def _stage_products(self, shop, lines):
        by_key = {_product_key(line): line for line in lines}
        products = self.env["shopify.product"]
        known = products.search(
            [
                ("connection_id", "=", shop.connection_id.id),
                ("company_id", "=", shop.company_id.id),
                ("shopify_id", "in", list(by_key)),
            ]
        )
        records = {product.shopify_id: product for product in known}
        new = {key: line for key, line in by_key.items() if key not in records}
        created = products.create(
            [
                {
                    "connection_id": shop.connection_id.id,
                    "shop_id": shop.id,
                    "shopify_id": key,
                    "name": line.title,
                    "vendor": line.vendor,
                }
                for key, line in new.items()
            ]
        )
        records.update(zip(new, created, strict=True))
        return records


def _product_key(line):
    return str(gid.number(line.product_id)) if line.product_id else f"variant-{line.variant.id}"
