# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Send fulfilments to Shopify: each stored before it is sent, none sent twice (F2, F7)."""

from odoo import fields
from odoo.tools import split_every

from ...rules.fulfillment_refusal import has_changed
from ...shopify.fulfillments import CALLS_IN_A_REQUEST
from ..sync.transaction import in_fresh_transaction
from .fulfillment_notes import keep_made, reason_values
from .fulfillment_settle import follow_up_later
from .fulfillment_texts import FulfillmentError


class FulfillmentSending:
    """Sends planned fulfilments.

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
        self._calls = shop.env["shopify.fulfillment.call"]

    def send(self, shipments, is_last=False):
        """Send fulfilments.

        :param list shipments: field values of the calls
        :param bool is_last: whether an order that changes in Shopify meanwhile is not tried again
        :return: ids of the orders that have changed meanwhile; None when the time was over
        """
        if not self._shop.allow_changes:
            in_fresh_transaction(self._env, lambda: self._hold_back(shipments))
            return []
        again = set()
        # What is left of a delivery counts as under way, so that it is not done with too early.
        left = [values["picking_id"] for values in shipments]
        for chunk in split_every(CALLS_IN_A_REQUEST, shipments, list):
            left = left[len(chunk) :]
            calls = in_fresh_transaction(self._env, lambda c=chunk: self._store(c))
            requests = [request for _id, request in calls]
            outcomes = [one for part in self._client.fulfil(requests) for one in part]
            sent = [call_id for call_id, _request in calls]
            again |= in_fresh_transaction(
                self._env,
                lambda s=sent, o=outcomes, w=set(left): self._note(s, o, w, is_last),
            )
            if self._meter.should_stop():
                return None
        return sorted(again)

    def _store(self, chunk):
        return [(call.id, call._request()) for call in self._calls._store(chunk)]

    def _hold_back(self, shipments):
        """List what would be sent, while changes in Shopify are off (G13)."""
        pickings = self._env["stock.picking"].browse(
            dict.fromkeys(values["picking_id"] for values in shipments)
        )
        explained = self._env["shopify.explain"]._explain(FulfillmentError("would_send"))
        pickings.write(reason_values(explained))
        self._notes.skip(pickings)
        if pickings:
            self._meter.count("write", skipped=len(pickings))

    # === NOTE === #

    def _note(self, ids, outcomes, under_way, is_last):
        """Keep what became of calls.

        :param list ids: of the calls
        :param outcomes: the client's FulfillmentOutcome of each
        :param set under_way: ids of deliveries that have calls still to be sent
        :return: ids of orders that are to be read again
        """
        calls = self._calls.browse(ids)
        pairs = list(zip(calls, outcomes, strict=True))
        lost = calls.browse(call.id for call, outcome in pairs if outcome.is_unknown)
        keep_made(
            self._env,
            [(call, outcome.fulfillment) for call, outcome in pairs if outcome.fulfillment],
        )
        again = self._env["shopify.order"]
        for call, outcome in pairs:
            if not outcome.refusals:
                continue
            if not is_last and any(map(has_changed, outcome.refusals)):
                again |= call.order_id
            else:
                told = "; ".join(outcome.refusals)
                self._notes.problem(call.picking_id, FulfillmentError("refused", told=told))
        pickings = calls.picking_id
        again -= lost.order_id
        waiting = pickings.browse(under_way) | lost.picking_id
        waiting |= pickings.filtered(lambda one: one.shopify_order_id in again)
        tracking = {
            call.picking_id: call.tracking for call, outcome in pairs if outcome.fulfillment
        }
        (calls - lost).unlink()
        if lost:
            lost.lost_at = fields.Datetime.now()
            follow_up_later(self._shop)
        self._notes.finish(pickings - waiting)
        for picking, sent in tracking.items():
            # A number that was added while the fulfilment was under way.
            if (picking._shopify_tracking() or False) != (sent or False):
                picking.shopify_tracking_due = True
        return set(again.ids)
