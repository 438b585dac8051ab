# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Definitions of metafields, as the shop has them (P19)."""

from odoo import api, fields, models

from ..sync.changes import write_changed
from .metafield_owners import OWNERS, owner_selection


class ShopifyMetafieldDefinition(models.Model):
    """What the shop says about metafields of one namespace and key."""

    _name = "shopify.metafield.definition"
    _description = "Definition of Shopify metafields"
    _order = "owner, name, id"

    shop_id = fields.Many2one(
        "shopify.shop", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    owner = fields.Selection(
        selection=lambda self: owner_selection(self.env),
        string="Belongs to",
        required=True,
        readonly=True,
    )
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    namespace = fields.Char(required=True, readonly=True)
    key = fields.Char(required=True, readonly=True)
    type = fields.Char(required=True, readonly=True, help="Which values it takes.")
    type_label = fields.Char(compute="_compute_type_label", string="Values")
    description = fields.Char(readonly=True)
    validations = fields.Json(readonly=True, help="What Shopify demands of its values.")
    validation_text = fields.Char(compute="_compute_validation_text", string="Must be")
    removed = fields.Boolean(
        readonly=True, help="The definition is no longer in Shopify; mappings still use it."
    )
    mapping_ids = fields.One2many("shopify.metafield.mapping", "definition_id", readonly=True)

    _key_uniq = models.UniqueIndex("(shop_id, owner, namespace, key)")

    @api.depends("type")
    def _compute_type_label(self):
        labels = dict(self.env["shopify.metafield.mapping"]._types())
        for definition in self:
            definition.type_label = labels.get(definition.type, definition.type)

    @api.depends("validations")
    def _compute_validation_text(self):
        for definition in self:
            rules = definition.validations or {}
            definition.validation_text = ", ".join(f"{name}: {rules[name]}" for name in rules)

    @api.depends("name", "namespace", "key")
    def _compute_display_name(self):
        for definition in self:
            full_key = f"{definition.namespace}.{definition.key}"
            definition.display_name = f"{definition.name} ({full_key})"

    # === ACTIONS === #

    def action_map(self):
        """Map the definitions that are not mapped yet, and show their mappings.

        :return: a window action
        """
        mappings = self.env["shopify.metafield.mapping"]
        new = self.filtered(lambda one: not one.mapping_ids and not one.removed)
        created = mappings.create(
            [
                {"shop_id": one.shop_id.id, "owner": one.owner, "definition_id": one.id}
                for one in new
            ]
        )
        created._suggest_fields()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_metafield_mapping_action"
        )
        return {**action, "domain": [("definition_id", "in", self.ids)]}

    # === BUSINESS METHODS === #

    @api.model
    def _keep(self, shop, owner, found):
        """Keep the definitions that Shopify has for a kind of owner.

        :param shop: the shop record
        :param str owner: a key of OWNERS
        :param list found: the client's ``MetafieldDefinition`` objects
        """
        known = {
            (one.namespace, one.key): one
            for one in self.search([("shop_id", "=", shop.id), ("owner", "=", owner)])
        }
        new = []
        for definition in found:
            values = {
                "shopify_id": definition.id,
                "name": definition.name,
                "type": definition.type,
                "description": definition.description,
                "validations": dict(definition.validations) or False,
                "removed": False,
            }
            place = {"namespace": definition.namespace, "key": definition.key}
            if one := known.pop(tuple(place.values()), None):
                if write_changed(one, values):
                    one.mapping_ids._forget_values()
            else:
                new.append({"shop_id": shop.id, "owner": owner, **place, **values})
        self.create(new)
        gone = self.union(*known.values())
        used = gone.filtered("mapping_ids")
        used.filtered(lambda one: not one.removed).write({"removed": True})
        (gone - used).unlink()


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    metafield_definition_ids = fields.One2many(
        "shopify.metafield.definition", "shop_id", string="Metafield definitions"
    )
    metafield_definition_count = fields.Integer(compute="_compute_metafield_definition_count")

    @api.depends("metafield_definition_ids")
    def _compute_metafield_definition_count(self):
        groups = self.env["shopify.metafield.definition"]._read_group(
            [("shop_id", "in", self.ids)], ["shop_id"], ["__count"]
        )
        counts = dict(groups)
        for shop in self:
            shop.metafield_definition_count = counts.get(shop, 0)

    # === ACTIONS === #

    def action_get_metafield_definitions(self):
        """Read from Shopify which metafields are defined, and show them. Callable over XML-RPC.

        :return: a window action
        :raises UserError: Shopify can't be asked; it says why and what to do
        """
        self.ensure_one()
        with self._asking_shopify() as client:
            found = {
                owner.name: client.metafield_definitions(owner.owner_type)
                for owner in OWNERS.values()
            }
        for owner, definitions in found.items():
            self.env["shopify.metafield.definition"].sudo()._keep(self, owner, definitions)
        return self.action_open_metafield_definitions()

    def action_open_metafield_definitions(self):
        """Show the definitions that were read.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_metafield_definition_action"
        )
        return {**action, "domain": [("shop_id", "in", self.ids)]}
