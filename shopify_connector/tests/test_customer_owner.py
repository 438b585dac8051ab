# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .customer_case import CustomerCase


class TestCustomerOwner(CustomerCase):
    """O6: customers of a Shopify shop that a web shop and a till share, as two shop records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop.write({"customer_import": "all", "shopify_can_update_customers": True})
        cls.till = cls.a_shop(name="Till", customer_import="with_orders")

    def test_o6_a_change_that_another_record_reads_first_reaches_the_partner(self):
        anna = self.a_customer()
        record = self.bring(anna)
        self.till.customer_import = "all"
        self.change(anna, lastName="Meier", displayName="Anna Meier")
        self.assert_done(self.sync(self.till, "customers"))
        self.assertEqual((record.last_name, record.is_behind), ("Meier", True))
        self.assertEqual(record.partner_id.name, "Anna Schmidt", "the till may not change partners")
        self.assertEqual(self.sync(self.shop, "customers").changed_count, 1)
        self.assertEqual((record.partner_id.name, record.is_behind), ("Anna Meier", False))
        self.a_while_passes()
        before = self.all_write_dates()
        self.assertEqual(self.sync(self.shop, "customers").changed_count, 0)
        self.assertEqual(self.all_write_dates(), before)

    def test_o6_a_change_is_not_lost_when_the_other_record_brings_it_with_an_order(self):
        anna = self.a_customer()
        record = self.bring(anna)
        self.change(anna, lastName="Meier", displayName="Anna Meier")
        self.take_in(self.buy().by(anna).place(), shop=self.till)
        self.assertEqual(record.partner_id.name, "Anna Schmidt")
        self.bring(anna)
        self.assertEqual(record.partner_id.name, "Anna Meier")

    def test_o6_customers_that_a_till_brought_follow_the_record_that_keeps_customers(self):
        anna = self.a_customer()
        (order,) = self.take_in(self.buy().by(anna).place(), shop=self.till)
        record = order.customer_id
        self.assertEqual(record.shop_id, self.till)
        self.shop.write({"customer_import": "none", "can_update_shopify_customers": True})
        self.shop.allow_changes = True
        self.a_while_passes()
        record.partner_id.phone = "+49 30 12345678"
        self.assert_done(self.sync(self.shop, "customers"))
        self.assertEqual(record.shop_id, self.shop)
        self.assertEqual(anna["defaultPhoneNumber"]["phoneNumber"], "+493012345678")

    def test_o6_a_record_that_keeps_customers_itself_does_not_lose_them(self):
        self.till.write({"customer_import": "all", "shopify_can_update_customers": True})
        anna = self.a_customer()
        self.assert_done(self.sync(self.till, "customers"))
        self.assert_done(self.sync(self.shop, "customers"))
        self.assertEqual(self.record(anna).shop_id, self.till)
        self.till.active = False
        self.assert_done(self.sync(self.shop, "customers"))
        self.assertEqual(self.record(anna).shop_id, self.shop)
