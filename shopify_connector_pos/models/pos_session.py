# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A session is closed with the customers of its orders known (S7)."""

from odoo import models
from odoo.exceptions import UserError


class PosSession(models.Model):
    _inherit = "pos.session"

    def _validate_session(self, *args, **kwargs):
        """Take the customers of the session's orders over before its sales are booked (S7)."""
        self._take_over_customers()
        return super()._validate_session(*args, **kwargs)

    def _take_over_customers(self):
        """Take the customers over that the session's orders still wait for.

        :raises UserError: if a debt would be booked on nobody
        """
        orders = self.order_ids.filtered(
            lambda order: order.pending_customer_uuid and not order.partner_id
        )
        pending = self.env["pos.pending.customer"].sudo()
        waiting = pending._locked(orders.mapped("pending_customer_uuid")).values()
        pending.union(*waiting).filtered(lambda each: each.state == "waiting")._take_over_each()
        for order in orders.filtered(lambda order: not order.partner_id):
            if any(order.payment_ids.payment_method_id.mapped("split_transactions")):
                customer = pending.search([("uuid", "=", order.pending_customer_uuid)])
                raise UserError(
                    self.env._(
                        "%(order)s is owed by %(customer)s, who is not known yet: %(reason)s Open "
                        "Customers made at tills, and settle it there.",
                        order=order.name,
                        customer=customer.display_name or "",
                        reason=customer.error or "",
                    )
                )
