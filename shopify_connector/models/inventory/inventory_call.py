# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from ...shopify import idempotency
from ...shopify.stock import Activation, StockCall, StockLine


class ShopifyInventoryCall(models.Model):
    """Stock that is being sent: stored before the call, removed when its outcome is noted (N5).

    What is left here was cut off, and nobody knows whether Shopify got it: the next run sends it
    again with the same key, by which Shopify does it once.
    """

    _name = "shopify.inventory.call"
    _description = "Stock on its way to Shopify"
    _order = "id"

    location_id = fields.Many2one("shopify.location", required=True, ondelete="cascade", index=True)
    shop_id = fields.Many2one(related="location_id.shop_id", store=True, index=True)
    kind = fields.Selection([("set", "Set"), ("activate", "Activate")], required=True)
    key = fields.Char(help="Shopify carries out a call of a key once.")
    quantity_name = fields.Char(required=True)
    lines = fields.Json(
        required=True, help="Level, inventory item, quantity, and the quantity it was decided on."
    )
    attempt = fields.Integer(required=True)

    @api.model
    def _store(self, rows):
        """Store calls before they are sent, each with a key of its own.

        :param list rows: (location, ``set`` or ``activate``, lines, how often they were sent with
            this time); an activation has a single line
        :return: the calls
        """
        calls = self.create(
            [
                {
                    "location_id": location.id,
                    "kind": kind,
                    "quantity_name": location.quantity_name,
                    "lines": lines,
                    "attempt": attempt,
                }
                for location, kind, lines, attempt in rows
            ]
        )
        # The moment tells it from one of the same number in a copy of the database.
        moment = self.env.cr.now().isoformat()
        for call in calls:
            call.key = idempotency.key(call.kind, call.location_id.shopify_id, moment, call.id)
        return calls

    def _request(self):
        """Return the call as the client sends it."""
        self.ensure_one()
        place, name = self.location_id.shopify_id, self.quantity_name
        if self.kind == "activate":
            ((_level_id, item, quantity, _change_from),) = self.lines
            return Activation(self.key, item, place, name, quantity)
        lines = tuple(StockLine(item, quantity, base) for _id, item, quantity, base in self.lines)
        return StockCall(self.key, place, name, f"gid://odoo/StockCall/{self.id}", lines)
