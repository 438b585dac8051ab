# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What has changed in an order since Odoo's order was made from it (O18).

An order is compared aspect by aspect: each of its lines, its addresses, its customer, its note and
where it ships from. What was looked at and settled is taken over, aspect by aspect, into the state
that the next comparison begins with.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from .address import Address


class ChangeKind(StrEnum):
    """What has become of an aspect of an order."""

    LINE_ADDED = "line_added"
    LINE_REMOVED = "line_removed"
    QUANTITY_RAISED = "quantity_raised"
    QUANTITY_LOWERED = "quantity_lowered"
    AMOUNTS = "amounts"
    LOCATION = "location"
    SHIPPING_ADDRESS = "shipping_address"
    BILLING_ADDRESS = "billing_address"
    CUSTOMER = "customer"
    NOTE = "note"

    @property
    def is_of_line(self) -> bool:
        """Whether it is a line that has changed."""
        return self in _OF_LINES


_OF_LINES = (
    ChangeKind.LINE_ADDED,
    ChangeKind.LINE_REMOVED,
    ChangeKind.QUANTITY_RAISED,
    ChangeKind.QUANTITY_LOWERED,
    ChangeKind.AMOUNTS,
)


@dataclass(frozen=True, slots=True)
class LineTax:
    """A tax on a line: its title, rate (0.21 for 21 %) and amount."""

    title: str
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class LineState:
    """A thing that the order charges for, as edits left it.

    ``quantity`` still counts units that were paid back: they are refunded, not edited away.
    """

    kind: str
    name: str
    quantity: int
    unit_price: Decimal
    discount: Decimal
    taxes: tuple[LineTax, ...] = ()

    @property
    def net(self) -> Decimal:
        """The price after discounts."""
        return self.unit_price * self.quantity - self.discount

    @property
    def amounts(self) -> tuple:
        """What a unit costs and what is charged on the line, apart from its quantity."""
        return self.unit_price, self.discount, self.taxes


@dataclass(frozen=True, slots=True)
class OrderState:
    """All of an order that an Odoo order is made from.

    :param lines: by Shopify's id of the line
    :param locations: Shopify's ids of the locations that ship a line, by the line's id
    :param customer: Shopify's id of the customer
    """

    lines: Mapping[str, LineState] = field(default_factory=dict)
    locations: Mapping[str, frozenset[str]] = field(default_factory=dict)
    shipping_address: Address = Address()
    billing_address: Address = Address()
    customer: str = ""
    note: str = ""

    @classmethod
    def from_json(cls, stored: Mapping) -> "OrderState":
        """Read what :meth:`as_json` gave."""
        return cls(
            lines={key: _line_from(line) for key, line in stored["lines"].items()},
            locations={key: frozenset(ids) for key, ids in stored["locations"].items()},
            shipping_address=Address(**stored["shipping_address"]),
            billing_address=Address(**stored["billing_address"]),
            customer=stored["customer"],
            note=stored["note"],
        )

    def as_json(self) -> dict:
        """:return: the state as a dict to store"""
        return {
            "lines": {key: _line_as_json(line) for key, line in self.lines.items()},
            "locations": {key: sorted(ids) for key, ids in self.locations.items()},
            "shipping_address": _address_as_json(self.shipping_address),
            "billing_address": _address_as_json(self.billing_address),
            "customer": self.customer,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of one aspect.

    :param key: the line's id for what is about a line, else ``""``
    :param before: the line, the address, the id, the text, or the lines' locations as they were;
        None for a line that was not there
    :param now: the same as it is; for a location only the lines that have moved
    """

    kind: ChangeKind
    key: str
    before: object
    now: object

    @property
    def aspect(self) -> str:
        """What is the same for each change of this aspect of the order."""
        return f"line:{self.key}" if self.kind.is_of_line else self.kind.value


def compare(booked: OrderState, now: OrderState) -> tuple[Change, ...]:
    """Compare an order with what its Odoo order was made from.

    :param booked: what the Odoo order was made from, or was settled since
    :param now: what Shopify says
    :return: changes, those of lines first and in the order of the lines
    """
    return (*_line_changes(booked, now), *_location_change(booked, now), *_others(booked, now))


def take_over(booked: OrderState, now: OrderState, changes: Iterable[Change]) -> OrderState:
    """Give the state after some changes have been settled.

    :param booked: the state that was compared
    :param now: what Shopify says
    :param changes: those of :func:`compare` that are settled
    """
    lines, values = dict(booked.lines), {}
    for change in changes:
        if change.kind.is_of_line:
            lines.pop(change.key, None)
            if change.key in now.lines:
                lines[change.key] = now.lines[change.key]
        elif change.kind == ChangeKind.LOCATION:
            values["locations"] = now.locations
        else:
            values[change.kind.value] = getattr(now, change.kind.value)
    return replace(booked, lines=lines, **values)


def _line_changes(booked: OrderState, now: OrderState) -> Iterator[Change]:
    for key in dict.fromkeys((*booked.lines, *now.lines)):
        before, after = booked.lines.get(key), now.lines.get(key)
        if kind := _line_change(before, after):
            yield Change(kind, key, before, after)


def _line_change(before: LineState | None, after: LineState | None) -> ChangeKind | None:
    had = before.quantity if before else 0
    has = after.quantity if after else 0
    if not had and not has:
        return None
    if not had:
        return ChangeKind.LINE_ADDED if before is None else ChangeKind.QUANTITY_RAISED
    if not has:
        return ChangeKind.LINE_REMOVED
    if has != had:
        return ChangeKind.QUANTITY_RAISED if has > had else ChangeKind.QUANTITY_LOWERED
    return ChangeKind.AMOUNTS if before.amounts != after.amounts else None


def _location_change(booked: OrderState, now: OrderState) -> Iterator[Change]:
    """A line has moved when it ships from where it did not before.

    One that ships from fewer places has not: what one of them had to send is sent.
    """
    moved = {
        key: places
        for key, places in now.locations.items()
        if booked.locations.get(key) and places - booked.locations[key]
    }
    if moved:
        before = {key: booked.locations[key] for key in moved}
        yield Change(ChangeKind.LOCATION, "", before, moved)


def _others(booked: OrderState, now: OrderState) -> Iterator[Change]:
    for kind in (
        ChangeKind.CUSTOMER,
        ChangeKind.BILLING_ADDRESS,
        ChangeKind.SHIPPING_ADDRESS,
        ChangeKind.NOTE,
    ):
        before, after = getattr(booked, kind.value), getattr(now, kind.value)
        if before != after:
            yield Change(kind, "", before, after)


# === JSON === #


def _line_as_json(line: LineState) -> dict:
    return {
        "kind": line.kind,
        "name": line.name,
        "quantity": line.quantity,
        "unit_price": str(line.unit_price),
        "discount": str(line.discount),
        "taxes": [[tax.title, str(tax.rate), str(tax.amount)] for tax in line.taxes],
    }


def _line_from(stored: Mapping) -> LineState:
    return LineState(
        kind=stored["kind"],
        name=stored["name"],
        quantity=stored["quantity"],
        unit_price=Decimal(stored["unit_price"]),
        discount=Decimal(stored["discount"]),
        taxes=tuple(
            LineTax(title, Decimal(rate), Decimal(amount))
            for title, rate, amount in stored["taxes"]
        ),
    )


def _address_as_json(address: Address) -> dict[str, str]:
    """An address without its empty parts: most of them are."""
    parts = {name: getattr(address, name) for name in Address.__slots__}
    return {name: value for name, value in parts.items() if value}
