# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the page of an order sync says beside its counts (O5)."""

from odoo import fields, models


class ShopifySyncRun(models.Model):
    _inherit = "shopify.sync.run"

    archived_count = fields.Integer(
        readonly=True, help="Orders that were not listed as they are archived in Shopify."
    )

    def _compute_hint(self):
        result = super()._compute_hint()
        for run in self.filtered("archived_count"):
            run.hint = self.env._(
                "Left out, as they are archived in Shopify: %s new or changed orders. To import "
                "such orders, switch on Import archived orders too on the shop's page Orders.",
                run.archived_count,
            )
        return result
