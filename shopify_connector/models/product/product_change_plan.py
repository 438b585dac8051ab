# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What products in Shopify are to be told, and what keeps a part of it back. The step *diff*."""

from dataclasses import dataclass, field

from odoo import models

from ...rules.price import PriceProblem
from ...rules.product_changes import changed_inputs, missing_options, new_variants_input
from ...rules.product_existing import match_by_options
from ...rules.product_export import ExportedVariant, check_product, duplicate_codes
from ...rules.product_fields import Comparison, FieldKey, ProductSides
from ...shopify import gid
from .product_export_texts import ProductProblem
from .product_update import LinkedProduct


@dataclass(eq=False, slots=True)
class ProductUpdate:
    """What a product in Shopify is to be told, and what became of it.

    :ivar sides: what both sides hold
    :ivar keys: the fields to send
    :ivar options: the options to add, and what the variants have for each that Shopify has already
    :ivar new: the variants to add
    :ivar prices: the price of each by ``product.product`` id
    :ivar problems: what keeps a part of it back, or Shopify's refusals
    :ivar failed: the fields that were refused
    :ivar unsent: the fields of which nothing is known; the next run sends them
    """

    linked: LinkedProduct
    sides: ProductSides
    comparison: Comparison
    options: dict[str, str] = field(default_factory=dict)
    new: list[ExportedVariant] = field(default_factory=list)
    prices: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    failed: set[FieldKey] = field(default_factory=set)
    unsent: set[FieldKey] = field(default_factory=set)

    @property
    def keys(self) -> set[FieldKey]:
        """The fields to send."""
        return set(self.comparison.to_shopify) - self.failed

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to send."""
        return not (self.keys or self.new)

    @property
    def product(self) -> models.BaseModel:
        """The ``shopify.product``."""
        return self.linked.product

    @property
    def template(self) -> models.BaseModel:
        """The ``product.template``."""
        return self.linked.product.odoo_template_id

    @property
    def renamed_options(self) -> dict[str, str]:
        """The new name of each option by the one that it has in Shopify."""
        if ("", "option_names") not in self.keys:
            return {}
        names = zip(self.product.option_names, self.linked.exported.options, strict=True)
        return {old: new for old, new in names if old != new}

    @property
    def gone(self) -> models.BaseModel:
        """The variants that Odoo no longer sells, and Shopify does."""
        was_linked = self.linked.synced.odoo.variants
        return self.product.variant_ids.filtered(
            lambda variant: (
                variant.shopify_id in was_linked
                and variant.shopify_id not in self.linked.links
                and not variant.removed
            )
        )

    @property
    def inputs(self):
        """The inputs that tell Shopify of the changed fields."""
        return changed_inputs(self.linked.exported, self.keys, self.linked.links, self.linked.gids)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _plan_updates(self, linked):
        """Compare products and tell what Shopify is to be told.

        Variants that both sides have under the same options are linked on the way.

        :param linked: list of LinkedProduct
        :return: list of ProductUpdate
        """
        linked = self._link_by_options(linked)
        prices = self._prices_of_new(linked)
        return [self._plan_update(each, prices) for each in linked]

    def _plan_update(self, linked, prices):
        sides = linked.sides
        update = ProductUpdate(linked, sides, self._compare_linked(linked, sides))
        update.problems = self._problems_of(linked)
        if update.problems:
            update.failed = set(update.comparison.to_shopify)
            return update
        self._plan_new_variants(update, prices)
        if update.gone:
            names = ", ".join(update.gone.mapped("name"))
            update.problems.append(ProductProblem("variant_gone", variants=names))
        return update

    def _problems_of(self, linked):
        """Return what keeps a product that Shopify has from being told of at all."""
        problems = check_product(linked.exported, linked.facts) if linked.is_whole else ()
        doubles = duplicate_codes([linked.exported]).get(linked.exported.template, ())
        return [ProductProblem.from_rule(problem) for problem in (*problems, *doubles)]

    # === VARIANTS THAT ONLY ODOO HAS === #

    def _link_by_options(self, linked):
        """Link variants that stand under the same options on both sides.

        :return: list of LinkedProduct, those read anew of which a variant was linked
        """
        links = {}
        for each in linked:
            if each.unlinked and each.same_options:
                open_ones = each.product.variant_ids.filtered(
                    lambda variant: not (variant.removed or variant.odoo_product_id)
                )
                found = match_by_options(
                    each.exported, {one: one.option_values or () for one in open_ones}
                )
                unlinked = {variant.product for variant in each.unlinked}
                links |= {
                    variant: (product_id, "options", variant.name)
                    for product_id, variant in found.items()
                    if product_id in unlinked
                }
        if not links:
            return linked
        self.env["shopify.variant"]._link_all(links)
        again = self.env["shopify.variant"].union(*links).product_id
        return [
            *(each for each in linked if each.product not in again),
            *self._linked_products(again),
        ]

    def _prices_of_new(self, linked):
        """Return the price of each variant that may be added, by ``product.product`` id."""
        ids = [variant.product for each in linked for variant in each.unlinked]
        found = self._shopify_prices(self.env["product.product"].browse(ids)) if ids else {}
        return {product.id: price for product, price in found.items()}

    def _plan_new_variants(self, update, prices):
        linked = update.linked
        if not linked.unlinked:
            return
        if not (linked.same_options and linked.exported.options):
            missing = missing_options(
                linked.exported, linked.product.option_names or (), set(linked.links.values())
            )
            if not missing:
                update.problems.append(self._options_differ(linked))
                return
            update.options = missing
        for variant in linked.unlinked:
            price = prices[variant.product]
            if isinstance(price, PriceProblem):
                update.problems.extend(self._price_problems([price]))
            else:
                update.new.append(variant)
                update.prices[variant.product] = price

    @staticmethod
    def _options_differ(linked):
        return ProductProblem(
            "options_differ",
            odoo=", ".join(linked.exported.options) or "–",
            shopify=", ".join(linked.product.option_names or ()) or "–",
        )

    @staticmethod
    def _new_options_row(update):
        """Return the variables of the mutation that adds the options of an update."""
        return {
            "productId": update.linked.gid,
            "options": [
                {"name": name, "values": [{"name": value}]}
                for name, value in update.options.items()
            ],
        }

    def _new_variants_row(self, update):
        """Return the variables of the mutation that adds the variants of an update."""
        return {
            "productId": update.linked.gid,
            "variants": new_variants_input(
                update.linked.exported, update.new, update.prices, self._new_product_rules()
            ),
        }

    # === TEXT === #

    def _update_text(self, update):
        """Say what an update would do, such as "Name from Cup to Mug; new: S / Red"."""
        products = self.env["shopify.product"]
        labels = products._field_labels()
        parts = []
        for key in sorted(update.keys):
            label, variant = labels[key[1]], update.product._variant_of(key[0])
            parts.append(
                self.env._(
                    "%(field)s from %(old)s to %(new)s",
                    field=f"{variant.name}: {label}" if variant else label,
                    old=products._readable(update.sides.shopify.value(key)),
                    new=products._readable(update.sides.odoo.value(key)),
                )
            )
        if update.options:
            parts.append(self.env._("new options: %s", ", ".join(update.options)))
        if update.new:
            names = ", ".join(variant.name for variant in update.new)
            parts.append(self.env._("new: %s", names))
        return "; ".join(parts)


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    def _variant_of(self, number):
        """Return the variant of Shopify's number; an empty record for none."""
        return self.variant_ids.filtered(lambda variant: variant.shopify_id == number)

    def _gid(self):
        """Return Shopify's id of the product."""
        return gid.make("Product", self.shopify_id)
