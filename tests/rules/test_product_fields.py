# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a product's two sides tell each other since their last sync (P6, P14)."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.product_fields import (
    NEVER_SYNCED,
    Comparison,
    Conflict,
    ProductFields,
    ProductSides,
    SyncRules,
    VariantFields,
    compare_product,
    note_synced,
    number_text,
    prefer,
)

FIELDS = frozenset({"title", "vendor", "tags", "barcode", "price", "hs_code"})
TO_ODOO = SyncRules(to_odoo=FIELDS)
TO_SHOPIFY = SyncRules(to_shopify=FIELDS)
BOTH = SyncRules(to_odoo=FIELDS, to_shopify=FIELDS)

MUG = ProductFields(
    title="Mug",
    vendor="Nordlicht",
    tags=("blue",),
    variants={"1": VariantFields(barcode="4006381333931", price="12.9", hs_code="691110")},
)
SYNCED = ProductSides(MUG, MUG)
TITLE, PRICE, HS_CODE = ("", "title"), ("1", "price"), ("1", "hs_code")


def sides(shopify=None, odoo=None):
    return ProductSides(MUG.with_values(shopify or {}), MUG.with_values(odoo or {}))


@pytest.mark.parametrize(
    ("rules", "to_odoo", "ignored"),
    [
        (TO_ODOO, {TITLE: "Cup", PRICE: "14"}, set()),
        (TO_SHOPIFY, {}, {TITLE, PRICE}),
        (BOTH, {TITLE: "Cup", PRICE: "14"}, set()),
        (SyncRules(), {}, set()),
    ],
)
def test_p6_what_changed_in_shopify_alone_goes_to_odoo_where_it_may(rules, to_odoo, ignored):
    found = compare_product(sides(shopify={TITLE: "Cup", PRICE: "14"}), SYNCED, rules)
    assert found == Comparison(to_odoo=to_odoo, ignored=frozenset(ignored))


@pytest.mark.parametrize(("rules", "sent"), [(TO_ODOO, False), (TO_SHOPIFY, True), (BOTH, True)])
def test_p6_what_changed_in_odoo_alone_stays_there_or_goes_to_shopify(rules, sent):
    found = compare_product(sides(odoo={TITLE: "Tasse"}), SYNCED, rules)
    assert found.to_shopify == ({TITLE: "Tasse"} if sent else {})
    assert found.to_odoo == {}


@pytest.mark.parametrize("rules", [TO_ODOO, TO_SHOPIFY, BOTH])
def test_p6_what_both_changed_is_asked_whichever_way_the_sync_goes(rules):
    found = compare_product(sides({TITLE: "Cup"}, {TITLE: "Tasse"}), SYNCED, rules)
    assert found == Comparison(conflicts=(Conflict(TITLE, odoo="Tasse", shopify="Cup"),))


@pytest.mark.parametrize(
    ("settle", "rules", "expected"),
    [
        ("shopify", TO_ODOO, Comparison(to_odoo={TITLE: "Cup"})),
        ("odoo", TO_ODOO, Comparison(ignored=frozenset({TITLE}))),
        ("odoo", TO_SHOPIFY, Comparison(to_shopify={TITLE: "Tasse"})),
        ("shopify", TO_SHOPIFY, Comparison(ignored=frozenset({TITLE}))),
    ],
)
def test_p6_the_shop_says_who_wins(settle, rules, expected):
    present = sides({TITLE: "Cup"}, {TITLE: "Tasse"})
    assert compare_product(present, SYNCED, replace(rules, settle=settle)) == expected


def test_p6_both_changed_to_the_same_is_agreement():
    assert compare_product(sides({TITLE: "Cup"}, {TITLE: "Cup"}), SYNCED, BOTH).is_settled


def test_p6_what_odoo_cannot_hold_as_shopify_writes_it_is_no_change():
    synced = sides(shopify={("", "vendor"): "NORDLICHT"})
    assert compare_product(synced, synced, BOTH).is_settled


def test_p6_the_first_sync_goes_the_one_way_that_is_allowed():
    present = sides({TITLE: "Cup", ("1", "barcode"): ""}, {TITLE: "Tasse", ("", "tags"): ()})
    taken = compare_product(present, NEVER_SYNCED, TO_ODOO)
    assert taken == Comparison(to_odoo={TITLE: "Cup", ("", "tags"): ("blue",)})
    sent = compare_product(present, NEVER_SYNCED, TO_SHOPIFY)
    assert sent == Comparison(to_shopify={TITLE: "Tasse", ("1", "barcode"): "4006381333931"})


def test_p6_at_the_first_sync_both_ways_the_filled_side_fills_the_other():
    present = sides({TITLE: "Cup", ("1", "barcode"): ""}, {TITLE: "Tasse", ("", "tags"): ()})
    found = compare_product(present, NEVER_SYNCED, BOTH)
    assert found.to_odoo == {("", "tags"): ("blue",)}
    assert found.to_shopify == {("1", "barcode"): "4006381333931"}
    assert [each.key for each in found.conflicts] == [TITLE]


@pytest.mark.parametrize("rules", [TO_ODOO, TO_SHOPIFY, BOTH])
def test_p9_an_empty_value_never_wipes_customs_data(rules):
    for present in (sides(shopify={HS_CODE: ""}), sides(odoo={HS_CODE: ""})):
        found = compare_product(present, SYNCED, rules)
        assert not any(HS_CODE in values for values in (found.to_odoo, found.to_shopify))
        assert not found.conflicts


def test_p6_an_emptied_barcode_is_a_change():
    key = ("1", "barcode")
    assert compare_product(sides(shopify={key: ""}), SYNCED, TO_ODOO).to_odoo == {key: ""}


def test_p10_a_variant_that_only_one_side_has_is_not_compared():
    more = replace(MUG, variants={**MUG.variants, "2": VariantFields(price="5")})
    assert compare_product(ProductSides(more, MUG), SYNCED, BOTH).is_settled
    assert compare_product(ProductSides(MUG, more), SYNCED, BOTH).is_settled


def test_p10_a_new_variant_has_no_base_of_its_own():
    more = replace(MUG, variants={**MUG.variants, "2": VariantFields(price="5")})
    less = replace(MUG, variants={**MUG.variants, "2": VariantFields(price="4")})
    found = compare_product(ProductSides(more, less), SYNCED, TO_ODOO)
    assert found.to_odoo == {("2", "price"): "5"}


def test_p6_a_conflict_stays_one_until_it_is_settled():
    present = sides({TITLE: "Cup"}, {TITLE: "Tasse"})
    for synced in (SYNCED, NEVER_SYNCED):
        found = compare_product(present, synced, BOTH)
        assert found.conflicts
        kept = note_synced(found, synced, present)
        again = compare_product(present, kept, BOTH)
        assert again.conflicts == found.conflicts
        assert again.to_odoo == again.to_shopify == {}


@pytest.mark.parametrize(("side", "way"), [("shopify", "to_odoo"), ("odoo", "to_shopify")])
def test_p6_a_person_settles_by_preferring_a_side(side, way):
    present = sides({TITLE: "Cup", PRICE: "14"}, {TITLE: "Tasse", PRICE: "15"})
    bases = prefer(side, [TITLE], present, SYNCED)
    found = compare_product(present, bases, BOTH)
    assert getattr(found, way) == {TITLE: getattr(present, side).title}
    assert [each.key for each in found.conflicts] == [PRICE]


def test_p14_what_was_refused_stays_a_change():
    present = sides(odoo={TITLE: "Tasse", PRICE: "13"})
    found = compare_product(present, SYNCED, TO_SHOPIFY)
    kept = note_synced(found, SYNCED, sides({PRICE: "13"}, {TITLE: "Tasse", PRICE: "13"}), [TITLE])
    again = compare_product(sides({PRICE: "13"}, {TITLE: "Tasse", PRICE: "13"}), kept, TO_SHOPIFY)
    assert again.to_shopify == {TITLE: "Tasse"}


texts = st.sampled_from(["", "a", "b"])
variant_fields = st.builds(VariantFields, barcode=texts, price=texts, hs_code=texts)
product_fields = st.builds(
    ProductFields,
    # Shopify has no product without one.
    title=st.sampled_from(["a", "b"]),
    vendor=texts,
    tags=st.sampled_from([(), ("x",)]),
    variants=st.dictionaries(st.sampled_from("123"), variant_fields),
)
product_sides = st.builds(ProductSides, product_fields, product_fields)


@given(product_sides)
def test_bases_survive_being_stored(both):
    assert ProductSides.from_json(json.loads(json.dumps(both.as_json()))) == both


@given(
    product_sides,
    st.one_of(st.just(NEVER_SYNCED), product_sides),
    st.sampled_from([TO_ODOO, TO_SHOPIFY, BOTH]),
    st.sampled_from(["odoo", "shopify", "ask"]),
)
def test_p14_a_second_sync_finds_nothing_more_to_write(present, synced, rules, settle):
    rules = replace(rules, settle=settle)
    found = compare_product(present, synced, rules)
    after = ProductSides(
        shopify=present.shopify.with_values(found.to_shopify),
        odoo=present.odoo.with_values(found.to_odoo),
    )
    again = compare_product(after, note_synced(found, synced, after), rules)
    assert again.to_odoo == again.to_shopify == {}
    assert again.conflicts == found.conflicts


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("12.90"), "12.9"),
        (Decimal(100), "100"),
        (Decimal("1E+2"), "100"),
        (Decimal("0.00"), "0"),
        (Decimal("-0.0"), "0"),
        (5, "5"),
        (0.5, "0.5"),
    ],
)
def test_equal_numbers_are_equal_texts(number, text):
    assert number_text(number) == text
