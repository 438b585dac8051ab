# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""From Shopify's order to what rules/ plans with: one money set, chosen once (O1, O9)."""

from ...rules.charges import Charge, DiscountCharge, OrderCharges, TaxCharge
from ...rules.line_kind import line_kind
from ...shopify import gid

CASH_ROUNDING = "cash_rounding"


def order_charges(order, *, presentment, digits):
    """Return all that an order charges for.

    Quantities and totals are those before edits and refunds lowered them (O18). What rounding added
    to cash payments is a charge too, on top of Shopify's total (O2).

    :param order: the client's ``Order``
    :param bool presentment: take the amounts the buyer saw instead of the shop's
    :param int digits: decimals of the currency
    :return: rules.order_plan.OrderCharges
    """
    side = "presentment" if presentment else "shop"

    def money(bag):
        return getattr(bag, side)

    names = {
        discount.index: discount.code or discount.title or discount.description
        for discount in order.discount_applications
    }
    return OrderCharges(
        charges=(
            *(_line_charge(line, money, names) for line in order.line_items),
            *(_shipping_charge(line, money, names) for line in shipping_lines(order)),
            *_duty_charges(order, money),
            *(_fee_charge("fee", fee, money, fee.name) for fee in order.additional_fees),
            *_extra_charge("tip", "tip", _tip(order, money)),
            *_extra_charge(CASH_ROUNDING, "cash_rounding", money(order.cash_rounding_payment)),
        ),
        taxes_included=order.taxes_included,
        digits=digits,
        total_tax=money(order.total_tax),
        total=money(order.total_price) + money(order.cash_rounding_payment),
        is_converted=not presentment and order.currency_code != order.presentment_currency_code,
    )


def shipping_lines(order):
    """Return the shipping lines that are charged; one that an edit took off is not."""
    return [line for line in order.shipping_lines if not line.is_removed]


def shipping_key(line):
    """Return what stands for a shipping line: old ones have no id."""
    return line.id or f"shipping-{line.title}"


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


def _line_charge(line, money, names):
    return Charge(
        key=line.id,
        kind=kind_of(line),
        description=line.name,
        quantity=line.quantity,
        unit_price=money(line.original_unit_price),
        discounts=_discounts(line, money, names),
        taxes=_taxes(line, money),
        stated_total=money(line.original_total),
    )


def _shipping_charge(line, money, names):
    return Charge(
        key=shipping_key(line),
        kind="shipping",
        description=line.title,
        quantity=1,
        unit_price=money(line.original_price),
        discounts=_discounts(line, money, names),
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
        discounts=(),
        taxes=_taxes(fee, money),
        stated_total=money(fee.price),
    )


def _tip(order, money):
    """Return the tip that is no line of its own."""
    if any(kind_of(line) == "tip" for line in order.line_items):
        return 0
    return money(order.total_tip_received)


def _extra_charge(key, kind, amount):
    if not amount:
        return []
    return [
        Charge(
            key=key,
            kind=kind,
            description="",
            quantity=1,
            unit_price=amount,
            discounts=(),
            taxes=(),
            stated_total=amount,
        )
    ]


def _discounts(line, money, names):
    return tuple(
        DiscountCharge(names.get(part.index) or "", money(part.allocated_amount))
        for part in line.discount_allocations
        if money(part.allocated_amount)
    )


def _taxes(line, money):
    return tuple(
        TaxCharge(
            title=tax.title,
            rate=_rate(tax),
            amount=money(tax.price),
            channel_liable=bool(tax.channel_liable),
        )
        for tax in line.tax_lines
    )


def _rate(tax):
    """Return a tax' rate, which Shopify states as a share, a percentage or not at all."""
    if tax.rate is None and tax.rate_percentage is not None:
        return tax.rate_percentage / 100
    return tax.rate
