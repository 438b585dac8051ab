# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when a change in Shopify can't be carried over to an Odoo order (O18)."""

from odoo import api, models

from ..sync.explain import MappingError


class EditProblem(MappingError):
    """A change of an order that Odoo does not allow, or that only a person can make."""


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain(self, error):
        if isinstance(error, EditProblem):
            return self._from_texts(self._order_edit_texts(), error)
        return super()._explain(error)

    @api.model
    def _order_edit_texts(self):
        """Texts of what keeps a change from an Odoo order: {code: (message, fix)}."""
        return {
            "edit_locked": (
                self.env._("The order is locked."),
                self.env._("Unlock it, then apply the changes again."),
            ),
            "edit_cancelled_here": (
                self.env._("The order is cancelled in Odoo."),
                self.env._(
                    "Set it to quotation and re-import it; or cancel the order in Shopify too."
                ),
            ),
            "edit_delivered": (
                self.env._("{delivered} are delivered already, and {left} are left in Shopify."),
                self.env._(
                    "Take the goods back with a return, or settle it with the buyer; then keep it "
                    "as it is."
                ),
            ),
            "edit_invoiced": (
                self.env._("It is invoiced already: {invoices}."),
                self.env._(
                    "If the invoice is a draft, cancel it and apply the changes again. Else make a "
                    "credit note, and keep it as it is."
                ),
            ),
            "edit_delivered_there": (
                self.env._("All of it is delivered already."),
                self.env._("Tell the carrier or the buyer if need be, then keep it as it is."),
            ),
            "edit_same_partner": (
                self.env._(
                    "The order is invoiced to {partner}, whose address is kept in Contacts."
                ),
                self.env._("Change the address of that partner, then keep it as it is."),
            ),
            "edit_several_places": (
                self.env._("A line ships from several places now."),
                self.env._("Divide its delivery by hand, then keep it as it is."),
            ),
            "edit_place_unmapped": (
                self.env._("No warehouse stands for the location {location}."),
                self.env._("Choose one under Configuration, Locations; then apply it again."),
            ),
            "edit_nothing_for_it": (
                self.env._("The order has no line for it any more."),
                self.env._("Change the order by hand, then keep it as it is."),
            ),
            "edit_total_differs": (
                self.env._("The order differs from Shopify in: {lines}"),
                self.env._("It was changed in Odoo. Correct it by hand, or keep it as it is."),
            ),
        }
