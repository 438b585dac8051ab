# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What an address is for: a home, an office, a post box (S6)."""

from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column

PURPOSES = [
    ("home", "Home"),
    ("business", "Business"),
    ("office", "Office"),
    ("post_box", "Post box"),
    ("delivery", "Delivery"),
    ("invoice", "Invoice"),
    ("other", "Other"),
]
# Odoo's own kinds of an address that say no more and no less.
TYPES = ("delivery", "invoice")
DEFAULTS = ("home", "business")


class ResPartner(models.Model):
    _inherit = "res.partner"

    address_purpose = fields.Selection(
        PURPOSES,
        string="Purpose of the address",
        compute="_compute_address_purpose",
        inverse="_inverse_address_purpose",
        store=True,
        readonly=False,
        precompute=True,
        help="What the address is for. A new one is the home of a person, or the business of a "
        "company. Delivery and Invoice are Odoo's own kinds of addresses.",
    )

    def _auto_init(self):
        # Of hundreds of thousands of partners, one statement knows what it is.
        if not column_exists(self.env.cr, self._table, "address_purpose"):
            create_column(self.env.cr, self._table, "address_purpose", "varchar")
            self.env.cr.execute(
                """
                UPDATE res_partner partner SET address_purpose = CASE
                    WHEN partner.type IN ('delivery', 'invoice') THEN partner.type
                    WHEN partner.is_company OR EXISTS (
                        SELECT FROM res_partner parent
                        WHERE parent.id = partner.parent_id AND parent.is_company
                    ) THEN 'business'
                    ELSE 'home' END
                """
            )
        return super()._auto_init()

    # === COMPUTE METHODS === #

    @api.depends("type", "is_company", "parent_id.is_company")
    def _compute_address_purpose(self):
        for partner in self:
            if partner.type in TYPES:
                partner.address_purpose = partner.type
            elif partner.address_purpose in (False, *TYPES, *DEFAULTS):
                of_company = partner.is_company or partner.parent_id.is_company
                partner.address_purpose = "business" if of_company else "home"
            else:
                partner.address_purpose = partner.address_purpose  # a person has chosen it

    def _inverse_address_purpose(self):
        """An address under a contact is of the kind of Odoo's that its purpose names."""
        for partner in self:
            if not partner.parent_id or partner.type == "contact":
                continue
            kind = partner.address_purpose if partner.address_purpose in TYPES else "other"
            if partner.type != kind:
                partner.type = kind
