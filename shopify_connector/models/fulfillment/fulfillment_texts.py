# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when a delivery is not fulfilled in Shopify (F3, F7, G7)."""

from odoo import api, models

from ..sync.explain import Explained, MappingError

# Values of a delivery that nothing is wrong with.
NOTHING_WRONG = {
    "shopify_fulfillment_code": False,
    "shopify_fulfillment_reason": False,
    "shopify_fulfillment_fix": False,
    "shopify_attempts": 0,
    "shopify_retry_at": False,
}


class FulfillmentError(MappingError):
    """Something about one delivery, or a line of it, keeps it from being fulfilled."""


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain(self, error):
        if isinstance(error, FulfillmentError):
            return self._from_texts(self._fulfillment_texts(), error)
        return super()._explain(error)

    @api.model
    def _explain_all(self, errors):
        """Explain several errors of one record in one text; the first says what it is called.

        :param errors: FulfillmentError entries
        :return: Explained
        """
        explained = [self._explain(error) for error in errors]
        messages = dict.fromkeys(one.message for one in explained)
        fixes = dict.fromkeys(one.fix for one in explained if one.fix)
        return Explained(explained[0].code, " ".join(messages), " ".join(fixes))

    @api.model
    def _fulfillment_texts(self):
        """Texts of what keeps deliveries from being fulfilled: {code: (message, fix)}."""
        again = self.env._("Nothing to do: the next sync of deliveries tries again.")
        nothing = self.env._("Nothing to do.")
        return {
            "unmapped": (
                self.env._("{line} left from {place}, which stands for no Shopify location."),
                self.env._(
                    "Choose its warehouse on a location under Configuration, Locations, or choose "
                    "Other places on the shop's page Deliveries. Then press Send to Shopify."
                ),
            ),
            "raised": (
                self.env._(
                    "{line}: more was delivered than Shopify has of it, which is {known}. It was "
                    "not fulfilled."
                ),
                self.env._(
                    "Edit the order in Shopify so that it has as many, then press Send to Shopify. "
                    "Or press Fulfil what is open."
                ),
            ),
            "cancelled": (
                self.env._("{line}: the order was cancelled in Shopify."),
                self.env._("Take the goods back, or sell them by a new order. Then leave it out."),
            ),
            "on_hold": (
                self.env._("{line}: Shopify holds {units} back: {detail}."),
                self.env._(
                    "Release the hold on the order's page in Shopify's admin; the next sync of "
                    "deliveries then fulfils it."
                ),
            ),
            "scheduled": (
                self.env._("{line}: Shopify has {units} scheduled for {detail}."),
                self.env._(
                    "It is fulfilled then, or as soon as you press Fulfill early on the order's "
                    "page in Shopify's admin."
                ),
            ),
            "elsewhere": (
                self.env._("{line}: {units} are to be shipped by {detail}, not by you."),
                self.env._(
                    "If you have shipped it yourself, have the location changed on the order's "
                    "page in Shopify's admin, then press Send to Shopify."
                ),
            ),
            "refused": (
                self.env._("Shopify refused the fulfilment: {told}"),
                self.env._("Look at the order in Shopify's admin, then press Send to Shopify."),
            ),
            "tracking": (
                self.env._("Shopify refused the tracking: {told}"),
                self.env._("Correct the carrier or the tracking number on the delivery."),
            ),
            "not_cancelled": (
                self.env._("Shopify did not cancel the fulfilment: {told}"),
                self.env._("Cancel it on the order's page in Shopify's admin."),
            ),
            "taken_back": (
                self.env._("You have had its fulfilment cancelled in Shopify."),
                self.env._("To have it fulfilled after all, press Send to Shopify."),
            ),
            "void": (
                self.env._("{names} was cancelled in Shopify."),
                self.env._(
                    "If the goods have left, press Send to Shopify. If not, return the delivery."
                ),
            ),
            "by_hand": (
                self.env._("You have left it out."),
                self.env._("To have it fulfilled after all, press Send to Shopify."),
            ),
            "nothing": (
                self.env._("Nothing in it was ordered in Shopify."),
                nothing,
            ),
            "incomplete": (
                self.env._("Nothing of it is complete yet: a kit counts when all of it is there."),
                self.env._("Nothing to do: it is fulfilled with the delivery that completes it."),
            ),
            "returned": (
                self.env._("Goods that came back, and what replaces them, are not fulfilled."),
                nothing,
            ),
            "order_gone": (
                self.env._("Shopify no longer has the order."),
                self.env._("Leave it out."),
            ),
            "ill": (
                self.env._("Shopify's answer on the order can't be read: {told}"),
                self.env._("If it stays so, report it with this text."),
            ),
            "would_send": (
                self.env._("It would be fulfilled in Shopify, but changes there are off."),
                self.env._("Switch on Allow changes in Shopify, on the shop's page Advanced."),
            ),
            "again": (self.env._("It is not known yet what became of its fulfilment."), again),
        }
