# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify charged for, in one money set (O1, O9)."""

from dataclasses import dataclass
from decimal import Decimal

from .money import ZERO


@dataclass(frozen=True, slots=True)
class TaxCharge:
    """A tax that Shopify charged on one line: its title, rate (0.21 for 21 %) and amount.

    ``rate`` is None where Shopify states none; ``channel_liable`` tells that the sales channel owes
    the tax, and not the shop.
    """

    title: str
    rate: Decimal | None
    amount: Decimal
    channel_liable: bool = False


@dataclass(frozen=True, slots=True)
class DiscountCharge:
    """What one discount takes off a line: its code or title, and the amount."""

    title: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Charge:
    """A thing that Shopify charged for: a line item, a shipping line, a tip, a fee.

    ``stated_total`` is Shopify's own ``originalTotal`` before discounts. ``odoo_taxes`` names the
    Odoo taxes of a line where Odoo computes them (O8), "" where Shopify's are taken.
    """

    key: str
    kind: str
    description: str
    quantity: int
    unit_price: Decimal
    discounts: tuple[DiscountCharge, ...]
    taxes: tuple[TaxCharge, ...]
    stated_total: Decimal
    odoo_taxes: str = ""

    @property
    def discount(self) -> Decimal:
        """The sum of the discounts."""
        return sum((part.amount for part in self.discounts), ZERO)


@dataclass(frozen=True, slots=True)
class OrderCharges:
    """All that Shopify charged for an order, in one money set.

    ``is_converted`` tells that the buyer paid in another currency: Shopify converts each amount by
    itself then, and rounds it, so that they need not add up.
    """

    charges: tuple[Charge, ...]
    taxes_included: bool
    digits: int
    total_tax: Decimal
    total: Decimal
    is_converted: bool = False
