# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models
from odoo.exceptions import ValidationError

LONGEST = 255
MOST = 250


class ShopifyProductTag(models.Model):
    """A tag that Shopify's products carry (P11)."""

    _name = "shopify.product.tag"
    _description = "Tag of Shopify products"
    _inherit = ["shopify.tag"]

    # === CONSTRAINTS === #

    @api.constrains("name")
    def _check_name(self):
        for tag in self:
            if len(tag.name) > LONGEST:
                raise ValidationError(
                    self.env._(
                        "Shopify's tags have at most %(longest)s characters; this one has "
                        "%(length)s: %(tag)s",
                        longest=LONGEST,
                        length=len(tag.name),
                        tag=tag.name,
                    )
                )
            if "," in tag.name:
                raise ValidationError(
                    self.env._(
                        "A tag has no comma: Shopify would make several tags of “%s”. Add them one "
                        "by one.",
                        tag.name,
                    )
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Leave out blanks around a name, as Shopify does."""
        return super().create([{**vals, "name": vals["name"].strip()} for vals in vals_list])


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    # === CONSTRAINTS === #

    @api.constrains("tag_ids")
    def _check_tags(self):
        for product in self:
            if len(product.tag_ids) > MOST:
                raise ValidationError(
                    self.env._(
                        "%(product)s has %(count)s tags; Shopify takes at most %(most)s.",
                        product=product.name,
                        count=len(product.tag_ids),
                        most=MOST,
                    )
                )
            known = {}
            for tag in product.tag_ids:
                other = known.setdefault(tag.name.casefold(), tag)
                if other != tag:
                    raise ValidationError(
                        self.env._(
                            "“%(one)s” and “%(other)s” are the same tag to Shopify, which does not "
                            "heed capital letters. Choose one of them for %(product)s.",
                            one=other.name,
                            other=tag.name,
                            product=product.name,
                        )
                    )
