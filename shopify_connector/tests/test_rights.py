# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.addons.shopify_connector.shopify.webhooks import WebhookHeaders
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user

from shopify_sandbox.shopper import sample_address
from shopify_sandbox.world.customer_changes import change
from shopify_sandbox.world.people import add_customer

from .common import ADDRESS, ShopifyCase

# Kept by the connector itself; only the system's administrator may look.
INTERNAL = {
    "shopify.token",
    "shopify.mapping.lock",
    "shopify.inventory.call",
    "shopify.fulfillment.call",
}
# The same for all companies.
COMMON = {"shopify.tracking.company"}
# What users write on a record is a record of its own.
USERS_CREATE = {
    "shopify.product.tag",
    "shopify.order.tag",
    "shopify.product.image",
    "shopify.reconciliation",
}


class TestRights(ShopifyCase):
    """G2, G11: every model is covered: by rights, and by company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.models = sorted(
            name
            for name, model in cls.env.registry.items()
            if name.startswith("shopify.") and not (model._abstract or model._transient)
        )

    def a_user(self, login, groups, company=None):
        company = company or self.company
        return new_test_user(
            self.env, login, groups, company_id=company.id, company_ids=[(6, 0, company.ids)]
        )

    def records(self, name, user=None):
        model = self.env[name].with_user(user or self.env.user)
        companies = (user or self.env.user).company_ids.ids
        return model.with_context(active_test=False, allowed_company_ids=companies).search([])

    def fill_every_model(self):
        """Let the other company have records of each model, by using the connector."""
        self.shop.log_level = "all"
        self.shop.action_get_locations()
        self.env["shopify.schedule"].create({"shop_id": self.shop.id, "kind": "orders"})
        condition = Command.create({"subject": "channel", "texts": "pos"})
        self.env["shopify.order.rule"].create(
            {"name": "Till", "shop_id": self.shop.id, "condition_ids": [condition]}
        )
        self.env["shopify.customer.template"].create(
            {
                "shop_id": self.shop.id,
                "country_id": self.env.ref("base.ca").id,
                "tax_area_ids": [Command.create({"province_code": "ON", "name": "Ontario"})],
            }
        )
        anna = add_customer(
            self.shopify,
            "Anna",
            "Schmidt",
            email="anna@shoppers.example",
            tags=["vip"],
            addresses=[sample_address(self.shopify, "DE")],
        )
        builder = self.buy().line(self.variant("Gift Card")).by(anna)
        order = builder.shipping().discount_code("TEN", "10%").paid_by("visa").place()
        self.merchant_later().fulfil(order)
        mug = {order["lineItems"][0]["id"]: 1}
        returned = self.merchant_later().open_return(order, mug)
        self.merchant_later().refund(order, mug, restock="RETURN", returned=returned)
        self.fill_webhooks()
        self.buy().without_address().payment_terms().place()
        self.sync(self.shop)
        self.merchant_later().note(order, "Call first")
        self.sync(self.shop)
        self.fill_conflicts(anna)
        self.buy().place()
        self.sync(self.shop, "orders_to_import")
        self.fill_catalogue()
        self.fill_stock()
        self.fill_metafields()
        days = {"date_from": "2020-01-01", "date_to": "2039-12-31"}
        self.assert_done(self.sync(self.shop, "reconciliation", days))

    def fill_stock(self):
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        self.shop.location_ids[0].write(
            {"stock_sync": True, "stock_warehouse_ids": [Command.set(warehouse.ids)]}
        )
        self.sync(self.shop, "stock")

    def fill_catalogue(self):
        for name in ("shopify.product.tag", "shopify.order.tag"):
            self.env[name].create({"name": "summer", "company_id": self.company.id})
        for name in ("shopify.publication", "shopify.collection", "shopify.forgotten.product"):
            self.env[name].create(
                {
                    "shop_id": self.shop.id,
                    "connection_id": self.shop.connection_id.id,
                    "shopify_id": "1",
                    "name": "Summer",
                }
            )

        product = self.env["shopify.product"].search([], limit=1)
        self.env["shopify.product.conflict"].create(
            {"product_id": product.id, "field_name": "title"}
        )
        self.env["shopify.product.image"].create({"product_id": product.id, "alt": "A mug"})

    def fill_metafields(self):
        values = {
            "shop_id": self.shop.id,
            "owner": "order",
            "namespace": "custom",
            "key": "gift",
            "type": "boolean",
        }
        self.env["shopify.metafield.definition"].create(
            {**values, "name": "Gift", "shopify_id": "gid://shopify/MetafieldDefinition/1"}
        )
        mapping = self.env["shopify.metafield.mapping"].create(values)
        order = self.env["shopify.order"].search([("shop_id", "=", self.shop.id)], limit=1)
        self.env["shopify.metafield"].create(
            {"mapping_id": mapping.id, "order_id": order.id, "value": "true"}
        )

    def fill_conflicts(self, customer):
        self.shop.write(
            {"shopify_can_update_customers": True, "can_update_shopify_customers": True}
        )
        self.sync(self.shop, "customers")
        number = customer["id"].rpartition("/")[2]
        record = self.env["shopify.customer"].search([("shopify_id", "=", number)])
        record.partner_id.email = "odoo@shoppers.example"
        self.shopify.clock.advance(minutes=1)
        change(self.shopify, customer, {"email": "shopify@shoppers.example"})
        self.sync(self.shop, "customers")

    def fill_webhooks(self):
        self.shop.write({"webhook_secret": "shpss_sandbox", "allow_changes": True})
        self.shop.shopify_subscribe_webhooks()
        events = self.env["shopify.webhook.event"]
        headers = WebhookHeaders.from_headers({"X-Shopify-Topic": "shop/redact"})
        events._receive(self.shop.connection_id, headers, b"{}")
        with self.without_commits():
            events._cron_work()

    def test_g11_every_model_is_separated_by_company(self):
        self.fill_every_model()
        other = self.env["res.company"].create({"name": "Another"})
        stranger = self.a_user("stranger", "shopify_connector.group_manager", other)
        colleague = self.a_user("colleague", "shopify_connector.group_manager")
        for name in self.models:
            if name in INTERNAL | COMMON:
                continue
            theirs = set(self.records(name).ids)
            with self.subTest(name):
                self.assertTrue(theirs, f"nothing of {name} is there to be hidden")
                self.assertFalse(theirs & set(self.records(name, stranger).ids))
                self.assertEqual(theirs, set(self.records(name, colleague).ids))

    def test_g11_without_rights_nothing_is_seen(self):
        nobody = self.a_user("nobody", "base.group_user")
        portal = self.a_user("portal", "base.group_portal")
        for name in self.models:
            for user in (nobody, portal):
                with self.subTest(name, user=user.login), self.assertRaises(AccessError):
                    self.env[name].with_user(user).search([])

    def test_g11_users_see_all_but_change_no_settings(self):
        user = self.a_user("user", "shopify_connector.group_user")
        for name in self.models:
            model = self.env[name].with_user(user)
            with self.subTest(name):
                self.assertEqual(model.has_access("read"), name not in INTERNAL)
                self.assertEqual(model.has_access("create"), name in USERS_CREATE)
        for name in (
            "shopify.shop",
            "shopify.connection",
            "shopify.schedule",
            "shopify.customer.template",
            "shopify.tax.area",
            "shopify.item.template",
            "shopify.sync.run",
            "shopify.log",
            "shopify.webhook.event",
            "shopify.webhook.subscription",
            "shopify.privacy.request",
        ):
            with self.subTest(name):
                self.assertFalse(self.env[name].with_user(user).has_access("write"))

    def test_g11_users_map_import_and_resolve(self):
        user = self.a_user("user", "shopify_connector.group_user")
        self.shop.auto_create_customers = False
        (order,) = self.take_in(self.buy().place())
        partner = self.env["res.partner"].create({"name": "Chosen"})
        mine = order.with_user(user)
        mine.partner_id = partner
        mine.action_create_documents()
        self.assert_in_odoo(order)
        self.buy().place()
        self.sync(self.shop, "orders_to_import")
        rows = self.env["shopify.order.import"].with_user(user).search([])
        rows.action_import()
        rows.unlink()
        self.assertFalse(self.env["shopify.order.import"].search([]))
        variant = order.line_ids.variant_id.with_user(user)
        variant.odoo_product_id = self.env["product.product"].create({"name": "Mine"})

    def test_g11_salesmen_follow_the_link_from_their_sale_order(self):
        salesman = self.a_user("salesman", "sales_team.group_sale_salesman_all_leads")
        (order,) = self.take_in(self.buy().place())
        sale = order.sale_order_id.with_user(salesman)
        self.assertEqual(sale.shopify_order_id.name, order.name)
        lines = sale.shopify_order_id.line_ids
        self.assertEqual(lines.mapped("name"), order.line_ids.mapped("name"))
        with self.assertRaises(AccessError):
            self.env["shopify.shop"].with_user(salesman).search([]).check_access("write")

    def test_g2_credentials_are_for_managers_only(self):
        user = self.a_user("user", "shopify_connector.group_user")
        manager = self.a_user("manager", "shopify_connector.group_manager")
        for name in ("shopify.shop", "shopify.connection"):
            for field in ("client_id", "client_secret", "access_token", "webhook_secret"):
                with self.subTest(name, field=field):
                    self.assertNotIn(field, self.env[name].with_user(user).fields_get())
                    self.assertIn(field, self.env[name].with_user(manager).fields_get())
        self.assertEqual(self.shop.with_user(manager).access_token, "shpat_sandbox")
        with self.assertRaises(AccessError):
            self.shop.with_user(user).read(["access_token"])
        with self.assertRaises(AccessError):
            self.env["shopify.shop"].with_user(user).search([("access_token", "like", "shpat")])

    def test_g2_credentials_are_not_copied(self):
        self.shop.connection_id.webhook_secret = "shpss_sandbox"
        self.shop.connection_id._webhook_path()
        copy = self.shop.connection_id.copy({"domain": "copy.myshopify.com"})
        self.assertFalse(copy.access_token or copy.client_id or copy.client_secret)
        self.assertFalse(copy.webhook_secret or copy.webhook_key)

    def test_g2_managers_connect_a_shop_without_being_administrators(self):
        manager = self.a_user("manager", "shopify_connector.group_manager")
        template = self.shop.item_template_id
        shop = (
            self.env["shopify.shop"]
            .with_user(manager)
            .create(
                {
                    "name": "New",
                    "domain": ADDRESS,
                    "authentication": "token",
                    "access_token": "shpat_sandbox",
                    "item_template_id": template.id,
                    "company_id": self.company.id,
                }
            )
        )
        shop.action_test_connection()
        self.assertEqual(shop.connection_state, "ok", shop.connection_report)
        schedule = (
            self.env["shopify.schedule"]
            .with_user(manager)
            .create({"shop_id": shop.id, "kind": "orders", "active": True})
        )
        self.assertTrue(schedule.sudo().cron_id.active)
        shop.write({"domain": "another-shop.myshopify.com"})
        self.assertEqual(shop.connection_state, "untested")
