# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Add variants to a template that is there, without any that Shopify has not (P3, P10)."""

from odoo.fields import Command
from odoo.tools import float_compare

from ...rules.variant_match import comparable
from .attributes import add_values
from .product_texts import ProductError

PRICE_DIGITS = 2


class FurtherVariants:
    """Adds planned variants to their template.

    :param PlannedTemplate plan: with an existing template
    """

    def __init__(self, plan):
        self._plan = plan
        self._template = plan.existing
        self._env = plan.existing.env
        lines = self._template.attribute_line_ids._without_no_variant_attributes()
        self._lines = {comparable(line.attribute_id.name): line for line in lines}

    def obstacle(self):
        """Return why the variants can't be added, or None."""
        name, template = self._plan.variants[0].display_name, self._template.display_name
        options = [comparable(option) for option in self._plan.option_names]
        if not options:
            return ProductError("variant_not_found", name=name, template=template)
        for option, shown in zip(options, self._plan.option_names, strict=True):
            if option not in self._lines:
                return ProductError("attributes_differ", name=name, template=template, option=shown)
        for key, line in self._lines.items():
            if key not in options and len(_active_values(line)) > 1:
                return ProductError(
                    "further_attribute",
                    name=name,
                    template=template,
                    attribute=line.attribute_id.name,
                )
        return None

    def add(self, values, prices):
        """Make the variants, or bring archived ones of the same values back.

        :param list values: the values of each planned product
        :param list prices: the price of each in Odoo's currency
        :return: (the products, list of (variant, ProductError) of prices that do not come out)
        """
        new = self._add_values()
        common = [
            _active_values(line).id
            for key, line in self._lines.items()
            if key not in map(comparable, self._plan.option_names)
        ]
        combinations = [
            [*self._values_of(made.values).ids, *common] for made in self._plan.products
        ]
        self._set_extras(new, prices)
        products = self._make(combinations, values)
        return products, list(self._wrong_prices(products, prices))

    def _add_values(self):
        """Let the template's attributes have all values that the variants need.

        :return: the ``product.template.attribute.value`` records that are new
        """
        lines = self._template.attribute_line_ids.browse(line.id for line in self._lines.values())
        before = lines.product_template_value_ids._only_active()
        for place, option in enumerate(self._plan.option_names):
            names = [made.values[place] for made in self._plan.products]
            add_values(self._lines[comparable(option)], names)
        return lines.product_template_value_ids._only_active() - before

    def _values_of(self, names):
        """Return the template's attribute values for those of Shopify's options."""
        values = self._env["product.template.attribute.value"]
        for option, name in zip(self._plan.option_names, names, strict=True):
            known = _active_values(self._lines[comparable(option)])
            by_name = {comparable(each.name): each for each in reversed(known)}
            values |= by_name[comparable(name)]
        return values

    def _set_extras(self, new, prices):
        """Set what new values add to the price, where all variants with it agree."""
        wanted = {}
        for made, price in zip(self._plan.products, prices, strict=True):
            values = self._values_of(made.values)
            if len(values & new) == 1:
                known = sum((values - new).mapped("price_extra"))
                extra = round(price - self._template.list_price - known, PRICE_DIGITS + 2)
                wanted.setdefault(values & new, set()).add(extra)
        for value, extras in wanted.items():
            if len(extras) == 1:
                value.price_extra = extras.pop()

    def _make(self, combinations, values):
        archived = {
            frozenset(product.product_template_attribute_value_ids.ids): product
            for product in self._template.with_context(active_test=False).product_variant_ids
            if not product.active
        }
        found = [archived.get(frozenset(combination)) for combination in combinations]
        made = iter(
            self._env["product.product"].create(
                [
                    {
                        "product_tmpl_id": self._template.id,
                        "product_template_attribute_value_ids": [Command.set(combination)],
                        **own,
                    }
                    for combination, own, known in zip(combinations, values, found, strict=True)
                    if not known
                ]
            )
        )
        for known, own in zip(found, values, strict=True):
            if known:
                known.write({"active": True, **own})
        return [known or next(made) for known in found]

    def _wrong_prices(self, products, prices):
        for made, product, price in zip(self._plan.products, products, prices, strict=True):
            if float_compare(product.lst_price, price, precision_digits=PRICE_DIGITS):
                variant = made.variants[0]
                yield (
                    variant,
                    ProductError(
                        "price_differs",
                        name=variant.display_name,
                        price=f"{price:.{PRICE_DIGITS}f}",
                        odoo=f"{product.lst_price:.{PRICE_DIGITS}f}",
                    ),
                )


def _active_values(line):
    return line.product_template_value_ids._only_active()
