# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The kinds of filters a search field can have: each tests one record against one term."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from decimal import Decimal, InvalidOperation

from .syntax import Term

_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True)
class Filter:
    """A search field.

    :param get: reads the value (or list of values) of a node, or of a lazy sequence's header.
    :param test: tells whether a value answers a term.
    :param state_key: the state's key where ``get`` only reads one, else None.
    """

    get: Callable[[dict], object]
    test: Callable[[object, Term], bool]
    state_key: str | None = None

    def matches(self, record: dict, term: Term) -> bool:
        """Whether a record answers a term; of a list, one value is enough."""
        found = self.get(record)
        if isinstance(found, list | tuple):
            return any(self.test(value, term) for value in found)
        return self.test(found, term)


def key(name: str, test) -> Filter:
    """A filter on one key of the state, which may be derived."""

    def get(record):
        value = record.get(name)
        return value() if callable(value) else value

    return Filter(get, test, name)


def words_of(text) -> list[str]:
    """The words a text is indexed by."""
    return [word.casefold() for word in _WORD.findall(str(text or ""))]


def text(value, term: Term) -> bool:
    """Words, as Shopify indexes text: a quoted value is the whole, an unquoted one its words."""
    if term.value == "*" and not term.quoted:
        return bool(value)
    if value is None:
        return False
    if term.quoted:
        return str(value).casefold() == term.value.casefold()
    return holds_words(words_of(value), term.value)


def holds_words(indexed: list[str], wanted: str) -> bool:
    """Whether all wanted words are among the indexed ones; a trailing * asks for a prefix."""
    prefix = wanted.endswith("*")
    asked = words_of(wanted)
    if not asked:
        return False
    whole, last = (asked[:-1], asked[-1]) if prefix else (asked, None)
    if not all(word in indexed for word in whole):
        return False
    return last is None or any(word.startswith(last) for word in indexed)


def exact(value, term: Term) -> bool:
    """The whole value whatever its case; lists with commas; a trailing * asks for a prefix."""
    if term.value == "*" and not term.quoted:
        return bool(value)
    have = str("" if value is None else value).casefold()
    for wanted in _listed(term):
        if wanted.endswith("*") and not term.quoted and have.startswith(wanted[:-1]):
            return True
        if have == wanted:
            return True
    return False


def _listed(term: Term) -> list[str]:
    wanted = term.value.casefold()
    return [wanted] if term.quoted else [part for part in wanted.split(",") if part]


def gid(value, term: Term) -> bool:
    """Ids, as numbers or gids; comparisons and lists with commas."""
    have = _id_number(value)
    if have is None:
        return False
    numbers = [_id_number(part) for part in term.value.split(",")]
    return any(n is not None and compared(have, n, term.compare) for n in numbers)


def _id_number(value):
    digits = str(value or "").rpartition("/")[2].partition("?")[0]
    return int(digits) if digits.isdigit() else None


def number(value, term: Term) -> bool:
    """Numbers and amounts; comparisons."""
    try:
        return value is not None and compared(
            Decimal(str(value)), Decimal(term.value), term.compare
        )
    except InvalidOperation:
        return False


def boolean(value, term: Term) -> bool:
    """true and false."""
    return bool(value) == (term.value.casefold() == "true")


def moment(value, term: Term) -> bool:
    """Times in ISO 8601; a plain date stands for its first second, without comparison for all
    of it."""
    if term.value == "*":
        return bool(value)
    asked = parse_moment(term.value)
    have = parse_moment(value) if value else None
    if asked is None or have is None:
        return False
    if not term.compare and len(term.value) == 10:
        return have.date() == asked.date()
    return compared(have, asked, term.compare)


def parse_moment(text: str) -> datetime | None:
    """An aware time from ISO 8601, a date being its midnight in UTC; None for anything else."""
    try:
        parsed = datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    except ValueError:
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=timezone.utc)


def compared(have, wanted, compare: str) -> bool:
    """The comparison a term asks for; without one, equality."""
    match compare:
        case ">":
            return have > wanted
        case ">=":
            return have >= wanted
        case "<":
            return have < wanted
        case "<=":
            return have <= wanted
    return have == wanted
