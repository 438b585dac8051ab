# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Compare Odoo's prices with Shopify's, and send those that differ (P12).

The steps *collect*, *diff*, *push* and *note the outcome*. A run that is killed between sending and
noting sends the same prices once more, which changes nothing.
"""

from collections import defaultdict

from odoo.fields import Domain

from ...rules.price_refusal import refusal_code, refused_variants
from ...shopify import documents, gid
from ...shopify.prices import price_rows, prices_taken
from ..sync.push_chunks import whole_chunks
from ..sync.transaction import in_fresh_transaction, in_halves
from .price_notes import PriceNotes
from .price_texts import PriceError

FIELDS = [
    "product_id",
    "shopify_id",
    "odoo_product_id",
    "price",
    "compare_at_price",
    "odoo_price",
    "odoo_compare_at_price",
]
GONE = {"variant_gone", "product_gone"}


class PriceSync:
    """Works on the prices of a shop's products, a block after the other.

    :param shop: the shop record
    :param meter: the run's Meter
    :param client: a client of the shop
    """

    def __init__(self, shop, meter, client):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._client = client
        options = meter.run.options or {}
        self._domain = shop._priced_domain(options)
        self._is_check = bool(options.get("check"))
        self._reads = self._is_check or bool(options.get("full"))

    def work_on(self, product_ids):
        """Compare the prices of products, and send those that differ unless it is a check.

        :param list product_ids: ids of ``shopify.product``
        """
        self._read(product_ids)
        wanted = in_fresh_transaction(self._env, lambda: self._compare(product_ids))
        self._push(wanted)
        in_fresh_transaction(
            self._env, lambda: self._meter.run.write({"position": product_ids[-1]})
        )
        # What was read of this block is not needed for the next one.
        self._env.invalidate_all()

    # === COLLECT === #

    def _read(self, product_ids):
        """Ask Shopify for the prices that are not known, or for all of them.

        A price of 0 is one that no sync has told yet, or that of a gift.
        """

        def collect():
            variants = self._variants(product_ids)
            unknown = variants if self._reads else variants.filtered(lambda one: not one.price)
            return [variant._gid() for variant in unknown]

        gids = in_fresh_transaction(self._env, collect)
        for found in self._client.variant_prices(gids, prefetch=True) if gids else ():
            in_fresh_transaction(self._env, lambda found=found: self._take_in(found))

    def _take_in(self, found):
        self._shop._take_in_prices(found)
        self._meter.count("read")

    def _variants(self, product_ids):
        domain = self._domain & Domain("product_id", "in", product_ids)
        return self._env["shopify.variant"].search_fetch(domain, FIELDS, order="product_id.id, id")

    # === DIFF === #

    def _compare(self, product_ids):
        """Compute prices, and note those of which nothing is to be sent.

        :return: dict of the client's ``Price`` by variant: what Shopify is to be told
        """
        notes = PriceNotes(self._shop, self._meter)
        priced = {}
        in_halves(
            self._variants(product_ids),
            lambda variants: priced.update(self._shop._price_variants(variants)),
            notes.refuse,
        )
        ours, differing = {}, {}
        for variant, price in priced.items():
            ours[variant] = told = variant._price_to_tell(price)
            if not told:
                self._note_problem(notes, variant, price)
            elif told == variant._shopify_price():
                notes.done(variant, "unchanged")
            else:
                differing[variant] = told
        wanted = {}
        if self._is_check:
            notes.count("changed", len(differing))
        elif not self._shop.allow_changes:
            for variant, told in differing.items():
                notes.refuse(variant, self._held_back(variant, told))
        else:
            wanted = differing
        self._env["shopify.variant"]._note_odoo_prices(
            {variant: told for variant, told in ours.items() if variant not in wanted}
        )
        notes.keep()
        return wanted

    def _note_problem(self, notes, variant, problem):
        if problem.code == "zero_price" and not variant.price:
            # It costs nothing in Shopify either: somebody has set it so there.
            notes.done(variant, "unchanged")
            return
        amount = self._shop.document_currency_id.format(float(problem.amount))
        notes.refuse(variant, PriceError(problem.code, source=problem.source, amount=amount))

    def _held_back(self, variant, told):
        """Tell what would be changed, while changes in Shopify are off (G13)."""
        explain = self._env["shopify.explain"]
        changes = explain._price_change_text(variant._shopify_price(), told, variant.currency_id)
        return PriceError("would_change_price", changes=changes)

    # === PUSH === #

    def _push(self, wanted):
        """Send prices, a mutation for each product.

        :param dict wanted: the client's ``Price`` by variant
        """
        by_product = defaultdict(list)
        for variant, price in wanted.items():
            by_product[variant.product_id].append(price)
        rows = [
            row
            for product, prices in by_product.items()
            for row in price_rows(gid.make("Product", int(product.shopify_id)), prices)
        ]
        variants = {price.id: variant for variant, price in wanted.items()}
        outcomes = self._client.push(documents.VARIANT_PRICES_UPDATE, rows) if rows else ()
        for chunk in whole_chunks(outcomes):
            in_fresh_transaction(self._env, lambda chunk=chunk: self._keep(chunk, variants, wanted))

    # === NOTE THE OUTCOME === #

    def _keep(self, outcomes, variants, wanted):
        notes = PriceNotes(self._shop, self._meter)
        shopify, odoo = {}, {}
        for outcome in outcomes:
            sent = [variants[row["id"]] for row in outcome.variables["variants"]]
            taken = prices_taken(outcome)
            refused = self._refusals(outcome, sent)
            for variant in sent:
                odoo[variant] = price = wanted[variant]
                now = taken.get(price.id)
                if now:
                    shopify[variant] = now
                if variant in refused:
                    notes.refuse(variant, refused[variant])
                elif now == price:
                    notes.done(variant, "changed")
                else:
                    notes.refuse(variant, self._not_taken(price, now))
        self._env["shopify.variant"]._note_shopify_prices(shopify)
        self._env["shopify.variant"]._note_odoo_prices(odoo)
        self._env["shopify.product"]._note_told_prices(shopify)
        notes.keep()

    def _refusals(self, outcome, sent):
        """Tell what Shopify had against which variants, and mark those that it no longer has.

        :return: dict of PriceError by variant
        """
        if outcome.error:
            return {
                variant: PriceError("price_not_answered", told=outcome.error) for variant in sent
            }
        refused = {}
        for refusal in outcome.user_errors:
            code = refusal_code(refusal.code)
            for place in refused_variants(refusal.field, len(sent)):
                refused[sent[place]] = PriceError(f"price_{code}", told=refusal.message)
                if code in GONE:
                    sent[place].removed = True
            if code == "product_gone":
                sent[0].product_id.removed = True
        return refused

    def _not_taken(self, price, now):
        if not now:
            return PriceError("price_not_answered", told=self._env._("it said nothing of it"))
        told, found = (
            self._shop.document_currency_id.format(float(each.price)) for each in (price, now)
        )
        return PriceError("price_not_taken", price=told, now=found)
