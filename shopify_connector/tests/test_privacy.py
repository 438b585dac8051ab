# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import io
import json
import zipfile
from datetime import timedelta

from odoo import fields
from odoo.addons.shopify_connector.shopify.webhooks import WebhookHeaders
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user
from odoo.tools import SQL

from shopify_sandbox.clerk import Clerk
from shopify_sandbox.shopper import sample_address
from shopify_sandbox.world.people import add_customer

from .common import ShopifyCase

# Nothing in the shop is called so but the person.
PERSON = ("Quirina", "Zwanenburg", "quirina@zwanenburg.example", "+31201234567")


class TestPrivacy(ShopifyCase):
    """C16: a person's data are shown or erased within 30 days; documents stay."""

    def setUp(self):
        super().setUp()
        self.shop.log_level = "all"
        first, last, email, phone = PERSON
        address = sample_address(self.shopify, "NL", first_name=first, last_name=last, phone=phone)
        self.person = add_customer(
            self.shopify, first, last, email=email, phone=phone, addresses=[address]
        )
        self.manager = self.a_user("manager", "shopify_connector.group_manager")
        self.requests = self.env["shopify.privacy.request"]

    def a_user(self, login, groups):
        return new_test_user(
            self.env, login, groups, company_id=self.company.id, company_ids=[self.company.id]
        )

    def an_order(self, **options):
        """An order of the person, with what a person leaves on an order, imported."""
        builder = self.buy(**options).by(self.person)
        (order,) = self.take_in(builder.place())
        return order

    def number(self, shopify):
        return str(shopify["id"]).rsplit("/", 1)[-1]

    def tell(self, topic, **body):
        """Let Shopify ask for something, and give the request it becomes."""
        known = self.requests.search([])
        headers = WebhookHeaders.from_headers(
            {"X-Shopify-Topic": topic, "X-Shopify-Webhook-Id": f"{topic} {len(known)}"}
        )
        body = {"shop_id": 1, "shop_domain": self.shop.domain, **body}
        events = self.env["shopify.webhook.event"]
        events._receive(self.shop.connection_id, headers, json.dumps(body).encode())
        with self.without_commits():
            events._cron_work()
        self.env.invalidate_all()
        return self.requests.search([]) - known

    def ask_for(self, topic, *orders):
        email, phone = PERSON[2:]
        numbers = [int(order.shopify_id) for order in orders]
        return self.tell(
            topic,
            customer={"id": int(self.number(self.person)), "email": email, "phone": phone},
            **{"orders_to_redact" if "redact" in topic else "orders_requested": numbers},
        )

    def tables_that_name(self, *words):
        """Return the connector's columns that hold one of the words, whatever their type."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name LIKE 'shopify\\_%'
            AND data_type IN ('character varying', 'text', 'jsonb', 'json')
            """
        )
        found = set()
        for table, column in self.env.cr.fetchall():
            self.env.cr.execute(
                SQL(
                    "SELECT 1 FROM %s WHERE %s::text ILIKE ANY(%s) LIMIT 1",
                    SQL.identifier(table),
                    SQL.identifier(column),
                    [f"%{word}%" for word in words],
                )
            )
            if self.env.cr.rowcount:
                found.add(f"{table}.{column}")
        return found

    # === REQUESTS === #

    def test_c16_each_of_shopifys_webhooks_becomes_a_request_with_a_deadline(self):
        order = self.an_order()
        for topic, kind in (
            ("customers/data_request", "data_request"),
            ("customers/redact", "customer_redact"),
        ):
            with self.subTest(topic):
                request = self.ask_for(topic, order)
                self.assertEqual(request.kind, kind)
                self.assertEqual(request.shop_id, self.shop)
                self.assertEqual(request.customer_number, order.customer_id.shopify_id)
                self.assertEqual((request.email, request.phone), PERSON[2:])
                self.assertEqual(request.order_numbers, [order.shopify_id])
                self.assertEqual(request.customer_ids, order.customer_id)
                self.assertEqual(request.order_count, 1)
                self.assertEqual(request.deadline, request.received_at.date() + timedelta(days=30))
                self.assertEqual(request.state, "open")
                self.assertFalse(request.event_id.payload, "kept in one place only")
        request = self.tell("shop/redact")
        self.assertEqual((request.kind, request.customer_number), ("shop_redact", False))

    def test_c16_a_request_is_made_once(self):
        request = self.ask_for("customers/redact")
        request.event_id.write({"state": "waiting", "payload": {"customer": {"id": 1}}})
        with self.without_commits():
            self.env["shopify.webhook.event"]._cron_work()
        self.assertEqual(self.requests.search([]), request)

    def test_c16_the_responsible_user_gets_an_activity_with_the_deadline(self):
        self.shop.privacy_user_id = self.manager
        request = self.ask_for("customers/redact")
        activity = request.activity_ids
        self.assertEqual(activity.user_id, self.manager)
        self.assertEqual(activity.date_deadline, request.deadline)
        other = self.a_user("other", "shopify_connector.group_manager")
        request.user_id = other
        self.assertEqual(activity.user_id, other)
        request.with_user(other).action_not_needed()
        self.assertFalse(request.activity_ids)
        self.assertEqual((request.state, request.done_by_id), ("not_needed", other))
        request.action_reopen()
        self.assertEqual((request.state, request.activity_ids.user_id), ("open", other))

    def test_c16_without_a_responsible_user_a_manager_is_told(self):
        request = self.ask_for("customers/redact")
        self.assertTrue(request.user_id.has_group("shopify_connector.group_manager"))

    def test_c16_overdue_requests_are_seen(self):
        late = self.ask_for("customers/redact")
        late.received_at -= timedelta(days=31)
        self.ask_for("customers/data_request")
        self.assertTrue(late.is_overdue)
        self.assertEqual(self.shop.privacy_request_count, 2)
        self.assertEqual(self.shop.privacy_overdue_count, 1)
        late.action_not_needed()
        self.env.invalidate_all()
        self.assertFalse(late.is_overdue)
        self.assertEqual((self.shop.privacy_request_count, self.shop.privacy_overdue_count), (1, 0))

    def test_c16_a_request_can_be_entered_by_hand(self):
        order = self.an_order()
        with Form(self.requests.with_user(self.manager)) as form:
            form.kind = "data_request"
            form.shop_id = self.shop
            form.customer_number = order.customer_id.shopify_id
        request = form.record
        self.assertEqual(request.customer_ids, order.customer_id)
        self.assertTrue(request.activity_ids)

    # === EXPORT === #

    def test_c16_export_has_all_that_is_kept_of_the_customer(self):
        order = self.an_order()
        stranger = self.take_in(self.buy().place())
        request = self.ask_for("customers/data_request", order)
        (answer,) = request.with_user(self.manager).shopify_export()
        attachment = self.env["ir.attachment"].browse(answer["attachment_id"])
        self.assertEqual((attachment.res_model, attachment.res_id), (request._name, request.id))
        archive = zipfile.ZipFile(io.BytesIO(attachment.raw))
        parts = {name: json.loads(archive.read(name)) for name in archive.namelist()}
        (customer,) = parts["customers.json"]
        self.assertEqual((customer["first_name"], customer["last_name"]), PERSON[:2])
        self.assertEqual(customer["email"], PERSON[2])
        self.assertEqual(customer["addresses"][0]["last_name"], PERSON[1])
        (exported,) = parts["orders.json"]
        self.assertEqual(exported["name"], order.name)
        self.assertEqual(exported["as_shopify_sent_it"]["email"], PERSON[2])
        (partner,) = parts["partners.json"]
        self.assertEqual(partner["email"], PERSON[2])
        self.assertTrue(parts["log_entries.json"])
        self.assertNotIn(stranger.name, archive.read("orders.json").decode())
        self.assertEqual(answer["orders"], 1)
        self.assertEqual(request.message_ids[0].author_id, self.manager.partner_id)
        self.assertEqual(request.state, "open", "it has to be handed over yet")
        request.action_done()
        self.assertEqual(request.state, "done")

    def test_c16_a_whole_shop_is_not_exported(self):
        with self.assertRaises(UserError):
            self.tell("shop/redact").shopify_export()

    # === ANONYMISE === #

    def anonymise(self, request, **options):
        (answer,) = request.with_user(self.manager).shopify_anonymise(**options)
        self.env.invalidate_all()
        return answer

    def test_c16_anonymising_leaves_nothing_of_the_person(self):
        order = self.an_order()
        customer, sale = order.customer_id, order.sale_order_id
        partner = customer.partner_id
        self.assertTrue(self.tables_that_name(*PERSON))
        amounts = (order.total, order.total_tax, order.untaxed, order.country_code)
        lines = order.line_ids.mapped(lambda line: (line.name, line.sku, line.unit_price))
        kept = (sale.name, sale.amount_total, sale.partner_id)
        other = self.take_in(self.buy().place())
        request = self.ask_for("customers/redact", order)
        request.with_user(self.manager).shopify_export()
        answer = self.anonymise(request)
        self.assertEqual((answer["customers"], answer["orders"]), (1, 1))
        self.assertEqual(self.tables_that_name(*PERSON), set())
        # What stays, so that nothing is imported twice:
        self.assertEqual(amounts, (order.total, order.total_tax, order.untaxed, order.country_code))
        self.assertEqual(
            lines, order.line_ids.mapped(lambda line: (line.name, line.sku, line.unit_price))
        )
        self.assertEqual(order.data_ids.raw["id"].rsplit("/", 1)[-1], order.shopify_id)
        self.assertEqual(order.shipping_address["country_code"], "NL")
        self.assertEqual((order.customer_id, order.sale_order_id), (customer, sale))
        self.assertEqual((order.state, customer.partner_id), ("done", partner))
        self.assertEqual(kept, (sale.name, sale.amount_total, sale.partner_id))
        self.assertEqual(partner.email, PERSON[2], "the partner was to be left")
        # Who did it, and when:
        self.assertEqual((request.state, request.done_by_id), ("done", self.manager))
        self.assertTrue(request.done_at)
        self.assertEqual(request.message_ids[0].author_id, self.manager.partner_id)
        self.assertFalse(request.activity_ids)
        for word in PERSON:
            self.assertNotIn(word, " ".join(request.message_ids.mapped("body")))
        # Nobody else lost anything:
        self.assertTrue(other.email and other.customer_id.email and other.billing_address)

    def test_c16_the_reasons_for_what_was_skipped_go_too(self):
        """Whatever a row is about: the customer, a consent of it, its order or its partner."""
        order = self.an_order()
        customer = order.customer_id
        self.env["shopify.sync.skip"]._note(
            self.shop,
            "customers",
            [
                {
                    "shopify_id": f"{record._name}-{record.id}",
                    "name": customer.name,
                    "res_model": record._name,
                    "res_id": record.id,
                    "code": "refused",
                    "reason": f"Shopify did not take {PERSON[2]}.",
                    "fix": "Correct it.",
                }
                for record in (customer, order, customer.partner_id)
            ],
        )
        self.anonymise(self.ask_for("customers/redact", order))
        self.assertFalse(self.env["shopify.sync.skip"].search([]))
        self.assertEqual(self.tables_that_name(*PERSON), set())

    def test_c16_export_files_go_too(self):
        order = self.an_order()
        shown = self.ask_for("customers/data_request", order)
        (answer,) = shown.shopify_export()
        self.anonymise(self.ask_for("customers/redact", order))
        self.assertFalse(self.env["ir.attachment"].browse(answer["attachment_id"]).exists())
        self.assertFalse(shown.email)

    def test_c16_a_sync_brings_nothing_back(self):
        order = self.an_order()
        customer = order.customer_id
        self.anonymise(self.ask_for("customers/redact", order))
        raw = order.data_ids.raw
        merchant = self.merchant_later()
        merchant.fulfil(self.shopify.collections["Order"][0])
        run = self.sync(self.shop)
        self.assertEqual(run.changed_count, 1, "the change itself is read")
        self.assertEqual(order.fulfillment_status, "FULFILLED")
        self.assertNotEqual(order.data_ids.raw, raw)
        self.assertEqual(self.tables_that_name(*PERSON[:3]), {"shopify_log.answer"})
        self.shop.customer_import = "all"
        self.shop.log_level = "off"
        self.env["shopify.log"].search([]).unlink()
        self.shopify.clock.advance(minutes=1)
        Clerk(self.shopify).write_note(self.person, "Changed once more")
        self.assert_done(self.sync(self.shop, "customers"))
        self.assertEqual(self.tables_that_name(*PERSON), set())
        self.assertFalse(customer.note)

    def test_c16_an_unchanged_order_stays_unchanged(self):
        order = self.an_order()
        self.anonymise(self.ask_for("customers/redact", order))
        self.shop.orders_synced_until = False
        order.shopify_updated_at -= timedelta(days=1)
        run = self.sync(self.shop)
        self.assertEqual((run.changed_count, run.failed_count), (0, 0))

    def test_c16_an_older_order_comes_without_the_person_and_a_new_one_with(self):
        order = self.an_order()
        self.anonymise(self.ask_for("customers/redact", order))
        older = self.buy().by(self.person).place()
        order.customer_id.anonymised_at = fields.Datetime.now() + timedelta(days=9999)
        (older,) = self.take_in(older)
        self.assertFalse(older.email or older.data_ids.raw["email"])
        order.customer_id.anonymised_at = "2000-01-01"
        (newer,) = self.take_in(self.buy().by(self.person).place())
        self.assertEqual(newer.email, PERSON[2])
        self.assertTrue(newer.customer_id.anonymised_at)
        self.assertFalse(newer.customer_id.email)

    def test_c16_an_order_that_waits_is_left_out(self):
        self.shop.auto_create_customers = False
        order = self.an_order()
        self.assert_waits(order, "creation_off", PERSON[2])
        self.anonymise(self.ask_for("customers/redact", order))
        self.assertEqual((order.state, order.has_error), ("ignored", False))
        self.assertFalse(self.env["shopify.sync.skip"].search([]))
        self.assertEqual(self.tables_that_name(*PERSON), set())

    def test_c16_an_order_to_import_is_left_out(self):
        known = self.an_order()
        order = self.buy().by(self.person).tagged("for Anna").attribute("Card", "Anna").place()
        self.sync(self.shop, "orders_to_import")
        rows = self.env["shopify.order.import"].with_context(active_test=False)
        row = rows.search([("name", "=", order["name"])])
        request = self.ask_for("customers/redact", known)
        request.order_numbers = [known.shopify_id, row.shopify_id]
        self.anonymise(request)
        self.assertFalse(row.active or row.tags or row.custom_attributes)
        self.assertFalse(self.take_in())

    def test_c16_what_becomes_of_partners_must_be_said(self):
        request = self.ask_for("customers/redact", self.an_order())
        with self.assertRaises(UserError):
            request.shopify_anonymise(partners="forget")
        self.assertEqual(request.state, "open")

    def test_c16_the_whole_shop(self):
        order = self.an_order()
        other = self.take_in(self.buy().without_address().place())
        self.assertEqual(self.anonymise(self.tell("shop/redact"))["orders"], 2)
        self.assertEqual(self.tables_that_name(*PERSON, "anna"), set())
        self.assertTrue(order.anonymised_at and other.anonymised_at)
        self.assertFalse(self.env["shopify.customer"].search([("anonymised_at", "=", False)]))

    def test_c16_another_companys_data_are_its_own_request(self):
        order = self.an_order()
        second = self.env["res.company"].create(
            {"name": "Second", "currency_id": self.company.currency_id.id}
        )
        self.env.user.company_ids |= second
        shop = self.shop.copy({"company_id": second.id, "item_template_id": False})
        customer = self.env["shopify.customer"].create(
            {
                "connection_id": shop.connection_id.id,
                "shop_id": shop.id,
                "shopify_id": order.customer_id.shopify_id,
                "name": PERSON[0],
            }
        )
        requests = self.ask_for("customers/redact", order)
        self.assertEqual(requests.company_id, self.company | second)
        self.anonymise(requests.filtered(lambda one: one.company_id == self.company))
        self.assertTrue(order.anonymised_at)
        self.assertEqual(customer.name, PERSON[0])

    # === PARTNERS === #

    def test_c16_a_partner_that_nothing_refers_to_is_anonymised_when_asked_to(self):
        order = self.an_order()
        partner = order.customer_id.partner_id
        delivery = self.env["res.partner"].create(
            {"parent_id": partner.id, "type": "delivery", "name": PERSON[1], "street": "Here 1"}
        )
        order.sale_order_id._action_cancel()
        order.sale_order_id.picking_ids.action_cancel()
        answer = self.anonymise(self.ask_for("customers/redact", order), partners="anonymise")
        self.assertEqual((answer["partners"], answer["obstacles"]), (1, []))
        for one in (partner, delivery):
            self.assertFalse(one.email or one.phone or one.street or one.city or one.zip)
            self.assertNotIn(PERSON[1], f"{one.name} {one.complete_name} {one.company_name}")

    def obstacle(self, order):
        """Anonymise with partners, and give why the partner stayed; it is unchanged."""
        partner = order.customer_id.partner_id
        answer = self.anonymise(self.ask_for("customers/redact", order), partners="anonymise")
        self.assertEqual(answer["partners"], 0)
        self.assertEqual((partner.email, partner.phone), PERSON[2:])
        (text,) = answer["obstacles"]
        return text

    def test_c16_a_partner_with_an_open_order_stays(self):
        order = self.an_order()
        self.assertIn(order.sale_order_id.name, self.obstacle(order))

    def test_c16_a_posted_invoice_and_its_partner_stay(self):
        order = self.an_order()
        sale = order.sale_order_id
        sale.order_line.qty_delivered = 1
        invoice = sale._create_invoices()
        invoice.action_post()
        sale.picking_ids.action_cancel()
        names = ("name", "amount_total", "partner_id", "invoice_date", "state", "ref", "narration")
        before = invoice.read(names)
        lines = invoice.line_ids.read(["name", "balance", "partner_id"])
        self.assertIn("posted", self.obstacle(order))
        self.assertEqual(invoice.read(names), before)
        self.assertEqual(invoice.line_ids.read(["name", "balance", "partner_id"]), lines)

    def test_c16_a_partner_of_a_user_or_of_another_customer_stays(self):
        order = self.an_order()
        order.sale_order_id._action_cancel()
        partner = order.customer_id.partner_id
        other = order.customer_id.copy({"shopify_id": "1", "partner_id": partner.id})
        leaving = order.customer_id
        obstacles = partner._shopify_anonymise_obstacles(leaving)
        self.assertIn("another Shopify customer", obstacles[partner])
        other.partner_id = False
        self.assertFalse(partner._shopify_anonymise_obstacles(leaving))
        contact = self.env["res.partner"].create({"name": "Else", "parent_id": partner.id})
        self.assertIn("contacts", partner._shopify_anonymise_obstacles(leaving)[partner])
        contact.unlink()
        self.a_user("signs-in", "base.group_portal").partner_id.parent_id = partner
        self.assertIn("user", partner._shopify_anonymise_obstacles(leaving)[partner])

    def test_c16_the_dialog_says_what_will_happen(self):
        order = self.an_order()
        request = self.ask_for("customers/redact", order).with_user(self.manager)
        action = request.action_anonymise()
        dialogs = self.env[action["res_model"]].with_user(self.manager)
        form = Form(dialogs.with_context(**action["context"]))
        self.assertEqual((form.customer_count, form.order_count), (1, 1), "seen at once")
        wizard = form.save()
        self.assertEqual((wizard.customer_count, wizard.order_count), (1, 1))
        self.assertEqual((wizard.partner_count, wizard.free_count), (1, 0))
        self.assertIn(order.sale_order_id.name, wizard.obstacles)
        wizard.action_confirm()
        self.assertEqual(request.state, "done")
        self.assertTrue(order.anonymised_at)

    # === RIGHTS === #

    def test_g11_users_see_requests_and_managers_act(self):
        order = self.an_order()
        request = self.ask_for("customers/redact", order)
        user = self.a_user("user", "shopify_connector.group_user")
        seen = request.with_user(user)
        self.assertEqual(seen.email, PERSON[2])
        self.assertEqual(seen.customer_ids, order.customer_id)
        for act in ("shopify_export", "shopify_anonymise", "action_not_needed", "action_done"):
            with self.subTest(act), self.assertRaises(AccessError):
                getattr(seen, act)()
        self.assertFalse(order.anonymised_at)
        with self.assertRaises(AccessError):
            self.env["shopify.privacy.anonymise"].with_user(user).create({"request_id": request.id})
