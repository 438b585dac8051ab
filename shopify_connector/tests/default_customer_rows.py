# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""S4's table, a test a row: what a new customer takes over from a store's default customer."""

from odoo.fields import Command


class DefaultCustomerRows:
    """Mixed into a test case of each kind of store.

    The case tells how a store gets its default customer (``set_default_customer``) and makes a new
    customer (``a_new_customer``).
    """

    def a_default_customer(self, **values):
        """Return a default customer of a group, with accounting settings of its own as well."""
        company = self.company
        positions = self.env["account.fiscal.position"].create(
            [{"name": name, "company_id": company.id} for name in ("Of the group", "Its own")]
        )
        accounts = (
            self.env["account.account"]
            .with_company(company)
            .create(
                [
                    {
                        "name": name,
                        "code": code,
                        "account_type": "asset_receivable",
                        "reconcile": True,
                    }
                    for name, code in (("Of the group", "189001"), ("Its own", "189002"))
                ]
            )
        )
        self.group = (
            self.env["res.partner.category"]
            .with_company(company)
            .create(
                {
                    "name": "Retail",
                    "is_customer_group": True,
                    "property_account_position_id": positions[0].id,
                    "property_account_receivable_id": accounts[0].id,
                }
            )
        )
        self.regular = self.env["res.partner.category"].create({"name": "Regular"})
        customer = (
            self.env["res.partner"]
            .with_company(company)
            .create(
                {
                    "name": "Walk-in",
                    "category_id": [Command.set((self.group | self.regular).ids)],
                    "property_account_position_id": positions[1].id,
                    "property_account_receivable_id": accounts[1].id,
                    **values,
                }
            )
        )
        self.set_default_customer(customer)
        return customer

    def new_customer_after(self, **values):
        """Return a new customer of a store whose default customer has these values."""
        self.a_default_customer(**values)
        return self.a_new_customer().with_company(self.company)

    def test_s4_person_or_company(self):
        self.assertFalse(self.new_customer_after(is_company=False).is_company)
        self.env["res.partner"].search([("name", "=", "Walk-in")]).is_company = True
        self.assertTrue(self.a_new_customer(email="second@shoppers.example").is_company)

    def test_s4_customer_group(self):
        self.assertEqual(self.new_customer_after().customer_group_id, self.group)

    def test_s4_receipt_preference(self):
        self.assertEqual(
            self.new_customer_after(receipt_preference="both").receipt_preference, "both"
        )

    def test_s4_pricelist_and_so_the_currency(self):
        dollars = self.env["product.pricelist"].create(
            {"name": "Dollars", "currency_id": self.env.ref("base.USD").id}
        )
        customer = self.new_customer_after(specific_property_product_pricelist=dollars.id)
        self.assertEqual(customer.property_product_pricelist, dollars)
        self.assertEqual(customer.property_product_pricelist.currency_id.name, "USD")

    def test_s4_language(self):
        self.env["res.lang"]._activate_lang("nl_NL")
        self.assertEqual(self.new_customer_after(lang="nl_NL").lang, "nl_NL")

    def test_s4_tags(self):
        tags = self.new_customer_after().category_id
        self.assertIn(self.regular, tags)

    def test_s4_fiscal_position_of_the_group_not_of_the_default_customer(self):
        customer = self.new_customer_after()
        self.assertEqual(customer.property_account_position_id.name, "Of the group")

    def test_s4_receivable_account_of_the_group_not_of_the_default_customer(self):
        customer = self.new_customer_after()
        self.assertEqual(customer.property_account_receivable_id.name, "Of the group")

    def test_s4_analytic_distribution_of_the_group_not_of_the_default_customer(self):
        plan = self.env["account.analytic.plan"].create({"name": "Stores"})
        ours, other = self.env["account.analytic.account"].create(
            [{"name": name, "plan_id": plan.id} for name in ("Retail", "Other")]
        )
        default = self.a_default_customer()
        self.env["account.analytic.distribution.model"].create(
            [
                {
                    "partner_category_id": self.group.id,
                    "analytic_distribution": {str(ours.id): 100},
                    "company_id": self.company.id,
                },
                {
                    "partner_id": default.id,
                    "analytic_distribution": {str(other.id): 100},
                    "company_id": self.company.id,
                },
            ]
        )
        product = self.env["product.product"].create({"name": "Mug"})
        invoice = (
            self.env["account.move"]
            .with_company(self.company)
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": self.a_new_customer().id,
                    "invoice_line_ids": [Command.create({"product_id": product.id, "quantity": 1})],
                }
            )
        )
        self.assertEqual(invoice.invoice_line_ids.analytic_distribution, {str(ours.id): 100})

    def test_s4_without_a_group_nothing_concerns_the_books(self):
        default = self.a_default_customer()
        default.customer_group_id = False
        customer = self.a_new_customer().with_company(self.company)
        self.assertFalse(customer.property_account_position_id)
        self.assertNotIn(customer.property_account_receivable_id.name, ("Of the group", "Its own"))

    def test_s4_what_is_nobody_elses_business_stays(self):
        customer = self.new_customer_after(
            email="walk-in@shop.example", street="Counter 1", vat="NL123456782B90", comment="secret"
        )
        self.assertNotEqual(customer.email, "walk-in@shop.example")
        self.assertNotEqual(customer.street, "Counter 1")
        self.assertFalse(customer.vat or customer.comment)
