# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What follows from an order's parts: its totals, what is left of it, its statuses.

``settle`` reads lines, shipping lines, refunds, transactions and fulfilments of an order and writes
every derived figure. Totals are always sums of their rounded parts, in both currencies.
"""

from decimal import Decimal

from ..arithmetic import share_of
from ..money import NOTHING, Pair, bag, digits_of, pair_of, round_to, total
from .order_parts import allocated, is_tip, merged_tax_lines, original_total
from .payments import payment_figures
from .statuses import set_statuses


def settle(order):
    """Bring all derived figures of an order up to date.

    :param dict order: the ``Order`` node, changed in place
    """
    sums = Sums(order)
    for line in sums.lines:
        _settle_line(line, sums)
    for shipping in sums.shipping:
        _settle_shipping(shipping, sums)
    _settle_totals(order, sums)
    _settle_current(order, sums)
    _settle_payments(order, sums)
    set_statuses(order)


def settle_payments(order):
    """Bring only what follows from the transactions up to date: nothing else has changed.

    :param dict order: the ``Order`` node, changed in place
    """
    _settle_payments(order, Sums(order))
    set_statuses(order)


class Sums:
    """The parts of an order while its figures are made.

    :param dict order: the ``Order`` node
    """

    def __init__(self, order):
        self.order = order
        self.currencies = (order["currencyCode"], order["presentmentCurrencyCode"])
        self.digits = order.get("_digits") or tuple(digits_of(code) for code in self.currencies)
        self.included = order["taxesIncluded"]
        self.lines = order["lineItems"]
        self.shipping = order["shippingLines"]
        self.refunds = order["refunds"]

    def bag(self, pair):
        """Make a MoneyBag in the order's currencies."""
        return bag(pair, self.currencies)

    def share(self, pair, part, whole):
        """Give the share of some units in both currencies."""
        if part == whole:
            return pair
        return Pair(
            share_of(pair[0], part, whole, self.digits[0]),
            share_of(pair[1], part, whole, self.digits[1]),
        )

    def tax(self, node):
        """Add up the taxes of a line or shipping line."""
        return total(pair_of(part["priceSet"]) for part in node["taxLines"])

    def after_discounts(self, node):
        """Give what a line or shipping line costs after all discounts."""
        return original_total(node) - allocated(node)

    def of_line(self, line, quantity):
        """Give price after discounts and taxes of some units of a line.

        :return: ``(price, [tax per tax line])``
        """
        whole = line["quantity"]
        return (
            self.share(self.after_discounts(line), quantity, whole),
            [self.share(pair_of(t["priceSet"]), quantity, whole) for t in line["taxLines"]],
        )

    def refunded_shipping(self):
        """Add up what refunds gave back of shipping: ``(price, tax)``."""
        parts = [part for refund in self.refunds for part in refund["refundShippingLines"]]
        return (
            total(pair_of(part["subtotalAmountSet"]) for part in parts),
            total(pair_of(part["taxAmountSet"]) for part in parts),
        )


def _unit(pair, quantity, digits):
    if not quantity:
        return pair
    return Pair(round_to(pair[0] / quantity, digits[0]), round_to(pair[1] / quantity, digits[1]))


def _settle_line(line, sums):
    quantity = line["quantity"]
    unit = pair_of(line["originalUnitPriceSet"])
    original = Pair(unit[0] * quantity, unit[1] * quantity)
    if "originalTotalSet" not in line:
        line["originalTotalSet"] = sums.bag(
            Pair(round_to(original[0], sums.digits[0]), round_to(original[1], sums.digits[1]))
        )
    original = pair_of(line["originalTotalSet"])
    own = [part for part in line["discountAllocations"] if _is_line_level(part)]
    own_total = total(pair_of(part["allocatedAmountSet"]) for part in own)
    uncoded = total(
        pair_of(part["allocatedAmountSet"])
        for part in own
        if "code" not in part["discountApplication"]
    )
    everything = sums.after_discounts(line)
    current = line["currentQuantity"]
    price, taxes = sums.of_line(line, current)
    before_tax = price - total(taxes) if sums.included else price
    open_units = 0 if is_tip(line) else max(current - line["_fulfilled"] + line["_returned"], 0)
    line.update(
        unfulfilledQuantity=open_units,
        fulfillableQuantity=open_units,
        nonFulfillableQuantity=quantity - open_units,
        refundableQuantity=current,
        discountedTotalSet=sums.bag(original - uncoded),
        _discountedTotalWithCodesSet=sums.bag(original - own_total),
        totalDiscountSet=sums.bag(own_total),
        discountedUnitPriceSet=sums.bag(_unit(original - uncoded, quantity, sums.digits)),
        discountedUnitPriceAfterAllDiscountsSet=sums.bag(_unit(everything, quantity, sums.digits)),
        priceAfterAllDiscountsBeforeTaxesSet=sums.bag(before_tax),
        unfulfilledOriginalTotalSet=sums.bag(sums.share(original, open_units, quantity)),
        unfulfilledDiscountedTotalSet=sums.bag(
            sums.share(original - uncoded, open_units, quantity)
        ),
        fulfillmentStatus=_line_status(line, open_units),
    )


def _line_status(line, open_units):
    if not line["_fulfilled"]:
        return "unfulfilled"
    return "partial" if open_units else "fulfilled"


def _is_line_level(part):
    application = part["discountApplication"]
    return application["allocationMethod"] != "ACROSS"


def _settle_shipping(shipping, sums):
    discounted = sums.after_discounts(shipping)
    given_back = total(
        pair_of(part["subtotalAmountSet"])
        for refund in sums.refunds
        for part in refund["refundShippingLines"]
        if part["shippingLine"] is shipping
    )
    shipping.update(
        discountedPriceSet=sums.bag(discounted),
        currentDiscountedPriceSet=sums.bag(discounted - given_back),
    )


def _extras(order):
    fees = total(pair_of(fee["price"]) for fee in order["additionalFees"])
    duties = total(pair_of(duty["price"]) for line in order["lineItems"] for duty in line["duties"])
    return fees, duties


def _settle_totals(order, sums):
    goods = [line for line in sums.lines if not is_tip(line)]
    subtotal = total(sums.after_discounts(line) for line in goods)
    live_shipping = [line for line in sums.shipping if not line["isRemoved"]]
    shipping = total(sums.after_discounts(line) for line in live_shipping)
    taxed = [*sums.lines, *live_shipping]
    taxes = [
        (part["title"], Decimal(str(part["rate"])), pair_of(part["priceSet"]))
        for node in taxed
        for part in node["taxLines"]
    ]
    tax = total(amount for _title, _rate, amount in taxes)
    discounts = total(allocated(node) for node in taxed)
    fees, duties = _extras(order)
    tips = pair_of(order["totalTipReceivedSet"])
    price = subtotal + shipping + tips + fees + duties
    if not sums.included:
        price = price + tax
    across = [
        pair_of(part["allocatedAmountSet"])
        for node in taxed
        for part in node["discountAllocations"]
        if not _is_line_level(part)
    ]
    order.update(
        subtotalPriceSet=sums.bag(subtotal),
        totalShippingPriceSet=sums.bag(shipping),
        taxLines=merged_tax_lines(taxes, sums.currencies),
        totalTaxSet=sums.bag(tax),
        totalDiscountsSet=sums.bag(discounts),
        cartDiscountAmountSet=sums.bag(total(across)) if across else None,
        totalPriceSet=sums.bag(price),
        subtotalLineItemsQuantity=sum(line["quantity"] for line in goods if not line["isGiftCard"]),
        totalWeight=str(_grams(sums.lines, "quantity")),
        currentTotalWeight=str(_grams(sums.lines, "currentQuantity")),
        originalTotalDutiesSet=sums.bag(duties) if any(duties) else None,
        currentTotalDutiesSet=sums.bag(duties) if any(duties) else None,
        originalTotalAdditionalFeesSet=sums.bag(fees) if any(fees) else None,
        currentTotalAdditionalFeesSet=sums.bag(fees) if any(fees) else None,
        shippingLine=sums.shipping[0] if sums.shipping else None,
    )
    order.setdefault("originalTotalPriceSet", order["totalPriceSet"])


def _grams(lines, key):
    return sum(round(line["weight"]["value"] * 1000) * line[key] for line in lines)


def _settle_current(order, sums):
    subtotal = discounts = tip_given_back = NOTHING
    taxes = []
    for line in sums.lines:
        price, line_taxes = sums.of_line(line, line["currentQuantity"])
        if is_tip(line):
            tip_given_back = tip_given_back + sums.after_discounts(line) - price
            continue
        subtotal = subtotal + price
        before = sums.share(original_total(line), line["currentQuantity"], line["quantity"])
        discounts = discounts + before - price
        taxes.extend(
            (part["title"], Decimal(str(part["rate"])), amount)
            for part, amount in zip(line["taxLines"], line_taxes, strict=True)
        )
    live_shipping = [line for line in sums.shipping if not line["isRemoved"]]
    shipping_back, shipping_tax_back = sums.refunded_shipping()
    shipping = total(sums.after_discounts(line) for line in live_shipping) - shipping_back
    discounts = discounts + total(allocated(line) for line in live_shipping)
    taxes.extend(_shipping_taxes(live_shipping, shipping_tax_back))
    tax = total(amount for _title, _rate, amount in taxes)
    fees, duties = _extras(order)
    adjustments = total(
        pair_of(part["amountSet"]) + pair_of(part["taxAmountSet"])
        for refund in sums.refunds
        for part in refund["orderAdjustments"]
    )
    tips = pair_of(order["totalTipReceivedSet"]) - tip_given_back
    price = subtotal + shipping + tips + fees + duties + adjustments
    if not sums.included:
        price = price + tax
    order.update(
        currentSubtotalPriceSet=sums.bag(subtotal),
        currentShippingPriceSet=sums.bag(shipping),
        currentTaxLines=merged_tax_lines(taxes, sums.currencies),
        currentTotalTaxSet=sums.bag(tax),
        currentTotalDiscountsSet=sums.bag(discounts),
        currentCartDiscountAmountSet=sums.bag(_current_across(sums)),
        currentTotalPriceSet=sums.bag(price),
        currentSubtotalLineItemsQuantity=sum(
            line["currentQuantity"]
            for line in sums.lines
            if not is_tip(line) and not line["isGiftCard"]
        ),
        totalRefundedShippingSet=sums.bag(
            shipping_back if sums.included else shipping_back + shipping_tax_back
        ),
        refundDiscrepancySet=sums.bag(adjustments),
    )


def _current_across(sums):
    return total(
        sums.share(pair_of(part["allocatedAmountSet"]), line["currentQuantity"], line["quantity"])
        for line in sums.lines
        for part in line["discountAllocations"]
        if not _is_line_level(part)
    )


def _shipping_taxes(shipping_lines, given_back):
    left = given_back
    for shipping in shipping_lines:
        for part in shipping["taxLines"]:
            amount = pair_of(part["priceSet"])
            off = Pair(min(amount[0], left[0]), min(amount[1], left[1]))
            left = left - off
            yield part["title"], Decimal(str(part["rate"])), amount - off


def _settle_payments(order, sums):
    paid = payment_figures(order)
    current = pair_of(order["currentTotalPriceSet"])
    net = paid.received - paid.refunded
    order.update(
        totalReceivedSet=sums.bag(paid.received),
        totalRefundedSet=sums.bag(paid.refunded),
        netPaymentSet=sums.bag(net),
        totalCapturableSet=sums.bag(paid.capturable),
        totalOutstandingSet=sums.bag(current - net - paid.capturable),
        totalCashRoundingAdjustment={
            "__typename": "CashRoundingAdjustment",
            "paymentSet": sums.bag(paid.payment_rounding),
            "refundSet": sums.bag(paid.refund_rounding),
        },
        capturable=any(paid.capturable),
        paymentGatewayNames=paid.gateways,
        fullyPaid=not any(part > 0 for part in current - net),
        unpaid=not any(paid.received),
        refundable=any(part > 0 for part in net),
    )
