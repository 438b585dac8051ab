# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""From what Shopify paid back to the lines of an Odoo credit note (R3, R5).

What was refunded line by line is credited line by line, with the taxes that Shopify states. The
money
may be more or less than that: more, and less by the merchant's decision, is a line of its own; less
because the buyer still owed it is none, as it settles what is open on the invoice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from .charges import TaxCharge
from .money import ZERO, smallest_unit


class Target(StrEnum):
    """What a line of a credit note posts to (R3)."""

    PRODUCT = "product"
    GIFT_CARD = "gift_card"
    NOT_RESTOCKED = "not_restocked"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class RefundedPart:
    """How much of something that was sold a refund takes back.

    :param key: Shopify's id of what was sold; "" for what is no part of the order
    :param kind: what it is, as on the order's line: ``product``, ``shipping``, ``tip``, …
    :param quantity: units
    :param subtotal: price, with tax where prices include it
    :param tax: the sum of its taxes
    :param sold_taxes: the taxes as they were charged when it was sold
    :param restocked: whether the units went back to stock
    """

    key: str
    kind: str
    description: str
    quantity: int
    subtotal: Decimal
    tax: Decimal
    sold_taxes: tuple[TaxCharge, ...]
    restocked: bool = False


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """A refund, in one money set.

    :param paid_back: the money that went back, without cash rounding
    :param adjustment: what the merchant paid less than the parts are worth, by decision; its sign
        is
        not relied on
    :param adjustment_tax: the tax in it
    :param cash_rounding: what rounding added to the money in cash
    :param is_converted: whether the buyer paid in another currency, so that sums may be off
    """

    parts: tuple[RefundedPart, ...]
    paid_back: Decimal
    adjustment: Decimal
    adjustment_tax: Decimal
    cash_rounding: Decimal
    taxes_included: bool
    digits: int
    is_converted: bool = False


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A line of a credit note: amounts are positive where they go to the buyer."""

    target: Target
    key: str
    description: str
    quantity: int
    untaxed: Decimal
    taxes: tuple[TaxCharge, ...]

    @property
    def tax(self) -> Decimal:
        """The sum of the taxes."""
        return sum((tax.amount for tax in self.taxes), ZERO)

    @property
    def total(self) -> Decimal:
        """The amount with taxes."""
        return self.untaxed + self.tax


@dataclass(frozen=True, slots=True)
class CreditPlan:
    """The lines of a credit note.

    ``settled`` is what is credited and not paid back, as the buyer still owed it.
    """

    lines: tuple[CreditLine, ...]
    settled: Decimal

    @property
    def total(self) -> Decimal:
        """What is credited."""
        return sum((line.total for line in self.lines), ZERO)


def plan_credit(refund: RefundFacts) -> CreditPlan:
    """Plan the lines of a credit note (R3, R5).

    :param refund: what Shopify says
    :return: lines that sum up to the money that went back, and to what the buyer owes less
    """
    lines = [_credit_line(part, refund) for part in refund.parts]
    lines = _settle_conversion(lines, refund)
    missing = refund.paid_back - sum((line.total for line in lines), ZERO)
    by_decision = missing if missing > 0 else -min(-missing, abs(refund.adjustment))
    if by_decision:
        lines.append(_difference_line(by_decision, refund))
    if refund.cash_rounding:
        lines.append(_plain_line("cash_rounding", refund.cash_rounding))
    return CreditPlan(
        lines=tuple(line for line in lines if line.quantity or line.total),
        settled=by_decision - missing,
    )


def _credit_line(part: RefundedPart, refund: RefundFacts) -> CreditLine:
    taxes = spread_tax(part.tax, part.sold_taxes, refund.digits)
    booked = sum((tax.amount for tax in taxes), ZERO)
    return CreditLine(
        target=_target(part),
        key=part.key,
        description=part.description,
        quantity=part.quantity,
        untaxed=part.subtotal - booked if refund.taxes_included else part.subtotal,
        taxes=taxes,
    )


def _target(part: RefundedPart) -> Target:
    match part.kind:
        case "gift_card":
            return Target.GIFT_CARD
        case "product" | "deleted_product" | "custom_item":
            return Target.PRODUCT if part.restocked else Target.NOT_RESTOCKED
    return Target.REFUND


def spread_tax(amount: Decimal, sold: Sequence[TaxCharge], digits: int) -> tuple[TaxCharge, ...]:
    """Spread a sum of taxes over the taxes that were charged, so that the parts add up (R5).

    :param amount: the sum; where nothing was charged, nothing can be taken back
    :param sold: the taxes as charged
    :param digits: decimals of the currency
    """
    charged = [tax for tax in sold if tax.amount]
    whole = sum((tax.amount for tax in charged), ZERO)
    if not (amount and whole):
        return ()
    unit = smallest_unit(digits)
    exact = [amount * tax.amount / whole for tax in charged]
    parts = [part.quantize(unit, rounding=ROUND_FLOOR) for part in exact]
    left = int((amount - sum(parts, ZERO)) / unit)
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[:left]:
        parts[place] += unit
    return tuple(
        replace(tax, amount=part) for tax, part in zip(charged, parts, strict=True) if part
    )


def _settle_conversion(lines: list[CreditLine], refund: RefundFacts) -> list[CreditLine]:
    """Let the largest line take up what converting each amount by itself has lost (O1)."""
    missing = refund.paid_back - sum((line.total for line in lines), ZERO)
    most = smallest_unit(refund.digits) * (2 * len(lines) + 1) / 2
    if not (refund.is_converted and lines and missing and abs(missing) <= most):
        return lines
    largest = max(lines, key=lambda line: line.untaxed)
    return [
        replace(line, untaxed=line.untaxed + missing) if line is largest else line for line in lines
    ]


def _difference_line(difference: Decimal, refund: RefundFacts) -> CreditLine:
    """Return the line for money that is no part of the order, or that was kept by decision."""
    tax = min(abs(refund.adjustment_tax), abs(difference)).copy_sign(difference)
    taxes = spread_tax(abs(tax), _all_taxes(refund.parts), refund.digits)
    taxes = tuple(replace(one, amount=one.amount.copy_sign(difference)) for one in taxes)
    booked = sum((one.amount for one in taxes), ZERO)
    return replace(_plain_line("difference", difference - booked), taxes=taxes)


def _all_taxes(parts: Iterable[RefundedPart]) -> tuple[TaxCharge, ...]:
    sums: dict[TaxCharge, Decimal] = {}
    for part in parts:
        for tax in part.sold_taxes:
            key = replace(tax, amount=ZERO)
            sums[key] = sums.get(key, ZERO) + tax.amount
    return tuple(replace(key, amount=amount) for key, amount in sums.items())


def _plain_line(key: str, amount: Decimal) -> CreditLine:
    return CreditLine(
        target=Target.REFUND, key=key, description="", quantity=1, untaxed=amount, taxes=()
    )
