# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import ValidationError

from shopify_sandbox.shopper import sample_address
from shopify_sandbox.world.people import add_customer

from .common import ShopifyCase


class TestCustomers(ShopifyCase):
    """C3, C4, C5: which partner an order is booked on, row by row of C3."""

    def a_partner(self, name, **values):
        return self.env["res.partner"].create({"name": name, **values})

    def a_customer(self, country="DE", email="anna@shoppers.example", phone=None, **fields):
        address = sample_address(self.shopify, country, **fields)
        return add_customer(
            self.shopify,
            address["firstName"],
            address["lastName"],
            email=email,
            phone=phone,
            addresses=[address],
        )

    def order_by(self, customer=None, **bill_to):
        builder = self.buy().by(customer or self.a_customer())
        if bill_to:
            builder.bill_to("DE", **bill_to)
        (order,) = self.take_in(builder.place())
        return order

    def assert_booked_on(self, order, partner, rule):
        self.assert_in_odoo(order)
        self.assertEqual(order.mapped_partner_id, partner)
        self.assertEqual(order.customer_rule, rule)
        self.assertEqual(order.sale_order_id.partner_id, partner)
        self.assertEqual(order.sale_order_id.partner_invoice_id, partner)

    # === C3.1, C3.2: DEFAULT PARTNERS === #

    def test_c3_the_default_partner_of_the_ship_to_country_comes_first(self):
        partner = self.a_partner("Dutch customers")
        self.env["shopify.customer.template"].create(
            {
                "shop_id": self.shop.id,
                "country_id": self.env.ref("base.nl").id,
                "default_partner_id": partner.id,
            }
        )
        self.a_partner("Sanne", email="sanne@shoppers.example")
        order = self.order_by(self.a_customer("NL", "sanne@shoppers.example"))
        self.assert_booked_on(order, partner, "country_default")
        self.assertFalse(order.customer_id.partner_id, "a default partner stands for many")
        self.assertEqual(order.sale_order_id.partner_shipping_id.parent_id, partner)
        self.assertNotEqual(self.order_by().mapped_partner_id, partner)

    def test_c3_the_shops_default_partner_where_customers_are_not_imported(self):
        partner = self.a_partner("Web customers")
        self.shop.write({"customer_import": "none", "default_partner_id": partner.id})
        self.a_partner("Anna", email="anna@shoppers.example")
        order = self.order_by()
        self.assert_booked_on(order, partner, "shop_default")
        self.assertEqual(order.customer_id.email, "anna@shoppers.example", "its data is kept")

    def test_c3_always_the_default_customer(self):
        partner = self.a_partner("Web customers")
        self.shop.write({"customer_mapping": "default", "default_partner_id": partner.id})
        self.a_partner("Anna", email="anna@shoppers.example")
        self.assert_booked_on(self.order_by(), partner, "shop_default")

    def test_c3_always_the_default_customer_needs_one(self):
        with self.assertRaises(ValidationError) as caught:
            self.shop.customer_mapping = "default"
        self.assertIn("choose the default partner", str(caught.exception))

    # === C3.3: BY EMAIL AND PHONE === #

    def test_c3_the_linked_partner_comes_before_email_and_phone(self):
        customer = self.a_customer()
        first = self.order_by(customer)
        linked = self.a_partner("Linked by hand")
        first.customer_id.partner_id = linked
        self.assert_booked_on(self.order_by(customer), linked, "linked")

    def test_c4_emails_compare_trimmed_and_without_case(self):
        partner = self.a_partner("Anna", email=" Anna@Shoppers.Example ")
        order = self.order_by()
        self.assert_booked_on(order, partner, "email")
        self.assertEqual(order.customer_id.partner_id, partner)

    def test_c4_email_comes_before_phone(self):
        self.a_partner("By phone", phone="+49 40 123456")
        partner = self.a_partner("By email", email="anna@shoppers.example")
        self.assert_booked_on(self.order_by(self.a_customer(phone="+4940123456")), partner, "email")

    def test_c4_phones_compare_in_whatever_form_they_are_written(self):
        for number, (mine, country, theirs) in enumerate(
            (
                ("(415) 555-0123", "us", "+14155550123"),
                ("+1 415-555-0123", "us", "+14155550123"),
                ("040 123456", "de", "+4940123456"),
                ("+49 40 123456", None, "+4940123456"),
                ("020 555 1234", "nl", "+31205551234"),
            )
        ):
            with self.subTest(mine):
                partner = self.a_partner(
                    f"Phone {number}",
                    phone=mine,
                    country_id=country and self.env.ref(f"base.{country}").id,
                )
                customer = self.a_customer(email=f"new-{number}@shoppers.example", phone=theirs)
                self.assert_booked_on(self.order_by(customer), partner, "phone")
                partner.active = False

    def test_c4_the_phone_of_the_address_counts_with_its_country(self):
        partner = self.a_partner("Emily", phone="+14155550123")
        customer = self.a_customer("US", "emily@shoppers.example")
        self.assert_booked_on(self.order_by(customer), partner, "phone")

    def test_c4_archived_partners_never_match(self):
        old = self.a_partner("Anna", email="anna@shoppers.example", active=False)
        order = self.order_by()
        self.assert_in_odoo(order)
        self.assertNotEqual(order.mapped_partner_id, old)
        self.assertEqual(order.customer_rule, "created")

    def test_c4_an_archived_linked_partner_is_replaced_for_good(self):
        customer = self.a_customer(email=None)
        first = self.order_by(customer)
        first.mapped_partner_id.active = False
        second = self.order_by(customer)
        self.assertNotEqual(second.mapped_partner_id, first.mapped_partner_id)
        self.assertEqual(second.customer_id.partner_id, second.mapped_partner_id)
        self.assert_booked_on(self.order_by(customer), second.mapped_partner_id, "linked")

    def test_c4_two_candidates_are_ambiguous_and_both_named(self):
        one = self.a_partner("Anna One", email="anna@shoppers.example")
        two = self.a_partner("Anna Two", email="ANNA@shoppers.example")
        order = self.order_by()
        self.assert_waits(order, "ambiguous_customer", "Anna One", "Anna Two", "anna@shoppers")
        order.partner_id = two
        order.action_create_documents()
        self.assert_booked_on(order, two, "chosen")
        self.assertNotEqual(order.mapped_partner_id, one)

    def test_c4_a_company_and_its_own_contact_are_not_ambiguous(self):
        company = self.a_partner("Schmidt GmbH", email="anna@shoppers.example", is_company=True)
        self.a_partner("Anna", email="anna@shoppers.example", parent_id=company.id)
        self.assert_booked_on(self.order_by(), company, "email")

    def test_c4_a_partner_of_another_company_never_matches(self):
        other = self.env["res.company"].create({"name": "Another"})
        partner = self.a_partner("Anna", email="anna@shoppers.example", company_id=other.id)
        order = self.order_by()
        self.assert_in_odoo(order)
        self.assertNotEqual(order.mapped_partner_id, partner)

    # === C3.3: BY BILL-TO === #

    def test_c4_bill_to_info_compares_without_case_and_spaces(self):
        self.shop.customer_mapping = "bill_to"
        self.a_partner("Somebody", email="anna@shoppers.example")
        partner = self.a_partner(
            "ANNA schmidt",
            street="LINDENWEG 7",
            zip="22 765",
            city="hamburg",
            country_id=self.env.ref("base.de").id,
        )
        self.assert_booked_on(self.order_by(), partner, "bill_to")

    def test_c4_bill_to_info_takes_the_company_before_the_name(self):
        self.shop.customer_mapping = "bill_to"
        address = {
            "street": "Lindenweg 7",
            "zip": "22765",
            "city": "Hamburg",
            "country_id": self.env.ref("base.de").id,
        }
        self.a_partner("Anna Schmidt", **address)
        company = self.a_partner("Schmidt GmbH", is_company=True, **address)
        self.assert_booked_on(self.order_by(company="Schmidt GmbH"), company, "bill_to")

    def test_c4_bill_to_info_differs_by_street_city_zip_and_country(self):
        self.shop.customer_mapping = "bill_to"
        address = {
            "street": "Lindenweg 7",
            "zip": "22765",
            "city": "Hamburg",
            "country_id": self.env.ref("base.de").id,
        }
        for field, other in (
            ("street", "Lindenweg 8"),
            ("zip", "22766"),
            ("city", "Bremen"),
            ("country_id", self.env.ref("base.at").id),
        ):
            self.a_partner("Anna Schmidt", **{**address, field: other})
        order = self.order_by()
        self.assertEqual(order.customer_rule, "created")

    # === C5: CREATION === #

    def test_c5_a_new_partner_has_what_the_billing_address_says(self):
        category = self.env["res.partner.category"].create({"name": "Shopify"})
        self.shop.partner_category_ids = category
        customer = self.a_customer("CA", "liam@shoppers.example")
        order = self.order_by(customer)
        partner = order.mapped_partner_id
        self.assertEqual(partner.name, "Liam Tremblay")
        self.assertEqual(partner.email, "liam@shoppers.example")
        self.assertEqual(partner.street, "500 King St W")
        self.assertEqual(partner.zip, "M5V 1L9")
        self.assertEqual(partner.country_id.code, "CA")
        self.assertEqual(partner.state_id.code, "ON")
        self.assertEqual(partner.phone_sanitized, "+14165550123")
        self.assertEqual(partner.category_id, category)
        self.assertEqual(order.customer_id.partner_id, partner)

    def test_c5_a_new_partner_starts_with_its_countrys_template(self):
        terms = self.env["account.payment.term"].create({"name": "Thirty days"})
        self.env["shopify.customer.template"].create(
            {
                "shop_id": self.shop.id,
                "country_id": self.env.ref("base.ca").id,
                "property_payment_term_id": terms.id,
            }
        )
        order = self.order_by(self.a_customer("CA"))
        self.assertEqual(order.mapped_partner_id.property_payment_term_id, terms)

    def test_c5_two_orders_of_one_unknown_customer_make_one_partner(self):
        customer = self.a_customer()
        first, second = self.take_in(
            self.buy().by(customer).place(), self.buy().by(customer).place()
        )
        self.assertEqual(first.mapped_partner_id, second.mapped_partner_id)
        self.assertEqual(
            self.env["res.partner"].search_count([("email", "=", "anna@shoppers.example")]), 1
        )

    def test_c5_where_none_is_created_the_order_waits(self):
        self.shop.auto_create_customers = False
        order = self.order_by()
        self.assert_waits(order, "creation_off", "Anna Schmidt", "anna@shoppers.example")
        self.assertIn("Create new customer", order.fix)

    # === THE DELIVERY ADDRESS === #

    def test_c3_a_ship_to_that_differs_becomes_a_delivery_address(self):
        customer = self.a_customer()
        builder = self.buy().by(customer).bill_to(customer["defaultAddress"]).ship_to("NL")
        (order,) = self.take_in(builder.place())
        partner, delivery = order.mapped_partner_id, order.sale_order_id.partner_shipping_id
        self.assertEqual(partner.street, "Lindenweg 7")
        self.assertEqual(delivery.parent_id, partner)
        self.assertEqual(delivery.type, "delivery")
        self.assertEqual(delivery.name, "Sanne de Vries")
        self.assertEqual(delivery.street, "Prinsengracht 263")
        self.assertEqual(order.sale_order_id.picking_ids.partner_id, delivery)

    def test_c3_a_delivery_address_is_found_again(self):
        customer = self.a_customer()
        orders = self.take_in(
            *(
                self.buy()
                .by(customer)
                .bill_to(customer["defaultAddress"])
                .ship_to("NL", address1=street)
                .place()
                for street in ("Prinsengracht 263", "PRINSENGRACHT  263", "Prinsengracht 264")
            )
        )
        partner = orders.mapped_partner_id
        self.assertEqual(len(partner), 1)
        self.assertEqual(len(partner.child_ids), 2)
        first, same, other = (order.sale_order_id.partner_shipping_id for order in orders)
        self.assertEqual(first, same)
        self.assertNotEqual(first, other)

    def test_c3_a_new_customer_who_moved_between_two_orders_gets_both_at_the_right_door(self):
        customer = self.a_customer()
        first, second = self.take_in(
            self.buy().by(customer).ship_to("DE", address1="Lindenweg 7").place(),
            self.buy().by(customer).ship_to("DE", address1="Hauptstraße 140").place(),
        )
        partner = first.mapped_partner_id
        self.assertEqual(second.mapped_partner_id, partner)
        self.assertEqual((first.customer_rule, second.customer_rule), ("created", "linked"))
        self.assertEqual(first.sale_order_id.partner_shipping_id.street, "Lindenweg 7")
        self.assertEqual(second.sale_order_id.partner_shipping_id.street, "Hauptstraße 140")
        self.assertEqual(second.sale_order_id.partner_shipping_id.parent_id, partner)

    def test_c3_a_ship_to_like_the_bill_to_makes_no_delivery_address(self):
        order = self.order_by()
        again = self.order_by(self.shopify.collections["Customer"][0])
        partner = order.mapped_partner_id
        self.assertEqual(order.sale_order_id.partner_shipping_id, partner)
        self.assertEqual(again.sale_order_id.partner_shipping_id, partner)
        self.assertFalse(partner.child_ids)

    def test_c3_a_company_that_ships_to_itself_makes_no_delivery_address(self):
        customer = self.a_customer(company="Schmidt GmbH")
        first, second = self.order_by(customer), self.order_by(customer)
        for order in (first, second):
            self.assertEqual(order.sale_order_id.partner_shipping_id, order.mapped_partner_id)
