# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A line of an order by its amounts: before discounts, after them, and its taxes (O9, O10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from .charges import Charge, TaxCharge
from .money import ZERO, round_money


@dataclass(frozen=True, slots=True)
class NetLine:
    """What a line costs: ``gross`` before discounts and ``net`` after them, both with the taxes
    where prices include them."""

    charge: Charge
    gross: Decimal
    net: Decimal
    taxes: tuple[TaxCharge, ...]
    taxes_included: bool

    @property
    def untaxed(self) -> Decimal:
        """The net amount without taxes."""
        return self.net - self.tax if self.taxes_included else self.net

    @property
    def tax(self) -> Decimal:
        """The sum of the taxes."""
        return sum((tax.amount for tax in self.taxes), ZERO)

    @property
    def total(self) -> Decimal:
        """The net amount with taxes."""
        return self.net if self.taxes_included else self.net + self.tax

    def before_discounts(self, digits: int) -> NetLine:
        """Return the line as if there were no discounts.

        :param digits: decimals of the currency
        """
        return self._at(self._undiscounted, digits)

    def discounts_apart(self, digits: int) -> Iterator[tuple[str, NetLine]]:
        """Give each discount as a negative line; with the undiscounted line they are this one.

        :param digits: decimals of the currency
        :return: pairs of the discount's title and the line
        """
        before = self.before_discounts(digits)
        for place, discount in enumerate(self.charge.discounts, 1):
            last = place == len(self.charge.discounts)
            after = self if last else self._at(before.net - discount.amount, digits)
            yield discount.title, after._less(before)
            before = after

    @property
    def _undiscounted(self) -> Decimal:
        return self.gross if self.charge.discounts else self.net

    def _at(self, net: Decimal, digits: int) -> NetLine:
        """Return the line at another price, with taxes in proportion."""
        if net == self.net:
            return self
        taxes = tuple(replace(tax, amount=self._tax_at(net, tax, digits)) for tax in self.taxes)
        return replace(self, net=net, taxes=taxes)

    def _tax_at(self, net: Decimal, tax: TaxCharge, digits: int) -> Decimal:
        if self.net:
            return round_money(tax.amount * net / self.net, digits)
        rates = sum((part.rate or ZERO for part in self.taxes), ZERO)
        divisor = 1 + rates if self.taxes_included else Decimal(1)
        return round_money(net * (tax.rate or ZERO) / divisor, digits)

    def _less(self, other: NetLine) -> NetLine:
        taxes = tuple(
            replace(tax, amount=tax.amount - more.amount)
            for tax, more in zip(self.taxes, other.taxes, strict=True)
        )
        return replace(self, gross=ZERO, net=self.net - other.net, taxes=taxes)
