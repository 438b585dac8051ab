# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Addresses and their keys (C3, C4, C5)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.address import Address, address_key, bill_to_key, delivery_key, same_address

HOME = Address(
    first_name="Jane",
    last_name="Doe",
    street="Keizersgracht 12",
    street2="3 hoog",
    city="Den Haag",
    zip="1012 AB",
    province_code="ZH",
    country_code="NL",
    phone="+31612345678",
)


@pytest.mark.parametrize(
    "change",
    [
        {"street": "  KEIZERSGRACHT   12 "},
        {"street": "Keizersgracht12"},
        {"zip": "1012ab"},
        {"city": "DEN HAAG\N{NO-BREAK SPACE}"},
        {"city": "den\N{ZERO WIDTH SPACE}haag"},
        {"country_code": "nl"},
        {"street": "Ｋeizersgracht １２"},
        {"street": "Keizersgracht", "street2": "12 3 hoog"},
        {"first_name": "Joe", "company": "Acme", "phone": "", "province_code": ""},
    ],
    ids=str,
)
def test_c4_the_same_place(change):
    assert same_address(HOME, replace(HOME, **change))


@pytest.mark.parametrize(
    "change",
    [
        {"street": "Keizersgracht 13"},
        {"street2": "4 hoog"},
        {"street2": ""},
        {"zip": "1012 AC"},
        {"city": "Delft"},
        {"country_code": "BE"},
        {"country_code": ""},
        {"street": "Keizersgracht 1", "street2": "23 hoog"},
    ],
    ids=str,
)
def test_c4_another_place(change):
    assert not same_address(HOME, replace(HOME, **change))


def test_c4_a_space_inside_a_zip_of_digits_does_not_count():
    stockholm = Address(street="Vasagatan 1", zip="111 20", city="Stockholm", country_code="SE")
    assert same_address(stockholm, replace(stockholm, zip="11120"))


def test_c4_sharp_s_and_composed_letters_compare_equal():
    one = Address(street="Hauptstraße 1", city="Ko\u0308ln", country_code="DE")
    other = Address(street="HAUPTSTRASSE 1", city="K\u00f6ln", country_code="DE")
    assert same_address(one, other)


def test_c4_parts_do_not_run_into_each_other():
    one = Address(street="A", city="BC", country_code="NO")
    assert address_key(one) != address_key(replace(one, street="AB", city="C"))


@given(st.text(), st.text())
def test_c4_the_key_does_not_depend_on_case_or_outer_spaces(street, city):
    one = Address(street=street, city=city)
    spaced = Address(street=f" {street}\t", city=f"\n{city} ")
    assert address_key(one) == address_key(spaced)
    assert address_key(Address(street=street.casefold())) == address_key(Address(street=street))


def test_c4_bill_to_compares_name_and_place():
    key = bill_to_key("Acme B.V.", HOME)
    assert key == bill_to_key("ACME  b.v.", replace(HOME, zip="1012ab", first_name="Joe"))
    assert key != bill_to_key("Beta B.V.", HOME)
    assert key != bill_to_key("Acme B.V.", replace(HOME, city="Delft"))


@pytest.mark.parametrize(
    ("name", "address"), [("", HOME), (" ", HOME), ("Acme", replace(HOME, street="", street2=""))]
)
def test_c4_without_name_or_street_there_is_no_bill_to(name, address):
    assert bill_to_key(name, address) == ""


@pytest.mark.parametrize("change", [{"first_name": "Joe"}, {"company": "Acme"}, {"zip": "1013"}])
def test_c3_a_delivery_address_differs_by_recipient_company_or_place(change):
    assert delivery_key(HOME) != delivery_key(replace(HOME, **change))


def test_c3_a_delivery_address_does_not_differ_by_writing_or_phone():
    written = replace(HOME, first_name="JANE ", zip="1012AB", phone="")
    assert delivery_key(HOME) == delivery_key(written)


def test_c5_name_and_phone_alone_are_no_address():
    assert Address(first_name="Jane", company="Acme", phone="1").is_empty
    assert not Address(country_code="NO").is_empty
    assert Address(city="  ").is_empty
