# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Odoo's attributes follow Shopify's options: new, renamed, gone (P6, P10)."""

from odoo.fields import Command
from odoo.models import BaseModel
from odoo.tools import SQL

from ...rules.variant_match import comparable
from .attributes import AttributeBook, add_values
from .product_texts import ProductError

# Odoo would make every combination of the values, and archive what it takes for superfluous.
ALONE = {"create_product_product": False, "update_product_template_attribute_values": False}


class OptionChanges:
    """Gives the variants of a template the values that they have in Shopify.

    Attributes that only Odoo has are left alone.

    :param shop: the shop record
    :param LinkedProduct linked: a product that is one template in Odoo
    :param old_names: the options that it had at the last sync
    """

    def __init__(self, shop, linked, old_names):
        self._shop = shop
        self._env = shop.env
        self._product = linked.product
        self._template = linked.product.odoo_template_id.sudo().with_context(**ALONE)
        self._names = linked.product.option_names or []
        self._old_names = [name for name in old_names if comparable(name)]
        products = self._template.product_variant_ids
        self._variants = {
            products.browse(linked.links[variant.shopify_id]): variant
            for variant in linked.product.variant_ids
            if variant.shopify_id in linked.links
        }

    def obstacle(self):
        """Return why the template can't follow, or None."""
        name, template = self._product.name, self._template.display_name
        for variant in self._variants.values():
            values = variant.option_values or []
            if len(values) != len(self._names) or not all(values):
                option = self._names[len(values)] if len(values) < len(self._names) else name
                return ProductError(
                    "variant_without_options", name=variant.display_name, option=option
                )
        others = self._template.product_variant_ids - self._products()
        if others and {*map(comparable, self._names)} != {*map(comparable, self._old_names)}:
            return ProductError(
                "options_differ", name=name, template=template, variant=others[0].display_name
            )
        combinations = {
            tuple(map(comparable, v.option_values or ())) for v in self._variants.values()
        }
        if len(combinations) < len(self._variants):
            return ProductError("options_differ", name=name, template=template, variant=name)
        return None

    def apply(self):
        """Write the new values, then take away what no variant has any more."""
        before = {product: self._values_by_name(product) for product in self._variants}
        values = self._find_or_make_values()
        self._carry_extras(before, values)
        self._assign(values)
        self._remove_unused()

    def _products(self):
        return self._template.product_variant_ids.browse().union(*self._variants)

    @staticmethod
    def _values_by_name(product):
        values = product.product_template_attribute_value_ids
        return {comparable(value.attribute_id.name): value for value in values}

    # === ADD === #

    def _find_or_make_values(self):
        """Let the template have all options and values.

        :return: dict of ``product.template.attribute.value`` by place of the option and value
        """
        wanted = {
            name: list(dict.fromkeys(v.option_values[place] for v in self._variants.values()))
            for place, name in enumerate(self._names)
        }
        lines = {
            comparable(line.attribute_id.name): line for line in self._template.attribute_line_ids
        }
        missing = {name: names for name, names in wanted.items() if comparable(name) not in lines}
        book = AttributeBook(self._shop, missing)
        for name, names in missing.items():
            lines[comparable(name)] = self._template.attribute_line_ids.create(
                {
                    "product_tmpl_id": self._template.id,
                    "attribute_id": book.attribute(name).id,
                    "sequence": self._names.index(name) + 1,
                    "value_ids": [Command.set([book.value(name, each).id for each in names])],
                }
            )
        found = {}
        for place, (name, names) in enumerate(wanted.items()):
            for value in add_values(lines[comparable(name)], names):
                found[place, comparable(value.name)] = value
        return found

    def _carry_extras(self, before, values):
        """Let a value that takes another one's place cost what that one did."""
        old = {}
        for product, variant in self._variants.items():
            for place, name in enumerate(variant.option_values or ()):
                known = comparable(self._old_names[place]) if place < len(self._old_names) else ""
                if replaced := before[product].get(known):
                    old.setdefault(values[place, comparable(name)], set()).add(replaced)
        for value, replaced in old.items():
            if len(replaced) == 1 and value not in replaced and not value.price_extra:
                value.price_extra = next(iter(replaced)).price_extra

    # === ASSIGN === #

    def _assign(self, values):
        options = {*map(comparable, self._names), *map(comparable, self._old_names)}
        targets = {}
        for product, variant in self._variants.items():
            kept = [
                v.id for name, v in self._values_by_name(product).items() if name not in options
            ]
            new = [
                values[place, comparable(name)].id
                for place, name in enumerate(variant.option_values or ())
            ]
            if {*kept, *new} != set(product.product_template_attribute_value_ids.ids):
                targets[product] = [*kept, *new]
        self._make_room(targets)
        for product, ids in targets.items():
            product.write({"product_template_attribute_value_ids": [Command.set(ids)]})
        self._env.flush_all()

    def _make_room(self, targets):
        """Let variants swap values: Odoo takes no combination twice, not even for a moment."""
        self._env.flush_all()
        ids = [product.id for product in targets]
        self._env.cr.execute(
            SQL(
                "UPDATE product_product SET combination_indices = 'moved ' || id "
                "WHERE id = ANY(%s)",
                ids,
            )
        )
        self._template.product_variant_ids.invalidate_recordset(["combination_indices"])

    # === TAKE AWAY === #

    def _remove_unused(self):
        """Remove the options that are gone, and the values that no variant has any more."""
        names = {*map(comparable, self._names)}
        for name in self._old_names:
            for line in self._template.attribute_line_ids:
                if comparable(line.attribute_id.name) == comparable(name):
                    self._remove_from(line, whole=comparable(name) not in names)

    @staticmethod
    def _remove_from(line, whole):
        values = line.product_template_value_ids.with_context(active_test=False)
        used = values.filtered("ptav_product_variant_ids")
        unused = values - used
        left = (used - used.filtered(lambda value: whole)).product_attribute_value_id
        # Past Odoo's own ways, which would make or archive variants.
        BaseModel.unlink(unused)
        if whole and not used:
            BaseModel.unlink(line)
        elif whole:
            used.write({"ptav_active": False})
            line.write({"active": False})
        else:
            line.write({"value_ids": [Command.set(left.ids)]})
