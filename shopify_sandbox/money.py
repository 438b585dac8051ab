# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Money as Shopify writes it: decimals, both currencies side by side, and their texts."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

ZERO = Decimal(0)

_NO_DECIMALS = ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND")
_THREE_DECIMALS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_DIGITS = {**dict.fromkeys(_NO_DECIMALS, 0), **dict.fromkeys(_THREE_DECIMALS, 3)}


def digits_of(currency):
    """Tell how many decimals amounts of a currency have.

    :param str currency: ISO 4217 code
    :return: 0, 2 or 3; an unknown code counts as a currency with two decimals
    :rtype: int
    """
    return _DIGITS.get(currency, 2)


def round_to(amount, digits):
    """Round half up to a number of decimals, as Shopify does.

    :param Decimal amount: the exact amount
    :param int digits: number of decimals
    :rtype: Decimal
    """
    return amount.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def decimal_text(amount):
    """Write an amount like Shopify's scalar Decimal: ``25.0``, ``12.5``, ``9.99``.

    :param Decimal amount: the amount
    :rtype: str
    """
    text = format(amount, "f")
    if "." not in text:
        return f"{text}.0"
    text = text.rstrip("0")
    return f"{text}0" if text[-1] == "." else text


def money_text(amount):
    """Write an amount like Shopify's scalar Money: ``25.00``.

    :param Decimal amount: the amount
    :rtype: str
    """
    return format(amount if amount.as_tuple().exponent <= -2 else round_to(amount, 2), "f")


class Pair(NamedTuple):
    """One sum in shop money and in presentment money.

    Pairs are added and subtracted currency by currency.
    """

    shop: Decimal
    presentment: Decimal

    def __add__(self, other):
        return Pair(self.shop + other.shop, self.presentment + other.presentment)

    def __sub__(self, other):
        return Pair(self.shop - other.shop, self.presentment - other.presentment)

    def __neg__(self):
        return Pair(-self.shop, -self.presentment)

    def at_least_zero(self):
        """Give the same pair with negative sums replaced by zero.

        :rtype: Pair
        """
        return Pair(max(self.shop, ZERO), max(self.presentment, ZERO))


NOTHING = Pair(ZERO, ZERO)


def total(pairs):
    """Add pairs.

    :param Iterable[Pair] pairs: the summands
    :rtype: Pair
    """
    shop = presentment = ZERO
    for pair in pairs:
        shop += pair[0]
        presentment += pair[1]
    return Pair(shop, presentment)


def money(amount, currency):
    """Make a MoneyV2 node.

    :param Decimal amount: the amount
    :param str currency: its currency code
    :rtype: dict
    """
    return {
        "__typename": "MoneyV2",
        "amount": decimal_text(amount),
        "currencyCode": currency,
    }


def bag(pair, currencies):
    """Make a MoneyBag node.

    :param Pair pair: the sum in both currencies
    :param tuple currencies: code of the shop's and of the presentment currency
    :rtype: dict
    """
    ours = money(pair[0], currencies[0])
    alike = pair[0] == pair[1] and currencies[0] == currencies[1]
    theirs = ours if alike else money(pair[1], currencies[1])
    return {"__typename": "MoneyBag", "shopMoney": ours, "presentmentMoney": theirs}


def pair_of(money_bag):
    """Read a MoneyBag node.

    :param dict|None money_bag: the node; None counts as nothing
    :rtype: Pair
    """
    if money_bag is None:
        return NOTHING
    ours, theirs = money_bag["shopMoney"], money_bag["presentmentMoney"]
    amount = Decimal(ours["amount"])
    return Pair(amount, amount if ours is theirs else Decimal(theirs["amount"]))
