# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Make a product of Odoo's a further variant of a product that is in Shopify (P10)."""

from dataclasses import replace

from odoo import models
from odoo.exceptions import UserError

from ...rules.price import PriceProblem
from ...rules.product_changes import new_variants_input
from ...rules.product_existing import match_by_options
from ...rules.product_export import ExportedProduct, ExportedVariant, check_product
from ...shopify import documents
from .product_export_notes import refusals
from .product_export_texts import ProductProblem

NOBODY = ExportedVariant(product=0)


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    # === PUBLIC METHODS === #

    def shopify_add_variant(self, odoo_product_id, values, present=None):
        """Make a product of Odoo's a further variant of this Shopify product, at once (P10, G12).

        Over XML-RPC: ``execute_kw(db, uid, password, "shopify.product", "shopify_add_variant",
        [[product_id], odoo_product_id, {"Size": "XL"}])``.

        :param int odoo_product_id: id of the ``product.product``
        :param dict values: what the new variant has for each option, by the option's name
        :param dict present: for a product without options, which gets them now: what its variant
            has for each of them
        :return: the id of the ``shopify.variant``
        :raises UserError: if it can't be a variant, or Shopify refuses; it says why and what to do
        """
        self.ensure_one()
        self.check_access("write")
        product = self.env["product.product"].browse(odoo_product_id)
        product.check_access("read")
        return self.shop_id._add_variant(self, product, values, present or {}).id


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _add_variant(self, product, odoo_product, values, present):
        """Make a product of Odoo's a further variant of a Shopify product.

        :param product: ``shopify.product``
        :param odoo_product: ``product.product``
        :param dict values: the new variant's value by the name of the option
        :param dict present: the value of the only variant by the name of each option that is made
        :return: the ``shopify.variant``
        :raises UserError: if it can't be
        """
        shop = self._working()
        product, odoo_product = product.with_env(shop.env), odoo_product.with_env(shop.env)
        variant, price = shop._variant_to_add(odoo_product)
        with shop._asking_shopify() as client:
            addition = VariantAddition(shop, client, product)
            addition.look()
            addition.check(values, present)
            found = addition.find(values)
            if not found:
                addition.send(variant, price, values, present)
                addition.look()
                found = addition.find(values)
        if not found:
            shop._refuse_variant("not_answered", told=shop.env._("the new variant is not there"))
        shop.env["shopify.variant"]._link_all({found: (odoo_product.id, "exported", found.name)})
        return found.with_env(self.env)

    def _variant_to_add(self, odoo_product):
        """Check a product of Odoo's.

        :return: (ExportedVariant, its VariantPrice)
        """
        variants = self.env["shopify.variant"].search(
            [
                ("connection_id", "=", self.connection_id.id),
                ("company_id", "=", self.company_id.id),
                ("odoo_product_id", "=", odoo_product.id),
                ("removed", "=", False),
            ],
            limit=1,
        )
        if variants:
            self._refuse_variant("already_variant", variant=variants.display_name)
        template = odoo_product.product_tmpl_id
        ((exported, facts),) = self._exported_products(template).values()
        (price,) = self._shopify_prices(odoo_product).values()
        own = [each for each in exported.variants if each.product == odoo_product.id]
        alone = replace(exported, options=(), variants=tuple(replace(v, values=()) for v in own))
        problems = [ProductProblem.from_rule(one) for one in check_product(alone, facts)]
        if isinstance(price, PriceProblem):
            problems.extend(self._price_problems([price]))
        if problems:
            raise UserError(self._text_of_problems(problems))
        return own[0], price

    def _text_of_problems(self, problems):
        explained = self.env["shopify.explain"]._explain_all(problems)
        return f"{explained.message} {explained.fix}"

    def _refuse_variant(self, code, **params):
        raise UserError(self.env["shopify.explain"]._sentence(ProductProblem(code, **params)))


class VariantAddition:
    """Adds a variant to a Shopify product."""

    def __init__(self, shop, client, product):
        self._shop = shop
        self._client = client
        self._product = product

    def look(self):
        """Read the product as it is in Shopify now."""
        found = [
            one for page in self._client.products_by_id([self._product._gid()]) for one in page
        ]
        if not found:
            self._product.removed = True
            self._shop._refuse_variant("refused_not_found")
        self._shop.env["shopify.product"]._stage(self._shop, found, anew=True)

    def check(self, values, present):
        """Refuse values that do not go with the product's options, and a combination it has."""
        names = self._names(present)
        given = [*values.values(), *(present.values() if names != self._options else ())]
        if not names or set(names) != set(values) or not all(given):
            self._shop._refuse_variant("values_missing", options=", ".join(names) or "–")
        taken = self._with_values(values, present)
        if taken.odoo_product_id or (taken and not self._options):
            self._shop._refuse_variant("combination_taken", variant=taken.display_name)

    def find(self, values):
        """Return the variant of these values that stands for nothing yet; empty if there is none.

        An earlier try may have made it, of which nothing was kept.
        """
        found = self._with_values(values, {})
        return found.browse() if found.odoo_product_id else found

    def send(self, variant, price, values, present):
        """Give the product its options if it has none, and add the variant."""
        if not self._shop.allow_changes:
            self._shop._refuse_variant("would_add_variant", values=" / ".join(values.values()))
        if not self._options:
            options = [{"name": key, "values": [{"name": one}]} for key, one in present.items()]
            self._push(documents.PRODUCT_OPTIONS_CREATE, {"options": options})
        exported = self._exported(values, present, variant)
        prices = {variant.product: price}
        rules = self._shop._new_product_rules()
        given = new_variants_input(exported, exported.variants, prices, rules)
        self._push(documents.PRODUCT_VARIANTS_CREATE, {"variants": given})

    @property
    def _options(self):
        return self._product.option_names or []

    def _names(self, present):
        return self._options or list(present)

    def _exported(self, values, present, variant=NOBODY):
        """Return a product with the one variant that has these values."""
        names = tuple(self._names(present))
        own = replace(variant, values=tuple(values.get(name, "") for name in names))
        return ExportedProduct(0, options=names, variants=(own,))

    def _with_values(self, values, present):
        """Return the variant that has these values in Shopify; empty if there is none."""
        variants = self._product.variant_ids.filtered(lambda one: not one.removed)
        held = {one: one.option_values or tuple(present.values()) for one in variants}
        found = match_by_options(self._exported(values, present), held)
        return variants.browse().union(*found.values())

    def _push(self, document, variables):
        (outcome,) = self._client.push(document, [{"productId": self._product._gid(), **variables}])
        if problems := refusals(outcome):
            raise UserError(self._shop._text_of_problems(problems))
