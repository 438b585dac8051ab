# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify holds of a product, and what both sides held at the last sync (P6, P14)."""

from odoo import api, fields, models

from ...rules.price_tax import exact
from ...rules.product_fields import ProductFields, VariantFields, number_text
from ...rules.weight import convert_weight
from ..sync.fast_rows import update_rows


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    export_hash = fields.Char(
        readonly=True,
        copy=False,
        help="Tells what Odoo had of the product when nothing was left to be sent.",
    )

    def _shopify_fields(self):
        """Return what Shopify holds of the product and its present variants."""
        return ProductFields(
            title=self.name or "",
            description_html=str(self.description_html or ""),
            product_type=self.product_type or "",
            vendor=self.vendor or "",
            status=self.status or "",
            seo_title=self.seo_title or "",
            seo_description=self.seo_description or "",
            tags=tuple(sorted(self.tag_ids.mapped("name"))),
            option_names=tuple(self.option_names or ()),
            variants={
                variant.shopify_id: variant._shopify_fields()
                for variant in self.variant_ids
                if not variant.removed
            },
        )

    @api.model
    def _note_bases(self, bases, read_at, waiting=()):
        """Keep what both sides hold, for the next comparison.

        :param dict bases: (ProductSides, hash of what Odoo has) by product; no hash where something
            is still to be sent
        :param read_at: up to when all that was written in Odoo was seen
        :param waiting: products that the next sync is to look at again
        """
        update_rows(
            self.browse(),
            {
                product.id: {
                    "synced_fields": sides.as_json(),
                    "export_hash": fingerprint or False,
                    "synced_at": product.synced_at if product in waiting else read_at,
                }
                for product, (sides, fingerprint) in bases.items()
            },
        )


class ShopifyVariant(models.Model):
    _inherit = "shopify.variant"

    def _shopify_fields(self):
        """Return what Shopify holds of the variant."""
        unit = self.weight_unit or "KILOGRAMS"
        weight = convert_weight(exact(self.weight), unit, "KILOGRAMS")
        return VariantFields(
            option_values=tuple(self.option_values or ()),
            sku=self.sku or "",
            barcode=self.barcode or "",
            price=number_text(exact(self.price)),
            compare_at_price=_amount_text(self.compare_at_price),
            cost=_amount_text(self.cost),
            weight=_amount_text(weight),
            hs_code=self.hs_code or "",
            origin_country_code=self.origin_country_code or "",
            taxable=self.taxable,
            tracked=self.tracked,
            inventory_policy=self.inventory_policy or "",
        )


def _amount_text(amount):
    """Write an amount or a weight as the rules have it; "" for none."""
    return number_text(exact(amount)) if amount else ""
