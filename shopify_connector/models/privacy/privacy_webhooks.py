# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's three webhooks about privacy become requests with a deadline (C16)."""

from odoo import models

from ..webhook.webhook_topic import webhook_topic


class ShopifyWebhookEvent(models.Model):
    _inherit = "shopify.webhook.event"

    @webhook_topic(
        "customers/data_request",
        kind="Customer",
        resource=("customer", "id"),
        keeps=("customer", "orders_requested"),
        by_app=True,
    )
    def _handle_customers_data_request(self):
        """Somebody wants to see what is kept of a customer."""
        self._make_privacy_requests("data_request", "orders_requested")

    @webhook_topic(
        "customers/redact",
        kind="Customer",
        resource=("customer", "id"),
        keeps=("customer", "orders_to_redact"),
        by_app=True,
    )
    def _handle_customers_redact(self):
        """What is kept of a customer is to be erased."""
        self._make_privacy_requests("customer_redact", "orders_to_redact")

    @webhook_topic("shop/redact", kind="Shop", resource=("shop_id",), by_app=True)
    def _handle_shop_redact(self):
        """The app was removed from the shop: all that is kept of it is to be erased."""
        self._make_privacy_requests("shop_redact")

    def _make_privacy_requests(self, kind, orders=None):
        """Make a request for each company that the shop is joined to.

        :param str kind: of the requests
        :param str orders: the field of the body that lists the orders
        """
        requests = self.env["shopify.privacy.request"]
        shops = self.connection_id.with_context(active_test=False).shop_ids
        known = {
            (request.event_id, request.company_id)
            for request in requests.search([("event_id", "in", self.ids)])
        }
        requests.create(
            [
                {
                    "kind": kind,
                    "shop_id": own.sorted("active", reverse=True)[0].id,
                    "event_id": event.id,
                    "received_at": event.received_at,
                    **event._person(orders),
                }
                for event in self
                for company, own in shops.grouped("company_id").items()
                if (event, company) not in known
            ]
        )

    def _person(self, orders):
        payload = self.payload or {}
        customer = payload.get("customer") or {}
        return {
            "customer_number": customer.get("id") and str(customer["id"]),
            "email": customer.get("email"),
            "phone": customer.get("phone"),
            "order_numbers": [str(number) for number in payload.get(orders) or []],
        }
