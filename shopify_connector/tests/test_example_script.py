# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import contextlib
import io
import runpy
from pathlib import Path
from unittest import skipUnless

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ShopifyFixtures

SCRIPT = Path(__file__).parents[2] / "docs" / "examples" / "import_orders.py"


@tagged("post_install", "-at_install")
@skipUnless(SCRIPT.exists(), "the guide is not beside the addon")
class TestExampleScript(ShopifyFixtures, HttpCase):
    """G12: the guide's script imports orders, lists the errors, maps partners, retries and reads
    the result."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_company()
        cls.allow_sandbox()
        cls.shop = cls.a_shop(auto_create_customers=False)
        new_test_user(
            cls.env,
            "clerk",
            "shopify_connector.group_user,sales_team.group_sale_manager",
            password="clerk-password",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def wait(self, odoo, run_id):
        """Do what Odoo's workers do, and read the run as the script would."""
        with self.without_commits():
            self.env["shopify.sync.run"].browse(run_id)._execute()
        return self.script["wait_for"](odoo, run_id)

    def test_g12_the_guides_script(self):
        self.set_up_sandbox()
        known = self.buy().place()
        unknown = self.buy("Spork").ship_to("FR").place()
        partner = self.env["res.partner"].create(
            [{"name": name, "email": known["email"]} for name in ("Anna", "Anna too")]
        )
        partner[1].email = "other@shoppers.example"
        self.script = runpy.run_path(str(SCRIPT))
        printed = io.StringIO()
        with (
            mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc"),
            contextlib.redirect_stdout(printed),
        ):
            odoo = self.script["Odoo"](
                self.xmlrpc_common,
                self.xmlrpc_object,
                self.env.cr.dbname,
                "clerk",
                "clerk-password",
            )
            self.script["main"](odoo, self.wait)
        self.env.invalidate_all()
        first, second = (self.imported(order["name"]) for order in (known, unknown))
        self.assert_in_odoo(first | second)
        self.assertEqual(first.sale_order_id.partner_id, partner[0])
        self.assertEqual(second.sale_order_id.partner_id.name, "Camille Moreau")
        for words in ("No partner was found", "done, ", second.sale_order_id.name):
            self.assertIn(words, printed.getvalue())
