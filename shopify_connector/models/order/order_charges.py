# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""From Shopify's order to what rules/ plans with: one money set, chosen once (O1, O9)."""

from decimal import Decimal

from ...rules.order_plan import Charge, OrderCharges, TaxCharge
from .order_staging import kind_of

ZERO = Decimal(0)


def order_charges(order, *, presentment, digits):
    """Return all that an order charges for.

    Quantities and totals are those before edits and refunds lowered them (O18).

    :param order: the client's ``Order``
    :param bool presentment: take the amounts the buyer saw instead of the shop's
    :param int digits: decimals of the currency
    :return: rules.order_plan.OrderCharges
    """
    side = "presentment" if presentment else "shop"

    def money(bag):
        return getattr(bag, side)

    charges = [_line_charge(line, money) for line in order.line_items]
    charges += [_shipping_charge(line, money) for line in order.shipping_lines if not line.is_removed]
    charges += [_fee_charge(fee, money) for fee in order.additional_fees]
    charges += _tip_charge(order, money)
    return OrderCharges(
        charges=tuple(charges),
        taxes_included=order.taxes_included,
        digits=digits,
        total_tax=money(order.total_tax),
        total=money(order.total_price),
    )


def _line_charge(line, money):
    return Charge(
        key=line.id,
        kind=kind_of(line),
        description=line.name,
        quantity=line.quantity,
        unit_price=money(line.original_unit_price),
        discount=_discount(line, money),
        taxes=_taxes(line, money),
        stated_total=money(line.original_total),
    )


def _shipping_charge(line, money):
    return Charge(
        key=line.id or f"shipping-{line.title}",
        kind="shipping",
        description=line.title,
        quantity=1,
        unit_price=money(line.original_price),
        discount=_discount(line, money),
        taxes=_taxes(line, money),
        stated_total=money(line.original_price),
    )


def _fee_charge(fee, money):
    return Charge(
        key=fee.id,
        kind="fee",
        description=fee.name,
        quantity=1,
        unit_price=money(fee.price),
        discount=ZERO,
        taxes=_taxes(fee, money),
        stated_total=money(fee.price),
    )


def _tip_charge(order, money):
    amount = money(order.total_tip_received)
    if not amount or any(kind_of(line) == "tip" for line in order.line_items):
        return []
    return [
        Charge(
            key="tip",
            kind="tip",
            description="Tip",
            quantity=1,
            unit_price=amount,
            discount=ZERO,
            taxes=(),
            stated_total=amount,
        )
    ]


def _discount(line, money):
    return sum((money(part.allocated_amount) for part in line.discount_allocations), ZERO)


def _taxes(line, money):
    return tuple(
        TaxCharge(title=tax.title, rate=tax.rate or ZERO, amount=money(tax.price))
        for tax in line.tax_lines
    )
