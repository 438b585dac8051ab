# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Customers that are made at once (S1, S2, S7), by whom, and of what (rights, bad input)."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user

from .till_case import TillCase


class TestCustomersAtOnce(TillCase):
    """S7, synchronous: the customer is on the server before the sale goes on."""

    def test_s7_a_customer_is_there_at_once(self):
        told = self.told(
            email="Anna@Example.com ",
            phone="020 123 4567",
            address={"street": "Dam 1", "city": "Amsterdam", "country_id": self.ref("base.nl")},
        )
        answer = self.create_now(told)
        (data,) = answer["res.partner"]
        partner = self.env["res.partner"].browse(data["id"])
        self.assertEqual(answer["outcome"], "created")
        self.assertEqual(
            (partner.name, partner.email, partner.phone_sanitized, partner.city),
            ("Anna Bakker", "anna@example.com", "+31201234567", "Amsterdam"),
        )
        self.assertEqual(partner.customer_rank, 1)
        found = (
            self.env["res.partner"]
            .with_user(self.cashier)
            .get_new_partner(self.store.id, [("name", "ilike", "Anna B%")], 0)
        )
        self.assertEqual([each["id"] for each in found["res.partner"]], partner.ids)

    def test_s7_the_same_guid_is_the_same_customer(self):
        told = self.told()
        first, again = self.create_now(told), self.create_now(told)
        self.assertEqual(first["res.partner"][0]["id"], again["res.partner"][0]["id"])
        self.assertEqual(self.send(told)[told["uuid"]]["partner_id"], self.partner(told).id)
        self.assertEqual(len(self.partners_called("Anna Bakker")), 1)

    def test_c4_a_customer_who_is_there_is_shown_and_not_doubled(self):
        anna = self.env["res.partner"].create({"name": "Anna", "email": "ANNA@example.com"})
        told = self.told(email="anna@example.com")
        answer = self.create_now(told)
        self.assertEqual(answer["outcome"], "found")
        self.assertEqual([each["id"] for each in answer["res.partner"]], anna.ids)
        self.assertFalse(self.pending(told))
        self.assertFalse(self.partners_called("Anna Bakker"))

    def test_c4_several_who_might_be_it_are_shown(self):
        twins = self.env["res.partner"].create(
            [{"name": name, "phone": "+31201234567"} for name in ("Anna", "Hanna")]
        )
        answer = self.create_now(self.told(phone="020 123 4567"))
        self.assertEqual(answer["outcome"], "several")
        self.assertEqual({each["id"] for each in answer["res.partner"]}, set(twins.ids))

    def test_s10_an_invalid_phone_is_refused_with_the_reason(self):
        told = self.told(phone="+31 20 1")
        with self.assertRaisesRegex(UserError, "20 1 is no phone number: it is too short"):
            self.create_now(told)

    def test_s10_an_invalid_email_is_refused(self):
        for bad in ("anna", "anna@", "a@b.example, c@d.example", "@example.com"):
            with self.assertRaisesRegex(UserError, "is no email address"), self.cr.savepoint():
                self.create_now(self.told(email=bad))

    def test_s2_a_customer_needs_a_name(self):
        with self.assertRaisesRegex(UserError, "has no name"):
            self.create_now(self.told(name="  "))

    def test_s2_what_no_till_sends_is_not_taken(self):
        for bad in (
            {"uuid": "1"},
            {"name": ["Anna"]},
            {"name": "x" * 300},
            {"email": 5},
            {"is_company": "yes"},
            {"address": ["Dam 1"]},
            {"address": {"country_id": "1; DROP"}},
            {"address": {"purpose": "palace"}},
            {"contact_points": [{"kind": "fax", "value": "1"}]},
            {"contact_points": [{"kind": "email", "value": "a@b.example"}] * 21},
            {"attributes": {"id": 1}},
            {"made_at": "yesterday"},
            {"email_marketing": "always"},
        ):
            with self.subTest(bad), self.assertRaises(ValidationError), self.cr.savepoint():
                self.create_now({**self.told(), **bad})

    def test_s2_fields_that_a_till_does_not_ask_for_are_not_set(self):
        told = self.told(credit_limit=1000, user_id=self.env.uid, company_id=1, comment="x")
        self.create_now(told)
        partner = self.partner(told)
        self.assertFalse(partner.user_id or partner.company_id or partner.comment)

    def test_s7_a_cashier_makes_customers_without_the_right_to_make_contacts(self):
        partners = self.env["res.partner"].with_user(self.cashier)
        self.assertFalse(partners.has_access("create"))
        told = self.told()
        self.create_now(told)
        self.assertTrue(self.partner(told))
        self.assertFalse(partners.has_access("write"))
        self.assertFalse(
            self.env["pos.pending.customer"].with_user(self.cashier).has_access("read")
        )

    def test_s7_who_does_not_sell_makes_no_customers(self):
        stranger = new_test_user(self.env, "till-stranger", "base.group_user")
        stranger.company_ids |= self.company
        for call in (
            lambda store: store.create_store_customer(self.told()),
            lambda store: store.sync_store_customers([self.told()]),
        ):
            with self.assertRaises(AccessError):
                call(self.store.with_user(stranger))

    def test_s7_a_cashier_of_another_company_makes_no_customers_here(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        other = new_test_user(
            self.env,
            "till-elsewhere",
            "base.group_user,point_of_sale.group_pos_user",
            company_id=elsewhere.id,
            company_ids=[(6, 0, elsewhere.ids)],
        )
        with self.assertRaises(AccessError):
            self.store.with_user(other).with_context(
                allowed_company_ids=elsewhere.ids
            ).create_store_customer(self.told())
