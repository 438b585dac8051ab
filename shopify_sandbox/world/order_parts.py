# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The parts that an order is made of, each as a node: lines, taxes, discounts, payments, risk."""

from decimal import Decimal

from ..money import Pair, bag, pair_of, total
from .catalogue import weight


def tax_line(title, rate, amount, currencies):
    """Make a tax line.

    :param str title: what the tax is called
    :param Decimal rate: its rate (``0.19``)
    :param Pair amount: the tax
    :param tuple currencies: shop and presentment currency
    :rtype: dict
    """
    return {
        "__typename": "TaxLine",
        "title": title,
        "rate": float(rate),
        "ratePercentage": float(rate * 100),
        "source": "Shopify",
        "channelLiable": False,
        "priceSet": bag(amount, currencies),
    }


def rates_of(tax_lines):
    """Read the rates of tax lines.

    :param list tax_lines: TaxLine nodes
    :rtype: tuple[Decimal]
    """
    return tuple(Decimal(str(line["rate"])) for line in tax_lines)


def merged_tax_lines(parts, currencies):
    """Add up taxes of the same title and rate, as an order's own tax lines show them.

    :param Iterable parts: ``(title, rate, Pair)``
    :param tuple currencies: shop and presentment currency
    :rtype: list[dict]
    """
    sums = {}
    for title, rate, amount in parts:
        key = (title, rate)
        sums[key] = sums[key] + amount if key in sums else amount
    return [tax_line(*key, amount, currencies) for key, amount in sums.items() if any(amount)]


def discount_application(
    index, kind, title, *, value, percentage, currency, method, target, selection
):
    """Make a discount application.

    :param int index: its position in the order
    :param str kind: ``code``, ``manual`` or ``automatic``
    :param str title: the code, or the title
    :param Decimal value: per cent, or the amount in the buyer's currency
    :param bool percentage: says which of the two
    :param str currency: the buyer's currency
    :rtype: dict
    """
    typename = {
        "code": "DiscountCodeApplication",
        "manual": "ManualDiscountApplication",
        "automatic": "AutomaticDiscountApplication",
    }[kind]
    node = {
        "__typename": typename,
        "index": index,
        "allocationMethod": method,
        "targetSelection": selection,
        "targetType": target,
        "value": {"__typename": "PricingPercentageValue", "percentage": float(value)}
        if percentage
        else {
            "__typename": "MoneyV2",
            "amount": format(value.normalize(), "f"),
            "currencyCode": currency,
        },
    }
    if kind == "code":
        node["code"] = title
    else:
        node["title"] = title
    if kind == "manual":
        node["description"] = title
    return node


def allocation(application, amount, currencies):
    """Make the part of a discount that falls on a line.

    :param dict application: the discount application
    :param Pair amount: how much
    :param tuple currencies: shop and presentment currency
    :rtype: dict
    """
    return {
        "__typename": "DiscountAllocation",
        "allocatedAmountSet": bag(amount, currencies),
        "discountApplication": application,
    }


def line_node(
    shop,
    currencies,
    *,
    title,
    quantity,
    unit_price,
    variant=None,
    product=None,
    sku=None,
    vendor=None,
    variant_title=None,
    taxable=True,
    requires_shipping=True,
    gift_card=False,
    attributes=(),
):
    """Make a line item without its amounts, which :mod:`pricing` and :mod:`figures` fill in.

    :param Shop shop: where
    :param tuple currencies: shop and presentment currency
    :param Pair unit_price: original price of one
    :param dict|None variant: the variant sold; None for a custom item or a deleted product
    :rtype: dict
    """
    name = f"{title} - {variant_title}" if variant_title else title
    grams = None
    if variant is not None:
        grams = variant["inventoryItem"]["measurement"]["weight"]
    return shop.index(
        "LineItem",
        {
            "title": title,
            "name": name,
            "variant": variant,
            "product": product,
            "variantTitle": variant_title,
            "sku": sku,
            "vendor": vendor,
            "quantity": quantity,
            "currentQuantity": quantity,
            "_fulfilled": 0,
            "_refunded": 0,
            "_returned": 0,
            "originalUnitPriceSet": bag(unit_price, currencies),
            "taxLines": [],
            "discountAllocations": [],
            "taxable": taxable,
            "requiresShipping": requires_shipping,
            "isGiftCard": gift_card,
            "restockable": variant is not None,
            "canRestock": variant is not None,
            "merchantEditable": True,
            "customAttributes": attribute_nodes(attributes),
            "duties": [],
            "contract": None,
            "image": None,
            "lineItemGroup": None,
            "sellingPlan": None,
            "staffMember": None,
            "fulfillmentService": None,
            "suggestedReturnReasonDefinitions": [],
            "weight": grams or weight(0),
        },
    )


def attribute_nodes(pairs):
    """Make custom attributes.

    :param Iterable pairs: ``(key, value)``
    :rtype: list[dict]
    """
    return [{"__typename": "Attribute", "key": key, "value": value} for key, value in pairs]


def shipping_line_node(shop, currencies, *, title, price, code=None, source="shopify"):
    """Make a shipping line without its discounts and taxes.

    :param str title: what the buyer chose
    :param Pair price: its price before discounts
    :rtype: dict
    """
    return shop.index(
        "ShippingLine",
        {
            "title": title,
            "code": code or title,
            "source": source,
            "originalPriceSet": bag(price, currencies),
            "discountAllocations": [],
            "taxLines": [],
            "carrierIdentifier": None,
            "custom": False,
            "deliveryCategory": None,
            "isRemoved": False,
            "phone": None,
            "requestedFulfillmentService": None,
            "shippingRateHandle": None,
        },
    )


def is_tip(line):
    """Tell whether a line is the tip that a buyer added.

    :param dict line: the line item
    :rtype: bool
    """
    return line["name"] == "Tip" and line.get("product") is None and not line["requiresShipping"]


def original_total(line):
    """Give quantity times price of a line item, or the price of a shipping line.

    :param dict line: the node
    :rtype: Pair
    """
    if "originalTotalSet" in line:
        return pair_of(line["originalTotalSet"])
    return pair_of(line["originalPriceSet"])


def allocated(line):
    """Add up the discounts on a line item or shipping line.

    :param dict line: the node
    :rtype: Pair
    """
    return total(pair_of(part["allocatedAmountSet"]) for part in line["discountAllocations"])


def risk_summary(level):
    """Make an order's risk.

    :param str level: ``NONE``, ``PENDING``, ``LOW``, ``MEDIUM`` or ``HIGH``
    :rtype: dict
    """
    facts = {
        "HIGH": [
            ("Card's security code did not match", "NEGATIVE"),
            ("Billing and shipping address are far apart", "NEGATIVE"),
        ],
        "MEDIUM": [
            ("A proxy was used to place the order", "NEGATIVE"),
            ("The card was not declined before", "POSITIVE"),
        ],
        "LOW": [("Characteristics of this order are like those of good orders", "POSITIVE")],
    }.get(level, [])
    advice = {"HIGH": "CANCEL", "MEDIUM": "INVESTIGATE", "LOW": "ACCEPT"}.get(level, "NONE")
    return {
        "__typename": "OrderRiskSummary",
        "recommendation": advice,
        "assessments": [
            {
                "__typename": "OrderRiskAssessment",
                "riskLevel": level,
                "provider": None,
                "facts": [
                    {"__typename": "RiskFact", "description": text, "sentiment": sentiment}
                    for text, sentiment in facts
                ],
            }
        ]
        if level not in (None, "NONE")
        else [],
    }


def same(pair):
    """Make a pair of one sum that is the same in both currencies.

    :param Decimal pair: the sum
    :rtype: Pair
    """
    return Pair(pair, pair)
