# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What becomes of deliveries, kept on them: fulfilled, or why not (F7, G7)."""

from collections import Counter, defaultdict

from odoo import fields

from ...rules.retry_pause import next_attempt
from ..sync.fast_rows import insert_rows
from ..sync.moments import utc_naive
from .fulfillment_texts import NOTHING_WRONG, FulfillmentError


class DeliveryNotes:
    """Gathers what keeps deliveries from being fulfilled, and notes what became of them.

    :param shop: the shop record
    :param meter: the run's Meter
    """

    def __init__(self, shop, meter):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._problems = defaultdict(list)
        self._brought = {}
        self._elsewhere = set()

    # === GATHER === #

    def begin(self, pickings, deliveries, elsewhere):
        """Forget what was gathered of deliveries that are planned anew, and keep what they brought.

        :param list deliveries: Delivery entries, of these deliveries and others of their orders
        :param elsewhere: ids of those of which Shopify has fulfilled some itself
        """
        for picking in pickings:
            self._problems.pop(picking.id, None)
        for delivery in deliveries:
            self._brought[delivery.key] = any(line.quantity for line in delivery.lines)
        self._elsewhere |= elsewhere

    def problem(self, pickings, error):
        """Gather why deliveries are not, or not all, fulfilled.

        :param FulfillmentError error: the reason
        """
        for picking in pickings:
            self._problems[picking.id].append(error)

    # === NOTE === #

    def finish(self, pickings):
        """Note what became of deliveries of which nothing is under way any more."""
        if not pickings:
            return
        sent = pickings.filtered(lambda one: one._shopify_rows())
        counts = Counter()
        by_state = defaultdict(pickings.browse)
        for picking in pickings:
            state = self._state(picking, picking in sent)
            by_state[state] |= picking
            counts[_COUNTED[state]] += 1
        for state, own in by_state.items():
            if state in ("partly", "error"):
                self._note_problems(own, state)
            else:
                self._note_done(own, state)
        if counts:
            self._meter.count("write", **counts)

    def _state(self, picking, is_sent):
        if self._problems.get(picking.id):
            return "partly" if is_sent else "error"
        if is_sent:
            return "sent"
        if picking.id not in self._brought:
            return "nothing"
        if picking.id in self._elsewhere:
            return "known"
        return "returned" if self._brought[picking.id] else "incomplete"

    def _note_done(self, pickings, state):
        if state in ("sent", "known"):
            pickings.write({"shopify_fulfillment_state": state, **NOTHING_WRONG})
        else:
            self.left_out(pickings, FulfillmentError(state))
        self._env["shopify.sync.skip"]._resolve(
            self._shop, "fulfillments", [picking._shopify_skip_id() for picking in pickings]
        )

    def left_out(self, pickings, error):
        """Note that nothing of deliveries is sent, and why."""
        pickings.write(
            {
                **NOTHING_WRONG,
                "shopify_fulfillment_state": "left_out",
                **reason_values(self._env["shopify.explain"]._explain(error)),
            }
        )

    def _note_problems(self, pickings, state):
        now = fields.Datetime.now()
        for picking in pickings:
            explained = self._env["shopify.explain"]._explain_all(self._problems[picking.id])
            attempts = picking.shopify_attempts + 1
            picking.write(
                {
                    "shopify_fulfillment_state": state,
                    **reason_values(explained),
                    "shopify_attempts": attempts,
                    "shopify_retry_at": next_attempt(
                        attempts, now, self._env["shopify.order"]._jitter()
                    ),
                }
            )
        self.skip(pickings)

    def skip(self, pickings):
        """List deliveries that are not sent, with the reason they have."""
        rows = [
            {
                "shopify_id": picking._shopify_skip_id(),
                "name": f"{picking.shopify_order_number} {picking.name}",
                "res_model": picking._name,
                "res_id": picking.id,
                "code": picking.shopify_fulfillment_code,
                "reason": picking.shopify_fulfillment_reason,
                "fix": picking.shopify_fulfillment_fix,
            }
            for picking in pickings
        ]
        self._env["shopify.sync.skip"]._note(self._shop, "fulfillments", rows, self._meter.run)


_COUNTED = {
    "sent": "new",
    "known": "unchanged",
    "nothing": "skipped",
    "incomplete": "skipped",
    "returned": "skipped",
    "partly": "failed",
    "error": "failed",
}


def reason_values(explained):
    """Return the field values of a delivery that say why it is as it is.

    :param explained: Explained
    """
    return {
        "shopify_fulfillment_code": explained.code,
        "shopify_fulfillment_reason": explained.message,
        "shopify_fulfillment_fix": explained.fix,
    }


def keep_made(env, made):
    """Keep fulfilments that Shopify has made of calls; the order sync may have been faster.

    :param list made: (call, the client's fulfilment)
    """
    if not made:
        return
    orders = env["shopify.order"].union(*(call.order_id for call, _made in made))
    # Whoever stages one of these orders at the same time has to start again, and sees the rows.
    orders.write({"fulfillment_sent_at": fields.Datetime.now()})
    rows = env["shopify.order.fulfillment"]
    values = [_row_values(call, fulfillment) for call, fulfillment in made]
    insert_rows(rows, values, or_skip=True)
    orders.invalidate_recordset(["fulfillment_ids"], flush=False)
    env["stock.picking"].invalidate_model(["shopify_fulfillment_ids"], flush=False)
    known = rows.search(
        [
            ("order_id", "in", orders.ids),
            ("shopify_id", "in", [each["shopify_id"] for each in values]),
        ]
    ).grouped(lambda row: (row.order_id.id, row.shopify_id))
    for each in values:
        row = known[each["order_id"], each["shopify_id"]]
        if not row.from_odoo:
            row.write({name: each[name] for name in ("picking_id", "from_odoo", "tracking_sent")})


def _row_values(call, fulfillment):
    tracking = fulfillment.tracking_info
    return {
        "order_id": call.order_id.id,
        "shopify_id": fulfillment.id.rpartition("/")[2],
        "name": fulfillment.name,
        "status": fulfillment.status,
        "created_at": utc_naive(fulfillment.created_at),
        "location_name": fulfillment.location.name if fulfillment.location else False,
        "location_shopify_id": fulfillment.location.id if fulfillment.location else False,
        "tracking_numbers": ", ".join(info.number for info in tracking if info.number),
        "tracking_company": tracking[0].company if tracking else False,
        "tracking_url": tracking[0].url if tracking else False,
        "quantities": call.units,
        "picking_id": call.picking_id.id,
        "from_odoo": True,
        "tracking_sent": call.tracking or False,
    }
