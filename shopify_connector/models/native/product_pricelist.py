# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Pricelists look their rules up once for thousands of products (P12).

Odoo reads them once for all products of a call, but again for each product where a pricelist is
based on another one, and it tries all rules on every product.
"""

from collections import defaultdict

from odoo import models

PRICED_TOGETHER = "shopify_priced_together"
TARGETS = {
    "0_product_variant": "product_id",
    "1_product": "product_tmpl_id",
    "2_product_category": "categ_id",
}


class PricedTogether:
    """Products that are priced one after the other, and the rules that may apply to them.

    :param products: ``product.product`` records
    """

    def __init__(self, products):
        self._products = products
        self._rules = {}
        self._chosen = {}

    def rules_for(self, pricelist, product, search):
        """Return the rules of a pricelist that may apply to a product, in their order.

        :param search: gives the rules that may apply to any of some products
        """
        if pricelist not in self._rules:
            self._rules[pricelist] = self._by_target(search(self._products))
        rules, positions = self._rules[pricelist]
        targets = tuple(target for target in _targets(product) if target in positions)
        key = pricelist, targets
        if key not in self._chosen:
            chosen = sorted(position for target in targets for position in positions[target])
            ids = [rules._ids[position] for position in chosen]
            self._chosen[key] = rules.browse(ids).with_prefetch(rules._prefetch_ids)
        return self._chosen[key]

    @staticmethod
    def _by_target(rules):
        positions = defaultdict(list)
        for position, rule in enumerate(rules):
            field = TARGETS.get(rule.applied_on)
            positions[(field, rule[field].id) if field else None].append(position)
        return rules, dict(positions)


def _targets(product):
    """Return what a rule for a product may be for; None stands for all products."""
    yield None
    yield "product_id", product.id
    yield "product_tmpl_id", product.product_tmpl_id.id
    for category in (product.categ_id.parent_path or "").split("/")[:-1]:
        yield "categ_id", int(category)


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    def _get_applicable_rules(self, products, date, **kwargs):
        search = super()._get_applicable_rules
        together = self.env.context.get(PRICED_TOGETHER)
        if not (self and together and len(products) == 1):
            return search(products, date, **kwargs)
        return together.rules_for(self, products, lambda all_: search(all_, date, **kwargs))
