# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from shopify_sandbox.shopper import sample_address
from shopify_sandbox.world.people import add_customer

from .common import ShopifyCase


class CustomerSyncCase(ShopifyCase):
    """A shop that imports all customers."""

    def setUp(self):
        super().setUp()
        self.shop.write({"customer_import": "all", "create_without_address": True})

    def a_partner(self, name, **values):
        return self.env["res.partner"].create({"name": name, **values})

    def a_customer(self, first_name="Anna", last_name="Schmidt", country="DE", **fields):
        """Add a customer to the sandbox's shop, with an address unless told otherwise."""
        fields.setdefault("email", f"{first_name.lower()}@shoppers.example")
        fields.setdefault("addresses", [sample_address(self.shopify, country)])
        return add_customer(self.shopify, first_name, last_name, **fields)

    def record(self, customer):
        """Return the Shopify customer of a sandbox's customer."""
        number = customer["id"].rpartition("/")[2]
        return self.env["shopify.customer"].search([("shopify_id", "=", number)])

    def bring(self, *customers):
        """Sync customers and return the Shopify customers of the given ones."""
        self.assert_done(self.sync(self.shop, "customers"))
        return self.env["shopify.customer"].union(*map(self.record, customers))

    def skips(self):
        return self.env["shopify.sync.skip"].search([("kind", "=", "customers")])


class TestCustomerSync(CustomerSyncCase):
    """C2, C5, C13: the customer sync brings customers, whether they have ordered or not."""

    def test_c2_all_customers_become_partners(self):
        anna = self.bring(self.a_customer(phone="+493012345678"))
        partner = anna.partner_id
        self.assertEqual(partner.name, "Anna Schmidt")
        self.assertEqual(partner.email, "anna@shoppers.example")
        self.assertEqual(partner.phone, "+493012345678")
        self.assertEqual(partner.country_id, self.env.ref("base.de"))
        self.assertEqual(anna.match_rule, "created")
        self.assertTrue(anna.is_complete)

    def test_c2_with_order_import_brings_none_by_itself(self):
        self.shop.customer_import = "with_orders"
        self.assertFalse(self.bring(self.a_customer()))

    def test_c13_the_run_counts_what_it_did(self):
        for number in range(3):
            self.a_customer(f"Anna{number}")
        run = self.sync(self.shop, "customers")
        self.assertEqual((run.new_count, run.unchanged_count, run.failed_count), (3, 0, 0))
        again = self.sync(self.shop, "customers")
        self.assertEqual((again.new_count, again.changed_count), (0, 0))
