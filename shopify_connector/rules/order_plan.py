# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""From what Shopify charged to the lines of an Odoo order, proved to the smallest unit (O9, O10).

Quantities, original prices and discount allocations are the facts; Shopify's discounted unit
prices are approximations and are not used. A line is written as its original price with a
percentage where that gives the exact net amount, else with the price that does; or its discounts
stand on lines of their own, as the shop is set (O10). Taxes are those that Shopify states (O8, *As
charged by Shopify*), or none where Odoo computes them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from .charges import Charge, DiscountCharge, OrderCharges, TaxCharge
from .conversion import settle
from .money import ZERO, is_exact, round_money, smallest_unit
from .net_line import NetLine

HUNDRED = Decimal(100)
PERCENT_STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line of the Odoo order. ``untaxed`` and the tax amounts are what Odoo must arrive at."""

    key: str
    kind: str
    description: str
    quantity: int
    price_unit: Decimal
    discount_percent: Decimal
    discounts: tuple[DiscountCharge, ...]
    untaxed: Decimal
    taxes: tuple[TaxCharge, ...]
    odoo_taxes: str = ""

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


class NegativeTotal(PlanError):
    """The buyer would get money for the order: params total."""

    code = "negative_total"


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


def plan_order(
    order: OrderCharges, tolerance: Decimal = ZERO, discount_lines: bool = False
) -> OrderPlan:
    """Plan the lines of an Odoo order and prove them against Shopify's totals (O9).

    :param order: what Shopify charged, in the money set of the document
    :param tolerance: a difference of the total up to this amount gets a rounding line
    :param discount_lines: whether discounts stand on lines of their own (O10)
    :raises PlanError: a subclass that names the line or total that differs, and by how much
    """
    nets = _net_lines(order)
    if order.is_converted:
        nets = settle(nets, total=order.total, tax=order.total_tax, digits=order.digits)
    lines = _represent(nets, order.digits, discount_lines, given=True)
    lines.extend(_rounding_line(lines, order, tolerance))
    plan = _sum_up(lines)
    _prove(plan, order)
    return plan


def plan_lines(order: OrderCharges, discount_lines: bool = False) -> tuple[PlannedLine, ...]:
    """Plan the lines of an order whose taxes Odoo computes (O8).

    :param order: what Shopify charged, without its taxes
    :param discount_lines: whether discounts stand on lines of their own (O10)
    :return: lines; their amounts are prices as Shopify states them, with or without tax
    :raises PlanError: a subclass that names the line that is wrong
    """
    return tuple(_represent(_net_lines(order), order.digits, discount_lines, given=False))


def _net_lines(order: OrderCharges) -> list[NetLine]:
    if not order.charges:
        raise NoLines()
    if order.total < 0:
        raise NegativeTotal(total=order.total)
    return [_net_line(charge, order) for charge in order.charges]


def _net_line(charge: Charge, order: OrderCharges) -> NetLine:
    _check_precision(charge, order.digits)
    gross = _gross(charge, order)
    if charge.discount > max(gross, ZERO):
        raise DiscountAbovePrice(line=charge.description, discount=charge.discount, price=gross)
    return NetLine(
        charge=charge,
        gross=gross,
        net=gross - charge.discount,
        taxes=_merge_taxes(charge.taxes),
        taxes_included=order.taxes_included,
    )


def _check_precision(charge: Charge, digits: int) -> None:
    amounts = (
        charge.unit_price,
        *(part.amount for part in charge.discounts),
        *(tax.amount for tax in charge.taxes),
    )
    for amount in amounts:
        if not is_exact(amount, digits):
            raise TooPrecise(line=charge.description, amount=amount, digits=digits)


def _gross(charge: Charge, order: OrderCharges) -> Decimal:
    """Return a line's price before discounts; converted unit prices are each rounded."""
    gross = charge.unit_price * charge.quantity
    off = abs(gross - charge.stated_total)
    if order.is_converted and off * 2 <= smallest_unit(order.digits) * (charge.quantity + 1):
        return charge.stated_total
    if off:
        raise LineDiffers(line=charge.description, expected=charge.stated_total, computed=gross)
    return gross


def _merge_taxes(taxes: Iterable[TaxCharge]) -> tuple[TaxCharge, ...]:
    """Sum equal taxes of one line; a tax of rate and amount zero says nothing and is left out."""
    sums: dict[TaxCharge, Decimal] = {}
    for tax in taxes:
        if tax.rate or tax.amount:
            key = replace(tax, amount=ZERO)
            sums[key] = sums.get(key, ZERO) + tax.amount
    return tuple(replace(key, amount=amount) for key, amount in sums.items())


def _represent(
    nets: list[NetLine], digits: int, discount_lines: bool, given: bool
) -> list[PlannedLine]:
    if not discount_lines:
        return [_line(net, digits, given) for net in nets]
    full = [_line(net.before_discounts(digits), digits, given) for net in nets]
    return [*full, *_discount_lines(nets, digits)]


def _line(net: NetLine, digits: int, given: bool) -> PlannedLine:
    price_unit, percent = _representation(net, digits, given)
    return PlannedLine(
        key=net.charge.key,
        kind=net.charge.kind,
        description=net.charge.description,
        quantity=net.charge.quantity,
        price_unit=price_unit,
        discount_percent=percent,
        discounts=net.charge.discounts,
        untaxed=net.untaxed,
        taxes=net.taxes,
        odoo_taxes=net.charge.odoo_taxes,
    )


def _representation(net: NetLine, digits: int, given: bool) -> tuple[Decimal, Decimal]:
    """Choose price and percentage that Odoo's rounding brings to the net amount (O10).

    Where a line's amounts are given to Odoo, its percentage may be off by less than a rounding;
    else
    Odoo computes them, also summed up unrounded: there it must be exact.
    """
    charge = net.charge
    gross = charge.unit_price * charge.quantity
    if not gross or gross == net.net:
        return charge.unit_price, ZERO
    if charge.discounts and net.net < net.gross:
        percent = ((gross - net.net) / gross * HUNDRED).quantize(PERCENT_STEP)
        by_percent = gross * (HUNDRED - percent) / HUNDRED
        if by_percent == net.net or (given and round_money(by_percent, digits) == net.net):
            return charge.unit_price, percent
    return net.net / charge.quantity, ZERO


def _discount_lines(nets: list[NetLine], digits: int) -> Iterator[PlannedLine]:
    """Sum up each discount over the lines with the same taxes (O10)."""
    groups: dict[tuple, list[NetLine]] = {}
    for net in nets:
        for title, part in net.discounts_apart(digits):
            if part.net or any(tax.amount for tax in part.taxes):
                taxes = tuple(replace(tax, amount=ZERO) for tax in part.taxes)
                groups.setdefault((title, taxes, net.charge.odoo_taxes), []).append(part)
    for number, ((title, taxes, odoo_taxes), parts) in enumerate(groups.items(), 1):
        yield PlannedLine(
            key=f"discount {number}",
            kind="discount",
            description=title,
            quantity=1,
            price_unit=sum((part.net for part in parts), ZERO),
            discount_percent=ZERO,
            discounts=(),
            untaxed=sum((part.untaxed for part in parts), ZERO),
            taxes=tuple(
                replace(tax, amount=sum((part.taxes[place].amount for part in parts), ZERO))
                for place, tax in enumerate(taxes)
            ),
            odoo_taxes=odoo_taxes,
        )


def _rounding_line(
    lines: list[PlannedLine], order: OrderCharges, tolerance: Decimal
) -> Iterator[PlannedLine]:
    difference = order.total - sum((line.total for line in lines), ZERO)
    if difference and abs(difference) <= tolerance:
        yield rounding_line(difference)


def rounding_line(difference: Decimal) -> PlannedLine:
    """Return the line that takes up a difference within the shop's tolerance (O9)."""
    return PlannedLine(
        key="rounding",
        kind="rounding",
        description="",
        quantity=1,
        price_unit=difference,
        discount_percent=ZERO,
        discounts=(),
        untaxed=difference,
        taxes=(),
    )


def _sum_up(lines: list[PlannedLine]) -> OrderPlan:
    untaxed = sum((line.untaxed for line in lines), ZERO)
    total = sum((line.total for line in lines), ZERO)
    return OrderPlan(lines=tuple(lines), untaxed=untaxed, tax=total - untaxed, total=total)


def _prove(plan: OrderPlan, order: OrderCharges) -> None:
    for what, expected, computed in (
        ("tax", order.total_tax, plan.tax),
        ("total", order.total, plan.total),
    ):
        if expected != computed:
            raise TotalsDiffer(
                what=what, expected=expected, computed=computed, difference=expected - computed
            )
