# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from ..sync.changes import write_changed


class ShopifyLocation(models.Model):
    """A location of a Shopify shop and the warehouse that stands for it (N2, O12)."""

    _name = "shopify.location"
    _description = "Shopify location"
    _order = "name"

    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    shopify_id = fields.Char(required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    address = fields.Char(readonly=True)
    active = fields.Boolean(default=True, readonly=True)
    fulfills_online_orders = fields.Boolean(readonly=True)
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        check_company=True,
        help="Orders that Shopify assigns to this location are delivered from this warehouse. "
        "Empty: from the shop's warehouse.",
    )

    _check_company_auto = True
    _shopify_id_uniq = models.UniqueIndex(
        "(shop_id, shopify_id)", "This location is there already."
    )


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    location_ids = fields.One2many("shopify.location", "shop_id", string="Locations")

    def action_get_locations(self):
        """Read the shop's locations from Shopify (N2). Callable over XML-RPC.

        :return: True
        :raises UserError: if Shopify can't be asked; it says why and what to do
        """
        for shop in self:
            with shop._asking_shopify() as client:
                locations = client.locations()
            shop._read_locations(locations)
        return True

    def _read_locations(self, locations):
        """Note new and changed locations; one that Shopify no longer has is archived."""
        known = {
            location.shopify_id: location
            for location in self.with_context(active_test=False).location_ids
        }
        new = []
        for location in locations:
            values = {
                "name": location.name,
                "address": ", ".join(
                    part
                    for part in (
                        location.address.address1,
                        location.address.city,
                        location.address.country_code,
                    )
                    if part
                ),
                "active": location.is_active,
                "fulfills_online_orders": location.fulfills_online_orders,
            }
            row = known.pop(location.id, None)
            if row:
                write_changed(row, values)
            else:
                new.append({"shop_id": self.id, "shopify_id": location.id, **values})
        self.env["shopify.location"].sudo().create(new)
        for gone in known.values():
            write_changed(gone, {"active": False})
