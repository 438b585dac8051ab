# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.models.customer import customer_run

from .customer_case import CustomerCase


class TestCustomerSync(CustomerCase):
    """C2, C5, C13, C14: the customer sync brings customers, whether they have ordered or not."""

    # === C2: WHOM === #

    def test_c2_all_customers_become_partners(self):
        anna = self.bring(self.a_customer(phone="+493012345678", tags=["vip", "wholesale"]))
        partner = anna.partner_id
        self.assertEqual(partner.name, "Anna Schmidt")
        self.assertEqual(partner.email, "anna@shoppers.example")
        self.assertEqual(partner.phone, "+493012345678")
        self.assertEqual(partner.country_id, self.env.ref("base.de"))
        self.assertEqual(anna.match_rule, "created")
        self.assertEqual(set(anna.tag_ids.mapped("name")), {"vip", "wholesale"})

    def test_c2_with_order_import_brings_none_by_itself(self):
        self.shop.customer_import = "with_orders"
        self.assertFalse(self.bring(self.a_customer()))

    def test_c2_with_order_import_and_updates_refreshes_only_known_customers(self):
        anna = self.a_customer()
        self.shop.customer_import = "with_orders"
        self.take_in(self.buy().by(anna).place())
        self.shop.shopify_can_update_customers = True
        self.a_customer("Bernd")
        self.assert_done(self.sync(self.shop, "customers"))
        names = self.env["shopify.customer"].search([]).mapped("first_name")
        self.assertEqual(names, ["Anna"])

    def test_c2_none_reads_no_customers(self):
        self.shop.write({"customer_import": "none", "shopify_can_update_customers": True})
        self.a_customer()
        before = self.requests()
        self.assert_done(self.sync(self.shop, "customers"))
        self.assertEqual(self.requests(), before)

    def test_c2_what_an_order_brought_is_completed_by_the_sync(self):
        """An order brings a customer's default address only, and no consent to SMS."""
        anna = self.a_customer(
            phone="+493012345678",
            addresses=[self.an_address(), self.an_address(address1="Second street 2")],
        )
        (order,) = self.take_in(self.buy().by(anna).place())
        self.assertFalse(order.customer_id.is_complete)
        self.assertEqual(len(order.customer_id.address_ids), 1)
        self.bring(anna)
        self.assertTrue(order.customer_id.is_complete)
        self.assertEqual(order.customer_id.address_ids.mapped("street")[1:], ["Second street 2"])

    # === C13: RUN === #

    def test_c13_counts_and_a_second_run_that_does_nothing(self):
        for number in range(3):
            self.a_customer(f"Anna{number}")
        run = self.sync(self.shop, "customers")
        self.assertEqual((run.new_count, run.unchanged_count, run.failed_count), (3, 0, 0))
        self.assertEqual(run.total, 3)
        before = self.all_write_dates()
        again = self.sync(self.shop, "customers")
        self.assertEqual((again.new_count, again.changed_count), (0, 0))
        self.assertEqual(self.all_write_dates(), before)

    def test_c13_many_pages_and_batches(self):
        """The second page of customers, and the second batch that is written."""
        for number in range(7):
            self.a_customer(f"Anna{number}")
        pages = 3
        with patch.object(customer_run, "BATCH", 4), self.pages_of(pages):
            run = self.sync(self.shop, "customers")
        self.assertEqual(run.new_count, 7)
        partners = self.env["shopify.customer"].search([]).partner_id
        self.assertEqual(len(partners), 7)

    def test_c13_a_run_that_is_cut_off_goes_on_where_it_stopped(self):
        for number in range(6):
            self.shopify.clock.advance(minutes=10)
            self.a_customer(f"Anna{number}")
        shops = self.env.registry["shopify.shop"]
        take_in = shops._take_in_customers
        calls = []

        def cut_off(shop, customers, meter):
            if calls:
                raise ConnectionResetError("the process was killed")
            calls.append(len(customers))
            return take_in(shop, customers, meter)

        with (
            patch.object(customer_run, "BATCH", 2),
            self.pages_of(2),
            patch.object(shops, "_take_in_customers", cut_off),
            self.assertLogs("odoo.addons.shopify_connector", "ERROR"),
        ):
            run = self.sync(self.shop, "customers")
        self.assertEqual(run.state, "failed")
        self.assertEqual(self.env["shopify.customer"].search_count([]), 2)
        run = self.sync(self.shop, "customers")
        self.assertEqual(self.env["shopify.customer"].search_count([]), 6)
        self.assertEqual(run.new_count, 4)

    def test_c13_one_bad_customer_does_not_stop_the_others(self):
        good, bad, other = (self.a_customer(name) for name in ("Anna", "Bernd", "Clara"))
        shops = self.env.registry["shopify.shop"]
        values = shops._new_partner_values

        def refuse(shop, home, customer, person, *others):
            found = values(shop, home, customer, person, *others)
            return {**found, "ref": "x"} if person.first_name != "Bernd" else {"no_field": 1}

        with patch.object(shops, "_new_partner_values", refuse):
            run = self.sync(self.shop, "customers")
        self.assertEqual((run.new_count, run.failed_count), (2, 1))
        self.assertTrue(self.record(good).partner_id and self.record(other).partner_id)
        self.assertFalse(self.record(bad).partner_id)
        skip = self.skips()
        self.assertEqual(skip.res_id, self.record(bad).id)
        self.assertIn("no_field", skip.reason)

    def test_c13_only_the_customers_asked_for(self):
        anna, _bernd = self.a_customer("Anna"), self.a_customer("Bernd")
        number = anna["id"].rpartition("/")[2]
        self.sync(self.shop, "customers", {"shopify_ids": [number]})
        self.assertEqual(self.env["shopify.customer"].search([]), self.record(anna))
        self.assertFalse(self.shop.customers_synced_until, "the others are still to be read")

    def test_c13_it_can_be_started_over_xml_rpc(self):
        self.a_customer()
        (answer,) = self.shop.shopify_sync("customers")
        run = self.env["shopify.sync.run"].browse(answer["run_id"])
        with self.without_commits():
            run.sudo()._execute()
        self.env.invalidate_all()
        (status,) = self.shop.shopify_sync_status()
        self.assertEqual((status["kind"], status["state"], status["new"]), ("customers", "done", 1))

    # === C5: NEW PARTNERS === #

    def test_c5_off_the_customer_waits_and_says_what_to_do(self):
        self.shop.auto_create_customers = False
        anna = self.bring(self.a_customer())
        self.assertFalse(anna.partner_id)
        self.assertIn("creates none", anna.match_error)
        self.assertIn("Create partner", anna.match_fix)
        self.assertEqual(self.skips().code, "creation_off")
        (answer,) = anna.action_create_partner()
        self.assertEqual(anna.partner_id.id, answer["partner_id"])
        self.assertEqual(anna.partner_id.name, "Anna Schmidt")
        self.assertFalse(anna.match_error)
        self.assertFalse(self.skips(), "it is off the list")

    def test_c5_a_customer_without_address_waits(self):
        self.shop.create_without_address = False
        anna = self.bring(self.a_customer(addresses=[]))
        self.assertFalse(anna.partner_id)
        self.assertEqual(self.skips().code, "no_address")
        self.shop.create_without_address = True
        anna.action_create_partner()
        self.assertEqual(anna.partner_id.email, "anna@shoppers.example")

    def test_c5_a_customer_without_name_is_called_by_its_email_or_phone(self):
        by_email = self.bring(self.a_customer("", "", email="who@shoppers.example", addresses=[]))
        self.assertEqual(by_email.partner_id.name, "who@shoppers.example")
        by_phone = self.bring(
            self.a_customer("", "", email=None, phone="+493012345678", addresses=[])
        )
        self.assertEqual(by_phone.partner_id.name, "+493012345678")

    # === C3: ADDRESSES === #

    def test_c3_further_addresses_become_delivery_addresses(self):
        anna = self.bring(
            self.a_customer(
                addresses=[
                    self.an_address(),
                    self.an_address(address1="Werkstraße 3", company="Schmidt GmbH"),
                ]
            )
        )
        child = anna.partner_id.child_ids
        self.assertEqual(child.type, "delivery")
        self.assertEqual(child.street, "Werkstraße 3")
        self.assertEqual(anna.address_ids[1].partner_id, child)
        self.assertIn("Schmidt GmbH", child.name)

    def test_c3_an_order_to_a_further_address_finds_it(self):
        """No second delivery address, also where it names a company (C3)."""
        anna = self.a_customer(addresses=[self.an_address()])
        for _time in range(2):
            builder = self.buy().by(anna).bill_to("DE", address1="Lindenweg 7")
            builder.ship_to("DE", company="Schmidt GmbH", address1="Werk 3")
            (order,) = self.take_in(builder.place())
        self.assertEqual(order.mapped_shipping_partner_id.name, "Schmidt GmbH, Anna Schmidt")
        self.assertEqual(order.customer_id.partner_id.child_ids, order.mapped_shipping_partner_id)

    def test_c3_further_addresses_can_be_left_out(self):
        self.shop.further_addresses = False
        anna = self.bring(
            self.a_customer(addresses=[self.an_address(), self.an_address(address1="Werk 3")])
        )
        self.assertFalse(anna.partner_id.child_ids)
        self.assertEqual(len(anna.address_ids), 2, "Shopify's addresses are kept all the same")

    def test_c3_an_address_that_left_shopify_keeps_its_partner(self):
        anna = self.a_customer(addresses=[self.an_address(), self.an_address(address1="Werk 3")])
        record = self.bring(anna)
        child = record.partner_id.child_ids
        self.change(anna, addressesV2=anna["addressesV2"][:1])
        self.bring(anna)
        self.assertEqual(len(record.address_ids), 1)
        self.assertTrue(child.exists().active)

    # === C9: NAMES === #

    def test_c9_names_by_the_shops_sources(self):
        self.shop.write(
            {
                "name_source": "company",
                "name2_source": "none",
                "contact_source": "last_first",
            }
        )
        anna = self.bring(self.a_customer(addresses=[self.an_address(company="Schmidt GmbH")]))
        partner = anna.partner_id
        self.assertEqual((partner.name, partner.is_company), ("Schmidt GmbH", True))
        contact = partner.child_ids.filtered(lambda child: child.type == "contact")
        self.assertEqual(contact.name, "Schmidt Anna")
        bernd = self.bring(self.a_customer("Bernd", "Jansen"))
        self.assertEqual(bernd.partner_id.name, "Jansen Bernd")
        self.assertFalse(bernd.partner_id.is_company or bernd.partner_id.child_ids)
