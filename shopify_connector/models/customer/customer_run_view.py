# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the page of a customer sync says beside its counts, and where it leads (C13)."""

from odoo import fields, models
from odoo.fields import Domain


class ShopifySyncRun(models.Model):
    _inherit = "shopify.sync.run"

    hint = fields.Char(compute="_compute_hint")

    def _compute_hint(self):
        for run in self:
            run.hint = run._is_whole_customer_sync() and run.shop_id._customer_import_hint()

    def _is_whole_customer_sync(self):
        return self.kind == "customers" and not self.options

    def action_open_customers(self):
        """Show the customers that the run brought or changed.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_customer_action"
        )
        ended = self.finished_at or fields.Datetime.now()
        domain = (
            Domain("shop_id", "=", self.shop_id.id)
            & Domain("write_date", ">=", self.started_at)
            # Moments are kept here without their fractions of a second.
            & Domain("write_date", "<", fields.Datetime.add(ended, seconds=1))
        )
        return {**action, "domain": list(domain)}


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _customer_import_hint(self):
        """Say which customers no sync brings, as the shop is set; an empty text if all come."""
        if self.customer_import == "with_orders":
            return self.env._(
                "Customers come here with their first order, as the shop is set. To bring all of "
                "them, choose All customers on the shop's page Customers."
            )
        if self.customer_import == "none":
            return self.env._(
                "The shop imports no customers. To bring them, choose All customers on the shop's "
                "page Customers."
            )
        return ""
