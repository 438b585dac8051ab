# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Search strings find what Shopify's do."""

import pytest
from server_shop import Asking, a_shop, an_order


@pytest.fixture(scope="module")
def asking():
    shop = a_shop(6)
    an_order(shop, 6, cancelledAt="2026-11-10T00:00:00Z", tags=["two words"], test=True)
    an_order(
        shop,
        7,
        displayFulfillmentStatus="FULFILLED",
        displayFinancialStatus="REFUNDED",
        sourceName="pos",
        lineItems=[{"id": "gid://shopify/LineItem/1", "sku": "A-1"}],
    )
    return Asking(shop)


def found(asking, query):
    data = asking.data(
        "query Q($q: String) { orders(first: 50, sortKey: ID, query: $q) { nodes { name } } }",
        q=query,
    )
    return [int(node["name"][1:]) - 1000 for node in data["orders"]["nodes"]]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("name:1003", [3]),
        ("name:#1003", [3]),
        ("name:100*", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("#1003", [3]),
        ("tag:even", [1, 3, 5]),
        ("tag:RUSH", [2, 4, 6, 8]),
        ("tag_not:even", [2, 4, 6, 7, 8]),
        ("-tag:even", [2, 4, 6, 7, 8]),
        ("NOT tag:even", [2, 4, 6, 7, 8]),
        ("tag:'two words'", [7]),
        ('tag:"two words"', [7]),
        ("tag:even,rush", [1, 2, 3, 4, 5, 6, 8]),
        ("status:open", [2, 3, 4, 5, 6, 8]),
        ("status:closed", [1]),
        ("status:cancelled", [7]),
        ("status:any", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("test:true", [7]),
        ("financial_status:refunded", [8]),
        ("fulfillment_status:shipped", [8]),
        ("fulfillment_status:unshipped tag:even", [1, 3, 5]),
        ("source_name:pos", [8]),
        ("sku:A-1", [8]),
        ("created_at:>=2026-11-05", [5, 6, 7, 8]),
        ("created_at:>2026-11-05T08:00:00Z", [6, 7, 8]),
        ("created_at:<'2026-11-03T00:00:00Z'", [1, 2]),
        ("created_at:>=2026-11-02 created_at:<=2026-11-03T23:00:00Z", [2, 3]),
        ("created_at:2026-11-04", [4]),
        ("(tag:even OR name:1002) AND -name:1001", [2, 3, 5]),
        ("name:1001 OR name:1002 OR tag:'two words'", [1, 2, 7]),
        ('email:"person3@example.com"', [4]),
    ],
)
def test_orders(asking, query, numbers):
    assert found(asking, query) == numbers


def test_ids_as_number_gid_list_and_comparison(asking):
    ids = [order["id"].rpartition("/")[2] for order in asking.shop.collections["Order"]]
    assert found(asking, f"id:{ids[2]}") == [3]
    assert found(asking, f"id:{ids[2]},{ids[4]}") == [3, 5]
    assert found(asking, f"id:>{ids[5]}") == [7, 8]
    assert found(asking, f"id:gid://shopify/Order/{ids[1]}") == [2]


def test_an_unquoted_email_finds_other_people_too(asking_customers):
    query = "query Q($q: String) { customers(first: 9, query: $q) { nodes { displayName } } }"

    def people(text):
        data = asking_customers.data(query, q=text)
        return [node["displayName"] for node in data["customers"]["nodes"]]

    assert people("email:ada@example.com") == ["Ada", "Ada from the other house"]
    assert people('email:"ada@example.com"') == ["Ada"]
    assert people("phone:+4915112345678") == ["Grace"]
    assert people("other house") == ["Ada from the other house"]


@pytest.fixture
def asking_customers():
    asking = Asking()
    for name, email, phone in (
        ("Ada", "ada@example.com", None),
        ("Ada from the other house", "ada.house@example.com", None),
        ("Grace", "grace@navy.example.org", "+49 151 12345678"),
    ):
        asking.shop.add(
            "Customer",
            {
                "displayName": name,
                "defaultEmailAddress": {"emailAddress": email},
                "defaultPhoneNumber": phone and {"phoneNumber": phone},
            },
        )
    return asking


def test_an_unknown_field_is_ignored_with_a_warning(asking):
    answer = asking.answer('{ orders(first: 9, query: "colour:red tag:even") { nodes { name } } }')
    assert len(answer["data"]["orders"]["nodes"]) == 3
    note = answer["extensions"]["search"][0]
    assert note["path"] == ["orders"]
    assert note["warnings"] == [
        {
            "field": "colour",
            "message": "Invalid search field for this query.",
            "code": "invalid_field",
        }
    ]
    assert note["parsed"] == {
        "and": [
            {"field": "colour", "match_all": "red"},
            {"field": "tag", "match_all": "even"},
        ]
    }
