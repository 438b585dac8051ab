# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...shopify import gid
from .listed import keep_listed


class ShopifyPublication(models.Model):
    """A sales channel of a Shopify shop on which products are published (P17)."""

    _name = "shopify.publication"
    _description = "Sales channel of a Shopify shop"
    _order = "is_online_store desc, name, id"

    connection_id = fields.Many2one("shopify.connection", required=True, ondelete="cascade")
    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    is_online_store = fields.Boolean(
        string="Online store", readonly=True, help="It is the shop's own web shop."
    )
    auto_publish = fields.Boolean(
        string="New products by itself",
        readonly=True,
        help="Shopify publishes each new product here by itself, as set in Shopify.",
    )
    active = fields.Boolean(default=True, readonly=True)
    product_ids = fields.Many2many("shopify.product", string="Published products", readonly=True)
    product_count = fields.Integer(compute="_compute_product_count", string="Products")

    _shopify_id_uniq = models.UniqueIndex(
        "(connection_id, company_id, shopify_id)", "This sales channel is there already."
    )

    def _compute_product_count(self):
        groups = self.env["shopify.product"]._read_group(
            [("publication_ids", "in", self.ids)], ["publication_ids"], ["__count"]
        )
        counts = {publication.id: count for publication, count in groups}
        for publication in self:
            publication.product_count = counts.get(publication.id, 0)

    # === ACTIONS === #

    def action_open_products(self):
        """Show the products that are published on the sales channel.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_product_action"
        )
        return {**action, "domain": [("publication_ids", "in", self.ids)]}


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    # === CONSTRAINTS === #

    @api.constrains("publication_ids", "connection_id", "company_id")
    def _check_publications(self):
        for shop in self:
            for publication in shop.publication_ids:
                if not shop._has_listed(publication):
                    raise ValidationError(
                        self.env._(
                            "The sales channel %(channel)s belongs to another shop than %(shop)s.",
                            channel=publication.name,
                            shop=shop.name,
                        )
                    )

    def _has_listed(self, record):
        """Tell whether a sales channel or a collection is one of this shop's."""
        return (record.connection_id, record.company_id) == (self.connection_id, self.company_id)

    # === ACTIONS === #

    def action_get_publications(self):
        """Read the shop's sales channels from Shopify (P17). Callable over XML-RPC.

        :return: True
        :raises UserError: if Shopify can't be asked; it says why and what to do
        """
        for shop in self:
            with shop._asking_shopify() as client:
                publications = client.publications()
            shop._read_publications(publications)
        return True

    # === BUSINESS METHODS === #

    def _read_publications(self, publications):
        """Keep the shop's sales channels; one that Shopify no longer has is archived.

        :param list publications: the client's ``Publication`` objects, all of them
        """
        keep_listed(
            self,
            self.env["shopify.publication"],
            {
                str(gid.number(publication.id)): {
                    "name": publication.name,
                    "is_online_store": publication.is_online_store,
                    "auto_publish": publication.auto_publish,
                }
                for publication in publications
            },
        )
