# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Phone numbers as E.164 (C4, C11)."""

import pytest

from rules.phone import InvalidPhone, NoPhone, ValidPhone, normalise_phone


@pytest.mark.parametrize(
    "text",
    [
        "4155550123",
        "+14155550123",
        "(415)555-0123",
        "+1 415-555-0123",
        "(415) 555-0123",
        " 415.555.0123 ",
        "1 (415) 555-0123",
        "14155550123",
        "0014155550123",
        "tel:+1-415-555-0123",
        "+１４１５５５５０１２３",
    ],
)
def test_c11_accepted_forms_give_e164(text):
    assert normalise_phone(text, "US", "") == ValidPhone("+14155550123")


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("22 33 44 55", "NO", "+4722334455"),
        ("4722334455", "NO", "+4722334455"),
        ("06 12345678", "NL", "+31612345678"),
        ("02 1234 5678", "IT", "+390212345678"),
        ("+44 (0)20 7946 0958", "GB", "+442079460958"),
        ("0047 22 33 44 55", "US", "+4722334455"),
        ("+47 22 33 44 55", "US", "+4722334455"),
        ("Tel: 06-12345678", "nl", "+31612345678"),
    ],
)
def test_c4_numbers_of_other_countries(text, country, e164):
    assert normalise_phone(text, country, "") == ValidPhone(e164)


def test_c4_the_companys_country_counts_where_the_address_has_none():
    assert normalise_phone("22334455", "", "NO") == ValidPhone("+4722334455")


def test_c4_the_companys_country_is_not_tried_when_the_address_has_one():
    assert normalise_phone("22334455", "US", "NO") == InvalidPhone("22334455", "too_short")


@pytest.mark.parametrize(
    "text", ["415-555-0123 ext. 12", "(415) 555-0123 x12", "+14155550123;ext=12"]
)
def test_c11_an_extension_stands_apart(text):
    assert normalise_phone(text, "US", "") == ValidPhone("+14155550123", "12")


@pytest.mark.parametrize(
    ("text", "country", "reason"),
    [
        ("hello", "US", "not_a_number"),
        ("+", "US", "not_a_number"),
        ("123", "US", "too_short"),
        ("415555012345", "US", "too_long"),
        ("555-0123", "US", "no_area_code"),
        ("0000000000", "US", "not_assigned"),
        ("+999 1234567", "US", "unknown_country_code"),
        ("22334455", "", "no_country"),
        ("22334455", "XX", "no_country"),
        ("22334455 / 91234567", "NO", "several_numbers"),
        ("4155550123;4155550124", "US", "several_numbers"),
        ("4155550123 / x4155550124", "US", "several_numbers"),
        ("+14155550123\n+14155550124", "US", "several_numbers"),
        ("4155550123 or 4155550124", "US", "too_long"),
        ("0612345678 (mobiel)", "NL", "too_long"),
    ],
)
def test_c11_a_wrong_number_is_said_to_be_wrong_and_never_cut(text, country, reason):
    assert normalise_phone(text, country, "") == InvalidPhone(text, reason)


@pytest.mark.parametrize("text", ["", "  "])
def test_c11_no_phone_is_no_error(text):
    assert normalise_phone(text, "US", "NO") == NoPhone()
