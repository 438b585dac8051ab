# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify knows of deliveries of its orders (F1-F7)."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules.fulfillment_tracking import tracking
from ...shopify.fulfillments import tracking_input
from ..shop.shop_sync import SYNCING
from .fulfillment_notes import reason_values
from .fulfillment_texts import NOTHING_WRONG, FulfillmentError
from .order_fulfillment import DUE_STATES, VOID

# Carriers whose tracking link is a pattern that their form shows.
PATTERN_TYPES = ("fixed", "base_on_rule")
TRACKING_FIELDS = {"carrier_tracking_ref", "carrier_id"}


class StockPicking(models.Model):
    _inherit = "stock.picking"

    shopify_shop_id = fields.Many2one(
        related="shopify_order_id.shop_id", store=True, index="btree_not_null"
    )
    shopify_fulfillment_state = fields.Selection(
        [
            ("to_send", "To be sent"),
            ("sent", "Fulfilled"),
            ("partly", "Fulfilled in part"),
            ("error", "Not fulfilled"),
            ("known", "Fulfilled by Shopify"),
            ("from_shopify", "Shipped by Shopify"),
            ("to_cancel", "To be cancelled"),
            ("left_out", "Left out"),
        ],
        string="In Shopify",
        compute="_compute_shopify_fulfillment_state",
        store=True,
        readonly=True,
        copy=False,
        help="To be sent: Shopify is not told yet.\n"
        "Fulfilled: Shopify has a fulfilment of it.\n"
        "Fulfilled in part, Not fulfilled: something is in the way; it says what.\n"
        "Fulfilled by Shopify: Shopify had it fulfilled already, nothing was sent.\n"
        "Shipped by Shopify: delivered here because Shopify had shipped it.\n"
        "To be cancelled: its fulfilment is to be cancelled in Shopify.\n"
        "Left out: nothing is sent.",
    )
    shopify_fulfillment_code = fields.Char(readonly=True, copy=False)
    shopify_fulfillment_reason = fields.Char(string="Why", readonly=True, copy=False)
    shopify_fulfillment_fix = fields.Char(string="What to do", readonly=True, copy=False)
    shopify_attempts = fields.Integer(readonly=True, copy=False)
    shopify_retry_at = fields.Datetime(string="Next attempt", readonly=True, copy=False)
    shopify_fulfil_open = fields.Boolean(
        readonly=True,
        copy=False,
        help="What Shopify has open is fulfilled, though more was delivered than it has, or it has "
        "fulfilled as much itself.",
    )
    shopify_tracking_due = fields.Boolean(string="Tracking to be sent", readonly=True, copy=False)
    shopify_notify = fields.Selection(
        [("yes", "Yes"), ("no", "No")],
        string="Notify customer",
        copy=False,
        help="Whether Shopify tells the buyer that the goods are on their way. Empty: as the shop "
        "is set.",
    )
    shopify_fulfillment_ids = fields.One2many(
        "shopify.order.fulfillment", "picking_id", string="Fulfilments", readonly=True
    )

    _shopify_due_index = models.Index(
        "(shopify_shop_id, shopify_order_id) "
        "WHERE shopify_fulfillment_state IN ('to_send', 'partly', 'error', 'to_cancel')"
    )
    _shopify_tracking_index = models.Index("(shopify_shop_id) WHERE shopify_tracking_due")

    # === COMPUTE METHODS === #

    @api.depends("state", "shopify_order_id")
    def _compute_shopify_fulfillment_state(self):
        """A delivery is to be sent as soon as it is done, once."""
        for picking in self:
            state = picking.shopify_fulfillment_state
            if not state and picking.state == "done" and picking._is_for_shopify():
                state = "to_send"
            picking.shopify_fulfillment_state = state

    def _is_for_shopify(self):
        """Tell whether a delivery brings a Shopify order's goods to the buyer; returns and what
        only moves goods within the warehouse do not."""
        return self.shopify_shop_id.send_fulfillments and any(
            move._is_outgoing() for move in self.move_ids
        )

    # === CRUD === #

    def write(self, vals):
        result = super().write(vals)
        if SYNCING not in self.env.context and not TRACKING_FIELDS.isdisjoint(vals):
            sent = self.filtered(lambda one: one.shopify_fulfillment_state in ("sent", "partly"))
            if sent:
                sent.shopify_tracking_due = True
                self.env["shopify.shop"]._note_deliveries(sent)
        return result

    # === ACTIONS === #

    def action_shopify_fulfil(self):
        """Send done deliveries to Shopify now, also those that were refused or left out, and show
        the run (F1, F7). Callable over XML-RPC.

        :return: a window action on the run, or the runs
        :raises UserError: if one is no done delivery of a Shopify order
        """
        return self._shopify_send()

    def action_shopify_fulfil_open(self):
        """Send done deliveries to Shopify although more was delivered than it has, or it has
        fulfilled as much itself: what it has open is fulfilled (O19, F7). Callable over XML-RPC.

        :return: a window action on the run, or the runs
        """
        return self._shopify_send(shopify_fulfil_open=True)

    def action_shopify_leave_out(self):
        """Leave deliveries out: Shopify is not told of them. Callable over XML-RPC.

        :return: True
        """
        self._check_shopify_rights()
        explained = self.env["shopify.explain"]._explain(FulfillmentError("by_hand"))
        pickings = self.sudo().filtered(lambda one: one.shopify_fulfillment_state in DUE_STATES)
        pickings.write(
            {
                **NOTHING_WRONG,
                "shopify_fulfillment_state": "left_out",
                **reason_values(explained),
            }
        )
        for shop in pickings.shopify_shop_id:
            self.env["shopify.sync.skip"]._resolve(
                shop, "fulfillments", [picking._shopify_skip_id() for picking in pickings]
            )
        return True

    def action_shopify_cancel(self):
        """Cancel the fulfilments of deliveries in Shopify: their goods never reached the buyer.
        Callable over XML-RPC.

        :return: a window action on the run, or the runs
        :raises UserError: if one has no fulfilment
        """
        self._check_shopify_rights()
        pickings = self.sudo()
        for picking in pickings:
            if not picking._shopify_rows():
                raise UserError(
                    self.env._("%s has no fulfilment in Shopify to cancel.", picking.name)
                )
        pickings.write({"shopify_fulfillment_state": "to_cancel"})
        return pickings._shopify_queue()

    # === BUSINESS METHODS === #

    def _check_shopify_rights(self):
        self.check_access("write")
        self.shopify_order_id.check_access("write")

    def _shopify_send(self, **values):
        self._check_shopify_rights()
        pickings = self.sudo()
        pickings.shopify_shop_id._ensure_fulfillments_are_sent()
        for picking in pickings:
            is_delivery = picking.state == "done" and picking._is_for_shopify()
            if not is_delivery or picking.shopify_fulfillment_state == "from_shopify":
                raise UserError(
                    self.env._(
                        "%s is no done delivery of a Shopify order, or Shopify shipped it itself: "
                        "there is nothing to tell.",
                        picking.name,
                    )
                )
        pickings.write({"shopify_fulfillment_state": "to_send", **NOTHING_WRONG, **values})
        return pickings._shopify_queue()

    def _shopify_queue(self):
        """Queue a sync of these deliveries in each of their shops."""
        runs = self.env["shopify.sync.run"]
        for shop, own in self.grouped("shopify_shop_id").items():
            runs |= shop._queue_run("fulfillments", "button", {"picking_ids": own.ids})
        return runs._show()

    def _shopify_rows(self):
        """Return the fulfilments that Shopify has made of these deliveries and that stand."""
        return self.shopify_fulfillment_ids.filtered(
            lambda row: row.from_odoo and row.status not in VOID
        )

    def _shopify_notifies(self):
        """Tell whether Shopify is to notify the buyer (F5)."""
        self.ensure_one()
        if self.shopify_notify:
            return self.shopify_notify == "yes"
        return self.shopify_shop_id.notify_customers

    def _shopify_tracking(self):
        """Return what Shopify is told to track the delivery by (F4), None if there is nothing."""
        self.ensure_one()
        carrier = self.carrier_id
        pattern = carrier.tracking_url if carrier.delivery_type in PATTERN_TYPES else ""
        found = tracking(
            carrier._shopify_company(),
            self.carrier_tracking_ref or "",
            self.carrier_tracking_url or "",
            pattern or "",
        )
        return tracking_input(found.company, found.numbers, found.urls)

    def _shopify_skip_id(self):
        """Return the key under which a delivery that is not sent is listed."""
        self.ensure_one()
        return f"{self.shopify_order_id.shopify_id}/{self.id}"
