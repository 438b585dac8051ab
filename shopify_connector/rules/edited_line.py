# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a line costs after an edit has taken units off (O18).

Shopify leaves a line's amounts as they were when units are taken off, and states apart what these
were worth. Where it does not, each amount is lowered in proportion.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .money import ZERO, round_money, smallest_unit


@dataclass(frozen=True, slots=True)
class LineAmounts:
    """The amounts of a line: its price before discounts, each of its discounts and taxes."""

    quantity: int
    gross: Decimal
    discounts: tuple[Decimal, ...]
    taxes: tuple[Decimal, ...]

    @property
    def net(self) -> Decimal:
        """The price after discounts."""
        return self.gross - sum(self.discounts, ZERO)


@dataclass(frozen=True, slots=True)
class TakenUnits:
    """Units that an edit has taken off, and what Shopify says they were worth."""

    units: int
    net: Decimal
    tax: Decimal


def lower(
    line: LineAmounts, unit_price: Decimal, off: int, stated: TakenUnits, digits: int
) -> LineAmounts:
    """Give a line's amounts without the units that were taken off.

    :param line: the amounts of all units
    :param unit_price: the price of one before discounts
    :param off: how many units are taken off, at most all
    :param stated: what Shopify says of units taken off; it counts if it is about just these
    :param digits: decimals of the currency
    """
    left = line.quantity - off
    if not off:
        return line
    if not left:
        return LineAmounts(0, ZERO, _zeros(line.discounts), _zeros(line.taxes))
    gross = _gross(line, unit_price, left, digits)
    if stated.units == off:
        net, tax = line.net - stated.net, sum(line.taxes, ZERO) - stated.tax
    else:
        net = _part(line.net, left, line.quantity, digits)
        tax = sum((_part(one, left, line.quantity, digits) for one in line.taxes), ZERO)
    return LineAmounts(
        left,
        gross,
        spread(gross - net, line.discounts, digits),
        spread(tax, line.taxes, digits),
    )


def spread(amount: Decimal, weights: Sequence[Decimal], digits: int) -> tuple[Decimal, ...]:
    """Part an amount in proportion to others, to the smallest unit.

    :param amount: what is parted; without weights there is nothing to part it on
    :param weights: at least zero each; if all are zero, the first takes everything
    :param digits: decimals of the currency
    """
    if not weights:
        return ()
    whole = sum(weights, ZERO)
    if not whole:
        return (amount, *_zeros(weights[1:]))
    parts = [round_money(amount * weight / whole, digits) for weight in weights]
    unit = smallest_unit(digits)
    # Those that weigh most bear what rounding has left over, a unit each.
    places = sorted(range(len(parts)), key=lambda place: -weights[place])
    for place in places:
        rest = amount - sum(parts, ZERO)
        if not rest:
            break
        parts[place] += min(max(rest, -unit), unit)
    parts[places[0]] += amount - sum(parts, ZERO)
    return tuple(parts)


def _gross(line: LineAmounts, unit_price: Decimal, left: int, digits: int) -> Decimal:
    """A converted line's price is no multiple of its unit price."""
    if line.gross == unit_price * line.quantity:
        return unit_price * left
    return _part(line.gross, left, line.quantity, digits)


def _part(amount: Decimal, units: int, whole: int, digits: int) -> Decimal:
    return round_money(amount * units / whole, digits)


def _zeros(amounts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    return tuple(ZERO for _amount in amounts)
