# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which Odoo product stands for a Shopify variant: by rule, by hand, or none any more (P3, P5)."""

from odoo import api, models

from ..sync.fast_rows import update_rows

NOTHING_WRONG = {"match_error": False, "match_fix": False}


class ShopifyVariant(models.Model):
    _inherit = "shopify.variant"

    def write(self, vals):
        """A product that is set or emptied by hand is noted so, and its changes start anew."""
        if "odoo_product_id" not in vals or "match_rule" in vals:
            return super().write(vals)
        rule = "chosen" if vals["odoo_product_id"] else False
        result = super().write({**vals, "match_rule": rule, "match_value": False})
        products = self.product_id
        products.write({**NOTHING_WRONG, "synced_fields": False, "synced_at": False})
        for shop, owned in products.grouped("shop_id").items():
            self.env["shopify.sync.skip"]._resolve(shop, "products", owned._skip_keys())
        return result

    @api.model
    def _link_all(self, links):
        """Link variants to Odoo's products, and keep why; past the ORM, as thousands come at once.

        :param dict links: (``product.product`` id, rule, value) by variant
        """
        update_rows(
            self.browse(),
            {
                variant.id: {
                    "odoo_product_id": product_id,
                    "match_rule": rule,
                    "match_value": value or False,
                }
                for variant, (product_id, rule, value) in links.items()
            },
        )
        self.union(*links).product_id._refresh_mapping()

    def _skip_key(self):
        """Return under which id the list of skipped records keeps a variant."""
        return f"{self.product_id.shopify_id}/{self.shopify_id}"


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    def _skip_keys(self):
        """Return under which ids the list of skipped records keeps products and their variants."""
        return [*self.mapped("shopify_id"), *(each._skip_key() for each in self.variant_ids)]


class ProductProduct(models.Model):
    _inherit = "product.product"

    def unlink(self):
        """Shopify products of deleted ones need a new product."""
        products = self.env["shopify.variant"].sudo().search([("odoo_product_id", "in", self.ids)])
        products = products.product_id
        result = super().unlink()
        products.exists()._refresh_mapping()
        return result
