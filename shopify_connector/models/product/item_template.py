# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ShopifyItemTemplate(models.Model):
    """What products look like that are made from Shopify's (P3)."""

    _name = "shopify.item.template"
    _description = "Shopify item template"
    _order = "name"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    categ_id = fields.Many2one("product.category", string="Category")
    type = fields.Selection(
        [("consu", "Goods"), ("service", "Service")], default="consu", required=True
    )
    is_storable = fields.Boolean(
        string="Track inventory", default=True, help="Stock of the new products is counted."
    )
    invoice_policy = fields.Selection(
        [("order", "Ordered quantities"), ("delivery", "Delivered quantities")],
        default="order",
        required=True,
    )
    taxes_id = fields.Many2many(
        "account.tax",
        string="Sales taxes",
        check_company=True,
        domain=[("type_tax_use", "=", "sale")],
        help="Sales taxes of the new products, for sales made in Odoo. Imported orders carry the "
        "taxes that Shopify charged.",
    )
    responsible_id = fields.Many2one("res.users")

    _check_company_auto = True

    @api.onchange("type")
    def _onchange_type(self):
        if self.type == "service":
            self.is_storable = False

    def _product_values(self):
        """Return the values of a new product."""
        values = {
            "type": self.type,
            "is_storable": self.type == "consu" and self.is_storable,
            "invoice_policy": self.invoice_policy,
            "taxes_id": [(6, 0, self.taxes_id.ids)],
            "company_id": False,
        }
        if self.categ_id:
            values["categ_id"] = self.categ_id.id
        if self.responsible_id:
            values["responsible_id"] = self.responsible_id.id
        return values
