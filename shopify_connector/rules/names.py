# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How the names of a person become the names of a partner, and back (C9).

A shop has three sources, one for each of a partner's names. Import fills each name from its
source; export runs the same sources backwards. What an import has filled comes back unchanged for
every combination of sources. It can't be otherwise only where Odoo holds more than Shopify has
room for:

* a name whose source is *None* stays in Odoo, unless it stands in for an empty one;
* of two different persons, or two different companies, in one partner's names, the first by the
  order of C9 goes out;
* a name that its source could have filled, and that is empty, is filled by the next import.

Shopify's split of a full name into first and last name is no part of a partner's names. Whoever
passes on what Shopify has (``known``) gets that split back as long as the names still say the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import product


class NameSource(Enum):
    """What a partner's name is made of."""

    NONE = "none"
    FIRST_LAST = "first_last"
    LAST_FIRST = "last_first"
    COMPANY = "company"


_LINE_SPACE = re.compile(r"[\t\n\v\f\r]")
_SPLITTING = (NameSource.FIRST_LAST, NameSource.LAST_FIRST)


@dataclass(frozen=True, slots=True)
class NameSources:
    """The shop's three sources: of the name, the second name and the contact's name."""

    name: NameSource = NameSource.COMPANY
    name2: NameSource = NameSource.FIRST_LAST
    contact: NameSource = NameSource.FIRST_LAST


@dataclass(frozen=True, slots=True)
class PersonName:
    """The names of a customer and the company of its default address in Shopify."""

    first_name: str = ""
    last_name: str = ""
    company: str = ""


_NOBODY = PersonName()


@dataclass(frozen=True, slots=True)
class PartnerNames:
    """The names of a partner: its own, a second (commercial company) name, its contact's.

    A private person is its own contact: ``contact`` repeats ``name``.
    """

    name: str
    name2: str = ""
    contact: str = ""


def partner_names(person: PersonName, sources: NameSources, fallback: str = "") -> PartnerNames:
    """Fill a partner's names from Shopify's (C9, import).

    An empty name takes the second name's place, else the contact's, else the fallback, so that a
    partner has a name whenever the fallback is given. A second name that repeats the name is left
    out. Runs of spaces become one.

    :param person: the names in Shopify
    :param sources: the shop's sources
    :param fallback: the name of a partner for whom the sources give none, e.g. the email
    :return: the partner's names
    """
    name = _fill(sources.name, person)
    name2 = _fill(sources.name2, person)
    contact = _fill(sources.contact, person)
    if not name:
        name, name2 = name2, ""
    if not name:
        name, contact = contact, ""
    return PartnerNames(name or _tidy(fallback), "" if name2 == name else name2, contact)


def person_name(
    names: PartnerNames,
    sources: NameSources,
    known: PersonName = _NOBODY,
    fallback: str = "",
) -> PersonName:
    """Give the names that a partner has in Shopify (C9, export).

    First and last name come from the contact, if it is filled and its source splits, else from the
    second name likewise, else from the name; the company from the name, if that is its source, else
    from the second name, else from the contact. A name that only repeats the contact is a person's
    and no company. *First and last* splits after the first word, *last and first* before the last
    one. Where an import under the same sources would not give the names back, as when the name
    stands in for another or the names hold a first name of two words in two orders, that reading
    of the names is taken under which it does.

    :param names: the partner's names
    :param sources: the shop's sources
    :param known: the names in Shopify now, if there are any: kept when the partner's names still
        say the same
    :param fallback: the fallback with which the partner was imported; it never goes out as a name
    :return: the names for Shopify
    """
    names = PartnerNames(
        *(
            "" if text == _tidy(fallback) else text
            for text in map(_tidy, (names.name, names.name2, names.contact))
        )
    )
    if partner_names(known, sources) == names:
        return known
    plain = _plain_reading(names, sources)
    for reading in (plain, *_readings(names)):
        if partner_names(reading, sources) == names:
            return reading
    return plain


def _fill(source: NameSource, person: PersonName) -> str:
    match source:
        case NameSource.FIRST_LAST:
            return _tidy(f"{person.first_name} {person.last_name}")
        case NameSource.LAST_FIRST:
            return _tidy(f"{person.last_name} {person.first_name}")
        case NameSource.COMPANY:
            return _tidy(person.company)
        case NameSource.NONE:
            return ""


def _plain_reading(names: PartnerNames, sources: NameSources) -> PersonName:
    by_person = (
        (names.contact, sources.contact),
        (names.name2, sources.name2),
        (names.name, sources.name),
    )
    is_person = names.name == names.contact and sources.contact in _SPLITTING
    by_company = (
        ("" if is_person else names.name, sources.name),
        (names.name2, sources.name2),
        (names.contact, sources.contact),
    )
    text, source = next(
        ((text, source) for text, source in by_person if text and source in _SPLITTING),
        ("", NameSource.FIRST_LAST),
    )
    company = next(
        (text for text, source in by_company if text and source is NameSource.COMPANY), ""
    )
    first, last = _split(text, source)
    return PersonName(first, last, company)


def _split(text: str, source: NameSource) -> tuple[str, str]:
    before, _, after = (
        text.partition(" ") if source is NameSource.FIRST_LAST else text.rpartition(" ")
    )
    return (before, after) if source is NameSource.FIRST_LAST else (after, before)


def _readings(names: PartnerNames) -> Iterator[PersonName]:
    """Give every reading of the names, split anywhere: as a person, as a company, as both."""
    texts = tuple(dict.fromkeys(filter(None, (names.contact, names.name2, names.name))))
    persons = [person for text in texts for person in _persons(text)]
    yield from (PersonName(first, last) for first, last in persons)
    yield from (PersonName(company=text) for text in texts)
    for (first, last), company in product(persons, texts):
        yield PersonName(first, last, company)


def _persons(text: str) -> Iterator[tuple[str, str]]:
    """Give every first and last name that a text may hold, a first name of one word first."""
    words = text.split(" ")
    cuts = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    yield from cuts
    yield from ((after, before) for before, after in reversed(cuts))
    yield text, ""
    yield "", text


def _tidy(text: str) -> str:
    # Only the plain space parts names: a no-break or an ideographic space belongs to its name.
    return " ".join(word for word in _LINE_SPACE.sub(" ", text).split(" ") if word)
