# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...shopify import gid
from .listed import keep_listed


class ShopifyCollection(models.Model):
    """A collection of products in a Shopify shop (P18)."""

    _name = "shopify.collection"
    _description = "Collection of a Shopify shop"
    _order = "name, id"

    connection_id = fields.Many2one("shopify.connection", required=True, ondelete="cascade")
    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    handle = fields.Char(readonly=True, help="How the collection is called in addresses.")
    is_smart = fields.Boolean(
        string="By rules",
        readonly=True,
        help="Shopify itself decides by the collection's rules which products belong to it.",
    )
    products_count = fields.Integer(
        string="Products in Shopify", readonly=True, help="As Shopify counted when it was read."
    )
    active = fields.Boolean(default=True, readonly=True)
    product_ids = fields.Many2many("shopify.product", string="Its products", readonly=True)
    product_count = fields.Integer(compute="_compute_product_count", string="Products here")

    _shopify_id_uniq = models.UniqueIndex(
        "(connection_id, company_id, shopify_id)", "This collection is there already."
    )

    def _compute_product_count(self):
        groups = self.env["shopify.product"]._read_group(
            [("collection_ids", "in", self.ids)], ["collection_ids"], ["__count"]
        )
        counts = {collection.id: count for collection, count in groups}
        for collection in self:
            collection.product_count = counts.get(collection.id, 0)

    def _ensure_joinable(self):
        """Refuse collections into which no product can be put by hand."""
        if smart := self.filtered("is_smart"):
            raise ValidationError(
                self.env._(
                    "Shopify itself decides by rules which products belong to %s. Change the rules "
                    "in Shopify, or choose a collection without rules.",
                    ", ".join(smart.mapped("name")),
                )
            )

    # === ACTIONS === #

    def action_open_products(self):
        """Show the products that belong to the collection.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_product_action"
        )
        return {**action, "domain": [("collection_ids", "in", self.ids)]}


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    # === CONSTRAINTS === #

    @api.constrains("collection_ids", "connection_id", "company_id")
    def _check_collections(self):
        for shop in self:
            for collection in shop.collection_ids:
                if not shop._has_listed(collection):
                    raise ValidationError(
                        self.env._(
                            "The collection %(collection)s belongs to another shop than %(shop)s.",
                            collection=collection.name,
                            shop=shop.name,
                        )
                    )
            shop.collection_ids._ensure_joinable()

    # === ACTIONS === #

    def action_get_collections(self):
        """Read the shop's collections from Shopify (P18). Callable over XML-RPC.

        :return: True
        :raises UserError: if Shopify can't be asked; it says why and what to do
        """
        for shop in self:
            with shop._asking_shopify() as client:
                collections = client.collections()
            shop._read_collections(collections)
        return True

    # === BUSINESS METHODS === #

    def _read_collections(self, collections):
        """Keep the shop's collections; one that Shopify no longer has is archived.

        :param list collections: the client's ``Collection`` objects, all of them
        """
        keep_listed(
            self,
            self.env["shopify.collection"],
            {
                str(gid.number(collection.id)): {
                    "name": collection.title,
                    "handle": collection.handle,
                    "is_smart": collection.is_smart,
                    "products_count": collection.products_count,
                }
                for collection in collections
            },
        )
