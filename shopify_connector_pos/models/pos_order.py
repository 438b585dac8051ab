# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Orders bring their customer along, so that none ever loses it (S7)."""

import logging

from odoo import api, fields, models
from odoo.addons.shopify_connector.models.sync.transaction import QUIET
from odoo.addons.shopify_connector.rules.store_customer import MalformedCustomer, read_customer

_logger = logging.getLogger(__name__)


class PosOrder(models.Model):
    _inherit = "pos.order"

    pending_customer_uuid = fields.Char(
        string="GUID of the customer",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Under which the till has made the customer of this order.",
    )
    invoice_when_known = fields.Boolean(
        readonly=True,
        copy=False,
        help="An invoice is made as soon as the customer has been taken over.",
    )

    preferred_receipt_sent = fields.Boolean(
        readonly=True,
        copy=False,
        help="The receipt was sent by email, as the customer prefers it.",
    )

    # === BUSINESS METHODS === #

    def send_preferred_receipt(self, image, basic_image=None):
        """Email the receipt to a customer who prefers it so (S5). Safe to repeat: it goes once.

        Callable over XML-RPC by users of the point of sale.

        :param str image: the receipt as a JPEG, in base64
        :param str basic_image: the receipt without prices, if the store makes one
        :return: whether it was sent now
        """
        self.ensure_one()
        self.check_access("write")
        self.lock_for_update()
        partner = self.partner_id
        if self.preferred_receipt_sent or partner.receipt_preference not in ("email", "both"):
            return False
        if not partner.email:
            return False
        self.preferred_receipt_sent = True
        self.action_send_receipt(partner.email, image, basic_image)
        return True

    @api.model
    def _process_order(self, order, existing_order):
        """Take the customer in that an order brings along, in the order's own transaction."""
        self._resolve_pending_customer(order)
        return super()._process_order(order, existing_order)

    @api.model
    def _resolve_pending_customer(self, order):
        """Set the partner of an order whose customer was made at the till.

        Where the order can't do without it, for an invoice or a debt, the customer is taken over
        now; if that fails, the sale goes through all the same, and the invoice follows (S10).

        :param dict order: what the till sent; it is changed
        """
        told = order.pop("pending_customer", None)
        guid = order.get("pending_customer_uuid")
        if not guid:
            return
        pending = self._take_in_customer(order, guid, told)
        if pending and pending.state == "waiting":
            if self._needs_customer_now(order):
                pending._take_over_each()
            if pending.state == "waiting":
                self.sudo().env.ref("shopify_connector_pos.cron_take_over")._trigger()
        if pending.partner_id:
            order["partner_id"] = pending.partner_id.id
        elif not order.get("partner_id"):
            order["partner_id"] = False
            order["invoice_when_known"] = bool(order.get("to_invoice"))
            order["to_invoice"] = False

    @api.model
    def _take_in_customer(self, order, guid, told):
        store = self.env["pos.session"].browse(order["session_id"]).config_id
        pending_customers = self.env["pos.pending.customer"].sudo()
        if isinstance(told, dict) and told.get("uuid") == guid:
            try:
                return pending_customers._take_in(store, [read_customer(told)])[guid]
            except MalformedCustomer as error:
                _logger.warning("Order %s: unreadable customer: %s", order.get("uuid"), error)
        return pending_customers._locked([guid]).get(guid, pending_customers)

    @api.model
    def _needs_customer_now(self, order):
        methods = self.env["pos.payment.method"].browse(
            command[2]["payment_method_id"]
            for command in order.get("payment_ids") or ()
            if len(command) > 2 and isinstance(command[2], dict)
        )
        return order.get("to_invoice") or any(methods.mapped("split_transactions"))

    def _give_partners(self, settled):
        """Give orders the partners that their customers have become, and invoice what waited.

        :param settled: ``pos.pending.customer`` records that were taken over
        """
        partners = {pending.uuid: pending.partner_id for pending in settled}
        orders = self.search(
            [("pending_customer_uuid", "in", list(partners)), ("partner_id", "=", False)]
        )
        for order in orders.with_context(**QUIET):
            partner = partners[order.pending_customer_uuid]
            order.partner_id = partner
            order.picking_ids.partner_id = partner
        for order in orders.filtered("invoice_when_known"):
            order._invoice_at_last()

    def _invoice_at_last(self):
        """Make the invoice that the customer has asked for; a sale is never undone for it."""
        try:
            with self.env.cr.savepoint():
                self.write({"to_invoice": True, "invoice_when_known": False})
                if self.state in ("paid", "done"):
                    self.with_company(self.company_id)._generate_pos_order_invoice()
        except Exception as error:
            reason = self.env["shopify.explain"]._sentence(error)
            self.message_post(body=self.env._("No invoice could be made: %s", reason))
