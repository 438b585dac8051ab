# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Odoo's attributes and values for Shopify's options: found by name, else made (P3, P10)."""

from odoo.fields import Command

from ...rules.variant_match import comparable

# Odoo would make every further combination at once.
NO_COMBINATIONS = {"update_product_template_attribute_values": False}


class AttributeBook:
    """Attributes and values by name, read for a whole batch, so that none comes to be twice.

    Names are compared without regard to case and blanks. New attributes make variants dynamically:
    Odoo has those that Shopify has, and no further combinations. Of several attributes of a name
    that Odoo has, one that makes variants at once comes first.

    :param shop: the shop record, in its language
    :param dict wanted: the values, in their order, by the name of the option
    """

    def __init__(self, shop, wanted):
        self._env = shop.env
        self._attributes = self._find_or_make_attributes(wanted) if wanted else {}
        self._values = self._find_or_make_values(wanted) if wanted else {}

    def attribute(self, option):
        """Return the ``product.attribute`` of an option."""
        return self._attributes[comparable(option)]

    def value(self, option, value):
        """Return the ``product.attribute.value`` of an option's value."""
        return self._values[self.attribute(option).id, comparable(value)]

    def _find_or_make_attributes(self, wanted):
        attributes = self._env["product.attribute"].sudo()
        domain = [("create_variant", "!=", "no_variant"), ("display_type", "!=", "multi")]
        found = {}
        known = attributes.search_fetch(domain, ["name", "create_variant"], order="sequence, id")
        for attribute in known.sorted(lambda each: each.create_variant != "always"):
            found.setdefault(comparable(attribute.name), attribute)
        missing = {}
        for name in wanted:
            if comparable(name) not in found:
                missing.setdefault(comparable(name), name.strip())
        if missing:
            self._alone()
        made = attributes.create(
            [{"name": name, "create_variant": "dynamic"} for name in missing.values()]
        )
        return found | dict(zip(missing, made, strict=True))

    def _find_or_make_values(self, wanted):
        values = self._env["product.attribute.value"].sudo()
        keys = {}
        for option, names in wanted.items():
            attribute = self.attribute(option)
            for name in names:
                keys.setdefault((attribute.id, comparable(name)), name.strip())
        attribute_ids = list({attribute_id for attribute_id, _name in keys})
        known = values.search_fetch(
            [("attribute_id", "in", attribute_ids)], ["name", "attribute_id"], order="sequence, id"
        )
        found = {}
        for value in known:
            found.setdefault((value.attribute_id.id, comparable(value.name)), value)
        missing = {key: name for key, name in keys.items() if key not in found}
        if missing:
            self._alone()
        made = values.create(
            [
                {"attribute_id": attribute_id, "name": name}
                for (attribute_id, _key), name in missing.items()
            ]
        )
        return found | dict(zip(missing, made, strict=True))

    def _alone(self):
        """Let no other company make attributes meanwhile: all companies share them."""
        main = self._env["res.company"].sudo()._get_main_company()
        self._env["shopify.mapping.lock"].sudo()._hold(main)


def add_values(line, names):
    """Let a template's attribute have values, found by their names or made; no variant is made.

    :param line: the ``product.template.attribute.line``
    :param names: names of values
    :return: the ``product.template.attribute.value`` records of these names, in their order
    """
    wanted = {comparable(name): name.strip() for name in reversed(names)}
    wanted = dict(reversed(wanted.items()))
    known = {comparable(each.name): each for each in reversed(line.product_template_value_ids)}
    missing = [name for key, name in wanted.items() if key not in known]
    if missing:
        values = _values_of(line.attribute_id, missing)
        line.with_context(**NO_COMBINATIONS).write(
            {"value_ids": [Command.link(v.id) for v in values]}
        )
        made = line.product_template_value_ids.create(
            [
                {"attribute_line_id": line.id, "product_attribute_value_id": value.id}
                for value in values
            ]
        )
        known |= {comparable(value.name): value for value in made}
    found = line.product_template_value_ids.browse(known[key].id for key in wanted)
    sleeping = found.filtered(lambda value: not value.ptav_active)
    if sleeping:
        line.with_context(**NO_COMBINATIONS).write(
            {"value_ids": [Command.link(v.product_attribute_value_id.id) for v in sleeping]}
        )
        sleeping.write({"ptav_active": True})
    return found


def _values_of(attribute, names):
    """Find the values of an attribute by their names, or make them, in the names' order."""
    known = {comparable(value.name): value for value in reversed(attribute.value_ids)}
    missing = [name for name in names if comparable(name) not in known]
    made = attribute.env["product.attribute.value"].create(
        [{"attribute_id": attribute.id, "name": name} for name in missing]
    )
    known |= dict(zip(map(comparable, missing), made, strict=True))
    return made.browse(known[comparable(name)].id for name in names)
