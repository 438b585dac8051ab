# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which products Odoo has changed since Shopify was last told (P13, P14). The step *collect*."""

from odoo import fields, models
from odoo.tools import SQL

from .product_export_texts import REFUSED

# What decides which fields are sent, and as what: once it changes, all products are looked at.
SETTINGS = {
    "product_sync",
    "can_update_shopify_products",
    "product_conflict",
    "sku_mapping",
    "sku_separator",
    "export_description",
    "export_attributes",
    "customs_data",
    "language_id",
    "currency_id",
}
# Linked products of which something was written in Odoo since it was last seen, or that are on the
# list of skipped records for a reason that may be gone. A cost or a weight, a vendor or the name
# of an attribute stand in tables of their own.
CHANGED = """
    SELECT product.id
    FROM shopify_product product
    JOIN product_template template ON template.id = product.odoo_template_id AND template.active
    WHERE product.shop_id = %(shop)s AND product.removed IS NOT TRUE
        AND NOT starts_with(product.shopify_id, 'variant-')
        AND (%(all)s OR template.id = ANY(%(chosen)s))
        AND (
            %(full)s
            OR product.synced_at IS NULL
            OR product.synced_at < %(settings_at)s
            OR template.write_date > product.synced_at
            OR EXISTS (
                SELECT FROM product_product variant
                WHERE variant.product_tmpl_id = template.id
                    AND variant.write_date > product.synced_at
            )
            OR EXISTS (
                SELECT FROM shopify_variant linked
                JOIN product_product variant ON variant.id = linked.odoo_product_id
                JOIN product_template own ON own.id = variant.product_tmpl_id
                WHERE linked.product_id = product.id
                    AND GREATEST(variant.write_date, own.write_date) > product.synced_at
            )
            OR EXISTS (
                SELECT FROM product_supplierinfo vendor
                JOIN res_partner partner ON partner.id = vendor.partner_id
                WHERE vendor.product_tmpl_id = template.id
                    AND GREATEST(vendor.write_date, partner.write_date) > product.synced_at
            )
            OR EXISTS (
                SELECT FROM product_category category
                WHERE category.id = template.categ_id AND category.write_date > product.synced_at
            )
            OR EXISTS (
                SELECT FROM product_template_attribute_value chosen
                JOIN product_attribute_value value ON value.id = chosen.product_attribute_value_id
                JOIN product_attribute attribute ON attribute.id = value.attribute_id
                JOIN product_template_attribute_line line ON line.id = chosen.attribute_line_id
                WHERE chosen.product_tmpl_id = template.id
                    AND GREATEST(
                        chosen.write_date, value.write_date, attribute.write_date, line.write_date
                    ) > product.synced_at
            )
            OR EXISTS (
                SELECT FROM shopify_sync_skip skip
                WHERE skip.shop_id = product.shop_id AND skip.kind = 'products'
                    AND skip.shopify_id = 'product-' || template.id
                    AND NOT starts_with(skip.code, %(refused)s)
            )
        )
    ORDER BY product.id
"""


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    product_settings_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When a setting was last changed that decides what Shopify is told of products.",
    )

    def write(self, vals):
        """Have all products looked at again once it is set otherwise what Shopify is told."""
        if not SETTINGS.isdisjoint(vals):
            vals = {**vals, "product_settings_at": fields.Datetime.now()}
        return super().write(vals)

    def _products_to_compare(self, chosen=None, full=False):
        """Return the ids of products in Shopify that may have to be told something.

        :param list chosen: ids of the only ``product.template`` to look at; None: all of them
        :param bool full: whether all of them are wanted, changed or not
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                CHANGED,
                shop=self.id,
                all=chosen is None,
                chosen=chosen or [],
                full=full,
                settings_at=self.product_settings_at or None,
                refused=REFUSED,
            )
        )
        return [row[0] for row in self.env.cr.fetchall()]
