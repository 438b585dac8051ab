# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which sales price in Odoo gives a price of Shopify's (P9, P12)."""

from dataclasses import dataclass
from decimal import Decimal

from .price_tax import UNCHANGED, Linear, exact

#: Further decimals that let every price come back exactly, even summed up of several extras.
_FURTHER_DIGITS = 2


@dataclass(frozen=True, slots=True)
class ImportedPrices:
    """Converts prices of Shopify's to sales prices that are sent as the same prices again.

    :param rate: by what an amount in the shop's currency is multiplied for Odoo's currency
    :param digits: decimals of Odoo's currency
    :param shop_digits: decimals of the shop's currency
    :param taxes: what taxes make of a price on its way to Shopify
    """

    rate: Decimal = Decimal(1)
    digits: int = 2
    shop_digits: int = 2
    taxes: Linear = UNCHANGED

    def list_price(self, price: Decimal, has_extras: bool = False) -> Decimal:
        """Give the sales price for a price of Shopify's.

        It has no more decimals than its currency, unless it takes more to get Shopify's price back.

        :param price: in the shop's currency
        :param has_extras: attribute values add to the sales price
        """
        amount = exact((float(price) - self.taxes.addition) / self.taxes.factor) * self.rate
        rounded = _rounded(amount, self.digits)
        if not has_extras and self.shop_price(rounded) == price:
            return rounded
        return _rounded(amount, self._many_digits)

    def extra(self, extra: Decimal) -> Decimal:
        """Give what an attribute value adds to the sales price.

        :param extra: what it adds in Shopify, in the shop's currency
        """
        amount = exact(float(extra) / self.taxes.factor) * self.rate
        return _rounded(amount, self._many_digits)

    def shop_price(self, list_price: Decimal) -> Decimal:
        """Give the price in Shopify that a sales price stands for."""
        return _rounded(exact(self.taxes(float(list_price / self.rate))), self.shop_digits)

    @property
    def _many_digits(self) -> int:
        # An amount in a currency of which one unit is worth a lot needs more of them.
        return self.digits + _FURTHER_DIGITS + max(0, -self.rate.adjusted())


def _rounded(amount: Decimal, digits: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-digits))
