# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a variant costs in Shopify, and how that came about (P12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .money import ZERO, round_money

LIST_PRICE = "list_price"
PRICELIST = "pricelist"
DISCOUNT = "discount"


@dataclass(frozen=True, slots=True)
class Offer:
    """One of the prices that Odoo has for a variant, on its way to the shop.

    :ivar source: ``LIST_PRICE`` (the product's own sales price), ``PRICELIST`` or ``DISCOUNT``
    :ivar found: as Odoo has it, in its own currency
    :ivar converted: the same in the shop's currency
    :ivar amount: the same with or without tax, as the shop has its prices; not rounded
    :ivar rule: the id of the pricelist's rule that gave it; 0 if none of its rules applies
    """

    source: str
    found: Decimal
    converted: Decimal
    amount: Decimal
    rule: int = 0

    @property
    def counts(self) -> bool:
        """Whether it is a price of its own: a pricelist without a rule repeats the list price."""
        return self.source == LIST_PRICE or bool(self.rule)


@dataclass(frozen=True, slots=True)
class PriceStep:
    """One decision on the way to the price.

    ``code`` and the amount it is about, rounded:

    * ``no_rule``: no rule of the pricelist ``source`` applies
    * ``list_price_unset``: the list price is 0, so it is not taken for the lower one
    * ``list_price_lower``: the list price is lower than the pricelist's, so it is used
    * ``discount_not_lower``: the discount is no lower than the full price, so it is left out
    * ``compare_at``: the full price stands beside the price, struck through
    * ``price``: this is asked for; ``source`` says whose price it is
    """

    code: str
    source: str
    amount: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class VariantPrice:
    """What Shopify is to ask for a variant, in the digits of the shop's currency.

    :ivar compare_at: the full price of a reduced variant; None for no reduction, which Shopify
        keeps as null
    :ivar offers: the prices it was chosen from
    :ivar steps: how it was chosen
    """

    price: Decimal
    compare_at: Decimal | None
    offers: tuple[Offer, ...]
    steps: tuple[PriceStep, ...]


@dataclass(frozen=True, slots=True)
class PriceProblem:
    """Why a variant has no price that could be sent.

    :ivar code: ``zero_price`` or ``negative_price``
    :ivar source: whose price it is: that of an :class:`Offer`
    """

    code: str
    source: str
    amount: Decimal
    offers: tuple[Offer, ...]
    steps: tuple[PriceStep, ...]


def variant_price(offers: Sequence[Offer], digits: int) -> VariantPrice | PriceProblem:
    """Choose a variant's price and the one to compare it with (P8, P12).

    The lower of list price and pricelist is the full price. A lower price of the pricelist with
    discounts is asked for instead, and the full one stands beside it. A list price of 0 counts as
    not entered: it undercuts no pricelist. What would give goods away is a problem: sooner or later
    somebody forgets to enter a price, and Shopify would sell at once.

    :param offers: the list price, and those of the pricelists that the shop names
    :param digits: decimals of the shop's currency
    """
    amounts = {offer.source: round_money(offer.amount, digits) for offer in offers if offer.counts}
    steps = [PriceStep("no_rule", offer.source) for offer in offers if not offer.counts]
    if not amounts[LIST_PRICE] and any(amount > 0 for amount in amounts.values()):
        del amounts[LIST_PRICE]
        steps.append(PriceStep("list_price_unset", LIST_PRICE))
    full = _full_price(amounts, steps)
    source = DISCOUNT if _is_reduced(amounts, full) else full
    price = amounts[source]
    steps.append(PriceStep("price", source, price))
    if price <= 0:
        code = "negative_price" if price < 0 else "zero_price"
        return PriceProblem(code, source, price, tuple(offers), tuple(steps))
    if DISCOUNT in amounts and source != DISCOUNT:
        steps.append(PriceStep("discount_not_lower", DISCOUNT, amounts[DISCOUNT]))
    compare_at = None
    if source != full:
        compare_at = amounts[full]
        steps.append(PriceStep("compare_at", full, compare_at))
    return VariantPrice(price, compare_at, tuple(offers), tuple(steps))


def _full_price(amounts: dict[str, Decimal], steps: list[PriceStep]) -> str:
    """Tell whose price is the full one; of equal ones the list price."""
    own, other = amounts.get(LIST_PRICE), amounts.get(PRICELIST)
    if own is None or other is None:
        return next(source for source in (PRICELIST, LIST_PRICE, DISCOUNT) if source in amounts)
    if own < other:
        steps.append(PriceStep("list_price_lower", LIST_PRICE, own))
    return LIST_PRICE if own <= other else PRICELIST


def _is_reduced(amounts: dict[str, Decimal], full: str) -> bool:
    return DISCOUNT in amounts and amounts[DISCOUNT] < amounts[full]
