# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Prices with and without tax, for thousands at once (P12).

A tax of so much per cent or so much a piece turns every price into the same multiple of it plus the
same addition. Two prices that Odoo has computed tell both, and so all others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

#: Far more than any currency has, and less than a float is sure of.
_EXACT_DIGITS = 8
_SAMPLES = (1000.0, 2000.0)


def exact(amount: float) -> Decimal:
    """Return an amount without the noise of its float: 0.1 + 0.2 is 0.3."""
    return Decimal(f"{amount:.{_EXACT_DIGITS}f}")


@dataclass(frozen=True, slots=True)
class Linear:
    """A conversion of prices: so many times the price, and an addition to it."""

    factor: float = 1.0
    addition: float = 0.0

    @classmethod
    def through(cls, convert: Callable[[float], float]) -> "Linear":
        """Find the conversion that a function of a price does.

        :param convert: gives what becomes of a price, not rounded
        """
        low, high = _SAMPLES
        at_low, at_high = convert(low), convert(high)
        factor = (at_high - at_low) / (high - low)
        return cls(factor, at_low - factor * low)

    def __call__(self, amount: float) -> float:
        return amount * self.factor + self.addition


UNCHANGED = Linear()
