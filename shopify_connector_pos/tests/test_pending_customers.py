# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The job that takes customers of the tills over, and the list of those that wait (S7, S10, C4)."""

import json
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user

from .till_case import TillCase


class TestTheJob(TillCase):
    """S7: the server takes over what the tills have sent, once each."""

    def test_s7_a_customer_waits_for_the_job(self):
        told = self.told(email="anna@example.com")
        answer = self.send(told)[told["uuid"]]
        self.assertEqual((answer["state"], answer["partner_id"]), ("waiting", False))
        self.assertFalse(self.partners_called("Anna Bakker"))
        self.run_job()
        self.assertEqual(self.pending(told).match_rule, "created")
        answer = self.send(asked=[told["uuid"]])[told["uuid"]]
        self.assertEqual((answer["state"], answer["partner_id"]), ("done", self.partner(told).id))

    def test_s7_a_guid_is_kept_once_however_often_it_is_sent(self):
        told = self.told()
        for _time in range(3):
            self.send(told)
        self.run_job()
        self.send({**told, "name": "Somebody Else"})
        self.run_job()
        self.assertEqual(len(self.pending(told)), 1)
        self.assertEqual(self.partner(told).name, "Anna Bakker")

    def test_c4_a_customer_who_is_there_is_found_by_email_and_by_phone(self):
        anna, bert = self.env["res.partner"].create(
            [
                {"name": "Anna", "email": "Anna@Example.com"},
                {"name": "Bert", "phone": "+31201234567"},
            ]
        )
        by_email = self.told("A. Bakker", email="anna@example.com")
        by_phone = self.told("B. Visser", phone="(020) 123-4567")
        self.send(by_email, by_phone)
        self.run_job()
        self.assertEqual((self.partner(by_email), self.partner(by_phone)), (anna, bert))
        self.assertEqual(self.pending(by_phone).match_rule, "phone")
        self.assertEqual(anna.name, "Anna")

    def test_c4_archived_customers_do_not_match(self):
        self.env["res.partner"].create({"name": "Old", "email": "a@b.example", "active": False})
        told = self.told(email="a@b.example")
        self.send(told)
        self.run_job()
        self.assertEqual(self.pending(told).match_rule, "created")

    def test_s7_two_tills_at_once_make_one_customer(self):
        here, there = (self.told(name, email="anna@example.com") for name in ("Anna", "Anna B."))
        self.send(here)
        self.send(there, store=self.a_store("Utrecht"))
        self.run_job()
        self.assertTrue(self.partner(here))
        self.assertEqual(self.partner(here), self.partner(there))

    def test_s7_all_tills_are_told_and_nobody_else(self):
        utrecht = self.a_store("Utrecht")
        closed = self.a_store("Delft")
        for store in (self.store, utrecht):
            self.open_session(store)
        told = self.told(email="anna@example.com")
        self.send(told)
        with patch.object(self.env.registry["bus.bus"], "_sendone") as sent:
            self.run_job()
        heard = {call.args[0]: call.args[2] for call in sent.call_args_list}
        self.assertLessEqual({self.store.access_token, utrecht.access_token}, set(heard))
        self.assertNotIn(closed.access_token, heard)
        (customer,) = heard[utrecht.access_token]["customers"]
        self.assertEqual(customer["partner_id"], self.partner(told).id)
        self.assertNotIn("anna", json.dumps(heard[utrecht.access_token]).lower())

    def test_s9_a_store_that_shares_nothing_hears_only_of_its_own(self):
        quiet = self.a_store("Utrecht", customers_shared=False)
        for store in (self.store, quiet):
            self.open_session(store)
        ours, theirs = self.told(), self.told("Bert")
        self.send(ours)
        self.send(theirs, store=quiet)
        with patch.object(self.env.registry["bus.bus"], "_sendone") as sent:
            self.run_job()
        heard = [call.args[2] for call in sent.call_args_list if call.args[0] == quiet.access_token]
        uuids = [each["uuid"] for message in heard for each in message["customers"]]
        self.assertEqual(uuids, [theirs["uuid"]])

    def test_s9_a_till_that_shares_nothing_loads_nobody_but_its_orders_customers(self):
        self.env["res.partner"].create({"name": "Loaded"})
        partners = self.env["res.partner"].with_user(self.cashier)
        data = {"pos.order": [{"partner_id": self.company.partner_id.id}]}
        self.assertIn(
            "Loaded", self.loaded(partners._load_pos_data_domain(data, self.store)).mapped("name")
        )
        self.store.customers_shared = False
        loaded = self.loaded(partners._load_pos_data_domain(data, self.store))
        self.assertEqual(loaded, self.company.partner_id | self.cashier.partner_id)
        self.assertFalse(partners.get_new_partner(self.store.id, [], 0)["res.partner"])
        found = partners.get_new_partner(self.store.id, [("name", "ilike", "Loaded%")], 0)
        self.assertEqual(len(found["res.partner"]), 1)

    def loaded(self, domain):
        return self.env["res.partner"].search(domain)

    def test_s10_a_bad_one_waits_and_stops_no_other(self):
        good, bad, unlucky = self.told("Good"), self.told("Bad", email="x"), self.told("Unlucky")
        self.send(good, bad, unlucky)
        make = self.env.registry["pos.pending.customer"]._partner_values

        def fail(pending, customer, defaults):
            if customer.name == "Unlucky":
                raise ZeroDivisionError("no luck")
            return make(pending, customer, defaults)

        with patch.object(self.env.registry["pos.pending.customer"], "_partner_values", fail):
            self.run_job()
        self.assertTrue(self.partner(good))
        self.assertEqual(self.pending(bad).error, "x is no email address.")
        self.assertIn("Correct it", self.pending(bad).fix)
        self.assertIn("no luck", self.pending(unlucky).error)
        self.assertEqual({self.pending(each).state for each in (bad, unlucky)}, {"failed"})

    def test_s7_nothing_waits_nothing_is_written(self):
        bad = self.told(email="x")
        self.send(bad)
        self.run_job()
        before = self.pending(bad).write_date
        with self.assertQueryCount(15):
            self.run_job()
        self.assertEqual(self.pending(bad).write_date, before)

    def test_c16_what_was_typed_is_forgotten_with_the_customer_and_after_a_while(self):
        first, second = self.told(email="a@b.example"), self.told("Bert", email="b@b.example")
        self.send(first, second)
        self.run_job()
        self.partner(first)._shopify_anonymise(self.env["shopify.customer"])
        self.env.invalidate_all()
        self.assertFalse(self.pending(first).email or self.pending(first).told)
        self.assertEqual(self.pending(second).email, "b@b.example")
        self.env.cr.execute("UPDATE pos_pending_customer SET write_date = '2026-01-01'")
        self.env["pos.pending.customer"]._gc_typed_data()
        self.assertFalse(self.pending(second).email or self.pending(second).told)
        self.assertEqual(self.send(second)[second["uuid"]]["partner_id"], self.partner(second).id)


class TestTheList(TillCase):
    """S10: who is in the list, and how a person settles it."""

    def waiting(self, **fields_told):
        """Return a customer that the job could not take over, as the manager sees it."""
        told = self.told(**fields_told)
        self.send(told)
        self.run_job()
        pending = self.pending(told).with_user(self.manager)
        self.assertEqual(pending.state, "failed")
        return pending

    def an_ambiguous_one(self):
        twins = self.env["res.partner"].create(
            [{"name": name, "email": "twins@example.com"} for name in ("Ann", "Hanna")]
        )
        return self.waiting(email="twins@example.com"), twins

    def test_s10_what_is_corrected_is_tried_again(self):
        pending = self.waiting(email="anna(at)example.com", city="Delft")
        with Form(pending) as form:
            form.email = "anna@example.com"
        notice = pending.action_try_again()
        self.assertEqual(notice["params"]["type"], "success")
        self.assertEqual(pending.partner_id.email, "anna@example.com")
        self.assertFalse(pending.error)

    def test_s10_an_ambiguous_one_names_the_candidates_and_is_chosen_among_them(self):
        pending, twins = self.an_ambiguous_one()
        for twin in twins:
            self.assertIn(f"{twin.name} ({twin.id})", pending.error)
        wizard = self.env["pos.pending.customer.choose"].with_user(self.manager)
        choice = wizard.create({"pending_id": pending.id, "partner_id": twins[1].id})
        self.assertEqual(choice.candidate_ids, twins)
        choice.action_choose()
        self.assertEqual((pending.partner_id, pending.match_rule), (twins[1], "chosen"))

    def test_s10_an_ambiguous_one_is_somebody_else(self):
        pending, twins = self.an_ambiguous_one()
        pending.action_create_anyway()
        self.assertNotIn(pending.partner_id, twins)
        self.assertEqual(pending.partner_id.name, "Anna Bakker")

    def test_s10_an_ambiguous_one_is_clear_when_they_are_merged(self):
        pending, twins = self.an_ambiguous_one()
        twins[0].active = False
        pending.action_try_again()
        self.assertEqual(pending.partner_id, twins[1])

    def test_s10_who_was_taken_over_is_not_changed_here(self):
        told = self.told()
        self.send(told)
        self.run_job()
        pending = self.pending(told).with_user(self.manager)
        with self.assertRaisesRegex(UserError, "taken over already"):
            pending.email = "other@example.com"
        with self.assertRaisesRegex(UserError, "taken over already"):
            pending.shopify_choose_partner(self.company.partner_id.id)

    def test_s10_a_cashier_does_not_settle_it(self):
        pending, twins = self.an_ambiguous_one()
        seen = pending.with_user(self.cashier)
        for call in (
            seen.action_try_again,
            seen.action_create_anyway,
            lambda: seen.shopify_choose_partner(twins[0].id),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_g11_another_company_does_not_see_it(self):
        pending, _twins = self.an_ambiguous_one()
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        other = new_test_user(
            self.env,
            "till-manager-elsewhere",
            "point_of_sale.group_pos_manager",
            company_id=elsewhere.id,
            company_ids=[(6, 0, elsewhere.ids)],
        )
        customers = self.env["pos.pending.customer"].with_user(other)
        self.assertFalse(customers.with_context(allowed_company_ids=elsewhere.ids).search([]))
        self.assertIn(pending, self.env["pos.pending.customer"].with_user(self.manager).search([]))
