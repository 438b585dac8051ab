# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.models.customer import customer_presence

from shopify_sandbox.clerk import Clerk

from .customer_case import CustomerCase


class TestCustomersRemoved(CustomerCase):
    """C15: customers that were deleted or merged in Shopify, found by the sync itself."""

    def test_c15_a_deleted_customer_is_marked_and_keeps_its_partner(self):
        customer = self.a_customer()
        anna = self.bring(customer)
        partner = anna.partner_id
        Clerk(self.shopify).delete(customer)
        self.assert_done(self.sync(self.shop, "customers"))
        self.assertEqual(anna.removed, "deleted")
        self.assertEqual(anna.partner_id, partner)
        self.assertTrue(partner.active)

    def test_c15_a_merged_customer_names_the_one_that_was_kept(self):
        anna = self.a_customer("Anna", email="anna@shoppers.example", phone="+493012345678")
        again = self.a_customer("Anna", "S.", email=None, phone="+493012345679")
        one, other = self.record_of_both(anna, again)
        self.take_in(self.buy().by(anna).place(), self.buy().by(again).place())
        Clerk(self.shopify).merge(anna, again)
        self.assert_done(self.sync(self.shop, "customers"))
        gone, kept = (one, other) if one.removed else (other, one)
        self.assertEqual(gone.removed, "merged")
        self.assertEqual(gone.merged_into_id, kept)
        self.assertFalse(kept.removed)
        self.assertTrue(gone.partner_id.active and kept.partner_id.active)
        self.assertEqual((gone.order_count, kept.order_count), (1, 1), "history stays")

    def record_of_both(self, *customers):
        self.bring(*customers)
        return [self.record(customer) for customer in customers]

    def test_c15_all_customers_get_their_turn(self):
        customers = [self.a_customer(f"Anna{number}") for number in range(5)]
        self.bring()
        Clerk(self.shopify).delete(customers[4])
        records = self.env["shopify.customer"].search([], order="id")
        with patch.object(customer_presence, "CHECKED_AT_ONCE", 2):
            self.shop.customers_checked_id = 0
            marked = []
            for _run in range(3):
                self.assert_done(self.sync(self.shop, "customers"))
                marked.append(bool(records.filtered("removed")))
        self.assertEqual(marked, [False, False, True])
        self.assertEqual(records.filtered("removed"), self.record(customers[4]))

    def test_c15_a_customer_that_is_back_is_no_longer_marked(self):
        anna = self.bring(self.a_customer())
        anna.removed = "deleted"
        node = self.shopify.collections["Customer"][-1]
        self.change(node, note="Back again")
        self.bring(node)
        self.assertFalse(anna.removed)
