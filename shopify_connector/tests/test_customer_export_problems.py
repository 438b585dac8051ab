# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.models.customer.customer_export import CustomerCreation

from .test_customer_export import CustomerExportCase


class TestCustomerExportProblems(CustomerExportCase):
    """C11: what can't be exported is listed with its reason and its fix, never dropped."""

    def assert_stays(self, partner, code, *words):
        """The partner is not exported, and the list of skipped records says why."""
        run = self.export()
        self.assertEqual((run.new_count, run.skipped_count), (0, 1))
        self.assertFalse(self.customer_of(partner))
        self.assertFalse(self.pushes())
        return self.assert_skipped(partner, code, *words)

    def california(self):
        """Return a United States with provinces, as Shopify knows them."""
        country = self.env.ref("base.us")
        self.env["shopify.customer.template"].create(
            {
                "shop_id": self.shop.id,
                "country_id": country.id,
                "tax_area_ids": [(0, 0, {"state_id": self.env.ref("base.state_us_5").id})],
            }
        )
        return country

    # === WHAT THE CHECKS FIND === #

    def test_c11_no_email(self):
        self.assert_stays(self.a_buyer(email=False), "no_email")

    def test_c11_invalid_email(self):
        self.assert_stays(self.a_buyer(email="anna(at)mail"), "invalid_email", "anna(at)mail")

    def test_c11_no_country_anywhere(self):
        self.company.country_id = False
        self.assert_stays(self.a_buyer(country_id=False), "no_country", "company")

    def test_c11_a_country_without_iso_code(self):
        nowhere = self.env["res.country"].create({"name": "Nowhere", "code": ""})
        partner = self.a_buyer(country_id=nowhere.id)
        self.assert_stays(partner, "country_without_iso_code", "Nowhere")

    def test_c11_wrong_phones_are_said_to_be_wrong(self):
        for number, (phone, code, word) in enumerate(
            (
                ("12", "invalid_phone", "too short"),
                ("call me", "invalid_phone", "no digits"),
                ("+31 20 794 1234 / +31 20 794 5678", "invalid_phone", "several numbers"),
                ("+31 20 794 1234 ext. 5", "phone_with_extension", "extension 5"),
            )
        ):
            with self.subTest(phone):
                partner = self.a_buyer(f"Export Nr{number}", phone=phone)
                self.export()
                self.assert_skipped(partner, code, phone, word)
        self.assertFalse(self.in_shopify())

    def test_c11_a_province_is_missing(self):
        partner = self.a_buyer(country_id=self.california().id)
        self.assert_stays(partner, "province_missing", "United States")

    def test_c11_a_province_is_unknown(self):
        texas = self.env.ref("base.state_us_44")
        partner = self.a_buyer(country_id=self.california().id, state_id=texas.id)
        self.assert_stays(partner, "province_unknown", "Texas", "United States")

    def test_c11_a_value_is_too_long(self):
        self.assert_stays(self.a_buyer(street="x" * 256), "value_too_long", "Street", "256", "255")

    def test_c11_all_problems_of_a_partner_stand_in_one_row(self):
        self.assert_stays(self.a_buyer(email=False, phone="12"), "no_email", "no email", "12")

    def test_c11_of_two_with_one_email_the_first_goes(self):
        anna = self.a_buyer(email="both@buyers.example")
        twin = self.a_buyer("Export Twin", email="Both@buyers.example")
        self.export()
        self.assertTrue(self.customer_of(anna))
        self.assert_skipped(twin, "duplicate_email", "Export Anna", "both@buyers.example")

    def test_c11_a_partner_that_is_put_right_goes_and_leaves_the_list(self):
        anna = self.a_buyer(email=False)
        self.export()
        anna.email = "anna@buyers.example"
        self.export()
        self.assertTrue(self.customer_of(anna))
        self.assertFalse(self.skips())

    def test_g7_the_list_opens_the_partner(self):
        anna = self.a_buyer(email=False)
        self.export()
        action = self.skip_of(anna).action_open_record()
        self.assertEqual((action["res_model"], action["res_id"]), ("res.partner", anna.id))

    def test_g7_a_partner_that_is_archived_leaves_the_list(self):
        anna = self.a_buyer(email=False)
        self.export()
        anna.active = False
        self.export()
        self.assertFalse(self.skips())

    # === WHAT SHOPIFY REFUSES === #

    def test_c11_a_province_that_shopify_refuses(self):
        # Without tax areas Shopify decides.
        partner = self.a_buyer(
            country_id=self.env.ref("base.us").id,
            state_id=self.env["res.country.state"]
            .create({"name": "Nowhere", "code": "NWH", "country_id": self.env.ref("base.us").id})
            .id,
        )
        run = self.export()
        self.assertEqual((run.new_count, run.skipped_count), (0, 1))
        self.assert_skipped(partner, "refused_invalid_province", "state")

    def test_c11_one_that_is_refused_takes_no_other_with_it(self):
        self.test_c11_a_province_that_shopify_refuses()
        self.a_while_passes()
        piet = self.a_buyer("Export Piet")
        self.assertEqual(self.export().new_count, 1)
        self.assertTrue(self.customer_of(piet))

    def test_c11_what_shopify_refused_is_sent_again_only_after_a_change(self):
        self.test_c11_a_province_that_shopify_refuses()
        partner = self.env["res.partner"].search([("name", "=", "Export Anna")])
        self.a_while_passes()
        self.export()
        self.assertFalse(self.pushes())
        self.assertTrue(self.skip_of(partner))
        partner.state_id = self.env.ref("base.state_us_5")
        self.export()
        self.assertTrue(self.customer_of(partner))
        self.assertFalse(self.skips())

    def test_c11_by_hand_it_is_sent_again_as_it_is(self):
        self.test_c11_a_province_that_shopify_refuses()
        partner = self.env["res.partner"].search([("name", "=", "Export Anna")])
        self.a_while_passes()
        self.export(partner_ids=partner.ids)
        self.assertEqual(len(self.pushes()), 1)

    def test_c11_a_taken_email_of_a_free_customer_is_linked(self):
        made = self.a_customer("Anna", "Export", email="anna@buyers.example")
        anna = self.a_buyer()
        run = self.export()
        self.assertEqual((run.new_count, run.changed_count, run.skipped_count), (0, 1, 0))
        self.assertEqual(len(self.in_shopify()), 1)
        self.assertEqual(self.record(made).partner_id, anna)
        self.assertEqual(self.record(made).match_rule, "email")

    def test_c11_a_taken_phone_of_a_free_customer_is_linked(self):
        made = self.a_customer("Anna", "Export", phone="+31207941234")
        anna = self.a_buyer(phone="020-7941234")
        self.export()
        self.assertEqual(self.record(made).partner_id, anna)
        self.assertEqual(self.record(made).match_value, "+31207941234")

    def test_c11_a_found_customer_is_compared_as_any_linked_one(self):
        self.shop.can_update_shopify_customers = True
        self.a_customer("Anna", "Export", email="anna@buyers.example")
        self.a_buyer()
        self.export()
        made = self.in_shopify("anna@buyers.example")
        self.assertEqual(
            made["defaultAddress"]["address1"], "Damrak 1", self.skips().mapped("reason")
        )

    def test_c11_a_taken_email_of_anothers_customer_is_skipped(self):
        made = self.a_customer("Anna", "Export", email="anna@buyers.example")
        self.shop.customer_import = "all"
        self.export()
        anna = self.a_buyer()
        self.record(made).partner_id = self.a_partner("Somebody else")
        self.export()
        self.assert_skipped(
            anna, "refused_stands_for_other", "already stands for Somebody else", "anna@buyers"
        )
        self.assertEqual(self.record(made).partner_id.name, "Somebody else")

    def test_c11_a_taken_phone_of_anothers_customer_is_skipped(self):
        first = self.a_buyer(phone="+31207941234")
        self.export()
        piet = self.a_buyer("Export Piet", phone="020 794 1234")
        self.export()
        self.assert_skipped(piet, "refused_stands_for_other", first.name, "+31207941234")

    def test_c11_a_change_to_a_taken_email_keeps_the_rest_to_be_sent(self):
        self.shop.can_update_shopify_customers = True
        self.a_buyer("Export Piet")
        anna = self.a_buyer()
        self.export()
        self.a_while_passes()
        anna.write({"email": "piet@buyers.example", "city": "Utrecht"})
        self.export()
        self.assert_skipped(anna, "refused_email_taken", "piet@buyers.example")
        made = self.in_shopify("anna@buyers.example")
        self.assertEqual(made["defaultAddress"]["city"], "Utrecht")
        self.a_while_passes()
        self.export()
        self.assertFalse(self.pushes())
        anna.email = "anna2@buyers.example"
        self.export()
        self.assertEqual(self.in_shopify("anna2@buyers.example")["id"], made["id"])
        self.assertFalse(self.skips())

    def test_c11_a_change_to_an_invalid_phone_is_not_sent(self):
        self.shop.can_update_shopify_customers = True
        anna = self.a_buyer(phone="+31207941234")
        self.export()
        self.a_while_passes()
        anna.write({"phone": "12", "city": "Utrecht"})
        self.export()
        self.assert_skipped(anna, "invalid_phone", "12")
        made = self.in_shopify("anna@buyers.example")
        self.assertEqual(made["phone"], "+31207941234")
        self.assertEqual(made["defaultAddress"]["city"], "Utrecht")

    # === OUTAGES === #

    def test_c11_a_kill_between_call_and_commit_makes_nothing_twice(self):
        anna = self.a_buyer()
        with (
            patch.object(CustomerCreation, "_take_in", side_effect=KeyboardInterrupt),
            self.assertRaises(KeyboardInterrupt),
        ):
            self.sync(self.shop, "customers")
        self.assertEqual(len(self.in_shopify()), 1)
        self.assertFalse(self.customer_of(anna))
        self.env["shopify.sync.run"].search([]).write({"state": "cancelled"})
        self.export()
        self.assertEqual(len(self.in_shopify()), 1)
        self.assertTrue(self.customer_of(anna))
        self.assertFalse(self.skips())

    def test_c11_a_lost_answer_makes_nothing_twice(self):
        anna = self.a_buyer()
        self.sandbox.faults.plan("cut_after", operation="CustomerCreateBatch1")
        self.export()
        self.assertEqual(len(self.in_shopify()), 1)
        self.assertTrue(self.customer_of(anna))

    def test_c11_what_went_through_before_an_outage_is_kept(self):
        partners = [self.a_buyer(f"Export Nr{number}") for number in range(25)]
        self.sandbox.faults.plan("cut_before", times=20, operation="CustomerCreateBatch5")
        with patch("time.sleep"):
            run = self.sync(self.shop, "customers")
        self.assertEqual((run.state, run.new_count), ("failed", 20))
        self.assertEqual(sum(bool(self.customer_of(each)) for each in partners), 20)
        self.sandbox.faults.clear()
        self.assertEqual(self.export().new_count, 5)
        self.assertEqual(len(self.in_shopify()), 25)

    # === HANDS OFF === #

    def test_g13_hands_off_tells_what_would_be_made(self):
        self.shop.allow_changes = False
        self.assert_stays(
            self.a_buyer(), "would_create", "Export Anna", "anna@buyers.example", "Amsterdam"
        )
        self.shop.allow_changes = True
        self.assertEqual(self.export().new_count, 1)
        self.assertFalse(self.skips())

    def test_g13_hands_off_tells_what_would_be_changed(self):
        self.shop.can_update_shopify_customers = True
        anna = self.a_buyer(phone="+31207941234")
        self.export()
        self.a_while_passes()
        self.shop.allow_changes = False
        anna.phone = "+31207949999"
        self.export()
        self.assertFalse(self.pushes())
        self.assert_skipped(anna, "would_change", "Phone from +31207941234 to +31207949999")
        self.shop.allow_changes = True
        self.export()
        self.assertEqual(self.in_shopify("anna@buyers.example")["phone"], "+31207949999")
        self.assertFalse(self.skips())

    # === BY HAND === #

    def test_c11_by_hand_whatever_the_settings_say(self):
        self.shop.customer_export = False
        chosen, other = self.a_buyer("Chosen"), self.a_buyer("Export Other")
        run = self.export(partner_ids=chosen.ids)
        self.assertEqual((run.total, run.new_count, run.done_count), (1, 1, 1))
        self.assertTrue(self.customer_of(chosen))
        self.assertFalse(self.customer_of(other))

    def test_c11_by_hand_who_can_never_go_is_told(self):
        anna = self.a_buyer()
        company = self.env["res.company"].create({"name": "Another"})
        never = {
            "partner_of_parent": self.a_buyer("Export Child", parent_id=anna.id),
            "partner_archived": self.a_buyer("Export Gone", active=False),
            "partner_not_contact": self.a_buyer("Export Place", type="delivery"),
            "partner_of_other_company": self.a_buyer("Export Strange", company_id=company.id),
            "default_partner": self.shop.default_partner_id,
        }
        self.export(partner_ids=[partner.id for partner in never.values()])
        self.assertFalse(self.in_shopify())
        for code, partner in never.items():
            with self.subTest(code):
                self.assert_skipped(partner, code)

    def test_c11_by_hand_a_customer_deleted_in_shopify_is_not_made_anew_unasked(self):
        anna = self.a_buyer()
        self.export()
        self.shopify.remove(self.in_shopify("anna@buyers.example"))
        self.customer_of(anna).removed = "deleted"
        self.export(partner_ids=anna.ids)
        self.assertFalse(self.in_shopify())
        self.assert_skipped(anna, "customer_removed", "Export Anna")
        self.customer_of(anna).action_unlink_partner()
        self.export(partner_ids=anna.ids)
        self.assertTrue(self.in_shopify("anna@buyers.example"))
