# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What adding products will do, before anything is sent; and the adding itself (P7, G12)."""

from dataclasses import dataclass, field

from odoo import models
from odoo.exceptions import UserError

from ...rules.product_existing import UnclearProduct
from ...shopify import gid
from .product_export import stands_for_other
from .product_export_texts import ProductProblem

ORDER = ("skip", "create", "link", "update", "same")


@dataclass(frozen=True, slots=True)
class ProductPreview:
    """What will become of one product.

    ``outcome``: ``create``, ``link`` (it is in Shopify already), ``update``, ``same`` (nothing is
    to be sent) or ``skip``. ``details`` says of one that is made with what: title, variants (their
    number), price, sku and status, as texts to read.
    """

    template: models.BaseModel
    outcome: str
    reason: str = ""
    fix: str = ""
    details: dict = field(default_factory=dict)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    # === PUBLIC METHODS === #

    def shopify_add_products(self, template_ids):
        """Queue the adding of these products to Shopify (P7, G12).

        Those that are in Shopify already are not made again. Over XML-RPC: ``execute_kw(db, uid,
        password, "shopify.shop", "shopify_add_products", [[shop_id], [template_id, …]])``.

        :param list template_ids: ids of ``product.template``
        :return: list of dicts, one a shop: ``{"shop_id", "run_id", "state"}``; what can't be added
            stands among the skipped records of that run
        :raises UserError: if no product is named
        """
        templates = self._chosen_templates(template_ids)
        return self.shopify_sync("products", {"template_ids": templates.ids})

    def shopify_preview_products(self, template_ids):
        """Tell what adding these products would do; nothing is sent (P7, G12).

        :param list template_ids: ids of ``product.template``
        :return: list of dicts: shop_id, template_id, outcome (``create``, ``link``, ``update``,
            ``same``, ``skip``), reason, fix, and of one that is made title, variants, price, sku
            and status
        :raises UserError: if no product is named, or Shopify can't be asked
        """
        templates = self._chosen_templates(template_ids)
        return [
            {
                "shop_id": shop.id,
                "template_id": preview.template.id,
                "outcome": preview.outcome,
                "reason": preview.reason,
                "fix": preview.fix,
                **preview.details,
            }
            for shop in self
            for preview in shop._preview_products(templates)
        ]

    # === BUSINESS METHODS === #

    def _chosen_templates(self, template_ids):
        self.check_access("read")
        templates = self.env["product.template"].browse(template_ids).exists()
        templates.check_access("read")
        if not templates:
            raise UserError(self.env._("Choose the products to add to Shopify."))
        return templates

    def _preview_products(self, templates):
        """Tell what adding products would do.

        :param templates: ``product.template`` records
        :return: list of ProductPreview, those that can't go first
        :raises UserError: if Shopify can't be asked, or a currency has no rate
        """
        shop = self._working()
        chosen = templates.with_env(shop.env)
        new = shop._templates_to_add(chosen.ids)
        previews = [*shop._preview_new_products(new), *shop._preview_present(chosen - new)]
        return sorted(previews, key=lambda preview: ORDER.index(preview.outcome))

    # === NEW === #

    def _preview_new_products(self, templates):
        candidates = self._export_candidates_of(templates)
        ready = [each for each in candidates if not each.problems]
        made, found = self._look_up_ready(ready)
        taken = self._taken_variants(found)
        for each in candidates:
            outcome = found.get(each)
            if each.problems:
                yield self._preview_skip(each.template, each.problems)
            elif isinstance(outcome, UnclearProduct):
                problem = ProductProblem(outcome.code, value=outcome.value)
                yield self._preview_skip(each.template, [problem])
            elif each in taken:
                yield self._preview_skip(each.template, [taken[each]])
            elif each in made:
                reason = self.env._("It was added before: it is linked again.")
                yield ProductPreview(each.template, "link", reason)
            elif outcome:
                reason = self.env._(
                    "A product in Shopify has its SKU or barcode %s: it is linked.", outcome.value
                )
                yield ProductPreview(each.template, "link", reason)
            else:
                details = self._preview_details(each)
                yield ProductPreview(each.template, "create", details=details)

    def _look_up_ready(self, candidates):
        if not candidates:
            return {}, {}
        with self._asking_shopify() as client:
            return self._look_up_products(client, candidates)

    def _taken_variants(self, found):
        """Tell which products were found in Shopify that stand for another one of Odoo's.

        :return: dict of ProductProblem by candidate
        """
        known = {
            each: {str(gid.number(one)): own for own, one in outcome.variants.items()}
            for each, outcome in found.items()
            if not isinstance(outcome, UnclearProduct)
        }
        numbers = [number for own in known.values() for number in own]
        variants = self.env["shopify.variant"].search(
            [
                ("connection_id", "=", self.connection_id.id),
                ("company_id", "=", self.company_id.id),
                ("shopify_id", "in", numbers),
            ]
        )
        by_number = {variant.shopify_id: variant for variant in variants}
        taken = {}
        for each, own in known.items():
            links = {by_number[number]: own[number] for number in own if number in by_number}
            if problem := stands_for_other(links, found[each].value):
                taken[each] = problem
        return taken

    def _preview_details(self, candidate):
        """Say with what a product would be made."""
        exported = candidate.exported
        prices = sorted({price.price for price in candidate.prices.values()})
        skus = [variant.sku for variant in exported.variants if variant.sku]
        statuses = dict(self._fields["created_product_status"]._description_selection(self.env))
        return {
            "title": exported.title,
            "variants": len(exported.variants),
            "price": " – ".join(
                self.document_currency_id.format(float(price))
                for price in dict.fromkeys((prices[0], prices[-1]))
            ),
            "sku": ", ".join(skus[:3]) + (" …" if len(skus) > 3 else ""),
            "status": statuses[self.created_product_status],
        }

    # === IN SHOPIFY ALREADY === #

    def _preview_present(self, templates):
        products = self._products_of(templates.ids)
        linked = self._linked_products(products)
        prices = self._prices_of_new(linked) if self._updates_shopify() else {}
        told = self.env["product.template"]
        for each in linked:
            template = each.product.odoo_template_id
            if template in told:
                continue
            told |= template
            if self._updates_shopify():
                yield self._preview_update(self._plan_update(each, prices))
            else:
                reason = self.env._(
                    "It is in Shopify, and products there do not follow Odoo, as the shop is set."
                )
                yield ProductPreview(template, "same", reason)
        for template in templates - told:
            yield self._preview_skip(template, [ProductProblem("none_linked")])

    def _preview_update(self, update):
        template = update.template
        if not update.is_empty:
            return ProductPreview(template, "update", self._update_text(update))
        if update.problems:
            return self._preview_skip(template, update.problems)
        if update.comparison.conflicts:
            return ProductPreview(
                template,
                "skip",
                self.env._("It was changed both in Odoo and in Shopify."),
                self.env._("Open the Shopify product and choose what stays."),
            )
        reason = self.env._("It is in Shopify, and nothing has changed since.")
        return ProductPreview(template, "same", reason)

    def _preview_skip(self, template, problems):
        explained = self.env["shopify.explain"]._explain_all(problems)
        return ProductPreview(template, "skip", explained.message, explained.fix)
