# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Metafields as they were last seen, and what both sides held at the last sync (P19)."""

from odoo import api, fields, models

from ...rules.metafield_display import readable
from .metafield_owners import OWNERS

# Cleared when a value was synced.
NO_ERROR = {"error": False, "fix": False, "refused": False, "has_conflict": False}


class ShopifyMetafield(models.Model):
    """The value of a mapped metafield of one product, variant, customer or order."""

    _name = "shopify.metafield"
    _description = "Shopify metafield"
    _order = "mapping_id, id"

    mapping_id = fields.Many2one(
        "shopify.metafield.mapping",
        string="Metafield",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    shop_id = fields.Many2one(related="mapping_id.shop_id", store=True, index=True)
    company_id = fields.Many2one(related="mapping_id.company_id", store=True)
    owner = fields.Selection(related="mapping_id.owner")
    product_id = fields.Many2one(
        "shopify.product", readonly=True, ondelete="cascade", index="btree_not_null"
    )
    variant_id = fields.Many2one(
        "shopify.variant", readonly=True, ondelete="cascade", index="btree_not_null"
    )
    customer_id = fields.Many2one(
        "shopify.customer", readonly=True, ondelete="cascade", index="btree_not_null"
    )
    order_id = fields.Many2one(
        "shopify.order", readonly=True, ondelete="cascade", index="btree_not_null"
    )
    owner_name = fields.Char(compute="_compute_owner_name", string="Of")
    value = fields.Text(string="In Shopify", readonly=True)
    odoo_value = fields.Text(
        string="In Odoo", readonly=True, help="The Odoo field's value, written as Shopify does."
    )
    shown_value = fields.Text(compute="_compute_shown_values", string="Shopify's value")
    shown_odoo_value = fields.Text(compute="_compute_shown_values", string="Odoo's value")
    digest = fields.Char(readonly=True, help="Shopify's mark of this value.")
    synced = fields.Json(
        readonly=True, help="What Shopify and Odoo held at the last sync; a change differs from it."
    )
    has_conflict = fields.Boolean(
        string="In conflict",
        readonly=True,
        help="It was changed both in Odoo and in Shopify, and waits for you to choose.",
    )
    refused = fields.Char(
        readonly=True, help="What Shopify has refused; it is not sent again until it has changed."
    )
    error = fields.Char(string="What is wrong", readonly=True)
    fix = fields.Char(string="What to do", readonly=True)

    _product_uniq = models.UniqueIndex("(mapping_id, product_id) WHERE product_id IS NOT NULL")
    _variant_uniq = models.UniqueIndex("(mapping_id, variant_id) WHERE variant_id IS NOT NULL")
    _customer_uniq = models.UniqueIndex("(mapping_id, customer_id) WHERE customer_id IS NOT NULL")
    _order_uniq = models.UniqueIndex("(mapping_id, order_id) WHERE order_id IS NOT NULL")

    @api.depends("product_id", "variant_id", "customer_id", "order_id")
    def _compute_owner_name(self):
        for metafield in self:
            metafield.owner_name = metafield._owner().display_name

    @api.depends("value", "odoo_value", "mapping_id.type")
    def _compute_shown_values(self):
        for metafield in self:
            kind = metafield.mapping_id._kind()
            metafield.shown_value = readable(kind, metafield.value or "")
            metafield.shown_odoo_value = readable(kind, metafield.odoo_value or "")

    @api.depends("mapping_id", "owner_name")
    def _compute_display_name(self):
        for metafield in self:
            metafield.display_name = f"{metafield.owner_name}, {metafield.mapping_id._full_key()}"

    def _owner(self):
        """Return the product, variant, customer or order that has it."""
        self.ensure_one()
        return self[OWNERS[self.owner].column]

    def action_open_owner(self):
        """Open the product, variant, customer or order.

        :return: a window action
        """
        owner = self._owner()
        return {
            "type": "ir.actions.act_window",
            "res_model": owner._name,
            "res_id": owner.id,
            "view_mode": "form",
        }


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    metafield_ids = fields.One2many("shopify.metafield", "product_id", readonly=True)
    variant_metafield_ids = fields.Many2many(
        "shopify.metafield",
        compute="_compute_variant_metafield_ids",
        string="Metafields of variants",
    )

    def _compute_variant_metafield_ids(self):
        found = self.env["shopify.metafield"].search([("variant_id.product_id", "in", self.ids)])
        groups = found.grouped(lambda metafield: metafield.variant_id.product_id)
        for product in self:
            product.variant_metafield_ids = groups.get(product, found.browse())


class ShopifyVariant(models.Model):
    _inherit = "shopify.variant"

    metafield_ids = fields.One2many("shopify.metafield", "variant_id", readonly=True)


class ShopifyCustomer(models.Model):
    _inherit = "shopify.customer"

    metafield_ids = fields.One2many("shopify.metafield", "customer_id", readonly=True)


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    metafield_ids = fields.One2many("shopify.metafield", "order_id", readonly=True)
