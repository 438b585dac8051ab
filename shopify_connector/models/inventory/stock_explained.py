# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How a variant's stock comes about, step by step, for people (N3, N9)."""

from odoo import api, fields, models


class ShopifyLocation(models.Model):
    _inherit = "shopify.location"

    example_variant_id = fields.Many2one(
        "shopify.variant",
        string="Example",
        store=False,
        compute="_compute_example_variant_id",
        readonly=False,
        domain="[('company_id', '=', company_id), ('odoo_product_id', '!=', False)]",
        help="Choose a variant to see what Shopify would be told of it with these settings.",
    )
    example_html = fields.Html(compute="_compute_example_html", sanitize=False)

    @api.depends("shop_id")
    def _compute_example_variant_id(self):
        variants = self.env["shopify.variant"]
        for location in self:
            location.example_variant_id = variants.search(
                location.shop_id._stock_variants({}), limit=1
            )

    @api.depends(
        "example_variant_id",
        "stock_calculation",
        "stock_warehouse_ids",
        "stock_location_ids",
        "quantity_name",
        "safety_stock",
        "share_percent",
        "upper_limit",
    )
    def _compute_example_html(self):
        for location in self:
            variant = location.example_variant_id
            location.example_html = bool(variant) and location._explain_stock(variant)

    def _explain_stock(self, variant):
        """Return as HTML what Shopify is to have of a variant here, and how that comes about."""
        level = variant.level_ids.filtered(lambda each: each.location_id == self._origin)
        levels = {(variant, self): level}
        target = self.shop_id._stock_targets(variant, self, levels)[variant, self]
        problem = target.problem and self.env["shopify.explain"]._explain(target.problem)
        return self.env["ir.qweb"]._render(
            "shopify_connector.stock_steps",
            {
                "steps": self._stock_step_texts(target.plan, variant) if target.plan else (),
                "quantity": target.plan and target.plan.quantity,
                "name": dict(self._fields["quantity_name"]._description_selection(self.env))[
                    self.quantity_name
                ],
                "problem": problem,
            },
        )

    def _stock_step_texts(self, plan, variant):
        """Return (what it is, the change as text, what is left) of each step."""
        unit = variant.odoo_product_id.uom_id.name
        calculation = dict(self._fields["stock_calculation"]._description_selection(self.env))
        labels = {
            "odoo": self.env._(
                "%(calculation)s in Odoo", calculation=calculation[self.stock_calculation]
            ),
            "not_in_odoo": self._not_in_odoo_label(),
            "not_in_shopify": self.env._("Delivered, and still on hand for Shopify"),
            "unit": self.env._("Sold in %(unit)s", unit=variant.uom_id.name or unit),
            "safety": self.env._("Safety stock"),
            "share": self.env._("Share"),
            "limit": self.env._("Upper limit"),
            "whole": self.env._("Whole pieces"),
            "zero": self.env._("Never below zero"),
        }
        signs = {
            "not_in_odoo": "− {}",
            "not_in_shopify": "+ {}",
            "unit": "÷ {}",
            "safety": "− {}",
            "share": "× {} %",
            "limit": "≤ {}",
        }
        return [
            {
                "label": labels[step.kind],
                "change": signs.get(step.kind, "").format(_number(step.amount)),
                "result": _number(step.result),
            }
            for step in plan.steps
        ]

    def _not_in_odoo_label(self):
        if self.quantity_name == "on_hand":
            return self.env._("Sent by Shopify, and not yet delivered in Odoo")
        return self.env._("Sold in Shopify, and not in Odoo yet")


class ShopifyInventoryLevel(models.Model):
    _inherit = "shopify.inventory.level"

    steps_html = fields.Html(
        compute="_compute_steps_html", string="How it comes about", sanitize=False
    )

    def _compute_steps_html(self):
        for level in self:
            known = level.variant_id.odoo_product_id
            level.steps_html = bool(known) and level.location_id._explain_stock(level.variant_id)


def _number(value):
    return f"{round(value, 3):f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
