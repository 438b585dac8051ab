# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Find customers that left Shopify without a webhook telling so (C15)."""

from odoo import fields, models
from odoo.fields import Domain

from ...shopify import gid
from ..sync.transaction import in_fresh_transaction

CHECKED_AT_ONCE = 250


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    customers_checked_id = fields.Integer(
        copy=False,
        readonly=True,
        help="The last customer of which a sync has asked whether it is still in Shopify. Each "
        "sync asks for the next few, so that all of them get their turn.",
    )

    def _check_customers(self, client):
        """Ask whether some of the known customers are still there; mark those that are not.

        It costs one request, and one more if customers with orders are gone.
        """
        customers = self._next_customers_to_check()
        if not customers:
            return
        numbers = {gid.make("Customer", each.shopify_id): each for each in customers}
        there = client.customers_exist(numbers)
        gone = [customer for identity, customer in numbers.items() if identity not in there]
        kept = self._kept_customers(client, gone)

        def note():
            self.customers_checked_id = customers[-1].id
            for customer in gone:
                # A few at most: each was merged into another one.
                self.env["shopify.customer"]._mark_removed(
                    self.connection_id, [customer.shopify_id], kept.get(customer)
                )

        in_fresh_transaction(self.env, note)

    def _next_customers_to_check(self):
        """Return the customers after those of the last time; after all of them, the first ones."""
        own = Domain("connection_id", "=", self.connection_id.id)
        own &= Domain("company_id", "=", self.company_id.id) & Domain("removed", "=", False)
        after = own & Domain("id", ">", self.customers_checked_id)
        customers = self.env["shopify.customer"]
        found = customers.search(after, order="id", limit=CHECKED_AT_ONCE)
        return found or customers.search(own, order="id", limit=CHECKED_AT_ONCE)

    @staticmethod
    def _kept_customers(client, gone):
        """Tell into which customers those that are gone were merged: these have their orders now.

        Of one without orders Shopify tells it by webhook only.

        :return: dict of Shopify id by customer; one that was deleted is left out
        """
        orders = {
            gid.make("Order", customer.order_ids[:1].shopify_id): customer
            for customer in gone
            if customer.order_ids
        }
        return {
            orders[order.id]: str(gid.number(order.customer.id))
            for page in (client.orders(orders) if orders else ())
            for order in page
            if order.customer
        }
