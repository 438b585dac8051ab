# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Let converted amounts add up (O1, O9).

Where a buyer pays in another currency, Shopify converts each amount of the order by itself and
rounds it: the lines' sum may differ from the total, and the taxes' from the tax, by as much as
their
roundings. The totals are what is booked, so the largest lines take up the difference, a smallest
unit each.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from .money import ZERO, smallest_unit
from .net_line import NetLine


def settle(lines: list[NetLine], *, total: Decimal, tax: Decimal, digits: int) -> list[NetLine]:
    """Bring lines to the order's totals, if no more than their roundings is missing.

    :param lines: the order's lines
    :param total: the order's total
    :param tax: the order's tax
    :param digits: decimals of the currency
    :return: the lines; unchanged where the difference is larger than roundings can be
    """
    tax_off = tax - sum((line.tax for line in lines), ZERO)
    total_off = total - sum((line.total for line in lines), ZERO)
    most = smallest_unit(digits) * (_count_amounts(lines) + 1) / 2
    if max(abs(tax_off), abs(total_off)) > most:
        return lines
    included = any(line.taxes_included for line in lines)
    lines = _spread(lines, tax_off, digits, _largest_tax, _more_tax)
    return _spread(lines, total_off if included else total_off - tax_off, digits, _price, _more_net)


def _count_amounts(lines: list[NetLine]) -> int:
    return sum(1 + len(line.charge.discounts) + len(line.taxes) for line in lines)


def _spread(
    lines: list[NetLine],
    difference: Decimal,
    digits: int,
    size: Callable[[NetLine], Decimal],
    add: Callable[[NetLine, Decimal], NetLine],
) -> list[NetLine]:
    unit = smallest_unit(digits).copy_sign(difference)
    places = sorted(
        (place for place, line in enumerate(lines) if size(line) > 0),
        key=lambda place: -size(lines[place]),
    )
    if not places:
        return lines
    settled = list(lines)
    for step in range(int(difference / unit)):
        place = places[step % len(places)]
        settled[place] = add(settled[place], unit)
    return settled


def _price(line: NetLine) -> Decimal:
    return line.net


def _largest_tax(line: NetLine) -> Decimal:
    return max((tax.amount for tax in line.taxes), default=ZERO)


def _more_net(line: NetLine, amount: Decimal) -> NetLine:
    return replace(line, net=line.net + amount)


def _more_tax(line: NetLine, amount: Decimal) -> NetLine:
    largest = max(range(len(line.taxes)), key=lambda place: line.taxes[place].amount)
    return replace(
        line,
        taxes=tuple(
            replace(tax, amount=tax.amount + amount) if place == largest else tax
            for place, tax in enumerate(line.taxes)
        ),
    )
