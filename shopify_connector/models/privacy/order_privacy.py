# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Orders of which is known what was sold, and no more to whom (C16)."""

import json

from odoo import fields, models

from ...rules.personal_data import without_personal_data
from ...shopify import gid
from ...shopify.objects.order import Order
from ..order.order_staging import content_hash
from ..sync.moments import utc_naive


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    anonymised_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="Since then nothing about the buyer is kept here, and no sync brings it back.",
    )

    def _anonymise(self):
        """Take the buyer out of these orders; what was sold, for how much, and all links stay.

        An order that has no document yet is left out: nobody could be found for it.
        """
        for order in self:
            order.write(
                {
                    "billing_address": _country_only(order.billing_address),
                    "shipping_address": _country_only(order.shipping_address),
                }
            )
        self.write(
            {
                **dict.fromkeys(_PERSONAL, False),
                **self._no_error_values(),
                "anonymised_at": fields.Datetime.now(),
            }
        )
        self.line_ids.write({"custom_attributes": False})
        self.conflict_ids.unlink()
        self.fulfillment_ids.write(
            {"tracking_numbers": False, "tracking_url": False, "tracking_company": False}
        )
        for data in self.data_ids:
            raw = without_personal_data(data.raw)
            data.raw = raw
            # As if Shopify had sent it so: the next sync finds nothing changed.
            data.order_id.content_hash = content_hash(json.dumps(raw, sort_keys=True))
        self.action_ignore()

    def _personal_data(self):
        """Return all that is kept of the order, as plain data."""
        self.ensure_one()
        names = [
            name
            for name, field in self._fields.items()
            if field.store and field.type not in ("one2many", "many2many")
        ]
        return {**self.read(names)[0], "as_shopify_sent_it": self.data_ids.raw}


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _stage_orders(self, orders):
        """Keep out what Shopify still says of buyers that were anonymised."""
        return super()._stage_orders(self._without_anonymised_buyers(orders))

    def _without_anonymised_buyers(self, orders):
        numbers = {order.id: str(gid.number(order.id)) for order in orders}
        own = [("connection_id", "=", self.connection_id.id), ("anonymised_at", "!=", False)]
        known = self.env["shopify.order"].search_fetch(
            [*own, ("shopify_id", "in", list(numbers.values()))], ["shopify_id"]
        )
        buyers = {str(gid.number(order.customer.id)) for order in orders if order.customer}
        gone = {
            customer.shopify_id: customer.anonymised_at
            for customer in self.env["shopify.customer"].search_fetch(
                [*own, ("company_id", "=", self.company_id.id), ("shopify_id", "in", list(buyers))],
                ["shopify_id", "anonymised_at"],
            )
        }
        anonymised = set(known.mapped("shopify_id"))

        def is_about_nobody(order):
            if numbers[order.id] in anonymised:
                return True
            since = order.customer and gone.get(str(gid.number(order.customer.id)))
            # Who buys again gives new data, which the order needs.
            return bool(since) and utc_naive(order.created_at) <= since

        return [
            Order.from_node(without_personal_data(order.raw)) if is_about_nobody(order) else order
            for order in orders
        ]


_PERSONAL = (
    "email",
    "phone",
    "locale",
    "note",
    "tags",
    "tag_edits",
    "note_edit",
    "po_number",
    "custom_attributes",
    "status_page_url",
    "risk_facts",
    "risk_assessments",
    "booked_state",
    "customer_rule_value",
)


def _country_only(address):
    return address and {
        key: value if key == "country_code" else "" for key, value in address.items()
    }
