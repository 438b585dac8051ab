# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.shopify import customers as reading

from shopify_sandbox.shopper import sample_address
from shopify_sandbox.world.people import add_customer

from .common import ShopifyCase


class CustomerFixtures:
    """Builds partners and customers and looks at what became of them; mixed into test cases."""

    def a_partner(self, name, **values):
        return self.env["res.partner"].create({"name": name, **values})

    def an_address(self, country="DE", **fields):
        return sample_address(self.shopify, country, **fields)

    def a_customer(self, first_name="Anna", last_name="Schmidt", **fields):
        """Add a customer to the sandbox's shop, with an address unless told otherwise."""
        fields.setdefault("email", f"{first_name.lower()}@shoppers.example")
        fields.setdefault("addresses", [self.an_address()])
        return add_customer(self.shopify, first_name, last_name, **fields)

    def change(self, customer, **fields):
        """Change a customer in the sandbox, a minute later."""
        self.shopify.clock.advance(minutes=1)
        customer.update(fields)
        self.shopify.touch(customer)

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

    def requests(self):
        """Return how many requests the sandbox has had."""
        return self.sandbox.statistics.total

    def pages_of(self, size):
        """Return a context in which Shopify is asked for so many customers at a time."""
        original = reading.Customers.customers

        def customers(client, *args, **options):
            return original(client, *args, **{**options, "first": size})

        return patch.object(reading.Customers, "customers", customers)

    def all_write_dates(self):
        """Return when each partner and Shopify customer was last written."""
        return {
            record: record.write_date
            for model in ("res.partner", "shopify.customer", "shopify.customer.address")
            for record in self.env[model].search([])
        }

    def a_while_passes(self):
        """Let all that was written and synced be an hour old."""
        self.env.flush_all()
        self.env.cr.execute("UPDATE res_partner SET write_date = write_date - interval '1 hour'")
        self.env.cr.execute("UPDATE shopify_customer SET synced_at = synced_at - interval '1 hour'")
        self.env.cr.execute("UPDATE shopify_sync_skip SET write_date = write_date - interval '1 h'")
        self.env.invalidate_all()
        self.shopify.clock.advance(hours=1)
        self.sandbox.statistics.reset()


class CustomerCase(CustomerFixtures, ShopifyCase):
    """A shop that imports all customers, with or without address."""

    def setUp(self):
        super().setUp()
        self.shop.write({"customer_import": "all", "create_without_address": True})
