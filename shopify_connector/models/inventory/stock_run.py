# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The stock sync: read Shopify's stock, compute, compare, send what differs (N1-N9)."""

from odoo import fields, models
from odoo.fields import Domain

from ...shopify import gid
from ..sync.moments import utc_naive
from ..sync.transaction import in_fresh_transaction
from .sold_stock import FreshOrders
from .stock_compare import StockComparison
from .stock_send import StockSending
from .stock_texts import StockError

# Variants that are read, computed and sent in one go.
VARIANTS_AT_ONCE = 10_000
# Stock that changes each time it is sent is read again so often.
ROUNDS = 4
# Of the orders that wait to be imported the latest are looked at; what older ones have still to
# send is committed, and so taken off in any case.
ORDERS_AT_MOST = 500


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _sync_stock(self, meter):
        """Send the stock of the shop's variants, as far as it differs from Shopify's.

        A run with the option ``product_ids`` does so for these ``shopify.product`` records, one
        with ``changed`` for the variants of which Odoo's figure has changed since the last run.

        :return: whether the run is finished; False when its time was over
        """
        with meter.client() as client:
            locations = client.locations()
            in_fresh_transaction(self.env, lambda: self._note_locations(locations, meter))
            finished = StockSync(self, meter, client).run() or meter.is_cancelled()
        if finished:
            # What a cancelled run left is not sent any more.
            calls = self.env["shopify.inventory.call"]
            in_fresh_transaction(
                self.env, lambda: calls.search([("shop_id", "=", self.id)]).unlink()
            )
        return finished

    def _note_locations(self, locations, meter):
        """Note what has become of the locations, and which of them can't be synced."""
        self._read_locations(locations)
        everywhere = self.with_context(active_test=False).location_ids.filtered("stock_sync")
        problems = {}
        for place in everywhere:
            if not place.active:
                problems[place] = StockError("location_gone", location=place.name)
            elif hint := place._stock_problem():
                problems[place] = StockError("not_set_up", location=place.name, hint=hint)
        skips = self.env["shopify.sync.skip"]
        rows = [place._stock_skip(problem) for place, problem in problems.items()]
        skips._note(self, "stock", rows, meter.run)
        fine = everywhere - everywhere.browse().union(*problems)
        skips._resolve(self, "stock", fine.mapped("shopify_id"))
        if problems and not meter.run.total:
            meter.count("write", skipped=len(problems))

    def _orders_to_look_at(self, headers):
        """Return the gids of orders that may take stock and are not here as Shopify has them.

        :param list headers: the client's ``OrderHeader`` objects of what has changed lately
        """
        orders = self.env["shopify.order"].search_fetch(
            [
                ("connection_id", "=", self.connection_id.id),
                ("shopify_id", "in", [str(gid.number(header.id)) for header in headers]),
            ],
            ["shopify_id", "shopify_updated_at", "read_at"],
        )
        known = {gid.make("Order", order.shopify_id): order for order in orders}
        rows = self.env["shopify.order.import"]
        waiting = rows.search(
            [("connection_id", "=", self.connection_id.id), ("is_outside", "=", False)],
            limit=ORDERS_AT_MOST,
        )
        found = [gid.make("Order", row.shopify_id) for row in waiting]
        for header in headers:
            if order := known.get(header.id):
                takes_other = not order._is_as_of(utc_naive(header.updated_at))
            else:
                takes_other = rows._is_wanted(self, header)
            if takes_other:
                found.append(header.id)
        return found

    def _stock_variants(self, options):
        """Return which variants' stock is synced: those that an Odoo product stands for."""
        domain = Domain(
            [
                ("connection_id", "=", self.connection_id.id),
                ("company_id", "=", self.company_id.id),
                ("odoo_product_id", "!=", False),
                ("removed", "=", False),
            ]
        )
        if chosen := options.get("product_ids"):
            domain &= Domain("product_id", "in", chosen)
        return domain


class ShopifySyncRun(models.Model):
    _inherit = "shopify.sync.run"

    trigger = fields.Selection(
        selection_add=[("moves", "After stock moved")], ondelete={"moves": "set default"}
    )
    stock_done_id = fields.Integer(help="A stock sync that is cut off goes on after this variant.")


class StockSync:
    """One run of the stock sync.

    :param shop: the shop record
    :param meter: the run's Meter
    :param client: the run's client
    """

    def __init__(self, shop, meter, client):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._client = client
        self._run = meter.run
        self._options = meter.run.options or {}
        self._sending = StockSending(shop, meter, client)

    def run(self):
        """Work until all is done.

        :return: whether it is; False when the time was over
        """
        if not self._sending.resume():
            return False
        locations = in_fresh_transaction(self._env, self._begin)
        comparison = StockComparison(self._shop, locations, self._run)
        while locations and (ids := in_fresh_transaction(self._env, self._next_variants)):
            if not self._sync(comparison, ids):
                return False
            counts = comparison.take_counts()
            in_fresh_transaction(self._env, lambda n=ids[-1], c=counts: self._note_done(n, c))
            if self._meter.should_stop():
                return False
        if locations and not self._options:
            in_fresh_transaction(self._env, lambda: self._note_compared(locations))
        return True

    def _begin(self):
        """Count what is to be done, and return the locations to sync."""
        locations = self._shop._synced_locations()
        if not self._run.total:
            variants = self._shop._stock_variants(self._options)
            count = self._env["shopify.variant"].search_count(variants)
            self._run.total = count * len(locations)
        return locations

    def _next_variants(self):
        domain = self._shop._stock_variants(self._options)
        domain &= Domain("id", ">", self._run.stock_done_id)
        return self._env["shopify.variant"].search(domain, order="id", limit=VARIANTS_AT_ONCE).ids

    def _note_done(self, last, counts):
        self._run.stock_done_id = last
        if counts:
            self._meter.count("write", **counts)

    def _note_compared(self, locations):
        """Note that all was compared, and forget variants that no product stands for any more."""
        locations.stock_compared_at = fields.Datetime.now()
        self._env["shopify.inventory.level"].search(
            [
                ("location_id", "in", locations.ids),
                "|",
                ("variant_id.odoo_product_id", "=", False),
                ("variant_id.removed", "=", True),
            ]
        ).unlink()

    # === ROUNDS === #

    def _sync(self, comparison, ids):
        """Read, compare and send, again where Shopify's stock has changed in between.

        :param list ids: of ``shopify.variant``
        :return: whether all is done; False when the time was over
        """
        wanted = in_fresh_transaction(self._env, lambda: self._wanted(comparison, ids))
        fresh = None
        for number in range(ROUNDS):
            if not wanted:
                return True
            found = list(self._client.stock_levels(wanted, prefetch=True))
            # After the levels: what is sold in between is then known of, or refused as stale.
            fresh = fresh or self._fresh_orders()
            changes = in_fresh_transaction(
                self._env,
                lambda n=number, f=found, o=fresh: comparison.take_in(f, o, again=n > 0),
            )
            left = self._sending.send(changes, is_last=number == ROUNDS - 1)
            if left is None:
                return False
            wanted = in_fresh_transaction(self._env, lambda v=left: _by_gid(v))
        return True

    def _wanted(self, comparison, ids):
        """Return the gids of the variants to look at, by the location's."""
        variants = self._env["shopify.variant"].browse(ids)
        if self._options.get("changed"):
            return _by_gid(comparison.changed(variants))
        return _by_gid(comparison.everywhere(variants))

    def _fresh_orders(self):
        """Read the orders that Shopify has and that are not here, or no longer as they are (N7).

        :return: FreshOrders, without any for a shop that has never imported orders
        """
        if not self._shop.orders_synced_until:
            return FreshOrders(())
        pages = self._client.order_headers(query=self._shop._order_window())
        headers = [header for page in pages for header in page]
        ids = in_fresh_transaction(self._env, lambda: self._shop._orders_to_look_at(headers))
        # What one that can't be read has still to send is committed, and so taken off.
        pages = self._client.orders(ids, on_malformed=lambda _node, _error: None)
        return FreshOrders([order for page in pages for order in page])


def _by_gid(variants):
    """Return gids of variants by the gid of their location.

    :param dict variants: ``shopify.variant`` records by location
    """
    return {
        place.shopify_id: [gid.make("ProductVariant", variant.shopify_id) for variant in own]
        for place, own in variants.items()
    }
