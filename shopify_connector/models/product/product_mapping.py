# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Find or make the products of a batch of order lines (P3, P4)."""

from collections import defaultdict
from decimal import Decimal

from odoo import models

from ...rules.sku import AmbiguousProduct, FoundProduct, VariantFacts
from ..sync.explain import MappingError
from .variant_mapping import VariantMapping, product_names
from .variant_matching import VariantMatching

PRODUCT_KINDS = ("product", "deleted_product")


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _map_products(self, lines):
        """Set the products of order lines (P4).

        :param lines: ``shopify.order.line`` records of this shop
        :return: dict of MappingError by order id, for those with an unknown product
        """
        self.ensure_one()
        open_lines = lines.filtered(lambda line: line.kind in PRODUCT_KINDS and not line.product_id)
        self._take_mapped_variants(open_lines)
        open_lines = open_lines.filtered(lambda line: not line.product_id)
        if not open_lines:
            return {}
        # Of several lines of a variant the first one tells what it is; one of a deleted product
        # stands for itself.
        owners = {line: line.variant_id or line for line in reversed(open_lines)}
        first = {owner: line for line, owner in owners.items()}
        facts = {owner: self._line_facts(line) for owner, line in first.items()}
        variants = {owner: owner for owner in facts if _is_variant(owner)}
        matches = VariantMatching(self, facts, variants).match()
        return self._apply_matches(open_lines, first, facts, matches)

    @staticmethod
    def _take_mapped_variants(lines):
        """Take the products of variants that are mapped already, with a write a product."""
        groups = defaultdict(lambda: lines.browse())
        for line in lines:
            if product := line.variant_id.odoo_product_id:
                groups[product] |= line
        for product, group in groups.items():
            group.write({"product_id": product.id, "product_rule": "mapped"})

    @staticmethod
    def _line_facts(line):
        if line.variant_id:
            return line.variant_id._facts(sku=line.sku)
        return VariantFacts(shopify_variant=0, shopify_product=0, sku=line.sku or "")

    def _apply_matches(self, lines, first, facts, matches):
        """Take what was found, make what may be made, and tell the errors of the rest."""
        mapping = VariantMapping(
            self, {owner: Decimal(str(line.unit_price)) for owner, line in first.items()}
        )
        mapping.link({owner: matches[owner] for owner in matches if _is_variant(owner)})
        errors = {}
        for line in lines:
            outcome = matches[line.variant_id or line].outcome
            if isinstance(outcome, AmbiguousProduct):
                errors.setdefault(line.order_id.id, self._ambiguous_error(line, outcome))
            elif not (isinstance(outcome, FoundProduct) or self._may_make(line)):
                errors.setdefault(line.order_id.id, self._unknown_error(line))
        unknown = [
            line.variant_id
            for line in lines
            if line.variant_id not in mapping.links and line.order_id.id not in errors
        ]
        mapping.make(
            {
                variant: (facts[variant], matches[variant])
                for variant in dict.fromkeys(unknown)
                if variant
            }
        )
        for line in lines:
            if link := self._link_of(line, matches, mapping):
                line.write(dict(zip(("product_id", "product_rule"), link[:2], strict=True)))
            elif error := mapping.errors.get(line.variant_id):
                errors.setdefault(line.order_id.id, error)
        return errors

    def _may_make(self, line):
        return self.auto_create_products and line.kind == "product"

    @staticmethod
    def _link_of(line, matches, mapping):
        """Return (product id, rule, value) for a line, None if it stays without a product."""
        if line.variant_id:
            return mapping.links.get(line.variant_id)
        match matches[line].outcome:
            case FoundProduct(product, rule, value):
                return product.product, rule, value
        return None

    # === ERRORS === #

    @staticmethod
    def _unknown_error(line):
        code = "deleted_product" if line.kind == "deleted_product" else "unknown_product"
        return MappingError(code, line=line.name, sku=line.sku or "–")

    def _ambiguous_error(self, line, outcome):
        return MappingError(
            "ambiguous_product",
            line=line.name,
            value=outcome.value,
            products=product_names(self.env, outcome.products),
        )


def _is_variant(owner):
    return owner._name == "shopify.variant"
