# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user

from shopify_sandbox.world.customer_changes import consent_by_email, consent_by_sms

from .common import moment
from .test_customer_update import CustomerUpdateCase

LONG_AGO = "2026-01-10 10:00:00"
LATER = "2026-02-20 12:00:00"


class ConsentCase(CustomerUpdateCase):
    """A customer of the sandbox with an email and a phone, who may say yes or no."""

    def setUp(self):
        super().setUp()
        self.shop.write({"can_update_shopify_customers": True, "allow_changes": True})
        self.anna = self.a_customer(phone="+493012345678")

    def say(self, kind, state, at, level="SINGLE_OPT_IN", location=None):
        """Let the customer say something to marketing in Shopify."""
        self.shopify.clock.advance(minutes=1)
        keep = consent_by_email if kind == "email" else consent_by_sms
        keep(self.shopify, self.anna, state, level, at.replace(" ", "T") + "Z", location)

    def take_in_customer(self):
        customer = self.bring(self.anna)
        self.partner = customer.partner_id
        return customer

    def point(self, kind="email"):
        return self.partner.contact_point_ids.filtered(
            lambda point: point.kind == kind and point.is_primary
        )

    def consent(self, kind="email"):
        point = self.point(kind)
        return point.consent_state, point.consent_level, fields.Datetime.to_string(point.consent_at)

    def at_shopify(self, kind="email"):
        node = self.anna["defaultEmailAddress" if kind == "email" else "defaultPhoneNumber"]
        if kind == "phone":
            node = node["smsMarketingConsent"]
            return node["state"], node["optInLevel"], node["updatedAt"]
        return node["marketingState"], node["marketingOptInLevel"], node["marketingUpdatedAt"]

    def answer(self, value, kind="email"):
        """Let a user answer for the partner in Odoo, an hour ago at Shopify's clock."""
        self.partner[f"{kind if kind == 'email' else 'sms'}_marketing"] = value


class TestConsentImport(ConsentCase):
    """C14, S3: Shopify's consents come to the partner's email and phone."""

    def test_s3_a_consent_comes_with_its_state_level_time_and_place(self):
        berlin = self.shopify.collections["Location"][0]
        self.say("email", "SUBSCRIBED", LONG_AGO, "CONFIRMED_OPT_IN", berlin)
        self.say("sms", "UNSUBSCRIBED", LATER)
        self.take_in_customer()
        self.assertEqual(self.consent(), ("subscribed", "confirmed_opt_in", LONG_AGO))
        self.assertEqual(self.point().consent_source, f"Shopify: {berlin['name']}")
        self.assertEqual(self.consent("phone"), ("unsubscribed", "single_opt_in", LATER))
        self.assertEqual(self.point("phone").consent_source, f"Shopify: {self.shop.name}")
        self.assertEqual((self.partner.email_marketing, self.partner.sms_marketing), ("yes", "no"))
        self.assertEqual(self.partner.email_marketing_at, moment(LONG_AGO))
        self.assertEqual(
            self.partner.email_marketing_origin, f"Confirmed opt-in · Shopify: {berlin['name']}"
        )

    def test_s3_who_was_never_asked_has_no_row(self):
        self.take_in_customer()
        self.assertFalse(self.partner.contact_point_ids)
        self.assertEqual(self.partner.email_marketing, "unknown")

    def test_s3_pending_is_no_answer_yet(self):
        self.say("email", "PENDING", LONG_AGO, "CONFIRMED_OPT_IN")
        self.take_in_customer()
        self.assertEqual(self.point().consent_state, "pending")
        self.assertEqual(self.partner.email_marketing, "unknown")
        self.assertIn("Not confirmed yet", self.partner.email_marketing_origin)

    def test_s3_an_invalid_email_is_told_so(self):
        self.say("email", "INVALID", LONG_AGO)
        self.take_in_customer()
        self.assertEqual(self.point().consent_state, "invalid")
        self.assertEqual(self.partner.email_marketing, "unknown")

    def test_s3_without_phone_there_is_no_sms_consent(self):
        self.anna = self.a_customer("Bernd", subscribed=True)
        self.take_in_customer()
        self.assertEqual(self.partner.contact_point_ids.mapped("kind"), ["email"])

    def test_s3_a_partner_that_is_found_gets_the_consents(self):
        self.partner = self.a_partner("Anna", email="Anna@Shoppers.example")
        self.say("email", "SUBSCRIBED", LONG_AGO)
        self.take_in_customer()
        self.assertEqual(self.consent()[0], "subscribed")

    def test_s3_a_partner_chosen_by_hand_gets_the_consents(self):
        self.say("email", "SUBSCRIBED", LONG_AGO)
        customer = self.take_in_customer()
        other = self.a_partner("Another", email="anna@shoppers.example")
        customer.partner_id = other
        self.assertEqual(other.email_marketing, "yes")

    def test_s3_the_newer_word_of_shopify_wins(self):
        self.say("email", "SUBSCRIBED", LONG_AGO)
        self.take_in_customer()
        self.say("email", "UNSUBSCRIBED", LATER)
        self.sync_customers()
        self.assertEqual(self.consent(), ("unsubscribed", "single_opt_in", LATER))

    def test_s3_an_older_word_of_shopify_changes_nothing(self):
        self.shop.can_update_shopify_customers = False
        self.say("email", "SUBSCRIBED", LONG_AGO)
        self.take_in_customer()
        self.answer("no")
        self.say("email", "UNSUBSCRIBED", LONG_AGO)
        self.say("email", "SUBSCRIBED", LATER)
        self.sync_customers()
        self.assertEqual(self.point().consent_state, "unsubscribed")

    def test_s3_of_one_time_shopifys_word_counts(self):
        self.say("email", "SUBSCRIBED", LONG_AGO)
        self.take_in_customer()
        self.point().write({"consent_state": "unsubscribed", "consent_at": LATER})
        self.say("email", "SUBSCRIBED", LATER, "CONFIRMED_OPT_IN")
        self.sync_customers()
        self.assertEqual(self.consent(), ("subscribed", "confirmed_opt_in", LATER))

    def test_s3_a_wrong_clock_does_not_win_for_ever(self):
        ahead = fields.Datetime.now() + timedelta(days=400)
        self.say("email", "SUBSCRIBED", fields.Datetime.to_string(ahead))
        customer = self.take_in_customer()
        heard = self.point().consent_at
        self.assertLessEqual(heard, fields.Datetime.now())
        self.later(self.anna, note="Read once more")
        self.sync_customers()
        self.assertEqual(customer.email_consent_at, heard, "it was heard of then, not now")
        self.point().write(
            {"consent_state": "unsubscribed", "consent_at": heard + timedelta(seconds=1)}
        )
        self.later(self.anna, note="And again")
        self.sync_customers()
        self.assertEqual(self.point().consent_state, "unsubscribed")

    def test_s3_another_email_starts_with_unknown_consent(self):
        self.say("email", "SUBSCRIBED", LONG_AGO)
        self.take_in_customer()
        self.partner.email = "new@shoppers.example"
        self.assertEqual(self.partner.email_marketing, "unknown")
        self.assertEqual(self.partner.contact_point_ids.mapped("value"), [self.anna["email"]])

    def test_s3_another_email_in_shopify_does_not_inherit_what_was_said_of_the_old_one(self):
        self.say("email", "SUBSCRIBED", LONG_AGO)
        self.take_in_customer()
        self.later(self.anna, email="new@shoppers.example")
        self.sync_customers()
        self.assertEqual(self.partner.email, "new@shoppers.example")
        self.assertEqual(self.partner.email_marketing, "unknown")
        self.say("email", "SUBSCRIBED", LATER)
        self.sync_customers()
        self.assertEqual(self.partner.email_marketing, "yes")
        self.assertEqual(len(self.partner.contact_point_ids), 2)

    def test_s3_an_order_brings_the_email_consent_and_erases_nothing(self):
        self.say("sms", "SUBSCRIBED", LONG_AGO)
        self.say("email", "SUBSCRIBED", LONG_AGO, location=self.shopify.collections["Location"][0])
        self.take_in_customer()
        source = self.point().consent_source
        self.shopify.clock.advance(minutes=1)
        self.take_in(self.buy().by(self.anna).place())
        self.assertEqual(self.partner.sms_marketing, "yes")
        self.assertEqual(self.point().consent_source, source)
        self.say("email", "UNSUBSCRIBED", LATER)
        self.take_in(self.buy().by(self.anna).place())
        self.assertEqual(self.partner.email_marketing, "no")
        self.assertEqual(self.partner.sms_marketing, "yes")

    def test_s3_nothing_changed_writes_nothing(self):
        self.say("email", "SUBSCRIBED", LONG_AGO)
        self.take_in_customer()
        written = self.point().write_date
        self.later(self.anna, note="Nothing about marketing")
        self.sync_customers()
        self.assertEqual(self.point().write_date, written)


class TestConsentExport(ConsentCase):
    """C14, S3: what is said in Odoo goes to Shopify."""

    def setUp(self):
        super().setUp()
        self.say("email", "SUBSCRIBED", LONG_AGO)
        self.customer = self.take_in_customer()

    def test_s3_a_newer_word_of_odoo_is_sent_with_level_and_time(self):
        self.answer("no")
        at = self.point().consent_at
        run = self.sync_customers()
        self.assertEqual(run.changed_count, 1)
        self.assertEqual(self.at_shopify(), ("UNSUBSCRIBED", "SINGLE_OPT_IN", at.isoformat() + "Z"))

    def test_s3_a_consent_by_sms_is_sent_too(self):
        self.answer("yes", "phone")
        self.sync_customers()
        self.assertEqual(self.at_shopify("phone")[:2], ("SUBSCRIBED", "SINGLE_OPT_IN"))
        self.assertEqual(self.at_shopify()[0], "SUBSCRIBED")

    def test_s3_there_is_no_echo(self):
        self.answer("no")
        self.sync_customers()
        written = self.point().write_date
        run = self.sync_customers()
        self.assertEqual(run.changed_count, 0)
        self.assertEqual(self.point().write_date, written)
        self.assertEqual(self.shop._consents_to_send(), [])
        self.assertIn("Odoo: ", self.point().consent_source)

    def test_s3_switched_off_nothing_is_sent(self):
        self.shop.can_update_shopify_customers = False
        self.answer("no")
        self.sync_customers()
        self.assertEqual(self.at_shopify()[0], "SUBSCRIBED")
        self.assertEqual(self.partner.email_marketing, "no")

    def test_g13_hands_off_lists_what_waits_and_sends_it_later(self):
        self.shop.allow_changes = False
        self.answer("no")
        self.sync_customers()
        self.assertEqual(self.at_shopify()[0], "SUBSCRIBED")
        skip = self.skips()
        self.assertEqual((skip.code, skip.res_id), ("consent_held_back", self.customer.id))
        self.assertIn("Allow changes", skip.fix)
        self.shop.allow_changes = True
        self.sync_customers()
        self.assertEqual(self.at_shopify()[0], "UNSUBSCRIBED")
        self.assertFalse(self.skips())

    def test_g7_what_shopify_refuses_is_listed_and_does_not_hold_up_others(self):
        bernd = self.a_customer("Bernd")
        other = self.bring(bernd).partner_id
        other.email_marketing = "no"
        other.contact_point_ids.consent_at = LATER
        self.answer("no")
        self.shopify.clock.set(self.shopify.clock.now() - timedelta(days=2))
        self.sync_customers()
        self.assertEqual(bernd["defaultEmailAddress"]["marketingState"], "UNSUBSCRIBED")
        self.assertEqual(self.at_shopify()[0], "SUBSCRIBED")
        self.assertEqual(self.skips().code, "consent_refused")
        self.assertEqual(self.skips().res_id, self.customer.id)
        self.assertIn("future", self.skips().reason)
        self.shopify.clock.set(None)
        self.sync_customers()
        self.assertFalse(self.skips())
        self.assertEqual(self.at_shopify()[0], "UNSUBSCRIBED")

    def test_s3_what_shopify_keeps_as_invalid_is_not_sent(self):
        self.say("email", "INVALID", LATER)
        self.sync_customers()
        self.answer("yes")
        self.sync_customers()
        self.assertEqual(self.at_shopify()[0], "INVALID")
        self.assertEqual(self.skips().code, "fixed_by_shopify")
        self.assertIn(self.anna["email"], self.skips().reason)

    def test_s3_a_consent_that_no_longer_waits_is_off_the_list(self):
        self.shop.allow_changes = False
        self.answer("no")
        self.sync_customers()
        self.assertTrue(self.skips())
        self.answer("yes")
        self.sync_customers()
        self.assertFalse(self.skips())


class TestConsentByHand(ConsentCase):
    """S3: users see and set consents on the partner."""

    def setUp(self):
        super().setUp()
        self.take_in_customer()

    def a_user(self, login, groups):
        return new_test_user(
            self.env,
            login,
            groups,
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )

    def test_s3_an_answer_is_of_now_and_names_who_entered_it(self):
        before = fields.Datetime.now()
        self.answer("yes")
        self.assertGreaterEqual(self.point().consent_at, before)
        self.assertEqual(self.point().consent_source, f"Odoo: {self.env.user.name}")
        self.assertEqual(self.consent()[:2], ("subscribed", "single_opt_in"))
        self.assertEqual(self.partner.email_marketing, "yes")

    def test_s3_an_answer_given_can_not_become_unknown(self):
        self.answer("yes")
        with self.assertRaisesRegex(UserError, "Anna Schmidt"):
            self.answer("unknown")

    def test_s3_without_an_email_there_is_nothing_to_consent_to(self):
        self.partner.email = False
        with self.assertRaisesRegex(UserError, "no valid email"):
            self.answer("yes")

    def test_s3_the_same_email_written_otherwise_is_the_same(self):
        self.answer("yes")
        self.partner.email = " ANNA@shoppers.example"
        self.assertEqual(self.partner.email_marketing, "yes")

    def test_s3_a_phone_of_the_country_is_the_same_number(self):
        self.answer("yes", "phone")
        self.partner.phone = "030 12345678"
        self.assertEqual(self.partner.sms_marketing, "yes")

    def test_s3_a_user_of_the_connector_sets_it_on_the_form(self):
        user = self.a_user(
            "consent-user", "shopify_connector.group_user,base.group_partner_manager"
        )
        with Form(self.partner.with_user(user)) as form:
            form.email_marketing = "no"
        self.assertEqual(self.point().consent_state, "unsubscribed")
        self.assertEqual(self.point().consent_source, f"Odoo: {user.name}")

    def test_g11_without_rights_to_partners_no_consent_is_set(self):
        user = self.a_user("reader", "base.group_user")
        self.answer("yes")
        point = self.point().with_user(user)
        self.assertEqual(point.consent_state, "subscribed")
        with self.assertRaises(AccessError):
            point.consent_state = "unsubscribed"

    def test_g11_points_of_another_companys_partners_are_hidden(self):
        self.answer("yes")
        other = self.env["res.company"].create({"name": "Another"})
        self.partner.company_id = other
        user = self.a_user("here", "shopify_connector.group_user")
        self.assertFalse(self.env["res.partner.contact.point"].with_user(user).search([]))

    def test_c16_anonymising_the_partner_takes_its_points_along(self):
        self.answer("yes")
        self.partner._shopify_anonymise(self.partner.shopify_customer_ids)
        self.assertFalse(self.partner.contact_point_ids)


class TestPartnerButton(ConsentCase):
    """C14: the partner leads to its Shopify customers."""

    def test_c14_one_customer_opens_its_form_and_several_a_list(self):
        customer = self.take_in_customer()
        self.assertEqual(self.partner.shopify_customer_count, 1)
        action = self.partner.action_open_shopify_customers()
        self.assertEqual((action["view_mode"], action["res_id"]), ("form", customer.id))
        second = self.bring(self.a_customer("Bernd"))
        second.partner_id = self.partner
        self.assertEqual(self.partner.shopify_customer_count, 2)
        action = self.partner.action_open_shopify_customers()
        self.assertEqual(action["domain"], [("id", "in", [customer.id, second.id])])
