# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Find out what became of fulfilments whose answer was lost (F2).

A request that nobody waits for any more may still be carried out: it is given some time. Then the
order is read again, and a fulfilment that it did not have before tells that it was.
"""

from datetime import timedelta

from odoo import fields

from ...rules.fulfillment_recall import FoundFulfillment, recall
from ...shopify import gid
from ..sync.transaction import in_fresh_transaction
from .fulfillment_collect import units_of
from .fulfillment_notes import keep_made

# By then Shopify has carried out whatever it got.
SETTLING_TIME = timedelta(minutes=2)


class FulfillmentSettling:
    """Settles the calls that a former run has left.

    :param shop: the shop record
    :param client: the run's client
    """

    def __init__(self, shop, client):
        self._shop = shop
        self._env = shop.env
        self._client = client
        self._calls = shop.env["shopify.fulfillment.call"]

    def run(self):
        """Settle what is old enough, and see to it that the rest is settled later."""
        keys = in_fresh_transaction(self._env, self._ripe)
        if keys:
            found = {
                keys[order.id]: order
                for page in self._client.shipping_orders(list(keys))
                for order in page
            }
            in_fresh_transaction(self._env, lambda: self._settle(keys.values(), found))

    def _ripe(self):
        """Return the orders of calls that are old enough, by their gid."""
        calls = self._calls.search([("shop_id", "=", self._shop.id)])
        now = fields.Datetime.now()
        calls.filtered(lambda call: not call.lost_at).lost_at = now
        ripe = calls.filtered(lambda call: call.lost_at + SETTLING_TIME <= now)
        # All calls of an order together: they tell which fulfilment is whose.
        orders = ripe.order_id - (calls - ripe).order_id
        if calls.order_id - orders:
            follow_up_later(self._shop)
        return {gid.make("Order", order.shopify_id): order.id for order in orders}

    def _settle(self, ids, found):
        """Keep the fulfilments that were made; the deliveries of the others are sent anew.

        :param ids: of the orders
        :param dict found: the client's ``ShippingOrder`` by order id; one that is gone is missing
        """
        calls = self._calls.search([("order_id", "in", list(ids))])
        made = []
        for order, own in calls.grouped("order_id").items():
            if order.id in found:
                made += self._made(order, own, found[order.id])
        keep_made(self._env, made)
        orders = calls.order_id
        calls.unlink()
        # What others have fulfilled meanwhile was not looked at while this was unknown.
        self._shop._follow_up(orders.filtered("sale_order_id"))

    def _made(self, order, calls, shipping):
        linked = {row._gid() for row in order.fulfillment_ids.filtered("from_odoo")}
        fulfillments = {one.id: one for one in shipping.fulfillments if one.id not in linked}
        found = [
            FoundFulfillment(
                key,
                one.location.id if one.location else "",
                units_of(one),
                tuple(info.number for info in one.tracking_info if info.number),
            )
            for key, one in fulfillments.items()
        ]
        made = recall([call._sent() for call in calls], found)
        return [(call, fulfillments[made[call.id]]) for call in calls if call.id in made]


def follow_up_later(shop):
    """Queue a sync of deliveries for when the outcome of lost calls can be told."""
    shop._queue_fulfillments(fields.Datetime.now() + SETTLING_TIME)
