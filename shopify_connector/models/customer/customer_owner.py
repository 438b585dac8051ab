# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Whose settings a customer follows, where several shop records share a Shopify shop (O6).

In a company a Shopify customer is kept once, and follows the settings of one shop record: that
which brought it first, unless only another one keeps customers up to date.
"""

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import split_every

from ..sync.transaction import in_fresh_transaction

ADOPTED_AT_ONCE = 1000


class ShopifyCustomer(models.Model):
    _inherit = "shopify.customer"

    is_behind = fields.Boolean(
        readonly=True,
        help="Another shop record has read a change that the partner has still to follow by the "
        "settings of this one.",
    )


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _keeps_customers(self):
        """Tell whether the shop record lets customers and partners follow each other."""
        self.ensure_one()
        return self.active and (
            self._reads_changed_customers({}) or self.can_update_shopify_customers
        )

    def _adopt_customers(self):
        """Take over the customers of records that do not keep customers up to date."""
        if not self._keeps_customers():
            return
        others = self.connection_id.with_context(active_test=False).shop_ids - self
        idle = others.filtered(
            lambda shop: shop.company_id == self.company_id and not shop._keeps_customers()
        )
        customers = self.env["shopify.customer"].search(Domain("shop_id", "in", idle.ids))
        for ids in split_every(ADOPTED_AT_ONCE, customers.ids):
            part = customers.browse(ids)
            in_fresh_transaction(self.env, lambda c=part: c.write({"shop_id": self.id}))

    def _own_part(self, batch):
        """Return the customers of a batch that this record lets their partners follow.

        A change of another record's customer is left for that one to find.

        :param CustomerBatch batch: customers that were just kept
        """
        own = batch.fresh.filtered(lambda customer: customer.shop_id == self)
        (batch.fresh - own).filtered(lambda customer: not customer.is_behind).is_behind = True
        kept = self.env["shopify.customer"].union(*batch.records.values())
        behind = kept.filtered(lambda customer: customer.is_behind and customer.shop_id == self)
        behind.is_behind = False
        return own | behind
