# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Odoo's products follow Shopify's: only what has changed there is written (P6)."""

from dataclasses import replace

from odoo import models

from ...rules.price_tax import exact
from ...rules.product_changes import CUSTOMS_NAMES
from ...rules.product_fields import (
    ProductSides,
    SyncRules,
    compare_product,
    note_synced,
    number_text,
)
from ...rules.variant_match import comparable
from .product_follower import ProductFollower

FOLLOWED = ("title", "product_type", "vendor", "price", "cost", "sku", "barcode")
FOLLOWED_OPTIONS = ("option_names", "option_values")


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _creates_products(self, run=None):
        """Tell whether products that are unknown in Odoo are made (P3).

        Where products come with orders, a mere change in Shopify makes none.
        """
        by_itself = run and run.trigger == "webhook"
        return self.auto_create_products and (self.product_sync == "from_shopify" or not by_itself)

    def _follows_shopify(self):
        """Tell whether Odoo's products follow those in Shopify (P6)."""
        return self.shopify_can_update_products and self.product_sync != "to_shopify"

    def _begin_to_follow(self, products, links):
        """Take in what Shopify has of products that were just linked, and note both sides.

        What was made of Shopify's data is as Shopify has it; a product that was found takes over
        what Shopify has, if it may (P6).

        :param products: ``shopify.product`` records of this shop
        :param dict links: (product id, rule, value) by ``shopify.variant`` that was linked now
        :return: list of (variant, ProductError) of what could not be taken over
        """
        if self.product_sync == "to_shopify":
            return []
        found = {variant.product_id for variant, link in links.items() if link[1] != "created"}
        known = products.filtered(lambda each: each in found or each.synced_fields)
        if self._follows_shopify():
            _changed, notes = self._follow_products(known)
        else:
            notes = []
            self._note_sides(known.filtered(lambda each: not each.synced_fields))
        self._note_sides(products - known)
        return notes

    def _follow_products(self, products):
        """Write on Odoo's products what has changed in Shopify since the last sync (P6).

        An archived product is left alone, and so is one that stands for several variants.

        :param products: ``shopify.product`` records of this shop
        :return: (those of which an Odoo product was written, list of (variant, ProductError))
        """
        none = self.env["shopify.product"]
        if not products or not self._follows_shopify():
            return none, []
        linked = {each.product: each for each in self._linked_products(products)}
        sides = self._followed_sides(linked.values())
        synced = {each: ProductSides.from_json(each.synced_fields) for each in linked}
        comparisons = {
            product: compare_product(sides[product], synced[product], self._follow_rules(each))
            for product, each in linked.items()
        }
        self._keep_product_conflicts(comparisons)
        follower = ProductFollower(self, linked)
        for product, comparison in comparisons.items():
            follower.follow(linked[product], comparison.to_odoo, synced[product])
        self._note_followed(comparisons, synced, sides, follower)
        return none.union(*follower.written), follower.notes

    def _follow_rules(self, linked):
        """Return what Shopify may change of a product."""
        names = set(FOLLOWED)
        if not linked.is_whole:
            names.discard("title")
        else:
            names.update(FOLLOWED_OPTIONS)
        if self.sku_mapping == "none":
            names.discard("sku")
        if self.customs_data:
            names.update(CUSTOMS_NAMES)
        return SyncRules(to_odoo=frozenset(names), settle=self.product_conflict)

    # === BOTH SIDES === #

    def _followed_sides(self, linked):
        """Give what both sides hold of products, in Shopify's terms.

        Of variants that share an Odoo product none is told: they can't all be followed.

        :param linked: LinkedProduct objects
        :return: dict of ProductSides by ``shopify.product``
        """
        shared = self._shared_products(linked)
        return {each.product: self._sides_of(each, shared) for each in linked}

    def _sides_of(self, linked, shared):
        sides, products = linked.sides, self.env["product.product"]
        # An option that Shopify has renamed since is known by the name it had.
        options = linked.synced.shopify.option_names or sides.shopify.option_names
        variants = {}
        for number, held in sides.odoo.variants.items():
            product = products.browse(linked.links[number])
            if product.id not in shared:
                variants[number] = replace(
                    held,
                    price=number_text(exact(product.lst_price)),
                    option_values=tuple(value.name or "" for value in _values(product, options)),
                )
        names = tuple(line.attribute_id.name or "" for line in _lines(linked, options))
        return replace(sides, odoo=replace(sides.odoo, option_names=names, variants=variants))

    def _shared_products(self, linked):
        """Return the ids of Odoo products that several variants in this Shopify shop are."""
        ids = {product_id for each in linked for product_id in each.links.values()}
        groups = self.env["shopify.variant"]._read_group(
            [
                ("connection_id", "=", self.connection_id.id),
                ("company_id", "=", self.company_id.id),
                ("removed", "=", False),
                ("product_id.removed", "=", False),
                ("odoo_product_id", "in", list(ids)),
            ],
            ["odoo_product_id"],
            having=[("__count", ">", 1)],
        )
        return {product.id for (product,) in groups}

    def _note_sides(self, products):
        """Note what both sides hold of products that say the same, for the next comparison."""
        if not products:
            return
        sides = self._followed_sides(self._linked_products(products))
        self._note_products({product: (each, False) for product, each in sides.items()})

    def _note_followed(self, comparisons, synced, sides, follower):
        """Note what both sides hold now; changes that have not come through stay changes."""
        written = self.env["shopify.product"].union(*follower.written)
        after = sides | self._followed_sides(self._linked_products(written))
        bases = {}
        for product, comparison in comparisons.items():
            refused = follower.refused.get(product, ())
            base = note_synced(comparison, synced[product], after[product], refused)
            if base.as_json() != (product.synced_fields or None):
                bases[product] = (base, False)
        self._note_products(bases)

    def _note_products(self, bases):
        read_at = self.env.context.get("shopify_seen_until")
        now = self.env.cr.now().replace(tzinfo=None)
        self.env["shopify.product"]._note_bases(bases, read_at or now)


def _lines(linked, options):
    """Return the attribute line of a template for each option, empty where it has none."""
    lines = linked.product.odoo_template_id.attribute_line_ids
    by_name = {comparable(line.attribute_id.name): line for line in lines}
    return [by_name.get(comparable(option), lines.browse()) for option in options]


def _values(product, options):
    """Return a product's attribute value for each option, empty where it has none."""
    values = product.product_template_attribute_value_ids
    by_name = {comparable(value.attribute_id.name): value for value in values}
    return [by_name.get(comparable(option), values.browse()) for option in options]
