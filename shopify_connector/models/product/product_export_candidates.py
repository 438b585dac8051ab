# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which products are added to Shopify, and whether they can be (P7). The step *collect*."""

from dataclasses import dataclass, field

from odoo import models
from odoo.fields import Domain

from ...rules.price import PriceProblem
from ...rules.product_existing import (
    ExistingProduct,
    KnownCodes,
    KnownVariant,
    UnclearProduct,
    find_existing,
)
from ...rules.product_export import ExportedProduct, check_product, duplicate_codes
from ...rules.product_input import custom_identifier
from .price_texts import PriceError
from .product_export_texts import ProductProblem


@dataclass(frozen=True, eq=False, slots=True)
class ProductCandidate:
    """A product as it would go to Shopify.

    :ivar template: the ``product.template``
    :ivar exported: the product in Shopify's terms
    :ivar custom_id: under which id of Odoo's Shopify keeps it
    :ivar prices: ``rules.price.VariantPrice`` by ``product.product`` id
    :ivar problems: list of what keeps it from being added
    """

    template: models.BaseModel
    exported: ExportedProduct
    custom_id: str
    prices: dict = field(default_factory=dict)
    problems: tuple = ()


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    # === WHICH === #

    def _products_of(self, template_ids):
        """Return the products in this Shopify shop that are linked to templates.

        :param template_ids: ids of ``product.template``
        """
        return self.env["shopify.product"].search(
            [*self._present_products(), ("odoo_template_id", "in", list(template_ids))], order="id"
        )

    def _present_products(self):
        """Return the domain of the products that this Shopify shop has."""
        return [
            ("connection_id", "=", self.connection_id.id),
            ("company_id", "=", self.company_id.id),
            ("removed", "=", False),
            # An order's line of a deleted product names its variant only.
            ("shopify_id", "not =like", "variant-%"),
        ]

    def _templates_to_add(self, chosen):
        """Return those of the chosen templates that no product in Shopify stands for.

        :param chosen: ids of ``product.template``
        """
        templates = self.env["product.template"].with_context(active_test=False)
        linked = Domain("shopify_product_ids", "any", self._present_products())
        return templates.search(Domain("id", "in", list(chosen)) & ~linked, order="id")

    # === WHETHER === #

    def _export_candidates_of(self, templates):
        """Put products that are not in Shopify in its terms, price them and check them in one go.

        :param templates: ``product.template`` records
        :return: list of ProductCandidate
        :raises UserError: a currency that is needed has no rate
        """
        found = self._exported_products(templates)
        prices = self._shopify_prices(templates.product_variant_ids)
        by_id = {product.id: price for product, price in prices.items()}
        candidates = []
        for template, (exported, facts) in found.items():
            problems = [ProductProblem.from_rule(one) for one in check_product(exported, facts)]
            own = {variant.product: by_id[variant.product] for variant in exported.variants}
            candidates.append(
                ProductCandidate(
                    template,
                    exported,
                    self._custom_product_id(template),
                    own,
                    tuple(problems or self._price_problems(own.values())),
                )
            )
        return self._without_doubles(candidates)

    def _custom_product_id(self, template):
        """Return by which id Shopify is to know a product: no other database has the same."""
        database = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return f"{database}-{template.id}"

    def _price_problems(self, prices):
        for price in prices:
            if isinstance(price, PriceProblem):
                amount = self.document_currency_id.format(float(price.amount))
                yield PriceError(price.code, source=price.source, amount=amount)

    def _without_doubles(self, candidates):
        """Refuse products of which a variant has the SKU or barcode of another's."""
        doubles = duplicate_codes(each.exported for each in candidates if not each.problems)
        return [
            ProductCandidate(
                each.template,
                each.exported,
                each.custom_id,
                each.prices,
                tuple(map(ProductProblem.from_rule, doubles[each.template.id])),
            )
            if each.template.id in doubles
            else each
            for each in candidates
        ]

    # === WHAT SHOPIFY HAS ALREADY === #

    @staticmethod
    def _look_up_products(client, candidates):
        """Ask Shopify which candidates it has: made by an earlier try, or by somebody else.

        :return: (dict of the product's gid by candidate, of those that Odoo made; dict of
            ExistingProduct or UnclearProduct by candidate, of those that were found by a code)
        """
        made = client.products_by_identifier(
            {each.custom_id: custom_identifier(each.custom_id) for each in candidates}
        )
        new = [each for each in candidates if each.custom_id not in made]
        variants = [variant for each in new for variant in each.exported.variants]
        by_sku, by_barcode = client.variants_by_code(
            (variant.sku for variant in variants if variant.sku),
            (variant.barcode for variant in variants if variant.barcode),
        )
        known = KnownCodes(_known(by_sku), _known(by_barcode))
        found = {each: find_existing(each.exported, known) for each in new}
        return (
            {each: made[each.custom_id] for each in candidates if each.custom_id in made},
            {
                each: outcome
                for each, outcome in found.items()
                if isinstance(outcome, (ExistingProduct, UnclearProduct))
            },
        )


def _known(found):
    return {
        code: [KnownVariant(each.variant, each.product) for each in variants]
        for code, variants in found.items()
    }
