# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Write the prices of variants as Odoo has them: one price, and extras for attribute values (P9).

In Odoo a variant has no price of its own: it costs the product's price and what each of its
attribute values adds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

ZERO = Decimal(0)
#: Further unknown extras than these are not solved for; real prices hang on one or two options.
MAX_UNKNOWN = 200

Values = tuple[str, ...]
# A place among the options, and the value there.
_Unknown = tuple[int, str]
_Row = tuple[dict[_Unknown, Fraction], Fraction]


@dataclass(frozen=True, slots=True)
class SummedPrices:
    """A price and what each value adds to it, by the option's place and the value.

    Of each option the cheapest value adds nothing, unless the price would be below zero then.
    """

    base: Decimal
    extras: Mapping[tuple[int, str], Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoSum:
    """The prices are no sum of a price and extras; ``lowest`` is the lowest of them."""

    lowest: Decimal


def sum_prices(prices: Sequence[tuple[Values, Decimal]]) -> SummedPrices | NoSum:
    """Find a price and extras that add up to the price of each variant, exactly (P9).

    :param prices: value for each option, and the price, of each variant; at least one
    :return: the price and the extras, or that there are none
    """
    lowest = min(price for _values, price in prices)
    if all(price == lowest for _values, price in prices):
        return SummedPrices(lowest)
    options = range(len(prices[0][0]))
    for option in options:
        if extras := _by_one_option(prices, option, lowest):
            return SummedPrices(lowest, extras)
    solved = _solve(prices)
    return _normalised(solved, prices) if solved is not None else NoSum(lowest)


def _by_one_option(
    prices: Sequence[tuple[Values, Decimal]], option: int, lowest: Decimal
) -> dict[_Unknown, Decimal]:
    """Give the extras if the price hangs on this option alone."""
    by_value: dict[str, Decimal] = {}
    for values, price in prices:
        if by_value.setdefault(values[option], price) != price:
            return {}
    return {(option, value): price - lowest for value, price in by_value.items() if price > lowest}


def _solve(prices: Sequence[tuple[Values, Decimal]]) -> dict[_Unknown, Fraction] | None:
    """Solve for the extras, the price itself being in them; None if there are none.

    Each variant is a row: its extras add up to its price. The option with the most values is done
    away with first, which leaves few unknowns.
    """
    places = range(len(prices[0][0]))
    counts = [len({values[place] for values, _price in prices}) for place in places]
    if sum(counts) - max(counts) > MAX_UNKNOWN:
        return None
    ranks = {place: rank for rank, place in enumerate(sorted(places, key=counts.__getitem__)[::-1])}
    solver = _Solver(ranks)
    for values, price in prices:
        if not solver.add(enumerate(values), price):
            return None
    return solver.solution()


class _Solver:
    """Elimination over rows that are mostly empty.

    :param ranks: by the option's place, which unknowns are done away with first
    """

    def __init__(self, ranks: Mapping[int, int]) -> None:
        self._ranks = ranks
        self._rows: dict[_Unknown, _Row] = {}

    def add(self, unknowns: Iterable[_Unknown], total: Decimal) -> bool:
        """Add that these unknowns sum up to the total; tell whether that is no contradiction."""
        row, left = dict.fromkeys(unknowns, Fraction(1)), Fraction(total)
        while row:
            pivot = min(row, key=self._place)
            factor = row[pivot]
            if pivot not in self._rows:
                row = {key: part / factor for key, part in row.items()}
                self._rows[pivot] = (row, left / factor)
                return True
            known, total_of_known = self._rows[pivot]
            left -= factor * total_of_known
            for key, part in known.items():
                row[key] = row.get(key, Fraction(0)) - factor * part
            row = {key: part for key, part in row.items() if part}
        return not left

    def solution(self) -> dict[_Unknown, Fraction]:
        """:return: a value for each unknown; zero for one that may have any"""
        found: dict[_Unknown, Fraction] = {}
        for pivot in sorted(self._rows, key=self._place, reverse=True):
            row, total = self._rows[pivot]
            for key, part in row.items():
                if key != pivot:
                    total -= part * found.setdefault(key, Fraction(0))
            found[pivot] = total
        return found

    def _place(self, unknown: _Unknown) -> tuple[int, str]:
        return self._ranks[unknown[0]], unknown[1]


def _normalised(
    solved: Mapping[_Unknown, Fraction], prices: Sequence[tuple[Values, Decimal]]
) -> SummedPrices | NoSum:
    """Let the cheapest value of each option add nothing; amounts are as exact as the prices."""
    exponent = min(price.as_tuple().exponent for _values, price in prices)
    least: dict[int, Fraction] = {}
    for (place, _value), amount in solved.items():
        least[place] = min(amount, least.get(place, amount))
    base = sum(least.values(), Fraction(0))
    # A combination that is not there may be the cheapest, even below zero.
    first_adds = min(base, Fraction(0))
    amounts = {
        (place, value): amount - least[place] + (0 if place else first_adds)
        for (place, value), amount in solved.items()
    }
    base -= first_adds
    unit = Fraction(10) ** exponent
    if any((amount / unit).denominator != 1 for amount in (base, *amounts.values())):
        return NoSum(min(price for _values, price in prices))
    return SummedPrices(
        _decimal(base, exponent),
        {key: _decimal(amount, exponent) for key, amount in amounts.items() if amount},
    )


def _decimal(amount: Fraction, exponent: int) -> Decimal:
    return (Decimal(amount.numerator) / amount.denominator).quantize(Decimal(1).scaleb(exponent))
