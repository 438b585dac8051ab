# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Values of Odoo records as Shopify's texts, and back, for many records at once (P19)."""

from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from ...rules.metafield import MetafieldType
from ...rules.metafield_display import readable
from ...rules.metafield_meaning import ValueProblem
from ...rules.metafield_value import Conversion
from ...shopify import gid
from .metafield_owners import OWNERS

# Which kind of owner a reference points to.
_REFERRED = {
    "product_reference": "product",
    "variant_reference": "variant",
    "customer_reference": "customer",
    "order_reference": "order",
}
# What an example of a type looks like.
_SAMPLES = {
    "boolean": "true",
    "color": "#aa3311",
    "date": "2026-12-24",
    "date_time": "2026-12-24T18:00:00+00:00",
    "dimension": '{"value":25.0,"unit":"cm"}',
    "id": "A-1234",
    "json": '{"washable":true}',
    "link": '{"text":"Care","url":"https://shop.example/care"}',
    "multi_line_text_field": "Wash cold.\nDry flat.",
    "number_decimal": "2.5",
    "number_integer": "12",
    "rich_text_field": '{"type":"root","children":[{"type":"paragraph","children":'
    '[{"type":"text","value":"Wash cold."}]}]}',
    "single_line_text_field": "Merino wool",
    "url": "https://shop.example/care",
    "volume": '{"value":0.75,"unit":"l"}',
    "weight": '{"value":1.2,"unit":"kg"}',
}


class ShopifyMetafieldMapping(models.Model):
    _inherit = "shopify.metafield.mapping"

    # === ODOO TO SHOPIFY === #

    def _odoo_texts(self, records):
        """Give what records hold, in Shopify's terms.

        :param records: records of the mapped model
        :return: dict by record id of the text, "" for an empty one, or of the ValueProblem
        """
        self.ensure_one()
        conversion, field = self._conversion(), self._field()
        names = self._names_of_relations(records[field.name]) if field.relational else None
        currency = self._currency()
        texts = {}
        for record in records:
            try:
                if names is not None:
                    value = _names_in(record[field.name], field, names)
                else:
                    value = record[field.name]
                if field.type == "monetary" and value:
                    _check_currency(record, field, currency)
                texts[record.id] = conversion.to_shopify(value)
            except ValueProblem as problem:
                texts[record.id] = problem
        return texts

    def _names_of_relations(self, related):
        """Return the Shopify ids, or the names, of records that the field points to, by id."""
        referred = OWNERS.get(_REFERRED.get(self._kind().base))
        if not referred:
            return {record.id: record[record._rec_name] for record in related}
        owners = self.env[referred.model].search(
            referred.domain(self.shop_id) & Domain(referred.link, "in", related.ids),
            order="id desc",
        )
        return {owner[referred.link].id: referred.gid(owner) for owner in owners}

    # === SHOPIFY TO ODOO === #

    def _odoo_values(self, texts):
        """Give what the field is to hold for Shopify's texts.

        :param texts: iterable of texts, "" for no metafield
        :return: dict by text of the value to write, or of the ValueProblem
        """
        self.ensure_one()
        conversion = self._conversion()
        values = {}
        for text in texts:
            try:
                values[text] = conversion.to_odoo(text)
            except ValueProblem as problem:
                values[text] = problem
        return self._with_records(values) if self._field().relational else values

    def _with_records(self, values):
        """Replace Shopify's ids and names by Odoo's records."""
        names = {
            name
            for value in values.values()
            if not isinstance(value, ValueProblem)
            for name in ((value,) if isinstance(value, str) else value or ())
        }
        ids = self._ids_by_name(names)
        found = {}
        for text, value in values.items():
            try:
                found[text] = self._relation_value(value, ids)
            except ValueProblem as problem:
                found[text] = problem
        return found

    def _relation_value(self, value, ids):
        if isinstance(value, ValueProblem):
            raise value
        if isinstance(value, tuple):
            return [(6, 0, [self._only_one(name, ids) for name in value])]
        return self._only_one(value, ids) if value else False

    def _only_one(self, name, ids):
        found = ids.get(name, ())
        if len(found) == 1:
            return found[0]
        model = self.env["ir.model"].sudo()._get(self._field().comodel_name).name
        if found:
            raise ValueProblem("several_named", value=name, model=model)
        code = "not_in_odoo" if self._kind().reference_model else "none_named"
        raise ValueProblem(code, value=name, model=model)

    def _ids_by_name(self, names):
        """Return the Odoo records that have these Shopify ids or names: lists of ids."""
        ids = defaultdict(list)
        referred = OWNERS.get(_REFERRED.get(self._kind().base))
        if referred:
            numbers = {str(gid.number(name)): name for name in names}
            owners = self.env[referred.model].search(
                referred.domain(self.shop_id) & Domain("shopify_id", "in", list(numbers))
            )
            for owner in owners:
                ids[numbers[owner.shopify_id]].append(owner[referred.link].id)
            return ids
        comodel = self.env[self._field().comodel_name]
        for record in comodel.search([(comodel._rec_name, "in", list(names))]):
            ids[record[comodel._rec_name]].append(record.id)
        return ids

    # === BOTH === #

    def _conversion(self):
        """Return how values of the metafield become those of the field."""
        field = self._field()
        rules = self.definition_id.validations or {}
        choices = dict(field._description_selection(self.env)) if field.type == "selection" else {}
        return Conversion(
            type=self._kind(),
            field_type=field.type,
            unit=self.unit or "",
            currency=self._currency(),
            scale_min=rules.get("scale_min", ""),
            scale_max=rules.get("scale_max", ""),
            choices=tuple(choices),
        )

    def _field(self):
        """Return the Odoo field."""
        return self.env[OWNERS[self.owner].odoo_model]._fields[self.sudo().field_id.name]

    def _kind(self):
        return MetafieldType.of(self.type)

    def _currency(self):
        return self.shop_id.document_currency_id.name

    def _example(self):
        """Show a value on both sides: the last one that was seen, else a made-up one."""
        if not (self.field_id and self.type):
            return False
        known = self.value_ids.filtered("value")[:1]
        if known:
            return self.env._(
                "%(owner)s: %(shopify)s in Shopify, %(odoo)s in Odoo",
                owner=known.owner_name,
                shopify=known.shown_value,
                odoo=known.shown_odoo_value or self.env._("nothing"),
            )
        text = _SAMPLES.get(self.type)
        if not text:
            return False
        try:
            kind, value = self._kind(), self._conversion().to_odoo(text)
        except ValueProblem:
            return False
        return self.env._(
            "%(shopify)s in Shopify is %(odoo)s in Odoo", shopify=readable(kind, text), odoo=value
        )


def _names_in(related, field, names):
    """Return the Shopify ids, or the names, of the records that a field points to."""
    for record in related:
        if not names.get(record.id):
            raise ValueProblem("not_in_shopify", record=record.display_name)
    found = tuple(names[record.id] for record in related)
    return found if field.type == "many2many" else next(iter(found), False)


def _check_currency(record, field, expected):
    """Refuse an amount that is not in the shop's currency."""
    currency = record[field.get_currency_field(record)].name or expected
    if currency != expected:
        raise ValueProblem("odoo_currency", currency=currency, expected=expected)
