# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from ...rules.fulfillment_recall import SentCall
from ...shopify.fulfillments import FulfillmentCall


class ShopifyFulfillmentCall(models.Model):
    """A fulfilment that is being sent: stored before the call, removed when its outcome is noted.

    Shopify knows no repetition of it. What is left here was cut off: whether Shopify has made it
    is read from the order's fulfilments, which are compared with those it had before (F2).
    """

    _name = "shopify.fulfillment.call"
    _description = "Fulfilment on its way to Shopify"
    _order = "id"

    order_id = fields.Many2one("shopify.order", required=True, ondelete="cascade", index=True)
    shop_id = fields.Many2one(related="order_id.shop_id", store=True, index=True)
    picking_id = fields.Many2one("stock.picking", required=True, ondelete="cascade", index=True)
    location_shopify_id = fields.Char()
    location_name = fields.Char()
    groups = fields.Json(required=True, help="Fulfilment order, and units of its lines.")
    units = fields.Json(required=True, help="By Shopify's id of the order line.")
    known = fields.Json(help="The fulfilments that the order had before.")
    tracking = fields.Json()
    notify = fields.Boolean()
    lost_at = fields.Datetime(help="Since when its outcome is unknown.")

    @api.model
    def _store(self, shipments):
        """Store fulfilments before they are sent.

        :param list shipments: dicts of field values
        :return: the calls
        """
        return self.create(shipments)

    def _request(self):
        """Return the call as the client sends it."""
        self.ensure_one()
        groups = tuple((key, tuple(map(tuple, lines))) for key, lines in self.groups)
        return FulfillmentCall(groups, self.tracking or None, self.notify)

    def _sent(self):
        """Return the call as the rules look for it among an order's fulfilments."""
        self.ensure_one()
        numbers = (self.tracking or {}).get("numbers", ())
        return SentCall(
            key=self.id,
            known=frozenset(self.known or ()),
            location=self.location_shopify_id or "",
            units=self.units,
            numbers=tuple(numbers),
        )
