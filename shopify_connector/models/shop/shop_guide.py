# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the shop form says about the next step of setting the shop up (G3)."""

from odoo import api, fields, models


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    next_step_name = fields.Char(compute="_compute_next_step")
    next_step_hint = fields.Char(compute="_compute_next_step")
    last_run_state = fields.Selection(
        selection=lambda self: self.env["shopify.sync.run"]._fields["state"].selection,
        compute="_compute_last_run",
        string="Last run's state",
    )
    last_run_date = fields.Datetime(compute="_compute_last_run", string="Last run")

    @api.depends("setup_step_ids.is_skipped")
    def _compute_next_step(self):
        for shop in self:
            step = shop.setup_step_ids.filtered(lambda step: step.state == "open")[:1]
            names = dict(step._fields["kind"]._description_selection(self.env))
            shop.next_step_name = names.get(step.kind)
            shop.next_step_hint = step.hint

    def _compute_last_run(self):
        for shop in self:
            shop.last_run_state = shop.last_run_id.state
            shop.last_run_date = shop.last_run_id.create_date
