# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.addons.shopify_connector.shopify import documents
from odoo.addons.shopify_connector.shopify.errors import HandsOff, ShopifyError
from odoo.addons.shopify_connector.shopify.webhooks import WebhookHeaders
from odoo.modules.neutralize import get_neutralization_queries

from .common import ShopifyCase


class TestNeutralize(ShopifyCase):
    """G13: a copy of the database neither touches the live shop nor knows how."""

    def test_g13_a_neutralised_copy_keeps_its_hands_off(self):
        self.shop.write(
            {
                "authentication": "client",
                "client_id": "sandbox-client-id",
                "client_secret": "sandbox-client-secret",
                "allow_changes": True,
                "webhook_secret": "shpss_sandbox",
            }
        )
        self.shop.action_test_connection()
        self.shop.shopify_subscribe_webhooks()
        self.shop.client_secret = "renewed"
        headers = WebhookHeaders.from_headers({"X-Shopify-Topic": "customers/update"})
        events = self.env["shopify.webhook.event"]
        events._receive(self.shop.connection_id, headers, b"{}")
        schedule = self.env["shopify.schedule"].create(
            {"shop_id": self.shop.id, "kind": "orders", "active": True}
        )
        waiting = self.shop._queue_run("orders", trigger="schedule")
        connection = self.shop.connection_id
        self.env.flush_all()
        queries = list(get_neutralization_queries(["base", "shopify_connector"]))
        for query in queries:
            self.env.cr.execute(query)
        self.env.invalidate_all()
        self.assertFalse(self.shop.allow_changes)
        self.assertEqual(self.shop.connection_state, "untested")
        self.assertFalse(
            connection.client_id or connection.client_secret or connection.access_token
        )
        self.assertFalse(connection.webhook_key or connection.webhook_secret)
        self.assertFalse(connection.former_webhook_secret)
        self.assertFalse(connection._webhook_secrets())
        self.assertFalse(connection.subscription_ids, "it could end the original's")
        self.assertEqual(events.search([]).state, "ignored")
        self.assertFalse(self.env.ref("shopify_connector.cron_webhooks").active)
        self.assertFalse(connection.token_ids)
        self.assertFalse(schedule.active)
        self.assertFalse(schedule.cron_id.active)
        self.assertFalse(self.env.ref("shopify_connector.cron_worker_1").active)
        self.assertEqual(waiting.state, "cancelled")
        self.sandbox.reset()
        self.assertEqual(self.sync(self.shop, "locations").state, "failed")
        self.assertFalse(self.sandbox.requests, "the copy called the live shop")

    def test_g13_nothing_is_changed_until_changes_are_switched_on(self):
        self.assertFalse(self.shop.allow_changes)
        variables = {
            "mutation": "mutation call($input: String!) { a }",
            "stagedUploadPath": "tmp/1",
        }
        client = self.shop._client(self.shop._recorder())
        with self.assertRaises(HandsOff):
            client.execute(documents.BULK_RUN_MUTATION, variables)
        self.assertFalse(self.sandbox.requests)
        client.locations()
        self.assertTrue(self.sandbox.requests, "reading goes on")
        self.shop.allow_changes = True
        client = self.shop._client(self.shop._recorder())
        with self.assertRaises(ShopifyError) as refused:
            client.execute(documents.BULK_RUN_MUTATION, variables)
        self.assertNotIsInstance(refused.exception, HandsOff)
