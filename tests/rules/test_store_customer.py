# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Customers as a till tells of them (S2, S3, S6, S10)."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.store_customer import (
    MalformedCustomer,
    Refusal,
    StoreAddress,
    StoreContactPoint,
    e164,
    is_one_email,
    read_customer,
    refusals,
    tell_customer,
)

GUID = "0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9"
NL, US = 1, 2
COUNTRIES = {NL: "NL", US: "US"}


def told(**fields):
    return {"uuid": GUID, "name": "Anna Bakker", **fields}


def bad_fields(**fields):
    return [
        (bad.field, bad.code, bad.reason)
        for bad in refusals(read_customer(told(**fields)), COUNTRIES, "NL")
    ]


def test_s2_what_a_till_tells_is_read():
    customer = read_customer(
        told(
            name="  Anna   Bakker ",
            is_company=True,
            email="anna@example.com",
            phone="020 123 4567",
            email_marketing="yes",
            made_at="2026-02-01T13:30:05.123+01:00",
            address={"purpose": "office", "street": "Dam 1", "country_id": NL},
            contact_points=[{"kind": "phone", "value": "1", "purpose": "private"}],
            attributes={"7": 38, "8": True},
        )
    )
    assert (customer.guid, customer.name, customer.is_company) == (GUID, "Anna Bakker", True)
    assert customer.email_marketing == "yes"
    assert customer.sms_marketing == "unknown"
    assert customer.made_at == datetime.fromisoformat("2026-02-01 12:30:05")
    assert customer.address == StoreAddress(purpose="office", street="Dam 1", country=NL)
    assert customer.contact_points == (StoreContactPoint("phone", "1", "private"),)
    assert customer.attributes == ((7, 38), (8, True))
    assert read_customer(json.loads(json.dumps(tell_customer(customer)))) == customer


def test_s2_what_is_not_named_is_not_taken():
    assert read_customer(told(credit_limit=5, user_id=1)) == read_customer(told())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("uuid", "1"),
        ("uuid", GUID.upper()),
        ("uuid", None),
        ("name", ["Anna"]),
        ("name", "x" * 257),
        ("name", "An\0na"),
        ("name", "\ud800"),
        ("email", 5),
        ("is_company", "yes"),
        ("email_marketing", "always"),
        ("sms_marketing", {"a": 1}),
        ("made_at", "yesterday"),
        ("made_at", 1),
        ("address", ["Dam 1"]),
        ("address", {"country_id": "1"}),
        ("address", {"country_id": True}),
        ("address", {"state_id": 2**31}),
        ("address", {"purpose": "palace"}),
        ("further_addresses", {"street": "Dam 1"}),
        ("further_addresses", ["Dam 1"]),
        ("contact_points", [{"kind": "fax", "value": "1"}]),
        ("contact_points", [{"kind": "email", "value": "a@b.example"}] * 21),
        ("contact_points", [{"kind": "email", "value": "a@b.example", "purpose": "secret"}]),
        ("attributes", {"id": 1}),
        ("attributes", {"1": [1]}),
        ("attributes", {"1": "x" * 257}),
        ("attributes", {"1": "\0"}),
        ("attributes", {"1": float("nan")}),
        ("attributes", {"1": 2**40}),
        ("attributes", {"²": 1}),
        ("attributes", [1]),
    ],
)
def test_s2_what_no_till_sends_is_refused(field, value):
    with pytest.raises(MalformedCustomer):
        read_customer(told(**{field: value}))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*told(email="", address={}, attributes={})]), JSON) | JSON)
def test_s2_whatever_is_sent_is_read_or_refused(sent):
    if isinstance(sent, dict):
        sent = {"uuid": GUID, **sent}
    try:
        customer = read_customer(sent)
    except MalformedCustomer:
        return
    refusals(customer, COUNTRIES, "NL")
    json.dumps(tell_customer(customer)).encode()
    assert read_customer(tell_customer(customer)) == customer


def test_s10_good_input_is_not_refused():
    assert not bad_fields(
        email="anna@example.com",
        phone="020 123 4567",
        contact_points=[{"kind": "email", "value": "a@b.example"}],
        further_addresses=[{"street": "Dam 1", "phone": "+49 30 123456"}],
    )


def test_s10_each_bad_field_is_named():
    assert bad_fields(
        name=" ",
        email="anna",
        phone="+31 20 1",
        contact_points=[
            {"kind": "phone", "value": "020 123 4567"},
            {"kind": "email", "value": "b@"},
        ],
        further_addresses=[{"phone": "nonsense"}],
    ) == [
        ("name", "no_name", ""),
        ("email", "invalid_email", ""),
        ("contact_points.1", "invalid_email", ""),
        ("phone", "invalid_phone", "too_short"),
        ("further_addresses.0", "invalid_phone", "not_a_number"),
    ]


def test_s10_a_phone_is_of_its_addresss_country_else_of_the_stores():
    assert not bad_fields(phone="(415) 555-0123", address={"country_id": US})
    assert bad_fields(phone="(415) 555-0123") != []
    assert not bad_fields(further_addresses=[{"country_id": US, "phone": "(415) 555-0123"}])


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("anna@example.com", True),
        (" Anna@Example.com ", True),
        ("änna@example.com", True),
        ("anna", False),
        ("anna@", False),
        ("a@b.example, c@d.example", False),
        ("Anna <a@b.example>", False),
        ("", False),
    ],
)
def test_s10_an_email_is_one_and_nothing_else(text, is_one):
    assert is_one_email(text) is is_one


def test_c4_a_switchboard_tells_nobody_from_another():
    assert e164("020 123 4567", "", "NL") == "+31201234567"
    assert e164("020 123 4567 ext. 12", "", "NL") == ""
    assert e164("nonsense", "", "NL") == ""


def test_s6_a_country_alone_is_no_address():
    assert StoreAddress(purpose="home", country=NL).is_empty
    assert not StoreAddress(city="Delft").is_empty


def test_s10_a_refusal_names_what_was_typed():
    (bad,) = refusals(read_customer(told(email="x@")), COUNTRIES, "NL")
    assert bad == Refusal("invalid_email", "email", "x@")
