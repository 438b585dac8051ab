# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""When an order is to be paid, and how much each time (O27)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .money import ZERO, round_money, smallest_unit

HUNDRED = Decimal(100)
PERCENT_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Schedule:
    """An instalment as Shopify tells it.

    :param balance: what is still to be paid of it
    :param completed: whether it is paid
    """

    balance: Decimal
    completed: bool = False


@dataclass(frozen=True, slots=True)
class TermsLine:
    """A line of payment terms: a share, due so many days after the invoice."""

    percent: Decimal
    days: int


def instalment_amounts(
    total: Decimal, schedules: Sequence[Schedule], digits: int
) -> tuple[Decimal, ...]:
    """Return the amounts of an order's instalments; their sum is the total (O27).

    Shopify tells only what is left to pay of each. What is paid belongs to those that are
    completed, in equal parts; while none is, to the first.

    :param total: the order's total
    :param schedules: at least one
    :param digits: decimals of the currency
    """
    balances = [schedule.balance for schedule in schedules]
    if sum(balances, ZERO) > total:
        return split_like(total, balances, digits)
    completed = [n for n, schedule in enumerate(schedules) if schedule.completed] or [0]
    parts = split_like(total - sum(balances, ZERO), [Decimal(1)] * len(completed), digits)
    for position, part in zip(completed, parts, strict=True):
        balances[position] += part
    return tuple(balances)


def split_like(total: Decimal, shares: Sequence[Decimal], digits: int) -> tuple[Decimal, ...]:
    """Split an amount in proportion to shares; the parts sum up to it exactly.

    :param total: with any sign
    :param shares: at least one, none negative; all zero splits evenly
    :param digits: decimals of the currency
    """
    whole = sum(shares, ZERO)
    if not whole:
        shares = [Decimal(1)] * len(shares)
        whole = Decimal(len(shares))
    parts: list[Decimal] = []
    given = done = ZERO
    for share in shares:
        done += share
        parts.append(round_money(total * done / whole, digits) - given)
        given += parts[-1]
    return tuple(parts)


def terms_lines(
    amounts: Sequence[Decimal], days: Sequence[int], digits: int
) -> tuple[TermsLine, ...]:
    """Return the lines of payment terms for such instalments; their shares sum up to 100 (O27).

    Equal parts stay equal, and shares are as round as the amounts allow: otherwise every order
    would have terms of its own for the sake of a cent. The invoice takes Shopify's very amounts.

    :param amounts: of the instalments, as many as days
    :param digits: decimals of the currency
    """
    return tuple(
        TermsLine(percent, late)
        for percent, late in zip(_percents(amounts, digits), days, strict=True)
    )


def _percents(amounts: Sequence[Decimal], digits: int) -> tuple[Decimal, ...]:
    total = sum(amounts, ZERO)
    near = smallest_unit(digits)
    if max(amounts) - min(amounts) <= near or not total:
        return split_like(HUNDRED, [Decimal(1)] * len(amounts), PERCENT_DIGITS)
    for places in range(PERCENT_DIGITS + 1):
        percents = split_like(HUNDRED, amounts, places)
        if all(
            abs(total * percent / HUNDRED - amount) <= near
            for percent, amount in zip(percents, amounts, strict=True)
        ):
            break
    return percents


def due_in(issued: date, due: date) -> int:
    """Return the days between the invoice and its due date, never negative."""
    return max((due - issued).days, 0)


def lines_key(lines: Sequence[TermsLine]) -> str:
    """Return a text that is the same for the same lines: ``30@0 70@30``."""
    return " ".join(f"{line.percent.normalize():f}@{line.days}" for line in lines)
