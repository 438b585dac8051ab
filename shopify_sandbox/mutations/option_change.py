# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A change of a product's options, worked out and then carried out."""

from ..merchant import Merchant
from ..world.product_changes import arrange_variants
from .answers import user_error
from .option_plan import OptionPlan
from .variant_input import VariantInput
from .variant_making import make_variant


class OptionChange:
    """A change of options: the plan, what each variant chooses by it, and who goes.

    :param context: the request's context.
    :param product: the product.
    """

    def __init__(self, context, product):
        self.errors: list[dict] = []
        self.context = context
        self.product = product
        self.plan = OptionPlan.of(product)
        self.chosen = {one["id"]: self.plan.chosen_by(one) for one in product["variants"]}
        self.added: list[list] = []

    def error(self, path, message, code) -> None:
        """Note an error."""
        self.errors.append(user_error(path, message, code))

    def keep(self) -> None:
        """Carry the change out."""
        shop, product = self.context.shop, self.product
        gone = [one for one in product["variants"] if one["id"] not in self.chosen]
        if gone:
            Merchant(shop).forget_variants(gone)
        self.plan.keep(shop, product)
        kept = [one for one in product["variants"] if one["id"] in self.chosen]
        for variant in kept:
            selected = self.plan.selected(self.in_order(self.chosen[variant["id"]]))
            if selected != variant["selectedOptions"]:
                variant["selectedOptions"] = selected
                shop.touch(variant)
        for values in self.added:
            asked = VariantInput(self.context, {}, [])
            kept.append(make_variant(self.context, product, asked, self.plan, values, []))
        arrange_variants(shop, product, kept)
        shop.touch(product)

    def in_order(self, values):
        """Values in the order of the options that they belong to."""
        return [value for option in self.plan.options for value in values if value in option.values]

    def payload(self, **more) -> dict:
        """The answer; without errors the change is carried out."""
        if not self.errors:
            self.keep()
        return {"product": self.product, "userErrors": self.errors, **more}
