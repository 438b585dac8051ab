# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which Odoo tax stands for a tax that Shopify charged (O8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class TaxKey:
    """What tells Shopify's taxes apart: title, rate (0.21; None where Shopify states none),
    included or not, country code, and whether the sales channel owes it instead of the shop."""

    title: str
    rate: Decimal | None
    included: bool
    country_code: str
    channel_liable: bool = False


@dataclass(frozen=True, slots=True)
class OdooTax:
    """An Odoo sales tax: ``percent`` is 21 for 21 %; ``taken`` when it already stands for another
    of Shopify's taxes."""

    tax: int
    name: str
    percent: Decimal
    included: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class UseTax:
    """An existing Odoo tax fits."""

    tax: int


@dataclass(frozen=True, slots=True)
class NewTax:
    """No existing Odoo tax fits without doubt."""


def choose_tax(key: TaxKey, taxes: Iterable[OdooTax]) -> UseTax | NewTax:
    """Choose the Odoo tax for one of Shopify's taxes (O8).

    Only a tax of the same rate and kind that stands for no other Shopify tax fits, so that two
    different taxes of one rate are never collapsed into one. Of several, the one whose name
    contains Shopify's title wins; else none is guessed. Where Shopify states no rate, only a person
    can tell.

    :param key: Shopify's tax
    :param taxes: the company's active sales taxes
    """
    if key.rate is None:
        return NewTax()
    percent = key.rate * 100
    fitting = [
        tax
        for tax in taxes
        if tax.percent == percent and tax.included == key.included and not tax.taken
    ]
    named = [tax for tax in fitting if key.title.casefold() in tax.name.casefold()]
    for group in (named, fitting):
        if len(group) == 1:
            return UseTax(group[0].tax)
    return NewTax()


def percent_text(rate: Decimal) -> str:
    """Write a rate as a percentage without needless zeros: 0.0775 gives ``7.75``."""
    return f"{(rate * 100).normalize():f}"
