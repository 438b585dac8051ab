# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Order edits over the API: changes are staged, shown as they would be, and carried out at once.

What is staged stands in the ``CalculatedOrder`` under ``_changes``: functions of an order and of
its lines by the id of their ``CalculatedLineItem``, which work on the order as well as on a copy.
"""

from decimal import Decimal

from ..money import Pair, bag
from . import editing
from .figures import settle


def begin(shop, order):
    """Begin to edit an order.

    :return: the ``CalculatedOrder``
    :rtype: dict
    """
    edit = shop.index(
        "CalculatedOrder",
        {
            "originalOrder": order,
            "committed": False,
            "_changes": [],
            "_lines": {_calculated_id(line): line["id"] for line in order["lineItems"]},
        },
    )
    show(shop, edit)
    return edit


def stage(shop, edit, change):
    """Stage a change, and show the order as it would be.

    :param change: a :class:`Quantity`, :class:`Variant`, :class:`CustomItem` or :class:`Discount`
    :raises ValueError: it can't be carried out
    """
    edit["_changes"].append(change)
    try:
        show(shop, edit)
    except ValueError:
        edit["_changes"].pop()
        show(shop, edit)
        raise


def commit(shop, edit):
    """Carry all staged changes out.

    :return: the order
    :rtype: dict
    """
    order = edit["originalOrder"]
    lines = _lines_of(edit, order)
    for change in edit["_changes"]:
        change.carry_out(shop, order, lines)
        settle(order)
    edit["committed"] = True
    shop.touch(order)
    return order


def show(shop, edit):
    """Write what the order would be into its ``CalculatedOrder``."""
    draft = _copy(edit["originalOrder"])
    lines = _lines_of(edit, draft)
    for change in edit["_changes"]:
        change.preview(shop, draft, lines)
        settle(draft)
    known = len(edit["_lines"])
    nodes = [_line_node(draft, key, line) for key, line in lines.items()]
    edit.update(
        lineItems=nodes,
        addedLineItems=nodes[known:],
        subtotalLineItemsQuantity=draft["currentSubtotalLineItemsQuantity"],
        subtotalPriceSet=draft["currentSubtotalPriceSet"],
        cartDiscountAmountSet=draft["currentCartDiscountAmountSet"],
        totalPriceSet=draft["currentTotalPriceSet"],
        totalOutstandingSet=draft["totalOutstandingSet"],
        taxLines=draft["currentTaxLines"],
        shippingLines=[],
    )


class Quantity:
    """A line gets another quantity."""

    def __init__(self, key, quantity):
        self.key, self.quantity = key, quantity

    def preview(self, _shop, order, lines):
        """Change the copy of an order."""
        line = lines[self.key]
        editing.check_quantity(line, self.quantity)
        if self.quantity > line["currentQuantity"]:
            editing.raise_line(order, line, self.quantity)
        else:
            line["currentQuantity"] = self.quantity

    def carry_out(self, shop, order, lines):
        """Change the order itself."""
        editing.set_quantity(shop, order, lines[self.key], self.quantity)


class Variant:
    """A line is added that sells a variant."""

    def __init__(self, key, variant, quantity):
        self.key, self.variant, self.quantity = key, variant, quantity

    def preview(self, shop, order, lines):
        """Change the copy of an order."""
        lines[self.key] = editing.draw_up_line(shop, order, self.variant, self.quantity)

    def carry_out(self, shop, order, lines):
        """Change the order itself."""
        lines[self.key] = editing.add_line(shop, order, self.variant, self.quantity)


class Discount:
    """A line is discounted by an amount a unit, in the shop's currency."""

    def __init__(self, key, amount, title):
        self.key, self.amount, self.title = key, Decimal(amount), title

    def preview(self, shop, order, lines):
        """Change the copy of an order."""
        self.carry_out(shop, order, lines)

    def carry_out(self, shop, order, lines):
        """Change the order itself."""
        line = lines[self.key]
        amount = self.amount * line["quantity"]
        editing.discount_line(shop, order, line, str(amount), self.title)


def _copy(order):
    return {
        **order,
        "lineItems": [dict(line) for line in order["lineItems"]],
        "shippingLines": [dict(line) for line in order["shippingLines"]],
        "discountApplications": list(order["discountApplications"]),
        "_discounts": [dict(one) for one in order["_discounts"]],
    }


def _lines_of(edit, order):
    by_id = {line["id"]: line for line in order["lineItems"]}
    return {key: by_id[gid] for key, gid in edit["_lines"].items()}


def _calculated_id(line):
    return line["id"].replace("LineItem", "CalculatedLineItem")


def _line_node(order, key, line):
    currencies = (order["currencyCode"], order["presentmentCurrencyCode"])
    units = line["currentQuantity"]
    return {
        "__typename": "CalculatedLineItem",
        "id": key,
        "title": line["title"],
        "variantTitle": line["variantTitle"],
        "sku": line["sku"],
        "variant": line["variant"],
        "image": None,
        "quantity": units,
        "editableQuantity": units - line["_fulfilled"],
        "editableQuantityBeforeChanges": line["quantity"] - line["_fulfilled"],
        "originalUnitPriceSet": line["originalUnitPriceSet"],
        "discountedUnitPriceSet": line["discountedUnitPriceAfterAllDiscountsSet"],
        "editableSubtotalSet": line["unfulfilledDiscountedTotalSet"],
        "uneditableSubtotalSet": bag(Pair(Decimal(0), Decimal(0)), currencies),
        "customAttributes": [],
        "discountAllocations": line["discountAllocations"],
        "calculatedDiscountAllocations": [],
        "hasStagedLineItemDiscount": False,
        "restockable": line["restockable"],
        "restocking": True,
        "stagedChanges": [],
    }
