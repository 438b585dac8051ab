# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""C16: what is about a person goes, all else stays."""

import json

from rules.personal_data import without_personal_data

ADDRESS = {
    "id": "gid://shopify/MailingAddress/1",
    "name": "Anna Schmidt",
    "firstName": "Anna",
    "lastName": "Schmidt",
    "company": "Schmidt Anna OHG",
    "address1": "Annaweg 1",
    "address2": "",
    "city": "Annaberg",
    "zip": "ANNA 1",
    "province": "Annas",
    "provinceCode": "ANNA",
    "country": "Germany",
    "countryCodeV2": "DE",
    "phone": "+49 anna",
}
ORDER = {
    "id": "gid://shopify/Order/1",
    "name": "#1001",
    "number": 1001,
    "email": "anna@shoppers.example",
    "phone": None,
    "note": "For Anna",
    "poNumber": "anna-1",
    "tags": ["anna"],
    "statusPageUrl": "https://shop.example/anna",
    "customAttributes": [{"key": "Engraving", "value": "Anna"}],
    "totalPriceSet": {"shopMoney": {"amount": "10.00", "currencyCode": "EUR"}},
    "risk": {"recommendation": "NONE", "assessments": [{"facts": ["anna"]}]},
    "billingAddress": ADDRESS,
    "shippingAddress": None,
    "customer": {
        "id": "gid://shopify/Customer/7",
        "displayName": "Anna Schmidt",
        "firstName": "Anna",
        "note": "Anna",
        "tags": ["anna"],
        "state": "ENABLED",
        "defaultEmailAddress": {"emailAddress": "anna@shoppers.example"},
        "defaultAddress": ADDRESS,
        "addressesV2": {"nodes": [ADDRESS], "pageInfo": {"hasNextPage": False}},
    },
    "purchasingEntity": {
        "company": {"id": "gid://shopify/Company/1", "name": "Anna's"},
        "location": {"id": "gid://shopify/CompanyLocation/1", "name": "Anna's"},
    },
    "transactions": [
        {
            "id": "gid://shopify/OrderTransaction/1",
            "paymentDetails": {"company": "Visa", "number": "•••• anna"},
            "receiptJson": '{"payer": "anna", "gift_card_id": 5}',
        },
        {"receiptJson": "anna"},
        {"receiptJson": '"anna"'},
        {"receiptJson": {"payer": "anna"}},
        {"receiptJson": None},
    ],
    "lineItems": {
        "nodes": [
            {
                "id": "gid://shopify/LineItem/1",
                "name": "Mug",
                "sku": "MUG",
                "quantity": 2,
                "customAttributes": [{"key": "For", "value": "Anna"}],
            }
        ]
    },
    "refunds": [{"id": "gid://shopify/Refund/1", "note": "Anna was not happy"}],
    "fulfillments": [{"id": "gid://shopify/Fulfillment/1", "trackingInfo": [{"url": "/anna"}]}],
}


def test_c16_nothing_of_the_person_is_left():
    assert "anna" in json.dumps(ORDER).lower()
    assert "anna" not in json.dumps(without_personal_data(ORDER)).lower()


def test_c16_ids_amounts_products_and_countries_stay():
    cleaned = without_personal_data(ORDER)
    assert cleaned["id"] == ORDER["id"]
    assert (cleaned["name"], cleaned["number"]) == ("#1001", 1001)
    assert cleaned["totalPriceSet"] == ORDER["totalPriceSet"]
    assert cleaned["billingAddress"]["id"] == ADDRESS["id"]
    assert cleaned["billingAddress"]["countryCodeV2"] == "DE"
    assert cleaned["customer"]["id"] == "gid://shopify/Customer/7"
    assert cleaned["customer"]["state"] == "ENABLED"
    assert cleaned["purchasingEntity"]["company"]["id"] == "gid://shopify/Company/1"
    line = cleaned["lineItems"]["nodes"][0]
    assert (line["name"], line["sku"], line["quantity"]) == ("Mug", "MUG", 2)
    assert cleaned["transactions"][0]["paymentDetails"]["company"] == "Visa"
    assert cleaned["transactions"][0]["receiptJson"] == {"gift_card_id": 5}
    assert cleaned["refunds"][0]["id"] == "gid://shopify/Refund/1"


def test_c16_the_form_stays():
    cleaned = without_personal_data(ORDER)
    assert cleaned.keys() == ORDER.keys()
    assert cleaned["email"] == "" and cleaned["phone"] is None
    assert cleaned["shippingAddress"] is None
    assert cleaned["customAttributes"] == []
    assert cleaned["customer"]["defaultEmailAddress"] is None
    assert cleaned["customer"]["addressesV2"]["nodes"] == []


def test_c16_cleaning_twice_changes_nothing_and_the_original_stays():
    before = json.dumps(ORDER)
    once = without_personal_data(ORDER)
    assert without_personal_data(once) == once
    assert json.dumps(ORDER) == before
