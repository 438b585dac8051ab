# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Send what has changed on Odoo's products to Shopify: only the changed parts (P13, P14).

The steps *push* and *note the outcome*. What Shopify has is read before, so that nothing is
overwritten that was changed there; and after, so that the next comparison knows it.
"""

from dataclasses import fields

from odoo import models

from ...rules.product_fields import ProductSides, note_synced
from ...shopify import documents
from ..sync.fast_rows import update_rows
from ..sync.moments import seen_until, utc_naive
from ..sync.transaction import in_fresh_transaction
from .product_export_notes import ProductNotes, refusals
from .product_export_texts import ProductProblem

AT_ONCE = 250
OPTION_NAMES = {("", "option_names")}
THERE_ALREADY = "refused_double_variant"


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _update_products(self, client, meter, chosen=None):
        """Send what has changed in Odoo on products that are in Shopify.

        :param list chosen: ids of the only ``product.template`` to look at; None: all of them
        :return: whether all is done; False when the time was over
        """
        if not self._updates_shopify():
            return True
        full = bool((meter.run.options or {}).get("full"))

        def collect():
            found = self._products_to_compare(chosen, full)
            meter.run.total += len(found)
            return found

        waiting = in_fresh_transaction(self.env, collect)
        updates = ProductUpdates(self, meter, client, full)
        for start in range(0, len(waiting), AT_ONCE):
            if not updates.send(waiting[start : start + AT_ONCE]):
                return False
        return True


class ProductUpdates:
    """Compares products with what Shopify has and sends what has changed, a batch at a time."""

    def __init__(self, shop, meter, client, full=False):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._client = client
        self._full = full

    def send(self, product_ids):
        """Send what has changed in Odoo on products.

        :param list product_ids: ids of ``shopify.product``
        :return: whether the run may go on; False when its time was over
        """
        read_at = seen_until(self._env.cr)
        changed = in_fresh_transaction(self._env, lambda: self._changed(product_ids, read_at))
        if changed:
            self._refresh(changed)
            updates = in_fresh_transaction(self._env, lambda: self._prepare(changed, read_at))
            if updates:
                self._push_and_keep(updates, read_at)
        return not self._meter.should_stop()

    # === COLLECT AND DIFF === #

    def _changed(self, product_ids, read_at):
        """Leave out products of which Odoo has nothing else for Shopify than before (P14).

        :return: ``shopify.product`` records
        """
        products = self._env["shopify.product"].browse(product_ids)
        linked = self._shop._linked_products(products)
        known = products.browse().union(*(each.product for each in linked))
        noted = self._noted(known)
        changed = known.browse().union(
            *(
                each.product
                for each in linked
                if self._full or each.product in noted or not _is_as_before(each)
            )
        )
        self._note_unlinked(products - known)
        same = known - changed
        update_rows(products.browse(), {product.id: {"synced_at": read_at} for product in same})
        self._meter.count("write", unchanged=len(same))
        return changed

    def _note_unlinked(self, products):
        """Tell of which products Odoo has replaced all variants."""
        notes = ProductNotes(self._shop, self._meter)
        for product in products:
            notes.refuse(product.odoo_template_id, [ProductProblem("none_linked")], product)
        notes.keep()

    def _noted(self, products):
        """Return products that are on the list of skipped records."""
        skips = self._env["shopify.sync.skip"].search(
            [
                ("shop_id", "=", self._shop.id),
                ("kind", "=", "products"),
                ("res_model", "=", "product.template"),
                ("res_id", "in", products.odoo_template_id.ids),
            ]
        )
        ids = set(skips.mapped("res_id"))
        return products.filtered(lambda product: product.odoo_template_id.id in ids)

    def _refresh(self, products):
        """Read products that have changed in Shopify since they were last read."""
        by_gid = {product._gid(): product for product in products}
        changed_at = self._client.products_changed_at(by_gid)
        stale = [
            identity
            for identity, moment in changed_at.items()
            if self._full or utc_naive(moment) != by_gid[identity].shopify_updated_at
        ]
        for page in self._client.products_by_id(stale) if stale else ():
            self._in_turn(lambda page=page: self._stage(page))
        gone = [each.shopify_id for one, each in by_gid.items() if one not in changed_at]
        if gone:
            mark, connection = products._mark_removed, self._shop.connection_id
            in_fresh_transaction(self._env, lambda: mark(connection, gone))

    def _stage(self, products):
        self._env["shopify.product"]._stage(self._shop, products, anew=True)

    def _prepare(self, products, read_at):
        """Compare products, and note those of which nothing is to be sent.

        :return: list of ProductUpdate
        """
        present = products.filtered(lambda product: not product.removed)
        planned = self._shop._plan_updates(self._shop._linked_products(present))
        notes = ProductNotes(self._shop, self._meter)
        notes.forget((products - present).odoo_template_id)
        updates, settled = [], []
        for update in planned:
            if update.is_empty:
                settled.append(update)
            elif self._shop.allow_changes:
                updates.append(update)
            else:
                text = self._shop._update_text(update)
                held_back = ProductProblem("would_change", changes=text)
                notes.refuse(update.template, [held_back, *update.problems])
        self._shop._keep_product_conflicts({each.product: each.comparison for each in planned})
        self._note(settled, notes, read_at, "unchanged")
        notes.keep()
        return updates

    # === PUSH === #

    def _push_and_keep(self, updates, read_at):
        for update in updates:
            update.unsent = set(update.keys)
        try:
            if renamed := [each for each in updates if each.renamed_options]:
                self._push_options(renamed)
            self._push(
                documents.PRODUCT_EDIT,
                {
                    each: {"product": {"id": each.linked.gid, **given}}
                    for each in updates
                    if (given := each.inputs.product)
                },
                of_product=True,
            )
            self._push(
                documents.PRODUCT_VARIANTS_UPDATE,
                {
                    each: {"productId": each.linked.gid, "variants": given}
                    for each in updates
                    if (given := each.inputs.variants)
                },
                of_product=False,
            )
            self._push_new_variants([each for each in updates if each.new])
        finally:
            self._read_and_keep(updates, read_at)

    def _push_options(self, updates):
        """Rename options in Shopify that have another name in Odoo now."""
        by_gid = {update.linked.gid: update for update in updates}
        renamed = [
            (by_gid[found.id], {"id": option.id, "name": name})
            for page in self._client.product_options(by_gid)
            for found in page
            for option in found.options
            if (name := by_gid[found.id].renamed_options.get(option.name))
        ]
        rows = [{"productId": each.linked.gid, "option": option} for each, option in renamed]
        for update in updates:
            update.unsent -= OPTION_NAMES
        outcomes = self._client.push(documents.PRODUCT_OPTION_UPDATE, rows) if rows else ()
        for (update, _option), outcome in zip(renamed, outcomes, strict=True):
            self._note_outcome(update, outcome, OPTION_NAMES)

    def _push(self, document, rows, of_product):
        """Send a mutation for each update, and note on it what became of the fields it carries."""
        outcomes = self._client.push(document, rows.values()) if rows else ()
        for update, outcome in zip(rows, outcomes, strict=True):
            keys = {key for key in update.keys if bool(key[0]) != of_product}
            self._note_outcome(update, outcome, keys - OPTION_NAMES)

    @staticmethod
    def _note_outcome(update, outcome, keys):
        problems = refusals(outcome)
        update.problems.extend(problems)
        if outcome.error:
            update.unsent |= keys
        else:
            update.unsent -= keys
            update.failed |= keys if problems else set()

    def _push_new_variants(self, updates):
        """Add variants; one that is there already was made by a try whose answer was lost."""
        waiting = self._push_new_options([each for each in updates if each.options])
        ready = [update for update in updates if update not in waiting]
        rows = [self._shop._new_variants_row(update) for update in ready]
        outcomes = self._client.push(documents.PRODUCT_VARIANTS_CREATE, rows) if rows else ()
        for update, outcome in zip(ready, outcomes, strict=True):
            update.problems.extend(refusals(outcome))

    def _push_new_options(self, updates):
        """Add options that only Odoo has; what is there already has one value of each.

        :return: the updates whose options Shopify does not take
        """
        rows = [self._shop._new_options_row(update) for update in updates]
        outcomes = self._client.push(documents.PRODUCT_OPTIONS_CREATE, rows) if rows else ()
        refused = []
        for update, outcome in zip(updates, outcomes, strict=True):
            if problems := refusals(outcome):
                update.problems.extend(problems)
                refused.append(update)
        return refused

    # === NOTE THE OUTCOME === #

    def _read_and_keep(self, updates, read_at):
        products = [
            product
            for page in self._client.products_by_id(update.linked.gid for update in updates)
            for product in page
        ]
        self._in_turn(lambda: self._keep(updates, products, read_at))

    def _keep(self, updates, products, read_at):
        self._stage(products)
        notes = ProductNotes(self._shop, self._meter)
        self._link_new([update for update in updates if update.new])
        self._note(updates, notes, read_at, "changed")
        notes.keep()

    def _link_new(self, updates):
        """Link the variants that were added, also by an earlier try, by their options."""
        products = self._env["shopify.product"].union(*(update.product for update in updates))
        self._shop._link_by_options(self._shop._linked_products(products))
        for update in updates:
            linked = set(update.product.variant_ids.odoo_product_id.ids)
            if all(variant.product in linked for variant in update.new):
                update.problems = [
                    problem for problem in update.problems if problem.code != THERE_ALREADY
                ]

    def _note(self, updates, notes, read_at, state):
        """Keep what both sides hold now, and what is still to be sent."""
        products = self._env["shopify.product"].union(*(update.product for update in updates))
        now = {each.product: each for each in self._shop._linked_products(products)}
        bases = {}
        for update in updates:
            bases[update.product] = _base(update, now.get(update.product, update.linked))
            if update.problems:
                notes.refuse(update.template, update.problems, update.product)
            else:
                notes.done(update.template, state, update.product)
        waiting = {update.product for update in updates if update.unsent}
        self._env["shopify.product"]._note_bases(bases, read_at, waiting)

    def _in_turn(self, work):
        self._env["shopify.mapping.lock"]._in_turn(self._shop.company_id, work)


def _is_as_before(linked):
    """Tell whether Odoo has of a product what it had when nothing was left to be sent."""
    product = linked.product
    return bool(product.synced_fields) and product.export_hash == linked.fingerprint


def _base(update, now):
    """Give the base of the next comparison.

    What somebody else has changed in Shopify meanwhile stays a change.

    :param ProductUpdate update: what was sent
    :param LinkedProduct now: the product after that
    :return: (ProductSides, hash of what Odoo has); no hash as long as something is to be sent
    """
    sides, told, synced = update.sides, now.sides, update.linked.synced
    taken = {key: told.shopify.value(key) for key in update.keys}
    kept = {variant.shopify_id: synced.odoo.variants for variant in update.gone}
    after = ProductSides(
        shopify=sides.shopify.with_values(
            taken | _values_of_new(sides.shopify.variants, told.shopify.variants)
        ),
        odoo=sides.odoo.with_values(
            _values_of_new(sides.odoo.variants, told.odoo.variants)
            | _values_of_new({}, {number: held[number] for number, held in kept.items()})
        ),
    )
    left = update.failed | update.unsent
    base = note_synced(update.comparison, synced, after, refused=left)
    is_done = not (left or update.problems or update.comparison.conflicts)
    return base, now.fingerprint if is_done else False


def _values_of_new(known, variants):
    """Give all values of variants that were not known before."""
    return {
        (number, each.name): getattr(held, each.name)
        for number, held in variants.items()
        if number not in known
        for each in fields(held)
    }
