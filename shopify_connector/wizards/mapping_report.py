# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.fields import Command

OUTCOMES = [
    ("ambiguous", "Several fit"),
    ("not_found", "Not found"),
    ("found", "Found"),
    ("created", "Created"),
]


class ShopifyMappingReport(models.TransientModel):
    """What came of looking for the Odoo products of variants (P5).

    Where several fit, the user chooses one of them.
    """

    _name = "shopify.mapping.report"
    _description = "Report of the product mapping"

    line_ids = fields.One2many("shopify.mapping.report.line", "report_id")
    found_count = fields.Integer(compute="_compute_counts", string="Found")
    created_count = fields.Integer(compute="_compute_counts", string="Created")
    ambiguous_count = fields.Integer(compute="_compute_counts", string="Several fit")
    not_found_count = fields.Integer(compute="_compute_counts", string="Not found")

    # === COMPUTE METHODS === #

    @api.depends("line_ids.outcome")
    def _compute_counts(self):
        for report in self:
            outcomes = report.line_ids.mapped("outcome")
            for outcome, _label in OUTCOMES:
                report[f"{outcome}_count"] = outcomes.count(outcome)

    # === ACTIONS === #

    def action_apply(self):
        """Link the variants for which the user has chosen a product.

        :return: True
        """
        for line in self.line_ids:
            if line.odoo_product_id != line.variant_id.odoo_product_id:
                line.variant_id.odoo_product_id = line.odoo_product_id
        return True

    # === BUSINESS METHODS === #

    @api.model
    def _of(self, variants, errors):
        """Make the report of variants for which products were looked for.

        :param variants: ``shopify.variant`` records
        :param dict errors: the error by variant, for those that have no product
        """
        explain = self.env["shopify.explain"]
        explained = {variant.id: explain._explain(error) for variant, error in errors.items()}
        candidates = {
            variant.id: error.params.get("candidates", [])
            for variant, error in errors.items()
            if explained[variant.id].code == "ambiguous"
        }
        rows = []
        for variant in variants:
            reason = explained.get(variant.id)
            rows.append(
                {
                    "variant_id": variant.id,
                    "odoo_product_id": variant.odoo_product_id.id,
                    "outcome": self._outcome(variant, candidates),
                    "candidate_ids": [Command.set(candidates.get(variant.id, []))],
                    "error": reason.message if reason else False,
                    "fix": reason.fix if reason else False,
                }
            )
        order = [outcome for outcome, _label in OUTCOMES]
        rows.sort(key=lambda row: order.index(row["outcome"]))
        return self.create({"line_ids": [Command.create(row) for row in rows]})

    @staticmethod
    def _outcome(variant, candidates):
        if variant.odoo_product_id:
            return "created" if variant.match_rule == "created" else "found"
        return "ambiguous" if variant.id in candidates else "not_found"

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What was found"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }


class ShopifyMappingReportLine(models.TransientModel):
    """What came of looking for the product of one variant."""

    _name = "shopify.mapping.report.line"
    _description = "Variant in a report of the product mapping"

    report_id = fields.Many2one("shopify.mapping.report", required=True, ondelete="cascade")
    variant_id = fields.Many2one("shopify.variant", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="variant_id.company_id")
    sku = fields.Char(related="variant_id.sku")
    barcode = fields.Char(related="variant_id.barcode")
    outcome = fields.Selection(OUTCOMES, required=True, readonly=True)
    odoo_product_id = fields.Many2one("product.product", string="Odoo product")
    candidate_ids = fields.Many2many("product.product", string="Which fit", readonly=True)
    match_rule = fields.Char(related="variant_id.match_rule")
    error = fields.Char(string="What is wrong", readonly=True)
    fix = fields.Char(string="What to do", readonly=True)

    def _as_row(self):
        """Return the line as plain data."""
        return {
            "variant_id": self.variant_id.id,
            "name": self.variant_id.display_name,
            "outcome": self.outcome,
            "odoo_product_id": self.odoo_product_id.id,
            "rule": self.variant_id.match_rule or "",
            "value": self.variant_id.match_value or "",
            "error": self.error or "",
            "fix": self.fix or "",
        }
