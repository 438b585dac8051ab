# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""From Shopify's order to what edits have left of it: charges, and the state to compare (O18)."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from ...rules.address import Address
from ...rules.edited_line import LineAmounts, TakenUnits, lower
from ...rules.order_changes import LineState, LineTax, OrderState
from ...shopify import gid
from ..sync.address_values import address_values
from .order_charges import order_charges
from .order_edit_refunds import edits_of

ZERO = Decimal(0)
NOTHING = TakenUnits(0, ZERO, ZERO)
MOVING = ("OPEN", "SCHEDULED", "ON_HOLD", "IN_PROGRESS", "INCOMPLETE", "CLOSED")


def edited_charges(order, *, presentment, digits):
    """Return what an order charges for after edits; what was paid back is still part of it.

    :param order: the client's ``Order``
    :param bool presentment: take the amounts the buyer saw instead of the shop's
    :param int digits: decimals of the currency
    :return: rules.charges.OrderCharges
    """
    charges = order_charges(order, presentment=presentment, digits=digits)
    off = TakenOff(order, presentment)
    lowered, total, tax = [], charges.total, charges.total_tax
    for charge in charges.charges:
        units = off.units.get(charge.key, 0)
        left = lower(
            _amounts(charge), charge.unit_price, units, off.stated.get(charge.key, NOTHING), digits
        )
        gone = _value(charge.taxes) - sum(left.taxes, ZERO)
        tax -= gone
        total -= _amounts(charge).net - left.net + (ZERO if order.taxes_included else gone)
        if left.quantity:
            lowered.append(_with_amounts(charge, left) if units else charge)
    total, tax = _as_shopify_says(order, charges, total, tax, presentment)
    return replace(charges, charges=tuple(lowered), total=total, total_tax=tax)


def order_state(order, *, presentment, digits):
    """Return all of an order that an Odoo order is made from, as edits have left it.

    :param order: the client's ``Order``
    :param bool presentment: take the amounts the buyer saw instead of the shop's
    :param int digits: decimals of the currency
    :return: rules.order_changes.OrderState
    """
    charges = edited_charges(order, presentment=presentment, digits=digits)
    return OrderState(
        lines={charge.key: _line_state(charge) for charge in charges.charges},
        locations=_locations(order),
        shipping_address=_address(order.shipping_address),
        billing_address=_address(order.billing_address),
        customer=str(gid.number(order.customer.id)) if order.customer else "",
        note=order.note,
    )


class TakenOff:
    """What edits have taken off an order's lines.

    :ivar units: units by the line's id
    :ivar stated: rules.edited_line.TakenUnits by the line's id, as Shopify's refunds state them
    """

    def __init__(self, order, presentment):
        side = "presentment" if presentment else "shop"
        paid_back = defaultdict(int)
        self.stated = {}
        edits = edits_of(order)
        for refund in order.refunds:
            for part in refund.line_items:
                if refund.id not in edits:
                    paid_back[part.line_item_id] += part.quantity
                    continue
                known = self.stated.get(part.line_item_id, NOTHING)
                self.stated[part.line_item_id] = TakenUnits(
                    known.units + part.quantity,
                    known.net + getattr(part.subtotal, side),
                    known.tax + getattr(part.total_tax, side),
                )
        self.units = {
            line.id: max(line.quantity - line.current_quantity - paid_back[line.id], 0)
            for line in order.line_items
        }


def _as_shopify_says(order, charges, total, tax, presentment):
    """Take Shopify's own totals after edits, where no refund is in them."""
    if len(edits_of(order)) < len(order.refunds):
        return total, tax
    side = "presentment" if presentment else "shop"
    extra = charges.total - getattr(order.total_price, side)
    return (
        getattr(order.current_total_price, side) + extra,
        getattr(order.current_total_tax, side),
    )


def _amounts(charge):
    return LineAmounts(
        charge.quantity,
        charge.stated_total,
        tuple(part.amount for part in charge.discounts),
        tuple(tax.amount for tax in charge.taxes),
    )


def _value(parts):
    return sum((part.amount for part in parts), ZERO)


def _with_amounts(charge, amounts):
    return replace(
        charge,
        quantity=amounts.quantity,
        stated_total=amounts.gross,
        discounts=tuple(
            replace(part, amount=amount)
            for part, amount in zip(charge.discounts, amounts.discounts, strict=True)
        ),
        taxes=tuple(
            replace(tax, amount=amount)
            for tax, amount in zip(charge.taxes, amounts.taxes, strict=True)
        ),
    )


def _line_state(charge):
    return LineState(
        kind=charge.kind,
        name=charge.description,
        quantity=charge.quantity,
        unit_price=charge.unit_price,
        discount=charge.discount,
        taxes=tuple(LineTax(tax.title, tax.rate or ZERO, tax.amount) for tax in charge.taxes),
    )


def _locations(order):
    """Return where each line ships from: a line may ship from several places."""
    places = defaultdict(set)
    for part in order.fulfillment_orders:
        if part.status in MOVING and part.assigned_location and part.assigned_location.id:
            for line in part.line_items:
                places[line.line_item_id].add(part.assigned_location.id)
    return {key: frozenset(ids) for key, ids in places.items()}


def _address(address):
    return Address(**address_values(address)) if address else Address()
