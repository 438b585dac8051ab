# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError

from .test_customer_update import CustomerUpdateCase


class TestCustomerConflicts(CustomerUpdateCase):
    """C12: a field that both sides have changed is settled by the shop's setting or a person."""

    def setUp(self):
        super().setUp()
        self.shop.write(
            {
                "can_update_shopify_customers": True,
                "allow_changes": True,
                "customer_conflict": "ask",
            }
        )
        self.anna = self.a_customer(phone="+493012345678")
        self.customer = self.bring(self.anna)
        self.partner = self.customer.partner_id
        self.a_while_passes()

    def change_both(self):
        """Change the email on both sides, the phone in Shopify alone."""
        self.partner.email = "odoo@shoppers.example"
        self.later(self.anna, email="shopify@shoppers.example", phone="+493099999999")
        self.sync_customers()

    def assert_agreed(self):
        """Nothing is left to do, on either side."""
        (_sides, comparison) = self.shop._compare_customers(self.customer)[self.customer]
        self.assertTrue(comparison.is_settled, comparison)

    def conflict(self):
        return self.customer.conflict_ids

    # === THE LIST === #

    def test_c12_ask_leaves_both_sides_and_lists_the_conflict(self):
        self.change_both()
        self.assertEqual(self.partner.email, "odoo@shoppers.example")
        self.assertEqual(self.anna["email"], "shopify@shoppers.example")
        self.assertEqual(self.partner.phone, "+493099999999", "no conflict, no waiting")
        conflict = self.conflict()
        self.assertEqual(conflict.field_group, "email")
        self.assertEqual(conflict.in_odoo, "odoo@shoppers.example")
        self.assertEqual(conflict.in_shopify, "shopify@shoppers.example")
        self.assertEqual(conflict.odoo_user_id, self.env.user)
        self.assertEqual(conflict.shopify_changed_at, self.customer.shopify_updated_at)
        self.assertTrue(conflict.odoo_changed_at)
        found = self.env["shopify.customer"].search([("has_conflict", "=", True)])
        self.assertEqual(found, self.customer)

    def test_c12_an_address_is_in_conflict_as_a_whole_and_readable(self):
        self.partner.street = "My street 1"
        self.edit(self.anna, city="Potsdam", zip="14467")
        self.sync_customers()
        conflict = self.conflict()
        self.assertEqual(conflict.field_group, "address")
        self.assertIn("My street 1", conflict.in_odoo)
        self.assertTrue(conflict.in_shopify.endswith("14467 Potsdam, Germany"))
        self.assertNotEqual(self.partner.city, "Potsdam")

    def test_c12_a_conflict_stays_and_follows_what_is_changed_again(self):
        self.change_both()
        conflict = self.conflict()
        self.later(self.anna, email="again@shoppers.example")
        self.sync_customers()
        self.assertEqual(self.conflict(), conflict)
        self.assertEqual(conflict.in_shopify, "again@shoppers.example")
        self.assertEqual(conflict.in_odoo, "odoo@shoppers.example")

    def test_c12_a_conflict_is_gone_when_the_sides_agree(self):
        self.change_both()
        self.partner.email = "Shopify@Shoppers.example"
        self.sync_customers()
        self.assertFalse(self.conflict())
        self.assertFalse(self.customer.has_conflict)

    def test_c12_a_conflict_is_gone_with_the_partner(self):
        self.change_both()
        self.customer.action_unlink_partner()
        self.assertFalse(self.customer.has_conflict)

    def test_c16_a_conflict_is_gone_with_the_person(self):
        self.change_both()
        self.customer._anonymise()
        self.assertFalse(self.conflict())

    # === BY SETTING === #

    def test_c12_shopify_wins_by_setting(self):
        self.shop.customer_conflict = "shopify"
        self.change_both()
        self.assertEqual(self.partner.email, "shopify@shoppers.example")
        self.assertFalse(self.conflict())
        self.assertEqual(self.anna["email"], "shopify@shoppers.example")

    def test_c12_odoo_wins_by_setting(self):
        self.shop.customer_conflict = "odoo"
        self.change_both()
        self.assertEqual(self.partner.email, "odoo@shoppers.example")
        self.assertEqual(self.anna["email"], "odoo@shoppers.example")
        self.assertFalse(self.conflict())
        self.assert_agreed()

    def test_c12_a_setting_made_later_settles_what_waits(self):
        self.change_both()
        self.shop.customer_conflict = "shopify"
        self.sync_customers()
        self.assertFalse(self.customer.has_conflict)
        self.assertEqual(self.partner.email, "shopify@shoppers.example")

    # === BY HAND === #

    def test_c12_shopify_taken_by_hand_writes_the_partner_at_once(self):
        self.change_both()
        (outcome,) = self.customer.action_settle_conflict("shopify", "email")
        self.assertEqual(outcome["settled"], ["email"])
        self.assertEqual(self.partner.email, "shopify@shoppers.example")
        self.assertFalse(self.customer.has_conflict)
        self.assertEqual(self.customer.last_change_fields, "Email")
        self.assert_agreed()

    def test_c12_odoo_kept_by_hand_is_sent_by_a_run_that_starts_at_once(self):
        self.change_both()
        (outcome,) = self.customer.action_settle_conflict("odoo", "email")
        run = self.env["shopify.sync.run"].browse(outcome["run_id"])
        self.assertEqual(run.options, {"partner_ids": self.partner.ids})
        self.assertFalse(self.customer.has_conflict)
        with self.without_commits():
            run._execute()
        self.assert_done(run)
        self.assertEqual(self.anna["email"], "odoo@shoppers.example")
        self.assertEqual(self.partner.email, "odoo@shoppers.example")
        self.assert_agreed()

    def test_c12_odoos_whole_address_is_kept(self):
        """What Shopify alone has changed in the group is undone there."""
        city = self.partner.city
        self.partner.street = "My street 1"
        self.edit(self.anna, city="Potsdam")
        self.sync_customers()
        self.conflict().action_keep_odoo()
        self.sync_customers()
        address = self.anna["defaultAddress"]
        self.assertEqual((address["address1"], address["city"]), ("My street 1", city))
        self.assert_agreed()

    def test_c12_with_hands_off_a_choice_for_odoo_waits_and_says_so(self):
        self.shop.allow_changes = False
        self.change_both()
        (outcome,) = self.customer.action_settle_conflict("odoo", "email")
        self.assertFalse(outcome["run_id"])
        self.assertIn("Allow changes in Shopify", outcome["reason"])
        self.assertFalse(self.customer.has_conflict)
        self.later(self.anna, note="Nothing of the partner")
        self.sync_customers()
        self.assertFalse(self.customer.has_conflict, "what was settled is not asked again")
        self.assertEqual(self.partner.email, "odoo@shoppers.example")
        self.shop.allow_changes = True
        self.sync_customers()
        self.assertEqual(self.anna["email"], "odoo@shoppers.example", "it was not forgotten")
        self.assert_agreed()

    def test_c12_each_group_is_settled_by_itself(self):
        self.partner.write({"email": "odoo@shoppers.example", "city": "Bremen"})
        self.later(self.anna, email="shopify@shoppers.example")
        self.edit(self.anna, city="Potsdam")
        self.sync_customers()
        groups = self.conflict().mapped("field_group")
        self.assertEqual(set(groups), {"email", "address"})
        address = self.conflict().filtered(lambda each: each.field_group == "address")
        address.action_take_shopify()
        self.assertEqual(self.partner.city, "Potsdam")
        self.assertEqual(self.partner.email, "odoo@shoppers.example")
        self.assertEqual(self.conflict().field_group, "email")

    def test_c12_settling_what_is_settled_does_nothing(self):
        self.change_both()
        self.customer.action_take_shopify()
        (outcome,) = self.customer.action_settle_conflict("odoo")
        self.assertEqual((outcome["settled"], outcome["run_id"]), ([], False))

    def test_c12_an_unknown_choice_is_refused_with_the_known_ones(self):
        self.change_both()
        with self.assertRaisesRegex(UserError, "odoo, shopify"):
            self.customer.action_settle_conflict("mine")
        with self.assertRaisesRegex(UserError, "name, email, phone, address"):
            self.customer.action_settle_conflict("odoo", "shoe size")
