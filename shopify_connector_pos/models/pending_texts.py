# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when a customer of a till can't be taken over (S10)."""

from odoo import api, models
from odoo.addons.shopify_connector.models.sync.explain import MappingError


class StoreCustomerError(MappingError):
    """A customer of a till stays as it is. ``field`` tells the part of the dialog."""

    def __init__(self, code, field="", **params):
        super().__init__(code, **params)
        self.field = field


def unreadable(error):
    """Return what a MalformedCustomer means to a person: a StoreCustomerError."""
    return StoreCustomerError(error.code, **error.params)


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain(self, error):
        if isinstance(error, StoreCustomerError):
            reason = error.params.get("reason")
            error.params["why"] = self._store_phone_reasons().get(reason, "")
            return self._from_texts(self._store_customer_texts(), error)
        return super()._explain(error)

    @api.model
    def _store_customer_texts(self):
        """Texts of customers that were not taken over: {code: (message, fix)}."""
        return {
            "no_name": (
                self.env._("The customer has no name."),
                self.env._("Enter a name, then try again."),
            ),
            "invalid_email": (
                self.env._("{value} is no email address."),
                self.env._("Correct it, or leave it empty, then try again."),
            ),
            "invalid_phone": (
                self.env._("{value} is no phone number{why}."),
                self.env._("Correct it, or leave it empty, then try again."),
            ),
            "ambiguous_customer": (
                self.env._("Several customers have {value}: {candidates}."),
                self.env._(
                    "Choose which one it is, or make a new one. If they are one and the same, "
                    "merge them, then try again."
                ),
            ),
            "malformed_customer": (
                self.env._("The till sent data that can't be read: {field}."),
                self.env._("Choose the customer, or enter it anew at the till."),
            ),
        }

    @api.model
    def _store_phone_reasons(self):
        return {
            "several_numbers": self.env._(": it looks like several"),
            "no_country": self.env._(": it has no country code, and the address no country"),
            "unknown_country_code": self.env._(": there is no such country code"),
            "too_short": self.env._(": it is too short"),
            "too_long": self.env._(": it is too long"),
            "no_area_code": self.env._(": the area code is missing"),
            "not_assigned": self.env._(": there are no such numbers in that country"),
        }
