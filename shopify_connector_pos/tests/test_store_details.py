# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a new customer of a store gets besides its name (S2, S3, S4, S6)."""

from odoo import fields
from odoo.addons.shopify_connector.tests.default_customer_rows import DefaultCustomerRows
from odoo.exceptions import ValidationError
from odoo.fields import Command

from .till_case import TillCase


class TestDefaultCustomerOfStore(DefaultCustomerRows, TillCase):
    """S4, for customers that are made at once."""

    def set_default_customer(self, customer):
        self.store.default_customer_id = customer

    def a_new_customer(self, email="anna@example.com"):
        inherited = self.store._told_to_tills()["inherited"]
        told = self.told(email=email, is_company=inherited["is_company"])
        self.create_now(told)
        return self.partner(told)

    def test_s4_the_dialog_is_told_what_is_inherited(self):
        dollars = self.env["product.pricelist"].create({"name": "Dollars"})
        self.a_default_customer(
            is_company=True,
            receipt_preference="email",
            specific_property_product_pricelist=dollars.id,
        )
        (config,) = (
            self.env["pos.config"]
            .with_user(self.cashier)
            ._load_pos_data_read(self.store.with_user(self.cashier), self.store)
        )
        inherited = config["_store_customers"]["inherited"]
        self.assertEqual(inherited["receipt"], "By email")
        self.assertEqual((inherited["group"], inherited["tags"]), ("Retail", ["Regular"]))
        self.assertTrue(inherited["is_company"])
        self.assertIn("Dollars", inherited["pricelist"])
        self.assertEqual(
            inherited["fiscal_position_id"], self.group.property_account_position_id.id
        )

    def test_s4_the_location_of_a_store_stands_in_for_it(self):
        shop = self.env["shopify.shop"].create(
            {"name": "Shop", "domain": "shop.myshopify.com", "company_id": self.company.id}
        )
        location = self.env["shopify.location"].create(
            {"shop_id": shop.id, "shopify_id": "gid://shopify/Location/1", "name": "Counter"}
        )
        self.store.shopify_location_id = location
        of_shop, of_location, own = self.env["res.partner"].create(
            [{"name": name} for name in ("Shop's", "Location's", "Store's")]
        )
        shop.default_customer_id = of_shop
        self.assertEqual(self.store._default_customer(), of_shop)
        location.default_customer_id = of_location
        self.assertEqual(self.store._default_customer(), of_location)
        self.store.default_customer_id = own
        self.assertEqual(self.store._default_customer(), own)


class TestDefaultCustomerLater(TestDefaultCustomerOfStore):
    """S4, for customers that the job takes over: nothing less."""

    def a_new_customer(self, email="anna@example.com"):
        inherited = self.store._told_to_tills()["inherited"]
        told = self.told(email=email, is_company=inherited["is_company"])
        self.send(told)
        self.run_job()
        return self.partner(told)


class TestAddresses(TillCase):
    """S6: several addresses, each with a purpose, a contact, and the store's country."""

    def made(self, **told):
        told = self.told(**told)
        self.create_now(told)
        return self.partner(told)

    def test_s6_the_country_of_a_new_address_is_the_stores(self):
        self.assertEqual(self.store._told_to_tills()["country_id"], self.ref("base.nl"))
        self.assertEqual(self.made().country_id.code, "NL")
        warehouse = self.store.picking_type_id.warehouse_id
        warehouse.partner_id = self.env["res.partner"].create(
            {"name": "Antwerp", "country_id": self.ref("base.be")}
        )
        self.assertEqual(self.store._told_to_tills()["country_id"], self.ref("base.be"))
        self.assertEqual(self.made(name="Bert").country_id.code, "BE")

    def test_s6_purposes_of_the_address(self):
        self.assertEqual(self.made().address_purpose, "home")
        self.assertEqual(self.made(name="B", is_company=True).address_purpose, "business")
        chosen = self.made(name="C", address={"purpose": "post_box", "street": "PO Box 1"})
        self.assertEqual(chosen.address_purpose, "post_box")

    def test_s6_further_addresses_with_their_contacts(self):
        anna = self.made(
            phone="020 123 4567",
            further_addresses=[
                {"purpose": "delivery", "street": "Side Door 1", "city": "Delft"},
                {
                    "purpose": "office",
                    "street": "Tower 9",
                    "name": "Reception",
                    "phone": "020 765 4321",
                },
                {"purpose": "invoice", "country_id": self.ref("base.nl")},
            ],
        )
        delivery, office = anna.child_ids.sorted("address_purpose")
        self.assertEqual((delivery.type, delivery.address_purpose), ("delivery", "delivery"))
        self.assertEqual((delivery.name, delivery.phone), ("Anna Bakker", "020 123 4567"))
        self.assertEqual((office.type, office.address_purpose), ("other", "office"))
        self.assertEqual((office.name, office.phone), ("Reception", "020 765 4321"))
        self.assertEqual(anna.address_get(["delivery"])["delivery"], delivery.id)


class TestContactPointsOfStores(TillCase):
    """S3: emails, phones and consents that a till has asked for."""

    def setUp(self):
        super().setUp()
        self.env["res.config.settings"].create({"group_several_contact_points": True}).execute()
        shop = self.env["shopify.shop"].create(
            {"name": "Shop", "domain": "shop.myshopify.com", "company_id": self.company.id}
        )
        self.location = self.env["shopify.location"].create(
            {"shop_id": shop.id, "shopify_id": "gid://shopify/Location/1", "name": "Counter"}
        )
        self.store.shopify_location_id = self.location

    def points(self, told):
        return {point.value: point for point in self.partner(told).contact_point_ids}

    def test_s3_further_emails_and_phones_with_purpose_and_consent(self):
        told = self.told(
            email="anna@home.example",
            contact_points=[
                {
                    "kind": "email",
                    "value": "anna@work.example",
                    "purpose": "business",
                    "marketing": "yes",
                },
                {"kind": "phone", "value": "020 123 4567", "purpose": "private"},
            ],
        )
        self.create_now(told)
        points = self.points(told)
        work = points["anna@work.example"]
        self.assertEqual(
            (work.purpose, work.consent_state, work.consent_level, work.is_primary),
            ("business", "subscribed", "single_opt_in", False),
        )
        self.assertEqual((work.consent_source, work.location_id), ("Amsterdam", self.location))
        self.assertEqual(points["020 123 4567"].normalised, "+31201234567")
        self.assertFalse(points["020 123 4567"].consent_at)
        self.assertTrue(points["anna@home.example"].is_primary)

    def test_s3_a_consent_is_of_the_time_it_was_given_at_the_till(self):
        told = self.told(
            email="a@b.example", email_marketing="no", made_at="2026-01-01T12:00:00.000Z"
        )
        self.send(told)
        self.run_job()
        anna = self.partner(told)
        self.assertEqual(anna.email_marketing, "no")
        self.assertEqual(fields.Datetime.to_string(anna.email_marketing_at), "2026-01-01 12:00:00")

    def test_s3_a_clock_that_is_ahead_does_not_win_for_ever(self):
        told = self.told(email="a@b.example", email_marketing="no", made_at="2099-01-01T12:00:00Z")
        self.create_now(told)
        self.assertLessEqual(self.partner(told).email_marketing_at, fields.Datetime.now())

    def test_s3_who_is_found_keeps_what_was_said_later(self):
        anna = self.env["res.partner"].create({"name": "Anna", "email": "a@b.example"})
        anna.email_marketing = "yes"
        anna.contact_point_ids.consent_at = "2026-02-01 12:00:00"
        for made_at, kept in (("2026-01-01T12:00:00Z", "yes"), ("2026-03-01T12:00:00Z", "no")):
            told = self.told(email="a@b.example", email_marketing="no", made_at=made_at)
            self.send(told)
            self.run_job()
            self.assertEqual(self.partner(told), anna)
            self.assertEqual(anna.email_marketing, kept)

    def test_s3_who_is_found_gets_the_further_ones_it_has_told(self):
        anna = self.env["res.partner"].create({"name": "Anna", "email": "a@b.example"})
        told = self.told(email="a@b.example", phone="020 123 4567")
        self.send(told)
        self.run_job()
        self.assertIn("020 123 4567", anna.contact_point_ids.mapped("value"))

    def test_s3_the_till_finds_a_customer_by_a_further_one(self):
        told = self.told(contact_points=[{"kind": "email", "value": "anna@work.example"}])
        self.create_now(told)
        partners = self.env["res.partner"].with_user(self.cashier)
        domain = ["|", ("name", "ilike", "anna@w%"), ("email", "ilike", "anna@w%")]
        found = partners.get_new_partner(self.store.id, domain, 0)
        self.assertEqual([each["id"] for each in found["res.partner"]], self.partner(told).ids)

    def test_s10_a_bad_further_one_is_refused(self):
        told = self.told(contact_points=[{"kind": "email", "value": "nonsense"}])
        self.send(told)
        self.run_job()
        self.assertEqual(self.pending(told).error, "nonsense is no email address.")


class TestQuestions(TillCase):
    """S2: the store's further questions are fields and properties of contacts."""

    def field(self, name):
        return self.env["ir.model.fields"]._get("res.partner", name)

    def question(self, **values):
        question = self.env["pos.customer.attribute"].create(values)
        self.store.customer_attribute_ids |= question
        return question

    def a_property(self, name="shoe_size", kind="integer", **definition):
        definitions = self.env["properties.base.definition"]
        record = definitions._get_definition_for_property_field("res.partner", "properties")
        record.properties_definition = [
            {"name": name, "type": kind, "string": "Shoe size", **definition}
        ]
        return name

    def made(self, answers):
        told = self.told(attributes=answers)
        self.create_now(told)
        return self.partner(told)

    def test_s2_a_field_is_asked_for_under_its_name_and_filled(self):
        question = self.question(field_id=self.field("website").id)
        self.assertEqual(question.name, "Website Link")
        (asked,) = self.store._told_to_tills()["attributes"]
        self.assertEqual((asked["name"], asked["type"]), ("Website Link", "char"))
        anna = self.made({str(question.id): "https://anna.example"})
        self.assertEqual(anna.website, "https://anna.example")

    def test_s2_a_property_is_asked_for_and_filled(self):
        question = self.question(kind="property", property_name=self.a_property())
        self.assertEqual(question.name, "Shoe size")
        anna = self.made({str(question.id): 38})
        self.assertEqual(anna.properties["shoe_size"], 38)

    def test_s2_of_a_selection_only_options_are_taken(self):
        options = [["s", "Small"], ["l", "Large"]]
        name = self.a_property("size", "selection", selection=options)
        question = self.question(kind="property", property_name=name)
        (asked,) = self.store._told_to_tills()["attributes"]
        self.assertEqual(asked["options"], options)
        self.assertEqual(self.made({str(question.id): "l"}).properties["size"], "Large")
        self.assertFalse(self.made({str(question.id): "xl"}).properties.get("size"))

    def test_s2_answers_of_another_type_or_to_what_is_not_asked_are_left_out(self):
        size = self.question(kind="property", property_name=self.a_property())
        elsewhere = self.env["pos.customer.attribute"].create(
            {"field_id": self.field("function").id}
        )
        anna = self.made({str(size.id): "thirty-eight", str(elsewhere.id): "Boss"})
        self.assertFalse(anna.properties.get("shoe_size") or anna.function)

    def test_s2_what_is_not_for_a_till_can_t_be_asked(self):
        for name in ("name", "active", "user_id", "credit_limit", "parent_name", "color"):
            with self.assertRaises(ValidationError, msg=name), self.cr.savepoint():
                self.question(field_id=self.field(name).id)

    def test_s2_a_property_that_is_gone_is_no_longer_asked_for(self):
        question = self.question(kind="property", property_name=self.a_property())
        self.a_property("other")
        self.assertFalse(self.store._told_to_tills()["attributes"])
        self.assertTrue(self.made({str(question.id): 38}))

    def test_s2_settings_of_the_store(self):
        question = self.env["pos.customer.attribute"].create({"field_id": self.field("website").id})
        settings = self.env["res.config.settings"].create(
            {
                "pos_config_id": self.store.id,
                "pos_customer_creation": "async",
                "pos_customers_shared": False,
                "pos_customer_attribute_ids": [Command.set(question.ids)],
            }
        )
        settings.execute()
        self.assertEqual(self.store.customer_creation, "async")
        self.assertFalse(self.store.customers_shared)
        self.assertEqual(self.store.customer_attribute_ids, question)
