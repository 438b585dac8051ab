# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Whether a partner can be exported as a customer, and as what (C11)."""

from dataclasses import asdict, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.customer_export import (
    Country,
    Exportable,
    ExportPartner,
    NotExportable,
    Problem,
    duplicates,
    export_customer,
)
from rules.customer_fields import CustomerFields
from rules.email import normalise_email
from rules.names import PersonName
from rules.phone import ValidPhone, normalise_phone
from rules.provinces import Province, Provinces

NORWAY, USA = Country("NO", "Norway"), Country("US", "United States")
PROVINCES = {
    "US": Provinces(
        "US", shopify=(Province("CA", "California"), Province("NY", "New York")), odoo=()
    ),
    "NO": Provinces("NO"),
}
JANE = ExportPartner(
    person=PersonName("Jane", "Doe", "Acme"),
    email="jane@example.com",
    phone="(415) 555-0123",
    street="1 Market St",
    street2="Floor 2",
    city="San Francisco",
    zip="94105",
    province=Province("CA", "California"),
    country=USA,
    company_country=NORWAY,
)
SENT = CustomerFields(
    first_name="Jane",
    last_name="Doe",
    company="Acme",
    email="jane@example.com",
    phone="+14155550123",
    street="1 Market St",
    street2="Floor 2",
    city="San Francisco",
    zip="94105",
    province_code="CA",
    country_code="US",
)


def problems_of(partner, provinces=PROVINCES):
    outcome = export_customer(partner, provinces)
    assert isinstance(outcome, NotExportable)
    return list(outcome.problems)


def sent_for(partner, provinces=PROVINCES):
    outcome = export_customer(partner, provinces)
    assert isinstance(outcome, Exportable)
    return outcome.fields


def test_c11_a_partner_in_shopifys_terms():
    assert sent_for(JANE) == SENT


def test_c11_a_name_is_not_needed():
    nameless = replace(JANE, person=PersonName())
    assert sent_for(nameless) == replace(SENT, first_name="", last_name="", company="")


def test_c11_spaces_around_are_not_sent():
    assert sent_for(replace(JANE, street=" 1 Market St\n", city="San Francisco ")) == SENT


# The email


def test_c11_of_several_emails_the_first_one_is_sent():
    assert sent_for(replace(JANE, email="Jane@Example.com; joe@example.com")) == SENT


@pytest.mark.parametrize(
    ("email", "problem"),
    [
        ("", Problem("no_email")),
        ("  ", Problem("no_email")),
        ("jane@", Problem("invalid_email", {"text": "jane@"})),
        ("jane", Problem("invalid_email", {"text": "jane"})),
    ],
)
def test_c11_needs_a_valid_email(email, problem):
    assert problems_of(replace(JANE, email=email)) == [problem]


# The phone


def test_c11_a_phone_of_ten_digits_is_sent_as_e164():
    assert sent_for(replace(JANE, phone="4155550123")).phone == "+14155550123"


def test_c11_a_phone_with_plus_and_digits_is_sent_as_e164():
    assert sent_for(replace(JANE, phone="+14155550123")).phone == "+14155550123"


def test_c11_a_phone_with_the_area_in_parentheses_is_sent_as_e164():
    assert sent_for(replace(JANE, phone="(415)555-0123")).phone == "+14155550123"


def test_c11_a_phone_with_country_spaces_and_dashes_is_sent_as_e164():
    assert sent_for(replace(JANE, phone="+1 415-555-0123")).phone == "+14155550123"


def test_c11_a_phone_is_not_needed():
    assert sent_for(replace(JANE, phone="")).phone == ""


@pytest.mark.parametrize(
    ("phone", "reason"),
    [
        ("415555012345", "too_long"),
        ("555-0123", "no_area_code"),
        ("4155550123 / 4155550124", "several_numbers"),
        ("call me", "not_a_number"),
    ],
)
def test_c11_an_invalid_phone_is_said_to_be_wrong_and_never_cut(phone, reason):
    partner = replace(JANE, phone=phone)
    assert problems_of(partner) == [Problem("invalid_phone", {"text": phone, "reason": reason})]
    assert export_customer(partner, PROVINCES).fields.phone == phone


def test_c11_an_extension_has_no_place_in_shopify_and_is_not_cut_off():
    phone = "415-555-0123 ext. 12"
    assert problems_of(replace(JANE, phone=phone)) == [
        Problem("phone_with_extension", {"text": phone, "extension": "12"})
    ]


# The country


def test_c11_a_partner_without_a_country_takes_the_companys():
    partner = replace(JANE, country=Country(), phone="22334455", province=Province())
    sent = sent_for(partner)
    assert (sent.country_code, sent.phone) == ("NO", "+4722334455")


def test_c11_no_country_at_all():
    partner = replace(JANE, country=Country(), company_country=Country(), phone="+14155550123")
    assert problems_of(partner) == [Problem("no_country")]


@pytest.mark.parametrize(
    "partner",
    [
        replace(JANE, country=Country("", "Atlantis")),
        replace(JANE, country=Country(), company_country=Country("", "Atlantis")),
    ],
    ids=["the partner's", "the company's"],
)
def test_c11_the_country_must_have_an_iso_code(partner):
    assert problems_of(replace(partner, phone="")) == [
        Problem("country_without_iso_code", {"country": "Atlantis"})
    ]


# The province


@pytest.mark.parametrize(
    "province", [Province("US-CA", ""), Province("", "california"), Province("ca", "Kalifornien")]
)
def test_c11_the_province_is_sent_by_shopifys_code(province):
    assert sent_for(replace(JANE, province=province)).province_code == "CA"


def test_c11_a_country_with_provinces_needs_one():
    assert problems_of(replace(JANE, province=Province())) == [
        Problem("province_missing", {"country": "United States"})
    ]


def test_c11_a_province_that_shopify_does_not_know():
    assert problems_of(replace(JANE, province=Province("PR", "Puerto Rico"))) == [
        Problem("province_unknown", {"province": "Puerto Rico", "country": "United States"})
    ]


@pytest.mark.parametrize("code", ["", "CA"])
def test_c11_where_no_provinces_are_known_the_states_code_goes_out_as_it_is(code):
    partner = replace(JANE, province=Province(code, ""))
    assert sent_for(partner, provinces={}).province_code == code


# The length


@pytest.mark.parametrize("name", ["street", "street2", "city", "zip"])
def test_c11_a_text_longer_than_shopify_takes_is_refused_and_not_cut(name):
    assert problems_of(replace(JANE, **{name: "x" * 256})) == [
        Problem("value_too_long", {"field": name, "length": 256, "limit": 255})
    ]
    assert getattr(sent_for(replace(JANE, **{name: "x" * 255})), name) == "x" * 255


@pytest.mark.parametrize("name", ["first_name", "last_name", "company"])
def test_c11_a_name_longer_than_shopify_takes_is_refused_and_not_cut(name):
    person = replace(JANE.person, **{name: "x" * 256})
    assert problems_of(replace(JANE, person=person)) == [
        Problem("value_too_long", {"field": name, "length": 256, "limit": 255})
    ]


def test_c11_all_problems_of_a_partner_are_told_at_once():
    partner = ExportPartner(email="jane@", phone="123", street="x" * 300)
    codes = [problem.code for problem in problems_of(partner)]
    assert codes == ["invalid_email", "invalid_phone", "no_country", "value_too_long"]


# Twice in one export


def duplicate(what, value, partner):
    return Problem(f"duplicate_{what}", {"value": value, "partner": partner})


def test_c11_of_two_partners_with_one_email_the_first_goes():
    exports = {7: SENT, 5: replace(SENT, phone="+14155550199", email="JANE@example.com")}
    assert duplicates(exports) == {7: (duplicate("email", "jane@example.com", 5),)}


def test_c11_all_that_a_partner_shares_is_told():
    exports = {
        1: SENT,
        2: replace(SENT, email="joe@example.com", phone="+14155550124"),
        3: replace(SENT, email="joe@example.com"),
    }
    assert duplicates(exports) == {
        3: (
            duplicate("email", "joe@example.com", 2),
            duplicate("phone", "+14155550123", 1),
        )
    }


def test_c11_a_refused_partner_keeps_nobody_else_from_going():
    exports = {
        1: SENT,
        2: replace(SENT, phone="+14155550124"),
        3: replace(SENT, email="joe@example.com", phone="+14155550124"),
    }
    assert list(duplicates(exports)) == [2]


def test_c11_no_phone_is_no_duplicate():
    exports = {1: replace(SENT, phone=""), 2: replace(SENT, phone="", email="joe@example.com")}
    assert duplicates(exports) == {}


# Whatever a partner holds

texts = st.one_of(st.text(max_size=300), st.sampled_from(["", "x" * 256, " a "]))
partners = st.builds(
    ExportPartner,
    person=st.builds(PersonName, texts, texts, texts),
    email=st.one_of(texts, st.sampled_from(["a@b.example", "A <a@b.example>", "a@b.example,x"])),
    phone=st.one_of(texts, st.sampled_from(["4155550123", "+4722334455", "4155550123 x9"])),
    street=texts,
    street2=texts,
    city=texts,
    zip=texts,
    province=st.builds(Province, texts, texts),
    country=st.sampled_from([USA, NORWAY, Country(), Country("", "Atlantis")]),
    company_country=st.sampled_from([NORWAY, Country()]),
)


@given(partners)
def test_c11_what_goes_out_is_fit_for_shopify(partner):
    outcome = export_customer(partner, PROVINCES)
    if isinstance(outcome, NotExportable):
        assert outcome.problems
        return
    sent = outcome.fields
    assert normalise_email(sent.email) == sent.email != ""
    assert not sent.phone or normalise_phone(sent.phone, "", "") == ValidPhone(sent.phone)
    assert sent.country_code
    assert sent.country_code != "US" or sent.province_code in ("CA", "NY")
    assert all(len(getattr(sent, each.name)) <= 255 for each in fields(sent))


@given(partners)
def test_c11_no_text_is_cut(partner):
    sent = export_customer(partner, PROVINCES).fields
    written = {**asdict(partner), **asdict(partner.person)}
    for name in ("first_name", "last_name", "company", "street", "street2", "city", "zip"):
        assert getattr(sent, name) == written[name].strip()


@given(
    st.dictionaries(
        st.integers(1, 9),
        st.builds(
            CustomerFields, email=st.sampled_from("abc"), phone=st.sampled_from(["", "1", "2"])
        ),
    )
)
def test_c11_what_goes_after_refusing_duplicates_is_unique(exports):
    refused = duplicates(exports)
    going = [sent for partner, sent in exports.items() if partner not in refused]
    assert len({sent.email for sent in going}) == len(going)
    phones = [sent.phone for sent in going if sent.phone]
    assert len(set(phones)) == len(phones)
