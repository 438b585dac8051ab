# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What became of the products of a batch on their way to Shopify (P7, G7)."""

from collections import Counter

from ..sync.changes import write_changed
from .product_export_texts import ProductProblem
from .product_link import NOTHING_WRONG


def skip_key(template_id):
    """Return under which id the list of skipped records keeps a product.

    :param int template_id: id of a ``product.template``
    """
    return f"product-{template_id}"


def refusals(outcome):
    """Tell what Shopify had against a row of a push, or that there was no answer.

    :param outcome: the client's BulkRow
    :return: list of ProductProblem; empty if the row went through
    """
    if outcome.error:
        return [ProductProblem("not_answered", told=outcome.error)]
    return [ProductProblem.from_refusal(refusal) for refusal in outcome.user_errors]


class ProductNotes:
    """Gathers what became of products, and keeps it in one go.

    :param shop: the shop record
    :param meter: the run's Meter; None where there is no run
    """

    def __init__(self, shop, meter=None):
        self._shop = shop
        self._meter = meter
        self._problems = {}
        self._counts = Counter()
        self._done = []
        self._products = {}

    def refuse(self, template, problems, product=None):
        """Note why a ``product.template`` did not go, or not all of it.

        :param product: the ``shopify.product`` that is linked to it
        """
        self._problems[template] = problems
        self._products[template] = product

    def done(self, templates, state, products=None):
        """Note products that went through.

        :param str state: ``new``, ``changed`` or ``unchanged``
        :param products: the ``shopify.product`` records that are linked to them
        """
        self.forget(templates)
        self._counts[state] += len(templates)
        if products:
            products.filtered("match_error").write(NOTHING_WRONG)

    def forget(self, templates):
        """Take products off the list of skipped records of which there is nothing to note."""
        self._done.extend(templates.ids)

    def keep(self):
        """Put those that did not go on the list of skipped records, and take off the others.

        The reasons stand on their Shopify products as well.
        """
        explain = self._shop.env["shopify.explain"]
        skips = self._shop.env["shopify.sync.skip"]
        run = self._meter.run if self._meter else None
        explained = {
            template: explain._explain_all(problems)
            for template, problems in self._problems.items()
        }
        for template, reason in explained.items():
            if product := self._products[template]:
                write_changed(product, {"match_error": reason.message, "match_fix": reason.fix})
        rows = [_skip_row(template, reason) for template, reason in explained.items()]
        skips._note(self._shop, "products", rows, run)
        done = set(self._done) - {template.id for template in explained}
        skips._resolve(self._shop, "products", map(skip_key, done))
        if self._meter:
            self._meter.count("write", skipped=len(rows), **self._counts)


def _skip_row(template, explained):
    return {
        "shopify_id": skip_key(template.id),
        "name": template.display_name,
        "res_model": template._name,
        "res_id": template.id,
        "code": explained.code,
        "reason": explained.message,
        "fix": explained.fix,
    }
