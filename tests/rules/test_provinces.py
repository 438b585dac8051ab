# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Provinces by code and by name (C8, C10)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.provinces import NO_PROVINCE, Province, Provinces

QUEBEC, ONTARIO = Province("QC", "Québec"), Province("ON", "Ontario")
CANADA = Provinces(
    "CA",
    shopify=(Province("QC", "Quebec"), Province("ON", "Ontario"), Province("NL", "Newfoundland")),
    odoo=(QUEBEC, ONTARIO),
)
# Shopify's codes are not Odoo's: only the names tell which is which.
MEXICO = Provinces(
    "MX",
    shopify=(Province("AGS", "Aguascalientes"), Province("CHIH", "Chihuahua")),
    odoo=(Province("AGU", "Aguascalientes"), Province("CHH", "Chihuahua")),
)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("QC", ""),
        (" qc ", ""),
        ("CA-QC", ""),
        ("ca-qc", ""),
        ("", "Québec"),
        ("", "quebec"),
        ("", "  QUE BEC"),
        ("", "Que\N{COMBINING ACUTE ACCENT}bec"),
        ("??", "Quebec"),
        ("QC", "Unknown"),
    ],
)
def test_c8_a_province_is_found_however_it_is_written(code, name):
    assert CANADA.to_odoo(code, name) == QUEBEC


@pytest.mark.parametrize(
    ("code", "name"),
    [("", ""), ("XX", ""), ("", "Bavaria"), ("US-QC", ""), ("NL", "Newfoundland"), ("CA-", "")],
)
def test_c8_an_unknown_province_gives_nothing_never_a_guess(code, name):
    assert CANADA.to_odoo(code, name) == NO_PROVINCE


def test_c8_both_directions():
    assert MEXICO.to_odoo("AGS") == Province("AGU", "Aguascalientes")
    assert MEXICO.to_shopify("AGU", "Aguascalientes") == Province("AGS", "Aguascalientes")


def test_c8_codes_with_the_country_in_them_are_given_as_they_are():
    thailand = Provinces("TH", shopify=(Province("TH-10", "Bangkok"),), odoo=(Province("10", ""),))
    assert thailand.to_shopify("10") == Province("TH-10", "Bangkok")
    assert thailand.to_odoo("TH-10") == Province("10", "")


@pytest.mark.parametrize(("source", "expected"), [("code", ONTARIO), ("name", QUEBEC)])
def test_c10_the_source_says_which_value_is_trusted_first(source, expected):
    assert replace(CANADA, source=source).to_odoo("ON", "Quebec") == expected


@pytest.mark.parametrize("source", ["code", "name"])
def test_c10_the_other_value_counts_where_the_first_is_unknown(source):
    canada = replace(CANADA, source=source)
    assert canada.to_odoo("ON", "???") == canada.to_odoo("???", "Ontario") == ONTARIO


def test_c8_two_provinces_of_one_name_are_not_guessed_between():
    twins = Provinces("XX", odoo=(Province("A", "Santa Fé"), Province("B", "Santa Fe")))
    assert twins.to_odoo("", "santa fe") == NO_PROVINCE
    assert twins.to_odoo("B", "santa fe") == Province("B", "Santa Fe")


def test_c8_marks_that_make_another_letter_are_no_accents():
    japan = Provinces("JP", odoo=(Province("1", "ふく"), Province("2", "ぶく")))
    assert japan.to_odoo("", "ぶく") == Province("2", "ぶく")


codes = st.text("ABC1", min_size=1, max_size=3)
names = st.text("aáeéoö ", min_size=1, max_size=4)
rows = st.lists(st.builds(Province, codes, names), max_size=4)


@given(rows, rows, st.sampled_from(["code", "name"]), st.data())
def test_c8_no_province_is_made_up(shopify, odoo, source, data):
    provinces = Provinces("CA", shopify, odoo, source)
    written = data.draw(st.sampled_from([*shopify, *odoo, Province("ZZZ", "zzz")]))
    assert provinces.to_odoo(written.code, written.name) in (*odoo, NO_PROVINCE)


@given(st.lists(st.builds(Province, codes, names), unique_by=lambda row: row.code), st.data())
def test_c8_a_code_of_both_sides_goes_there_and_back(same, data):
    provinces = Provinces("CA", same, same)
    for row in same:
        there = provinces.to_odoo(f"ca-{row.code.lower()}")
        assert provinces.to_shopify(there.code) == there == row
