# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models
from odoo.exceptions import ValidationError

LONGEST = 40


class ShopifyOrderTag(models.Model):
    """A tag that Shopify's orders carry (O7, O22)."""

    _name = "shopify.order.tag"
    _description = "Tag of Shopify orders"
    _inherit = ["shopify.tag"]

    # === CONSTRAINTS === #

    @api.constrains("name")
    def _check_name(self):
        for tag in self:
            if len(tag.name) > LONGEST:
                raise ValidationError(
                    self.env._(
                        "Tags of Shopify's orders have at most %(longest)s characters; this one "
                        "has %(length)s: %(tag)s",
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


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _stage_orders(self, orders):
        """Let the tags of orders be known, to be shown and chosen."""
        names = {tag for order in orders for tag in order.tags}
        self.env["shopify.order.tag"]._ids_by_name(self.company_id, names)
        return super()._stage_orders(orders)
