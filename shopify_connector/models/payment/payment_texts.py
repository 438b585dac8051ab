# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when a payment can't be registered, and how to put it right (O13)."""

from odoo import api, models


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _order_texts(self):
        change_journal = self.env._(
            "Choose another journal for {method} under Configuration, Payment methods. The order "
            "is tried again by itself."
        )
        return {
            **super()._order_texts(),
            "payment_unmapped": (
                self.env._("No journal is set for payments by {method}."),
                self.env._(
                    "Choose its journal under Configuration, Payment methods, or switch Register "
                    "off there. The order is tried again by itself."
                ),
            ),
            "payment_journal_archived": (
                self.env._("The journal {journal} of {method} is archived."),
                change_journal,
            ),
            "payment_journal_company": (
                self.env._("The journal {journal} of {method} is not one of {company}."),
                change_journal,
            ),
            "payment_journal_currency": (
                self.env._(
                    "The payment by {method} is in {currency}, but the journal {journal} is kept "
                    "in {other}."
                ),
                change_journal,
            ),
            "payment_no_method": (
                self.env._("The journal {journal} has no payment method for {method}."),
                self.env._(
                    "Add a method for incoming and for outgoing payments to the journal, and "
                    "choose them under Configuration, Payment methods."
                ),
            ),
            "payment_in_closed_period": (
                self.env._(
                    "The payment by {method} is of {day}, and the books are closed until {locked}."
                ),
                self.env._(
                    "Open the period (Accounting, Lock dates) and press Create documents, or press "
                    "Leave out on the transaction and book it by hand."
                ),
            ),
            "payment_documents_differ": (
                self.env._("The order's invoices are in several currencies: {currencies}."),
                self.env._(
                    "Reset the one that was changed to draft, choose the order's currency and post "
                    "it again; or register its payments by hand."
                ),
            ),
            "payment_other_currency": (
                self.env._(
                    "The order's invoice is in {currencies}, its payments are in {expected}."
                ),
                self.env._(
                    "Reset the invoice to draft, choose the order's currency and post it again; or "
                    "register the payments by hand."
                ),
            ),
        }
