# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Amounts of money as Shopify sends them."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from . import reading as read

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class MoneyBag:
    """One amount in the shop's currency and in the one the buyer saw (O1).

    :param shop: in the shop's currency, the order's ``currency_code``
    :param presentment: in the buyer's, the order's ``presentment_currency_code``
    """

    shop: Decimal
    presentment: Decimal

    @classmethod
    def from_node(cls, node: read.Node) -> "MoneyBag":
        """Read a ``…Set``."""
        try:
            return _known(node["shopMoney"]["amount"], node["presentmentMoney"]["amount"])
        except (KeyError, TypeError, ValueError, InvalidOperation):
            # the strict way says what is wrong and where
            return cls._strictly(node)

    @classmethod
    def _strictly(cls, node: read.Node) -> "MoneyBag":
        return cls(
            read.one(node, "shopMoney", _amount),
            read.one(node, "presentmentMoney", _amount),
        )


@lru_cache(maxsize=8192)
def _known(shop: str, presentment: str) -> MoneyBag:
    # an order has some fifty sets, most of them zero or equal to another
    found = MoneyBag(Decimal(shop), Decimal(presentment))
    if (
        type(shop) is type(presentment) is str
        and found.shop.is_finite()
        and found.presentment.is_finite()
    ):
        return found
    raise ValueError


NOTHING = MoneyBag(ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class Money:
    """One amount in one currency."""

    amount: Decimal
    currency_code: str

    @classmethod
    def from_node(cls, node: read.Node) -> "Money":
        """Read a ``MoneyV2``."""
        return cls(read.decimal(node, "amount"), read.text(node, "currencyCode"))


def bag(node: read.Node, key: str) -> MoneyBag:
    """A money set that is never null."""
    return read.one(node, key, MoneyBag.from_node)


def maybe_bag(node: read.Node, key: str) -> MoneyBag:
    """A money set; null reads as zero."""
    return NOTHING if node[key] is None else read.one(node, key, MoneyBag.from_node)


def _amount(node: read.Node) -> Decimal:
    return read.decimal(node, "amount")
