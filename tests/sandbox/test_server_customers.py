# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Customers are created, changed and deleted as Shopify does it, and refused in its words."""

import pytest
from customers_common import AskingCustomers, messages


@pytest.fixture
def asking():
    return AskingCustomers()


LINDENWEG = {"address1": "Lindenweg 3", "city": "Hamburg", "zip": "20459", "countryCode": "DE"}
OTTAWA = {"address1": "1 Main St", "city": "Ottawa", "countryCode": "CA", "provinceCode": "ON"}


def test_a_customer_is_created(asking):
    customer = asking.created(
        firstName=" Grace ",
        lastName="Hopper",
        email=" Grace@Navy.Example.org ",
        phone="+1 (613) 450-4538",
        note="Rear admiral",
        tags=["navy, vip", "NAVY"],
        taxExempt=True,
        locale="de",
        addresses=[{**OTTAWA, "phone": "613-450-4538"}],
    )
    assert customer["displayName"] == "Grace Hopper"
    assert (customer["email"], customer["phone"]) == ("grace@navy.example.org", "+16134504538")
    assert (customer["tags"], customer["taxExempt"]) == (["navy", "vip"], True)
    assert customer["defaultEmailAddress"]["marketingState"] == "NOT_SUBSCRIBED"
    (address,) = customer["addressesV2"]["nodes"]
    assert (address["firstName"], address["lastName"]) == ("Grace", "Hopper")
    assert (address["province"], address["country"]) == ("Ontario", "Canada")
    assert address["phone"] == "+16134504538"
    assert address["id"].endswith("?model_name=CustomerAddress")
    assert customer["defaultAddress"]["id"] == address["id"]
    assert asking.shop.node(customer["id"])["email"] == "grace@navy.example.org"


@pytest.mark.parametrize("given", [{"firstName": "Grace"}, {"phone": "+16134504538"}])
def test_a_name_or_a_phone_number_is_enough(asking, given):
    assert asking.created(**given)["displayName"] in given.values()


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"email": "ADA@example.com"}, "email", "Email has already been taken"),
        ({"email": "not-an-email"}, "email", "Email is invalid"),
        ({"email": "grace@navy"}, "email", "Email is invalid"),
        ({"phone": "+49 30 901820"}, "phone", "Phone has already been taken"),
        ({"phone": "abc"}, "phone", "Phone is invalid"),
        ({"phone": "030 901820"}, "phone", "Phone is invalid"),
        ({"phone": "+49 1"}, "phone", "Phone is invalid"),
        ({}, "", "A name, phone number, or email address must be present"),
        ({"firstName": " "}, "", "A name, phone number, or email address must be present"),
        (
            {"firstName": "x" * 256},
            "firstName",
            "First name is too long (maximum is 255 characters)",
        ),
        ({"lastName": "www.x.example"}, "lastName", "Last name cannot contain URL"),
        (
            {"lastName": "H", "note": "x" * 5001},
            "note",
            "Note is too long (maximum is 5000 characters)",
        ),
        (
            {"lastName": "H", "tags": [",".join(map(str, range(251)))]},
            "tags",
            "Tags cannot be more than 250",
        ),
        ({"lastName": "H", "locale": "not-a-locale"}, "locale", "Locale is invalid"),
        ({"id": "gid://shopify/Customer/1"}, "id", "Cannot specify ID on creation"),
    ],
)
def test_what_is_refused(asking, given, field, message):
    payload = asking.create(**given)
    assert payload["customer"] is None
    assert messages(payload) == {field: message}
    assert len(asking.shop.collection("Customer")) == 1


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({**OTTAWA, "provinceCode": "ZZ"}, ".province", "Province is invalid"),
        ({**OTTAWA, "countryCode": "ZZ"}, ".country", "Country is invalid"),
        ({"city": "Nowhere", "country": "Atlantis"}, ".country", "Country is invalid"),
        (
            {**OTTAWA, "address1": "x" * 256},
            ".address1",
            "Address1 is too long (maximum is 255 characters)",
        ),
        ({**OTTAWA, "city": "<script>"}, ".city", "City cannot contain HTML tags"),
        ({**OTTAWA, "zip": "https://x"}, ".zip", "Zip cannot contain URL"),
        ({**OTTAWA, "address1": "1 Main 😀"}, ".address1", "Address1 cannot contain emojis"),
        ({"address1": " ", "phone": ""}, "", "Customer address cannot be blank."),
    ],
)
def test_addresses_that_are_refused(asking, given, field, message):
    payload = asking.create(lastName="Hopper", addresses=[OTTAWA, given])
    assert messages(payload) == {f"addresses.1{field}": message}


def test_several_errors_come_together(asking):
    payload = asking.create(email="x", phone="y", addresses=[{**OTTAWA, "provinceCode": "ZZ"}])
    assert list(messages(payload)) == ["email", "phone", "addresses.0.province"]


def test_a_country_without_provinces_keeps_none(asking):
    given = {**LINDENWEG, "provinceCode": "HH", "province": "Hamburg"}
    (address,) = asking.created(lastName="K", addresses=[given])["addressesV2"]["nodes"]
    assert (address["province"], address["provinceCode"]) == (None, None)


def test_countries_and_provinces_by_name(asking):
    given = {"city": "Perth", "country": "australia", "province": "Western Australia"}
    (address,) = asking.created(lastName="K", addresses=[given])["addressesV2"]["nodes"]
    assert (address["countryCodeV2"], address["provinceCode"]) == ("AU", "WA")


def test_a_country_outside_the_demo_has_its_name(asking):
    given = {"city": "Reykjavik", "countryCode": "IS"}
    (address,) = asking.created(lastName="K", addresses=[given])["addressesV2"]["nodes"]
    assert address["country"] == "Iceland"


def test_an_address_phone_that_is_no_number_stays_as_it_is(asking):
    given = {**LINDENWEG, "phone": "ask at the desk"}
    (address,) = asking.created(lastName="K", addresses=[given])["addressesV2"]["nodes"]
    assert address["phone"] == "ask at the desk"


# === CHANGING === #


def test_only_what_is_given_changes(asking):
    asking.later()
    customer = asking.updated(asking.ada, firstName="Augusta Ada", email="AUGUSTA@example.com")
    assert customer["displayName"] == "Augusta Ada Byron"
    assert customer["defaultEmailAddress"]["emailAddress"] == "augusta@example.com"
    assert customer["phone"] == "+4930901820"
    assert customer["updatedAt"] == "2026-11-20T13:00:00Z"
    assert len(customer["addressesV2"]["nodes"]) == 1


def test_what_is_the_same_does_not_move_the_time_of_the_change(asking):
    asking.later()
    same = asking.updated(
        asking.ada, firstName="Ada", email="ADA@EXAMPLE.COM", phone="+49 30 901820", tags=[]
    )
    assert same["updatedAt"] == "2026-11-20T12:00:00Z"


def test_a_value_is_taken_away_with_null_or_nothing(asking):
    customer = asking.updated(asking.ada, email=None, firstName="")
    assert (customer["email"], customer["firstName"]) == (None, None)
    assert customer["defaultEmailAddress"] is None


def test_the_last_of_name_phone_and_email_stays(asking):
    payload = asking.update(asking.ada, email=None, phone=None, firstName=None, lastName=None)
    assert messages(payload) == {"": "A name, phone number, or email address must be present"}
    assert asking.ada["email"] == "ada@example.com"


def test_ones_own_email_and_phone_are_not_taken(asking):
    assert asking.update(asking.ada, email="ada@example.com")["userErrors"] == []


def test_another_ones_are_until_they_are_given_up(asking):
    grace = asking.a_customer("Grace", email="grace@example.com")
    payload = asking.update(grace, email="ada@example.com", phone="+4930901820")
    assert list(messages(payload)) == ["email", "phone"]
    asking.updated(asking.ada, email="byron@example.com", phone=None)
    assert asking.update(grace, email="ada@example.com", phone="+4930901820")["userErrors"] == []


def test_a_customer_that_is_not_there(asking):
    payload = asking.update({"id": "gid://shopify/Customer/9"}, firstName="Ghost")
    assert messages(payload) == {"id": "Customer does not exist"}


def test_given_addresses_replace_the_list(asking):
    (old,) = asking.ada["addresses"]
    asking.later()
    customer = asking.updated(
        asking.ada, addresses=[OTTAWA, {"id": old["id"], "address1": "Torstr. 2"}]
    )
    new, kept = customer["addressesV2"]["nodes"]
    assert (kept["id"], kept["address1"], kept["city"]) == (old["id"], "Torstr. 2", "Berlin")
    assert new["city"] == "Ottawa"
    assert customer["defaultAddress"]["id"] == old["id"]
    assert customer["updatedAt"] == "2026-11-20T13:00:00Z"
    assert old["address1"] == "Torstr. 1", "an order that shows it keeps what it had"
    alone = asking.updated(asking.ada, addresses=[{"id": new["id"]}])
    assert [one["id"] for one in alone["addressesV2"]["nodes"]] == [new["id"]]
    assert alone["defaultAddress"]["id"] == new["id"]


def test_the_same_addresses_again_change_nothing(asking):
    (old,) = asking.ada["addresses"]
    asking.later()
    customer = asking.updated(asking.ada, addresses=[{"id": old["id"], "city": " Berlin "}])
    assert customer["updatedAt"] == "2026-11-20T12:00:00Z"


def test_an_address_of_somebody_else_is_unknown(asking):
    other = asking.a_customer("Grace")["addresses"][0]
    payload = asking.update(asking.ada, addresses=[{"id": other["id"], "city": "Bonn"}])
    assert messages(payload) == {"addresses.0.id": "Customer address does not exist"}


def test_a_new_country_forgets_the_old_province(asking):
    customer = asking.created(lastName="K", addresses=[OTTAWA])
    (address,) = customer["addressesV2"]["nodes"]
    moved = asking.updated(customer, addresses=[{"id": address["id"], "countryCode": "US"}])
    assert moved["addressesV2"]["nodes"][0]["provinceCode"] is None


@pytest.mark.parametrize("channel", ["email", "sms"])
def test_consent_is_not_changed_along_with_the_rest(asking, channel):
    key = f"{channel}MarketingConsent"
    payload = asking.update(asking.ada, **{key: {"marketingState": "UNSUBSCRIBED"}})
    name = f"customer{channel.title()}MarketingConsentUpdate"
    assert messages(payload) == {key: f"To update {key}, please use the {name} Mutation instead"}


# === CUSTOMERSET === #

SET = (
    "mutation S($identifier: CustomerSetIdentifiers, $input: CustomerSetInput!)"
    " { customerSet(identifier: $identifier, input: $input) { customer { id displayName email"
    " addressesV2(first: 9) { nodes { city } } } userErrors { field message code } } }"
)


def set_customer(asking, identifier, **given):
    return asking.data(SET, identifier=identifier, input=given)["customerSet"]


def test_set_creates_or_changes_by_email(asking):
    by = {"email": "grace@example.com"}
    first = set_customer(asking, by, email="grace@example.com", firstName="Grace")
    second = set_customer(asking, by, email="Grace@example.com", firstName="Amazing Grace")
    assert first["customer"]["id"] == second["customer"]["id"]
    assert second["customer"]["displayName"] == "Amazing Grace"
    assert len(asking.shop.collection("Customer")) == 2


def test_set_by_id(asking):
    by = {"id": asking.ada["id"]}
    customer = set_customer(asking, by, addresses=[{"city": "Bonn", "countryCode": "DE"}])
    assert customer["customer"]["addressesV2"]["nodes"] == [{"city": "Bonn"}]
    (error,) = set_customer(asking, {"id": "gid://shopify/Customer/9"}, firstName="X")["userErrors"]
    assert error == {
        "field": ["input"],
        "message": "Resource matching the identifier was not found.",
        "code": "NOT_FOUND",
    }


@pytest.mark.parametrize(
    ("identifier", "given", "field", "code"),
    [
        (None, {"email": "ada@example.com"}, ["input", "email"], "TAKEN"),
        (None, {"email": "x"}, ["input", "email"], "INVALID"),
        (None, {}, None, "BLANK"),
        (None, {"note": "x" * 5001, "lastName": "K"}, ["input", "note"], "TOO_LONG"),
        (
            {"email": "a@b.example"},
            {"firstName": "A"},
            ["input", "email"],
            "MISSING_FIELD_REQUIRED",
        ),
        ({"email": "a@b.example"}, {"email": "c@b.example"}, ["input", "email"], "INPUT_MISMATCH"),
        ({"email": "a@b.example"}, {"id": "gid://shopify/Customer/9"}, ["input"], "ID_NOT_ALLOWED"),
    ],
)
def test_what_set_refuses(asking, identifier, given, field, code):
    (error,) = set_customer(asking, identifier, **given)["userErrors"]
    assert (error["field"], error["code"]) == (field, code)


# === DELETING === #

DELETE = (
    "mutation D($id: ID!) { customerDelete(input: {id: $id})"
    " { deletedCustomerId userErrors { field message } } }"
)


def test_a_deleted_customer_is_gone_and_its_email_free(asking):
    gid = asking.ada["id"]
    payload = asking.data(DELETE, id=gid)["customerDelete"]
    assert payload == {"deletedCustomerId": gid, "userErrors": []}
    assert asking.data("query N($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[gid]) == {
        "nodes": [None]
    }
    assert asking.create(email="ada@example.com")["userErrors"] == []
    again = asking.data(DELETE, id=gid)["customerDelete"]
    assert messages(again) == {"id": "Customer can't be found"}


def test_one_with_orders_stays(asking):
    asking.ada["numberOfOrders"] = "1"
    payload = asking.data(DELETE, id=asking.ada["id"])["customerDelete"]
    assert messages(payload) == {
        "id": "Customer can’t be deleted because they have associated orders"
    }
    assert asking.shop.node(asking.ada["id"]) is asking.ada
