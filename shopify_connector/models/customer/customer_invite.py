# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Invite a customer to its account in the shop (C13)."""

from odoo import fields, models
from odoo.exceptions import UserError

from ...shopify import documents, gid
from ...shopify.errors import OutcomeUnknown, UserErrors


class ShopifyCustomer(models.Model):
    _inherit = "shopify.customer"

    invited_at = fields.Datetime(
        string="Last invited", readonly=True, copy=False, help="When the invite was sent from here."
    )

    # === ACTIONS === #

    def action_send_invite(self):
        """Let Shopify send its account invite to the customer. Callable over XML-RPC (C13).

        :return: True
        :raises UserError: if it was invited already, can't be invited, or Shopify refuses
        """
        self.ensure_one()
        if self.state == "INVITED":
            raise UserError(
                self.env._(
                    "%s has been invited already. Press Send invite again to send another email.",
                    self.name,
                )
            )
        return self._invite()

    def action_send_invite_again(self):
        """Let Shopify send another invite to a customer that has got one. Callable over XML-RPC.

        :return: True
        :raises UserError: if it can't be invited, or Shopify refuses
        """
        self.ensure_one()
        return self._invite()

    # === BUSINESS METHODS === #

    def _invite(self):
        self.check_access("write")
        if obstacle := self._invite_obstacle():
            raise UserError(obstacle)
        with self.shop_id._asking_shopify() as client:
            try:
                answer = client.execute(
                    documents.CUSTOMER_INVITE,
                    {"customerId": gid.make("Customer", self.shopify_id)},
                )
            except OutcomeUnknown as error:
                raise UserError(
                    self.env._(
                        "Shopify's answer was lost: %s may have got the invite or not. Look at the "
                        "customer in Shopify before you send it again.",
                        self.name,
                    )
                ) from error
            except UserErrors as error:
                raise UserError(self._invite_refused(error)) from error
        customer = answer["customerSendAccountInviteEmail"]["customer"]
        self.sudo().write({"state": customer["state"], "invited_at": fields.Datetime.now()})
        return True

    def _invite_refused(self, error):
        return self.env._(
            "Shopify did not send the invite to %(name)s: %(why)s Check in Shopify's settings that "
            "customer accounts with a password are on, and that the customer has none yet.",
            name=self.name,
            why=" ".join(refusal.message for refusal in error.errors),
        )

    def _invite_obstacle(self):
        """Say why the customer can't be invited; an empty text if it can."""
        if self.removed:
            return self.env._("%s is no longer in Shopify.", self.name)
        if not self.email:
            return self.env._(
                "%s has no email in Shopify, so no invite can be sent. Add one there, or on the "
                "partner, and sync the customers.",
                self.name,
            )
        if self.state == "ENABLED":
            return self.env._(
                "%s has an account already: there is nothing to invite to.", self.name
            )
        if self.state == "DECLINED":
            return self.env._(
                "%s has declined the invite. Only Shopify's own page of the customer can send "
                "another one.",
                self.name,
            )
        return ""
