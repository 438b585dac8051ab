# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which metafield goes to which Odoo field, and which way (P19)."""

import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...rules.measurement import DEFAULT_UNITS, UNITS
from ...rules.metafield import TYPE_NAMES, MetafieldType
from .metafield_fields import mappable_fields
from .metafield_owners import OWNERS, owner_selection

TO_ODOO = ("from_shopify", "both")
TO_SHOPIFY = ("to_shopify", "both")
# What decides how values compare: with another one, the last sync says nothing.
_DECIDING = {"shop_id", "owner", "namespace", "key", "type", "field_id", "unit", "direction"}
_KEY = re.compile(r"^[A-Za-z0-9_-]{2,64}$")
_NAMESPACE = re.compile(r"^[A-Za-z0-9_-]{3,255}$")


class ShopifyMetafieldMapping(models.Model):
    """A metafield of a shop's products, variants, customers or orders, and its Odoo field."""

    _name = "shopify.metafield.mapping"
    _description = "Mapping of a Shopify metafield"
    _order = "shop_id, owner, sequence, id"

    shop_id = fields.Many2one(
        "shopify.shop",
        required=True,
        ondelete="cascade",
        index=True,
        default=lambda self: self._default_shop_id(),
    )
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    owner = fields.Selection(
        selection=lambda self: owner_selection(self.env),
        string="Belongs to",
        required=True,
        default="product",
    )
    definition_id = fields.Many2one(
        "shopify.metafield.definition",
        domain="[('shop_id', '=', shop_id), ('owner', '=', owner)]",
        ondelete="set null",
        index="btree_not_null",
        help="Get definitions reads them from Shopify. A metafield without one is named by its "
        "namespace, key and type.",
    )
    definition_removed = fields.Boolean(related="definition_id.removed")
    namespace = fields.Char(
        compute="_compute_from_definition",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="What stands before the last dot of its full name in Shopify, such as custom.",
    )
    key = fields.Char(
        compute="_compute_from_definition",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="What stands behind the last dot of its full name in Shopify, such as material.",
    )
    type = fields.Selection(
        selection="_types",
        string="Values",
        compute="_compute_from_definition",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Which values the metafield takes. Shopify fixes it when the metafield is made.",
    )
    direction = fields.Selection(
        [
            ("none", "None"),
            ("to_shopify", "To Shopify"),
            ("from_shopify", "From Shopify"),
            ("both", "Both ways"),
        ],
        default="none",
        required=True,
        help="Which side gives and which takes. What both have changed is settled as the shop says "
        "for products and customers; for orders you are asked.",
    )
    model_name = fields.Char(compute="_compute_model_name")
    allowed_field_ids = fields.Many2many(
        "ir.model.fields", compute="_compute_allowed_field_ids", compute_sudo=True
    )
    field_id = fields.Many2one(
        "ir.model.fields",
        string="Odoo field",
        ondelete="cascade",
        domain="[('id', 'in', allowed_field_ids)]",
        help="Only fields that can hold the metafield's values are offered. What the connector "
        "itself keeps up to date, such as names and prices, can only be sent.",
    )
    unit = fields.Selection(
        selection=lambda self: [(unit, unit) for units in UNITS.values() for unit in units],
        string="Unit in Odoo",
        compute="_compute_unit",
        store=True,
        readonly=False,
        precompute=True,
        help="In which unit the Odoo field holds the number.",
    )
    is_measurement = fields.Boolean(compute="_compute_is_measurement")
    value_ids = fields.One2many("shopify.metafield", "mapping_id", readonly=True)
    explanation = fields.Char(compute="_compute_explanation")
    example = fields.Char(compute="_compute_example")

    _key_uniq = models.UniqueIndex(
        "(shop_id, owner, namespace, key)", "This metafield is mapped already."
    )
    _field_uniq = models.UniqueIndex(
        "(shop_id, owner, field_id)", "Another metafield is mapped to this field already."
    )

    # === DEFAULTS === #

    @api.model
    def _default_shop_id(self):
        shops = self.env["shopify.shop"].search([], limit=2)
        return shops if len(shops) == 1 else shops.browse()

    @api.model
    def _types(self):
        """Return the types that a metafield can have, also those that only definitions name."""
        labels = self._type_labels()
        defined = self.env["shopify.metafield.definition"].sudo()._read_group([], ["type"])
        names = [*TYPE_NAMES, *(name for (name,) in defined if name not in TYPE_NAMES)]
        return [(name, self._type_label(name, labels)) for name in names]

    @api.model
    def _type_label(self, name, labels):
        found = MetafieldType.of(name)
        label = labels.get(found.base, found.base)
        return self.env._("List: %s", label) if found.is_list else label

    # === COMPUTE METHODS === #

    @api.depends("definition_id")
    def _compute_from_definition(self):
        for mapping in self:
            if definition := mapping.definition_id:
                mapping.namespace = definition.namespace
                mapping.key = definition.key
                mapping.type = definition.type

    @api.depends("owner")
    def _compute_model_name(self):
        for mapping in self:
            mapping.model_name = mapping.owner and OWNERS[mapping.owner].odoo_model

    @api.depends("owner", "type", "direction")
    def _compute_allowed_field_ids(self):
        registered = self.env["ir.model.fields"]
        for mapping in self:
            names = [field.name for field in mapping._mappable_fields()]
            mapping.allowed_field_ids = registered.search(
                [("model", "=", mapping.model_name), ("name", "in", names)]
            )

    @api.depends("type")
    def _compute_is_measurement(self):
        for mapping in self:
            mapping.is_measurement = MetafieldType.of(mapping.type or "").base in UNITS

    @api.depends("type", "field_id")
    def _compute_unit(self):
        for mapping in self:
            kind = MetafieldType.of(mapping.type or "").base
            if kind not in UNITS:
                mapping.unit = False
            elif mapping.unit not in UNITS[kind]:
                mapping.unit = mapping._suggested_unit(kind)

    def _suggested_unit(self, kind):
        """Return the unit in which Odoo's settings have a product's weight or volume.

        :param str kind: of measurement
        :return: a unit of Shopify's; False if Odoo's own is none of them
        """
        templates = self.env["product.template"]
        match self.owner, kind, self.sudo().field_id.name:
            case "product" | "variant", "weight", "weight":
                uom = templates._get_weight_uom_id_from_ir_config_parameter()
            case "product" | "variant", "volume", "volume":
                uom = templates._get_volume_uom_id_from_ir_config_parameter()
            case _:
                return DEFAULT_UNITS[kind]
        known = {"product_uom_kgm": "kg", "product_uom_lb": "lb", "product_uom_cubic_meter": "m3"}
        return {self.env.ref(f"uom.{name}"): unit for name, unit in known.items()}.get(uom)

    @api.depends("namespace", "key")
    def _compute_display_name(self):
        for mapping in self:
            named = mapping.namespace and mapping.key
            mapping.display_name = mapping._full_key() if named else self.env._("New")

    @api.depends("owner", "namespace", "key", "direction", "field_id")
    def _compute_explanation(self):
        for mapping in self:
            mapping.explanation = mapping._explained()

    @api.depends(
        "type", "field_id", "unit", "definition_id", "value_ids.value", "value_ids.odoo_value"
    )
    def _compute_example(self):
        for mapping in self:
            mapping.example = mapping._example()

    # === CONSTRAINTS === #

    @api.constrains("namespace", "key")
    def _check_key(self):
        for mapping in self:
            if not (_NAMESPACE.match(mapping.namespace) and _KEY.match(mapping.key)):
                raise ValidationError(
                    self.env._(
                        "%s is no name of a metafield. A namespace has 3 to 255 letters, digits, "
                        "- and _, a key 2 to 64 of them.",
                        mapping._full_key(),
                    )
                )

    @api.constrains("owner", "type", "direction", "field_id", "unit")
    def _check_field(self):
        for mapping in self:
            if not mapping.field_id:
                mapping._ensure_nothing_goes()
                continue
            mapping._ensure_field_fits()
            kind = MetafieldType.of(mapping.type).base
            if kind in UNITS and mapping.unit not in UNITS[kind]:
                raise ValidationError(
                    self.env._(
                        "%(key)s can't be in %(unit)s. Choose one of: %(units)s.",
                        key=mapping._full_key(),
                        unit=mapping.unit,
                        units=", ".join(UNITS[kind]),
                    )
                )

    def _ensure_nothing_goes(self):
        """Refuse a direction without a field."""
        if self.direction != "none":
            raise ValidationError(
                self.env._("Choose the Odoo field that %s is mapped to.", self._full_key())
            )

    def _ensure_field_fits(self):
        """Refuse a field that can't hold the metafield's values, or must not be written."""
        field = self.sudo().field_id
        if field.model != OWNERS[self.owner].odoo_model:
            raise ValidationError(
                self.env._(
                    "%(field)s is no field of %(model)s, to which %(key)s belongs.",
                    field=field.field_description,
                    model=self.env["ir.model"]._get(OWNERS[self.owner].odoo_model).name,
                    key=self._full_key(),
                )
            )
        kind = MetafieldType.of(self.type)
        if field.ttype not in kind.fitting:
            types = dict(field._fields["ttype"]._description_selection(self.env))
            raise ValidationError(
                self.env._(
                    "%(key)s (%(type)s) does not fit the field %(field)s (%(ttype)s). A field of "
                    "one of these types fits: %(fitting)s.",
                    key=self._full_key(),
                    type=dict(self._types())[self.type],
                    field=field.field_description,
                    ttype=types.get(field.ttype, field.ttype),
                    fitting=", ".join(types.get(name, name) for name in kind.fitting),
                )
            )
        if field.name not in {found.name for found in self._mappable_fields()}:
            raise ValidationError(
                self.env._(
                    "The field %(field)s can't be used for %(key)s that way: Odoo computes it, the "
                    "connector keeps it up to date, or it is not meant to be shown. Choose another "
                    "field, or the direction To Shopify.",
                    field=field.field_description,
                    key=self._full_key(),
                )
            )

    def _mappable_fields(self):
        if not (self.owner and self.type):
            return []
        return mappable_fields(
            self.env[OWNERS[self.owner].odoo_model],
            MetafieldType.of(self.type),
            self.direction in TO_ODOO,
        )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        mappings = super().create(vals_list)
        mappings._forget_values()
        return mappings

    def write(self, vals):
        result = super().write(vals)
        if not _DECIDING.isdisjoint(vals):
            self._forget_values()
        return result

    # === ACTIONS === #

    def action_open_values(self):
        """Show the values of these metafields.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_metafield_action"
        )
        return {**action, "domain": [("mapping_id", "in", self.ids)]}

    # === BUSINESS METHODS === #

    def _suggest_fields(self):
        """Choose the field that is called like the metafield, where there is one."""
        taken = self.search([("shop_id", "in", self.shop_id.ids)])
        for mapping in self:
            used = taken.filtered(
                lambda one, this=mapping: (one.shop_id, one.owner) == (this.shop_id, this.owner)
            ).field_id
            names = {mapping.key.casefold(), (mapping.definition_id.name or "").casefold()}
            mapping.field_id = (mapping.allowed_field_ids - used).filtered(
                lambda field, names=names: (
                    names
                    & {field.name.casefold().removeprefix("x_"), field.field_description.casefold()}
                )
            )[:1]

    def _full_key(self):
        return f"{self.namespace or ''}.{self.key or ''}"

    def _forget_values(self):
        """Begin anew: nothing is known of the last sync, and all owners are looked at again."""
        self.sudo().value_ids.unlink()
        for shop, mappings in self.grouped("shop_id").items():
            shop._forget_metafield_sync(mappings.mapped("owner"))

    def _explained(self):
        """Say in words what is read and what is written."""
        field = self.sudo().field_id
        if not (self.owner and field and self.namespace and self.key):
            return False
        owners = {
            "product": self.env._("products"),
            "variant": self.env._("variants"),
            "customer": self.env._("customers"),
            "order": self.env._("orders"),
        }
        words = {
            "key": self._full_key(),
            "owners": owners[self.owner],
            "field": field.field_description,
            "model": self.env["ir.model"].sudo()._get(field.model).name,
        }
        if self.direction == "to_shopify":
            return self.env._(
                "The field %(field)s (%(model)s) is sent to the metafield %(key)s of the shop's "
                "%(owners)s. An emptied field deletes it.",
                **words,
            )
        if self.direction == "from_shopify":
            return self.env._(
                "The metafield %(key)s of the shop's %(owners)s is read and written to the field "
                "%(field)s (%(model)s). A deleted one empties it.",
                **words,
            )
        if self.direction == "both":
            return self.env._(
                "The metafield %(key)s of the shop's %(owners)s and the field %(field)s (%(model)s)"
                " follow each other.",
                **words,
            )
        return self.env._("Nothing is read or sent. Choose a direction.")


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    metafield_mapping_ids = fields.One2many(
        "shopify.metafield.mapping", "shop_id", string="Metafield mappings"
    )

    def _active_mappings(self, owner=None):
        """Return the mappings by which something goes one way or the other.

        :param str owner: a key of OWNERS; None for all
        """
        return self.metafield_mapping_ids.filtered(
            lambda one: one.direction != "none" and owner in (None, one.owner)
        )
