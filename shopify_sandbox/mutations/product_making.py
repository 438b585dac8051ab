# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Makes the products that checked inputs ask for."""

from ..world.catalogue import add_product
from ..world.options import DEFAULT_TITLE, TITLE
from .option_plan import OptionPlan, PlannedOption, PlannedValue

_MADE_WITH = ("title", "handle", "vendor", "productType", "status", "isGiftCard")


def create_product(context, asked) -> dict:
    """Add the product that an input without errors asks for, without options and variants.

    :param asked: its ``ProductInput``.
    """
    values = asked.values
    product = add_product(
        context.shop,
        values["title"],
        handle=values["handle"],
        vendor=values.get("vendor", ""),
        product_type=values.get("productType", ""),
        status=values.get("status", "ACTIVE"),
        gift_card=values.get("isGiftCard", False),
        options=[],
        published=False,
    )
    product.update({key: value for key, value in values.items() if key not in _MADE_WITH})
    return product


def default_plan() -> OptionPlan:
    """The options of a product without variants."""
    return OptionPlan([PlannedOption(TITLE, [PlannedValue(DEFAULT_TITLE)])])
