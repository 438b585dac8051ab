# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop's settings for payments, and what staging notes of them (O3, O13, O27)."""

from odoo import fields, models


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    auto_register_payments = fields.Boolean(
        string="Register payments automatically",
        help="Posted invoices get the payments that Shopify has received, and credit notes the "
        "refunds, each on the journal of its payment method. Off: somebody presses Register "
        "payments on the Shopify order.",
    )
    payment_method_ids = fields.One2many("shopify.payment.method", "shop_id")
    unmapped_method_count = fields.Integer(compute="_compute_unmapped_method_count")

    # === COMPUTE METHODS === #

    def _compute_unmapped_method_count(self):
        groups = self.env["shopify.payment.method"]._read_group(
            [("shop_id", "in", self.ids), ("state", "=", "unmapped")], ["shop_id"], ["__count"]
        )
        counts = {shop.id: count for shop, count in groups}
        for shop in self:
            shop.unmapped_method_count = counts.get(shop.id, 0)

    # === ACTIONS === #

    def action_open_payment_methods(self):
        """Open the shop's payment methods.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_payment_method_action"
        )
        return {**action, "domain": [("shop_id", "=", self.id)]}

    # === BUSINESS METHODS === #

    def _stage_orders(self, orders):
        """List the payment methods and terms that orders name, too."""
        self.env["shopify.payment.method"]._see(self, orders)
        records, unchanged = super()._stage_orders(orders)
        records._divide_instalments()
        self.env["shopify.payment.terms"]._name_terms(self, records)
        return records, unchanged

    def _sale_values(self, order, *plan):
        """Let the sale order have the terms that stand for Shopify's, unless a rule of the shop
        sets others (O27)."""
        values = super()._sale_values(order, *plan)
        term = order.payment_terms_id.payment_term_id
        if term and not order.rule_id.payment_term_id:
            values["payment_term_id"] = term.id
        return values

    def _rounding_account(self):
        """Return where cash rounding is posted that no document charges."""
        return self._account_of("rounding_account_id", "rounding")

    def _gift_card_account(self):
        """Return where sold gift cards are posted, and redeemed ones taken off."""
        return self._account_of("gift_card_account_id", "gift_card")

    def _account_of(self, field, kind):
        """Return the shop's account for what is no product, else its product's (O2)."""
        shop = self.sudo().with_company(self.company_id)
        product = shop._special_product(kind)
        return shop[field] or product.product_tmpl_id._get_product_accounts()["income"]
