# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's arithmetic in one currency: discounts first, then taxes, each rounded where it arises.

1. Discounts that belong to lines (``ONE``, ``EACH``) come off their lines, in the order given.
2. Discounts across the order (``ACROSS``) are rounded as a whole and spread over what the entitled
   lines still cost, so that the shares add up exactly.
3. Taxes are taken from what is left of each line, each tax line rounded on its own: on top of the
   price, or out of it as ``gross x rate / (1 + sum of rates)`` where prices include tax.

Tips, duties and cash rounding are added by the order and never discounted.
"""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from .money import ZERO, round_to


@dataclass(frozen=True)
class Discount:
    """What a discount is worth.

    :param Decimal value: per cent (``10``), or an amount in the currency
    :param bool percentage: says which of the two
    :param str method: ``ACROSS`` (one sum spread), ``EACH`` (per unit) or ``ONE`` (once a line)
    :param str target: ``LINE_ITEM`` or ``SHIPPING_LINE``
    :param frozenset|None entitled: positions of the lines it applies to; None: all
    """

    value: Decimal
    percentage: bool
    method: str = "ACROSS"
    target: str = "LINE_ITEM"
    entitled: frozenset | None = None


@dataclass(frozen=True)
class Charge:
    """Something that costs money: a line, or a shipping line (with quantity 1).

    :param Decimal unit_price: price of one
    :param int quantity: how many
    :param tuple rates: tax rates as Decimal (``0.19``), one a tax line
    :param bool discountable: False for tips and gift cards
    """

    unit_price: Decimal
    quantity: int = 1
    rates: tuple = ()
    discountable: bool = True


@dataclass(frozen=True)
class Priced:
    """What a charge comes to.

    :param Decimal original: before discounts
    :param tuple allocations: ``(position of the discount, amount)``
    :param Decimal discounted: after all discounts (with tax where prices include it)
    :param tuple taxes: one amount a tax line
    """

    original: Decimal
    allocations: tuple
    discounted: Decimal
    taxes: tuple


def spread(amount, weights, digits):
    """Spread an amount over weights so that the shares add up to it exactly.

    The largest remainders get the units that rounding down leaves over; of equal ones the first.

    :param Decimal amount: what to spread, not negative, in whole smallest units
    :param list weights: non-negative Decimals; all zero: nothing is spread
    :param int digits: decimals of the currency
    :return: one share a weight
    :rtype: list[Decimal]
    """
    whole = sum(weights, ZERO)
    if not whole:
        return [ZERO] * len(weights)
    unit = Decimal(1).scaleb(-digits)
    exact = [amount * weight / whole for weight in weights]
    shares = [share.quantize(unit, rounding=ROUND_FLOOR) for share in exact]
    missing = int(((amount - sum(shares, ZERO)) / unit).to_integral_value(ROUND_HALF_UP))
    by_remainder = sorted(range(len(weights)), key=lambda i: (shares[i] - exact[i], i))
    for position in by_remainder[:missing]:
        shares[position] += unit
    return shares


def taxes_of(amount, rates, digits, included):
    """Compute the tax lines of an amount.

    :param Decimal amount: what is left after discounts
    :param tuple rates: tax rates as Decimal
    :param int digits: decimals of the currency
    :param bool included: whether the amount includes its taxes
    :rtype: tuple[Decimal]
    """
    divisor = 1 + sum(rates, ZERO) if included else Decimal(1)
    return tuple(round_to(amount * rate / divisor, digits) for rate in rates)


def share_of(amount, part, whole, digits):
    """Give the share that a part of the units has in an amount.

    What is taken off is the difference of two shares, so that the steps add up exactly.

    :param Decimal amount: amount of all units
    :param int part: how many units
    :param int whole: all units
    :param int digits: decimals of the currency
    :rtype: Decimal
    """
    if part == whole:
        return amount
    return round_to(amount * part / whole, digits) if whole else ZERO


def round_cash(amount, step=Decimal("0.05")):
    """Round to what can be paid in coins.

    :param Decimal amount: what is due
    :param Decimal step: smallest coin
    :rtype: Decimal
    """
    return (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def price(charges, discounts, digits, included, target="LINE_ITEM"):
    """Price the lines, or the shipping lines, of an order.

    :param list charges: :class:`Charge`
    :param list discounts: :class:`Discount`, of both targets
    :param int digits: decimals of the currency
    :param bool included: whether prices include taxes
    :param str target: which discounts apply to these charges
    :return: one :class:`Priced` a charge
    :rtype: list[Priced]
    """
    originals = [round_to(charge.unit_price * charge.quantity, digits) for charge in charges]
    left = list(originals)
    allocations = [[] for _charge in charges]
    positions = [i for i, discount in enumerate(discounts) if discount.target == target]
    positions.sort(key=lambda i: discounts[i].method == "ACROSS")
    for position in positions:
        amounts = _discount_amounts(discounts[position], charges, left, digits)
        for line, amount in enumerate(amounts):
            if amount:
                left[line] -= amount
                allocations[line].append((position, amount))
    return [
        Priced(
            original,
            tuple(allocations[line]),
            left[line],
            taxes_of(left[line], charges[line].rates, digits, included),
        )
        for line, original in enumerate(originals)
    ]


def _discount_amounts(discount, charges, left, digits):
    entitled = [
        charge.discountable and (discount.entitled is None or line in discount.entitled)
        for line, charge in enumerate(charges)
    ]
    bases = [
        amount if is_entitled else ZERO for amount, is_entitled in zip(left, entitled, strict=True)
    ]
    if discount.method == "ACROSS":
        whole = sum(bases, ZERO)
        amount = whole * discount.value / 100 if discount.percentage else discount.value
        return spread(min(round_to(amount, digits), whole), bases, digits)
    if discount.percentage:
        return [round_to(base * discount.value / 100, digits) for base in bases]
    times = [charge.quantity if discount.method == "EACH" else 1 for charge in charges]
    return [
        min(round_to(discount.value * count, digits), base)
        for base, count in zip(bases, times, strict=True)
    ]
