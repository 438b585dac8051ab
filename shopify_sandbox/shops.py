# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shops that can be served, by name."""

from pathlib import Path

from .shop import Shop

DEMO_ORDERS = 300


def shop_named(
    name: str,
    orders: int | None = None,
    customers: int | None = None,
    products: int | None = None,
    variants: int = 10,
) -> Shop:
    """Make a shop.

    :param name: "demo" (with more than 300 orders: a generated shop), "generated", or
        "recorded" or a folder with recorded answers.
    :param orders: how many orders a made-up shop has; None: its own number.
    :param customers: how many customers without orders a generated shop has, instead of orders.
    :param products: how many products without orders a generated shop has, instead of orders.
    :param variants: how many variants each of these products has.
    :raises ValueError: only a generated shop has a number of customers, or of products.
    """
    if products is not None:
        if name != "generated" or orders is not None or customers is not None:
            raise ValueError(
                "a number of products is for --shop generated, without --orders and --customers"
            )
        from .seeds.generated_catalogue import generated_catalogue

        return generated_catalogue(products, variants)
    if customers is not None:
        if name != "generated" or orders is not None:
            raise ValueError("a number of customers is for --shop generated, without --orders")
        from .seeds.generated import generated_people

        return generated_people(customers)
    if name == "generated" or (name == "demo" and (orders or 0) > DEMO_ORDERS):
        from .seeds.generated import generated_shop

        return generated_shop(orders or 1000)
    if name == "demo":
        from .seeds.demo import demo_shop

        return demo_shop(orders=DEMO_ORDERS if orders is None else orders)
    from .recorded import recorded_shop

    return recorded_shop(None if name == "recorded" else Path(name))
