# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import Form, new_test_user, tagged

from shopify_sandbox.merchant import Merchant
from shopify_sandbox.shopper import an_order

from .common import ShopifyCase

SECRETS = ("client_id", "client_secret", "access_token")


@tagged("post_install", "-at_install")
class TestViews(ShopifyCase):
    """Who sees what (G2, G11)."""

    def a_user(self, login, groups):
        return new_test_user(
            self.env,
            login,
            groups=groups,
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )

    def an_imported_order(self):
        order = an_order(self.shopify).line(self.variant("Enamel Mug"), 2).paid_by("visa").place()
        Merchant(self.shopify).fulfil(order)
        return self.take_in(order)

    def test_g2_only_managers_see_credentials(self):
        for groups, expected in (
            ("shopify_connector.group_user", []),
            ("shopify_connector.group_manager", list(SECRETS)),
        ):
            user = self.a_user(groups, groups)
            arch = self.env["shopify.shop"].with_user(user).get_view(view_type="form")["arch"]
            shown = [name for name in SECRETS if f'<field name="{name}"' in arch]
            self.assertEqual(shown, expected, groups)

    def test_g11_a_salesman_opens_the_shopify_order_of_a_sale_order(self):
        order = self.an_imported_order()
        salesman = self.a_user("sam", "sales_team.group_sale_salesman_all_leads")
        with Form(order.with_user(salesman)) as form:
            self.assertEqual(form.name, order.name)
            self.assertEqual(len(form.line_ids), len(order.line_ids))

    def test_g3_the_next_open_step_is_named(self):
        self.shop.action_test_connection()
        self.assertEqual(self.shop.next_step_name, "Locations and warehouses")
        self.shop.setup_step_ids.filtered(lambda step: step.kind == "locations").action_skip()
        self.assertNotEqual(self.shop.next_step_name, "Locations and warehouses")

    def test_o6_a_second_record_of_a_shop_keeps_its_credentials(self):
        empty = dict.fromkeys(SECRETS, False)
        second = self.env["shopify.shop"].create(
            {"name": "Till", "domain": self.shop.domain, "authentication": "client", **empty}
        )
        self.assertEqual(second.connection_id, self.shop.connection_id)
        self.assertEqual(self.shop.authentication, "token")
        self.assertEqual(self.shop.access_token, "shpat_sandbox")
