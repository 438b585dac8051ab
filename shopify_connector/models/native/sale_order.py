# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    shopify_order_id = fields.Many2one(
        "shopify.order", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    shopify_order_number = fields.Char(
        string="Shopify order number", readonly=True, copy=False, index="btree_not_null"
    )

    # One Shopify order gives at most one Odoo order, whoever imports it (O15).
    _shopify_order_uniq = models.UniqueIndex(
        "(shopify_order_id) WHERE shopify_order_id IS NOT NULL",
        "This Shopify order has a sale order already.",
    )

    @api.depends("shopify_order_id")
    def _compute_currency_id(self):
        """Keep the currency that Shopify's amounts are in (O1): no pricelist says it here."""
        imported = self.filtered("shopify_order_id")
        for order in imported:
            known = order._origin.currency_id
            order.currency_id = known or order.shopify_order_id._document_currency()
        return super(SaleOrder, self - imported)._compute_currency_id()

    def _recompute_prices(self):
        """Let whoever updates prices have Odoo's discounts on Shopify's lines too."""
        forced = self.with_context(force_price_recomputation=True)
        return super(SaleOrder, forced)._recompute_prices()

    def action_confirm(self):
        """Keep the date of imported orders, and bring their documents in step with Shopify."""
        imported = self.filtered("shopify_order_id")
        if not imported:
            return super().action_confirm()
        if others := self - imported:
            super(SaleOrder, others).action_confirm()
        dated = imported.with_context(shopify_keep_order_date=True)
        result = super(SaleOrder, dated).action_confirm()
        imported.shopify_order_id._follow_up_soon()
        return result

    def _prepare_confirmation_values(self):
        values = super()._prepare_confirmation_values()
        if self.env.context.get("shopify_keep_order_date"):
            values.pop("date_order", None)
        return values

    def _prepare_invoice(self):
        """Let invoices carry the Shopify order, and its day where they are made by themselves "
        "(O4)."""
        values = {
            **super()._prepare_invoice(),
            "shopify_order_id": self.shopify_order_id.id,
            "shopify_order_number": self.shopify_order_number,
        }
        if self.env.context.get("shopify_dates_invoices"):
            values["invoice_date"] = self.shopify_order_id._invoice_date()
        return values

    def _get_invoice_grouping_keys(self):
        """Keep Shopify orders on invoices of their own: each has its payments and due date."""
        return [*super()._get_invoice_grouping_keys(), "shopify_order_id"]

    def action_open_shopify_order(self):
        """Open the Shopify order.

        :return: a window action
        """
        self.ensure_one()
        return self.shopify_order_id.action_open()
