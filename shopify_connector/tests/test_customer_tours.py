# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from shopify_sandbox.world.customer_changes import change

from .customer_case import CustomerFixtures
from .tour_case import TourCase

CANADA = {
    "code": {"countryCode": "CA", "restOfWorld": False},
    "name": "Canada",
    "provinces": [{"code": "ON", "name": "Ontario"}, {"code": "QC", "name": "Québec"}],
}


class TestCustomerTours(CustomerFixtures, TourCase):
    """What users do with customers in the browser, against the sandbox."""

    def setUp(self):
        super().setUp()
        self.shop = self.a_shop(customer_import="all")
        self.shop.action_test_connection()

    def tour(self, name, url="/odoo/shopify-shops"):
        self.start_tour(url, name, login="admin")
        self.env.invalidate_all()

    def in_shopify(self, email):
        """Return the sandbox's customers with an email."""
        return [each for each in self.shopify.collection("Customer") if each["email"] == email]

    def test_c8_set_up_templates(self):
        """Initialise makes the templates; the tax area of a province gets a fiscal position."""
        self.shopify.profile["shipsToCountries"] = ["CA"]
        self.shopify.collection("DeliveryProfile").clear()
        group = {
            "locationGroup": self.shopify.index("DeliveryLocationGroup", {}),
            "countriesInAnyZone": [{"zone": "Everywhere", "country": CANADA}],
            "locationGroupZones": [],
        }
        self.shopify.add("DeliveryProfile", {"name": "General", "profileLocationGroups": [group]})
        position = self.env["account.fiscal.position"].create(
            {"name": "Ontario HST", "company_id": self.company.id}
        )
        self.tour("shopify_set_up_templates")
        template = self.shop.customer_template_ids
        self.assertEqual(template.country_id.code, "CA")
        positions = {area.province_code: area.fiscal_position_id for area in template.tax_area_ids}
        self.assertEqual(positions["ON"], position)
        self.assertFalse(positions["QC"])

    def test_c13_sync_customers(self):
        """The run is watched to its end, and the shop shows who came and who waits."""
        for name in ("Anna", "Ben"):
            self.a_customer(name)
        self.a_customer("Carla", addresses=[])
        with self.worked_off_while_watched():
            self.tour("shopify_sync_customers")
        anna, ben, carla = self.env["shopify.customer"].search([], order="first_name")
        self.assertEqual((anna.match_rule, ben.match_rule), ("created", "created"))
        self.assertFalse(carla.partner_id)

    def test_c14_resolve_an_unlinked_customer_in_two_clicks(self):
        """From the shop, one click shows who has no partner, and the next makes it."""
        carla = self.bring(self.a_customer("Carla", addresses=[]))
        self.assertTrue(carla.needs_partner)
        self.tour("shopify_resolve_customer", f"/odoo/shopify-shops/{self.shop.id}")
        self.assertEqual(carla.match_rule, "created")
        self.assertEqual(carla.partner_id.email, "carla@shoppers.example")
        self.assertFalse(self.skips())

    def test_c14_link_a_customer_to_a_partner_of_ones_choice(self):
        partner = self.a_partner("Carla's Company")
        carla = self.bring(self.a_customer("Carla", addresses=[]))
        self.tour("shopify_link_customer", "/odoo/shopify-customers")
        self.assertEqual((carla.partner_id, carla.match_rule), (partner, "chosen"))

    def test_c11_export_with_a_skipped_one_and_its_reason(self):
        """The preview says who is left out and why; the others are in Shopify afterwards."""
        self.shop.write({"allow_changes": True, "customer_import": "none"})
        place = {"city": "Amsterdam", "country_id": self.env.ref("base.nl").id}
        good = self.a_partner("Export Anna", email="anna@buyers.example", **place)
        bad = self.a_partner("Export Ben", **place)
        with self.worked_off_while_watched():
            self.tour("shopify_export_customers", "/odoo/shopify-customers")
        (sent,) = self.in_shopify("anna@buyers.example")
        self.assertEqual((sent["firstName"], sent["lastName"]), ("Export", "Anna"))
        self.assertEqual(good.shopify_customer_ids.match_rule, "exported")
        self.assertFalse(bad.shopify_customer_ids)
        self.assertEqual(self.skips().mapped("res_id"), bad.ids)
        self.assertEqual(len(self.shopify.collection("Customer")), 1)

    def test_c12_settle_a_conflict(self):
        """A conflict is settled in favour of Odoo on the list; Shopify is told."""
        self.shop.write(
            {
                "allow_changes": True,
                "shopify_can_update_customers": True,
                "can_update_shopify_customers": True,
            }
        )
        anna = self.a_customer("Anna")
        customer = self.bring(anna)
        self.a_while_passes()
        customer.partner_id.email = "odoo@shoppers.example"
        change(self.shopify, anna, {"email": "shopify@shoppers.example"})
        self.bring()
        self.assertTrue(customer.has_conflict)
        self.tour("shopify_settle_conflict", "/odoo/shopify-conflicts")
        self.assertFalse(customer.has_conflict)
        run = self.env["shopify.sync.run"].search([("state", "=", "waiting")])
        self.assertEqual(run.options, {"partner_ids": customer.partner_id.ids})
        run._execute()
        self.assert_done(run)
        self.assertEqual(anna["email"], "odoo@shoppers.example")
        self.assertEqual(customer.partner_id.email, "odoo@shoppers.example")
