# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields
from odoo.tests import tagged

from .customer_case import CustomerCase


@tagged("post_install", "-at_install")
class TestCustomerScreens(CustomerCase):
    """C13, C14: what the customers' pages show, and what their buttons tell."""

    def setUp(self):
        super().setUp()
        self.shop.auto_create_customers = False

    def without_partner(self):
        return self.env["shopify.customer"].search([("needs_partner", "=", True)])

    def message(self, action):
        """Return what a notification says."""
        self.assertEqual(action["tag"], "display_notification")
        return action["params"]["message"]

    # === WHO NEEDS A PARTNER === #

    def test_c14_the_filter_finds_who_needs_a_partner(self):
        self.a_partner("Ben", email="ben@shoppers.example")
        anna, ben = self.bring(self.a_customer("Anna"), self.a_customer("Ben"))
        self.assertEqual(self.without_partner(), anna)
        self.assertEqual((anna.standing, ben.standing), ("unlinked", "linked"))
        others = self.env["shopify.customer"].search([("needs_partner", "=", False)])
        self.assertIn(ben, others)
        self.assertNotIn(anna, others)

    def test_c14_removed_anonymised_and_default_customers_need_none(self):
        anna, ben, carla = self.bring(*map(self.a_customer, ("Anna", "Ben", "Carla")))
        self.env["shopify.customer"]._mark_removed(anna.connection_id, [anna.shopify_id])
        ben._anonymise()
        self.shop.write({"customer_mapping": "default", "default_partner_id": self.a_partner("X")})
        carla.action_find_mapping()
        self.assertFalse(self.without_partner())
        self.assertEqual(
            (anna + ben + carla).mapped("standing"), ["deleted", "anonymised", "default"]
        )

    def test_c13_the_shop_counts_its_customers(self):
        self.a_partner("Ben", email="ben@shoppers.example")
        self.bring(self.a_customer("Anna"), self.a_customer("Ben"))
        other = self.a_shop(name="Another")
        self.assertEqual((self.shop.customer_count, self.shop.customer_unlinked_count), (2, 1))
        self.assertEqual((other.customer_count, other.customer_unlinked_count), (0, 0))

    # === BUTTONS === #

    def test_c14_find_mapping_tells_who_was_linked_and_who_was_not(self):
        customers = self.bring(*map(self.a_customer, ("Anna", "Ben", "Carla")))
        partners = self.a_partner("Anna", email="anna@shoppers.example")
        partners += self.a_partner("Ben", email="ben@shoppers.example")
        told = self.message(customers.button_find_mapping())
        self.assertEqual(customers[:2].partner_id, partners)
        self.assertIn("2 linked", told)
        self.assertIn("1 without partner", told)
        self.assertIn("Carla", told)

    def test_c5_create_partner_tells_the_new_one(self):
        anna = self.bring(self.a_customer("Anna"))
        told = self.message(anna.button_create_partner())
        self.assertEqual(anna.match_rule, "created")
        self.assertIn(anna.partner_id.display_name, told)
        self.assertIn("Newly created", told)
        self.assertIn("already", self.message(anna.button_create_partner()))

    def test_c13_the_sync_starts_at_once_with_one_shop(self):
        run = self.env["shopify.sync.run"].browse(
            self.env["shopify.customer"].action_start_sync()["res_id"]
        )
        self.assertEqual((run.shop_id, run.kind), (self.shop, "customers"))

    def test_c13_with_several_shops_the_sync_asks_which(self):
        other = self.a_shop(name="Another")
        action = self.env["shopify.customer"].action_start_sync()
        self.assertFalse(self.env["shopify.sync.run"].search([]))
        wizard = self.env[action["res_model"]].create({"shop_id": other.id})
        run = self.env["shopify.sync.run"].browse(wizard.action_start()["res_id"])
        self.assertEqual((run.shop_id, run.kind), (other, "customers"))

    # === RUNS AND SCHEDULES === #

    def test_c13_a_run_leads_to_the_customers_it_changed(self):
        anna, ben, carla = self.bring(*map(self.a_customer, ("Anna", "Ben", "Carla")))
        run = self.env["shopify.sync.run"].search([])
        # Within a test all is written at one and the same moment.
        for customer, moment in (
            (anna, fields.Datetime.subtract(run.started_at, minutes=1)),
            (ben, run.started_at),
            (carla, fields.Datetime.add(run.finished_at, minutes=1)),
        ):
            self.env.cr.execute(
                "UPDATE shopify_customer SET write_date = %s WHERE id = %s", (moment, customer.id)
            )
        found = self.env["shopify.customer"].search(run.action_open_customers()["domain"])
        self.assertEqual(found, ben)

    def test_c2_a_run_says_whom_the_settings_leave_out(self):
        self.assertFalse(self.sync(self.shop, "customers").hint)
        self.shop.customer_import = "with_orders"
        self.assertIn("All customers", self.sync(self.shop, "customers").hint)
        self.assertFalse(self.sync(self.shop).hint)

    def test_g5_customers_are_synced_hourly_unless_told_otherwise(self):
        values = {"shop_id": self.shop.id, "kind": "customers"}
        hourly = self.env["shopify.schedule"].create(values)
        self.assertEqual((hourly.interval_number, hourly.interval_type), (1, "hours"))
        daily = self.env["shopify.schedule"].create(
            {**values, "interval_number": 2, "interval_type": "days"}
        )
        self.assertEqual((daily.interval_number, daily.interval_type), (2, "days"))
        hourly.active = True
        hourly._cron_start()
        run = self.env["shopify.sync.run"].search([])
        self.assertEqual((run.kind, run.trigger, run.options or {}), ("customers", "schedule", {}))
