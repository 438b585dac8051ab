# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which rule inside one shop an order follows, and why (O25).

A condition is composed of facts that are asked for: ``AllOf``, ``AnyOf`` and ``Not`` may hold each
other in any depth. Texts are compared as a whole, whatever their case.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

ZERO = Decimal(0)


class Subject(Enum):
    """What of an order a condition looks at."""

    CHANNEL = "channel"
    APP = "app"
    STORE = "store"
    LOCATION = "location"
    TAG = "tag"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Traits:
    """What rules look at. A text is "" and a set empty where the order says nothing.

    :ivar store: the gid of the location whose till made the order
    :ivar locations: the gids of the locations that are to ship it
    :ivar country: ISO code of the ship-to country
    :ivar total: in the shop's currency
    """

    channel: str = ""
    app: str = ""
    store: str = ""
    locations: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    country: str = ""
    total: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class OneOf:
    """The order's fact, or one of them, is one of these values."""

    subject: Subject
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class TotalFrom:
    """The total is at least this."""

    amount: Decimal


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; without parts it holds for every order."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; without parts it holds for none."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


Condition = OneOf | TotalFrom | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class OrderRule:
    """A rule, known to the caller by its key."""

    key: int
    condition: Condition


@dataclass(frozen=True, slots=True)
class Fit:
    """The rule that an order follows.

    :ivar reasons: the simple conditions because of which it does; none for a rule for every order
    """

    key: int
    reasons: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class NoFit:
    """No rule fits: the shop's own settings hold."""


def first_fit(rules: Iterable[OrderRule], traits: Traits) -> Fit | NoFit:
    """Choose the first rule whose condition holds (O25).

    :param rules: in the order in which the shop has put them
    """
    for rule in rules:
        if holds(rule.condition, traits):
            return Fit(rule.key, tuple(reasons(rule.condition, traits)))
    return NoFit()


def holds(condition: Condition, traits: Traits) -> bool:
    """Tell whether a condition holds for an order."""
    match condition:
        case OneOf(subject=subject, values=values):
            wanted = {value.casefold() for value in values}
            return not wanted.isdisjoint(fact.casefold() for fact in _facts(subject, traits))
        case TotalFrom(amount=amount):
            return traits.total >= amount
        case AllOf(parts=parts):
            return all(holds(part, traits) for part in parts)
        case AnyOf(parts=parts):
            return any(holds(part, traits) for part in parts)
        case Not(part=part):
            return not holds(part, traits)


def reasons(condition: Condition, traits: Traits) -> Iterator[Condition]:
    """Give the simple conditions, some of them negated, because of which a condition holds.

    All of them hold, and whenever all of them do, so does the condition.
    """
    match condition:
        case AllOf(parts=parts):
            for part in parts:
                yield from reasons(part, traits)
        case AnyOf(parts=parts):
            yield from reasons(next(part for part in parts if holds(part, traits)), traits)
        case Not(part=AllOf(parts=parts)):
            yield from reasons(AnyOf(tuple(map(Not, parts))), traits)
        case Not(part=AnyOf(parts=parts)):
            yield from reasons(AllOf(tuple(map(Not, parts))), traits)
        case Not(part=Not(part=part)):
            yield from reasons(part, traits)
        case _:
            yield condition


def _facts(subject: Subject, traits: Traits) -> Iterable[str]:
    match subject:
        case Subject.CHANNEL:
            found: Iterable[str] = (traits.channel,)
        case Subject.APP:
            found = (traits.app,)
        case Subject.STORE:
            found = (traits.store,)
        case Subject.LOCATION:
            found = traits.locations
        case Subject.TAG:
            found = traits.tags
        case Subject.COUNTRY:
            found = (traits.country,)
    return [fact for fact in found if fact]
