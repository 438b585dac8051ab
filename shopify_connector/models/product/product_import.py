# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The product sync's way from Shopify: read, stage, map, follow (P1, P2, P13)."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import split_every

from ...shopify import documents, gid
from ...shopify.errors import BulkBusy, BulkFailed, BulkTimeout
from ...shopify.fetch_plan import FEWEST_FOR_BULK
from ...shopify.prefetch import prefetched
from ..sync.moments import seen_until, utc_naive
from ..sync.statistics import PlannerStatistics
from ..sync.transaction import in_fresh_transaction
from .product_outcome import ProductOutcome

# Shopify shows some changes late.
OVERLAP = timedelta(minutes=5)
# Odoo makes about so many variants best in one go; a product is never parted.
BATCH_VARIANTS = 1000
RETRIED_AT_ONCE = 100
FILLED_TABLES = (
    "product_template",
    "product_product",
    "product_template_attribute_line",
    "product_template_attribute_value",
    "product_variant_combination",
    "product_supplierinfo",
    "shopify_product",
    "shopify_variant",
)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    products_reading = fields.Json(
        copy=False,
        readonly=True,
        help="The bulk operation that a first product sync reads, and how far it has come: a sync "
        "that was interrupted goes on there.",
    )

    # === READ === #

    def _import_products(self, meter):
        """Read products that have changed, keep and map them, a batch at a time.

        :return: whether all were read; False when the time was over
        """
        options = meter.run.options or {}
        if options.get("shopify_ids"):
            return self._import_chosen_products(meter, options["shopify_ids"])
        if options.get("find_mapping"):
            return self._find_all_mappings(meter)
        if options.get("template_ids") or self.product_sync != "from_shopify":
            return True
        with meter.client() as client:
            if not self._read_changed_products(client, meter, bool(options.get("full"))):
                return False
            self._check_products(client)
        self._retry_skipped_products(meter)
        return True

    def _import_chosen_products(self, meter, numbers):
        """Read products by their ids; what Shopify no longer has is marked."""
        gids = [gid.make("Product", number) for number in numbers]
        run = meter.run
        in_fresh_transaction(self.env, lambda: run.write({"total": run.done_count + len(gids)}))
        with meter.client() as client:
            found = set()
            for page in client.products_by_id(gids, prefetch=True):
                found.update(product.id for product in page)
                self._take_in_products(meter, page)
                if meter.should_stop():
                    return False
        gone = [str(gid.number(each)) for each in gids if each not in found]
        in_fresh_transaction(
            self.env,
            lambda: self.env["shopify.product"]._mark_removed(self.connection_id, gone),
        )
        return True

    def _read_changed_products(self, client, meter, full):
        """Read the first time, or when all are to be read, in bulk; else what has changed.

        :return: whether all were read
        """
        query = None if full else self._product_window()
        if self.products_reading:
            return self._read_in_bulk(client, meter)
        count = client.products_count(query)
        run = meter.run
        in_fresh_transaction(self.env, lambda: run.write({"total": run.done_count + count}))
        if query is None and count >= FEWEST_FOR_BULK:
            try:
                self._start_reading(client, full)
            except BulkBusy:
                # The shop runs as many as it may: page by page takes longer, and waits for nobody.
                return self._read_in_pages(client, meter, query, full)
            return self._read_in_bulk(client, meter)
        return self._read_in_pages(client, meter, query, full)

    def _product_window(self):
        if not self.products_synced_until:
            return None
        since = self.products_synced_until - OVERLAP
        return f"updated_at:>='{since:%Y-%m-%dT%H:%M:%SZ}'"

    # === PAGES === #

    def _read_in_pages(self, client, meter, query, full):
        started = fields.Datetime.now()
        statistics = PlannerStatistics(self.env, FILLED_TABLES)
        for products in _batches(client.products(query, prefetch=True)):
            # They come with the oldest change first: a run that is killed goes on from here.
            cursor = max(utc_naive(product.updated_at) for product in products)
            values = {} if full else {"products_synced_until": cursor}
            self._take_in_products(meter, products, anew=full, values=values)
            self._count_rows(statistics, products)
            if meter.should_stop():
                return False
        self._note_all_read(meter, started)
        return True

    def _note_all_read(self, meter, started):
        def note():
            self.write({"products_synced_until": started, "products_reading": False})
            meter.count("read")

        in_fresh_transaction(self.env, note)

    def _count_rows(self, statistics, products):
        in_fresh_transaction(self.env, lambda: statistics.note(self.env, len(products)))

    # === BULK === #

    def _start_reading(self, client, full):
        """Start a bulk operation, and note it so that it is started once."""
        reading = {
            "started": fields.Datetime.to_string(fields.Datetime.now()),
            "operation": client.start_bulk_query(documents.PRODUCTS_BULK, query=None),
            "done": 0,
            "full": full,
        }
        in_fresh_transaction(self.env, lambda: self.write({"products_reading": reading}))

    def _read_in_bulk(self, client, meter):
        """Read the result of the bulk operation that was noted, from where the last run came to.

        :return: whether all was read; False when the time was over before Shopify was ready
        """
        reading = self.products_reading
        try:
            products = client.products_bulk(
                resume=reading["operation"], deadline=meter.seconds_left()
            )
        except BulkTimeout:
            if meter.should_stop():
                return False
            raise
        except BulkFailed:
            in_fresh_transaction(self.env, lambda: self.write({"products_reading": False}))
            raise
        statistics = PlannerStatistics(self.env, FILLED_TABLES)
        done = 0
        for batch in prefetched(_batches([product] for product in products)):
            done += len(batch)
            if done <= reading["done"]:
                continue
            position = {"products_reading": {**reading, "done": done}}
            self._take_in_products(meter, batch, anew=reading["full"], values=position)
            self._count_rows(statistics, batch)
            if meter.should_stop():
                return False
        self._note_all_read(meter, fields.Datetime.to_datetime(reading["started"]))
        return True

    # === STAGE, MAP, FOLLOW === #

    def _take_in_products(self, meter, products, anew=False, values=None):
        """Keep a batch of products, find or make what stands for them, and let it follow.

        :param list products: the client's ``Product`` objects
        :param bool anew: look also at those that have not changed
        :param dict values: written on the shop with it
        """
        # What users write on products meanwhile is not taken for the state of this sync.
        shop = self.with_context(shopify_seen_until=seen_until(self.env.cr))

        def work():
            kept = self.env["shopify.forgotten.product"]._leave_out(shop, products)
            batch = shop.env["shopify.product"]._stage(shop, kept, anew=anew)
            wanted = batch.fresh
            if anew or (meter.run.options or {}).get("shopify_ids"):
                records = shop.env["shopify.product"].union(*batch.records.values())
                wanted |= records.filtered(
                    lambda each: each.mapping_state in ("unmapped", "partly")
                )
            outcome = ProductOutcome(shop, meter.run)
            outcome.work(wanted)
            meter.count("write", unchanged=len(products) - outcome.count, **outcome.counts)
            if values:
                self.write(values)

        self.env["shopify.mapping.lock"]._in_turn(self.company_id, work)

    def _retry_skipped_products(self, meter):
        """Try products again that an earlier run had to skip: Odoo may have changed since (G7)."""
        skips = self.env["shopify.sync.skip"].search(
            [
                ("shop_id", "=", self.id),
                ("kind", "=", "products"),
                ("res_model", "=", "shopify.product"),
                ("run_id", "!=", meter.run.id),
            ]
        )
        products = self.env["shopify.product"].search(
            [("id", "in", skips.mapped("res_id")), ("removed", "=", False)]
        )
        for ids in split_every(RETRIED_AT_ONCE, products.ids):
            part = products.browse(ids)
            self.env["shopify.mapping.lock"]._in_turn(
                self.company_id, lambda each=part: self._retry_products(each, meter)
            )
            if meter.should_stop():
                return

    def _retry_products(self, products, meter):
        outcome = ProductOutcome(self, meter.run)
        outcome.work(products)
        done = {name: outcome.counts[name] for name in ("new", "changed")}
        if any(done.values()):
            meter.count("write", **done)


def _batches(pages):
    """Gather pages of products into batches that Odoo works on best."""
    waiting, variants = [], 0
    for page in pages:
        for product in page:
            waiting.append(product)
            variants += len(product.variants)
            if variants >= BATCH_VARIANTS:
                yield waiting
                waiting, variants = [], 0
    if waiting:
        yield waiting
