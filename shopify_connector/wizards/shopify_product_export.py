# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import ast

from odoo import api, fields, models
from odoo.fields import Domain

OUTCOMES = [
    ("create", "Create"),
    ("link", "Link"),
    ("update", "Update"),
    ("same", "Nothing to do"),
    ("skip", "Skip"),
]


class ShopifyProductExport(models.TransientModel):
    """Adds products to a Shopify shop, and shows before what will become of each (P7)."""

    _name = "shopify.product.export"
    _description = "Add products to Shopify"

    shop_id = fields.Many2one(
        "shopify.shop", required=True, default=lambda self: self._default_shop_id()
    )
    allow_changes = fields.Boolean(related="shop_id.allow_changes")
    choose_by = fields.Selection(
        [("list", "From the list"), ("category", "By category"), ("filter", "By filter")],
        default="list",
        required=True,
        string="Choose",
    )
    template_ids = fields.Many2many(
        "product.template",
        string="Products",
        default=lambda self: self._default_template_ids(),
        domain="[('sale_ok', '=', True)]",
    )
    categ_ids = fields.Many2many(
        "product.category",
        string="Categories",
        help="All products for sale of these categories and of those below them.",
    )
    product_filter = fields.Char(
        string="Filter", default="[('sale_ok', '=', True)]", help="Which products."
    )
    is_checked = fields.Boolean(readonly=True)
    line_ids = fields.One2many("shopify.product.export.line", "wizard_id", readonly=True)
    going_count = fields.Integer(compute="_compute_counts", string="To be sent")
    same_count = fields.Integer(compute="_compute_counts", string="Nothing to do")
    skip_count = fields.Integer(compute="_compute_counts", string="Skipped")

    @api.model
    def _default_shop_id(self):
        return self.env["shopify.shop"].search([], limit=1)

    @api.model
    def _default_template_ids(self):
        if self.env.context.get("active_model") != "product.template":
            return self.env["product.template"]
        return self.env["product.template"].browse(self.env.context.get("active_ids"))

    # === COMPUTE METHODS === #

    @api.depends("line_ids.outcome")
    def _compute_counts(self):
        for wizard in self:
            outcomes = wizard.line_ids.mapped("outcome")
            wizard.same_count = outcomes.count("same")
            wizard.skip_count = outcomes.count("skip")
            wizard.going_count = len(outcomes) - wizard.same_count - wizard.skip_count

    # === ACTIONS === #

    def action_check(self):
        """Show what will become of each product; nothing is sent.

        :return: an action that shows the dialog again
        """
        self.ensure_one()
        templates = self.shop_id._chosen_templates(self._chosen().ids)
        previews = self.shop_id._preview_products(templates)
        self.line_ids.unlink()
        self.env["shopify.product.export.line"].create(
            [
                {
                    "wizard_id": self.id,
                    "template_id": preview.template.id,
                    "outcome": preview.outcome,
                    "reason": preview.reason,
                    "fix": preview.fix,
                    **preview.details,
                }
                for preview in previews
            ]
        )
        self.is_checked = True
        return self._show()

    def action_choose_again(self):
        """Go back to choosing products.

        :return: an action that shows the dialog again
        """
        self.ensure_one()
        self.is_checked = False
        return self._show()

    def action_add(self):
        """Queue the adding of the products that were checked, and show the run.

        Those that can't go are on its list of skipped records then.

        :return: a window action
        """
        self.ensure_one()
        checked = self.line_ids.filtered(lambda line: line.outcome != "same").template_id
        templates = self.shop_id._chosen_templates(checked.ids)
        options = {"template_ids": templates.ids}
        return self.shop_id._queue_run("products", trigger="button", options=options)._show()

    # === BUSINESS METHODS === #

    def _chosen(self):
        """Return the products that are chosen, in whichever way."""
        templates = self.env["product.template"]
        match self.choose_by:
            case "list":
                return self.template_ids
            case "category":
                domain = Domain("categ_id", "child_of", self.categ_ids.ids)
                return templates.search(domain & Domain("sale_ok", "=", True))
            case "filter":
                return templates.search(Domain(ast.literal_eval(self.product_filter or "[]")))

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add products to Shopify"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }


class ShopifyProductExportLine(models.TransientModel):
    """What will become of one product."""

    _name = "shopify.product.export.line"
    _description = "Product to add to Shopify"
    _order = "id"

    wizard_id = fields.Many2one("shopify.product.export", required=True, ondelete="cascade")
    template_id = fields.Many2one(
        "product.template", string="Product", required=True, ondelete="cascade"
    )
    outcome = fields.Selection(OUTCOMES, required=True, readonly=True)
    title = fields.Char(readonly=True, help="In the language of the shop.")
    variants = fields.Integer(readonly=True)
    price = fields.Char(readonly=True)
    sku = fields.Char(string="SKU", readonly=True)
    status = fields.Char(readonly=True)
    reason = fields.Char(string="Why", readonly=True)
    fix = fields.Char(string="What to do", readonly=True)


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def action_shopify_add(self):
        """Open the dialog that adds these products to Shopify; with one shop, checked at once.

        :return: a window action
        """
        wizard = self.env["shopify.product.export"].create({"template_ids": self.ids})
        one_shop = self.env["shopify.shop"].search_count([]) == 1
        return wizard.action_check() if one_shop else wizard._show()


class ProductProduct(models.Model):
    _inherit = "product.product"

    def action_shopify_add(self):
        """Open the dialog that adds the products of these variants to Shopify.

        :return: a window action
        """
        return self.product_tmpl_id.action_shopify_add()
