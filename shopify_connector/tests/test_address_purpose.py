# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import Form, TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestAddressPurpose(TransactionCase):
    """S6: what an address is for, and what it is at first."""

    def partner(self, **values):
        return self.env["res.partner"].create({"name": "Anna", **values})

    def test_s6_the_address_of_a_person_is_its_home_of_a_company_its_business(self):
        self.assertEqual(self.partner().address_purpose, "home")
        self.assertEqual(self.partner(is_company=True).address_purpose, "business")

    def test_s6_an_address_under_a_company_is_of_its_business(self):
        parent = self.partner(is_company=True)
        child = self.partner(parent_id=parent.id, type="other")
        self.assertEqual(child.address_purpose, "business")

    def test_s6_odoos_own_kinds_are_purposes(self):
        parent = self.partner()
        for kind in ("delivery", "invoice"):
            self.assertEqual(self.partner(parent_id=parent.id, type=kind).address_purpose, kind)

    def test_s6_a_purpose_is_one_of_odoos_own_kinds_where_there_is_one(self):
        parent = self.partner()
        child = self.partner(parent_id=parent.id, type="other")
        for purpose, kind in (
            ("delivery", "delivery"),
            ("office", "other"),
            ("invoice", "invoice"),
            ("post_box", "other"),
            ("home", "other"),
        ):
            child.address_purpose = purpose
            self.assertEqual((child.address_purpose, child.type), (purpose, kind))

    def test_s6_a_default_follows_the_person_who_becomes_a_company_a_choice_does_not(self):
        partner, chosen = self.partner(), self.partner(address_purpose="office")
        (partner | chosen).is_company = True
        self.assertEqual(partner.address_purpose, "business")
        self.assertEqual(chosen.address_purpose, "office")

    def test_s6_an_address_that_is_no_longer_for_deliveries_is_a_home(self):
        parent = self.partner()
        child = self.partner(parent_id=parent.id, type="delivery")
        child.type = "other"
        self.assertEqual(child.address_purpose, "home")

    def test_s6_it_is_chosen_on_the_form(self):
        with Form(self.partner()) as form:
            form.address_purpose = "post_box"
        self.assertEqual(form.record.address_purpose, "post_box")
