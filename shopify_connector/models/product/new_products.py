# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Make the Odoo products of a batch of Shopify variants, in one go (P3, P4, P9, P10)."""

from decimal import Decimal

from odoo.fields import Command

from ...rules.price_extras import NoSum, SummedPrices, sum_prices
from ...rules.variant_match import comparable
from .attributes import AttributeBook
from .further_variants import FurtherVariants
from .imported_amounts import ImportedAmounts
from .product_names import ProductNames
from .product_plan import PlannedTemplates
from .product_texts import ProductError

# Odoo would make every combination of the values; exactly Shopify's are made here.
BARE = {"create_product_product": False}


class NewProducts:
    """Makes templates with exactly the variants that Shopify has, up to 2,048 of them.

    :param shop: the shop record, working
    :param dict prices: price in the shop's currency, as Decimal, by ``shopify.variant``: for those
        of which an order told, and Shopify not yet
    :ivar errors: ProductError by variant, for those that can't be made
    :ivar notes: (variant, ProductError) of what was left out though the product was made
    :ivar waiting: variants that share a SKU or barcode with one that was made: to be looked up anew
    """

    def __init__(self, shop, prices=None):
        self._shop = shop
        self._env = shop.env
        self._prices = prices or {}
        self._amounts = ImportedAmounts(shop)
        self.errors = {}
        self.notes = []
        self.waiting = []

    def make(self, unknown):
        """Make the products of variants, and link them.

        :param dict unknown: (VariantFacts, VariantMatch) by ``shopify.variant``
        :return: dict of (product id, rule, value) by variant that has a product now
        """
        planned = PlannedTemplates(self._shop, unknown)
        self.errors.update(planned.errors)
        self.waiting += planned.waiting
        self.notes += planned.notes
        try:
            self._prices_in_odoo = self._amounts.prices_of_new(self._defaults())
            self._cost_rate = self._amounts.rate_of_costs()
        except ProductError as error:
            self.errors.update(dict.fromkeys(unknown, error))
            return {}
        self._names = ProductNames(self._shop, [plan.product for plan in planned.plans])
        self._book = AttributeBook(self._shop, planned.options())
        links = self._make_templates([plan for plan in planned.plans if not plan.existing])
        for plan in planned.plans:
            if plan.existing:
                links |= self._add_to(plan)
        self._env["shopify.variant"]._link_all(links)
        return links

    # === TEMPLATES === #

    def _make_templates(self, plans):
        """Make new templates with their variants.

        :return: dict of (product id, rule, value) by variant
        """
        templates = (
            self._env["product.template"]
            .sudo()
            .with_context(**BARE)
            .create([self._template_values(plan) for plan in plans])
        )
        values = self._make_values(templates, plans)
        rows = [
            (plan, made, self._product_values(template, plan, made, values))
            for template, plan in zip(templates, plans, strict=True)
            for made in plan.products
        ]
        products = self._env["product.product"].sudo().create([row for _p, _m, row in rows])
        self._names.add_vendors(templates, plans)
        self._add_further_barcodes(rows, products)
        return {
            variant: (product.id, "created", made.code)
            for (_plan, made, _row), product in zip(rows, products, strict=True)
            for variant in made.variants
        }

    def _defaults(self):
        template = self._shop.item_template_id
        return template._product_values() if template else {"is_storable": True}

    def _template_values(self, plan):
        values = {
            **self._defaults(),
            **self._names.values(plan.product),
            **self._customs_values(plan),
            "name": plan.name,
            "list_price": self._base_price(plan),
            "company_id": False,
        }
        if plan.has_variants:
            values["item_number"] = plan.item_number or False
            values["attribute_line_ids"] = [
                Command.create(self._line_values(place, option, plan))
                for place, option in enumerate(plan.option_names)
            ]
        if plan.is_bundle:
            values["is_storable"] = False
        return values

    def _line_values(self, place, option, plan):
        names = dict.fromkeys(made.values[place] for made in plan.products)
        ids = dict.fromkeys(self._book.value(option, name).id for name in names)
        return {
            "attribute_id": self._book.attribute(option).id,
            "sequence": place + 1,
            "value_ids": [Command.set(list(ids))],
        }

    def _customs_values(self, plan):
        """Return HS code and country of origin, where the shop takes them (P9)."""
        if not self._shop.customs_data:
            return {}
        codes = [each.hs_code for each in plan.variants if each.hs_code]
        countries = [each.origin_country_code for each in plan.variants if each.origin_country_code]
        values = {"hs_code": codes[0]} if codes else {}
        if countries and (country := self._env["shopify.geography"]._country(countries[0])):
            values["country_of_origin"] = country.id
        return values

    def _add_to(self, plan):
        """Add variants to a template that is there.

        :return: dict of (product id, rule, value) by variant
        """
        further = FurtherVariants(plan)
        if error := further.obstacle():
            self.errors.update(dict.fromkeys(plan.variants, error))
            return {}
        in_odoo = self._amounts.prices_of(plan.existing.product_variant_id)
        prices = [
            float(in_odoo.list_price(self._price(each.variants[0]), has_extras=True))
            for each in plan.products
        ]
        values = [self._own_values(made) for made in plan.products]
        products, wrong = further.add(values, prices)
        self.notes += wrong
        return {
            made.variants[0]: (product.id, "created", made.code)
            for made, product in zip(plan.products, products, strict=True)
        }

    # === PRICES === #

    def _base_price(self, plan):
        """Return the template's price; the plan keeps the extras, by place and value."""
        prices = [
            (tuple(map(comparable, made.values)), self._price(made.variants[0]))
            for made in plan.products
        ]
        found = sum_prices(prices if plan.has_variants else prices[:1])
        match found:
            case SummedPrices(base, extras):
                plan.extras = {
                    key: float(self._prices_in_odoo.extra(extra)) for key, extra in extras.items()
                }
            case NoSum(base):
                plan.extras = {}
                self._note_no_sum(plan, base)
        return float(self._prices_in_odoo.list_price(base, has_extras=bool(plan.extras)))

    def _price(self, variant):
        if not variant.shopify_updated_at and variant in self._prices:
            return self._prices[variant]
        return Decimal(str(variant.price))

    def _note_no_sum(self, plan, lowest):
        error = ProductError("prices_do_not_add_up", name=plan.product.name, price=lowest)
        self.notes.append((plan.variants[0], error))

    # === ATTRIBUTE VALUES === #

    def _make_values(self, templates, plans):
        """Make the attribute values of templates.

        :return: dict of ``product.template.attribute.value`` id by (line, attribute value) id
        """
        rows = []
        for template, plan in zip(templates, plans, strict=True):
            for place, line in enumerate(template.attribute_line_ids.sorted("sequence")):
                rows += [
                    {
                        "attribute_line_id": line.id,
                        "product_attribute_value_id": value.id,
                        "price_extra": plan.extras.get((place, comparable(value.name)), 0.0),
                    }
                    for value in line.value_ids
                ]
        made = self._env["product.template.attribute.value"].sudo().create(rows)
        return {
            (row["attribute_line_id"], row["product_attribute_value_id"]): value.id
            for row, value in zip(rows, made, strict=True)
        }

    # === PRODUCTS === #

    def _product_values(self, template, plan, made, values):
        lines = template.attribute_line_ids.sorted("sequence")
        ids = [
            values[line.id, self._book.value(option, name).id]
            for line, option, name in zip(lines, plan.option_names, made.values, strict=True)
        ]
        return {
            "product_tmpl_id": template.id,
            "product_template_attribute_value_ids": [Command.set(ids)],
            **self._own_values(made),
        }

    def _own_values(self, made):
        """Return what a variant has of its own."""
        variant = made.variants[0]
        return {
            "default_code": made.reference or False,
            "variant_code": made.code if made.has_code else False,
            "barcode": made.barcodes[0] if made.barcodes else False,
            "weight": self._amounts.weight(variant),
            "standard_price": self._cost(variant),
        }

    def _cost(self, variant):
        cost = Decimal(str(variant.cost)) * self._cost_rate
        return self._shop.company_id.currency_id.round(float(cost)) if cost else 0.0

    def _add_further_barcodes(self, rows, products):
        """Keep further barcodes of a product that stands for several variants (P4)."""
        self._env["product.uom"].sudo().create(
            [
                {"product_id": product.id, "uom_id": product.uom_id.id, "barcode": barcode}
                for (_plan, made, _row), product in zip(rows, products, strict=True)
                for barcode in made.barcodes[1:]
            ]
        )
