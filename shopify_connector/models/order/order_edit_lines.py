# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The lines of a confirmed order, brought to what Shopify charges after an edit (O18)."""

from dataclasses import replace
from functools import cached_property

from ...rules.given_amounts import TAXES, UNTAXED, given_rest
from ...rules.location_split import split_line
from ...rules.money import ZERO
from ...rules.order_changes import ChangeKind
from ...rules.order_plan import PlanError
from ..sync.changes import changed_values
from ..sync.explain import MappingError
from .order_edit_texts import EditProblem
from .order_edits import edited_charges

LEFT = ("quantity", UNTAXED, TAXES)
WRITTEN = ("product_uom_qty", "price_unit", "discount", "tax_ids", "extra_tax_data", "name")


class EditedLines:
    """The lines that one order should have, and those that it has.

    :param order: the ``shopify.order``, in its shop's working environment
    :param facts: the client's ``Order``
    """

    def __init__(self, order, facts):
        self._order = order
        self._env = order.env
        self._shop = order.shop_id
        self._sale = order.sale_order_id
        self._facts = facts

    # === WHAT SHOULD BE === #

    @cached_property
    def _planned(self):
        """The planned line by Shopify's id of the line; raises PlanError if they can't be."""
        return {planned.key: planned for planned in self._plan}

    @cached_property
    def _plan(self):
        currency = self._sale.currency_id
        charges = edited_charges(
            self._facts,
            presentment=currency != self._order.currency_id,
            digits=currency.decimal_places,
        )
        return self._shop._plan_charges(self._order, charges) if charges.charges else ()

    @cached_property
    def _taxes(self):
        planned = {self._order: self._plan}
        taxes = self._shop._charged_taxes(planned)
        if missing := self._shop._missing_taxes(self._order, self._plan, taxes):
            raise MappingError("unmapped_tax", tax=missing)
        return taxes

    def _values(self, line, planned):
        return self._shop._sale_line_values(self._order, line, planned, self._taxes)

    def planned_discounts(self):
        """Return the field values of the lines that discounts should have, where they stand apart.

        :raises PlanError, MappingError: the lines can't be as Shopify says
        """
        none = self._env["shopify.order.line"]
        return [self._values(none, planned) for planned in self._plan if planned.kind == "discount"]

    def prepare(self):
        """Plan the lines, and find or make the products and taxes that they need.

        :raises PlanError, MappingError: the lines can't be as Shopify says
        """
        unknown = self._order.line_ids.filtered(
            lambda line: line.current_quantity and not line.product_id
        )
        errors = self._shop._map_products(unknown)
        if error := errors.get(self._order.id):
            raise error
        self._planned  # noqa: B018
        self._taxes  # noqa: B018

    def note_left_amounts(self, line):
        """Note on the sale order's lines what Shopify charges for the units that edits have left,
        so that just that is invoiced. What can't be planned stays in proportion.

        :param line: the ``shopify.order.line``
        """
        try:
            planned = self._planned.get(line.key)
            taxes = self._taxes
        except (PlanError, MappingError):
            return
        present = self._present(line).filtered(lambda part: part._left_units() > 0)
        quantities = [int(part._left_units()) for part in present]
        if not planned or planned.quantity != sum(quantities):
            return
        for part, left in zip(present, self._parts(planned, quantities), strict=True):
            given = self._shop._charged_amounts(self._order, left, taxes)["extra_tax_data"]
            part.shopify_left_amounts = {name: given[name] for name in LEFT}

    # === CARRIED OVER === #

    def carry(self, change):
        """Bring the lines that stand for a line of Shopify to what it is now.

        :param change: rules.order_changes.Change of a line
        """
        line = self._line(change.key)
        planned = self._planned.get(change.key)
        present = self._present(line)
        units = planned.quantity if planned else 0
        self._check_delivered(present, units)
        if any(part.qty_invoiced for part in present):
            self._carry_invoiced(change, line, present, planned)
        else:
            self._rewrite(line, present, planned)
        self._trim_deliveries(line, units)

    def _line(self, key):
        line = self._order.line_ids.filtered(lambda one: one.key == key)
        if not line:
            raise EditProblem("edit_nothing_for_it")
        return line

    def _present(self, line):
        own = line.sale_line_ids.filtered(lambda part: part.order_id == self._sale)
        return own.sorted("id")

    def _check_delivered(self, present, units):
        delivered = sum(part.qty_delivered for part in present)
        if units < delivered:
            raise EditProblem("edit_delivered", delivered=f"{delivered:g}", left=units)

    def _carry_invoiced(self, change, line, present, planned):
        """Leave what is invoiced as it is; what was added stands on a line of its own."""
        invoiced = sum(part.qty_invoiced for part in present)
        units = planned.quantity if planned else 0
        if units < invoiced or change.kind == ChangeKind.AMOUNTS:
            invoices = present.invoice_lines.move_id.filtered(lambda move: move.state != "cancel")
            names = ", ".join(invoices.mapped("display_name"))
            raise EditProblem("edit_invoiced", invoices=names)
        if change.kind != ChangeKind.QUANTITY_RAISED:
            self._rewrite(line, present, planned)
        elif sum(part.product_uom_qty for part in present) < units:
            self.add(self._further_values(change, line, present, planned))

    def _further_values(self, change, line, present, planned):
        """Return the values of a line for what was added to one that is invoiced already."""
        if self._shop.discount_mode != "line":
            return self._values(line, self._further(change, planned))
        units = int(sum(present.mapped("product_uom_qty")))
        _present, more = self._parts(planned, [units, planned.quantity - units])
        values = self._values(line, more)
        if given := values.get("extra_tax_data"):
            whole = self._values(line, planned)["extra_tax_data"]
            taken = [part.extra_tax_data for part in present if part.extra_tax_data]
            values["extra_tax_data"] = {**given, **given_rest(whole, taken)}
        return values

    def _further(self, change, planned):
        """Return the line of what was added, with its discount in the price."""
        before, now = change.before, change.now
        taxes = {(tax.title, tax.rate): tax.amount for tax in before.taxes}
        more = tuple(
            replace(tax, amount=tax.amount - taxes.get((tax.title, tax.rate or 0), 0))
            for tax in planned.taxes
        )
        units = now.quantity - before.quantity
        net = now.net - before.net
        included = sum(tax.amount for tax in more) if self._order.taxes_included else 0
        return replace(
            planned,
            quantity=units,
            price_unit=net / units,
            discount_percent=ZERO,
            discounts=(),
            untaxed=net - included,
            taxes=more,
        )

    def _rewrite(self, line, present, planned):
        """Let the lines that are there be what is planned, or make them."""
        if not present:
            for place, part in self._shop._located(self._order, line, planned):
                self._create(line, part, place)
            return
        quantities = self._spread(present, planned.quantity if planned else 0)
        parts = iter(self._parts(planned, [units for units in quantities if units]))
        for part, units in zip(present, quantities, strict=True):
            if units:
                self.change(part, self._values(line, next(parts)))
            else:
                self.empty(part)

    def _parts(self, planned, quantities):
        digits = self._sale.currency_id.decimal_places
        return split_line(planned, quantities, digits) if quantities else []

    @staticmethod
    def _spread(present, units):
        """Spread units over the lines that are there: more go to the first one, fewer are taken off
        the last ones, but nothing that is delivered."""
        quantities = [int(part.product_uom_qty) for part in present]
        more = units - sum(quantities)
        if more > 0:
            quantities[0] += more
        for place, part in reversed(list(enumerate(present))):
            off = min(max(-more, 0), quantities[place] - int(part.qty_delivered))
            quantities[place] -= off
            more += off
        return quantities

    def _create(self, line, planned, place=None):
        values = self._values(line, planned)
        if place and place != self._sale.warehouse_id:
            values["shopify_warehouse_id"] = place.id
        self.add(values)

    def add(self, values):
        """Make a line of the sale order."""
        self._env["sale.order.line"].create({**values, "order_id": self._sale.id})

    def empty(self, part):
        """Let a line be of nothing: a line of a confirmed order can't be removed."""
        if part.product_uom_qty:
            part.write({"product_uom_qty": 0, "extra_tax_data": False})

    def change(self, part, values):
        """Write what differs: a quantity that is written has Odoo look after deliveries."""
        taxes = values["tax_ids"][0][2]
        plain = {name: values[name] for name in WRITTEN if name in values and name != "tax_ids"}
        changed = changed_values(part, plain)
        if set(part.tax_ids.ids) != set(taxes):
            changed["tax_ids"] = values["tax_ids"]
        if changed:
            # Together, as an amount counts only for just this price and quantity.
            if not {"product_uom_qty", "price_unit", "discount"}.isdisjoint(changed):
                changed.update(price_unit=values["price_unit"], discount=values["discount"])
                changed["extra_tax_data"] = values.get("extra_tax_data", False)
                changed["shopify_left_amounts"] = False
            part.write(changed)

    def settle_removed(self, but):
        """Bring lines of which units were taken off before the order came to what is left of them:
        the order follows Shopify's edits now.

        :param set but: Shopify's ids of the lines that can't be changed
        """
        for line in self._order.line_ids.filtered(lambda one: one.key not in but):
            present = self._present(line)
            if any(present.mapped("shopify_removed_quantity")):
                self._rewrite(line, present, self._planned.get(line.key))

    def _own_products(self):
        """Return the products of lines that the plan has added to what Shopify charges for."""
        return self._shop.rounding_product_id | self._shop.company_id.sale_discount_product_id

    # === DELIVERIES === #

    def _trim_deliveries(self, line, units):
        """Have no more delivered than Shopify wants: what was paid back before it left is not."""
        present = self._present(line)
        moves = present.move_ids.filtered(
            lambda move: (
                move.state not in ("done", "cancel") and move.location_dest_id.usage == "customer"
            )
        )
        delivered = sum(part.qty_delivered for part in present)
        open_units = sum(_in_unit_of_line(move) for move in moves)
        surplus = open_units - max(units - line.cancelled_quantity - delivered, 0)
        for move in moves.sorted("id", reverse=True):
            if surplus <= 0:
                return
            off = min(surplus, _in_unit_of_line(move))
            surplus -= off
            left = _in_unit_of_line(move) - off
            if left:
                unit = move.sale_line_id.product_uom_id
                move.product_uom_qty = unit._compute_quantity(left, move.product_uom)
            else:
                move._action_cancel()

    def ship_from(self, key, location):
        """Have what is still to be delivered of a line delivered from another location.

        :param location: the ``shopify.location``, for which a warehouse stands
        """
        line = self._line(key)
        present = self._present(line)
        moves = present.move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
        if not moves:
            raise EditProblem("edit_delivered_there")
        if moves.warehouse_id != location.warehouse_id:
            units = sum(part.product_uom_qty for part in present)
            moves._action_cancel()
            present.shopify_warehouse_id = location.warehouse_id
            present._action_launch_stock_rule()
            self._trim_deliveries(line, units)
        line.write({"location_name": location.name, "location_shopify_id": location.shopify_id})

    # === COMPARED === #

    def note_expected(self):
        """Note what the order should amount to."""
        if self._shop.tax_mode == "odoo":
            amounts = (self._sale.amount_untaxed, self._sale.amount_total)
        else:
            amounts = (
                float(sum(planned.untaxed for planned in self._plan)),
                float(sum(planned.total for planned in self._plan)),
            )
        untaxed, total = amounts
        self._order.write(
            {
                "expected_untaxed": untaxed,
                "expected_tax": total - untaxed,
                "expected_total": total,
            }
        )

    def differences(self, but):
        """Say which lines differ from Shopify's though nothing kept them from being carried over.

        :param set but: Shopify's ids of the lines that are known to differ
        :return: list of texts
        """
        if self._shop.tax_mode == "odoo":
            return []
        currency = self._sale.currency_id
        texts = []
        for line in self._order.line_ids.filtered(lambda one: one.key not in but):
            planned = self._planned.get(line.key)
            wanted = float(planned.total) if planned else 0.0
            present = sum(self._present(line).mapped("price_total"))
            if currency.compare_amounts(wanted, present):
                texts.append(
                    self._env._(
                        "%(line)s: %(present)s instead of %(wanted)s",
                        line=line.name,
                        present=currency.format(present),
                        wanted=currency.format(wanted),
                    )
                )
        for part in self._sale.order_line:
            if part.shopify_line_id or part.display_type or not part.price_total:
                continue
            if part.product_id not in self._own_products():
                texts.append(
                    self._env._(
                        "%(line)s: %(amount)s, added in Odoo",
                        line=part.product_id.display_name or part.name,
                        amount=currency.format(part.price_total),
                    )
                )
        return texts


def _in_unit_of_line(move):
    unit = move.sale_line_id.product_uom_id
    return move.product_uom._compute_quantity(move.product_uom_qty, unit, rounding_method="HALF-UP")
