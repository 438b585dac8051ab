# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Who answers a shop's privacy requests, and how many are open (C16)."""

from odoo import fields, models


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    privacy_user_id = fields.Many2one(
        "res.users",
        string="Answers privacy requests",
        help="Gets an activity for each of Shopify's requests to show or erase data. Empty: who "
        "made this shop, else one of the connector's managers.",
    )
    privacy_request_count = fields.Integer(
        compute="_compute_privacy_request_count", string="Open privacy requests"
    )
    privacy_overdue_count = fields.Integer(
        compute="_compute_privacy_request_count", string="Overdue privacy requests"
    )

    def _compute_privacy_request_count(self):
        requests = self.env["shopify.privacy.request"]
        still_open = [("shop_id", "in", self.ids), ("state", "=", "open")]
        overdue = [*still_open, ("deadline", "<", fields.Date.context_today(self))]
        counts, late = (
            dict(requests._read_group(domain, ["shop_id"], ["__count"]))
            for domain in (still_open, overdue)
        )
        for shop in self:
            shop.privacy_request_count = counts.get(shop, 0)
            shop.privacy_overdue_count = late.get(shop, 0)

    def _privacy_user(self):
        """Return who is to answer a privacy request of this shop."""
        managers = (
            self.env.ref("shopify_connector.group_manager")
            .sudo()
            .all_user_ids.filtered(lambda user: user.active and self.company_id in user.company_ids)
        )
        maker = self.create_uid & managers
        return self.privacy_user_id or maker or managers[:1] or self.env.ref("base.user_admin")
