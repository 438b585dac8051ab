# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What customers and partners tell each other since their last sync (C6, C11, C12)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.customer_fields import (
    GROUPS,
    NEVER_SYNCED,
    Comparison,
    Conflict,
    CustomerFields,
    CustomerSides,
    UpdateRules,
    compare_customer,
    keep_odoo,
    note_synced,
    settle_conflicts,
)

NEITHER = UpdateRules()
TO_ODOO = UpdateRules(may_change_odoo=True)
TO_SHOPIFY = UpdateRules(may_change_shopify=True)
ASK = UpdateRules(may_change_odoo=True, may_change_shopify=True)
ODOO_WINS = replace(ASK, settle="odoo")
SHOPIFY_WINS = replace(ASK, settle="shopify")

JANE = CustomerFields(
    first_name="Jane",
    last_name="Doe",
    email="jane@example.com",
    phone="+4722334455",
    street="Storgata 1",
    city="Oslo",
    zip="0155",
    country_code="NO",
)
SYNCED = CustomerSides(JANE, JANE)
BERGEN = {"street": "Torget 2", "city": "Bergen", "zip": "5014"}


def sides(shopify=None, odoo=None):
    return CustomerSides(replace(JANE, **(shopify or {})), replace(JANE, **(odoo or {})))


# C6, C11: one side has changed.


@pytest.mark.parametrize(
    ("rules", "to_odoo", "ignored"),
    [
        (NEITHER, {}, {"city", "phone"}),
        (TO_ODOO, {"city": "Bergen", "phone": ""}, set()),
        (TO_SHOPIFY, {}, {"city", "phone"}),
        (ASK, {"city": "Bergen", "phone": ""}, set()),
        (ODOO_WINS, {"city": "Bergen", "phone": ""}, set()),
    ],
)
def test_c6_what_shopify_changed_goes_to_odoo_where_that_is_allowed(rules, to_odoo, ignored):
    present = sides(shopify={"city": "Bergen", "phone": ""})
    assert compare_customer(present, SYNCED, rules) == Comparison(
        to_odoo=to_odoo, ignored=frozenset(ignored)
    )


@pytest.mark.parametrize(
    ("rules", "to_shopify", "ignored"),
    [
        (NEITHER, {}, {"city", "phone"}),
        (TO_ODOO, {}, {"city", "phone"}),
        (TO_SHOPIFY, {"city": "Bergen", "phone": ""}, set()),
        (ASK, {"city": "Bergen", "phone": ""}, set()),
        (SHOPIFY_WINS, {"city": "Bergen", "phone": ""}, set()),
    ],
)
def test_c11_what_odoo_changed_goes_to_shopify_where_that_is_allowed(rules, to_shopify, ignored):
    present = sides(odoo={"city": "Bergen", "phone": ""})
    assert compare_customer(present, SYNCED, rules) == Comparison(
        to_shopify=to_shopify, ignored=frozenset(ignored)
    )


def test_c6_a_users_own_edits_to_other_fields_stay():
    present = sides(shopify={"email": "jane@doe.example"}, odoo={"phone": "+4799999999"})
    assert compare_customer(present, SYNCED, TO_ODOO).to_odoo == {"email": "jane@doe.example"}


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (TO_ODOO, Comparison(to_odoo={"city": "Bergen"})),
        (TO_SHOPIFY, Comparison(to_shopify={"city": "Moss"})),
    ],
)
def test_c6_the_side_that_gives_alone_is_the_master(rules, expected):
    present = sides(shopify={"city": "Bergen"}, odoo={"city": "Moss"})
    assert compare_customer(present, SYNCED, rules) == expected


def test_c11_an_edit_waits_until_the_direction_is_allowed():
    present = sides(odoo={"city": "Moss"})
    synced = note_synced(compare_customer(present, SYNCED, TO_ODOO), SYNCED, present)
    assert compare_customer(present, synced, ASK) == Comparison(to_shopify={"city": "Moss"})


# Both sides have changed.


def test_both_changed_to_the_same_is_agreement():
    present = sides(shopify=BERGEN, odoo=BERGEN)
    comparison = compare_customer(present, SYNCED, ASK)
    assert comparison == Comparison()
    assert note_synced(comparison, SYNCED, present) == present


def test_changes_that_say_the_same_are_agreement():
    present = sides(shopify={"city": "Bergen"}, odoo={"city": " BERGEN"})
    assert compare_customer(present, SYNCED, ASK) == Comparison()


def test_different_groups_are_no_conflict():
    present = sides(shopify={"email": "jane@doe.example"}, odoo={"city": "Moss"})
    assert compare_customer(present, SYNCED, ASK) == Comparison(
        to_odoo={"email": "jane@doe.example"}, to_shopify={"city": "Moss"}
    )


STREET_AND_CITY = sides(shopify={"street": "Torget 2"}, odoo={"city": "Moss", "zip": "1530"})
TO_ODOO_IF_SHOPIFY_WINS = {"street": "Torget 2", "city": "Oslo", "zip": "0155"}
TO_SHOPIFY_IF_ODOO_WINS = {"street": "Storgata 1", "city": "Moss", "zip": "1530"}


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (ODOO_WINS, Comparison(to_shopify=TO_SHOPIFY_IF_ODOO_WINS)),
        (SHOPIFY_WINS, Comparison(to_odoo=TO_ODOO_IF_SHOPIFY_WINS)),
        (
            ASK,
            Comparison(
                conflicts=(
                    Conflict(
                        "address",
                        odoo=STREET_AND_CITY.odoo.values(GROUPS["address"]),
                        shopify=STREET_AND_CITY.shopify.values(GROUPS["address"]),
                        to_odoo=TO_ODOO_IF_SHOPIFY_WINS,
                        to_shopify=TO_SHOPIFY_IF_ODOO_WINS,
                    ),
                )
            ),
        ),
    ],
)
def test_a_group_both_sides_changed_is_settled_as_a_whole(rules, expected):
    assert compare_customer(STREET_AND_CITY, SYNCED, rules) == expected


def test_a_conflict_keeps_nothing_else_from_being_taken_over():
    present = sides(
        shopify={"email": "s@example.com", "city": "Bergen"},
        odoo={"email": "o@example.com", "phone": ""},
    )
    comparison = compare_customer(present, SYNCED, ASK)
    assert [conflict.group for conflict in comparison.conflicts] == ["email"]
    assert (comparison.to_odoo, comparison.to_shopify) == ({"city": "Bergen"}, {"phone": ""})


def test_a_user_settles_group_by_group():
    present = sides(
        shopify={"email": "s@example.com", "last_name": "Roe"},
        odoo={"email": "o@example.com", "last_name": "Poe"},
    )
    comparison = compare_customer(present, SYNCED, ASK)
    half = settle_conflicts(comparison, {"email": "odoo"})
    assert half.to_shopify == {"email": "o@example.com"}
    assert [conflict.group for conflict in half.conflicts] == ["name"]
    whole = settle_conflicts(half, {"name": "shopify"})
    assert whole == Comparison(to_odoo={"last_name": "Roe"}, to_shopify={"email": "o@example.com"})


def test_a_conflict_stays_until_the_sides_agree():
    present = sides(shopify={"city": "Bergen"}, odoo={"city": "Moss"})
    comparison = compare_customer(present, SYNCED, ASK)
    synced = note_synced(comparison, SYNCED, present)
    assert compare_customer(present, synced, ASK) == comparison
    agreed = sides(shopify={"city": "Moss"}, odoo={"city": "Moss"})
    assert compare_customer(agreed, synced, ASK) == Comparison()


def test_what_shopify_refused_is_sent_again():
    present = sides(odoo={"email": "taken@example.com", "city": "Moss"})
    comparison = compare_customer(present, SYNCED, ASK)
    after = sides(shopify={"city": "Moss"}, odoo={"email": "taken@example.com", "city": "Moss"})
    synced = note_synced(comparison, SYNCED, after, refused=["email"])
    assert compare_customer(after, synced, ASK).to_shopify == {"email": "taken@example.com"}


# C12: a value that Odoo can't hold as Shopify writes it.

ABROAD = CustomerSides(
    shopify=replace(JANE, country_code="AE", province_code="DU"),
    odoo=replace(JANE, country_code="AE"),
)


@pytest.mark.parametrize("rules", [TO_ODOO, TO_SHOPIFY, ASK, ODOO_WINS, SHOPIFY_WINS])
def test_c12_a_province_odoo_does_not_know_never_echoes(rules):
    assert compare_customer(ABROAD, ABROAD, rules) == Comparison()


def test_c12_a_province_odoo_does_not_know_survives_a_conflict_that_odoo_wins():
    present = CustomerSides(
        shopify=replace(ABROAD.shopify, street="Marina Walk", province_code="AZ"),
        odoo=replace(ABROAD.odoo, street="Al Safa Street"),
    )
    comparison = compare_customer(present, ABROAD, ODOO_WINS)
    assert comparison.to_shopify == {"street": "Al Safa Street", "province_code": "DU"}


# The first link of a found partner.

IN_SHOPIFY = CustomerFields(
    first_name="Jane",
    last_name="Doe",
    email="jane@example.com",
    street="Torget 2",
    city="Bergen",
    country_code="NO",
)
IN_ODOO = CustomerFields(
    first_name="Jane",
    company="Acme",
    phone="+4722334455",
    street="Storgata 1",
    city="Oslo",
    zip="0155",
    country_code="NO",
)
FOUND = CustomerSides(IN_SHOPIFY, IN_ODOO)
SHOPIFYS_PLACE = {"street": "Torget 2", "city": "Bergen"}
ODOOS_PLACE = {"street": "Storgata 1", "city": "Oslo", "zip": "0155"}


@pytest.mark.parametrize(
    ("rules", "to_odoo", "to_shopify"),
    [
        pytest.param(NEITHER, {}, {}, id="nothing is allowed"),
        pytest.param(
            TO_ODOO,
            {"last_name": "Doe", "email": "jane@example.com", **SHOPIFYS_PLACE},
            {},
            id="Shopify's filled fields; an empty one erases nothing",
        ),
        pytest.param(
            TO_SHOPIFY,
            {},
            {"company": "Acme", "phone": "+4722334455", **ODOOS_PLACE},
            id="Odoo's filled fields; an empty one erases nothing",
        ),
        pytest.param(
            SHOPIFY_WINS,
            {"last_name": "Doe", "email": "jane@example.com", **SHOPIFYS_PLACE, "zip": ""},
            {"company": "Acme", "phone": "+4722334455"},
            id="both fill the other, Shopify's address as a whole",
        ),
        pytest.param(
            ODOO_WINS,
            {"last_name": "Doe", "email": "jane@example.com"},
            {"company": "Acme", "phone": "+4722334455", **ODOOS_PLACE},
            id="both fill the other, Odoo's address as a whole",
        ),
        pytest.param(
            ASK,
            {"last_name": "Doe", "email": "jane@example.com"},
            {"company": "Acme", "phone": "+4722334455"},
            id="both fill the other, the address is asked for",
        ),
    ],
)
def test_first_link(rules, to_odoo, to_shopify):
    comparison = compare_customer(FOUND, NEVER_SYNCED, rules)
    assert comparison.to_odoo == to_odoo
    assert comparison.to_shopify == to_shopify
    asked = ["address"] if rules is ASK else []
    assert [conflict.group for conflict in comparison.conflicts] == asked


def test_first_link_an_address_with_nothing_of_its_own_is_filled():
    present = CustomerSides(IN_SHOPIFY, CustomerFields(country_code="NO"))
    assert compare_customer(present, NEVER_SYNCED, ASK).to_odoo == {
        "first_name": "Jane",
        "last_name": "Doe",
        "email": "jane@example.com",
        "street": "Torget 2",
        "city": "Bergen",
    }


def test_first_link_parts_of_two_addresses_never_mix():
    present = CustomerSides(CustomerFields(street="Torget 2"), CustomerFields(city="Oslo"))
    comparison = compare_customer(present, NEVER_SYNCED, ASK)
    assert [conflict.group for conflict in comparison.conflicts] == ["address"]
    assert (comparison.to_odoo, comparison.to_shopify) == ({}, {})


def test_first_link_an_email_in_other_case_is_no_conflict():
    present = CustomerSides(JANE, replace(JANE, email="Jane@Example.com"))
    assert compare_customer(present, NEVER_SYNCED, ASK) == Comparison()


# Stored bases


def test_bases_are_read_back_as_they_were_stored():
    assert CustomerSides.from_json(ABROAD.as_json()) == ABROAD


@pytest.mark.parametrize("stored", [None, False, {}])
def test_no_bases_are_those_of_a_customer_never_synced(stored):
    assert CustomerSides.from_json(stored) == NEVER_SYNCED


def test_fields_of_another_version_do_no_harm():
    stored = {"shopify": {"email": "a@example.com", "fax": "1"}, "odoo": {"email": None}}
    assert CustomerSides.from_json(stored).shopify == CustomerFields(email="a@example.com")


# Whatever happened on either side.

texts = st.sampled_from(["", "a", "A", "b", "c"])
customers = st.builds(CustomerFields, *[texts] * 11)
both_sides = st.builds(CustomerSides, customers, customers)
either_base = st.one_of(st.just(NEVER_SYNCED), both_sides)
all_rules = st.builds(
    UpdateRules, st.booleans(), st.booleans(), st.sampled_from(["odoo", "shopify", "ask"])
)
# What a side makes of a value that it can't hold as it is.
translations = st.dictionaries(st.sampled_from("abc"), texts)


def apply(present, comparison, in_odoo, in_shopify):
    def held(values, translation):
        return {name: translation.get(value, value) for name, value in values.items()}

    return CustomerSides(
        shopify=replace(present.shopify, **held(comparison.to_shopify, in_shopify)),
        odoo=replace(present.odoo, **held(comparison.to_odoo, in_odoo)),
    )


@given(both_sides, either_base, all_rules, translations, translations)
def test_c12_after_applying_and_noting_nothing_is_left_to_do(
    present, synced, rules, in_odoo, in_shopify
):
    comparison = compare_customer(present, synced, rules)
    after = apply(present, comparison, in_odoo, in_shopify)
    again = compare_customer(after, note_synced(comparison, synced, after), rules)
    assert again == Comparison(conflicts=comparison.conflicts, ignored=comparison.ignored)


@given(both_sides, both_sides, all_rules)
def test_c12_a_group_changed_on_one_side_is_never_written_back_to_that_side(present, synced, rules):
    comparison = compare_customer(present, synced, rules)
    for names in GROUPS.values():
        if present.shopify.values(names) == synced.shopify.values(names):
            assert not comparison.to_odoo.keys() & set(names)
        if present.odoo.values(names) == synced.odoo.values(names):
            assert not comparison.to_shopify.keys() & set(names)


@given(both_sides, either_base, all_rules)
def test_no_change_is_lost_in_silence(present, synced, rules):
    comparison = compare_customer(present, synced, rules)
    told = {*comparison.to_odoo, *comparison.to_shopify, *comparison.ignored}
    told.update(name for each in comparison.conflicts for name in each.to_odoo)
    for names in GROUPS.values():
        for name in names:
            now = getattr(present.shopify, name), getattr(present.odoo, name)
            before = getattr(synced.shopify, name), getattr(synced.odoo, name)
            if now != before and now[0].lower() != now[1].lower():
                assert name in told


@given(both_sides, either_base)
def test_ask_leaves_a_group_in_conflict_as_it_is(present, synced):
    comparison = compare_customer(present, synced, ASK)
    for conflict in comparison.conflicts:
        names = set(GROUPS[conflict.group])
        assert not names & {*comparison.to_odoo, *comparison.to_shopify}


@given(both_sides, either_base, st.sampled_from(["odoo", "shopify"]))
def test_a_choice_of_the_user_is_what_the_setting_would_have_done(present, synced, winner):
    asked = compare_customer(present, synced, ASK)
    chosen = settle_conflicts(asked, {each.group: winner for each in asked.conflicts})
    assert chosen == compare_customer(present, synced, replace(ASK, settle=winner))
    assert not chosen.conflicts


@given(customers, customers, customers, st.sampled_from([ODOO_WINS, SHOPIFY_WINS]))
def test_with_one_base_both_sides_end_up_the_same(shopify, odoo, base, rules):
    present = CustomerSides(shopify, odoo)
    comparison = compare_customer(present, CustomerSides(base, base), rules)
    after = apply(present, comparison, {}, {})
    for name, value in after.shopify.values([n for g in GROUPS.values() for n in g]).items():
        assert value.lower() == getattr(after.odoo, name).lower()


@given(both_sides, either_base, st.sets(st.sampled_from(sorted(GROUPS))))
def test_c12_where_a_person_keeps_odoos_values_they_alone_are_a_change(present, synced, groups):
    asked = compare_customer(present, synced, ASK)
    chosen = [conflict for conflict in asked.conflicts if conflict.group in groups]
    again = compare_customer(present, keep_odoo(chosen, present, synced), ASK)
    assert all(conflict in asked.conflicts for conflict in again.conflicts)
    assert not {conflict.group for conflict in again.conflicts} & groups
    for conflict in chosen:
        sent = {name: again.to_shopify.get(name) for name in conflict.to_shopify}
        assert sent == present.odoo.values(conflict.to_shopify)
        assert not again.to_odoo.keys() & conflict.to_shopify.keys()
