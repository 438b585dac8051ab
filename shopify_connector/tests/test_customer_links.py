# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .customer_case import CustomerCase

LINDENWEG = {"street": "Lindenweg 7", "zip": "22765", "city": "Hamburg"}


class TestCustomerLinks(CustomerCase):
    """C3, C4, C14: which partner stands for a Shopify customer, and why."""

    def setUp(self):
        super().setUp()
        self.germany = self.env.ref("base.de")

    def assert_found(self, customer, partner, rule, value=False):
        record = self.bring(customer)
        self.assertEqual(record.partner_id, partner)
        self.assertEqual((record.match_rule, record.match_value or False), (rule, value))

    def assert_not_linked(self, customer, code, *words):
        record = self.bring(customer)
        self.assertFalse(record.partner_id)
        skip = self.skips()
        self.assertEqual(skip.code, code)
        for word in words:
            self.assertIn(word, record.match_error)
        self.assertTrue(record.match_fix)
        return record

    # === C4: EMAIL AND PHONE === #

    def test_c4_by_email_in_any_case_and_with_spaces(self):
        partner = self.a_partner("Anna", email="  ANNA@Shoppers.Example ")
        self.assert_found(self.a_customer(), partner, "email", "anna@shoppers.example")

    def test_c4_the_email_comes_before_the_phone(self):
        self.a_partner("By phone", phone="+493012345678")
        partner = self.a_partner("By email", email="anna@shoppers.example")
        customer = self.a_customer(phone="+493012345678")
        self.assert_found(customer, partner, "email", "anna@shoppers.example")

    def test_c4_by_phone_however_it_is_written(self):
        usa = self.env.ref("base.us")
        partner = self.a_partner("Ann", phone="(415) 555-2671", country_id=usa.id)
        customer = self.a_customer(phone="+14155552671", addresses=[self.an_address("US")])
        self.assert_found(customer, partner, "phone", "+14155552671")

    def test_c4_the_phone_of_an_address_is_not_the_customers(self):
        self.a_partner("The shop itself", phone="+494012345")
        anna = self.bring(self.a_customer(addresses=[self.an_address(phone="+494012345")]))
        self.assertEqual(anna.match_rule, "created")

    def test_c4_two_partners_of_one_email_are_ambiguous(self):
        one = self.a_partner("Anna One", email="anna@shoppers.example")
        two = self.a_partner("Anna Two", email="anna@shoppers.example")
        record = self.assert_not_linked(
            self.a_customer(), "ambiguous_customer", "Anna One", "Anna Two", str(one.id)
        )
        record.partner_id = two
        self.assertEqual(record.match_rule, "chosen")
        self.assertFalse(record.match_error)
        self.assertFalse(self.skips())

    def test_c4_archived_partners_never_match(self):
        self.a_partner("Anna", email="anna@shoppers.example", active=False)
        self.assertEqual(self.bring(self.a_customer()).match_rule, "created")

    def test_c4_partners_of_another_company_never_match(self):
        other = self.env["res.company"].create({"name": "Another"})
        self.a_partner("Anna", email="anna@shoppers.example", company_id=other.id)
        self.assertEqual(self.bring(self.a_customer()).match_rule, "created")

    # === C4: BILL-TO === #

    def test_c4_by_bill_to_info_of_the_default_address(self):
        self.shop.customer_mapping = "bill_to"
        self.a_partner("Anna by email", email="anna@shoppers.example")
        partner = self.a_partner("ANNA  schmidt", **{**LINDENWEG, "country_id": self.germany.id})
        address = self.an_address(address1="lindenweg 7", zip_code="22 765", city="hamburg")
        self.assert_found(self.a_customer(addresses=[address]), partner, "bill_to", "Anna Schmidt")

    # === C3: DEFAULT PARTNERS === #

    def test_c3_a_countrys_default_partner_stands_for_its_customers(self):
        partner = self.a_partner("German customers")
        self.env["shopify.customer.template"].create(
            {
                "shop_id": self.shop.id,
                "country_id": self.germany.id,
                "default_partner_id": partner.id,
            }
        )
        anna = self.bring(self.a_customer())
        self.assertFalse(anna.partner_id, "it stands for many and is linked to none")
        self.assertEqual((anna.match_rule, anna.match_value), ("country_default", "DE"))
        self.assertFalse(self.skips())
        dutch = self.bring(self.a_customer("Sanne", addresses=[self.an_address("NL")]))
        self.assertEqual(dutch.match_rule, "created")

    def test_c3_always_the_default_customer_makes_no_partner(self):
        partner = self.a_partner("Web customers")
        self.shop.write({"customer_mapping": "default", "default_partner_id": partner.id})
        self.a_partner("Anna", email="anna@shoppers.example")
        anna = self.bring(self.a_customer())
        self.assertFalse(anna.partner_id)
        self.assertEqual(anna.match_rule, "shop_default")

    # === C14: BY HAND === #

    def test_c14_find_mapping_makes_nobody(self):
        self.shop.auto_create_customers = False
        anna = self.bring(self.a_customer())
        (answer,) = anna.action_find_mapping()
        self.assertFalse(answer["partner_id"])
        self.assertIn("No partner has the email", answer["error"])
        partner = self.a_partner("Anna", email="anna@shoppers.example")
        (answer,) = anna.action_find_mapping()
        self.assertEqual((answer["partner_id"], answer["rule"]), (partner.id, "email"))

    def test_c14_find_mapping_with_creation_on_makes_nobody_either(self):
        anna = self.bring(self.a_customer())
        partner = anna.partner_id
        anna.action_unlink_partner()
        partner.active = False
        anna.action_find_mapping()
        self.assertFalse(anna.partner_id)

    def test_c14_create_partner_does_not_double_one_that_is_there(self):
        self.shop.auto_create_customers = False
        anna = self.bring(self.a_customer())
        partner = self.a_partner("Anna", email="anna@shoppers.example")
        anna.action_create_partner()
        self.assertEqual(anna.partner_id, partner)

    def test_c14_forget_partner(self):
        anna = self.bring(self.a_customer())
        partner = anna.partner_id
        anna.action_unlink_partner()
        self.assertFalse(anna.partner_id or anna.match_rule or anna.synced_fields)
        self.assertTrue(partner.exists())

    def test_c14_the_link_goes_with_a_deleted_partner_and_is_found_anew(self):
        customer = self.a_customer()
        anna = self.bring(customer)
        anna.partner_id.unlink()
        self.env.invalidate_all()
        self.assertFalse(anna.partner_id)
        self.change(customer, note="Rings twice")
        self.bring(customer)
        self.assertTrue(anna.partner_id)

    # === SHOPS, COMPANIES, RIGHTS === #

    def test_two_shop_records_of_a_company_share_a_shopify_shop(self):
        other = self.a_shop(name="The same shop", customer_import="all")
        anna = self.bring(self.a_customer())
        self.assert_done(self.sync(other, "customers"))
        self.assertEqual(self.env["shopify.customer"].search([]), anna)

    def test_g11_a_user_without_rights_does_nothing(self):
        anna = self.bring(self.a_customer())
        nobody = new_test_user(
            self.env,
            "nobody",
            "base.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        for method in ("action_find_mapping", "action_create_partner", "action_unlink_partner"):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(anna.with_user(nobody), method)()

    def test_g11_a_user_of_the_connector_may_link(self):
        self.shop.auto_create_customers = False
        anna = self.bring(self.a_customer())
        user = new_test_user(
            self.env,
            "clerk",
            "shopify_connector.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        anna.with_user(user).action_create_partner()
        self.assertEqual(anna.partner_id.name, "Anna Schmidt")

    # === G7: TRIED AGAIN === #

    def test_g7_a_skipped_customer_is_tried_again_by_the_next_run(self):
        self.a_partner("Anna One", email="anna@shoppers.example")
        two = self.a_partner("Anna Two", email="anna@shoppers.example")
        record = self.assert_not_linked(self.a_customer(), "ambiguous_customer", "Anna One")
        run = self.sync(self.shop, "customers")
        self.assertEqual((run.new_count, run.skipped_count), (0, 0), "nothing has changed")
        self.assertTrue(self.skips())
        two.active = False
        run = self.sync(self.shop, "customers")
        self.assertEqual(run.new_count, 1)
        self.assertEqual(record.partner_id.name, "Anna One")
        self.assertFalse(record.match_error or self.skips())

    def test_g7_an_update_that_failed_is_tried_again_by_the_next_run(self):
        self.shop.shopify_can_update_customers = True
        customer = self.a_customer()
        anna = self.bring(customer)
        self.change(customer, note="Rings twice")
        shops = self.env.registry["shopify.shop"]
        with patch.object(shops, "_update_partners", side_effect=ValueError("no luck")):
            run = self.sync(self.shop, "customers")
        self.assertEqual(run.failed_count, 1)
        self.assertIn("no luck", self.skips().reason)
        self.assert_done(self.sync(self.shop, "customers"))
        self.assertFalse(self.skips() or anna.match_error)
