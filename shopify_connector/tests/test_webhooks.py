# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import json
import uuid
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.addons.shopify_connector.controllers.webhook import MOST_BYTES
from odoo.addons.shopify_connector.models.webhook import webhook_event
from odoo.addons.shopify_connector.shopify.webhooks import sign
from odoo.exceptions import UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from shopify_sandbox.clerk import Clerk
from shopify_sandbox.tokens import CLIENT_SECRET as SECRET
from shopify_sandbox.world.people import add_customer

from .common import ShopifyFixtures

REFUSAL = "This one is not wanted."


@tagged("post_install", "-at_install")
class TestWebhooks(ShopifyFixtures, HttpCase):
    """G9: what Shopify sends by itself is checked, kept once, and worked off later."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_company()
        cls.allow_sandbox()
        cls.shop = cls.a_shop(webhook_secret=SECRET, customer_import="all", allow_changes=True)
        cls.connection = cls.shop.connection_id
        cls.path = cls.connection._webhook_path()
        cls.events = cls.env["shopify.webhook.event"]

    def setUp(self):
        super().setUp()
        self.set_up_sandbox()

    # === WHAT SHOPIFY DOES === #

    def send(self, topic, data, **options):
        """Send a webhook as Shopify does.

        :param options: ``secret``, ``path``, ``body`` (another than the signed one), and headers
            such as ``webhook_id``, ``event_id``, ``triggered_at``, ``shop_domain``, ``signature``
        """
        signed = data if isinstance(data, bytes) else json.dumps(data).encode()
        headers = {
            "topic": topic,
            "shop_domain": self.connection.domain,
            "webhook_id": str(uuid.uuid4()),
            "event_id": str(uuid.uuid4()),
            "triggered_at": "2026-03-29T18:00:27.877041743Z",
            "hmac_sha256": sign(signed, options.pop("secret", SECRET)),
        }
        path = options.pop("path", self.path)
        body = options.pop("body", signed)
        headers.update(options)
        answer = self.url_open(
            path,
            data=body,
            method="POST",
            headers={
                "Content-Type": "application/json",
                **{
                    f"X-Shopify-{name.replace('_', '-').title()}": value
                    for name, value in headers.items()
                    if value is not None
                },
            },
        )
        self.env.invalidate_all()
        return answer.status_code

    def kept(self):
        return self.events.search([("connection_id", "=", self.connection.id)], order="id")

    def work_off(self):
        with self.without_commits():
            self.events._cron_work()
        self.env.invalidate_all()

    @staticmethod
    def customer(number):
        return {"id": number, "admin_graphql_api_id": f"gid://shopify/Customer/{number}"}

    def updates(self, *numbers, **options):
        for number in numbers:
            self.assertEqual(self.send("customers/update", self.customer(number), **options), 200)

    def customer_runs(self):
        return self.env["shopify.sync.run"].search([("kind", "=", "customers")])

    # === WHO MAY SEND === #

    def test_g9_a_signed_webhook_is_kept(self):
        secret_of_a_person = {**self.customer(7), "email": "anna@shoppers.example"}
        self.assertEqual(self.send("customers/update", secret_of_a_person, webhook_id="w"), 200)
        event = self.kept()
        self.assertEqual(event.topic, "customers/update")
        self.assertEqual(event.resource_gid, "gid://shopify/Customer/7")
        self.assertEqual(event.webhook_id, "w")
        self.assertEqual(str(event.triggered_at), "2026-03-29 18:00:27")
        self.assertEqual(event.state, "waiting")
        self.assertFalse(event.payload, "a webhook's body is a hint to fetch, never data")
        self.assertFalse(self.sandbox.requests, "the answer waited for Shopify")

    def test_g9_a_wrong_or_missing_signature_is_refused_and_nothing_kept(self):
        body = json.dumps(self.customer(7)).encode()
        changed = body.replace(b"7", b"8", 1)
        for options in (
            {"secret": "another"},
            {"hmac_sha256": None},
            {"hmac_sha256": ""},
            {"hmac_sha256": "é".encode().decode("latin-1")},
            {"body": changed},
            {"body": body + b" "},
            {"body": b""},
            {"Content-Type": "application/x-www-form-urlencoded", "secret": "another"},
        ):
            with self.subTest(**options):
                self.assertEqual(self.send("customers/update", body, **options), 401)
        self.assertFalse(self.kept())

    def test_g9_without_a_secret_nothing_is_accepted(self):
        self.connection.webhook_secret = False
        self.connection.former_webhook_secret = False
        self.assertEqual(self.send("customers/update", self.customer(7), secret=""), 401)

    def test_g9_an_unknown_shop_learns_nothing(self):
        for path in ("/shopify/webhook/guessed", "/shopify/webhook/False", self.path + "x"):
            with self.subTest(path):
                self.assertEqual(self.send("customers/update", self.customer(7), path=path), 404)
        self.assertFalse(self.kept())

    def test_g9_only_posts_are_answered(self):
        with mute_logger("odoo.http"):
            self.assertEqual(self.url_open(self.path).status_code, 405)

    def test_g9_a_body_that_is_too_large_is_refused(self):
        with mute_logger("odoo.http"):
            self.assertEqual(self.send("customers/update", b"x" * (MOST_BYTES + 1)), 413)
        self.assertFalse(self.kept())

    def test_g9_the_former_secret_is_accepted_for_an_hour(self):
        self.connection.webhook_secret = "shpss_renewed"
        self.updates(1, secret="shpss_renewed")
        self.updates(2, secret=SECRET)
        self.connection.former_webhook_secret_until -= timedelta(hours=1, minutes=1)
        self.assertEqual(self.send("customers/update", self.customer(3)), 401)
        self.connection._gc_former_webhook_secrets()
        self.assertFalse(self.connection.former_webhook_secret)

    def test_g9_the_secret_of_an_app_is_its_client_secret(self):
        self.connection.write({"authentication": "client", "client_secret": "of-the-app"})
        self.updates(1, secret="of-the-app")

    def another_connection(self, secret=SECRET):
        """A shop that the same app is installed in, unless another secret is given."""
        self.connection.domain = "one.myshopify.com"
        return self.env["shopify.connection"].create(
            {"domain": "two.myshopify.com", "authentication": "token", "webhook_secret": secret}
        )

    def test_g9_an_apps_one_address_serves_the_shops_it_is_installed_in(self):
        other = self.another_connection()
        send = {"shop_domain": "two.myshopify.com"}
        self.assertEqual(self.send("customers/update", self.customer(7), **send), 200)
        self.assertEqual(self.events.search([]).connection_id, other)

    def test_g9_nobody_speaks_for_a_shop_of_another_app(self):
        self.another_connection(secret="another app's")
        for domain in ("two.myshopify.com", "three.myshopify.com"):
            send = {"shop_domain": domain}
            self.assertEqual(self.send("customers/update", self.customer(7), **send), 404)
        self.assertFalse(self.events.search([]))

    # === ONCE ONLY === #

    def test_g9_a_repeated_webhook_is_kept_once(self):
        self.updates(7, webhook_id="w", event_id="e")
        self.updates(7, webhook_id="w", event_id="e")
        self.updates(7, webhook_id="another message", event_id="e")
        self.updates(7, webhook_id="w", event_id="another event")
        self.assertEqual(len(self.kept()), 1)

    def test_g9_one_event_may_tell_of_several_records(self):
        self.updates(7, 8, event_id="e")
        self.assertEqual(self.send("customers/create", self.customer(7), event_id="e"), 200)
        self.assertEqual(len(self.kept()), 3)

    def test_g9_webhooks_without_ids_are_all_kept(self):
        self.updates(7, 7, webhook_id=None, event_id=None)
        self.assertEqual(len(self.kept()), 2)

    # === WORKED OFF === #

    def test_g9_what_nobody_works_with_is_ignored(self):
        self.assertEqual(self.send("themes/publish", {"id": 1}), 200)
        self.assertEqual(self.kept().state, "ignored")

    def test_g9_a_signed_body_that_names_nothing_does_no_harm(self):
        for body in (b"", b"[1]", b"{", b'{"id": null}', b'{"admin_graphql_api_id": "?"}'):
            self.assertEqual(self.send("customers/update", body), 200)
        self.work_off()
        self.assertEqual(set(self.kept().mapped("state")), {"done"})
        self.assertFalse(self.customer_runs())

    def test_g9_a_flood_becomes_one_sync(self):
        numbers = [str(number) for number in range(1000, 1100)]
        self.updates(*range(1000, 1100))
        self.work_off()
        self.updates(*range(1050, 1150))
        self.work_off()
        run = self.customer_runs()
        self.assertEqual(len(run), 1)
        self.assertEqual(run.trigger, "webhook")
        wanted = [*numbers, *(str(number) for number in range(1100, 1150))]
        self.assertEqual(run.options, {"shopify_ids": wanted})
        self.assertEqual(set(self.kept().mapped("state")), {"done"})
        self.assertFalse(self.sandbox.requests)
        with self.without_commits():
            run._execute()
        self.assert_done(run)
        self.assertLessEqual(len(self.sandbox.requests), 3)

    def test_g9_the_order_is_that_of_what_happened(self):
        self.updates(1, triggered_at="2026-03-29T18:00:03Z")
        self.updates(2, triggered_at="2026-03-29T18:00:01Z")
        self.updates(3, triggered_at="2026-03-29T18:00:02Z")
        self.work_off()
        self.assertEqual(self.customer_runs().options, {"shopify_ids": ["2", "3", "1"]})

    def test_g9_a_failure_is_kept_and_tried_again_with_growing_pauses(self):
        self.updates(1, 2)
        good, bad = self.kept()
        sync = type(self.connection)._sync_customers_of_webhooks

        def refuse(connection, numbers):
            if "2" in numbers:
                raise UserError(REFUSAL)
            return sync(connection, numbers)

        with patch.object(type(self.connection), "_sync_customers_of_webhooks", refuse):
            self.work_off()
            self.assertEqual((good.state, bad.state), ("done", "failed"))
            self.assertEqual(bad.error, REFUSAL)
            first = bad.retry_at - fields.Datetime.now()
            self.work_off()
            self.assertEqual(bad.attempts, 1, "it was not left alone for its pause")
            bad.retry_at = fields.Datetime.now()
            self.work_off()
            self.assertGreater(bad.retry_at - fields.Datetime.now(), first)
            bad.write({"attempts": webhook_event.MOST_ATTEMPTS - 1, "retry_at": "2020-01-01"})
            self.work_off()
            self.assertFalse(bad.retry_at, "it is tried for ever")
        bad.action_retry()
        self.work_off()
        self.assertEqual((bad.state, bad.error), ("done", False))

    def test_g9_old_webhooks_go_away(self):
        self.updates(1, 2)
        self.work_off()
        old, young = self.kept()
        old.received_at -= timedelta(days=self.shop.log_days + 1)
        self.events._gc_old_events()
        self.assertEqual(self.kept(), young)

    # === CUSTOMERS === #

    def a_customer(self, number, **values):
        return self.env["shopify.customer"].create(
            {
                "connection_id": self.connection.id,
                "shop_id": self.shop.id,
                "shopify_id": str(number),
                "name": f"Customer {number}",
                **values,
            }
        )

    def test_c2_only_wanted_customers_are_fetched(self):
        self.a_customer(1)
        for mode, expected in (("none", []), ("with_orders", ["1"]), ("all", ["1", "2"])):
            with self.subTest(mode):
                self.shop.customer_import = mode
                self.updates(1, 2)
                self.work_off()
                run = self.customer_runs()
                self.assertEqual((run.options or {}).get("shopify_ids", []), expected)
                run.unlink()

    def test_c15_a_deleted_customer_is_marked_and_its_partner_stays(self):
        partner = self.env["res.partner"].create({"name": "Anna"})
        customer = self.a_customer(7, partner_id=partner.id)
        self.assertEqual(self.send("customers/delete", self.customer(7)), 200)
        self.assertEqual(self.send("customers/delete", self.customer(8)), 200)
        self.work_off()
        self.assertEqual(customer.removed, "deleted")
        self.assertEqual(customer.partner_id, partner)
        self.assertEqual(set(self.kept().mapped("state")), {"done"})

    def merge(self, deleted, kept):
        return self.send(
            "customers/merge",
            {
                "admin_graphql_api_customer_kept_id": f"gid://shopify/Customer/{kept}",
                "admin_graphql_api_customer_deleted_id": f"gid://shopify/Customer/{deleted}",
                "admin_graphql_api_job_id": None,
                "status": "completed",
                "errors": [],
            },
        )

    def test_c15_the_kept_customer_takes_the_merged_ones_partner(self):
        partner = self.env["res.partner"].create({"name": "Anna"})
        merged = self.a_customer(7, partner_id=partner.id)
        kept = self.a_customer(8)
        self.assertEqual(self.merge(7, 8), 200)
        self.assertEqual(self.send("customers/delete", self.customer(7)), 200)
        self.work_off()
        self.assertEqual((merged.removed, merged.merged_into_id), ("merged", kept))
        self.assertEqual((merged.partner_id, kept.partner_id), (partner, partner))
        self.assertFalse(kept.removed)
        self.assertEqual(self.customer_runs().options, {"shopify_ids": ["8"]})

    def test_c15_the_kept_customer_keeps_its_own_partner(self):
        anna, bert = self.env["res.partner"].create([{"name": "Anna"}, {"name": "Bert"}])
        self.a_customer(7, partner_id=anna.id)
        kept = self.a_customer(8, partner_id=bert.id)
        self.merge(7, 8)
        self.work_off()
        self.assertEqual(kept.partner_id, bert)

    def test_c15_a_customer_merged_into_an_unknown_one(self):
        partner = self.env["res.partner"].create({"name": "Anna"})
        merged = self.a_customer(7, partner_id=partner.id)
        self.merge(7, 9)
        self.work_off()
        self.assertEqual(merged.merged_into_id.shopify_id, "9")
        self.assertEqual(merged.merged_into_id.partner_id, partner)

    # === SUBSCRIBING === #

    def subscribe(self):
        """Subscribe, and let the sandbox call from now on."""
        rows = self.shop.shopify_subscribe_webhooks()
        self.sandbox.webhooks.send = self.deliver
        self.env.invalidate_all()
        return {row["topic"]: row["state"] for row in rows}

    def deliver(self, delivery):
        path = delivery.address.removeprefix(self.connection.get_base_url())
        answer = self.url_open(path, data=delivery.body, headers=delivery.headers, method="POST")
        return answer.status_code

    def there(self):
        """Return what Shopify has: the address by topic."""
        return {one["topic"]: one["uri"] for one in self.sandbox.webhooks.subscriptions}

    def url(self):
        return self.connection.get_base_url() + self.path

    def a_sandbox_customer(self, email="anna@shoppers.example"):
        return add_customer(self.shopify, "Anna", "Schmidt", email=email)

    def test_g9_subscribing_to_all_that_the_connector_works_with(self):
        states = self.subscribe()
        topics = {f"customers/{what}" for what in ("create", "update", "delete", "merge")}
        topics |= {f"products/{what}" for what in ("create", "update", "delete")}
        by_app = {"customers/data_request", "customers/redact", "shop/redact"}
        self.assertEqual({t for t, state in states.items() if state == "subscribed"}, topics)
        self.assertEqual({t for t, state in states.items() if state == "by_app"}, by_app)
        expected = {topic.replace("/", "_").upper(): self.url() for topic in topics}
        self.assertEqual(self.there(), expected)
        self.assertEqual(self.shop.webhook_url, self.url())

    def test_g9_subscribing_again_changes_nothing(self):
        self.subscribe()
        before = [dict(one) for one in self.sandbox.webhooks.subscriptions]
        self.sandbox.reset()
        self.subscribe()
        self.assertEqual([dict(one) for one in self.sandbox.webhooks.subscriptions], before)
        self.assertEqual(len(self.sandbox.requests), 1)

    def test_g9_what_is_missing_or_points_elsewhere_is_repaired(self):
        self.subscribe()
        expected = self.there()
        first, second = self.sandbox.webhooks.subscriptions[:2]
        first["uri"] = "https://old.example.com" + self.path
        self.sandbox.webhooks.subscriptions.remove(second)
        self.subscribe()
        self.assertEqual(self.there(), expected)
        self.assertEqual(len(self.sandbox.webhooks.subscriptions), len(expected))

    def repair(self):
        with self.without_commits():
            self.env["shopify.connection"]._cron_repair_webhooks()
        self.env.invalidate_all()

    def test_g9_what_shopify_has_ended_is_subscribed_again_by_schedule(self):
        self.repair()
        self.assertFalse(self.there(), "off until somebody switches it on")
        self.subscribe()
        expected = self.there()
        del self.sandbox.webhooks.subscriptions[1:]
        self.shop.allow_changes = False
        self.repair()
        self.assertEqual(len(self.there()), 1)
        self.shop.allow_changes = True
        self.repair()
        self.assertEqual(self.there(), expected)
        del self.sandbox.webhooks.subscriptions[:]
        self.env["ir.config_parameter"].set_param("database.uuid", str(uuid.uuid4()))
        self.repair()
        self.assertFalse(self.there(), "a copy subscribed by itself")

    def test_g9_a_copy_never_repoints_the_originals_webhooks(self):
        self.subscribe()
        original = [dict(one) for one in self.sandbox.webhooks.subscriptions]
        self.env["ir.config_parameter"].set_param("database.uuid", str(uuid.uuid4()))
        self.subscribe()
        now = self.sandbox.webhooks.subscriptions
        self.assertEqual([dict(one) for one in now[: len(original)]], original)
        self.assertEqual(len(now), 2 * len(original))
        self.assertNotEqual(self.connection._webhook_path(), self.path)
        self.shop.action_unsubscribe_webhooks()
        self.assertEqual([dict(one) for one in now], original)

    def test_g9_shopify_must_be_able_to_call(self):
        self.connection.domain = "my-shop.myshopify.com"
        parameters = self.env["ir.config_parameter"].sudo()
        for base in (
            "http://odoo.example.com",
            "https://localhost:8069",
            "https://192.168.1.4",
            "https://odoo",
            "https://odoo.local",
        ):
            parameters.set_param("web.base.url", base)
            with self.subTest(base), self.assertRaises(UserError) as caught:
                self.shop.shopify_subscribe_webhooks()
            self.assertIn(base, str(caught.exception))
            self.assertIn("web.base.url", str(caught.exception))
        parameters.set_param("web.base.url", "https://odoo.example.com")
        self.assertTrue(self.connection._webhook_url().startswith("https://odoo.example.com/"))

    def test_g13_nothing_is_subscribed_while_changes_are_off(self):
        self.shop.allow_changes = False
        with self.assertRaises(UserError) as caught:
            self.shop.shopify_subscribe_webhooks()
        self.assertIn("Allow changes", str(caught.exception))
        self.assertFalse(self.there())

    def test_g9_without_a_secret_nothing_is_subscribed(self):
        self.connection.webhook_secret = False
        with self.assertRaises(UserError) as caught:
            self.shop.shopify_subscribe_webhooks()
        self.assertIn("API secret key", str(caught.exception))

    def test_g9_only_managers_subscribe(self):
        user = new_test_user(self.env, "user", "shopify_connector.group_user")
        for method in ("action_subscribe_webhooks", "action_unsubscribe_webhooks"):
            with self.subTest(method), self.assertRaises(UserError):
                getattr(self.shop.with_user(user), method)()

    def test_g9_an_archived_shop_is_not_called(self):
        self.subscribe()
        second = self.shop.copy()
        self.shop.action_archive()
        self.assertTrue(self.there(), "the other shop record still needs it")
        second.action_archive()
        self.assertFalse(self.there())
        self.assertFalse(self.shop.subscription_ids)

    def test_g9_from_a_change_in_shopify_to_a_sync(self):
        self.subscribe()
        customer = self.a_sandbox_customer()
        number = customer["legacyResourceId"]
        self.sandbox.webhooks.flush()
        for name in ("Berta", "Carla"):
            Clerk(self.shopify).rename(customer, name, "Schmidt")
            self.sandbox.webhooks.flush()
        self.env.invalidate_all()
        topics = self.kept().mapped("topic")
        self.assertEqual(topics, ["customers/create", "customers/update", "customers/update"])
        self.work_off()
        self.assertEqual(self.customer_runs().options, {"shopify_ids": [str(number)]})
        self.assertTrue(self.shop.subscription_ids.filtered("last_received_at"))
        with self.without_commits():
            self.customer_runs()._execute()
        self.env.invalidate_all()
        record = self.env["shopify.customer"].search([("shopify_id", "=", str(number))])
        self.assertEqual(record.name, "Carla Schmidt", "the state at the time of fetching counts")

    def test_g9_only_ids_are_asked_for(self):
        self.subscribe()
        self.a_sandbox_customer()
        (delivery,) = self.sandbox.webhooks.flush()
        self.assertEqual(set(json.loads(delivery.body)), {"admin_graphql_api_id"})

    def test_g9_late_doubled_and_wrongly_signed_ones_do_no_harm(self):
        self.subscribe()
        mishaps = self.sandbox.webhooks.mishaps
        mishaps.plan("twice")
        mishaps.plan("out_of_order")
        mishaps.plan("wrong_signature", topic="customers/delete")
        first, second = (
            self.a_sandbox_customer("one@a.example"),
            self.a_sandbox_customer("two@a.example"),
        )
        Clerk(self.shopify).delete(second)
        self.sandbox.webhooks.flush()
        self.env.invalidate_all()
        self.assertEqual(self.kept().mapped("resource_gid"), [first["id"]])
        self.work_off()
        self.assertEqual(set(self.kept().mapped("state")), {"done"})
        mishaps.plan("late")
        Clerk(self.shopify).rename(first, "Berta", "Schmidt")
        self.sandbox.webhooks.flush()
        self.shopify.clock.advance(minutes=2)
        self.sandbox.webhooks.flush()
        self.work_off()
        self.assertEqual(self.kept().mapped("topic"), ["customers/create", "customers/update"])
        self.assertEqual(len(self.customer_runs()), 1)

    def test_c15_a_merge_in_shopify(self):
        self.subscribe()
        self.shop.create_without_address = True
        one, two = (
            self.a_sandbox_customer("one@a.example"),
            self.a_sandbox_customer("two@a.example"),
        )
        self.sync(self.shop, "customers")
        kept, gone = Clerk(self.shopify).merge(one, two)
        self.sandbox.webhooks.flush()
        self.work_off()
        customers = self.env["shopify.customer"]
        kept = customers.search([("shopify_id", "=", str(kept["legacyResourceId"]))])
        gone = customers.search([("shopify_id", "=", str(gone["legacyResourceId"]))])
        self.assertEqual((gone.removed, gone.merged_into_id), ("merged", kept))
        self.assertTrue(gone.partner_id, "the partner stays")

    def test_c16_a_request_of_shopify_becomes_a_task(self):
        self.subscribe()
        self.sandbox.webhooks.privacy_address = self.shop.webhook_url
        customer = self.a_sandbox_customer()
        Clerk(self.shopify).ask_erasure(customer)
        self.sandbox.webhooks.flush()
        self.work_off()
        request = self.env["shopify.privacy.request"].search([])
        self.assertEqual(request.kind, "customer_redact")
        self.assertEqual(request.customer_number, str(customer["legacyResourceId"]))
