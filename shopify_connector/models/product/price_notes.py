# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What became of the prices of a batch of variants (P12, G7)."""

from collections import Counter


class PriceNotes:
    """Gathers what became of variants' prices, and keeps it in one go.

    :param shop: the shop record
    :param meter: the run's Meter
    """

    def __init__(self, shop, meter):
        self._shop = shop
        self._meter = meter
        self._errors = {}
        self._counts = Counter()
        self._done = []

    def refuse(self, variant, error):
        """Note why the price of a variant did not go."""
        self._errors[variant] = error

    def done(self, variants, state):
        """Note variants of which Shopify has the price.

        :param str state: ``changed`` or ``unchanged``
        """
        self._done.extend(variants.mapped("shopify_id"))
        self._counts[state] += len(variants)

    def count(self, state, number):
        """Count variants of which there is nothing else to note."""
        self._counts[state] += number

    def keep(self):
        """Put those that did not go on the list of skipped records, and take off the others."""
        explain = self._shop.env["shopify.explain"]
        skips = self._shop.env["shopify.sync.skip"]
        rows = [
            _skip_row(variant, explain._explain(error)) for variant, error in self._errors.items()
        ]
        if rows:
            skips._note(self._shop, "prices", rows, self._meter.run)
        skips._resolve(self._shop, "prices", self._done)
        self._meter.count("write", skipped=len(rows), **self._counts)


def _skip_row(variant, explained):
    return {
        "shopify_id": variant.shopify_id,
        "name": variant.display_name,
        "res_model": variant._name,
        "res_id": variant.id,
        "code": explained.code,
        "reason": explained.message,
        "fix": explained.fix,
    }
