# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""From what Shopify charged to the lines of an Odoo order, proved to the smallest unit (O9, O10).

Quantities, original prices and discount allocations are the facts; Shopify's discounted unit
prices are approximations and are not used. A line is written as its original price with a
percentage where that gives the exact net amount, else with the price that does. Taxes are those
that Shopify states (O8, *As charged by Shopify*).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from .money import ZERO, is_exact, round_money

HUNDRED = Decimal(100)
PERCENT_STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class TaxCharge:
    """A tax that Shopify charged on one line: its title, rate (0.21 for 21 %) and amount."""

    title: str
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Charge:
    """A thing that Shopify charged for: a line item, a shipping line, a tip, a fee.

    ``discount`` is the sum of the discount allocations, ``stated_total`` Shopify's own
    ``originalTotal`` before discounts.
    """

    key: str
    kind: str
    description: str
    quantity: int
    unit_price: Decimal
    discount: Decimal
    taxes: tuple[TaxCharge, ...]
    stated_total: Decimal


@dataclass(frozen=True, slots=True)
class OrderCharges:
    """All that Shopify charged for an order, in one money set."""

    charges: tuple[Charge, ...]
    taxes_included: bool
    digits: int
    total_tax: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line of the Odoo order. ``untaxed`` and the tax amounts are what Odoo must arrive at."""

    key: str
    kind: str
    description: str
    quantity: int
    price_unit: Decimal
    discount_percent: Decimal
    discount: Decimal
    untaxed: Decimal
    taxes: tuple[TaxCharge, ...]

    @property
    def total(self) -> Decimal:
        """The line's amount with taxes."""
        return self.untaxed + sum((tax.amount for tax in self.taxes), ZERO)


@dataclass(frozen=True, slots=True)
class OrderPlan:
    """The lines of an Odoo order and what they sum up to."""

    lines: tuple[PlannedLine, ...]
    untaxed: Decimal
    tax: Decimal
    total: Decimal


class PlanError(Exception):
    """An order that can't be written exactly. ``code`` and ``params`` say why."""

    code = "order_not_exact"

    def __init__(self, **params):
        super().__init__(self.code, params)
        self.params = params


class NoLines(PlanError):
    """The order charges for nothing at all."""

    code = "order_without_lines"


class TooPrecise(PlanError):
    """An amount has more decimals than its currency: params line, amount, digits."""

    code = "amount_too_precise"


class LineDiffers(PlanError):
    """A line's price times quantity is not its stated total: params line, expected, computed."""

    code = "line_differs"


class DiscountAbovePrice(PlanError):
    """A line's discounts exceed its price: params line, discount, price."""

    code = "discount_above_price"


class TotalsDiffer(PlanError):
    """The lines don't add up to Shopify's totals: params what, expected, computed, difference."""

    code = "totals_differ"


def plan_order(order: OrderCharges, tolerance: Decimal = ZERO) -> OrderPlan:
    """Plan the lines of an Odoo order and prove them against Shopify's totals (O9).

    :param order: what Shopify charged, in the money set of the document
    :param tolerance: a difference of the total up to this amount gets a rounding line
    :raises PlanError: a subclass that names the line or total that differs, and by how much
    """
    if not order.charges:
        raise NoLines()
    lines = [_plan_line(charge, order) for charge in order.charges]
    lines.extend(_rounding_line(lines, order, tolerance))
    plan = _sum_up(lines)
    _prove(plan, order)
    return plan


def _plan_line(charge: Charge, order: OrderCharges) -> PlannedLine:
    _check_charge(charge, order.digits)
    gross = charge.unit_price * charge.quantity
    net = gross - charge.discount
    taxes = _merge_taxes(charge.taxes)
    included = sum((tax.amount for tax in taxes), ZERO) if order.taxes_included else ZERO
    price_unit, percent = _representation(charge, net, bool(taxes), order.digits)
    return PlannedLine(
        key=charge.key,
        kind=charge.kind,
        description=charge.description,
        quantity=charge.quantity,
        price_unit=price_unit,
        discount_percent=percent,
        discount=charge.discount,
        untaxed=net - included,
        taxes=taxes,
    )


def _check_charge(charge: Charge, digits: int) -> None:
    amounts = (charge.unit_price, charge.discount, *(tax.amount for tax in charge.taxes))
    for amount in amounts:
        if not is_exact(amount, digits):
            raise TooPrecise(line=charge.description, amount=amount, digits=digits)
    gross = charge.unit_price * charge.quantity
    if gross != charge.stated_total:
        raise LineDiffers(line=charge.description, expected=charge.stated_total, computed=gross)
    if charge.discount > max(gross, ZERO):
        raise DiscountAbovePrice(line=charge.description, discount=charge.discount, price=gross)


def _merge_taxes(taxes: Iterable[TaxCharge]) -> tuple[TaxCharge, ...]:
    """Sum equal taxes of one line; a tax of rate and amount zero says nothing and is left out."""
    amounts: dict[tuple[str, Decimal], Decimal] = {}
    for tax in taxes:
        if tax.rate or tax.amount:
            key = (tax.title, tax.rate)
            amounts[key] = amounts.get(key, ZERO) + tax.amount
    return tuple(TaxCharge(title, rate, amount) for (title, rate), amount in amounts.items())


def _representation(
    charge: Charge, net: Decimal, taxed: bool, digits: int
) -> tuple[Decimal, Decimal]:
    """Choose price and percentage that Odoo's rounding brings to the net amount (O10).

    A taxed line's amounts are given to Odoo, so its percentage may be off by less than a rounding;
    an untaxed one is computed by Odoo, also summed up unrounded: there it must be exact.
    """
    gross = charge.unit_price * charge.quantity
    if not charge.discount or not gross:
        return charge.unit_price, ZERO
    percent = (charge.discount / gross * HUNDRED).quantize(PERCENT_STEP)
    by_percent = gross * (HUNDRED - percent) / HUNDRED
    if by_percent == net or (taxed and round_money(by_percent, digits) == net):
        return charge.unit_price, percent
    return net / charge.quantity, ZERO


def _rounding_line(
    lines: list[PlannedLine], order: OrderCharges, tolerance: Decimal
) -> Iterator[PlannedLine]:
    difference = order.total - sum((line.total for line in lines), ZERO)
    if difference and abs(difference) <= tolerance:
        yield PlannedLine(
            key="rounding",
            kind="rounding",
            description="",
            quantity=1,
            price_unit=difference,
            discount_percent=ZERO,
            discount=ZERO,
            untaxed=difference,
            taxes=(),
        )


def _sum_up(lines: list[PlannedLine]) -> OrderPlan:
    untaxed = sum((line.untaxed for line in lines), ZERO)
    total = sum((line.total for line in lines), ZERO)
    return OrderPlan(lines=tuple(lines), untaxed=untaxed, tax=total - untaxed, total=total)


def _prove(plan: OrderPlan, order: OrderCharges) -> None:
    for what, expected, computed in (
        ("total", order.total, plan.total),
        ("tax", order.total_tax, plan.tax),
    ):
        if expected != computed:
            raise TotalsDiffer(
                what=what, expected=expected, computed=computed, difference=expected - computed
            )
