# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the tills load and find of customers (S3, S5, S9), and what is forgotten with one (C16)."""

from odoo import api, models
from odoo.fields import Domain

SEARCHED = ("email", "phone_mobile_search")


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "receipt_preference"]

    @api.model
    def _load_pos_data_domain(self, data, config):
        """A store that keeps no customers on its tills gets those of its open orders (S9)."""
        if config.customers_shared:
            return super()._load_pos_data_domain(data, config)
        orders = {order["partner_id"] for order in data["pos.order"]}
        return [("id", "in", list(orders | {self.env.user.partner_id.id}))]

    @api.model
    def get_new_partner(self, config_id, domain, offset):
        """A till finds a customer by its further emails and phones too (S3)."""
        if domain and self._several_contact_points():
            domain = list(Domain(domain) | _further(domain))
        elif not domain and not self.env["pos.config"].browse(config_id).customers_shared:
            domain = [("id", "=", False)]
        return super().get_new_partner(config_id, domain, offset)

    def _shopify_anonymise(self, leaving):
        """What a till has sent of a person goes with it (C16)."""
        before = self.env["pos.pending.customer"].sudo().search([("partner_id", "in", self.ids)])
        result = super()._shopify_anonymise(leaving)
        before._forget()
        return result


def _further(domain):
    """Return where the terms of a till's search are looked for besides."""
    return Domain.OR(
        Domain("contact_point_search", operator, value.rstrip("%"))
        for field, operator, value in (term for term in domain if not isinstance(term, str))
        if field in SEARCHED and isinstance(value, str)
    )
