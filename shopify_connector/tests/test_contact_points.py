# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Several emails and phones of a contact, each with a purpose and a consent (S3)."""

from odoo.fields import Command
from odoo.tests import Form, new_test_user

from shopify_sandbox.world.customer_changes import consent_by_email

from .common import moment
from .customer_case import CustomerCase

NOON = "2026-02-01 12:00:00"


class SeveralCase(CustomerCase):
    """The setting is on, unless a test switches it off."""

    def setUp(self):
        super().setUp()
        self.switch(True)

    def switch(self, on):
        settings = self.env["res.config.settings"].create({"group_several_contact_points": on})
        settings.execute()
        self.env.registry.clear_cache()

    def anna(self, **values):
        return self.a_partner("Anna", email="anna@home.example", phone="+4930123456", **values)

    def add(self, partner, value, kind="email", **values):
        return self.env["res.partner.contact.point"].create(
            {"partner_id": partner.id, "kind": kind, "value": value, **values}
        )

    def emails(self, partner):
        return {
            point.value: point.is_primary
            for point in partner.contact_point_ids
            if point.kind == "email"
        }


class TestSeveralContactPoints(SeveralCase):
    def test_s3_own_email_and_phone_are_among_them(self):
        anna = self.anna()
        self.assertEqual(
            sorted(anna.contact_point_ids.mapped("value")), ["+4930123456", "anna@home.example"]
        )
        self.assertEqual(anna.contact_point_ids.mapped("is_primary"), [True, True])

    def test_s3_those_of_contacts_who_were_there_before_too(self):
        self.switch(False)
        anna = self.anna()
        self.assertFalse(anna.contact_point_ids)
        self.switch(True)
        self.assertEqual(len(anna.contact_point_ids), 2)

    def test_s3_another_one_becomes_the_contacts_own_and_the_former_stays(self):
        anna = self.anna()
        work = self.add(anna, "anna@work.example", purpose="business")
        work.action_make_primary()
        self.assertEqual(anna.email, "anna@work.example")
        self.assertEqual(self.emails(anna), {"anna@work.example": True, "anna@home.example": False})

    def test_s3_an_own_email_that_is_corrected_leaves_nothing_behind(self):
        anna = self.anna()
        anna.email = "anna.b@home.example"
        self.assertEqual(self.emails(anna), {"anna.b@home.example": True})

    def test_s3_an_own_email_with_a_consent_stays_when_there_is_another(self):
        anna = self.anna()
        anna.email_marketing = "no"
        anna.email = "anna.b@home.example"
        self.assertEqual(
            self.emails(anna), {"anna.b@home.example": True, "anna@home.example": False}
        )

    def test_s3_each_has_a_purpose_and_a_consent_of_its_own(self):
        anna = self.anna()
        work = self.add(anna, "anna@work.example", purpose="business", consent_state="subscribed")
        self.assertEqual(work.consent_source, f"Odoo: {self.env.user.name}")
        self.assertTrue(work.consent_at)
        self.assertEqual(anna.email_marketing, "unknown")
        work.action_make_primary()
        self.assertEqual(anna.email_marketing, "yes")

    def test_s3_the_tab_of_the_form(self):
        with Form(self.anna()) as form, form.contact_point_ids.new() as line:
            line.kind = "phone"
            line.value = "030 654321"
            line.purpose = "business"
        (point,) = form.record.contact_point_ids.filtered(lambda point: not point.is_primary)
        self.assertEqual((point.kind, point.purpose), ("phone", "business"))

    def test_s3_who_may_not_change_contacts_sees_them_only(self):
        reader = self.a_user("point-reader", "base.group_user")
        work = self.add(self.anna(), "anna@work.example")
        self.assertEqual(work.with_user(reader).value, "anna@work.example")
        self.assertFalse(work.with_user(reader).has_access("write"))

    def a_user(self, login, groups):
        return new_test_user(
            self.env,
            login,
            groups,
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )


class TestFoundByContactPoints(SeveralCase):
    """S3: every search that finds a contact by its own email or phone finds it by all of them."""

    def setUp(self):
        super().setUp()
        self.partner = self.anna(country_id=self.env.ref("base.de").id)
        self.add(self.partner, "anna@work.example")
        self.add(self.partner, "030 654321", kind="phone")

    def test_s3_by_name_search(self):
        for typed in ("anna@work", "ANNA@WORK.example", "030 654321", "+4930654321", "30654321"):
            found = self.env["res.partner"].name_search(typed)
            self.assertIn(self.partner.id, [each[0] for each in found], typed)

    def test_s3_by_the_search_for_phones(self):
        partners = self.env["res.partner"]
        for typed in ("030 654321", "654321", "+49 30 654321"):
            domain = [("phone_mobile_search", "ilike", typed)]
            self.assertIn(self.partner, partners.search(domain), typed)

    def test_s3_by_the_search_view(self):
        partners = self.env["res.partner"]
        self.assertEqual(
            partners.search([("contact_point_search", "ilike", "anna@work")]), self.partner
        )

    def test_s3_not_by_what_nobody_has(self):
        self.assertFalse(self.env["res.partner"].name_search("nobody@work.example"))

    def test_s3_not_while_it_is_switched_off(self):
        self.switch(False)
        self.assertFalse(self.env["res.partner"].name_search("anna@work.example"))

    def test_s3_c4_a_shopify_customer_is_found_by_a_further_email_and_phone(self):
        for fields in (
            {"email": "anna@work.example"},
            {"email": None, "phone": "+4930654321"},
        ):
            customer = self.bring(self.a_customer("Anne", **fields))
            self.assertEqual(customer.partner_id, self.partner, fields)

    def test_s3_c4_who_has_it_as_its_own_comes_before_who_has_it_besides(self):
        bert = self.a_partner("Bert", email="anna@work.example")
        customer = self.bring(self.a_customer("Bert", email="anna@work.example"))
        self.assertEqual(customer.partner_id, bert)

    def test_s3_c4_two_who_have_it_besides_are_ambiguous(self):
        bert = self.a_partner("Bert")
        self.add(bert, "anna@work.example")
        customer = self.bring(self.a_customer("Bert", email="anna@work.example"))
        self.assertFalse(customer.partner_id)
        self.assertIn("Bert", customer.match_error)

    def test_s3_c4_not_by_those_of_who_is_archived(self):
        self.partner.active = False
        customer = self.bring(self.a_customer("Anne", email="anna@work.example"))
        self.assertEqual(customer.match_rule, "created")


class TestConsentOfStores(SeveralCase):
    """S3: a consent goes to Shopify with the location where it was given, and comes back."""

    def setUp(self):
        super().setUp()
        self.shop.write({"can_update_shopify_customers": True, "allow_changes": True})
        self.shop.action_get_locations()
        self.told = self.a_customer("Anna")
        self.partner = self.bring(self.told).partner_id
        self.location = self.shop.location_ids[0]

    def say(self, **values):
        point = self.partner.contact_point_ids.filtered("is_primary")
        point.write(
            {
                "consent_state": "subscribed",
                "consent_level": "single_opt_in",
                "consent_at": moment(NOON),
                "consent_source": "Store",
                "location_id": self.location.id,
                **values,
            }
        )
        self.shopify.clock.advance(days=1)
        self.bring()
        return self.told["defaultEmailAddress"]

    def test_s3_the_location_is_told(self):
        kept = self.say()
        self.assertEqual(kept["marketingState"], "SUBSCRIBED")
        self.assertEqual(kept["sourceLocation"]["name"], self.location.name)
        customer = self.record(self.told)
        self.assertEqual(customer.email_consent_source, self.location.name)

    def test_s3_a_location_that_is_gone_is_not_told_but_the_consent_is(self):
        self.location.active = False
        kept = self.say()
        self.assertEqual(kept["marketingState"], "SUBSCRIBED")
        self.assertFalse(kept["sourceLocation"])

    def test_s3_a_location_of_another_shop_is_not_told(self):
        other = self.env["shopify.shop"].create({"name": "Other", "domain": "other.myshopify.com"})
        self.location = self.env["shopify.location"].create(
            {"shop_id": other.id, "shopify_id": "gid://shopify/Location/9", "name": "Elsewhere"}
        )
        self.assertFalse(self.say()["sourceLocation"])

    def test_s3_what_a_store_has_heard_earlier_does_not_win(self):
        self.shopify.clock.advance(minutes=1)
        consent_by_email(
            self.shopify, self.told, "UNSUBSCRIBED", "SINGLE_OPT_IN", "2026-02-01T13:00:00Z", None
        )
        self.shopify.touch(self.told)
        self.assertEqual(self.say()["marketingState"], "UNSUBSCRIBED")
        self.assertEqual(self.partner.email_marketing, "no")
