# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What became of a batch of Shopify products on their way into Odoo (P3, P6, G7)."""

from collections import defaultdict

from ..sync.changes import write_changed
from ..sync.transaction import in_halves
from .product_link import NOTHING_WRONG

COUNTED = ("new", "changed", "skipped", "failed")


class ProductOutcome:
    """Works on products, a failed batch in halves; its notes survive the halving.

    :param shop: the shop record, working
    :param run: the sync run, if any
    :param bool create: whether missing products are made; by default as the shop is set
    :param variants: the only ``shopify.variant`` records to look at; by default all
    """

    def __init__(self, shop, run=None, create=None, variants=None):
        self._shop = shop
        self._variants = variants
        self._env = shop.env
        self._run = run
        self._create = shop._creates_products(run) if create is None else create
        self._states = {}
        self._errors = defaultdict(dict)
        self._notes = defaultdict(list)

    @property
    def counts(self):
        """Count of products by what became of them."""
        states = list(self._states.values())
        return {name: states.count(name) for name in COUNTED}

    @property
    def errors(self):
        """Give the error of each variant that has no product."""
        return {each: error for errors in self._errors.values() for each, error in errors.items()}

    @property
    def count(self):
        """How many products are not unchanged."""
        return sum(self.counts.values())

    def work(self, products):
        """Let the Odoo products of some follow, and find or make those of the others.

        :param products: ``shopify.product`` records of the shop
        """
        in_halves(products, self._take_in, self._note_failure)
        self._keep()

    def _take_in(self, products):
        for product in products:
            # Of an attempt that was undone nothing counts.
            self._errors.pop(product, None)
            self._notes.pop(product, None)
        linked = products.filtered("odoo_template_id")
        changed, notes = self._shop._follow_products(linked)
        unlinked = products.variant_ids.filtered(lambda variant: not variant.odoo_product_id)
        if self._variants is not None:
            unlinked &= self._variants
        mapping = self._shop._map_variants(unlinked, self._create)
        new = self._env["shopify.variant"].union(*mapping.links).product_id
        notes += self._shop._begin_to_follow(new, mapping.links) + mapping.notes
        for variant, error in mapping.errors.items():
            self._errors[variant.product_id][variant] = error
        for variant, note in notes:
            self._notes[variant.product_id].append((variant, note))
        for product in products:
            self._states[product] = self._state(product, new, changed)

    def _state(self, product, new, changed):
        if product in self._errors:
            return "skipped"
        if product in new:
            return "new"
        return "changed" if product in changed else "unchanged"

    def _note_failure(self, product, error):
        self._states[product] = "failed"
        self._errors[product] = {product: error}

    def _keep(self):
        """Put on the list of skipped records what stays without a product, take off the rest.

        The reasons stand on the products as well.
        """
        explain = self._env["shopify.explain"]
        rows = []
        for product, errors in self._errors.items():
            reason = explain._explain(next(iter(errors.values())))
            message = self._message(reason.message, len(errors) - 1)
            write_changed(product, {"match_error": message, "match_fix": reason.fix})
            rows.append(_row(product.shopify_id, product, reason, message))
        for notes in self._notes.values():
            for variant, note in notes:
                reason = explain._explain(note)
                rows.append(_row(variant._skip_key(), variant, reason, reason.message))
        skips = self._env["shopify.sync.skip"]
        skips._note(self._shop, "products", rows, self._run)
        done = self._env["shopify.product"].union(*(self._states.keys() - self._errors.keys()))
        done.filtered("match_error").write(NOTHING_WRONG)
        skips._resolve(self._shop, "products", done.mapped("shopify_id"))

    def _message(self, message, more):
        """Return what is wrong with the first variant, and with how many more something is."""
        if not more:
            return message
        return self._env._(
            "%(message)s Likewise %(more)s more variants.", message=message, more=more
        )


def _row(key, record, reason, message):
    return {
        "shopify_id": key,
        "name": record.display_name,
        "res_model": record._name,
        "res_id": record.id,
        "code": reason.code,
        "reason": message,
        "fix": reason.fix,
    }
