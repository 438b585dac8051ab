# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Discounts on lines of their own (O10), brought to what they are after an edit (O18)."""

from itertools import zip_longest

from ...rules.given_amounts import TAXES, UNTAXED, given_rest
from ...rules.order_plan import PlanError
from ..sync.explain import MappingError


class EditedDiscounts:
    """The lines of discounts that one order should have, and those that it has.

    :param order: the ``shopify.order``, in its shop's working environment
    :param lines: the order's ``EditedLines``
    """

    def __init__(self, order, lines):
        self._order = order
        self._lines = lines

    def note_left_amounts(self):
        """Note on the lines of discounts what they come to since edits have taken off units. What
        can't be planned, or stands on other lines than planned, is left as it is."""
        try:
            wanted = {_wanted_key(values): values for values in self._lines.planned_discounts()}
        except (PlanError, MappingError):
            return
        lines = self._order._discount_lines().filtered(lambda line: not line.qty_invoiced)
        noted = {line: wanted.pop(_key(line), None) for line in lines}
        if wanted:
            return
        for line, values in noted.items():
            line.shopify_left_amounts = {
                "quantity": line.product_uom_qty,
                "removed": self._order._removed_units(),
                "price_unit": values["price_unit"] if values else 0.0,
                "instead_of": line.price_unit,
                **_left_amounts(line, values),
            }

    def level(self):
        """Bring the lines of discounts to what they should be; what is invoiced stays."""
        present = self._order._discount_lines()
        invoiced = present.filtered("qty_invoiced")
        planned = self._lines.planned_discounts()
        wanted = filter(None, (self._beside(invoiced, values) for values in planned))
        for line, values in zip_longest((present - invoiced).sorted("id"), wanted):
            if line is None:
                self._lines.add(values)
            elif values is None:
                self._lines.empty(line)
            else:
                self._lines.change(line, values)

    def _beside(self, invoiced, values):
        """Return the values of what a discount still takes off, or gives back, beside lines of it
        that are invoiced; None if that is nothing."""
        own = invoiced.filtered(lambda line: _key(line) == _wanted_key(values))
        if not own:
            return values
        booked = own._shopify_invoice_lines()
        price = own.currency_id.round(
            values["price_unit"] - sum(line.price_unit * line.quantity for line in booked)
        )
        if not price:
            return None
        values = {**values, "price_unit": price}
        if given := values.get("extra_tax_data"):
            taken = own._given_so_far()
            rest = {**given, "price_unit": price, **given_rest(given, taken)}
            values["extra_tax_data"] = rest if taken else False
        return values


def _left_amounts(line, values):
    """Return the given amounts of a discount, none if Shopify gives it no more."""
    if not line.extra_tax_data:
        return {}
    if values:
        return {name: values["extra_tax_data"][name] for name in (UNTAXED, TAXES)}
    return {UNTAXED: 0.0, TAXES: {tax: {} for tax in line.extra_tax_data[TAXES]}}


def _key(line):
    """Return what a discount's line is told by: its text and its taxes."""
    return line.name, frozenset(line.tax_ids.ids)


def _wanted_key(values):
    """Return :func:`_key` of the line that values would make."""
    return values["name"], frozenset(values["tax_ids"][0][2])
