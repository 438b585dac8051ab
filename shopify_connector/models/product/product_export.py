# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Add products to Shopify that are not there yet (P7).

The steps *push* and *note the outcome*. Nothing is made twice: Shopify keeps with each product by
which id Odoo knows it. A product that was made and whose answer, or whose commit, was lost is found
by that id and linked.
"""

from odoo import models

from ...rules.product_changes import fingerprint, odoo_fields
from ...rules.product_existing import UnclearProduct, match_by_options
from ...rules.product_fields import ProductSides
from ...rules.product_input import (
    CUSTOM_ID_KEY,
    CUSTOM_ID_NAMESPACE,
    NewProductRules,
    new_product_row,
)
from ...shopify import documents, gid
from ...shopify.objects.product import Product
from ..sync.moments import seen_until
from ..sync.push_chunks import whole_chunks
from ..sync.transaction import in_fresh_transaction
from .product_export_notes import ProductNotes, refusals
from .product_export_texts import ProductProblem

# Sent in one go, as one bulk operation where that is faster. More is kept in memory than it speeds.
VARIANTS_AT_ONCE = 5000


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _add_products(self, client, meter, chosen):
        """Make products in Shopify of templates that are not there yet.

        :param list chosen: ids of ``product.template``
        :return: whether all is done; False when the time was over
        """

        def collect():
            found = self._templates_to_add(chosen)
            meter.run.total += len(found)
            return list(_blocks(found))

        creation = ProductCreation(self, meter, client)
        for template_ids in in_fresh_transaction(self.env, collect):
            if not creation.send(template_ids):
                return False
            # What was read of these products is not needed for the next ones.
            self.env.invalidate_all()
        return True

    def _new_product_rules(self):
        collections = self.collection_ids.filtered(lambda one: one.active and not one.is_smart)
        return NewProductRules(
            status=self.created_product_status.upper(),
            tracked=self.inventory_tracked,
            inventory_policy=self.inventory_policy.upper(),
            collections=tuple(gid.make("Collection", one.shopify_id) for one in collections),
        )


class ProductCreation:
    """Creates products, a push after the other."""

    def __init__(self, shop, meter, client):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._client = client
        self._seen_until = None
        self._keeps_ids = False

    def send(self, template_ids):
        """Create products of templates, or link them to those that are in Shopify already.

        :param list template_ids: ids of ``product.template``
        :return: whether the run may go on; False when its time was over
        """
        self._seen_until = seen_until(self._env.cr)
        candidates = in_fresh_transaction(self._env, lambda: self._prepare(template_ids))
        made, found = self._shop._look_up_products(self._client, candidates)
        self._take_in_existing(made, found)
        self._create([each for each in candidates if each not in made and each not in found])
        return not self._meter.should_stop()

    # === COLLECT === #

    def _prepare(self, template_ids):
        """Check products and note those that can't go.

        :return: list of ProductCandidate that can
        """
        templates = self._env["product.template"].browse(template_ids)
        notes = ProductNotes(self._shop, self._meter)
        ready = []
        for candidate in self._shop._export_candidates_of(templates):
            if candidate.problems:
                notes.refuse(candidate.template, candidate.problems)
            else:
                ready.append(candidate)
        notes.keep()
        return ready

    # === WHAT IS THERE ALREADY === #

    def _take_in_existing(self, made, found):
        """Link products that Shopify has, and note those of which it is not clear.

        :param dict made: the product's gid by candidate
        :param dict found: ExistingProduct or UnclearProduct by candidate
        """
        unclear = {
            each: ProductProblem(outcome.code, value=outcome.value)
            for each, outcome in found.items()
            if isinstance(outcome, UnclearProduct)
        }
        known = {each: outcome for each, outcome in found.items() if each not in unclear}
        wanted = [*made.values(), *(outcome.product for outcome in known.values())]
        products = {
            product.id: product for page in self._client.products_by_id(wanted) for product in page
        }
        if not (unclear or wanted):
            return
        self._in_turn(lambda: self._keep_existing(made, known, unclear, products))

    def _keep_existing(self, made, known, unclear, products):
        records = self._env["shopify.product"]._stage(self._shop, products.values()).records
        notes = ProductNotes(self._shop, self._meter)
        linked = self._env["product.template"]
        for candidate, problem in unclear.items():
            notes.refuse(candidate.template, [problem])
        links = {}
        for candidate, product_gid in made.items():
            record = records.get(product_gid)
            if found := record and _by_options(candidate, record):
                links |= {variant: (own, "exported", "") for variant, own in found.items()}
                linked |= candidate.template
            elif record:
                notes.refuse(candidate.template, [_other_options(candidate, record)])
        for candidate, outcome in known.items():
            own = _by_number(outcome, records)
            if taken := stands_for_other(own, outcome.value):
                notes.refuse(candidate.template, [taken])
                continue
            links |= {
                variant: (product_id, outcome.rule, outcome.value)
                for variant, product_id in own.items()
            }
            linked |= candidate.template
        self._env["shopify.variant"]._link_all(links)
        notes.done(linked, "changed")
        notes.keep()

    # === CREATE === #

    def _create(self, candidates):
        """Make products of candidates, and keep what Shopify answers."""
        if not candidates:
            return
        if not self._shop.allow_changes:
            in_fresh_transaction(self._env, lambda: self._hold_back(candidates))
            return
        if not self._keeps_ids:
            name = self._env._("Odoo product")
            self._client.keep_custom_ids(CUSTOM_ID_NAMESPACE, CUSTOM_ID_KEY, name)
            self._keeps_ids = True
        rules = self._shop._new_product_rules()
        rows = [
            new_product_row(each.exported, each.prices, rules, each.custom_id)
            for each in candidates
        ]
        outcomes = self._client.push(documents.PRODUCT_SET, rows)
        for chunk in whole_chunks(outcomes):
            self._take_in_created([(candidates[outcome.line_number], outcome) for outcome in chunk])
            if self._meter.is_cancelled():
                return

    def _hold_back(self, candidates):
        """Tell what would be made, while changes in Shopify are off (G13)."""
        notes = ProductNotes(self._shop, self._meter)
        for each in candidates:
            count = len(each.exported.variants)
            problem = ProductProblem("would_create", title=each.exported.title, count=count)
            notes.refuse(each.template, [problem])
        notes.keep()

    def _take_in_created(self, outcomes):
        """Keep the products that were made.

        :param outcomes: list of (ProductCandidate, the client's BulkRow)
        """
        nodes = {
            candidate: outcome.payload["product"]
            for candidate, outcome in outcomes
            if outcome.succeeded
        }
        self._client.complete(list(nodes.values()))
        created = {each: Product.from_node(node) for each, node in nodes.items()}
        refused = {each: refusals(outcome) for each, outcome in outcomes if not outcome.succeeded}
        self._in_turn(lambda: self._keep_created(created, refused))

    def _keep_created(self, created, refused):
        records = self._env["shopify.product"]._stage(self._shop, created.values()).records
        there = self._env["product.template"].union(*(each.template for each in created)).exists()
        links, exported = {}, {}
        for candidate, product in created.items():
            if candidate.template in there:
                record = records[product.id]
                own = _by_options(candidate, record)
                links |= {variant: (each, "exported", "") for variant, each in own.items()}
                exported[record] = candidate
        self._env["shopify.variant"]._link_all(links)
        products = self._env["shopify.product"].union(*exported)
        products.write({"to_publish": bool(self._shop.publication_ids)})
        self._env["shopify.product"]._note_bases(
            {record: _bases(record, candidate) for record, candidate in exported.items()},
            self._seen_until,
        )
        notes = ProductNotes(self._shop, self._meter)
        notes.done(there, "new")
        for candidate, problems in refused.items():
            notes.refuse(candidate.template, problems)
        notes.keep()

    def _in_turn(self, work):
        self._env["shopify.mapping.lock"]._in_turn(self._shop.company_id, work)


def _blocks(templates):
    """Gather templates until they have about as many variants as are sent in one go.

    :return: iterator of lists of template ids
    """
    groups = templates.env["product.product"]._read_group(
        [("product_tmpl_id", "in", templates.ids)], ["product_tmpl_id"], ["__count"]
    )
    counts = {template.id: count for template, count in groups}
    block, size = [], 0
    for template_id in templates.ids:
        count = counts.get(template_id, 1)
        if block and size + count > VARIANTS_AT_ONCE:
            yield block
            block, size = [], 0
        block.append(template_id)
        size += count
    if block:
        yield block


def stands_for_other(links, value):
    """Tell whether a variant that was found stands for another product already.

    :param dict links: ``product.product`` id that was found by ``shopify.variant``
    :param str value: the SKU or barcode that it was found by
    :return: ProductProblem; None if none does
    """
    for variant, product_id in links.items():
        product = variant.odoo_product_id
        if product.active and product.id != product_id:
            return ProductProblem(
                "stands_for_other",
                variant=variant.display_name,
                value=value,
                product=product.display_name,
            )
    return None


def _by_options(candidate, record):
    """Tell which variant of a product in Shopify is which of Odoo's, by their options.

    :return: dict of ``product.product`` id by ``shopify.variant``
    """
    variants = record.variant_ids.filtered(lambda variant: not variant.removed)
    found = match_by_options(
        candidate.exported, {variant: variant.option_values or () for variant in variants}
    )
    return {variant: product_id for product_id, variant in found.items()}


def _other_options(candidate, record):
    """Say that a product which was made once has other options than Odoo has now."""
    return ProductProblem(
        "other_options",
        odoo=", ".join(candidate.exported.options) or "–",
        shopify=", ".join(record.option_names or ()) or "–",
    )


def _bases(record, candidate):
    """Give what both sides hold of a product that was just made.

    :return: (ProductSides, hash of what Odoo has)
    """
    links = {variant.shopify_id: variant.odoo_product_id.id for variant in record.variant_ids}
    held = odoo_fields(candidate.exported, links)
    return ProductSides(record._shopify_fields(), held), fingerprint(candidate.exported)


def _by_number(outcome, records):
    """Tell which variant of a product in Shopify is which of Odoo's, as its codes were found.

    :return: dict of ``product.product`` id by ``shopify.variant``
    """
    record = records.get(outcome.product)
    if not record:
        return {}
    by_number = {variant.shopify_id: variant for variant in record.variant_ids}
    return {
        by_number[number]: product_id
        for product_id, variant in outcome.variants.items()
        if (number := str(gid.number(variant))) in by_number
    }
