# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Starting syncs: one door for buttons, schedules and scripts (G5, G12)."""

from contextlib import contextmanager

from odoo import fields, models
from odoo.exceptions import UserError

from ...shopify.errors import ShopifyError
from ..sync.meter import Recorder
from ..sync.transaction import QUIET, in_fresh_transaction

# In the context while a sync works: what is written then is what Shopify has already.
SYNCING = "shopify_syncing"


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    run_ids = fields.One2many("shopify.sync.run", "shop_id", string="Sync runs")
    last_run_id = fields.Many2one("shopify.sync.run", compute="_compute_last_run_id")
    skip_count = fields.Integer(compute="_compute_skip_count", string="Skipped records")

    def _compute_last_run_id(self):
        groups = self.env["shopify.sync.run"]._read_group(
            [("shop_id", "in", self.ids)], ["shop_id"], ["id:max"]
        )
        last = dict(groups)
        for shop in self:
            shop.last_run_id = last.get(shop)

    def _compute_skip_count(self):
        groups = self.env["shopify.sync.skip"]._read_group(
            [("shop_id", "in", self.ids)], ["shop_id"], ["__count"]
        )
        counts = {shop.id: count for shop, count in groups}
        for shop in self:
            shop.skip_count = counts.get(shop.id, 0)

    # === PUBLIC METHODS === #

    def shopify_sync(self, kind, options=None):
        """Queue a sync of each shop; Odoo's scheduled workers take it up at once (G12).

        Over XML-RPC: ``execute_kw(db, uid, password, "shopify.shop", "shopify_sync", [[shop_id],
        "orders"])``.

        :param str kind: ``orders``, ``order_changes``, ``orders_to_import``, ``order_history``,
            ``customers``, ``products``, ``product_changes``, ``prices``, ``images``, ``stock``,
            ``fulfillments``, ``metafields``, ``locations`` or ``reconciliation``
        :param dict options: for orders: ``order_filter`` (which new orders to take: a domain on the
            orders to import, as text or list) or ``import_ids`` (the ids of the rows to import, and
            no others); for the history of orders: ``before`` and ``since`` (moments in UTC, as
            text; ``since`` may be missing), ``archived`` (those archived in Shopify too) and
            ``documents`` (with sale orders); for customers:
            ``shopify_ids`` (Shopify's ids of the customers to import) or ``partner_ids`` (the
            partners to export), and no others; for products: ``shopify_ids`` (Shopify's ids of the
            products to import) or ``template_ids`` (the ``product.template`` to add or export),
            and no others, or ``full`` (all of them instead of what has changed); for changes of
            products: ``product_ids`` (``shopify.product``) and ``change`` (such as ``["status",
            "draft"]`` or ``["join", collection ids]``), else those archived in Odoo are put away as
            the shop is set; for prices:
            ``product_ids`` (``shopify.product``) or ``variant_ids`` (``shopify.variant``), and no
            others, ``full`` (compare with the prices that Shopify has now) or ``check`` (the same,
            and send nothing); for stock: ``product_ids`` (``shopify.product``), and no others, or
            ``changed`` (only where Odoo's figure has changed since the last stock sync); for
            fulfillments: ``picking_ids`` (the deliveries) or ``order_ids`` (``shopify.order``), and
            no others, or ``date_from`` and ``date_to`` (deliveries that were done between, as
            texts); for metafields: ``changed`` (look only at what has changed), or
            ``product_ids``, ``variant_ids``, ``customer_ids`` or ``order_ids`` (the Shopify
            records here), and no others; for images: ``product_ids`` (``shopify.product``), and no
            others, or ``full`` (compare all of them with Shopify, not only what has changed); for
            the reconciliation: ``date_from`` and ``date_to`` (days, as texts; without them as many
            days up to today as the shop says)
        :return: list of dicts, one a shop: ``{"shop_id", "run_id", "state"}``
        :raises UserError: if there is no such sync
        """
        self.check_access("read")
        runs = [shop._queue_run(kind, trigger="script", options=options) for shop in self]
        return [{"shop_id": run.shop_id.id, "run_id": run.id, "state": run.state} for run in runs]

    def shopify_sync_status(self):
        """Tell how the last sync of each shop went (G12).

        :return: list of dicts: shop_id, run_id, kind, state, total, done, new, changed, unchanged,
            skipped, failed, requests, error, fix; run_id is False for a shop never synced
        """
        return [shop._last_run_status() for shop in self]

    def _last_run_status(self):
        run = self.last_run_id
        return {
            "shop_id": self.id,
            "run_id": run.id,
            "kind": run.kind,
            "state": run.state,
            "total": run.total,
            "done": run.done_count,
            "new": run.new_count,
            "changed": run.changed_count,
            "unchanged": run.unchanged_count,
            "skipped": run.skipped_count,
            "failed": run.failed_count,
            "requests": run.request_count,
            "error": run.error or "",
            "fix": run.fix or "",
        }

    # === ACTIONS === #

    def action_sync_orders(self):
        """Queue the order sync and show its run.

        :return: a window action
        """
        self.ensure_one()
        return self._queue_run("orders", trigger="button")._show()

    def action_list_orders(self):
        """Queue the listing of orders to import, without importing them, and show its run.

        :return: a window action
        """
        self.ensure_one()
        return self._queue_run("orders_to_import", trigger="button")._show()

    # === BUSINESS METHODS === #

    def _queue_run(self, kind, trigger, options=None):
        """Queue a run, or return the one that waits already for the same; it need not wait for its
        time any more."""
        self.ensure_one()
        kinds = [key for key, _label in self.env["shopify.sync.run"]._kinds()]
        if kind not in kinds:
            raise UserError(
                self.env._(
                    "There is no sync %(kind)s. Choose one of: %(kinds)s.",
                    kind=kind,
                    kinds=", ".join(kinds),
                )
            )
        options = options or {}
        runs = self.env["shopify.sync.run"].sudo()
        waiting = runs.search(
            [("shop_id", "=", self.id), ("kind", "=", kind), ("state", "=", "waiting")]
        )
        run = waiting.filtered(lambda run: (run.options or {}) == options)[:1]
        if not run:
            run = runs.create(
                {
                    "shop_id": self.id,
                    "kind": kind,
                    "trigger": trigger,
                    "options": options,
                    "user_id": self.env.uid,
                }
            )
        elif run.start_at:
            run.start_at = False
        self._wake_workers()
        return run.with_env(self.env)

    def _wake_workers(self):
        for number in (1, 2):
            self.env.ref(f"shopify_connector.cron_worker_{number}")._trigger()

    def _working(self):
        """Return the shop as its syncs work with it: quiet, in its company and language."""
        self.ensure_one()
        language = self.language_id.code or self.env.lang
        return self.with_company(self.company_id).with_context(
            **QUIET, **{SYNCING: True}, lang=language
        )

    def _recorder(self):
        return Recorder(self.id, self.log_level)

    def _client(self, recorder):
        """Return a client that reports to a recorder and heeds *Allow changes* (G13)."""
        return self.connection_id._client(recorder.note, may_change=self.allow_changes)

    @contextmanager
    def _asking_shopify(self):
        """Give a client for what a button asks of Shopify at once.

        :raises UserError: if Shopify can't be asked; it says why and what to do
        """
        self.ensure_one()
        recorder = self._recorder()
        try:
            with self._client(recorder) as client:
                yield client
        except ShopifyError as error:
            raise UserError(self.env["shopify.explain"]._sentence(error)) from error
        finally:
            self.env["shopify.log"]._write_rows(recorder.take_rows())

    def _sync_locations(self, meter):
        """Read the shop's locations (N2), and its sales channels and collections (P17, P18)."""
        client = meter.client()
        locations = client.locations()
        if self.product_sync != "none":
            self._list_catalogue(client)

        def note():
            self._read_locations(locations)
            meter.count("write", unchanged=len(locations))

        in_fresh_transaction(self.env, note)
        return True
