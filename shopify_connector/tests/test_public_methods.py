# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from xmlrpc.client import Fault

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ShopifyFixtures


@tagged("post_install", "-at_install")
class TestPublicMethods(ShopifyFixtures, HttpCase):
    """G12: what the buttons do, over XML-RPC and JSON-2, with plain data as answers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_company()
        cls.allow_sandbox()
        cls.shop = cls.a_shop(auto_create_customers=False)
        cls.manager = new_test_user(
            cls.env,
            "scripting-manager",
            "shopify_connector.group_manager",
            password="scripting-manager",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def setUp(self):
        super().setUp()
        self.set_up_sandbox()

    def call(self, records, method, *args, **options):
        """Call a method of records over XML-RPC."""
        with mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc"):
            answer = self.xmlrpc_object.execute_kw(
                self.env.cr.dbname,
                self.manager.id,
                "scripting-manager",
                records._name,
                method,
                [records.ids, *args],
                options,
            )
        self.env.invalidate_all()
        return answer

    def post(self, records, method, **body):
        """Call a method of records over JSON-2."""
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.manager)
            ._generate("rpc", "test", fields.Datetime.now() + timedelta(days=1))
        )
        answer = self.url_open(
            f"/json/2/{records._name}/{method}",
            json={"ids": records.ids, **body},
            headers={"Authorization": f"bearer {key}", "X-Odoo-Database": self.env.cr.dbname},
        )
        self.env.invalidate_all()
        return answer

    def waiting_order(self):
        order = self.buy().place()
        self.sync(self.shop)
        return self.imported(order["name"])

    # === XML-RPC === #

    def test_g12_test_connection(self):
        self.assertIs(self.call(self.shop, "action_test_connection"), True)
        self.assertEqual(self.shop.connection_state, "ok", self.shop.connection_report)
        (answer,) = self.call(self.shop, "read", ["connection_state", "connection_report"])
        self.assertEqual(answer["connection_state"], "ok")
        self.assertEqual({row["state"] for row in answer["connection_report"]}, {"ok"})

    def test_g12_initialise_templates(self):
        self.shopify.profile["shipsToCountries"] = ["CA"]
        self.shopify.collection("DeliveryProfile").clear()
        (answer,) = self.call(self.shop, "shopify_initialise_templates")
        self.assertEqual((answer["shop_id"], answer["countries"]), (self.shop.id, ["CA"]))
        self.assertEqual(self.shop.customer_template_ids.country_id.code, "CA")

    def test_g12_preview_and_add_products(self):
        mug = self.env["product.template"].create(
            {"name": "Mug", "list_price": 5, "company_id": self.company.id}
        )
        (row,) = self.call(self.shop, "shopify_preview_products", mug.ids)
        self.assertEqual((row["template_id"], row["outcome"], row["sku"]), (mug.id, "create", ""))
        (started,) = self.call(self.shop, "shopify_add_products", mug.ids)
        run = self.env["shopify.sync.run"].browse(started["run_id"])
        self.assertEqual(run.options, {"template_ids": mug.ids})

    def test_g12_register_and_leave_out_payments(self):
        self.shop.auto_create_customers = True
        order = self.buy().paid_by("visa", "1.00").paid_by("manual", "2.00").place()
        (imported,) = self.take_in(order)
        imported.sale_order_id.order_line.product_id.invoice_policy = "order"
        imported.sale_order_id._create_invoices().action_post()
        by_card, manual = imported.transaction_ids
        self.assertIs(self.call(manual, "action_leave_out"), True)
        bank = self.env["account.journal"].search(
            [("company_id", "=", self.company.id), ("type", "=", "bank")], limit=1
        )
        self.shop.payment_method_ids.journal_id = bank
        self.assertIs(self.call(imported, "action_register_payments"), True)
        self.assertEqual(imported.payment_ids.amount, 1.0)
        self.assertIs(self.call(manual, "action_register"), True)
        rows = self.call(by_card + manual, "read", ["registration"])
        self.assertEqual([row["registration"] for row in rows], ["registered"] * 2)

    def test_g12_get_locations(self):
        self.assertIs(self.call(self.shop, "action_get_locations"), True)
        self.assertEqual(len(self.shop.location_ids), 3)

    def test_g12_sync_and_its_status(self):
        self.assertEqual(self.call(self.shop, "shopify_sync_status")[0]["run_id"], False)
        (started,) = self.call(self.shop, "shopify_sync", "orders", {"order_filter": "[]"})
        self.assertEqual(set(started), {"shop_id", "run_id", "state"})
        self.assertEqual(started["state"], "waiting")
        self.buy().place()
        with self.without_commits():
            self.env["shopify.sync.run"].browse(started["run_id"])._execute()
        (status,) = self.call(self.shop, "shopify_sync_status")
        self.assertEqual(status["run_id"], started["run_id"])
        self.assertEqual((status["kind"], status["state"]), ("orders", "done"))
        self.assertEqual((status["failed"], status["new"]), (1, 0))
        self.assertEqual((status["error"], status["fix"]), ("", ""))

    def test_g12_an_unknown_sync_is_refused_with_the_known_ones(self):
        with self.assertRaises(Fault) as caught:
            self.call(self.shop, "shopify_sync", "coffee")
        self.assertIn("orders_to_import", caught.exception.faultString)

    def test_g12_import_chosen_rows(self):
        self.buy().place()
        self.sync(self.shop, "orders_to_import")
        row = self.env["shopify.order.import"].search([])
        action = self.call(row, "action_import")
        run = self.env["shopify.sync.run"].browse(action["res_id"])
        self.assertEqual(run.options, {"import_ids": row.ids})

    def test_g12_create_documents(self):
        order = self.waiting_order()
        self.call(order, "write", {"partner_id": self.manager.partner_id.id})
        self.assertIs(self.call(order, "action_create_documents"), True)
        self.assertEqual(order.sale_order_id.state, "sale", order.error)

    def test_g12_create_partner_and_unlink_it(self):
        order = self.waiting_order()
        self.assertIs(self.call(order, "action_create_partner"), True)
        self.assertEqual(order.sale_order_id.partner_id.name, "Anna Schmidt")
        self.assertIs(self.call(order.customer_id, "action_unlink_partner"), True)
        self.assertFalse(order.customer_id.partner_id)

    def test_g12_settle_a_conflict(self):
        order = self.waiting_order()
        self.call(order, "action_create_partner")
        customer = order.customer_id
        self.shop.write(
            {"shopify_can_update_customers": True, "can_update_shopify_customers": True}
        )
        customer.partner_id.email = "odoo@shoppers.example"
        customer.sudo().email = "shopify@shoppers.example"
        self.shop._update_partners(customer)
        self.assertTrue(customer.has_conflict)
        answer = self.call(customer, "action_settle_conflict", "shopify", "email")
        self.assertEqual(
            answer,
            [{"customer_id": customer.id, "settled": ["email"], "run_id": False, "reason": ""}],
        )
        self.assertEqual(customer.partner_id.email, "shopify@shoppers.example")

    def test_g12_apply_changes_and_keep_the_rest(self):
        """O18: what was edited in Shopify is carried over, and what is left is told."""
        imported = self.waiting_order()
        self.call(imported, "action_create_partner")
        order = self.shopify.collections["Order"][0]
        clerk = self.merchant_later()
        clerk.set_quantity(order, order["lineItems"][0], 4)
        imported.sale_order_id.action_lock()
        self.sync(self.shop)
        self.assertEqual(self.call(imported, "action_apply_changes")["params"]["type"], "warning")
        self.assertIn("locked", imported.conflict_ids.problem)
        imported.sale_order_id.action_unlock()
        self.assertEqual(self.call(imported, "action_apply_changes")["params"]["type"], "success")
        self.assertEqual(imported.sale_order_id.order_line.product_uom_qty, 4)
        clerk.set_quantity(order, order["lineItems"][0], 6)
        self.sync(self.shop)
        self.assertIs(self.call(imported.conflict_ids, "action_keep"), True)
        self.assertFalse(imported.conflict_ids)

    def test_g12_leave_an_order_out(self):
        order = self.waiting_order()
        self.assertIs(self.call(order, "action_ignore"), True)
        self.assertEqual(order.state, "ignored")

    def test_g12_cancel_and_retry_a_run(self):
        (started,) = self.call(self.shop, "shopify_sync", "orders")
        run = self.env["shopify.sync.run"].browse(started["run_id"])
        self.assertIs(self.call(run, "action_cancel"), True)
        self.assertEqual(run.state, "cancelled")
        (again,) = self.call(run, "action_retry")
        self.assertEqual(self.env["shopify.sync.run"].browse(again).state, "waiting")

    def test_g12_mark_a_setup_step(self):
        step = self.shop.setup_step_ids[-1]
        self.assertIs(self.call(step, "action_skip"), True)
        self.assertTrue(step.is_skipped)

    def test_g12_export_and_anonymise_a_customer(self):
        customer = self.waiting_order().customer_id
        request = self.env["shopify.privacy.request"].create(
            {
                "kind": "customer_redact",
                "shop_id": self.shop.id,
                "customer_number": customer.shopify_id,
            }
        )
        (exported,) = self.call(request, "shopify_export")
        self.assertEqual((exported["customers"], exported["orders"]), (1, 1))
        self.assertTrue(self.env["ir.attachment"].browse(exported["attachment_id"]).raw)
        (done,) = self.call(request, "shopify_anonymise", partners="leave")
        self.assertEqual((done["customers"], done["orders"], done["obstacles"]), (1, 1, []))
        self.assertEqual(request.state, "done")

    def test_g12_subscribe_to_webhooks(self):
        self.shop.write({"webhook_secret": "shpss_sandbox", "allow_changes": True})
        rows = self.call(self.shop, "shopify_subscribe_webhooks")
        self.assertEqual({row["state"] for row in rows}, {"subscribed", "by_app"})
        self.assertIs(self.call(self.shop, "action_unsubscribe_webhooks"), True)
        self.assertFalse(self.sandbox.webhooks.subscriptions)

    def test_g12_what_is_not_public_can_not_be_called(self):
        for method in ("_queue_run", "_sync_orders", "_client", "_wake_workers"):
            with self.subTest(method), self.assertRaises(Fault):
                self.call(self.shop, method, "orders")

    # === JSON-2 === #

    def test_g12_json_sync_and_its_status(self):
        answer = self.post(self.shop, "shopify_sync", kind="orders")
        self.assertEqual(answer.status_code, 200, answer.text)
        (started,) = answer.json()
        self.assertEqual(started["state"], "waiting")
        (status,) = self.post(self.shop, "shopify_sync_status").json()
        self.assertEqual(status["run_id"], started["run_id"])

    def test_g12_json_test_connection(self):
        answer = self.post(self.shop, "action_test_connection")
        self.assertEqual((answer.status_code, answer.json()), (200, True))
        self.assertEqual(self.shop.connection_state, "ok")

    def test_g12_json_create_documents(self):
        order = self.waiting_order()
        order.partner_id = self.manager.partner_id
        self.assertEqual(self.post(order, "action_create_documents").json(), True)
        self.assertEqual(order.sale_order_id.state, "sale", order.error)

    @mute_logger("odoo.http")
    def test_g12_json_says_what_was_wrong(self):
        answer = self.post(self.shop, "shopify_sync", kind="coffee")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("orders_to_import", answer.json()["message"])
        self.assertEqual(self.post(self.shop, "_queue_run", kind="orders").status_code, 403)
