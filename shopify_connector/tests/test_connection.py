# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.addons.shopify_connector.shopify.scopes import REQUIRED_SCOPES
from odoo.exceptions import UserError, ValidationError
from odoo.tests import new_test_user

from shopify_sandbox.tokens import App
from shopify_sandbox.world.people import add_customer

from .common import ShopifyCase


class TestConnection(ShopifyCase):
    """G2: the credentials, *Test connection*, and each way in which Shopify refuses."""

    def rows(self, state):
        return [row for row in self.shop.connection_report if row["state"] == state]

    def use_client_credentials(self, **values):
        self.shop.write(
            {
                "authentication": "client",
                "client_id": "sandbox-client-id",
                "client_secret": "sandbox-client-secret",
                "access_token": False,
                **values,
            }
        )

    def token(self):
        """Return the stored token, read anew: it is renewed in a transaction of its own."""
        self.env.invalidate_all()
        return self.shop.connection_id.token_ids

    def assert_refused(self, *words):
        self.shop.action_test_connection()
        self.assertEqual(self.shop.connection_state, "failed")
        (row,) = self.rows("failed")
        for word in words:
            self.assertIn(word, row["text"])
        self.assertTrue(row["fix"])

    # === WHAT WORKS === #

    def test_g2_a_good_connection_says_what_was_found(self):
        self.shop.action_test_connection()
        self.assertEqual(self.shop.connection_state, "ok", self.shop.connection_report)
        text = " | ".join(row["text"] for row in self.shop.connection_report)
        for found in (self.shopify.profile["name"], "Basic", "EUR", "2026-10", "scopes"):
            self.assertIn(found, text)
        self.assertTrue(self.shop.connection_tested_at)

    def test_g2_client_credentials_get_a_token_that_is_kept(self):
        self.use_client_credentials()
        self.shop.action_test_connection()
        self.assertEqual(self.shop.connection_state, "ok", self.shop.connection_report)
        self.shop.action_test_connection()
        asked = [one for one in self.sandbox.requests if "oauth" in one.path]
        self.assertEqual(len(asked), 1, "the second test asks for a token again")

    def test_g2_new_credentials_forget_the_token_of_the_old_ones(self):
        self.use_client_credentials()
        self.shop.action_test_connection()
        self.assertTrue(self.token().token)
        self.shop.client_secret = "another"
        self.assertFalse(self.token())

    def test_g2_a_token_is_renewed_before_it_ends(self):
        self.use_client_credentials()
        self.shop.action_test_connection()
        token = self.token()
        first, token.renew_at = token.token, 1.0
        self.env.flush_all()
        self.shop.action_test_connection()
        self.assertEqual(self.shop.connection_state, "ok", self.shop.connection_report)
        self.assertNotEqual(self.token().token, first)

    def test_g2_a_refused_token_is_renewed_once_by_itself(self):
        self.use_client_credentials()
        self.shop.action_test_connection()
        self.sandbox.tokens.expire_all()
        self.sandbox.reset()
        self.assert_done(self.sync(self.shop, "locations"))
        asked = [one for one in self.sandbox.requests if "oauth" in one.path]
        self.assertEqual(len(asked), 1)

    # === WRONG ADDRESS === #

    def test_g2_a_wrong_address_is_refused_at_once(self):
        for address in ("shop.example.com", "my-shop.myshopify.com.evil.example", "a b", ""):
            with self.subTest(address=address), self.assertRaises(ValidationError) as caught:
                self.shop.domain = address
            self.assertIn("not the address of a Shopify shop", str(caught.exception))
            self.assertIn("myshopify.com", str(caught.exception))

    def test_g2_an_address_is_understood_as_people_type_it(self):
        for address in ("My-Shop", "https://my-shop.myshopify.com/admin", "my-shop.myshopify.com"):
            with self.subTest(address=address):
                self.shop.domain = address
                self.assertEqual(self.shop.domain, "my-shop.myshopify.com")

    def test_g2_an_address_without_a_shop_says_so(self):
        self.sandbox.handle = lambda *request: (404, {}, b'{"errors": "Not Found"}')
        self.assert_refused("There is no Shopify shop at", "127.0.0.1:8990")

    # === WRONG CREDENTIALS === #

    def test_g2_a_wrong_token_says_that_the_credentials_are_refused(self):
        self.shop.access_token = "shpat_mistyped"
        self.assert_refused("refused the credentials", "127.0.0.1:8990")

    def test_g2_a_missing_token_says_that_the_credentials_are_refused(self):
        self.shop.access_token = False
        self.assert_refused("refused the credentials")

    def test_g2_a_wrong_client_secret_says_that_the_credentials_are_refused(self):
        self.use_client_credentials(client_secret="wrong")
        self.assert_refused("refused the credentials")
        self.assertFalse(self.token().token)

    def test_g2_an_app_that_is_not_installed_says_so(self):
        self.set_up_sandbox(self.shopify, apps=[App(installed=False)])
        self.use_client_credentials()
        self.assert_refused("not installed", "127.0.0.1:8990")

    def test_g2_an_app_of_another_organization_says_so(self):
        self.set_up_sandbox(self.shopify, apps=[App(permitted=False)])
        self.use_client_credentials()
        self.assert_refused("may not get a token")

    def test_g2_a_permanent_token_that_was_revoked_fails_the_run_with_a_fix(self):
        self.sync(self.shop)
        self.sandbox.tokens.apps["sandbox-client-id"].permanent_token = "shpat_new"
        run = self.sync(self.shop)
        self.assertEqual(run.state, "failed")
        self.assertIn("credentials", run.error)
        self.assertIn("token", run.fix)

    def test_g2_getting_locations_with_wrong_credentials_says_what_to_do(self):
        self.shop.access_token = "shpat_mistyped"
        with self.assertRaises(UserError) as caught:
            self.shop.action_get_locations()
        self.assertIn("refused the credentials", str(caught.exception))

    # === GAPS === #

    def test_g2_each_missing_scope_is_named_with_its_purpose(self):
        granted = set(REQUIRED_SCOPES) - {"read_locations", "read_products", "write_products"}
        self.set_up_sandbox(self.shopify, scopes=granted)
        self.shop.action_test_connection()
        self.assertEqual(self.shop.connection_state, "failed")
        text = "\n".join(row["text"] for row in self.rows("failed"))
        self.assertIn("read_locations", text)
        self.assertIn("read_products", text)
        self.assertIn("reading locations.", text)
        self.assertIn("reading products.", text)
        self.assertEqual(len(self.rows("failed")), 2)

    def test_o7_what_is_not_read_for_want_of_a_scope_is_named_and_fails_nothing(self):
        self.set_up_sandbox(self.shopify, scopes=set(REQUIRED_SCOPES) | {"read_all_orders"})
        self.shop.action_test_connection()
        self.assertEqual(self.shop.connection_state, "ok", self.shop.connection_report)
        (row,) = self.rows("note")
        for scope, part in (
            ("read_returns", "returns of orders"),
            ("read_payment_terms", "payment terms and due dates of orders"),
            ("read_users", "which member of the staff took an order"),
        ):
            self.assertIn(scope, row["fix"])
            self.assertIn(part, row["text"])
        self.assertNotIn("read_all_orders", row["fix"])
        self.assertIn("larger plans", row["fix"])
        order = self.buy().payment_terms().place()
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        self.assertFalse(imported.payment_terms)

    def test_o7_a_plan_without_staff_is_found_out_by_the_test(self):
        self.set_up_sandbox(self.shopify, plan="Basic")
        self.shop.action_test_connection()
        self.assertEqual(self.shop.connection_state, "ok", self.shop.connection_report)
        (row,) = self.rows("note")
        self.assertIn("staff", row["text"])
        till = self.at_the_till()
        (imported,) = self.take_in(till)
        self.assertFalse(imported.staff_member)
        asked = [one.error for one in self.sandbox.requests if one.operation == "OrdersById"]
        self.assertEqual(asked, [None], "what is known to be denied is not asked for")

    def at_the_till(self):
        return self.buy().at_the_counter(self.shopify.collections["Location"][0]).place()

    def test_o7_who_took_an_order_is_kept(self):
        till, web = self.at_the_till(), self.buy().place()
        served, unserved = self.take_in(till, web)
        self.assertEqual(served.staff_member, self.shopify.profile["accountOwner"]["name"])
        self.assertTrue(served.staff_shopify_id)
        self.assertFalse(unserved.staff_member)

    def test_g2_writing_customers_needs_its_scope_only_where_they_are_exported(self):
        self.set_up_sandbox(
            self.shopify, scopes=set(REQUIRED_SCOPES) - {"write_customers"} | {"read_customers"}
        )
        self.shop.action_test_connection()
        self.assertFalse(self.rows("failed"))
        for setting in ("customer_export", "can_update_shopify_customers"):
            with self.subTest(setting=setting):
                self.shop.write({setting: True})
                self.shop.action_test_connection()
                (row,) = self.rows("failed")
                self.assertIn("write_customers", row["text"])
                self.assertIn("creating and changing customers", row["text"])
                self.shop.write({setting: False})

    def test_g2_a_missing_scope_fails_the_run_with_its_name(self):
        granted = set(REQUIRED_SCOPES) - {"read_orders", "write_orders"}
        self.set_up_sandbox(self.shopify, scopes=granted)
        run = self.sync(self.shop)
        self.assertEqual(run.state, "failed")
        self.assertIn("read_orders", run.error)
        self.assertTrue(run.fix)

    def test_g2_withheld_customer_data_is_said(self):
        add_customer(self.shopify, "Kim", "Berg", email="kim@shoppers.example")
        for kind in (False, "denied"):
            with self.subTest(protected_data=kind):
                self.set_up_sandbox(self.shopify, protected_data=kind)
                self.shop.action_test_connection()
                self.assertEqual(self.shop.connection_state, "warning")
                (row,) = self.rows("warning")
                self.assertIn("withholds", row["text"])
                self.assertIn("protected customer data", row["fix"])

    def test_g2_another_currency_than_the_documents_is_said(self):
        self.shop.currency_id = self.env.ref("base.USD")
        self.shop.action_test_connection()
        (row,) = self.rows("failed")
        self.assertIn("EUR", row["text"])
        self.assertIn("USD", row["text"])

    def test_g2_what_was_tested_counts_only_for_the_credentials_it_was_tested_with(self):
        other = self.a_shop(name="The same shop once more")
        for values in (
            {"access_token": "shpat_new"},
            {"authentication": "client"},
            {"client_secret": "new"},
            {"domain": "another.myshopify.com"},
        ):
            with self.subTest(values):
                self.shop.write({"authentication": "token", "access_token": "shpat_sandbox"})
                (self.shop + other).action_test_connection()
                self.assertEqual(self.shop.connection_state, "ok", self.shop.connection_report)
                self.shop.write(values)
                self.assertEqual(self.shop.connection_state, "untested")
                if "domain" not in values:
                    self.assertEqual(other.connection_state, "untested")

    def test_g2_users_start_syncs_but_may_not_test_or_read_credentials(self):
        user = new_test_user(
            self.env,
            "shopify-user",
            "shopify_connector.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        shop = self.shop.with_user(user)
        with self.assertRaises(UserError):
            shop.action_test_connection()
        with self.assertRaises(UserError):
            _ = shop.access_token
        self.assertNotIn("access_token", shop.fields_get())
        self.assertNotIn("client_secret", shop.connection_id.fields_get())
        self.assertEqual(shop.shopify_sync("orders")[0]["state"], "waiting")
