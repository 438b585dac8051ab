# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Names in both directions (C9)."""

from dataclasses import astuple
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.names import (
    NameSource,
    NameSources,
    PartnerNames,
    PersonName,
    partner_names,
    person_name,
)

NONE, FIRST, LAST, COMPANY = (
    NameSource.NONE,
    NameSource.FIRST_LAST,
    NameSource.LAST_FIRST,
    NameSource.COMPANY,
)
ALL_SOURCES = [NameSources(*sources) for sources in product(NameSource, repeat=3)]
JANE = PersonName("Jane", "Doe", "Acme")
PRIVATE = PersonName("Jane", "Doe")

words = st.sampled_from(
    [
        "Maria",
        "del",
        "Mar",
        "Ruiz",
        "van",
        "der",
        "Jane",
        "O'Brien",
        "山田太郎",
        "Нина",
        "Acme",
        "AS",
        "& Co.",
        "Anne\N{NO-BREAK SPACE}Marie",
    ]
)
texts = st.one_of(st.lists(words, max_size=4).map(" ".join), st.text(max_size=8))
persons = st.builds(PersonName, texts, texts, texts)
sources_strategy = st.sampled_from(ALL_SOURCES)


def tidy(text):
    return partner_names(PersonName(text), NameSources(FIRST, NONE, NONE)).name


tidy_texts = texts.map(tidy)
# A word that comes twice could be of either name.
named_by_one_word = st.builds(
    lambda words, company: PersonName(words[0], " ".join(words[1:]), company),
    st.lists(words.filter(lambda word: " " not in word), min_size=1, max_size=5, unique=True),
    st.sampled_from(["Smith & Co. KG", "株式会社", "Acme, Inc."]),
)
typed_names = st.builds(PartnerNames, tidy_texts.filter(bool), tidy_texts, tidy_texts)


@pytest.mark.parametrize(
    ("sources", "person", "expected"),
    [
        (NameSources(COMPANY, FIRST, FIRST), JANE, PartnerNames("Acme", "Jane Doe", "Jane Doe")),
        (NameSources(FIRST, COMPANY, NONE), JANE, PartnerNames("Jane Doe", "Acme")),
        (NameSources(LAST, NONE, NONE), JANE, PartnerNames("Doe Jane")),
        (NameSources(COMPANY, NONE, LAST), JANE, PartnerNames("Acme", "", "Doe Jane")),
        (NameSources(FIRST, NONE, COMPANY), JANE, PartnerNames("Jane Doe", "", "Acme")),
        (NameSources(NONE, NONE, NONE), JANE, PartnerNames("jane@example.com")),
    ],
)
def test_c9_import_fills_each_name_from_its_source(sources, person, expected):
    assert partner_names(person, sources, "jane@example.com") == expected


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        pytest.param(
            NameSources(COMPANY, FIRST, FIRST),
            PartnerNames("Jane Doe", "", "Jane Doe"),
            id="second name takes the name's place",
        ),
        pytest.param(
            NameSources(COMPANY, NONE, LAST),
            PartnerNames("Doe Jane"),
            id="the contact takes the name's place",
        ),
        pytest.param(
            NameSources(FIRST, FIRST, NONE),
            PartnerNames("Jane Doe"),
            id="a second name that repeats the name is left out",
        ),
        pytest.param(
            NameSources(COMPANY, COMPANY, NONE),
            PartnerNames("jane@example.com"),
            id="the caller's fallback is the last",
        ),
    ],
)
def test_c9_import_fallbacks(sources, expected):
    assert partner_names(PRIVATE, sources, "jane@example.com") == expected


@pytest.mark.parametrize(
    ("sources", "names", "expected"),
    [
        pytest.param(
            NameSources(FIRST, FIRST, FIRST),
            PartnerNames("A One", "B Two", "C Three"),
            PersonName("C", "Three"),
            id="contact first",
        ),
        pytest.param(
            NameSources(FIRST, FIRST, NONE),
            PartnerNames("A One", "B Two", "C Three"),
            PersonName("B", "Two"),
            id="a contact whose source does not split is passed over",
        ),
        pytest.param(
            NameSources(FIRST, FIRST, FIRST),
            PartnerNames("A One", "B Two"),
            PersonName("B", "Two"),
            id="no contact: second name",
        ),
        pytest.param(
            NameSources(LAST, COMPANY, FIRST),
            PartnerNames("One A", "Acme"),
            PersonName("A", "One", "Acme"),
            id="no contact, second name does not split: name",
        ),
        pytest.param(
            NameSources(COMPANY, COMPANY, FIRST),
            PartnerNames("Acme", "Acme Group", "Jane Doe"),
            PersonName("Jane", "Doe", "Acme"),
            id="company: the name before the second name",
        ),
        pytest.param(
            NameSources(FIRST, COMPANY, NONE),
            PartnerNames("Jane Doe", "Acme"),
            PersonName("Jane", "Doe", "Acme"),
            id="company: the second name",
        ),
        pytest.param(
            NameSources(COMPANY, FIRST, FIRST),
            PartnerNames("Acme"),
            PersonName(company="Acme"),
            id="a company's name is not split",
        ),
        pytest.param(
            NameSources(COMPANY, FIRST, FIRST),
            PartnerNames("Jane Doe", "", "Jane Doe"),
            PRIVATE,
            id="a name that repeats the contact is no company",
        ),
        pytest.param(
            NameSources(COMPANY, FIRST, NONE),
            PartnerNames("Jane Doe", "", "Jane Doe"),
            PersonName(company="Jane Doe"),
            id="a repeated contact without a source is not a person's",
        ),
        pytest.param(
            NameSources(NONE, FIRST, NONE),
            PartnerNames("Jane Doe"),
            PRIVATE,
            id="a name in the second name's place is read as the second name",
        ),
        pytest.param(
            NameSources(NONE, LAST, COMPANY),
            PartnerNames("van der Berg Jan", "", "Acme"),
            PersonName("Jan", "van der Berg", "Acme"),
            id="so too last name first, with the particles",
        ),
    ],
)
def test_c9_export_order(sources, names, expected):
    assert person_name(names, sources) == expected


@pytest.mark.parametrize(
    ("source", "text", "first", "last"),
    [
        (FIRST, "Maria del Mar Ruiz", "Maria", "del Mar Ruiz"),
        (LAST, "van der Berg Jan", "Jan", "van der Berg"),
        (FIRST, "Madonna", "Madonna", ""),
        (LAST, "Madonna", "Madonna", ""),
        (FIRST, "山田太郎", "山田太郎", ""),
        (FIRST, "Anne\N{NO-BREAK SPACE}Marie Berg", "Anne\N{NO-BREAK SPACE}Marie", "Berg"),
    ],
)
def test_c9_split_keeps_everything(source, text, first, last):
    sources = NameSources(source, NONE, NONE)
    exported = person_name(PartnerNames(text), sources)
    assert exported == PersonName(first, last)
    assert partner_names(exported, sources) == PartnerNames(text)


@pytest.mark.parametrize("sources", ALL_SOURCES, ids=lambda s: f"{s.name}-{s.name2}-{s.contact}")
@given(person=persons)
def test_c9_what_an_import_filled_comes_back_after_export_and_import(sources, person):
    filled = partner_names(person, sources, "fallback@example.com")
    exported = person_name(filled, sources, fallback="fallback@example.com")
    assert partner_names(exported, sources, "fallback@example.com") == filled


@given(person=persons, sources=sources_strategy)
def test_c9_shopifys_own_split_is_kept_while_the_names_say_the_same(person, sources):
    filled = partner_names(person, sources, "fallback@example.com")
    exported = person_name(filled, sources, known=person, fallback="fallback@example.com")
    assert exported == person


@pytest.mark.parametrize("sources", ALL_SOURCES, ids=lambda s: f"{s.name}-{s.name2}-{s.contact}")
@settings(max_examples=40)
@given(person=named_by_one_word)
def test_c9_what_shopify_has_comes_back_after_import_and_export(sources, person):
    """A first name of one word tells where to split; a name without a source stays in Shopify."""
    used = {sources.name, sources.name2, sources.contact}
    exported = person_name(partner_names(person, sources), sources)
    assert exported == PersonName(
        first_name=person.first_name if used & {FIRST, LAST} else "",
        last_name=person.last_name if used & {FIRST, LAST} else "",
        company=person.company if COMPANY in used else "",
    )


@given(names=typed_names, sources=sources_strategy)
def test_c9_export_and_import_make_no_word_up(names, sources):
    back = partner_names(person_name(names, sources), sources)
    assert _words(back) <= _words(names)


def _words(names):
    return {word for text in astuple(names) for word in text.split(" ") if word}


@given(names=typed_names, sources=sources_strategy)
def test_c9_whatever_a_user_typed_the_leading_company_comes_back(names, sources):
    by_source = zip(astuple(names), astuple(sources), strict=True)
    leading = next((text for text, source in by_source if text and source is COMPANY), "")
    if len(set(astuple(names))) == len(astuple(names)):
        assert leading in ("", *astuple(partner_names(person_name(names, sources), sources)))


@given(names=typed_names, sources=sources_strategy)
def test_c9_whatever_a_user_typed_the_leading_name_comes_back(names, sources):
    filled = {
        "contact": (names.contact, sources.contact),
        "name2": (names.name2, sources.name2),
        "name": (names.name, sources.name),
    }
    leading = next(
        (key for key, (text, source) in filled.items() if text and source in (FIRST, LAST)), ""
    )
    back = partner_names(person_name(names, sources), sources)
    if leading == "name2":
        # With no name of its own the second name has moved up; a repeated one is left out.
        assert names.name2 in (back.name, back.name2)
    elif leading:
        assert getattr(names, leading) in (getattr(back, leading), back.name)


def test_c9_a_changed_name_replaces_what_shopify_knows():
    sources = NameSources(FIRST, NONE, NONE)
    known = PersonName("Maria del Mar", "Ruiz")
    assert person_name(PartnerNames("Maria del Mar Ruiz"), sources, known) == known
    assert person_name(PartnerNames("Maria Ruiz"), sources, known) == PersonName("Maria", "Ruiz")


def test_c9_two_orders_of_the_same_name_tell_where_to_split():
    sources = NameSources(FIRST, NONE, LAST)
    names = PartnerNames("Maria del Mar Ruiz", "", "Ruiz Maria del Mar")
    assert person_name(names, sources) == PersonName("Maria del Mar", "Ruiz")


def test_c9_the_fallback_never_goes_out_as_a_name():
    names = PartnerNames("jane@example.com", "", "jane@example.com")
    exported = person_name(names, NameSources(FIRST, NONE, FIRST), fallback="jane@example.com")
    assert exported == PersonName()


# What can't come back, as Shopify has no room for it.


@pytest.mark.parametrize(
    ("sources", "names", "back"),
    [
        pytest.param(
            NameSources(FIRST, NONE, NONE),
            PartnerNames("Jane Doe", "Acme", "Joe Roe"),
            PartnerNames("Jane Doe"),
            id="names without a source stay in Odoo",
        ),
        pytest.param(
            NameSources(FIRST, NONE, FIRST),
            PartnerNames("Jane Doe", "", "Joe Roe"),
            PartnerNames("Joe Roe", "", "Joe Roe"),
            id="two different persons",
        ),
        pytest.param(
            NameSources(COMPANY, COMPANY, NONE),
            PartnerNames("Acme", "Acme Group"),
            PartnerNames("Acme"),
            id="two different companies",
        ),
        pytest.param(
            NameSources(FIRST, NONE, FIRST),
            PartnerNames("Jane Doe"),
            PartnerNames("Jane Doe", "", "Jane Doe"),
            id="an empty name is filled",
        ),
    ],
)
def test_c9_what_shopify_has_no_room_for(sources, names, back):
    assert partner_names(person_name(names, sources), sources) == back
