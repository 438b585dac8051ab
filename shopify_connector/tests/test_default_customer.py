# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The default customer of a Shopify shop, and of a location (S4)."""

from odoo.exceptions import ValidationError
from odoo.fields import Command

from .common import ShopifyCase
from .customer_case import CustomerFixtures
from .default_customer_rows import DefaultCustomerRows


class StoreCustomers(CustomerFixtures, ShopifyCase):
    """A shop whose customers become partners with their first order."""

    def setUp(self):
        super().setUp()
        self.shop.create_without_address = True
        self.shop.action_get_locations()

    def buyer(self, email="first@shoppers.example", location=None):
        """Return the partner of a new customer who has bought something."""
        address = self.an_address(phone=f"+49 30 {1234500 + len(email)}")
        builder = self.buy().by(self.a_customer("Anna", email=email, addresses=[address]))
        if location:
            builder.at_the_counter(location)
        (order,) = self.take_in(builder.place())
        self.assertEqual(order.customer_rule, "created", order.error)
        return order.mapped_partner_id

    def counter(self):
        """Return a location of the sandbox, and its record."""
        location = self.shopify.collection("Location")[0]
        return location, self.shop.location_ids.filtered(
            lambda place: place.shopify_id == location["id"]
        )


class TestDefaultCustomerOfShop(DefaultCustomerRows, StoreCustomers):
    def set_default_customer(self, customer):
        self.shop.default_customer_id = customer

    def a_new_customer(self, **options):
        return self.buyer(**options)

    def test_s4_c7_the_shops_own_defaults_come_first_and_tags_add_up(self):
        default = self.a_default_customer(lang="en_US")
        vip = self.env["res.partner.category"].create({"name": "VIP"})
        self.shop.write(
            {
                "partner_category_ids": [Command.set(vip.ids)],
                "property_account_position_id": default.property_account_position_id.id,
            }
        )
        customer = self.a_new_customer().with_company(self.company)
        self.assertEqual(customer.property_account_position_id.name, "Its own")
        self.assertEqual(customer.category_id, vip | self.group | self.regular)

    def test_s4_another_customer_group_takes_the_place_of_the_default_customers(self):
        self.a_default_customer()
        wholesale = self.env["res.partner.category"].create(
            {"name": "Wholesale", "is_customer_group": True}
        )
        self.shop.partner_category_ids = wholesale
        self.assertEqual(self.a_new_customer().customer_group_id, wholesale)


class TestDefaultCustomerOfLocation(DefaultCustomerRows, StoreCustomers):
    def set_default_customer(self, customer):
        _location, record = self.counter()
        record.default_customer_id = customer

    def a_new_customer(self, **options):
        location, _record = self.counter()
        return self.buyer(location=location, **options)

    def test_s4_a_location_comes_before_the_shop_and_only_where_it_is(self):
        self.a_default_customer(receipt_preference="email")
        shops = self.env["res.partner"].create({"name": "Online", "receipt_preference": "none"})
        self.shop.default_customer_id = shops
        self.assertEqual(self.a_new_customer().receipt_preference, "email")
        online = self.buyer(email="online@shoppers.example")
        self.assertEqual(online.receipt_preference, "none")
        self.assertFalse(online.customer_group_id)

    def test_s4_a_customer_who_is_there_keeps_what_it_has(self):
        self.a_default_customer(receipt_preference="email")
        anna = self.a_partner("Anna", email="anna@shoppers.example")
        location, _record = self.counter()
        builder = self.buy().by(self.a_customer("Anna")).at_the_counter(location)
        (order,) = self.take_in(builder.place())
        self.assertEqual(order.mapped_partner_id, anna)
        self.assertFalse(anna.receipt_preference or anna.category_id)


class TestCustomerGroups(ShopifyCase):
    """S4: a customer group is a tag that also tells how sales are booked."""

    def groups(self, *names):
        return self.env["res.partner.category"].create(
            [{"name": name, "is_customer_group": True} for name in names]
        )

    def test_s4_a_customer_has_one_group(self):
        retail, wholesale = self.groups("Retail", "Wholesale")
        partner = self.env["res.partner"].create(
            {"name": "Anna", "category_id": [Command.set(retail.ids)]}
        )
        with self.assertRaisesRegex(ValidationError, "Retail, Wholesale"):
            partner.category_id |= wholesale

    def test_s4_another_group_takes_the_place_of_the_first_and_leaves_other_tags(self):
        retail, wholesale = self.groups("Retail", "Wholesale")
        vip = self.env["res.partner.category"].create({"name": "VIP"})
        partner = self.env["res.partner"].create(
            {"name": "Anna", "category_id": [Command.set((retail | vip).ids)]}
        )
        partner.customer_group_id = wholesale
        self.assertEqual(partner.category_id, wholesale | vip)
        partners = self.env["res.partner"]
        self.assertIn(partner, partners.search([("customer_group_id", "=", wholesale.id)]))
        self.assertIn(partner, partners.search([("customer_group_id.name", "=", "Wholesale")]))
        self.assertNotIn(partner, partners.search([("customer_group_id", "=", False)]))
        partner.customer_group_id = False
        self.assertIn(partner, partners.search([("customer_group_id", "=", False)]))
