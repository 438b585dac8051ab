# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from ...rules.address import Address


class ShopifyCustomerAddress(models.Model):
    """An address of a Shopify customer, and the partner that holds it in Odoo.

    It goes when Shopify no longer has it; its partner stays, as orders may use it.
    """

    _name = "shopify.customer.address"
    _description = "Address of a Shopify customer"
    _order = "customer_id, is_default desc, id"
    _rec_name = "street"

    # The unique index below begins with the customer.
    customer_id = fields.Many2one(
        "shopify.customer", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    is_default = fields.Boolean(readonly=True)
    first_name = fields.Char(readonly=True)
    last_name = fields.Char(readonly=True)
    company = fields.Char(string="Company name", readonly=True)
    street = fields.Char(readonly=True)
    street2 = fields.Char(readonly=True)
    city = fields.Char(readonly=True)
    zip = fields.Char(readonly=True)
    province_code = fields.Char(readonly=True)
    province = fields.Char(readonly=True)
    country_code = fields.Char(readonly=True)
    phone = fields.Char(readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The delivery address in Odoo. The default address is the partner's own.",
    )

    _shopify_id_uniq = models.UniqueIndex("(customer_id, shopify_id)")

    def _as_address(self):
        """Return the address as the rules see it; an empty one for no record."""
        if not self:
            return Address()
        return Address(
            first_name=self.first_name or "",
            last_name=self.last_name or "",
            company=self.company or "",
            street=self.street or "",
            street2=self.street2 or "",
            city=self.city or "",
            zip=self.zip or "",
            province_code=self.province_code or "",
            province=self.province or "",
            country_code=self.country_code or "",
            phone=self.phone or "",
        )

    @api.depends("first_name", "last_name", "company", "street", "city")
    def _compute_display_name(self):
        for address in self:
            name = " ".join(filter(None, (address.first_name, address.last_name)))
            parts = (name, address.company, address.street, address.city)
            address.display_name = ", ".join(filter(None, parts))
