# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Orders of all kinds by chance, the same ones for the same seed (O9)."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from shopify_sandbox.shopper import an_order, sample_address
from shopify_sandbox.world.people import add_customer

TITLES = ("Enamel Mug", "Spork", "Tarp 3x3")
TAXES = (
    (),
    (("VAT", "0.19"),),
    (("VAT", "0.19"), ("Levy", "0.0375")),
    (("State", "0.04"), ("City", "0.045"), ("Transit", "0.00375")),
)
CURRENCIES = ((None, None), (None, None), ("USD", "1.0837"), ("JPY", "161.27"), ("KWD", "0.3291"))
VALUES = ("10%", "33.33%", "17.5%", "100%", "0.01", "3.33", "10")


class RandomOrders:
    """Places orders in a sandbox shop.

    :param case: a test case with ``shopify`` and ``variant``
    :param int seed: the same seed places the same orders
    """

    def __init__(self, case, seed):
        self._case = case
        self._random = Random(seed)
        self._customer = add_customer(
            case.shopify,
            "Anna",
            "Schmidt",
            email="anna@shoppers.example",
            addresses=[sample_address(case.shopify)],
        )

    def place(self):
        """Place an order; its lines, discounts, taxes, currency and extras are chance.

        :return: the ``Order`` node
        """
        random = self._random
        builder = an_order(self._case.shopify).by(self._customer)
        count = random.randint(1, 5)
        for _line in range(count):
            cents = random.choice((1, 7, 99, 1999, random.randrange(1, 30_000)))
            price = str(Decimal(cents) / 100)
            builder.line(
                self._case.variant(random.choice(TITLES)), random.choice((1, 2, 3, 7)), price=price
            )
        self._discount(builder, count)
        self._extras(builder)
        builder.taxes(*random.choice(TAXES)).tax_included(random.random() < 0.5)
        code, rate = random.choice(CURRENCIES)
        if code:
            builder.in_currency(code, rate)
        if random.random() < 0.1:
            builder.tax_exempt()
        return builder.paid_by("visa").place()

    def _discount(self, builder, count):
        random = self._random
        for number in range(random.choice((0, 0, 1, 2))):
            give = random.choice(
                (builder.discount_code, builder.automatic_discount, builder.manual_discount)
            )
            on = random.choice((None, [random.randrange(count)]))
            give(f"SAVE{number}", random.choice(VALUES), on=on)

    def _extras(self, builder):
        random = self._random
        if random.random() < 0.6:
            builder.shipping(price=random.choice(("4.90", "0.00", "12.35")))
            if random.random() < 0.3:
                builder.discount_code("SHIP", random.choice(VALUES), target="SHIPPING_LINE")
        if random.random() < 0.2:
            builder.with_tip(random.choice(("1.00", "3.21")), as_line=random.random() < 0.5)
        if random.random() < 0.1:
            builder.fee("Bottle deposit", "0.25")
        if random.random() < 0.1:
            builder.line(self._case.variant("Gift Card"))


def convert_shop_amounts(node, rate):
    """Derive all of an order's amounts in the shop's currency from the buyer's, each by itself.

    That is how Shopify converts: the lines need not add up to the total any more.

    :param dict node: the order, or a part of it
    :param Decimal rate: shop currency for one unit of the buyer's
    """
    seen = set()

    def walk(part):
        if id(part) in seen:
            return
        seen.add(id(part))
        if isinstance(part, dict):
            if "shopMoney" in part and "presentmentMoney" in part:
                amount = Decimal(part["presentmentMoney"]["amount"]) * rate
                rounded = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
                part["shopMoney"]["amount"] = str(rounded)
                return
            for key, value in part.items():
                if key not in ("customer", "variant", "product", "order"):
                    walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(node)
