# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a customer and its partner tell each other since their last sync (C6, C11, C12).

Each side has its own base: what it held at the last sync. A side has changed where it differs from
its own base, so that a value which Odoo can't hold as Shopify writes it is no change on either
side. Empty bases are those of a customer that was never synced: everything filled is new then.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal

from .address import comparable

Side = Literal["odoo", "shopify"]

GROUPS = {
    "name": ("first_name", "last_name", "company"),
    "email": ("email",),
    "phone": ("phone",),
    "address": ("street", "street2", "city", "zip", "province_code", "country_code"),
}


@dataclass(frozen=True, slots=True)
class CustomerFields:
    """A customer and its default address as one side holds them, in Shopify's terms.

    "" means not given; ``phone`` is E.164, ``province_code`` is without the country.
    """

    first_name: str = ""
    last_name: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    zip: str = ""
    province_code: str = ""
    country_code: str = ""

    def values(self, names: Collection[str]) -> dict[str, str]:
        """:return: the value of each of the named fields."""
        return {name: getattr(self, name) for name in names}


_EMPTY = CustomerFields()
_NAMES = tuple(each.name for each in fields(CustomerFields))


@dataclass(frozen=True, slots=True)
class CustomerSides:
    """What both sides hold now, or held at their last sync; empty when there was none."""

    shopify: CustomerFields = _EMPTY
    odoo: CustomerFields = _EMPTY

    def as_json(self) -> dict[str, dict[str, str]]:
        """:return: both sides as a dict to store, read back by :meth:`from_json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Any) -> "CustomerSides":
        """Read what :meth:`as_json` gave; fields that are missing or unknown do no harm.

        :param stored: the stored dict, or an empty value for a customer that was never synced
        :return: both sides
        """
        kept = stored or {}
        return cls(_fields(kept.get("shopify", {})), _fields(kept.get("odoo", {})))


NEVER_SYNCED = CustomerSides()


@dataclass(frozen=True, slots=True)
class UpdateRules:
    """What the shop allows: Shopify changes partners (C6), Odoo changes customers (C11).

    ``settle`` says which side wins where both have changed, or that a person is asked.
    """

    may_change_odoo: bool = False
    may_change_shopify: bool = False
    settle: Literal["odoo", "shopify", "ask"] = "ask"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A group of fields that both sides have changed.

    ``odoo`` and ``shopify`` are the group's values on either side; ``to_odoo`` is what is written
    when Shopify wins, ``to_shopify`` what is sent when Odoo wins.
    """

    group: str
    odoo: Mapping[str, str]
    shopify: Mapping[str, str]
    to_odoo: Mapping[str, str]
    to_shopify: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is to be done: values by field for each side, and what a person has to settle.

    ``ignored`` names the fields that only the side has changed from which nothing is taken over.
    """

    to_odoo: Mapping[str, str] = field(default_factory=dict)
    to_shopify: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    ignored: frozenset[str] = frozenset()

    @property
    def is_settled(self) -> bool:
        """Whether nothing is to be written and nobody to be asked."""
        return not (self.to_odoo or self.to_shopify or self.conflicts)


def compare_customer(
    present: CustomerSides, synced: CustomerSides, rules: UpdateRules
) -> Comparison:
    """Tell what goes from one side to the other (C6, C11, C12).

    Only fields that have changed since the last sync are taken over, so a user's own edits to
    other fields stay. Where one direction alone is allowed, the side that gives is the master: its
    change wins over the other side's. Where both are, a group of fields (:data:`GROUPS`) that both
    sides have changed is settled as a whole, so no street of one side stands beside the city of
    the other: what the winner has changed is taken over, and what only the loser has changed is
    undone. Changes that say the same, but for case and spaces, are in agreement.

    Before the first sync every filled field is a change, and an empty one is none: by itself it
    erases nothing. Names of which neither contradicts the other then fill each other.

    :param present: what both sides hold
    :param synced: what both sides held at their last sync, :data:`NEVER_SYNCED` if none was
    :param rules: the shop's settings
    :return: what is to be written on either side, and the conflicts when a person is to be asked
    """
    outcomes = [
        _compare_group(group, _Changes.of(names, present, synced), present, synced, rules)
        for group, names in GROUPS.items()
    ]
    comparison = Comparison(
        to_odoo={name: value for each in outcomes for name, value in each.to_odoo.items()},
        to_shopify={name: value for each in outcomes for name, value in each.to_shopify.items()},
        conflicts=tuple(conflict for each in outcomes for conflict in each.conflicts),
        ignored=frozenset().union(*(each.ignored for each in outcomes)),
    )
    if rules.settle == "ask":
        return comparison
    return settle_conflicts(
        comparison, {conflict.group: rules.settle for conflict in comparison.conflicts}
    )


def settle_conflicts(comparison: Comparison, choices: Mapping[str, Side]) -> Comparison:
    """Settle conflicts by the side that is to win in each group; others stay in conflict.

    :param comparison: the outcome of :func:`compare_customer`
    :param choices: ``odoo`` or ``shopify`` by group
    :return: the comparison with what is then to be written
    """
    to_odoo, to_shopify = dict(comparison.to_odoo), dict(comparison.to_shopify)
    for conflict in comparison.conflicts:
        match choices.get(conflict.group):
            case "shopify":
                to_odoo |= conflict.to_odoo
            case "odoo":
                to_shopify |= conflict.to_shopify
    left = tuple(each for each in comparison.conflicts if each.group not in choices)
    return replace(comparison, to_odoo=to_odoo, to_shopify=to_shopify, conflicts=left)


def note_synced(
    comparison: Comparison,
    synced: CustomerSides,
    after: CustomerSides,
    refused: Collection[str] = (),
) -> CustomerSides:
    """Give the bases of the next comparison (C12).

    A change that has not reached the other side stays a change: of a group in conflict, of a side
    from which nothing is taken over, of a field that the other side refused.

    :param comparison: what was done
    :param synced: the bases of this comparison
    :param after: what both sides hold now that it is done
    :param refused: the fields that could not be written
    :return: the bases to store
    """
    waiting = set(refused) | comparison.ignored
    for conflict in comparison.conflicts:
        waiting.update(conflict.to_odoo)
    return CustomerSides(
        shopify=replace(after.shopify, **synced.shopify.values(waiting)),
        odoo=replace(after.odoo, **synced.odoo.values(waiting)),
    )


def keep_odoo(
    conflicts: Collection[Conflict], present: CustomerSides, synced: CustomerSides
) -> CustomerSides:
    """Give the bases after which Odoo alone has changed what is in conflict (C12).

    Its values are a change from then on, and sent whenever that is possible.

    :param conflicts: those in which Odoo wins
    :param present: what both sides hold
    :param synced: what both sides held at their last sync
    :return: the bases to store
    """
    names = {name for conflict in conflicts for name in conflict.to_shopify}
    seen = present.shopify.values(names)
    return CustomerSides(shopify=replace(synced.shopify, **seen), odoo=replace(synced.odoo, **seen))


@dataclass(frozen=True, slots=True)
class _Changes:
    """The fields of a group in which the sides differ, by who has changed them."""

    shopify: frozenset[str]
    odoo: frozenset[str]
    agreed: frozenset[str]

    @classmethod
    def of(
        cls, names: Collection[str], present: CustomerSides, synced: CustomerSides
    ) -> "_Changes":
        differing = {
            name for name in names if getattr(present.shopify, name) != getattr(present.odoo, name)
        }
        shopify = frozenset(_changed(differing, present.shopify, synced.shopify))
        odoo = frozenset(_changed(differing, present.odoo, synced.odoo))
        agreed = frozenset(
            name
            for name in shopify & odoo
            if comparable(getattr(present.shopify, name)) == comparable(getattr(present.odoo, name))
        )
        return cls(shopify, odoo, agreed)

    @property
    def by_both(self) -> bool:
        return bool(self.shopify - self.agreed and self.odoo - self.agreed)


def _compare_group(
    group: str,
    changes: _Changes,
    present: CustomerSides,
    synced: CustomerSides,
    rules: UpdateRules,
) -> Comparison:
    match rules.may_change_odoo, rules.may_change_shopify:
        case True, True if changes.by_both and not _fill_each_other(group, changes, synced):
            return Comparison(conflicts=(_conflict(group, changes, present, synced),))
        case True, True:
            from_shopify = changes.shopify - changes.agreed
            from_odoo = changes.odoo - changes.agreed
        case True, False:
            from_shopify, from_odoo = changes.shopify, frozenset()
        case False, True:
            from_shopify, from_odoo = frozenset(), changes.odoo
        case _:
            from_shopify = from_odoo = frozenset()
    return Comparison(
        to_odoo=present.shopify.values(from_shopify),
        to_shopify=present.odoo.values(from_odoo),
        ignored=(changes.shopify | changes.odoo) - changes.agreed - from_shopify - from_odoo,
    )


def _fill_each_other(group: str, changes: _Changes, synced: CustomerSides) -> bool:
    """Tell whether each side only has what the other lacks; parts of addresses never mix."""
    names = GROUPS[group]
    is_first = synced.shopify.values(names) == synced.odoo.values(names) == _EMPTY.values(names)
    return is_first and group != "address" and changes.shopify & changes.odoo <= changes.agreed


def _conflict(
    group: str, changes: _Changes, present: CustomerSides, synced: CustomerSides
) -> Conflict:
    undone_odoo = changes.odoo - changes.shopify
    undone_shopify = changes.shopify - changes.odoo
    return Conflict(
        group=group,
        odoo=present.odoo.values(GROUPS[group]),
        shopify=present.shopify.values(GROUPS[group]),
        to_odoo=present.shopify.values(changes.shopify) | synced.odoo.values(undone_odoo),
        to_shopify=present.odoo.values(changes.odoo) | synced.shopify.values(undone_shopify),
    )


def _changed(
    names: Collection[str], present: CustomerFields, synced: CustomerFields
) -> Iterator[str]:
    return (name for name in names if getattr(present, name) != getattr(synced, name))


def _fields(values: Mapping[str, str]) -> CustomerFields:
    return CustomerFields(**{name: values[name] for name in _NAMES if values.get(name)})
