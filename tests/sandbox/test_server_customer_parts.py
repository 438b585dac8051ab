# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A customer's addresses, consents, account invite and tags."""

import pytest
from customers_common import ADDRESS, AskingCustomers, messages

from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.catalogue import add_product


@pytest.fixture
def asking():
    return AskingCustomers()


OTTAWA = {"address1": "1 Main St", "city": "Ottawa", "countryCode": "CA", "provinceCode": "ON"}
_PAYLOAD = f"{{ address {{ {ADDRESS} }} userErrors {{ field message }} }}"
ADD = (
    "mutation A($customer: ID!, $address: MailingAddressInput!, $default: Boolean)"
    " { customerAddressCreate(customerId: $customer, address: $address, setAsDefault: $default)"
    f" {_PAYLOAD} }}"
)
CHANGE = (
    "mutation A($customer: ID!, $id: ID!, $address: MailingAddressInput!, $default: Boolean)"
    " { customerAddressUpdate(customerId: $customer, addressId: $id, address: $address,"
    f" setAsDefault: $default) {_PAYLOAD} }}"
)
DELETE = (
    "mutation A($customer: ID!, $id: ID!) { customerAddressDelete(customerId: $customer,"
    " addressId: $id) { deletedAddressId userErrors { field message } } }"
)
DEFAULT = (
    "mutation A($customer: ID!, $id: ID!) { customerUpdateDefaultAddress(customerId: $customer,"
    " addressId: $id) { customer { defaultAddress { id } } userErrors { field message } } }"
)


def add(asking, given, **variables):
    customer = variables.pop("customer", asking.ada["id"])
    data = asking.data(ADD, customer=customer, address=given, **variables)
    return data["customerAddressCreate"]


def test_an_address_is_added_and_made_the_default(asking):
    asking.later()
    address = add(asking, OTTAWA)["address"]
    assert (address["firstName"], address["province"]) == ("Ada", "Ontario")
    assert asking.ada["defaultAddress"]["city"] == "Berlin"
    assert asking.ada["updatedAt"] == "2026-11-20T13:00:00Z"
    other = add(asking, {**OTTAWA, "address1": "2 Side St"}, default=True)["address"]
    assert asking.ada["defaultAddress"]["id"] == other["id"]
    chosen = asking.data(DEFAULT, customer=asking.ada["id"], id=address["id"])
    assert chosen["customerUpdateDefaultAddress"]["customer"] == {
        "defaultAddress": {"id": address["id"]}
    }


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({**OTTAWA, "provinceCode": "ZZ"}, "address.province", "Province is invalid"),
        ({**OTTAWA, "countryCode": "ZZ"}, "address.country", "Country is invalid"),
        (
            {**OTTAWA, "company": "x" * 256},
            "address.company",
            "Company is too long (maximum is 255 characters)",
        ),
    ],
)
def test_addresses_that_are_refused(asking, given, field, message):
    assert messages(add(asking, given)) == {field: message}


def test_the_same_address_twice_and_nobodys(asking):
    add(asking, OTTAWA)
    assert messages(add(asking, OTTAWA)) == {"address": "Address already exists"}
    nobody = add(asking, OTTAWA, customer="gid://shopify/Customer/9")
    assert messages(nobody) == {"customerId": "Customer does not exist"}


def test_a_blank_address_is_taken_here(asking):
    assert add(asking, {})["address"]["firstName"] == "Ada"


def test_an_address_is_changed_and_an_orders_copy_is_not(asking):
    mug = add_product(asking.shop, "Mug", price="9.99")["variants"][0]
    order = an_order(asking.shop).by(asking.ada).line(mug).place()
    gid = asking.ada["addresses"][0]["id"]
    data = asking.data(CHANGE, customer=asking.ada["id"], id=gid, address={"city": "Bonn"})
    address = data["customerAddressUpdate"]["address"]
    assert (address["id"], address["city"], address["zip"]) == (gid, "Bonn", "10115")
    assert asking.ada["defaultAddress"]["city"] == "Bonn"
    assert order["shippingAddress"]["city"] == "Berlin"


def test_an_address_of_somebody_else(asking):
    gid = asking.a_customer("Grace")["addresses"][0]["id"]
    for query, given in ((CHANGE, {"address": {}}), (DELETE, {}), (DEFAULT, {})):
        (payload,) = asking.data(query, customer=asking.ada["id"], id=gid, **given).values()
        assert messages(payload) == {"addressId": "Address does not exist"}
    unknown = "gid://shopify/MailingAddress/9"
    assert asking.error(DELETE, customer=asking.ada["id"], id=unknown)["message"] == "invalid id"


def test_the_id_in_the_input_must_be_the_same(asking):
    gid = asking.ada["addresses"][0]["id"]
    given = {"id": "gid://shopify/MailingAddress/9"}
    data = asking.data(CHANGE, customer=asking.ada["id"], id=gid, address=given)
    assert messages(data["customerAddressUpdate"]) == {
        "addressId": "The id of the address does not match the id in the input"
    }


def test_after_the_default_address_another_one_is_it(asking):
    first = asking.ada["addresses"][0]["id"]
    second = add(asking, OTTAWA)["address"]["id"]
    data = asking.data(DELETE, customer=asking.ada["id"], id=first)
    assert data["customerAddressDelete"] == {"deletedAddressId": first, "userErrors": []}
    assert asking.ada["defaultAddress"]["id"] == second
    asking.data(DELETE, customer=asking.ada["id"], id=second)
    assert asking.ada["defaultAddress"] is None


def test_addresses_have_a_second_page(asking):
    for number in range(4):
        add(asking, {**OTTAWA, "address1": f"{number} Main St"})
    query = (
        "query P($id: ID!, $after: String) { customer(id: $id) { addressesV2(first: 3, after:"
        " $after) { nodes { address1 } pageInfo { hasNextPage endCursor } } } }"
    )
    page = asking.data(query, id=asking.ada["id"])["customer"]["addressesV2"]
    assert page["pageInfo"]["hasNextPage"]
    after = page["pageInfo"]["endCursor"]
    rest = asking.data(query, id=asking.ada["id"], after=after)["customer"]["addressesV2"]
    found = [one["address1"] for one in (*page["nodes"], *rest["nodes"])]
    assert found == ["Torstr. 1", *(f"{number} Main St" for number in range(4))]
    assert not rest["pageInfo"]["hasNextPage"]


# === CONSENT === #

EMAIL = (
    "mutation E($input: CustomerEmailMarketingConsentUpdateInput!)"
    " { customerEmailMarketingConsentUpdate(input: $input) { customer { updatedAt"
    " emailMarketingConsent { marketingState marketingOptInLevel consentUpdatedAt }"
    " defaultEmailAddress { marketingState marketingOptInLevel marketingUpdatedAt"
    " sourceLocation { name } } } userErrors { field message code } } }"
)
SMS = (
    "mutation S($input: CustomerSmsMarketingConsentUpdateInput!)"
    " { customerSmsMarketingConsentUpdate(input: $input) { customer { updatedAt"
    " smsMarketingConsent { marketingState consentCollectedFrom } defaultPhoneNumber {"
    " smsMarketingConsent { state optInLevel updatedAt collectedFrom }"
    " whatsAppMarketingConsent { state } } } userErrors { field message code } } }"
)


def consent(asking, channel, customer=None, **given):
    query, key = (EMAIL, "email") if channel == "email" else (SMS, "sms")
    asked = {
        "customerId": (customer or asking.ada)["id"],
        f"{key}MarketingConsent": {"marketingOptInLevel": "SINGLE_OPT_IN", **given},
    }
    (payload,) = asking.data(query, input=asked).values()
    return payload


def test_consent_by_email_is_kept_with_time_level_and_place(asking):
    place = asking.shop.collection("Location")[0]
    asking.later()
    customer = consent(
        asking,
        "email",
        marketingState="SUBSCRIBED",
        marketingOptInLevel="CONFIRMED_OPT_IN",
        consentUpdatedAt="2026-11-01T10:00:00+01:00",
        sourceLocationId=place["id"],
    )["customer"]
    assert customer == {
        "updatedAt": "2026-11-20T13:00:00Z",
        "emailMarketingConsent": {
            "marketingState": "SUBSCRIBED",
            "marketingOptInLevel": "CONFIRMED_OPT_IN",
            "consentUpdatedAt": "2026-11-01T09:00:00Z",
        },
        "defaultEmailAddress": {
            "marketingState": "SUBSCRIBED",
            "marketingOptInLevel": "CONFIRMED_OPT_IN",
            "marketingUpdatedAt": "2026-11-01T09:00:00Z",
            "sourceLocation": {"name": "Warehouse Hamburg"},
        },
    }


def test_consent_by_sms_is_kept_apart_from_whatsapp(asking):
    customer = consent(asking, "sms", marketingState="UNSUBSCRIBED")["customer"]
    assert customer["defaultPhoneNumber"] == {
        "smsMarketingConsent": {
            "state": "UNSUBSCRIBED",
            "optInLevel": "SINGLE_OPT_IN",
            "updatedAt": "2026-11-20T12:00:00Z",
            "collectedFrom": "OTHER",
        },
        "whatsAppMarketingConsent": {"state": "NEVER_SUBSCRIBED"},
    }
    assert customer["smsMarketingConsent"] == {
        "marketingState": "UNSUBSCRIBED",
        "consentCollectedFrom": "OTHER",
    }


@pytest.mark.parametrize("channel", ["email", "sms"])
def test_an_older_word_changes_nothing(asking, channel):
    consent(asking, channel, marketingState="UNSUBSCRIBED", consentUpdatedAt="2026-11-10T00:00:00Z")
    asking.later()
    payload = consent(
        asking, channel, marketingState="SUBSCRIBED", consentUpdatedAt="2026-11-09T00:00:00Z"
    )
    assert payload["userErrors"] == []
    assert payload["customer"]["updatedAt"] == "2026-11-20T12:00:00Z"
    assert "UNSUBSCRIBED" in str(payload["customer"])


@pytest.mark.parametrize("channel", ["email", "sms"])
@pytest.mark.parametrize("state", ["NOT_SUBSCRIBED", "REDACTED"])
def test_states_that_only_shopify_sets(asking, channel, state):
    query, key = (EMAIL, "email") if channel == "email" else (SMS, "sms")
    asked = {
        "customerId": asking.ada["id"],
        f"{key}MarketingConsent": {"marketingState": state},
    }
    error = asking.error(query, input=asked)
    assert error["message"] == f"Cannot specify {state} as a marketing state input"


@pytest.mark.parametrize(
    ("channel", "given", "field", "message", "code"),
    [
        (
            "sms",
            {"marketingState": "SUBSCRIBED", "marketingOptInLevel": None},
            "marketingOptInLevel",
            "Marketing opt in level must exist",
            "MISSING_ARGUMENT",
        ),
        (
            "email",
            {"marketingState": "PENDING"},
            "marketingOptInLevel",
            "Marketing opt in level must be confirmed opt-in for pending consent state",
            "INVALID",
        ),
        (
            "sms",
            {"marketingState": "SUBSCRIBED", "consentUpdatedAt": "2026-11-20T12:00:01Z"},
            "consentUpdatedAt",
            "Consent updated at must not be in the future",
            "INVALID",
        ),
    ],
)
def test_consents_that_are_refused(asking, channel, given, field, message, code):
    (error,) = consent(asking, channel, **given)["userErrors"]
    assert error == {
        "field": ["input", f"{channel}MarketingConsent", field],
        "message": message,
        "code": code,
    }


def test_consent_needs_an_address_or_a_number(asking):
    grace = asking.a_customer("Grace")
    (by_email,) = consent(asking, "email", grace, marketingState="SUBSCRIBED")["userErrors"]
    (by_sms,) = consent(asking, "sms", grace, marketingState="SUBSCRIBED")["userErrors"]
    assert by_sms["message"] == "A phone number is required to set the SMS consent state."
    assert by_email["field"] == ["input", "emailMarketingConsent"]
    nobody = {"id": "gid://shopify/Customer/9"}
    (error,) = consent(asking, "sms", nobody, marketingState="SUBSCRIBED")["userErrors"]
    assert error == {"field": None, "message": "Customer not found", "code": None}


def test_a_new_customer_brings_its_consents_along(asking):
    customer = asking.created(
        email="grace@example.com",
        phone="+16134504538",
        emailMarketingConsent={"marketingState": "SUBSCRIBED"},
        smsMarketingConsent={
            "marketingState": "SUBSCRIBED",
            "marketingOptInLevel": "CONFIRMED_OPT_IN",
        },
    )
    assert customer["defaultEmailAddress"]["marketingState"] == "SUBSCRIBED"
    assert customer["defaultPhoneNumber"]["smsMarketingConsent"] == {
        "state": "SUBSCRIBED",
        "optInLevel": "CONFIRMED_OPT_IN",
        "updatedAt": "2026-11-20T12:00:00Z",
    }
    payload = asking.create(
        lastName="Hopper", emailMarketingConsent={"marketingState": "SUBSCRIBED"}
    )
    assert list(messages(payload)) == ["emailMarketingConsent"]


# === ACCOUNT, TAGS === #

INVITE = (
    "mutation I($id: ID!, $email: EmailInput) { customerSendAccountInviteEmail(customerId: $id,"
    " email: $email) { customer { state } userErrors { field message code } } }"
)


def invite(asking, customer=None, **email):
    gid = (customer or asking.ada)["id"]
    return asking.data(INVITE, id=gid, email=email or None)["customerSendAccountInviteEmail"]


def test_an_invited_customer(asking):
    assert invite(asking) == {"customer": {"state": "INVITED"}, "userErrors": []}
    assert invite(asking)["userErrors"] == []


@pytest.mark.parametrize(
    ("email", "field", "message"),
    [
        ({"subject": ""}, ["email", "subject"], "Subject can't be blank"),
        ({"to": "not-an-email"}, ["email", "to"], "To is invalid"),
        ({"from": "not-an-email"}, ["email", "from"], "From Sender is invalid"),
        ({"subject": "s" * 1001}, ["customerId"], "Error sending account invite to customer."),
    ],
)
def test_invites_that_are_not_sent(asking, email, field, message):
    (error,) = invite(asking, **email)["userErrors"]
    assert error == {"field": field, "message": message, "code": "INVALID"}
    assert asking.ada["state"] == "DISABLED"


def test_without_email_there_is_nobody_to_invite(asking):
    (error,) = invite(asking, asking.a_customer("Grace"))["userErrors"]
    assert error["message"] == "Error sending account invite to customer."


def test_tags_of_customers(asking):
    query = "mutation T($id: ID!) {{ {0}(id: $id, tags: {1}) {{ userErrors {{ message }} }} }}"
    asking.later()
    asking.data(query.format("tagsAdd", '["vip", "VIP", "b2b"]'), id=asking.ada["id"])
    assert asking.ada["tags"] == ["b2b", "vip"]
    assert asking.ada["updatedAt"] == "2026-11-20T13:00:00Z"
    asking.later()
    asking.data(query.format("tagsAdd", '["vip"]'), id=asking.ada["id"])
    assert asking.ada["updatedAt"] == "2026-11-20T13:00:00Z"
