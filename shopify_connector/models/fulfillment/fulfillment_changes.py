# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Tell Shopify what has changed about fulfilments: tracking that was added, or none at all (F4)."""

from odoo.fields import Domain
from odoo.tools import split_every

from ...shopify import gid
from ...shopify.fulfillments import (
    CALLS_IN_A_REQUEST,
    UPDATES_IN_A_REQUEST,
    TrackingUpdate,
)
from ..sync.transaction import in_fresh_transaction
from .fulfillment_notes import reason_values
from .fulfillment_texts import FulfillmentError
from .order_fulfillment import VOID

# Deliveries that are looked at in one go, so that their updates fill whole requests.
PICKINGS_AT_ONCE = 20 * UPDATES_IN_A_REQUEST


class FulfillmentChanges:
    """Sends changes of fulfilments that were made before; sending one twice does no harm.

    :param shop: the shop record
    :param meter: the run's Meter
    :param client: the run's client
    :param notes: DeliveryNotes of the run
    """

    def __init__(self, shop, meter, client, notes):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._client = client
        self._notes = notes
        self._rows = shop.env["shopify.order.fulfillment"]

    # === TRACKING === #

    def track(self, domain):
        """Send tracking that was added or changed.

        :param domain: which deliveries to look after
        :return: whether all is done; False when the time was over
        """
        due = domain & Domain("shopify_tracking_due", "=", True)
        return self._work_off(
            due, self._tracking_updates, self._send_tracking, UPDATES_IN_A_REQUEST
        )

    def _tracking_updates(self, pickings):
        """Return (row id, update) of the fulfilments whose tracking is another one."""
        updates = []
        for picking in pickings:
            wanted = picking._shopify_tracking()
            for row in picking._shopify_rows() if wanted else ():
                if row.tracking_sent != wanted:
                    update = TrackingUpdate(row._gid(), wanted, picking._shopify_notifies())
                    updates.append((row.id, update))
        waiting = self._rows.browse(row_id for row_id, _update in updates).picking_id
        (pickings - waiting).shopify_tracking_due = False
        return updates

    def _send_tracking(self, updates):
        (outcomes,) = self._client.update_tracking([update for _id, update in updates])
        in_fresh_transaction(self._env, lambda: self._note_tracking(updates, outcomes))

    def _note_tracking(self, updates, outcomes):
        done = refused = self._rows
        for (row_id, update), outcome in zip(updates, outcomes, strict=True):
            row = self._rows.browse(row_id)
            if outcome.fulfillment:
                row.write({"tracking_sent": update.tracking, **_tracking_values(outcome)})
                done |= row
            elif outcome.refusals:
                told = "; ".join(outcome.refusals)
                self._note_problem(row.picking_id, FulfillmentError("tracking", told=told))
                refused |= row
        for picking in (done | refused).picking_id:
            # It may have got yet another number meanwhile.
            wanted = picking._shopify_tracking()
            left = picking._shopify_rows() - refused
            picking.shopify_tracking_due = any(row.tracking_sent != wanted for row in left)
        if done or refused:
            self._meter.count("write", changed=len(done), failed=len(refused))

    # === CANCEL === #

    def cancel(self, domain):
        """Take fulfilments back whose deliveries say so.

        :param domain: which deliveries to look after
        :return: whether all is done; False when the time was over
        """
        due = domain & Domain("shopify_fulfillment_state", "=", "to_cancel")
        return self._work_off(due, self._to_cancel, self._send_cancel, CALLS_IN_A_REQUEST)

    def _to_cancel(self, pickings):
        rows = [
            (row.id, row._gid(), picking) for picking in pickings for row in picking._shopify_rows()
        ]
        gone = pickings.browse().union(*(picking for *_row, picking in rows))
        self._note_cancelled(pickings - gone)
        orders = gone.shopify_order_id
        keys = [gid.make("Order", order.shopify_id) for order in orders]
        return [(row_id, key, keys) for row_id, key, _picking in rows]

    def _send_cancel(self, waiting):
        void = {
            one.id
            for page in self._client.shipping_orders(waiting[0][2])
            for order in page
            for one in order.fulfillments
            if one.status in VOID
        }
        keys = [key for _id, key, _orders in waiting if key not in void]
        outcomes = {}
        if keys:
            (answered,) = self._client.cancel_fulfillments(keys)
            outcomes = dict(zip(keys, answered, strict=True))
        in_fresh_transaction(self._env, lambda: self._note_cancel(waiting, outcomes))

    def _note_cancel(self, waiting, outcomes):
        pickings = self._env["stock.picking"]
        for row_id, key, _orders in waiting:
            row = self._rows.browse(row_id)
            outcome = outcomes.get(key)
            pickings |= row.picking_id
            if outcome is None or outcome.fulfillment:
                row.status = "CANCELLED"
            elif outcome.refusals:
                told = "; ".join(outcome.refusals)
                row.picking_id.shopify_fulfillment_state = "sent"
                self._note_problem(row.picking_id, FulfillmentError("not_cancelled", told=told))
        waiting = pickings.filtered(lambda one: one.shopify_fulfillment_state == "to_cancel")
        self._note_cancelled(waiting.filtered(lambda one: not one._shopify_rows()))

    def _note_cancelled(self, pickings):
        if not pickings:
            return
        self._notes.left_out(pickings, FulfillmentError("taken_back"))
        self._meter.count("write", changed=len(pickings))

    # === BOTH === #

    def _work_off(self, domain, gather, send, at_once):
        """Work off the deliveries of a domain, each once.

        :param gather: function of deliveries that returns what is to be sent
        :param send: function that sends a part of it, and notes the outcome
        :param at_once: how much is sent in one go
        :return: whether all is done; False when the time was over
        """
        if not self._shop.allow_changes:
            return True
        last = 0
        while ids := in_fresh_transaction(self._env, lambda n=last: self._next(domain, n)):
            last = ids[-1]
            pickings = self._env["stock.picking"].browse(ids)
            waiting = in_fresh_transaction(self._env, lambda p=pickings: gather(p))
            for chunk in split_every(at_once, waiting, list):
                send(chunk)
                if self._meter.should_stop():
                    return False
        return True

    def _next(self, domain, last):
        return (
            self._env["stock.picking"]
            .search(domain & Domain("id", ">", last), order="id", limit=PICKINGS_AT_ONCE)
            .ids
        )

    def _note_problem(self, picking, error):
        """Show what Shopify did not do about a fulfilment, which stays as it is."""
        picking.write(reason_values(self._env["shopify.explain"]._explain(error)))
        self._notes.skip(picking)


def _tracking_values(outcome):
    tracking = outcome.fulfillment.tracking_info
    return {
        "tracking_numbers": ", ".join(info.number for info in tracking if info.number),
        "tracking_company": tracking[0].company if tracking else False,
        "tracking_url": tracking[0].url if tracking else False,
    }
