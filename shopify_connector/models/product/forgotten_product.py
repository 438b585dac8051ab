# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from ...shopify import gid
from ..sync.moments import utc_naive


class ShopifyForgottenProduct(models.Model):
    """A Shopify product that a user took off the list (P15).

    It comes back once it changes in Shopify or an order sells it. Deleted from this list, it comes
    back with the next sync that reads it.
    """

    _name = "shopify.forgotten.product"
    _description = "Shopify product taken off the list"
    _order = "name"

    connection_id = fields.Many2one("shopify.connection", required=True, ondelete="cascade")
    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    shopify_updated_at = fields.Datetime(
        string="Changed in Shopify",
        readonly=True,
        help="A later change in Shopify brings the product back.",
    )

    _shopify_id_uniq = models.UniqueIndex("(connection_id, company_id, shopify_id)")

    @api.model
    def _remember(self, times):
        """Remember products that are being deleted.

        :param dict times: when Shopify changed it last, by ``shopify.product``; it may be empty
        """
        known = {
            (row.connection_id, row.company_id, row.shopify_id): row
            for row in self.sudo().search(
                [("shopify_id", "in", [product.shopify_id for product in times])]
            )
        }
        new = []
        for product, changed_at in times.items():
            changed_at = changed_at or fields.Datetime.now()
            row = known.get((product.connection_id, product.company_id, product.shopify_id))
            if row:
                row.shopify_updated_at = changed_at
            else:
                new.append(
                    {
                        "connection_id": product.connection_id.id,
                        "shop_id": product.shop_id.id,
                        "shopify_id": product.shopify_id,
                        "name": product.name,
                        "shopify_updated_at": changed_at,
                    }
                )
        self.sudo().create(new)

    @api.model
    def _leave_out(self, shop, products):
        """Leave out what was taken off the list and has not changed in Shopify since.

        What has changed comes back, and so does what an order has brought back already.

        :param shop: the shop record
        :param list products: the client's ``Product`` objects
        :return: list of those to keep
        """
        numbers = {str(gid.number(product.id)): product for product in products}
        own = [
            ("connection_id", "=", shop.connection_id.id),
            ("company_id", "=", shop.company_id.id),
        ]
        forgotten = self.sudo().search([*own, ("shopify_id", "in", list(numbers))])
        if not forgotten:
            return products
        here = self.env["shopify.product"].search(
            [*own, ("shopify_id", "in", forgotten.mapped("shopify_id"))]
        )
        back = set(here.mapped("shopify_id"))
        unchanged = forgotten.filtered(
            lambda row: (
                row.shopify_id not in back
                and utc_naive(numbers[row.shopify_id].updated_at) <= row.shopify_updated_at
            )
        )
        (forgotten - unchanged).unlink()
        left_out = set(unchanged.mapped("shopify_id"))
        return [product for number, product in numbers.items() if number not in left_out]
