# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from shopify_sandbox.world.customer_changes import change

from .customer_case import CustomerCase

PUSHES = ("CustomerCreate", "CustomerUpdate", "CustomerAddress", "BulkRunMutation")


class CustomerExportCase(CustomerCase):
    """A shop that exports partners and imports nobody by itself."""

    def setUp(self):
        super().setUp()
        self.shop.write(
            {
                "customer_import": "none",
                "default_partner_id": self.a_partner("Counter sales").id,
                "customer_export": True,
                "customer_export_domain": "[('name', '=like', 'Export %')]",
                "allow_changes": True,
            }
        )

    def a_buyer(self, name="Export Anna", **values):
        """Return a partner that the shop exports, complete unless told otherwise."""
        return self.a_partner(
            name,
            **{
                "email": f"{name.split()[-1].lower()}@buyers.example",
                "street": "Damrak 1",
                "zip": "1012 LG",
                "city": "Amsterdam",
                "country_id": self.env.ref("base.nl").id,
                **values,
            },
        )

    def export(self, shop=None, **options):
        """Run the customer sync and return its run."""
        run = self.sync(shop or self.shop, "customers", options or None)
        self.assert_done(run)
        return run

    def in_shopify(self, email=None):
        """Return the sandbox's customers, or the one of an email."""
        customers = self.shopify.collection("Customer")
        if not email:
            return list(customers)
        return next((each for each in customers if each["email"] == email), None)

    def pushes(self):
        """Return the requests that were to change something in Shopify, oldest first."""
        return [each for each in self.sandbox.requests if each.operation.startswith(PUSHES)]

    def customer_of(self, partner):
        return self.env["shopify.customer"].search([("partner_id", "=", partner.id)])

    def skip_of(self, partner):
        return self.skips().filtered(lambda skip: skip.res_id == partner.id)

    def assert_skipped(self, partner, code, *words):
        """The partner is on the list of skipped records, with these words and a way to fix it."""
        skip = self.skip_of(partner)
        self.assertEqual(skip.code, code, skip.reason)
        self.assertEqual((skip.res_model, skip.name), ("res.partner", partner.display_name))
        for word in words:
            self.assertIn(word, skip.reason)
        self.assertTrue(skip.fix, "nothing says what to do")
        return skip


class TestCustomerExport(CustomerExportCase):
    """C11, C12, C13: partners become customers of the shop, and their changes follow."""

    def test_c11_a_partner_becomes_a_customer_with_its_address(self):
        anna = self.a_buyer(phone="+31 20 794 1234", street2="2nd floor")
        run = self.export()
        self.assertEqual((run.new_count, run.skipped_count, run.failed_count), (1, 0, 0))
        made = self.in_shopify("anna@buyers.example")
        self.assertEqual((made["firstName"], made["lastName"]), ("Export", "Anna"))
        self.assertEqual(made["phone"], "+31207941234")
        (address,) = made["addresses"]
        self.assertEqual(made["defaultAddress"]["id"], address["id"])
        self.assertEqual(
            {key: address[key] for key in ("address1", "address2", "zip", "city", "countryCodeV2")},
            {
                "address1": "Damrak 1",
                "address2": "2nd floor",
                "zip": "1012 LG",
                "city": "Amsterdam",
                "countryCodeV2": "NL",
            },
        )
        customer = self.customer_of(anna)
        self.assertEqual((customer.match_rule, customer.match_value), ("exported", made["email"]))
        self.assertEqual(customer.shopify_id, made["id"].rpartition("/")[2])
        self.assertTrue(customer.is_complete)

    def test_c11_the_four_forms_of_a_phone_go_out_as_e164(self):
        forms = ("4155550123", "+14155550123", "(415)555-0123", "+1 415-555-0123")
        for number, form in enumerate(forms):
            with self.subTest(form):
                written = form.replace("0123", f"01{number}3")
                self.a_buyer(
                    f"Export Nr{number}",
                    phone=written,
                    country_id=self.env.ref("base.us").id,
                    state_id=self.env.ref("base.state_us_5").id,
                )
                self.export()
                made = self.in_shopify(f"nr{number}@buyers.example")
                self.assertEqual(made["phone"], f"+1415555{f'01{number}3'}")

    def test_c11_without_a_country_the_companys_is_sent(self):
        anna = self.a_buyer(country_id=False)
        self.export()
        made = self.in_shopify("anna@buyers.example")
        self.assertEqual(made["defaultAddress"]["countryCodeV2"], "NL")
        self.assertFalse(anna.country_id)

    def test_c11_off_nothing_is_exported(self):
        self.shop.customer_export = False
        self.a_buyer()
        self.export()
        self.assertFalse(self.in_shopify())

    def test_c11_a_second_run_sends_nothing(self):
        self.shop.can_update_shopify_customers = True
        self.a_buyer()
        self.a_buyer("Export Piet", email=False)
        self.export()
        self.a_while_passes()
        run = self.export()
        self.assertEqual((run.new_count, run.changed_count, run.skipped_count), (0, 0, 1))
        self.assertEqual(self.sandbox.statistics.total, 0)

    def test_c11_who_is_not_exported(self):
        other = self.env["res.company"].create({"name": "Another"})
        anna = self.a_buyer()
        self.a_buyer("Export Archived", active=False)
        self.a_buyer("Export Strange", company_id=other.id)
        self.a_buyer("Export Child", parent_id=anna.id)
        self.a_buyer("Export Place", type="delivery")
        self.a_buyer("Else Anybody")
        self.shop.default_partner_id = self.a_buyer("Export Counter")
        self.export()
        self.assertEqual([each["email"] for each in self.in_shopify()], ["anna@buyers.example"])
        self.assertFalse(self.skips())

    def test_c11_250_partners_and_more_go_in_one_bulk_operation(self):
        self.env["res.partner"].create(
            [
                {
                    "name": f"Export Nr{number}",
                    "email": f"nr{number}@buyers.example",
                    "country_id": self.env.ref("base.nl").id,
                }
                for number in range(300)
            ]
        )
        run = self.export()
        self.assertEqual((run.new_count, len(self.in_shopify())), (300, 300))
        operations = self.sandbox.statistics.by_operation
        self.assertEqual(operations["BulkRunMutation"], 1)
        self.assertFalse([name for name in operations if name.startswith("CustomerCreate")])
        linked = self.env["shopify.customer"].search([("match_rule", "=", "exported")])
        self.assertEqual(len(linked.partner_id), 300)

    def test_c12_what_was_exported_is_not_imported_as_a_change(self):
        anna = self.a_buyer(country_id=False, phone="020 794 1234")
        self.export()
        before = anna.read(["name", "street", "zip", "city", "country_id", "phone", "email"])
        self.a_while_passes()
        self.shop.write({"customer_import": "all", "shopify_can_update_customers": True})
        self.shop.customers_synced_until = False
        run = self.export()
        self.assertEqual((run.new_count, run.changed_count), (0, 0))
        self.assertEqual(anna.read(list(before[0].keys() - {"id"})), before)

    def test_c12_what_was_imported_is_not_exported(self):
        self.shop.write({"customer_import": "all", "can_update_shopify_customers": True})
        self.shop.customer_export_domain = "[]"
        self.a_customer(phone="+493012345678")
        self.export()
        self.assertTrue(self.env["shopify.customer"].search([]).partner_id)
        self.assertFalse([each for each in self.pushes() if "Update" in each.operation])

    def test_c11_two_shops_each_get_their_own_customer(self):
        anna = self.a_buyer()
        twin = self.a_shop(
            name="Twin",
            customer_export=True,
            customer_export_domain=self.shop.customer_export_domain,
            allow_changes=True,
        )
        self.export()
        self.export(twin)
        # Both records are settings of one Shopify shop: the partner is there already.
        self.assertEqual(len(self.in_shopify()), 1)
        twin.domain = "another-shop.myshopify.com"
        self.assertEqual(twin._partners_to_export(), anna.ids)


class TestCustomerChanges(CustomerExportCase):
    """C11, C12: a Shopify customer follows what is changed on its partner."""

    def setUp(self):
        super().setUp()
        self.shop.can_update_shopify_customers = True
        self.anna = self.a_buyer(phone="+31207941234")
        self.export()
        self.a_while_passes()

    def test_c11_only_the_changed_field_is_sent(self):
        self.anna.phone = "+31207949999"
        run = self.export()
        self.assertEqual(run.changed_count, 1)
        (push,) = self.pushes()
        self.assertEqual(set(push.variables["input0"]), {"id", "phone"})
        self.assertEqual(self.in_shopify("anna@buyers.example")["phone"], "+31207949999")

    def test_c11_a_changed_street_leaves_the_customer_alone(self):
        self.anna.street = "Rokin 2"
        self.export()
        (push,) = self.pushes()
        self.assertEqual(push.variables["address0"], {"address1": "Rokin 2"})
        made = self.in_shopify("anna@buyers.example")
        self.assertEqual(made["defaultAddress"]["address1"], "Rokin 2")
        self.assertEqual(len(made["addresses"]), 1)

    def test_c11_a_renamed_contact_renames_the_customer(self):
        self.shop.write({"name_source": "company", "contact_source": "first_last"})
        child = self.a_partner("Export Anna", parent_id=self.anna.id, type="contact")
        self.export()
        self.a_while_passes()
        child.name = "Anna Schmidt"
        self.export()
        made = self.in_shopify("anna@buyers.example")
        self.assertEqual((made["firstName"], made["lastName"]), ("Anna", "Schmidt"))

    def test_c11_off_changes_stay_in_odoo(self):
        self.shop.can_update_shopify_customers = False
        self.anna.phone = "+31207949999"
        self.export()
        self.assertFalse(self.pushes())

    def test_c12_a_change_that_was_sent_does_not_come_back(self):
        self.anna.street = "Rokin 2"
        self.export()
        self.a_while_passes()
        self.shop.write({"customer_import": "all", "shopify_can_update_customers": True})
        run = self.export()
        self.assertEqual((run.new_count, run.changed_count), (0, 0))
        self.assertFalse(self.pushes())

    def test_c12_a_change_stays_to_be_sent_when_the_import_comes_first(self):
        self.shop.write({"customer_import": "all", "shopify_can_update_customers": True})
        self.export()
        self.a_while_passes()
        self.anna.phone = "+31207949999"
        self.shopify_changes(note="Prefers mail", city="Utrecht")
        self.export()
        self.assertEqual(self.anna.city, "Utrecht")
        self.assertEqual(self.in_shopify("anna@buyers.example")["phone"], "+31207949999")

    def test_c11_a_customer_without_an_address_gets_one(self):
        piet = self.a_customer("Piet", addresses=[])
        self.shop.customer_import = "all"
        self.export()
        partner = self.customer_of(self.record(piet).partner_id).partner_id
        self.a_while_passes()
        partner.write({"street": "Rokin 2", "city": "Amsterdam"})
        self.export()
        (address,) = self.in_shopify("piet@shoppers.example")["addresses"]
        self.assertEqual((address["address1"], address["countryCodeV2"]), ("Rokin 2", "NL"))

    def test_c11_a_partner_of_several_customers_is_not_sent(self):
        other = self.a_customer("Other")
        self.shop.customer_import = "all"
        self.export()
        self.record(other).partner_id = self.anna
        self.anna.street = "Rokin 2"
        self.sandbox.statistics.reset()
        self.export()
        self.assertFalse(self.pushes())
        self.assert_skipped(self.anna, "several_customers", "Other Schmidt")
        self.record(other).action_unlink_partner()
        self.assertFalse(self.skip_of(self.anna))

    def test_c6_a_partner_of_several_customers_is_not_updated_from_shopify(self):
        other = self.a_customer("Other")
        self.shop.write({"customer_import": "all", "shopify_can_update_customers": True})
        self.export()
        self.record(other).partner_id = self.anna
        self.shopify_changes(city="Utrecht")
        self.export()
        self.assertEqual(self.anna.city, "Amsterdam")
        self.assert_skipped(self.anna, "several_customers", "Other Schmidt")

    def test_c11_a_lost_answer_to_a_new_address_makes_no_second_one(self):
        piet = self.a_customer("Piet", addresses=[])
        self.shop.customer_import = "all"
        self.export()
        partner = self.record(piet).partner_id
        self.a_while_passes()
        partner.write({"street": "Rokin 2", "city": "Amsterdam"})
        self.sandbox.faults.plan("cut_after", operation="CustomerAddressCreateBatch1")
        self.export()
        self.export()
        self.assertEqual(len(self.in_shopify("piet@shoppers.example")["addresses"]), 1)

    def shopify_changes(self, city=None, **values):
        """Change Anna in Shopify, a minute later."""
        self.shopify.clock.advance(minutes=1)
        made = self.in_shopify("anna@buyers.example")
        if city:
            address = {**made["defaultAddress"], "city": city}
            values |= {"addresses": [address], "defaultAddress": address}
        change(self.shopify, made, values)
