# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError

from .common import ADDRESS, ShopifyCase


class TestCompanies(ShopifyCase):
    """G1, O15: several companies; a scheduled worker is at home in none of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = cls.env.ref("base.main_company")

    def work_from_the_main_company(self):
        """Do what is queued as Odoo's scheduled actions do: as OdooBot, without a company."""
        self.env.user.company_id = self.home
        worker = self.env(context={})["shopify.sync.run"]
        self.assertEqual(worker.env.company, self.home)
        with self.without_commits():
            worker._cron_work()
        self.env.invalidate_all()

    def test_g1_documents_belong_to_the_shops_company(self):
        order = self.buy(quantity=2).shipping().with_tip("2.00").tax_excluded().place()
        run = self.shop._queue_run("orders", trigger="schedule")
        self.work_from_the_main_company()
        self.assert_done(run)
        imported = self.imported(order["name"])
        self.assert_in_odoo(imported)
        sale = imported.sale_order_id
        self.assert_charged(sale, order)
        self.assertEqual(sale.company_id, self.company)
        self.assertEqual(sale.currency_id.name, "EUR")
        self.assertEqual(sale.warehouse_id.company_id, self.company)
        self.assertEqual(sale.picking_ids.company_id, self.company)
        self.assertEqual(sale.order_line.tax_ids.company_id, self.company)
        self.assertEqual(self.shop.tip_product_id.company_id, self.company)
        invoice = sale._create_invoices()
        invoice.action_post()
        self.assertEqual(invoice.company_id, self.company)
        self.assert_charged(invoice, order)

    def test_g1_two_companies_each_with_a_shop_record_of_one_shopify_shop(self):
        theirs = self.env["shopify.shop"].create(
            {
                "name": "Theirs",
                "company_id": self.home.id,
                "domain": ADDRESS,
                "import_test_orders": True,
            }
        )
        self.assertEqual(theirs.connection_id, self.shop.connection_id)
        ours = self.buy().place()
        test = self.buy().for_testing().place()
        self.shop._queue_run("orders", trigger="schedule")
        theirs._queue_run("orders", trigger="schedule", options={"order_filter": "[]"})
        self.work_from_the_main_company()
        self.assertEqual(self.imported(ours["name"]).company_id, self.company)
        self.assert_in_odoo(self.imported(ours["name"]))
        everything = (
            self.env["shopify.order"]
            .sudo()
            .with_context(allowed_company_ids=(self.company + self.home).ids)
        )
        second = everything.search([("name", "=", test["name"])])
        self.assertEqual(second.company_id, self.home)
        self.assertEqual(len(everything.search([])), 2)

    def test_g1_records_of_another_company_are_refused(self):
        create = {
            "default_partner_id": ("res.partner", {}),
            "warehouse_id": ("stock.warehouse", {"code": "THEIR"}),
            "tip_product_id": ("product.product", {}),
            "item_template_id": ("shopify.item.template", {}),
            "team_id": ("crm.team", {}),
        }
        for field, (model, values) in create.items():
            theirs = self.env[model].create(
                {"name": "Theirs", "company_id": self.home.id, **values}
            )
            with self.subTest(field), self.assertRaises(UserError) as caught:
                self.shop[field] = theirs
            self.assertIn("Theirs", str(caught.exception))
