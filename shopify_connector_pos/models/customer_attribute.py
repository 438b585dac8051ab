# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a till asks about a new customer besides the usual: fields and properties (S2)."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

TYPES = ("char", "text", "boolean", "integer", "float", "date", "selection")
# The dialog asks for them anyway, or they are not for a till to set.
NOT_ASKED = {
    "active",
    "address_purpose",
    "barcode",
    "city",
    "color",
    "company_name",
    "company_type",
    "email",
    "is_company",
    "lang",
    "name",
    "phone",
    "receipt_preference",
    "street",
    "street2",
    "type",
    "zip",
}


class PosCustomerAttribute(models.Model):
    """A field or a property of contacts that the tills of some stores ask for (S2)."""

    _name = "pos.customer.attribute"
    _description = "Question about a new customer of a store"
    _order = "sequence, id"

    name = fields.Char(
        string="Question", compute="_compute_name", store=True, readonly=False, translate=True
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [("field", "Field"), ("property", "Property")],
        default="field",
        required=True,
        help="A field of contacts, or one of the properties that were added to contacts.",
    )
    field_id = fields.Many2one(
        "ir.model.fields",
        string="Field of contacts",
        ondelete="cascade",
        domain=lambda self: self._field_domain(),
    )
    property_name = fields.Selection(
        selection=lambda self: self._property_selection(), string="Property of contacts"
    )
    required = fields.Boolean(
        string="Must be answered", help="The till makes no customer without an answer."
    )
    config_ids = fields.Many2many("pos.config", string="Stores")

    # === COMPUTE METHODS === #

    @api.depends("kind", "field_id", "property_name")
    def _compute_name(self):
        labels = dict(self._property_selection())
        for attribute in self:
            if attribute.kind == "field":
                found = attribute.field_id.field_description
            else:
                found = labels.get(attribute.property_name)
            attribute.name = attribute.name or found

    @api.model
    def _field_domain(self):
        return [
            ("model", "=", "res.partner"),
            ("store", "=", True),
            ("readonly", "=", False),
            ("ttype", "in", TYPES),
            ("name", "not in", sorted(NOT_ASKED)),
            ("name", "not like", "message%"),
        ]

    @api.model
    def _property_selection(self):
        return [
            (definition["name"], definition.get("string") or definition["name"])
            for definition in self._property_definitions()
            if definition["type"] in TYPES
        ]

    @api.model
    def _property_definitions(self):
        definitions = self.env["properties.base.definition"].sudo()
        record = definitions._get_definition_for_property_field("res.partner", "properties")
        return record.properties_definition or []

    # === CONSTRAINTS === #

    @api.constrains("kind", "field_id", "property_name")
    def _check_chosen(self):
        for attribute in self:
            if attribute.kind == "property" and attribute.property_name:
                continue
            field = attribute.field_id.filtered_domain(self._field_domain())
            if attribute.kind == "field" and field and not self._is_guarded(field.name):
                continue
            raise ValidationError(
                self.env._(
                    "A till can't ask for %s. Choose a text, number, date, selection or "
                    "check-box that users of the till may write.",
                    attribute.field_id.field_description or attribute.name or "",
                )
            )

    @api.model
    def _is_guarded(self, name):
        """Tell whether a field is for some groups only, and so not for a till."""
        return bool(self.env["res.partner"]._fields[name].groups)

    # === BUSINESS METHODS === #

    def _told_to_tills(self):
        """Return how the tills ask: list of dicts."""
        return [
            {
                "id": attribute.id,
                "name": attribute.name,
                "type": attribute._type(),
                "required": attribute.required,
                "options": attribute._options(),
            }
            for attribute in self
            if attribute._type()
        ]

    def _type(self):
        """Return the type of the answer, empty if the field or property is gone."""
        if self.kind == "field":
            return self.field_id.ttype
        return self._definition().get("type", "")

    def _definition(self):
        for definition in self._property_definitions():
            if definition["name"] == self.property_name:
                return definition
        return {}

    def _options(self):
        if self._type() != "selection":
            return []
        if self.kind == "property":
            return [list(option[:2]) for option in self._definition().get("selection") or ()]
        field = self.env["res.partner"]._fields[self.field_id.name]
        return [list(option) for option in field._description_selection(self.env)]

    def _values_of(self, answers):
        """Return what the answers of a till set on a partner.

        :param answers: pairs of an attribute's id and the answer
        :return: values for ``res.partner``; answers to what the store does not ask are left out
        """
        known = {attribute.id: attribute for attribute in self}
        values, properties = {}, {}
        for attribute_id, answer in answers:
            attribute = known.get(attribute_id)
            if not attribute or answer in ("", None) or not attribute._takes(answer):
                continue
            if attribute.kind == "field":
                values[attribute.field_id.name] = answer
            else:
                properties[attribute.property_name] = answer
        if properties:
            values["properties"] = properties
        return values

    def _takes(self, answer):
        """Tell whether an answer is of the attribute's type, and one of its options."""
        kind = self._type()
        if kind == "selection":
            return answer in [option[0] for option in self._options()]
        if kind == "date":
            return _is_date(answer)
        wanted = {"boolean": bool, "integer": int, "float": (int, float)}.get(kind, str)
        return isinstance(answer, wanted) and isinstance(answer, bool) == (kind == "boolean")


def _is_date(text):
    try:
        return bool(fields.Date.to_date(text))
    except (ValueError, TypeError):
        return False
