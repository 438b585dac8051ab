# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What was changed on both sides of a product since the last sync, until somebody settles it."""

from odoo import api, fields, models

from ..sync.changes import changed_values


class ShopifyProductConflict(models.Model):
    """A field of a product, or of one of its variants, that Odoo and Shopify changed differently.

    Each comparison of a product brings its conflicts up to date: one that is settled, or on which
    the sides agree meanwhile, is gone.
    """

    _name = "shopify.product.conflict"
    _description = "Conflict of a Shopify product"
    _order = "product_id, variant_id, id"
    _rec_name = "product_id"

    product_id = fields.Many2one(
        "shopify.product", required=True, readonly=True, ondelete="cascade", index=True
    )
    variant_id = fields.Many2one(
        "shopify.variant",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
        help="Empty if it is about the whole product.",
    )
    shop_id = fields.Many2one(related="product_id.shop_id", store=True, index=True)
    company_id = fields.Many2one(related="product_id.company_id", store=True)
    field_name = fields.Char(required=True, readonly=True)
    field_label = fields.Char(string="What", compute="_compute_field_label")
    in_odoo = fields.Text(readonly=True)
    in_shopify = fields.Text(readonly=True)
    odoo_changed_at = fields.Datetime(
        string="Changed in Odoo", readonly=True, help="When the Odoo product was last changed."
    )
    odoo_user_id = fields.Many2one("res.users", string="Changed by", readonly=True)
    shopify_changed_at = fields.Datetime(
        string="Changed in Shopify", readonly=True, help="When the product was last changed there."
    )

    _field_uniq = models.UniqueIndex("(product_id, COALESCE(variant_id, 0), field_name)")

    # === COMPUTE METHODS === #

    @api.depends("field_name")
    @api.depends_context("lang")
    def _compute_field_label(self):
        labels = self.env["shopify.product"]._field_labels()
        for conflict in self:
            conflict.field_label = labels.get(conflict.field_name, conflict.field_name)

    # === ACTIONS === #

    def action_open_product(self):
        """Open the Shopify product.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "shopify.product",
            "res_id": self.product_id.id,
            "view_mode": "form",
        }

    # === BUSINESS METHODS === #

    def _key(self):
        """Return the conflict's field as the rules name it."""
        return self.variant_id.shopify_id or "", self.field_name


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    conflict_ids = fields.One2many("shopify.product.conflict", "product_id", readonly=True)
    has_conflict = fields.Boolean(
        compute="_compute_has_conflict",
        store=True,
        string="In conflict",
        help="Something was changed both in Odoo and in Shopify, and waits for you to choose.",
    )

    @api.depends("conflict_ids")
    def _compute_has_conflict(self):
        for product in self:
            product.has_conflict = bool(product.conflict_ids)

    # === ACTIONS === #

    def action_open_conflicts(self):
        """Show what is in conflict on these products.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_product_conflict_action"
        )
        return {**action, "domain": [("product_id", "in", self.ids)]}

    # === BUSINESS METHODS === #

    @api.model
    def _field_labels(self):
        """How users know the fields that both sides of a product have, by the rules' names."""
        return {
            "title": self.env._("Name"),
            "description_html": self.env._("Description"),
            "product_type": self.env._("Product type"),
            "vendor": self.env._("Vendor"),
            "status": self.env._("Status"),
            "seo_title": self.env._("SEO title"),
            "seo_description": self.env._("SEO description"),
            "tags": self.env._("Tags"),
            "option_names": self.env._("Options"),
            "option_values": self.env._("Option values"),
            "sku": self.env._("SKU"),
            "barcode": self.env._("Barcode"),
            "price": self.env._("Price"),
            "compare_at_price": self.env._("Compare-at price"),
            "cost": self.env._("Cost"),
            "weight": self.env._("Weight (kg)"),
            "hs_code": self.env._("HS code"),
            "origin_country_code": self.env._("Country of origin"),
            "tax_code": self.env._("Tax code"),
            "taxable": self.env._("Taxable"),
            "tracked": self.env._("Stock tracked"),
            "inventory_policy": self.env._("When out of stock"),
        }

    @api.model
    def _readable(self, value):
        """Put the value of a field in a line.

        :param value: a text, a flag or a tuple of texts, as the rules have it
        """
        if isinstance(value, bool):
            return self.env._("yes") if value else self.env._("no")
        text = " / ".join(value) if isinstance(value, tuple) else value
        return text or self.env._("(empty)")


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    product_conflict_count = fields.Integer(compute="_compute_product_conflict_count")

    def _compute_product_conflict_count(self):
        groups = self.env["shopify.product"]._read_group(
            [("shop_id", "in", self.ids), ("has_conflict", "=", True)], ["shop_id"], ["__count"]
        )
        counts = {shop.id: count for shop, count in groups}
        for shop in self:
            shop.product_conflict_count = counts.get(shop.id, 0)

    def _keep_product_conflicts(self, comparisons):
        """Bring the list of conflicts up to date with comparisons.

        :param dict comparisons: ``rules.product_fields.Comparison`` by ``shopify.product``
        """
        model = self.env["shopify.product.conflict"].sudo()
        products = self.env["shopify.product"].union(*comparisons)
        old = {
            (conflict.product_id, conflict._key()): conflict
            for conflict in model.search([("product_id", "in", products.ids)])
        }
        new = []
        for product, comparison in comparisons.items():
            for conflict in comparison.conflicts:
                texts = {
                    "in_odoo": product._readable(conflict.odoo),
                    "in_shopify": product._readable(conflict.shopify),
                }
                known = old.pop((product, conflict.key), model)
                if not known:
                    new.append(_new_conflict(product, conflict.key, texts))
                elif changed := changed_values(known, texts):
                    known.write({**changed, **_changed_when(product, conflict.key[0], changed)})
        model.union(*old.values()).unlink()
        model.create(new)


def _new_conflict(product, key, texts):
    number, name = key
    return {
        "product_id": product.id,
        "variant_id": _variant(product, number).id,
        "field_name": name,
        **texts,
        **_changed_when(product, number, texts),
    }


def _changed_when(product, number, texts):
    values = {}
    if "in_odoo" in texts:
        variant = _variant(product, number)
        record = variant.odoo_product_id if number else product.odoo_template_id
        values |= {"odoo_changed_at": record.write_date, "odoo_user_id": record.write_uid.id}
    if "in_shopify" in texts:
        values["shopify_changed_at"] = product.shopify_updated_at
    return values


def _variant(product, number):
    return (
        product.variant_ids.filtered(lambda one: one.shopify_id == number)
        if number
        else (product.variant_ids.browse())
    )
