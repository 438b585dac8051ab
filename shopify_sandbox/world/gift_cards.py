# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Gift cards: issued when they are bought, drawn on when they pay."""

from decimal import Decimal

from ..money import money, pair_of


def issue(shop, order, line):
    """Issue the gift cards of a line, one a unit.

    :param Shop shop: where
    :param dict order: the order that bought them
    :param dict line: its gift card line
    :return: the new ``GiftCard`` nodes
    :rtype: list[dict]
    """
    value = pair_of(line["originalUnitPriceSet"]).shop
    return [
        add_gift_card(shop, value, order=order, line=line, customer=order["customer"])
        for _unit in range(line["currentQuantity"])
    ]


def add_gift_card(shop, value, *, order=None, line=None, customer=None, note=None):
    """Add a gift card.

    :param Shop shop: where
    :param Decimal value: its value in shop currency
    :return: the ``GiftCard`` node
    :rtype: dict
    """
    characters = f"{len(shop.collection('GiftCard')) * 7919 % 36**4 + 36**3:x}"[-4:]
    node = {
        "order": order,
        "lineItem": line,
        "customer": customer,
        "initialValue": money(value, shop.currency),
        "balance": money(value, shop.currency),
        "enabled": True,
        "isRedeemable": True,
        "deactivatedAt": None,
        "expiresOn": None,
        "crossCurrencyRedemptionStrategy": "NONE",
        "lastCharacters": characters,
        "maskedCode": f"•••• •••• •••• {characters}",
        "note": note,
        "recipientAttributes": None,
        "templateSuffix": None,
        "transactions": [],
    }
    return shop.add("GiftCard", node)


def balance_of(gift_card):
    """Tell what is left on a gift card, in shop currency.

    :param dict gift_card: the node
    :rtype: Decimal
    """
    return Decimal(gift_card["balance"]["amount"])


def draw(shop, gift_card, amount):
    """Take an amount off a gift card; a negative amount puts it back.

    :param Shop shop: where
    :param dict gift_card: the node
    :param Decimal amount: in shop currency
    :raises ValueError: the gift card is to pay, and is deactivated
    """
    if amount > 0 and not gift_card["enabled"]:
        raise ValueError(f"the gift card {gift_card['maskedCode']} is deactivated")
    currency = gift_card["balance"]["currencyCode"]
    gift_card["balance"] = money(balance_of(gift_card) - amount, currency)
    kind = "GiftCardDebitTransaction" if amount >= 0 else "GiftCardCreditTransaction"
    gift_card["transactions"].append(
        shop.index(
            kind,
            {
                "giftCard": gift_card,
                "amount": money(-amount, currency),
                "note": None,
                "processedAt": shop.now(),
                "metafields": [],
            },
        )
    )
    shop.touch(gift_card)


def deactivate(shop, gift_card):
    """Let a gift card pay no more; what is left on it stays as it is.

    :param Shop shop: where
    :param dict gift_card: the node
    """
    gift_card.update(enabled=False, isRedeemable=False, deactivatedAt=shop.now())
    shop.touch(gift_card)
