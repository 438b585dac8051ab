# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class ShopifyVariantAdd(models.TransientModel):
    """Makes a product of Odoo's a further variant of a product in Shopify (P10)."""

    _name = "shopify.variant.add"
    _description = "Add a variant to a Shopify product"

    shopify_product_id = fields.Many2one(
        "shopify.product",
        string="Shopify product",
        required=True,
        domain="[('removed', '=', False), ('is_gift_card', '=', False)]",
    )
    company_id = fields.Many2one(related="shopify_product_id.company_id")
    odoo_product_id = fields.Many2one(
        "product.product",
        string="Odoo product",
        required=True,
        domain="[('sale_ok', '=', True), ('company_id', 'in', [False, company_id])]",
        help="The product that the new variant sells.",
    )
    is_plain = fields.Boolean(compute="_compute_is_plain")
    line_ids = fields.One2many(
        "shopify.variant.add.line",
        "wizard_id",
        string="Options",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    # === COMPUTE METHODS === #

    @api.depends("shopify_product_id")
    def _compute_is_plain(self):
        for wizard in self:
            wizard.is_plain = bool(wizard.shopify_product_id) and not wizard._option_names()

    @api.depends("shopify_product_id")
    def _compute_line_ids(self):
        for wizard in self:
            names = wizard._option_names()
            if wizard.shopify_product_id and not names:
                variant = wizard.shopify_product_id.variant_ids[:1]
                present = variant.odoo_product_id.name or variant.sku or wizard.env._("Standard")
                rows = [{"option": wizard.env._("Variant"), "present": present}]
            else:
                rows = [{"option": name} for name in names]
            wizard.line_ids = [Command.clear(), *map(Command.create, rows)]

    def _option_names(self):
        return self.shopify_product_id.option_names or []

    # === ACTIONS === #

    def action_add(self):
        """Add the variant in Shopify at once, and show the product.

        :return: a window action
        :raises UserError: if it can't be added; it says why and what to do
        """
        self.ensure_one()
        lines = self.line_ids
        if len(set(lines.mapped("option"))) < len(lines):
            raise UserError(self.env._("Two options have the same name."))
        values = {line.option: (line.value or "").strip() for line in lines}
        present = {line.option: (line.present or "").strip() for line in lines}
        self.shopify_product_id.shopify_add_variant(
            self.odoo_product_id.id, values, present if self.is_plain else None
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "shopify.product",
            "res_id": self.shopify_product_id.id,
            "view_mode": "form",
        }


class ShopifyVariantAddLine(models.TransientModel):
    """What the new variant has for an option."""

    _name = "shopify.variant.add.line"
    _description = "Option of a variant to add"
    _order = "id"

    wizard_id = fields.Many2one("shopify.variant.add", required=True, ondelete="cascade")
    option = fields.Char(required=True)
    present = fields.Char(
        string="Of the present variant", help="What the only variant has for the new option."
    )
    value = fields.Char(string="Of the new variant", required=True)


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    def action_add_variant(self):
        """Open the dialog that adds a product of Odoo's as a variant.

        :return: a window action
        """
        self.ensure_one()
        return self._variant_dialog({"default_shopify_product_id": self.id})

    @api.model
    def _variant_dialog(self, defaults):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add as variant"),
            "res_model": "shopify.variant.add",
            "view_mode": "form",
            "target": "new",
            "context": defaults,
        }


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def action_shopify_add_as_variant(self):
        """Open the dialog that makes this product a variant of a Shopify product.

        :return: a window action
        """
        self.ensure_one()
        return self.env["shopify.product"]._variant_dialog(
            {"default_odoo_product_id": self.product_variant_id.id}
        )
