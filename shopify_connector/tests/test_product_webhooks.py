# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import json

from odoo.addons.shopify_connector.shopify.webhooks import WebhookHeaders

from shopify_sandbox.webhooks.catalogue_payloads import id_body, product_body

from .product_import_case import ProductImportCase


class TestProductWebhooks(ProductImportCase):
    """P13: webhooks about products are hints to fetch."""

    def tell(self, topic, body):
        """Receive a webhook and work it off; return the runs that it has queued."""
        headers = WebhookHeaders.from_headers(
            {"X-Shopify-Topic": topic, "X-Shopify-Webhook-Id": f"{topic} {body}"}
        )
        events = self.env["shopify.webhook.event"]
        events._receive(self.shop.connection_id, headers, json.dumps(body).encode())
        with self.without_commits():
            events._cron_work()
        self.env.invalidate_all()
        self.assertEqual(set(events.search([]).mapped("state")), {"done"})
        return self.env["shopify.sync.run"].search([("state", "=", "waiting")])

    def work_off(self, run):
        with self.without_commits():
            run._execute()
        self.env.invalidate_all()
        self.assert_done(run)

    def number(self, node):
        return node["id"].rpartition("/")[2]

    def test_p13_a_new_product_is_fetched_and_made(self):
        mug, cup = self.in_shopify("Mug"), self.in_shopify("Cup")
        run = self.tell("products/create", product_body(mug))
        self.assertEqual(run.options, {"shopify_ids": [self.number(mug)]})
        self.work_off(run)
        self.assertEqual(self.record(mug).odoo_template_id.name, "Mug")
        self.assertFalse(self.record(cup))

    def test_p13_changes_are_gathered_and_read_as_they_are_then(self):
        self.shop.shopify_can_update_products = True
        mug = self.in_shopify("Mug")
        self.assert_done(self.sync(self.shop, "products"))
        for title in ("Cup", "Beaker"):
            self.change(mug, title=title)
            run = self.tell("products/update", {**product_body(mug), "title": "Not to be believed"})
        self.work_off(run)
        self.assertEqual(self.record(mug).name, "Beaker")
        self.assertEqual(self.record(mug).odoo_template_id.name, "Beaker")

    def test_p13_a_deleted_product_is_marked_and_odoos_stays(self):
        mug = self.in_shopify("Mug")
        self.assert_done(self.sync(self.shop, "products"))
        self.assertFalse(self.tell("products/delete", id_body(mug)))
        self.assertTrue(self.record(mug).removed)
        self.assertTrue(self.record(mug).odoo_template_id.active)

    def test_p13_a_product_that_is_gone_when_it_is_fetched_is_marked(self):
        mug = self.in_shopify("Mug")
        self.assert_done(self.sync(self.shop, "products"))
        run = self.tell("products/update", product_body(mug))
        self.shopify.remove(mug)
        self.work_off(run)
        self.assertTrue(self.record(mug).removed)

    def test_p1_who_sends_products_keeps_the_known_ones_as_they_are_in_shopify(self):
        mug, cup = self.in_shopify("Mug"), self.in_shopify("Cup")
        self.stage()
        self.record(cup).unlink()
        self.shop.product_sync = "to_shopify"
        self.change(mug, title="Beaker")
        self.assertFalse(self.tell("products/create", product_body(cup)))
        run = self.tell("products/update", product_body(mug))
        self.work_off(run)
        self.assertEqual(self.record(mug).name, "Beaker")
        self.assertFalse(self.record(mug).odoo_template_id, "a mere change makes no product")

    def test_p1_where_products_come_with_orders_nothing_is_fetched(self):
        mug = self.in_shopify("Mug")
        self.stage()
        self.shop.product_sync = "none"
        self.assertFalse(self.tell("products/update", product_body(mug)))
