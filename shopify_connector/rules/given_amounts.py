# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The given amounts of some of a line's units, in the form that Odoo's tax engine takes (O9).

Given amounts are a dict: the untaxed amount under ``UNTAXED``, and under ``TAXES`` the amounts of
each tax by their names, by the tax's id.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from .money import ZERO
from .shares import share

UNTAXED = "manual_total_excluded_currency"
TAXES = "manual_tax_amounts"


def given_part(
    amounts: Mapping, start: Decimal, stop: Decimal, whole: Decimal, digits: int
) -> dict:
    """Return what the units from ``start`` to ``stop`` have of given amounts.

    :param amounts: the given amounts of all ``whole`` units
    :param digits: decimals of the currency
    """
    return _each(amounts, lambda amount, _figure: share(amount, start, stop, whole, digits))


def given_rest(amounts: Mapping, taken: Iterable[Mapping]) -> dict:
    """Return what is left of given amounts once others were taken off them.

    :param amounts: the given amounts of all units
    :param taken: given amounts of some of them each, whatever the whole was at the time
    """
    taken = list(taken)
    return _each(
        amounts,
        lambda amount, figure: amount - sum((_exact(figure(part)) for part in taken), ZERO),
    )


def _each(amounts: Mapping, change: Callable) -> dict:
    """Change each amount: ``change`` takes it, and a function that finds its like in others."""
    return {
        UNTAXED: float(change(_exact(amounts[UNTAXED]), lambda other: other[UNTAXED])),
        TAXES: {
            tax: {
                name: float(
                    change(
                        _exact(amount),
                        lambda other, tax=tax, name=name: other[TAXES].get(tax, {}).get(name, 0),
                    )
                )
                for name, amount in figures.items()
            }
            for tax, figures in amounts[TAXES].items()
        },
    }


def _exact(amount: float) -> Decimal:
    return Decimal(str(amount))
