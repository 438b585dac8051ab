# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The sync of deliveries: what was lost, cancelled, done, and tracking that was added (F1-F7)."""

from odoo import fields, models
from odoo.fields import Domain

from ...shopify import gid
from ..sync.transaction import in_fresh_transaction
from .fulfillment_changes import FulfillmentChanges
from .fulfillment_notes import DeliveryNotes
from .fulfillment_plan import FulfillmentPlanning
from .fulfillment_send import FulfillmentSending
from .fulfillment_settle import FulfillmentSettling
from .fulfillment_texts import FulfillmentError
from .order_fulfillment import DUE_STATES

# Orders that are read, planned and sent in one go.
ORDERS_AT_ONCE = 200
# An order that changes in Shopify each time it is to be fulfilled is read so often.
ROUNDS = 3


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _sync_fulfillments(self, meter):
        """Send done deliveries, and what has changed about those that were sent.

        :return: whether the run is finished; False when its time was over
        """
        with meter.client() as client:
            if not self.location_ids:
                locations = client.locations()
                in_fresh_transaction(self.env, lambda: self._read_locations(locations))
            return FulfillmentSync(self, meter, client).run() or meter.is_cancelled()


class ShopifySyncRun(models.Model):
    _inherit = "shopify.sync.run"

    trigger = fields.Selection(
        selection_add=[("deliveries", "After a delivery")],
        ondelete={"deliveries": "set default"},
    )
    fulfillment_done_id = fields.Integer(
        help="A sync of deliveries that is cut off goes on after this order."
    )


class FulfillmentSync:
    """One run of the sync of deliveries.

    :param shop: the shop record
    :param meter: the run's Meter
    :param client: the run's client
    """

    def __init__(self, shop, meter, client):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._client = client
        self._run = meter.run
        self._domain = shop._deliveries_domain(meter.run.options or {})
        self._notes = DeliveryNotes(shop, meter)

    def run(self):
        """Work until all is done.

        :return: whether it is; False when the time was over
        """
        if self._shop.allow_changes:
            FulfillmentSettling(self._shop, self._client).run()
        in_fresh_transaction(self._env, self._set_total)
        changes = FulfillmentChanges(self._shop, self._meter, self._client, self._notes)
        return changes.cancel(self._domain) and self._fulfil() and changes.track(self._domain)

    def _set_total(self):
        if not self._run.total:
            self._run.total = self._env["stock.picking"].search_count(self._due())

    def _due(self):
        return self._domain & Domain("shopify_fulfillment_state", "in", DUE_STATES)

    # === FULFIL === #

    def _fulfil(self):
        while ids := in_fresh_transaction(self._env, self._next_orders):
            if not self._fulfil_orders(ids):
                return False
            in_fresh_transaction(self._env, lambda last=ids[-1]: self._note_done(last))
            if self._meter.should_stop():
                return False
        return True

    def _next_orders(self):
        """Return the ids of the next orders with deliveries that are to be sent; not those of
        which it is still unknown what became of a fulfilment."""
        busy = self._env["shopify.fulfillment.call"].search([("shop_id", "=", self._shop.id)])
        pickings = self._env["stock.picking"].search_fetch(
            self._due()
            & Domain("shopify_order_id.id", ">", self._run.fulfillment_done_id)
            & Domain("shopify_order_id", "not in", busy.order_id.ids),
            ["shopify_order_id"],
            order="shopify_order_id.id",
            limit=ORDERS_AT_ONCE,
        )
        return pickings.shopify_order_id.ids

    def _note_done(self, last):
        self._run.fulfillment_done_id = last

    def _fulfil_orders(self, ids):
        """Send the due deliveries of orders; again where Shopify has changed in between.

        :return: whether all is done; False when the time was over
        """
        planning = FulfillmentPlanning(self._shop, self._notes, self._due())
        sending = FulfillmentSending(self._shop, self._meter, self._client, self._notes)
        for number in range(ROUNDS):
            found, problems = self._read(ids)
            shipments = in_fresh_transaction(
                self._env, lambda i=ids, f=found, p=problems: planning.plan(i, f, p)
            )
            ids = sending.send(shipments, is_last=number == ROUNDS - 1)
            if ids is None:
                return False
            if not ids:
                break
        return True

    def _read(self, ids):
        """Read what orders have shipped and are still to ship.

        :return: (the client's ``ShippingOrder`` by order id, FulfillmentError by order id)
        """
        keys = in_fresh_transaction(self._env, lambda: self._gids(ids))
        ill = {}
        pages = self._client.shipping_orders(
            list(keys), on_malformed=lambda node, error: ill.update({node["id"]: error})
        )
        found = {keys[order.id]: order for page in pages for order in page}
        problems = {
            order_id: FulfillmentError("ill", told=ill[key])
            if key in ill
            else FulfillmentError("order_gone")
            for key, order_id in keys.items()
            if order_id not in found
        }
        return found, problems

    def _gids(self, ids):
        orders = self._env["shopify.order"].browse(ids)
        return {gid.make("Order", order.shopify_id): order.id for order in orders}
