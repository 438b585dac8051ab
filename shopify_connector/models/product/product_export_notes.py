# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What became of the products of a batch on their way to Shopify (P7, G7)."""

from collections import Counter

from .product_export_texts import ProductProblem


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

    def refuse(self, template, problems):
        """Note why a ``product.template`` did not go, or not all of it."""
        self._problems[template] = problems

    def done(self, templates, state):
        """Note products that went through.

        :param str state: ``new``, ``changed`` or ``unchanged``
        """
        self._done.extend(templates.ids)
        self._counts[state] += len(templates)

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
