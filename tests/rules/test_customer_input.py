# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What is sent to Shopify to make or change a customer (C11)."""

from dataclasses import fields, replace

import pytest
from graphql.utilities import coerce_input_value
from hypothesis import given
from hypothesis import strategies as st

from rules.customer_fields import CustomerFields
from rules.customer_input import ChangedInput, changed_input, customer_input
from shopify_sandbox.schema import load

JANE = CustomerFields(
    first_name="Jane",
    last_name="Doe",
    company="Acme",
    email="jane@example.com",
    phone="+14155550123",
    street="1 Market St",
    street2="Floor 2",
    city="San Francisco",
    zip="94105",
    province_code="CA",
    country_code="US",
)
ADDRESS = {
    "firstName": "Jane",
    "lastName": "Doe",
    "company": "Acme",
    "address1": "1 Market St",
    "address2": "Floor 2",
    "city": "San Francisco",
    "zip": "94105",
    "provinceCode": "CA",
    "countryCode": "US",
}
WITHOUT_ADDRESS = CustomerFields(first_name="Jane", last_name="Doe", email="jane@example.com")


@pytest.fixture(scope="module")
def schema():
    return load("2026-10").graphql


def test_c11_a_new_customer_has_one_address():
    assert customer_input(JANE) == {
        "firstName": "Jane",
        "lastName": "Doe",
        "email": "jane@example.com",
        "phone": "+14155550123",
        "addresses": [ADDRESS],
    }


def test_c11_a_new_customer_without_a_place_has_no_address():
    assert customer_input(WITHOUT_ADDRESS) == {
        "firstName": "Jane",
        "lastName": "Doe",
        "email": "jane@example.com",
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ChangedInput({}, {})),
        ({"email": "j@example.com"}, ChangedInput({"email": "j@example.com"}, {})),
        ({"phone": ""}, ChangedInput({"phone": None}, {})),
        ({"last_name": "Roe"}, ChangedInput({"lastName": "Roe"}, {"lastName": "Roe"})),
        ({"company": ""}, ChangedInput({}, {"company": None})),
        ({"street2": "", "zip": "94106"}, ChangedInput({}, {"address2": None, "zip": "94106"})),
        (
            {"province_code": "NY"},
            ChangedInput({}, {"provinceCode": "NY", "countryCode": "US"}),
        ),
        (
            {"country_code": "NO", "province_code": ""},
            ChangedInput({}, {"provinceCode": None, "countryCode": "NO"}),
        ),
    ],
)
def test_c11_a_change_sends_only_what_changed(changes, expected):
    assert changed_input(changes, JANE) == expected


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({"last_name": "Roe"}, {}),
        ({"city": ""}, {}),
        (
            {"street": "Storgata 1", "country_code": "NO"},
            {
                "firstName": "Jane",
                "lastName": "Doe",
                "address1": "Storgata 1",
                "countryCode": "NO",
            },
        ),
    ],
)
def test_c11_a_customer_without_an_address_gets_a_whole_one(changes, address):
    assert changed_input(changes, WITHOUT_ADDRESS, has_address=False).address == address


# Against Shopify's schema

NAMES = [each.name for each in fields(CustomerFields)]
values = st.sampled_from(["", "x", "+14155550123"])
countries = st.sampled_from(["", "US", "NO"])
customers = st.builds(CustomerFields, *[values] * 10, countries)


@given(customers)
def test_c11_the_schema_knows_each_field_of_a_new_customer(schema, sent):
    coerce_input_value(customer_input(sent), schema.type_map["CustomerInput"])


@given(customers, customers, st.sets(st.sampled_from(NAMES)), st.booleans())
def test_c11_the_schema_knows_each_field_of_a_change(schema, shopify, odoo, names, has_address):
    changed = changed_input(odoo.values(names), shopify, has_address)
    coerce_input_value(dict(changed.customer), schema.type_map["CustomerInput"])
    coerce_input_value(dict(changed.address), schema.type_map["MailingAddressInput"])


@pytest.mark.parametrize("name", NAMES)
def test_c11_no_field_is_left_out(name):
    sent = replace(JANE, **{name: "told"})
    created = customer_input(sent)
    assert "told" in (*created.values(), *created["addresses"][0].values())
    changed = changed_input({name: "told"}, JANE)
    assert "told" in (*changed.customer.values(), *changed.address.values())
