# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads of differences, of their remedies, and of why a remedy does not work (O24)."""

from odoo import api, models

from ..sync.explain import MappingError


class HealingProblem(MappingError):
    """A difference that can't be healed as it stands."""


class ShopifyReconciliationRow(models.Model):
    _inherit = "shopify.reconciliation.row"

    @api.model
    def _reasons(self):
        return [
            ("not_imported", self.env._("The order is not in Odoo.")),
            ("no_document", self.env._("The order waits: it has no sale order.")),
            ("not_read_again", self.env._("The order was changed in Shopify since it was read.")),
            ("second_order", self.env._("A second sale order has the order's number.")),
            ("other_total", self.env._("The sale order has another total.")),
            ("cancelled_there", self.env._("The order is cancelled in Shopify, and not in Odoo.")),
            ("cancelled_here", self.env._("The order is cancelled in Odoo, and not in Shopify.")),
            ("deleted_there", self.env._("The order was deleted in Shopify.")),
            ("no_credit_note", self.env._("The refund has no credit note.")),
            ("draft_credit_note", self.env._("The refund's credit note is a draft.")),
            ("other_credit", self.env._("The refund's credit note has another amount.")),
            (
                "second_credit_note",
                self.env._("A second credit note has the amount of a refund that is credited."),
            ),
            ("no_refund_there", self.env._("Shopify has no refund for the credit note.")),
            ("not_registered", self.env._("The payment is not registered.")),
            ("other_payment", self.env._("The registered payment has another amount.")),
            ("paid_twice", self.env._("More is registered than was paid.")),
            ("no_payment_there", self.env._("Shopify knows nothing of the registered payment.")),
        ]

    @api.model
    def _remedies(self):
        return [
            ("import", self.env._("Import the order")),
            ("create_documents", self.env._("Create documents")),
            ("cancel_order", self.env._("Cancel the sale order")),
            ("reopen_order", self.env._("Reopen the sale order")),
            ("apply_changes", self.env._("Apply Shopify's changes")),
            ("reimport", self.env._("Re-import the quotation")),
            ("create_credit_note", self.env._("Create the credit note")),
            ("post_credit_note", self.env._("Post the credit note")),
            ("cancel_credit_note", self.env._("Cancel the credit note")),
            ("register_payment", self.env._("Register the payment")),
            ("replace_payment", self.env._("Register the payment anew")),
            ("cancel_payment", self.env._("Cancel the payment")),
            ("open_in_odoo", self.env._("Look at it in Odoo")),
            ("open_in_shopify", self.env._("Settle it in Shopify")),
        ]


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain(self, error):
        if isinstance(error, HealingProblem):
            return self._from_texts(self._healing_texts(), error)
        return super()._explain(error)

    @api.model
    def _healing_texts(self):
        """Texts of what keeps a difference from being healed: {code: (message, fix)}."""
        return {
            "heal_delivered": (
                self.env._("Goods of {sale} are delivered already."),
                self.env._("Take them back with a return, then cancel the order."),
            ),
            "heal_invoiced": (
                self.env._("{sale} is invoiced already: {invoices}."),
                self.env._("Make a credit note for it, then cancel the order."),
            ),
            "heal_locked": (
                self.env._("{sale} is locked."),
                self.env._("Unlock it, then try again."),
            ),
            "heal_matched": (
                self.env._("The payment {payment} is matched with a bank statement."),
                self.env._("Undo the matching in Accounting, or accept the difference."),
            ),
            "heal_elsewhere": ("{error}", "{fix}"),
            "heal_gone": (
                self.env._("What the difference is about is not there any more."),
                self.env._("Press Check again."),
            ),
            "heal_not_listed": (
                self.env._("{shop} does not take the order any more."),
                self.env._(
                    "See which orders the shop takes, on its page Orders, or accept the difference."
                ),
            ),
            "heal_still": (
                self.env._("It was done, and both sides still differ."),
                self.env._("Open the order to see why; Check again looks once more."),
            ),
            "heal_by_hand": (
                self.env._("This is for a person to look at."),
                self.env._("Open it with its button, settle it, then press Check again."),
            ),
        }
