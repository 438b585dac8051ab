# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    group_several_contact_points = fields.Boolean(
        string="Several emails and phones",
        implied_group="shopify_connector.group_several_contact_points",
        help="A contact has any number of emails and phones, each with a purpose and with the "
        "customer's consent to marketing; one of each kind is its own. All of them are searched.",
    )

    def set_values(self):
        """Note the emails and phones that contacts have, when they may have several (S3)."""
        partners = self.env["res.partner"]
        were_several = partners._several_contact_points()
        result = super().set_values()
        if self.group_several_contact_points and not were_several:
            partners._keep_every_own_contact_point()
        return result
