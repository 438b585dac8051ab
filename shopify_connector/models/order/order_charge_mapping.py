# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Find or make what stands for an order's charges: its taxes, and the products of what is no
product.

Writing an order makes them as well, on first use. But whoever makes them must be alone, and workers
that write side by side would wait for each other, and start again. Taking orders in has its turn
already.
"""

from itertools import chain

from odoo import models

from ...shopify import gid
from ..sync.transaction import in_halves
from .order_charges import order_charges
from .order_sale_values import SPECIAL_KINDS


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _map_charges(self, orders, page):
        """Map the charges of orders that are to be written; what fails here is told when the order
        is written.

        :param orders: ``shopify.order`` records of this shop
        :param list page: the client's ``Order``, theirs among them
        """
        facts = {str(gid.number(order.id)): order for order in page}
        in_halves(orders, lambda part: self._map_charges_of(part, facts), lambda *_failed: None)

    def _map_charges_of(self, orders, facts):
        charges = {
            order: order_charges(facts[order.shopify_id], presentment=False, digits=0).charges
            for order in orders
        }
        for kind in {charge.kind for charge in chain(*charges.values())} & set(SPECIAL_KINDS):
            self._special_product(SPECIAL_KINDS[kind])
        if self.tax_mode == "odoo":
            return
        self.env["shopify.tax"]._map(
            self,
            {
                self._tax_key(order, tax)
                for order, own in charges.items()
                for charge in own
                for tax in charge.taxes
                if tax.rate or tax.amount
            },
        )
