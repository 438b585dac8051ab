# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""From Shopify's order to what rules/ plans with: one money set, chosen once (O1, O9)."""

from decimal import Decimal

from ...rules.line_kind import line_kind
from ...rules.order_plan import Charge, OrderCharges, TaxCharge
from ...shopify import gid

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

    return OrderCharges(
        charges=(
            *(_line_charge(line, money) for line in order.line_items),
            *(_shipping_charge(line, money) for line in shipping_lines(order)),
            *_duty_charges(order, money),
            *(_fee_charge("fee", fee, money, fee.name) for fee in order.additional_fees),
            *_tip_charge(order, money),
        ),
        taxes_included=order.taxes_included,
        digits=digits,
        total_tax=money(order.total_tax),
        total=money(order.total_price),
    )


def shipping_lines(order):
    """Return the shipping lines that are charged; one that an edit took off is not."""
    return [line for line in order.shipping_lines if not line.is_removed]


def kind_of(line):
    """Return the kind of a line item as ``shopify.order.line`` knows it.

    :param line: the client's ``LineItem``
    """
    return line_kind(
        variant_id=gid.number(line.variant.id) if line.variant else 0,
        product_id=gid.number(line.product_id) if line.product_id else 0,
        sku=line.sku,
        vendor=line.vendor,
        variant_title=line.variant_title,
        title=line.title,
        is_gift_card=line.is_gift_card,
        requires_shipping=line.requires_shipping,
        taxable=line.taxable,
    ).value


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


def _duty_charges(order, money):
    """Return the duties that are charged on top of the prices."""
    if order.duties_included:
        return
    for line in order.line_items:
        for duty in line.duties:
            name = " ".join(filter(None, (duty.harmonized_system_code, line.name)))
            yield _fee_charge("duty", duty, money, name)


def _fee_charge(kind, fee, money, name):
    return Charge(
        key=fee.id,
        kind=kind,
        description=name,
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
            description="",
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
