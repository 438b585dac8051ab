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
    categ_id = fields.Many2one(
        "product.category",
        string="Category",
        help="Taken where no category in Odoo is called like Shopify's product type.",
    )
    type = fields.Selection(
        [("consu", "Goods"), ("service", "Service")], default="consu", required=True
    )
    is_storable = fields.Boolean(
        string="Track inventory",
        default=True,
        help="Stock of the new products is counted. Bundles have no stock of their own.",
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
    supplier_taxes_id = fields.Many2many(
        "account.tax",
        "shopify_item_template_supplier_tax_rel",
        string="Purchase taxes",
        check_company=True,
        domain=[("type_tax_use", "=", "purchase")],
        help="Purchase taxes of the new products; empty: Odoo's default.",
    )
    uom_id = fields.Many2one(
        "uom.uom", string="Unit", help="In which unit the new products are sold; empty: pieces."
    )
    uom_ids = fields.Many2many(
        "uom.uom",
        "shopify_item_template_uom_rel",
        string="Packagings",
        help="Further units in which the new products can be sold.",
    )
    route_ids = fields.Many2many(
        "stock.route",
        string="Routes",
        check_company=True,
        domain=[("product_selectable", "=", True)],
        help="How the new products are replenished, such as Buy or Manufacture. Empty: as their "
        "category says.",
    )
    responsible_id = fields.Many2one(
        "res.users", check_company=True, help="Who looks after the new products' stock."
    )
    sequence_id = fields.Many2one(
        "ir.sequence",
        string="Item numbers",
        check_company=True,
        help="Gives the item number of a new product for which Shopify has no SKU.",
    )

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
        if self.supplier_taxes_id:
            values["supplier_taxes_id"] = [(6, 0, self.supplier_taxes_id.ids)]
        if self.uom_id:
            values["uom_id"] = self.uom_id.id
        if self.uom_ids:
            values["uom_ids"] = [(6, 0, self.uom_ids.ids)]
        if self.route_ids:
            values["route_ids"] = [(6, 0, self.route_ids.ids)]
        if self.responsible_id:
            values["responsible_id"] = self.responsible_id.id
        return values
