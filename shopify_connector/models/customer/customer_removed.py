# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Customers that are no longer in Shopify: deleted there, or merged into another (C15)."""

from odoo import api, models


class ShopifyCustomer(models.Model):
    _inherit = "shopify.customer"

    @api.model
    def _mark_removed(self, connection, numbers, merged_into=None):
        """Mark customers that Shopify no longer has (C15); their partners and history stay.

        The customer that was kept takes the partner of the merged one, if it has none.

        :param connection: ``shopify.connection``
        :param list numbers: Shopify's ids as texts; unknown ones are left out
        :param str merged_into: the id of the customer that was kept; None: they were deleted
        """
        removed = self.search(
            [("connection_id", "=", connection.id), ("shopify_id", "in", list(numbers))]
        )
        if merged_into is None:
            removed.filtered(lambda customer: not customer.removed).write({"removed": "deleted"})
            return
        for customer in removed:
            kept = customer._kept_customer(merged_into)
            customer.write({"removed": "merged", "merged_into_id": kept.id})
            if not kept.partner_id and customer.partner_id:
                kept.write(
                    {
                        "partner_id": customer.partner_id.id,
                        "match_rule": "merged",
                        "match_value": customer.name,
                    }
                )

    def _kept_customer(self, number):
        """Return the customer that this one was merged into; the next sync fills in a new one."""
        kept = self.search(
            [
                ("connection_id", "=", self.connection_id.id),
                ("company_id", "=", self.company_id.id),
                ("shopify_id", "=", number),
            ]
        )
        return kept or self.create(
            {
                "connection_id": self.connection_id.id,
                "shop_id": self.shop_id.id,
                "shopify_id": number,
                "name": self.name,
            }
        )
