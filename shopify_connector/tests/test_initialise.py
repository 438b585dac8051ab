# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.shopify.client import ShopifyClient
from odoo.addons.shopify_connector.shopify.objects.shipping import ShippingCountries
from odoo.exceptions import UserError
from odoo.tests import new_test_user

from .common import ShopifyCase

CANADA = {"ON": "Ontario", "QC": "Québec"}
REST_OF_WORLD = None


class TestInitialise(ShopifyCase):
    """C8: *Initialise* makes the templates and tax areas of the places a shop ships to."""

    def setUp(self):
        super().setUp()
        self.ships_to({"CA": CANADA, "DE": {}})

    def ships_to(self, places):
        """Let the shop ship to these countries only.

        :param dict places: names of provinces by their codes, by country code
        """
        self.shopify.profile["shipsToCountries"] = [code for code in places if code]
        self.shopify.collection("DeliveryProfile").clear()
        countries = [
            {
                "zone": "Everywhere",
                "country": {
                    "code": {"countryCode": code, "restOfWorld": code is REST_OF_WORLD},
                    "name": code or "Rest of World",
                    "provinces": [
                        {"code": short, "name": name} for short, name in provinces.items()
                    ],
                },
            }
            for code, provinces in places.items()
        ]
        group = {
            "locationGroup": self.shopify.index("DeliveryLocationGroup", {}),
            "countriesInAnyZone": countries,
            "locationGroupZones": [],
        }
        self.shopify.add("DeliveryProfile", {"name": "General", "profileLocationGroups": [group]})

    def initialise(self, shop=None):
        (answer,) = (shop or self.shop).shopify_initialise_templates()
        return answer

    def places(self, shop=None):
        """Return the shop's templates and tax areas: provinces' codes by country code."""
        return {
            template.country_id.code: sorted(template.tax_area_ids.mapped("province_code"))
            for template in (shop or self.shop).customer_template_ids
        }

    def test_c8_each_country_and_province_shipped_to_is_made(self):
        answer = self.initialise()
        self.assertEqual(self.places(), {"CA": ["ON", "QC"], "DE": []})
        self.assertEqual(
            answer,
            {
                "shop_id": self.shop.id,
                "has_provinces": True,
                "countries": ["CA", "DE"],
                "provinces": ["CA-ON", "CA-QC"],
                "without_state": [],
                "unknown_countries": [],
            },
        )
        areas = self.shop.customer_template_ids.tax_area_ids
        self.assertEqual(areas.mapped("name"), ["Ontario", "Québec"])
        self.assertEqual(areas.state_id.mapped("name"), ["Ontario", "Quebec"])

    def test_c8_a_second_call_adds_nothing(self):
        self.initialise()
        everything = self.shop.customer_template_ids.tax_area_ids.ids
        answer = self.initialise()
        self.assertEqual((answer["countries"], answer["provinces"]), ([], []))
        self.assertEqual(self.shop.customer_template_ids.tax_area_ids.ids, everything)

    def test_c8_what_a_user_has_set_stays(self):
        ontario = self.env.ref("base.state_ca_on")
        position = self.env["account.fiscal.position"].create({"name": "Mine"})
        tag = self.env["res.partner.category"].create({"name": "Mine"})
        template = self.env["shopify.customer.template"].create(
            {
                "shop_id": self.shop.id,
                "country_id": ontario.country_id.id,
                "partner_category_ids": tag.ids,
            }
        )
        area = self.env["shopify.tax.area"].create(
            {
                "template_id": template.id,
                "state_id": ontario.id,
                "province_code": "ONT",
                "name": "My Ontario",
                "fiscal_position_id": position.id,
            }
        )
        answer = self.initialise()
        self.assertEqual((answer["countries"], answer["provinces"]), (["DE"], ["CA-QC"]))
        self.assertEqual(template.partner_category_ids, tag)
        self.assertEqual((area.province_code, area.name), ("ONT", "My Ontario"))
        self.assertEqual(area.fiscal_position_id, position)
        self.assertEqual(self.places(), {"CA": ["ONT", "QC"], "DE": []})

    def test_c8_a_deleted_template_is_made_anew(self):
        self.initialise()
        self.shop.customer_template_ids.filtered(
            lambda template: template.country_id.code == "CA"
        ).unlink()
        answer = self.initialise()
        self.assertEqual(answer["countries"], ["CA"])
        self.assertEqual(answer["provinces"], ["CA-ON", "CA-QC"])
        self.assertEqual(self.places(), {"CA": ["ON", "QC"], "DE": []})

    def test_c8_a_province_unknown_to_odoo_has_shopifys_code_and_name(self):
        self.ships_to({"CA": {**CANADA, "XX": "New Land"}})
        self.assertEqual(self.initialise()["without_state"], ["CA-XX"])
        area = self.env["shopify.tax.area"].search([("province_code", "=", "XX")])
        self.assertEqual(area.name, "New Land")
        self.assertFalse(area.state_id)

    def test_c8_a_province_is_found_by_its_name_where_codes_differ(self):
        self.ships_to({"MX": {"AGS": "Aguascalientes", "DF": "Ciudad de Mexico"}, "DE": {}})
        self.assertEqual(self.initialise()["without_state"], [])
        states = self.shop.customer_template_ids.tax_area_ids.state_id
        self.assertEqual(set(states.mapped("code")), {"AGU", "CMX"})

    def test_c8_two_provinces_never_share_a_state(self):
        self.ships_to({"CA": {"ON": "Ontario", "ONX": "Ontario"}})
        self.assertEqual(self.initialise()["without_state"], ["CA-ONX"])
        self.assertEqual(self.places(), {"CA": ["ON", "ONX"]})
        self.assertEqual(self.initialise()["provinces"], [])

    def test_c8_a_country_unknown_to_odoo_is_left_out_and_named(self):
        self.ships_to({"CA": CANADA, "AN": {}})
        self.assertEqual(self.initialise()["unknown_countries"], ["AN"])
        self.assertEqual(self.places(), {"CA": ["ON", "QC"]})

    def test_c8_the_rest_of_the_world_makes_nothing(self):
        self.ships_to({"CA": CANADA, REST_OF_WORLD: {}})
        answer = self.initialise()
        self.assertEqual(answer["countries"], ["CA"])
        self.assertEqual(answer["unknown_countries"], [])

    def test_c8_two_shops_are_initialised_apart(self):
        other = self.a_shop(name="Till")
        self.initialise(other)
        self.assertEqual(self.places(), {})
        answers = (self.shop + other).shopify_initialise_templates()
        self.assertEqual([len(answer["countries"]) for answer in answers], [2, 0])

    def test_c8_without_the_access_scope_there_are_countries_and_a_way_to_the_provinces(self):
        codes_only = ShippingCountries.united(None, ["CA", "DE"])
        self.startPatcher(
            patch.object(ShopifyClient, "shipping_countries", return_value=codes_only)
        )
        self.assertFalse(self.initialise()["has_provinces"])
        self.assertEqual(self.places(), {"CA": [], "DE": []})
        message = self.shop.action_initialise_templates()["params"]["message"]
        self.assertIn("read_shipping", message)

    def test_c8_the_button_says_what_it_added(self):
        self.ships_to({"CA": {**CANADA, "XX": "New Land"}, "AN": {}})
        shown = self.shop.action_initialise_templates()["params"]
        self.assertEqual(shown["type"], "warning")
        self.assertIn("countries 1, provinces 3", shown["message"])
        self.assertIn("CA-XX", shown["message"])
        self.assertIn("AN", shown["message"])
        self.ships_to({"CA": CANADA})
        shown = self.shop.action_initialise_templates()["params"]
        self.assertEqual(shown["type"], "success")
        self.assertIn("Nothing to add", shown["message"])

    def test_c8_shopifys_refusal_is_said(self):
        self.set_up_sandbox(self.shopify, scopes=set())
        self.shop.access_token = "shpat_wrong"
        with self.assertRaises(UserError) as caught:
            self.shop.action_initialise_templates()
        self.assertIn("token", str(caught.exception))
        self.assertFalse(self.shop.customer_template_ids)

    def test_g11_only_managers_initialise(self):
        user = new_test_user(
            self.env,
            "user",
            "shopify_connector.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        for method in ("shopify_initialise_templates", "action_initialise_templates"):
            with self.subTest(method), self.assertRaises(UserError):
                getattr(self.shop.with_user(user), method)()
        self.assertFalse(self.shop.customer_template_ids)

    def test_g3_customers_are_set_up_when_templates_are_there(self):
        step = self.shop.setup_step_ids.filtered(lambda step: step.kind == "customers")
        self.assertEqual(step.state, "open")
        step.action_skip()
        self.assertEqual(step.state, "skipped")
        step.action_skip()
        self.initialise()
        self.env.invalidate_all()
        self.assertEqual(step.state, "done")
