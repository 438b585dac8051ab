# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How many orders, refunds and payments both sides have, and what they come to (O24)."""

from dataclasses import dataclass
from decimal import Decimal

from .money import ZERO
from .payment import Direction
from .reconciliation_facts import (
    OrderHere,
    OrderThere,
    Standing,
    Subject,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are on each side, and what they come to.

    :param waiting: how many of Shopify's are not due in Odoo yet
    :param waiting_amount: what those come to
    """

    there: int = 0
    there_amount: Decimal = ZERO
    here: int = 0
    here_amount: Decimal = ZERO
    waiting: int = 0
    waiting_amount: Decimal = ZERO

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.there + other.there,
            self.there_amount + other.there_amount,
            self.here + other.here,
            self.here_amount + other.here_amount,
            self.waiting + other.waiting,
            self.waiting_amount + other.waiting_amount,
        )


def tally(there: OrderThere | None, here: OrderHere | None) -> dict[Subject, Tally]:
    """Return what both sides of an order count and come to; None: that side has it not."""
    return {
        Subject.ORDER: _tally_order(there, here),
        Subject.REFUND: _tally_refunds(there, here),
        Subject.PAYMENT: _tally_payments(there, here),
    }


def _tally_order(there: OrderThere | None, here: OrderHere | None) -> Tally:
    result = Tally()
    if there and not there.is_cancelled:
        result += Tally(there=1, there_amount=there.ordered)
    if here and here.standing in (Standing.DRAFT, Standing.SALE):
        totals = [here.total, *(total for _record, total in here.doubles)]
        result += Tally(here=len(totals), here_amount=sum(totals, ZERO))
    return result


def _tally_refunds(there: OrderThere | None, here: OrderHere | None) -> Tally:
    result = Tally()
    if here and (here.is_history or not here.follows_refunds):
        return result
    refunds = [one for one in there.refunds if one.amount] if there else []
    for refund in refunds:
        known = here.refunds.get(refund.key) if here else None
        if not (known and known.is_settled):
            result += _tally_there(refund.amount, here)
    notes = here.notes if here else ()
    made = [one.note for one in here.refunds.values() if one.note] if here else []
    for note in (*notes, *made):
        if note.is_posted:
            result += Tally(here=1, here_amount=note.amount)
    return result


def _tally_payments(there: OrderThere | None, here: OrderHere | None) -> Tally:
    result = Tally()
    if here and here.is_history:
        return result
    for one in there.payments if there else ():
        if here and one.key in here.left_out:
            continue
        result += _tally_there(_signed(one.direction, one.amount), here)
    if here:
        for booked in here.payments.values():
            result += Tally(here=1, here_amount=_signed(booked.direction, booked.amount))
        for direction, amount in here.by_hand.items():
            result += Tally(here=int(bool(amount)), here_amount=_signed(direction, amount))
    return result


def _tally_there(amount: Decimal, here: OrderHere | None) -> Tally:
    """Return the tally of a refund or payment in Shopify, which waits for the order's invoice."""
    if here and here.is_invoiced:
        return Tally(there=1, there_amount=amount)
    return Tally(there=1, there_amount=amount, waiting=1, waiting_amount=amount)


def _signed(direction: Direction, amount: Decimal) -> Decimal:
    return amount if direction is Direction.IN else -amount
