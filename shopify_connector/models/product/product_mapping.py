# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Find or make the products of a batch of order lines (P3, P4)."""

from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from ...rules import sku as rules
from ..sync.explain import MappingError

PRODUCT_KINDS = ("product", "deleted_product")


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _map_products(self, lines):
        """Set the products of order lines (P4, *Item number*).

        :param lines: ``shopify.order.line`` records of this shop
        :return: dict of MappingError by order id, for those with an unknown product
        """
        self.ensure_one()
        open_lines = lines.filtered(lambda line: line.kind in PRODUCT_KINDS and not line.product_id)
        self._take_mapped_variants(open_lines)
        open_lines = open_lines.filtered(lambda line: not line.product_id)
        matches = self._match_lines(open_lines)
        missing, errors = [], {}
        for line, outcome in matches.items():
            if isinstance(outcome, rules.FoundProduct) and outcome.product.product:
                self._set_product(line, outcome.product.product, outcome.rule)
            elif isinstance(outcome, rules.AmbiguousProduct):
                errors.setdefault(line.order_id.id, self._ambiguous_error(line, outcome))
            elif self.auto_create_products and line.kind == "product":
                missing.append(line)
            else:
                errors.setdefault(line.order_id.id, self._unknown_error(line))
        self._create_products([line for line in missing if line.order_id.id not in errors])
        return errors

    @staticmethod
    def _take_mapped_variants(lines):
        """Take the products of variants that are mapped already, with a write a product."""
        groups = defaultdict(lambda: lines.browse())
        for line in lines:
            if product := line.variant_id.odoo_product_id:
                groups[product] |= line
        for product, group in groups.items():
            group.write({"product_id": product.id, "product_rule": "mapped"})

    # === MATCH === #

    def _match_lines(self, lines):
        mapping = rules.SkuMapping.ITEM_NUMBER
        facts = {line: self._variant_facts(line) for line in lines}
        keys = [rules.lookup_keys(mapping, fact, "") for fact in facts.values()]
        index = rules.ProductIndex(
            by_item_number=self._index_products("default_code", {key.item_number for key in keys}),
            by_barcode=self._index_products("barcode", {key.barcode for key in keys}),
        )
        return {line: rules.match_variant(fact, mapping, "", index) for line, fact in facts.items()}

    @staticmethod
    def _variant_facts(line):
        variant = line.variant_id
        return rules.VariantFacts(
            shopify_variant=int(variant.shopify_id or 0),
            shopify_product=0,
            sku=line.sku or "",
            barcode=variant.barcode or "",
        )

    def _index_products(self, field, values):
        values = [value for value in values if value]
        if not values:
            return {}
        index = defaultdict(list)
        domain = Domain("company_id", "in", [False, self.company_id.id]) & Domain(
            field, "in", values
        )
        for product in self.env["product.product"].search(domain, order="id"):
            index[product[field]].append(
                rules.IndexedProduct(
                    template=product.product_tmpl_id.id,
                    product=product.id,
                    name=product.display_name,
                )
            )
        return {value: tuple(products) for value, products in index.items()}

    @staticmethod
    def _set_product(line, product_id, rule):
        line.write({"product_id": product_id, "product_rule": rule})
        if line.variant_id and not line.variant_id.odoo_product_id:
            line.variant_id.write({"odoo_product_id": product_id, "match_rule": rule})

    # === CREATE === #

    def _create_products(self, lines):
        """Make a product for each unknown variant: each becomes a product of its own (P4)."""
        groups = self._lines_of_one_product(lines)
        products = (
            self.env["product.product"]
            .sudo()
            .with_company(self.company_id)
            .create([self._new_product_values(group[0]) for group in groups])
        )
        for product, group in zip(products, groups, strict=True):
            for line in group:
                self._set_product(line, product.id, "created")

    def _lines_of_one_product(self, lines):
        """Group lines by what they would be found by, had their product been there before."""
        groups, known = [], {}
        for line in lines:
            variant = line.variant_id
            keys = [("variant", variant.id), ("barcode", variant.barcode), ("sku", line.sku)]
            keys = [key for key in keys if key[1]]
            group = next((known[key] for key in keys if key in known), None)
            if group is None:
                groups.append(group := [])
            group.append(line)
            known.update({key: group for key in keys if key not in known})
        return groups

    def _new_product_values(self, line):
        variant = line.variant_id
        defaults = self.item_template_id._product_values() if self.item_template_id else {}
        return {
            **defaults,
            "name": variant.display_name,
            "default_code": line.sku or False,
            "barcode": self._free_barcode(variant.barcode),
            "list_price": line.unit_price,
        }

    def _free_barcode(self, barcode):
        """Return a barcode unless another product, or a packaging, has it already."""
        if not barcode:
            return False
        taken = self.env["product.product"].sudo().with_context(active_test=False)
        return False if taken.search_count([("barcode", "=", barcode)], limit=1) else barcode

    # === ERRORS === #

    @staticmethod
    def _unknown_error(line):
        code = "deleted_product" if line.kind == "deleted_product" else "unknown_product"
        return MappingError(code, line=line.name, sku=line.sku or "–")

    @staticmethod
    def _ambiguous_error(line, outcome):
        return MappingError(
            "ambiguous_product",
            line=line.name,
            value=outcome.value,
            products=", ".join(
                f"{product.name} ({product.product})" for product in outcome.products
            ),
        )
