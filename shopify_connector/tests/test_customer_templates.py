# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.addons.shopify_connector.rules.provinces import NO_PROVINCE, Province
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, new_test_user
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from shopify_sandbox.shopper import sample_address
from shopify_sandbox.world.people import add_customer

from .common import ShopifyCase

PLACES = {"CA": "base.ca", "DE": "base.de", "NL": "base.nl", "US": "base.us"}


class TemplateCase(ShopifyCase):
    """Builders of templates and of what stands in them."""

    def a_template(self, country="CA", shop=None, **values):
        return self.env["shopify.customer.template"].create(
            {
                "shop_id": (shop or self.shop).id,
                "country_id": self.env.ref(PLACES[country]).id,
                **values,
            }
        )

    def a_tax_area(self, template, code, **values):
        state = template.country_id.state_ids.filtered(lambda state: state.code == code)
        return self.env["shopify.tax.area"].create(
            {
                "template_id": template.id,
                "state_id": state.id,
                "province_code": code,
                "name": state.name or code,
                **values,
            }
        )

    def a_fiscal_position(self, name, company=None):
        return self.env["account.fiscal.position"].create(
            {"name": name, "company_id": (company or self.company).id}
        )

    def some_defaults(self, name, **values):
        """A value for each default of a new partner, all called by one name."""
        company = values.pop("company", self.company)
        return {
            "partner_category_ids": self.env["res.partner.category"].create({"name": name}).ids,
            "property_product_pricelist": self.env["product.pricelist"]
            .create({"name": name, "company_id": company.id})
            .id,
            "property_payment_term_id": self.env["account.payment.term"]
            .create({"name": name, "company_id": company.id})
            .id,
            "property_account_position_id": self.a_fiscal_position(name, company).id,
            "property_account_receivable_id": self.env["account.account"]
            .with_company(company)
            .create(
                {
                    "name": name,
                    "code": f"18{len(name):04d}",
                    "account_type": "asset_receivable",
                    "reconcile": True,
                }
            )
            .id,
            "user_id": new_test_user(
                self.env,
                name,
                "base.group_user",
                company_id=company.id,
                company_ids=[(6, 0, company.ids)],
            ).id,
            "language_id": self.env.ref("base.lang_en").id,
            "company_type": "company",
            **values,
        }

    def a_customer(self, country="CA", email="liam@shoppers.example", **fields):
        address = sample_address(self.shopify, country, **fields)
        return add_customer(
            self.shopify,
            address["firstName"],
            address["lastName"],
            email=email,
            addresses=[address],
        )

    def partner_of(self, customer, bill_to=None):
        """Return the partner that an order of a new customer makes.

        :param bill_to: the country it is billed to; by default the customer's own
        """
        builder = self.buy().by(customer)
        if bill_to:
            builder.bill_to(bill_to)
        (order,) = self.take_in(builder.place())
        self.assertEqual(order.customer_rule, "created", order.error)
        return order.mapped_partner_id.with_company(order.company_id)

    def a_new_partner(self, country, state, province_code="", shop=None):
        """Create a partner as the import does."""
        shop = shop or self.shop
        defaults = shop._new_partner_defaults(country, state, province_code)
        return (
            self.env["res.partner"]
            .with_company(shop.company_id)
            .create({"name": "New", **defaults})
        )

    def state(self, code, country="base.ca"):
        return self.env.ref(country).state_ids.filtered(lambda state: state.code == code)


class TestNewPartners(TemplateCase):
    """C7: what a new partner starts with."""

    def assert_defaults(self, partner, **expected):
        """The partner has these values of :meth:`some_defaults`."""
        actual = {
            "partner_category_ids": partner.category_id.ids,
            "property_product_pricelist": partner.specific_property_product_pricelist.id,
            "language_id": self.env["res.lang"]._get_data(code=partner.lang).id,
            "company_type": partner.company_type,
        }
        for name, value in expected.items():
            found = actual[name] if name in actual else partner[name].id
            self.assertEqual(found, value, name)

    def test_c7_a_template_gives_each_of_its_defaults(self):
        self.shop.write(self.some_defaults("shop", company_type="person"))
        defaults = self.some_defaults("template")
        self.a_template(**defaults)
        self.assert_defaults(self.partner_of(self.a_customer()), **defaults)

    def test_c7_what_a_template_leaves_empty_is_the_shops(self):
        of_shop, of_template = self.some_defaults("shop"), self.some_defaults("template")
        self.shop.write(of_shop)
        template = self.a_template()
        nobody = dict.fromkeys(of_template, False)
        ontario = self.state("ON")
        for name, value in of_template.items():
            template.write({**nobody, name: value})
            with self.subTest(name):
                partner = self.a_new_partner(template.country_id, ontario)
                self.assert_defaults(partner, **{**of_shop, name: value})

    def test_c7_a_country_without_a_template_takes_the_shops_defaults(self):
        of_shop = self.some_defaults("shop")
        self.shop.write(of_shop)
        self.a_template("NL", **self.some_defaults("template", company_type="person"))
        self.assert_defaults(self.partner_of(self.a_customer("CA")), **of_shop)
        nowhere = self.env["res.country"]
        self.assert_defaults(self.a_new_partner(nowhere, nowhere.state_ids), **of_shop)

    def test_c7_without_any_default_odoos_own_stay(self):
        self.a_template()
        plain = self.env["res.partner"].create({"name": "Plain"})
        partner = self.partner_of(self.a_customer())
        for name in (
            "property_account_receivable_id",
            "property_payment_term_id",
            "property_account_position_id",
            "user_id",
            "lang",
            "company_type",
        ):
            self.assertEqual(partner[name], plain[name], name)
        self.assertFalse(partner.category_id)

    def test_c7_the_template_is_that_of_the_customers_default_address(self):
        tags = self.env["res.partner.category"].create([{"name": "CA"}, {"name": "DE"}])
        self.a_template("CA", partner_category_ids=tags[0].ids)
        self.a_template("DE", partner_category_ids=tags[1].ids)
        partner = self.partner_of(self.a_customer("CA"), bill_to="DE")
        self.assertEqual(partner.country_id.code, "DE")
        self.assertEqual(partner.category_id, tags[0])

    def test_c7_two_shops_have_templates_of_their_own(self):
        other = self.a_shop(name="Till")
        tags = self.env["res.partner.category"].create([{"name": "Web"}, {"name": "Till"}])
        self.a_template(partner_category_ids=tags[0].ids)
        self.a_template(shop=other, partner_category_ids=tags[1].ids)
        canada = self.env.ref("base.ca")
        for shop, tag in zip(self.shop + other, tags, strict=True):
            partner = self.a_new_partner(canada, self.state("ON"), shop=shop)
            self.assertEqual(partner.category_id, tag)

    def test_c7_properties_are_those_of_the_shops_company(self):
        home = self.env.ref("base.main_company")
        self.env.user.company_ids |= home
        self.a_template(**self.some_defaults("ours"))
        self.env.user.company_id = home
        (order,) = self.take_in(self.buy().by(self.a_customer()).place())
        partner = order.mapped_partner_id
        ours, theirs = partner.with_company(self.company), partner.with_company(home)
        for name in ("property_payment_term_id", "property_account_position_id"):
            self.assertEqual(ours[name].display_name, "ours", name)
            self.assertFalse(theirs[name], name)
        self.assertEqual(ours.property_account_receivable_id.name, "ours")
        self.assertNotEqual(theirs.property_account_receivable_id.name, "ours")
        self.assertFalse(theirs.specific_property_product_pricelist)

    def test_c7_defaults_of_another_company_are_refused(self):
        home = self.env.ref("base.main_company")
        self.env.user.company_ids |= home
        theirs = self.some_defaults("theirs", company=home)
        template = self.a_template()
        for name in (
            "property_product_pricelist",
            "property_payment_term_id",
            "property_account_position_id",
            "property_account_receivable_id",
            "user_id",
        ):
            for record in (template, self.shop):
                with self.subTest(name, record=record), self.assertRaises(UserError):
                    record[name] = theirs[name]

    def test_c7_one_template_a_shop_and_country(self):
        self.a_template()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.a_template()

    def test_c7_a_change_of_a_template_is_seen_at_once(self):
        canada, ontario = self.env.ref("base.ca"), self.state("ON")
        self.assertFalse(self.a_new_partner(canada, ontario).category_id)
        tag = self.env["res.partner.category"].create({"name": "Canada"})
        template = self.a_template("NL", partner_category_ids=tag.ids)
        self.assertFalse(self.a_new_partner(canada, ontario).category_id)
        template.country_id = canada
        self.assertEqual(self.a_new_partner(canada, ontario).category_id, tag)
        template.unlink()
        self.assertFalse(self.a_new_partner(canada, ontario).category_id)

    def test_c7_thousands_of_partners_cost_no_query(self):
        self.a_template(**self.some_defaults("template"))
        canada, ontario = self.env.ref("base.ca"), self.state("ON")
        self.shop._new_partner_defaults(canada, ontario)
        with self.assertQueryCount(0):
            for _each in range(100):
                self.shop._new_partner_defaults(canada, ontario)


class TestTaxAreas(TemplateCase):
    """C8, C10: provinces choose the fiscal position and find their state."""

    def test_c8_the_provinces_fiscal_position_comes_first(self):
        of_shop, of_country, of_province = map(self.a_fiscal_position, "ABC")
        self.shop.property_account_position_id = of_shop
        template = self.a_template(property_account_position_id=of_country.id)
        self.a_tax_area(template, "ON", fiscal_position_id=of_province.id)
        self.a_tax_area(template, "QC")
        expected = {("CA", "ON"): of_province, ("CA", "QC"): of_country, ("DE", ""): of_shop}
        for number, ((country, province), position) in enumerate(expected.items()):
            email = f"buyer{number}@shoppers.example"
            customer = self.a_customer(country, email, province=province, phone=None)
            with self.subTest(country=country, province=province):
                partner = self.partner_of(customer)
                self.assertEqual(partner.state_id.code or "", province)
                self.assertEqual(partner.property_account_position_id, position)
                self.assertEqual(
                    self.shop._fiscal_position(partner.country_id, partner.state_id), position
                )

    def test_c8_a_province_that_odoo_does_not_know_has_its_fiscal_position(self):
        position = self.a_fiscal_position("Far away")
        self.a_tax_area(self.a_template(), "XX", fiscal_position_id=position.id)
        canada, nowhere = self.env.ref("base.ca"), self.env["res.country.state"]
        partner = self.a_new_partner(canada, nowhere, "xx")
        self.assertEqual(partner.property_account_position_id, position)
        self.assertEqual(self.shop._fiscal_position(canada, nowhere, "XX"), position)
        self.assertFalse(self.shop._fiscal_position(canada, nowhere, "YY"))

    def test_c8_a_province_is_translated_both_ways(self):
        ontario = self.state("ON")
        self.a_tax_area(self.a_template(), "ONT", name="Ontario province", state_id=ontario.id)
        canada = ontario.country_id
        for source in ("code", "name"):
            self.shop.county_source = source
            with self.subTest(source):
                self.assertEqual(self.shop._state_of_province(canada, "ont"), ontario)
                self.assertEqual(
                    self.shop._state_of_province(canada, "", "ONTARIO province"), ontario
                )
                self.assertEqual(
                    self.shop._province_of_state(ontario), Province("ONT", "Ontario province")
                )

    def test_c8_without_tax_areas_odoos_own_data_translate(self):
        ontario = self.state("ON")
        self.assertEqual(self.shop._state_of_province(ontario.country_id, "on"), ontario)
        self.assertEqual(self.shop._state_of_province(ontario.country_id, "", "ontario"), ontario)
        self.assertEqual(self.shop._province_of_state(ontario), Province("ON", "Ontario"))
        self.assertEqual(self.shop._province_of_state(ontario.browse()), NO_PROVINCE)
        self.assertFalse(self.shop._state_of_province(ontario.country_id, "XX", "Nowhere"))
        self.assertFalse(self.shop._state_of_province(self.env["res.country"], "ON", "Ontario"))

    def test_c10_code_or_name_decides_where_they_disagree(self):
        canada, ontario, quebec = self.env.ref("base.ca"), self.state("ON"), self.state("QC")
        for source, expected in (("code", ontario), ("name", quebec)):
            self.shop.county_source = source
            with self.subTest(source):
                self.assertEqual(self.shop._state_of_province(canada, "ON", quebec.name), expected)

    def test_c10_code_or_name_decides_between_two_tax_areas(self):
        ontario = self.state("ON")
        template = self.a_template()
        by_code = self.a_tax_area(template, "ON", state_id=False, name="Upper Canada")
        by_name = self.a_tax_area(template, "UC", state_id=False, name="Ontario")
        for source, expected in (("code", by_code), ("name", by_name)):
            self.shop.county_source = source
            with self.subTest(source):
                self.assertEqual(
                    self.shop._province_of_state(ontario),
                    Province(expected.province_code, expected.name),
                )

    def test_c8_a_state_that_is_made_later_is_found(self):
        canada = self.env.ref("base.ca")
        self.a_tax_area(self.a_template(), "XX", name="New Land")
        self.assertFalse(self.shop._state_of_province(canada, "XX"))
        state = self.env["res.country.state"].create(
            {"country_id": canada.id, "code": "XX", "name": "New Land"}
        )
        self.assertEqual(self.shop._state_of_province(canada, "XX"), state)

    def test_c8_choosing_a_state_fills_in_code_and_name(self):
        template = self.a_template()
        with Form(template) as form, form.tax_area_ids.new() as area:
            area.state_id = self.state("ON")
        area = template.tax_area_ids
        self.assertEqual((area.province_code, area.name), ("ON", "Ontario"))
        self.assertEqual(template.tax_area_count, 1)

    def test_c8_a_tax_areas_state_is_in_its_country(self):
        template = self.a_template("DE")
        with self.assertRaises(ValidationError) as caught:
            self.a_tax_area(template, "BE", state_id=self.state("ON").id)
        self.assertIn("Ontario is no state of Germany", str(caught.exception))
        self.a_tax_area(template, "DE-BE")
        with self.assertRaises(ValidationError) as caught:
            template.country_id = self.env.ref("base.nl")
        self.assertIn("Berlin is no state of Netherlands", str(caught.exception))

    def test_c8_a_province_is_there_once(self):
        template = self.a_template()
        self.a_tax_area(template, "ON")
        for values in ({"code": "on"}, {"code": "ONT", "state_id": self.state("ON").id}):
            with (
                self.subTest(values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.a_tax_area(template, **values)

    def test_c8_a_fiscal_position_of_another_company_is_refused(self):
        theirs = self.a_fiscal_position("Theirs", self.env.ref("base.main_company"))
        with self.assertRaises(UserError):
            self.a_tax_area(self.a_template(), "ON", fiscal_position_id=theirs.id)


class TestSettings(TemplateCase):
    """C2, C11: the shop's own settings."""

    def test_c11_the_exported_partners_are_chosen_by_a_valid_domain(self):
        self.shop.customer_export_domain = "[('category_id.name', '=', 'Web')]"
        for wrong in ("[('no_such_field', '=', 1)]", "customer_rank > 0", "[", "[1]"):
            with self.subTest(wrong), self.assertRaises(ValidationError) as caught:
                self.shop.customer_export_domain = wrong
            self.assertIn(wrong, str(caught.exception))

    def test_g11_a_manager_edits_templates_without_being_an_accountant(self):
        manager = new_test_user(
            self.env,
            "manager",
            "shopify_connector.group_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        template = self.a_template(**self.some_defaults("template"))
        self.a_tax_area(template, "ON", fiscal_position_id=self.a_fiscal_position("Here").id)
        with Form(template.with_user(manager)) as form:
            self.assertEqual(form.property_account_receivable_id.name, "template")
            form.company_type = "person"
        with Form(self.shop.with_user(manager)) as form:
            form.property_account_position_id = self.a_fiscal_position("Ours")
        self.assertEqual(template.company_type, "person")
