# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The partner of an order and of a Shopify customer (C1, C3, C4, C5, O16)."""

from dataclasses import replace

import pytest

from rules.address import Address, bill_to_key
from rules.customer_match import (
    Ambiguous,
    Candidate,
    Candidates,
    Create,
    CustomerRules,
    Found,
    OrderCustomer,
    Shared,
    Unmatched,
    bill_to_key_of,
    match_customer,
    match_report,
    match_shopify_customer,
)

OSLO = Address(
    first_name="Jane",
    last_name="Doe",
    street="Storgata 1",
    city="Oslo",
    zip="0155",
    country_code="NO",
)
BERLIN = Address(
    first_name="Jane",
    last_name="Doe",
    street="Torstr. 2",
    city="Berlin",
    zip="10119",
    country_code="DE",
)
DEFAULT, GERMAN, LINKED, BY_EMAIL, BY_PHONE, BY_BILL_TO = 1, 2, 3, 4, 5, 6
JANE = OrderCustomer(
    shopify_customer=900,
    linked_partner=LINKED,
    email="Jane@Example.com",
    phone="+4722334455",
    billing=OSLO,
    shipping=BERLIN,
    name="Jane Doe",
    has_address=True,
)
UNLINKED = replace(JANE, linked_partner=0)
NOBODY = OrderCustomer()
ALL_MATCH = Candidates(
    by_email={"jane@example.com": (Candidate(BY_EMAIL, "Jane by email"),)},
    by_phone={"+4722334455": (Candidate(BY_PHONE, "Jane by phone"),)},
    by_bill_to={bill_to_key("Jane Doe", OSLO): (Candidate(BY_BILL_TO, "Jane by bill-to"),)},
)
NONE_MATCH = Candidates()
SHOP = CustomerRules(
    default_partner=DEFAULT, auto_create=True, country_default_partners={"DE": GERMAN}
)
NO_COUNTRY = replace(SHOP, country_default_partners={})


def two(partner, other):
    return (Candidate(partner, "One"), Candidate(other, "Two"))


# C3: the rows in their order; each row takes away what the row before it matched by.


@pytest.mark.parametrize(
    ("rules", "customer", "candidates", "expected"),
    [
        pytest.param(
            SHOP,
            replace(JANE, chosen_partner=77),
            ALL_MATCH,
            Found(77, "chosen"),
            id="O16 chosen by hand wins over everything",
        ),
        pytest.param(
            SHOP,
            JANE,
            ALL_MATCH,
            Found(GERMAN, "country_default", "DE"),
            id="C3.1 country default before the linked partner",
        ),
        pytest.param(
            replace(SHOP, import_mode="none"),
            JANE,
            ALL_MATCH,
            Found(GERMAN, "country_default", "DE"),
            id="C3.1 whatever C2 says",
        ),
        pytest.param(
            replace(SHOP, mapping="default"),
            JANE,
            ALL_MATCH,
            Found(GERMAN, "country_default", "DE"),
            id="C3.1 whatever C4 says",
        ),
        pytest.param(
            replace(NO_COUNTRY, import_mode="none"),
            JANE,
            ALL_MATCH,
            Found(DEFAULT, "shop_default"),
            id="C3.2 no import and a default partner",
        ),
        pytest.param(
            replace(NO_COUNTRY, import_mode="none", default_partner=0),
            JANE,
            ALL_MATCH,
            Found(LINKED, "linked", "900"),
            id="C3.2 no import, no default: on to the mapping",
        ),
        pytest.param(
            replace(NO_COUNTRY, mapping="default"),
            JANE,
            ALL_MATCH,
            Found(DEFAULT, "shop_default"),
            id="C3.3 always the default customer",
        ),
        pytest.param(
            NO_COUNTRY,
            JANE,
            ALL_MATCH,
            Found(LINKED, "linked", "900"),
            id="C3.3 email/phone: linked first",
        ),
        pytest.param(
            NO_COUNTRY,
            UNLINKED,
            ALL_MATCH,
            Found(BY_EMAIL, "email", "jane@example.com"),
            id="C3.3 email/phone: then email",
        ),
        pytest.param(
            NO_COUNTRY,
            UNLINKED,
            replace(ALL_MATCH, by_email={}),
            Found(BY_PHONE, "phone", "+4722334455"),
            id="C3.3 email/phone: then phone",
        ),
        pytest.param(
            NO_COUNTRY,
            UNLINKED,
            replace(ALL_MATCH, by_email={}, by_phone={}),
            Create(),
            id="C3.3 email/phone: bill-to is not looked at, then creation",
        ),
        pytest.param(
            replace(NO_COUNTRY, mapping="bill_to"),
            JANE,
            ALL_MATCH,
            Found(LINKED, "linked", "900"),
            id="C3.3 bill-to: linked first",
        ),
        pytest.param(
            replace(NO_COUNTRY, mapping="bill_to"),
            UNLINKED,
            ALL_MATCH,
            Found(BY_BILL_TO, "bill_to", "Jane Doe"),
            id="C3.3 bill-to: then billing address",
        ),
        pytest.param(
            replace(NO_COUNTRY, mapping="bill_to"),
            UNLINKED,
            replace(ALL_MATCH, by_bill_to={}),
            Create(),
            id="C3.3 bill-to: email and phone are not looked at, then creation",
        ),
    ],
)
def test_c3_first_hit_wins(rules, customer, candidates, expected):
    assert match_customer(customer, rules, candidates) == expected


@pytest.mark.parametrize("import_mode", ["with_orders", "all"])
def test_c2_with_import_the_shops_default_is_not_used_for_a_real_customer(import_mode):
    rules = replace(NO_COUNTRY, import_mode=import_mode)
    assert match_customer(UNLINKED, rules, NONE_MATCH) == Create()


def test_c3_1_the_ship_to_country_counts_not_the_bill_to():
    rules = replace(SHOP, country_default_partners={"NO": 8})
    assert match_customer(JANE, rules, ALL_MATCH) == Found(LINKED, "linked", "900")


def test_c3_1_an_order_without_ship_to_goes_by_the_bill_to_country():
    rules = replace(SHOP, country_default_partners={"NO": 8})
    customer = replace(JANE, shipping=Address())
    assert match_customer(customer, rules, ALL_MATCH) == Found(8, "country_default", "NO")


def test_c3_3_default_mapping_without_default_partner_waits():
    rules = replace(NO_COUNTRY, mapping="default", default_partner=0)
    outcome = match_customer(JANE, rules, ALL_MATCH)
    assert outcome.code == "no_default_partner"


# C4


def test_c4_email_compares_trimmed_and_case_insensitively():
    customer = replace(UNLINKED, email="  JANE@EXAMPLE.COM ")
    assert match_customer(customer, NO_COUNTRY, ALL_MATCH).partner == BY_EMAIL


def test_c4_an_invalid_email_matches_nothing():
    candidates = Candidates(by_email={"": (Candidate(BY_EMAIL, "No email"),)})
    customer = replace(UNLINKED, email="no address", phone="")
    assert match_customer(customer, NO_COUNTRY, candidates) == Create()


def test_c4_a_missing_phone_or_bill_to_matches_nothing():
    empty = (Candidate(9, "Empty"),)
    candidates = Candidates(by_phone={"": empty}, by_bill_to={"": empty})
    customer = replace(UNLINKED, email="", phone="", billing=Address(country_code="NO"))
    for mapping in ("email_phone", "bill_to"):
        rules = replace(NO_COUNTRY, mapping=mapping)
        assert match_customer(customer, rules, candidates) == Create()


def test_c4_bill_to_compares_the_company_where_there_is_one():
    at_acme = replace(UNLINKED, billing=replace(OSLO, company="ACME  as"))
    candidates = Candidates(by_bill_to={bill_to_key("Acme AS", OSLO): (Candidate(10, "Acme AS"),)})
    rules = replace(NO_COUNTRY, mapping="bill_to")
    assert match_customer(at_acme, rules, candidates) == Found(10, "bill_to", "ACME  as")
    assert match_customer(UNLINKED, rules, candidates) == Create()


def test_c4_bill_to_takes_the_customers_name_where_the_address_has_none():
    nameless = replace(UNLINKED, billing=replace(OSLO, first_name="", last_name=""))
    assert bill_to_key_of(nameless) == bill_to_key("Jane Doe", OSLO)


@pytest.mark.parametrize(
    ("mapping", "candidates", "rule", "value"),
    [
        (
            "email_phone",
            Candidates(by_email={"jane@example.com": two(4, 5)}),
            "email",
            "jane@example.com",
        ),
        ("email_phone", Candidates(by_phone={"+4722334455": two(4, 5)}), "phone", "+4722334455"),
        (
            "bill_to",
            Candidates(by_bill_to={bill_to_key("Jane Doe", OSLO): two(4, 5)}),
            "bill_to",
            "Jane Doe",
        ),
    ],
)
def test_c4_two_candidates_are_ambiguous_and_both_named(mapping, candidates, rule, value):
    rules = replace(NO_COUNTRY, mapping=mapping)
    outcome = match_customer(UNLINKED, rules, candidates)
    assert outcome == Ambiguous(rule, value, two(4, 5))


def test_c4_an_ambiguous_email_is_not_settled_by_the_phone():
    candidates = replace(ALL_MATCH, by_email={"jane@example.com": two(4, 5)})
    assert isinstance(match_customer(UNLINKED, NO_COUNTRY, candidates), Ambiguous)


def test_c4_the_same_partner_listed_twice_is_one_candidate():
    twice = (Candidate(4, "Jane"), Candidate(4, "Jane"))
    candidates = Candidates(by_email={"jane@example.com": twice})
    assert match_customer(UNLINKED, NO_COUNTRY, candidates).partner == 4


@pytest.mark.parametrize("told", [0, 4])
def test_c4_a_company_and_its_own_contact_share_an_email_the_company_is_taken(told):
    pair = (
        Candidate(5, "Jane at Acme", is_top_level=False, commercial_partner=told),
        Candidate(4, "Acme", is_top_level=True, commercial_partner=told),
    )
    candidates = Candidates(by_email={"jane@example.com": pair})
    assert match_customer(UNLINKED, NO_COUNTRY, candidates) == Found(4, "email", "jane@example.com")


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param(
            (Candidate(5, "Jane at Beta", False, 6), Candidate(4, "Acme", True, 4)),
            id="somebody else's contact",
        ),
        pytest.param(
            (Candidate(5, "Jane at Acme", False), Candidate(6, "Joe at Acme", False)),
            id="two contacts",
        ),
        pytest.param((Candidate(5, "Acme"), Candidate(6, "Beta")), id="two companies"),
    ],
)
def test_c4_anything_else_that_shares_an_email_is_ambiguous(pair):
    candidates = Candidates(by_email={"jane@example.com": pair})
    outcome = match_customer(UNLINKED, NO_COUNTRY, candidates)
    assert outcome == Ambiguous("email", "jane@example.com", pair)


# C5

PARAMS = {"name": "Jane Doe", "email": "Jane@Example.com", "phone": "+4722334455"}
HOMELESS = replace(UNLINKED, billing=Address(), shipping=Address(), has_address=False)


@pytest.mark.parametrize("mapping", ["email_phone", "bill_to"])
def test_c5_creation_off_waits(mapping):
    rules = replace(NO_COUNTRY, auto_create=False, mapping=mapping)
    assert match_customer(UNLINKED, rules, NONE_MATCH) == Unmatched("creation_off", PARAMS)


def test_c5_no_import_and_no_default_still_creates():
    rules = replace(NO_COUNTRY, import_mode="none", default_partner=0)
    assert match_customer(UNLINKED, rules, NONE_MATCH) == Create()


def test_c5_without_any_address_waits():
    assert match_customer(HOMELESS, NO_COUNTRY, NONE_MATCH) == Unmatched("no_address", PARAMS)


def test_c5_without_any_address_creates_when_the_shop_allows_it():
    rules = replace(NO_COUNTRY, create_without_address=True)
    assert match_customer(HOMELESS, rules, NONE_MATCH) == Create()


@pytest.mark.parametrize(
    "where", [{"has_address": True}, {"billing": OSLO}, {"shipping": BERLIN}], ids=str
)
def test_c5_one_address_anywhere_is_enough(where):
    assert match_customer(replace(HOMELESS, **where), NO_COUNTRY, NONE_MATCH) == Create()


@pytest.mark.parametrize(
    ("rules", "customer", "candidates"),
    [
        (replace(NO_COUNTRY, auto_create=False), UNLINKED, NONE_MATCH),
        (NO_COUNTRY, HOMELESS, NONE_MATCH),
        (NO_COUNTRY, UNLINKED, Candidates(by_email={"jane@example.com": two(4, 5)})),
        (SHOP, UNLINKED, NONE_MATCH),
        (replace(NO_COUNTRY, import_mode="none"), UNLINKED, NONE_MATCH),
        (replace(NO_COUNTRY, mapping="default", default_partner=0), UNLINKED, NONE_MATCH),
    ],
    ids=[
        "creation off",
        "no address",
        "ambiguous",
        "country default",
        "shop default",
        "no default",
    ],
)
def test_c5_creation_by_hand_is_always_possible(rules, customer, candidates):
    by_hand = replace(customer, create_by_hand=True)
    assert match_customer(customer, rules, candidates) != Create()
    assert match_customer(by_hand, rules, candidates) == Create()


def test_c5_creation_by_hand_does_not_double_a_partner_that_is_found():
    by_hand = replace(UNLINKED, create_by_hand=True)
    assert match_customer(by_hand, NO_COUNTRY, ALL_MATCH).partner == BY_EMAIL


# C1: nobody


@pytest.mark.parametrize("mapping", ["email_phone", "bill_to", "default"])
@pytest.mark.parametrize("import_mode", ["none", "with_orders", "all"])
def test_c1_an_order_that_names_nobody_takes_the_shops_default(mapping, import_mode):
    rules = replace(SHOP, mapping=mapping, import_mode=import_mode)
    assert match_customer(NOBODY, rules, NONE_MATCH) == Found(DEFAULT, "shop_default")


@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize("mapping", ["email_phone", "bill_to", "default"])
def test_c1_an_order_that_names_nobody_waits_without_a_default(mapping, by_hand):
    rules = replace(SHOP, mapping=mapping, default_partner=0)
    nobody = replace(NOBODY, create_by_hand=by_hand)
    assert match_customer(nobody, rules, NONE_MATCH).code == "no_customer_data"


# A customer without an order: its default address, else its first one, is its bill-to.

ALONE = replace(JANE, shipping=Address())
UNLINKED_ALONE = replace(ALONE, linked_partner=0)
IN_GERMANY = replace(UNLINKED_ALONE, billing=BERLIN)


@pytest.mark.parametrize(
    ("rules", "customer", "candidates", "expected"),
    [
        pytest.param(
            NO_COUNTRY, ALONE, ALL_MATCH, Found(LINKED, "linked", "900"), id="C3.3 linked first"
        ),
        pytest.param(
            SHOP,
            replace(IN_GERMANY, linked_partner=LINKED),
            ALL_MATCH,
            Found(LINKED, "linked", "900"),
            id="C3.3 a link outlasts a country default",
        ),
        pytest.param(
            SHOP,
            IN_GERMANY,
            ALL_MATCH,
            Shared(GERMAN, "country_default", "DE"),
            id="C3.1 the country's default partner stands for it",
        ),
        pytest.param(
            replace(NO_COUNTRY, import_mode="none"),
            UNLINKED_ALONE,
            ALL_MATCH,
            Shared(DEFAULT, "shop_default"),
            id="C3.2 not imported: the shop's default partner stands for it",
        ),
        pytest.param(
            replace(NO_COUNTRY, mapping="default"),
            UNLINKED_ALONE,
            ALL_MATCH,
            Shared(DEFAULT, "shop_default"),
            id="C4 always the default customer: it stands for it",
        ),
        pytest.param(
            replace(NO_COUNTRY, mapping="default"),
            ALONE,
            ALL_MATCH,
            Shared(DEFAULT, "shop_default"),
            id="C6 always the default customer: a linked partner is passed over",
        ),
        pytest.param(
            replace(NO_COUNTRY, mapping="default", default_partner=0),
            UNLINKED_ALONE,
            ALL_MATCH,
            Unmatched("no_default_partner", PARAMS),
            id="C4 always the default customer, of whom there is none",
        ),
        pytest.param(
            NO_COUNTRY,
            UNLINKED_ALONE,
            ALL_MATCH,
            Found(BY_EMAIL, "email", "jane@example.com"),
            id="C4 email",
        ),
        pytest.param(
            NO_COUNTRY,
            UNLINKED_ALONE,
            replace(ALL_MATCH, by_email={}),
            Found(BY_PHONE, "phone", "+4722334455"),
            id="C4 then phone",
        ),
        pytest.param(
            NO_COUNTRY,
            UNLINKED_ALONE,
            replace(ALL_MATCH, by_email={"jane@example.com": two(4, 5)}),
            Ambiguous("email", "jane@example.com", two(4, 5)),
            id="C4 ambiguous",
        ),
        pytest.param(
            replace(NO_COUNTRY, mapping="bill_to"),
            UNLINKED_ALONE,
            ALL_MATCH,
            Found(BY_BILL_TO, "bill_to", "Jane Doe"),
            id="C4 bill-to",
        ),
        pytest.param(NO_COUNTRY, UNLINKED_ALONE, NONE_MATCH, Create(), id="C5 created"),
        pytest.param(
            replace(NO_COUNTRY, auto_create=False),
            UNLINKED_ALONE,
            NONE_MATCH,
            Unmatched("creation_off", PARAMS),
            id="C5 creation off",
        ),
        pytest.param(
            NO_COUNTRY, HOMELESS, NONE_MATCH, Unmatched("no_address", PARAMS), id="C5 no address"
        ),
        pytest.param(
            replace(NO_COUNTRY, create_without_address=True),
            HOMELESS,
            NONE_MATCH,
            Create(),
            id="C5 no address, allowed",
        ),
    ],
)
def test_a_shopify_customer_without_an_order(rules, customer, candidates, expected):
    assert match_shopify_customer(customer, rules, candidates) == expected


@pytest.mark.parametrize(
    ("rules", "customer", "candidates"),
    [
        (replace(NO_COUNTRY, auto_create=False), UNLINKED_ALONE, NONE_MATCH),
        (NO_COUNTRY, HOMELESS, NONE_MATCH),
        (NO_COUNTRY, UNLINKED_ALONE, Candidates(by_email={"jane@example.com": two(4, 5)})),
        (SHOP, IN_GERMANY, NONE_MATCH),
        (replace(NO_COUNTRY, mapping="default"), UNLINKED_ALONE, NONE_MATCH),
    ],
    ids=["creation off", "no address", "ambiguous", "country default", "shop default"],
)
def test_c5_the_partner_of_a_shopify_customer_can_always_be_created_by_hand(
    rules, customer, candidates
):
    by_hand = replace(customer, create_by_hand=True)
    assert match_shopify_customer(customer, rules, candidates) != Create()
    assert match_shopify_customer(by_hand, rules, candidates) == Create()


@pytest.mark.parametrize(
    "customer", [replace(ALONE, create_by_hand=True), replace(UNLINKED_ALONE, create_by_hand=True)]
)
def test_c5_by_hand_does_not_double_the_partner_of_a_shopify_customer(customer):
    assert isinstance(match_shopify_customer(customer, NO_COUNTRY, ALL_MATCH), Found)


@pytest.mark.parametrize(
    ("outcome", "rule", "value"),
    [
        (Found(4, "email", "jane@example.com"), "email", "jane@example.com"),
        (Shared(2, "country_default", "DE"), "country_default", "DE"),
        (Create(), "created", ""),
        (
            Ambiguous("phone", "+4722334455", two(4, 5)),
            "ambiguous_phone",
            "+4722334455: One (4), Two (5)",
        ),
        (Unmatched("creation_off", PARAMS), "creation_off", "Jane@Example.com, +4722334455"),
        (Unmatched("no_address"), "no_address", ""),
    ],
)
def test_the_report_says_why(outcome, rule, value):
    assert match_report(outcome) == (rule, value)
