# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Compare a shop's orders of some days with Odoo's: one bulk operation, in batches (O24)."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from itertools import islice

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules.reconciliation import compare, deleted, missing
from ...rules.reconciliation_facts import Remedy
from ...rules.reconciliation_sums import Tally, tally
from ...shopify import documents, gid
from ...shopify.compared import compared_orders
from ...shopify.errors import BulkFailed, MalformedAnswer
from ..sync.transaction import in_fresh_transaction, in_halves, one_at_a_time
from .order_sides import OdooSide, there
from .reconciliation import DAYS_WITHOUT_SCOPE, KIND, OPEN

BATCH = 1000


class ShopifySyncRun(models.Model):
    _inherit = "shopify.sync.run"

    reconciliation_ids = fields.One2many("shopify.reconciliation", "run_id", readonly=True)

    @api.model
    def _kinds(self):
        return [*super()._kinds(), (KIND, self.env._("Reconciliation"))]

    def action_open_reconciliation(self):
        """Show what the run has compared.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "shopify.reconciliation",
            "res_id": self.reconciliation_ids[:1].id,
            "view_mode": "form",
        }


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _sync_reconciliation(self, meter):
        """Compare the orders of some days.

        :return: whether the run is finished; False when its time was over
        """
        record = in_fresh_transaction(self.env, lambda: self._reconciliation_of(meter.run))
        file = meter.run._bulk_file()
        try:
            finished = self._load_bulk(
                documents.ORDERS_COMPARED, record._query(), file, meter
            ) and self._compare_all(record, file, meter)
        except (BulkFailed, MalformedAnswer):
            file.remove()
            raise
        if finished:
            self._compare_deleted(record, file, meter)
            in_fresh_transaction(self.env, record._finish)
        if finished or meter.is_cancelled():
            file.remove()
            return True
        return False

    def _reconciliation_of(self, run):
        """Return the reconciliation that a run works on; one that starts by schedule or by script
        makes its own."""
        model = self.env["shopify.reconciliation"].sudo()
        options = run.options or {}
        record = run.reconciliation_ids or model.browse(options.get("reconciliation_id")).exists()
        if record:
            if record.shop_id != self:
                raise UserError(
                    self.env._("%(name)s is not of %(shop)s.", name=record.name, shop=self.name)
                )
            record.run_id = run
            return record.with_env(self.env)
        today = self._local_day(fields.Datetime.now())
        days = self.reconciliation_days
        scopes = self.connection_id.granted_scopes or []
        if scopes and "read_all_orders" not in scopes:
            days = min(days, DAYS_WITHOUT_SCOPE - 1)
        record = model.create(
            {
                "shop_id": self.id,
                "run_id": run.id,
                "is_scheduled": run.trigger == "schedule",
                "date_from": options.get("date_from") or today - timedelta(days=days - 1),
                "date_to": options.get("date_to") or today,
            }
        )
        return record.with_env(self.env)

    # === WHAT SHOPIFY HAS === #

    def _compare_all(self, record, file, meter):
        """Compare the orders that Shopify has, from where the run has come to.

        :return: whether all of them are compared
        """
        unread = []
        orders = compared_orders(
            file,
            after=meter.run.reading["after"],
            on_malformed=lambda node, _error: unread.append(node["id"]),
        )
        while batch := list(islice(orders, BATCH)):
            count = len(unread)
            unread.clear()
            # Orders that are missing are listed, which nobody may take in meanwhile.
            one_at_a_time(
                self.env,
                self._orders_lock(),
                lambda b=batch, c=count: self._compare_batch(record, b, c, meter),
            )
            if meter.should_stop():
                return False
        return True

    def _compare_batch(self, record, batch, unread, meter):
        """Compare a batch; the place that the run has come to goes with it.

        :param list batch: (position, list of the client's ``OrderCompared``)
        """
        orders = [order for _position, found in batch for order in found]
        comparison = Comparison(self, record)
        left_out = comparison.compare(orders)
        comparison.keep()
        record.write(
            {
                "left_out_count": record.left_out_count + left_out,
                "unread_count": record.unread_count + unread,
            }
        )
        count = len(comparison.rows)
        meter.count(
            "read", new=count, unchanged=len(orders) - left_out, skipped=left_out, failed=unread
        )
        meter.run.reading = {**meter.run.reading, "after": batch[-1][0]}

    # === WHAT SHOPIFY HAS NO MORE === #

    def _compare_deleted(self, record, file, meter):
        """Find the orders of the period that Odoo has and Shopify has not."""
        since, until = record._period()
        orders = self.env["shopify.order"].search_fetch(
            [
                ("shop_id", "=", self.id),
                ("processed_at", ">=", since),
                ("processed_at", "<", until),
            ],
            ["shopify_id"],
        )
        listed = {str(gid.number(key)) for key in file.root_ids()}
        absent = orders.filtered(lambda order: order.shopify_id not in listed)
        if not absent:
            return
        # What was made after Shopify had begun to put the orders together is there, too.
        with meter.client() as client:
            there_still = client.orders_exist(
                [gid.make("Order", order.shopify_id) for order in absent]
            )
        gone = absent.filtered(lambda order: gid.make("Order", order.shopify_id) not in there_still)

        def note():
            comparison = Comparison(self, record)
            comparison.note_deleted(gone)
            comparison.keep()
            meter.count("read", new=len(comparison.rows))

        in_fresh_transaction(self.env, note)

    def _sync_orders(self, meter):
        """Look, once orders are imported, at the differences that they were to heal."""
        finished = super()._sync_orders(meter)
        if finished:
            rows = self.env["shopify.reconciliation.row"].search(
                [("shop_id", "=", self.id), ("state", "=", "healing")]
            )
            if rows:
                in_fresh_transaction(self.env, rows._check_again)
        return finished


class ShopifyReconciliation(models.Model):
    _inherit = "shopify.reconciliation"

    def _query(self):
        """Return Shopify's search for the orders of the period."""
        since, until = (f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in self._period())
        return f"processed_at:>='{since}' AND processed_at:<'{until}'"

    def _finish(self):
        """Note that all is compared, and heal what is to be healed by itself."""
        self.compared_at = fields.Datetime.now()
        since, until = self._period()
        rows = self.env["shopify.reconciliation.row"]
        older = rows.search(
            [
                ("shop_id", "=", self.shop_id.id),
                ("reconciliation_id", "!=", self.id),
                ("state", "in", OPEN),
                ("processed_at", ">=", since),
                ("processed_at", "<", until),
            ]
        )
        older.state = "repeated"
        if self.is_scheduled and self.shop_id.heal_missing_orders:
            in_halves(
                self.row_ids.filtered(
                    lambda row: row.state == "open" and row.remedy == Remedy.IMPORT.value
                ),
                lambda part: part._heal_import(),
                lambda row, error: row._note_problem(error),
            )


class Comparison:
    """Compares orders of a shop, and keeps what it finds.

    :param shop: as it works, see ``_working``
    :param record: the reconciliation
    """

    def __init__(self, shop, record):
        self._shop = shop
        self._env = shop.sudo().env
        self._record = record
        self._tallies = defaultdict(Tally)
        self.rows = []

    # === COMPARE === #

    def compare(self, compared):
        """Compare orders that Shopify has.

        :param list compared: the client's ``OrderCompared`` objects
        :return: how many are left out
        """
        by_number = {str(gid.number(one.header.id)): one for one in compared}
        orders = self._env["shopify.order"].search(
            [
                ("connection_id", "=", self._shop.connection_id.id),
                ("shopify_id", "in", list(by_number)),
            ]
        )
        known = set(orders.mapped("shopify_id"))
        fresh = {number: one for number, one in by_number.items() if number not in known}
        own = orders.filtered(
            lambda order: (
                order.shop_id == self._shop
                and order.history != "records"
                and (order.sale_order_id or order.state != "ignored")
            )
        )
        side = OdooSide(own) if own else None
        for order in own:
            self._compare_order(order, by_number[order.shopify_id], side)
        return len(orders - own) + self._note_missing(fresh)

    def _compare_order(self, order, compared, side):
        currency = order.sale_order_id.currency_id or order._document_currency()
        digits = currency.decimal_places if currency else 2
        now = there(self._shop, compared, order._is_presentment(), digits)
        here = side.here(order)
        self._count(tally(now, here), currency)
        for finding in compare(now, replace(here, known=side.known(order))):
            self._add(finding, currency, order=order)

    def _note_missing(self, fresh):
        """Note orders that Odoo should have and has not; they are listed to be imported.

        :param dict fresh: the client's ``OrderCompared`` by Shopify's number
        :return: how many the shop record does not take
        """
        if not fresh:
            return 0
        rows = self._env["shopify.order.import"]
        rows._list_headers(self._shop.sudo(), [one.header for one in fresh.values()])
        listed = rows.search(
            [
                ("shop_id", "=", self._shop.id),
                ("shopify_id", "in", list(fresh)),
                ("is_outside", "=", False),
            ]
        )
        for row in listed:
            compared = fresh[row.shopify_id]
            seen = self._shop.use_presentment_currency
            header = compared.header
            code = header.presentment_currency_code if seen else header.currency_code
            currency = self._env["shopify.currency"]._currency(code)
            now = there(self._shop, compared, seen, currency.decimal_places if currency else 2)
            self._count(tally(now, None), currency)
            self._add(missing(now, row.shopify_id), currency, listed=row)
        return len(fresh) - len(listed)

    def note_deleted(self, orders):
        """Note orders that Shopify has no more; one without a live sale order matters to nobody."""
        live = orders.sudo().filtered(lambda order: order.sale_order_id.state != "cancel")
        live = live.filtered(lambda order: order.sale_order_id and not order.history)
        if not live:
            return
        side = OdooSide(live)
        for order in live:
            here = side.here(order)
            currency = order.sale_order_id.currency_id
            self._count(tally(None, here), currency)
            self._add(deleted(here, "order"), currency, order=order)

    # === KEEP === #

    def _count(self, tallies, currency):
        for subject, one in tallies.items():
            self._tallies[subject, currency] += one

    def _add(self, finding, currency, order=None, listed=None):
        source = order if order is not None else listed
        self.rows.append(
            {
                "reconciliation_id": self._record.id,
                "shopify_id": source.shopify_id,
                "order_name": source.name,
                "order_id": order.id if order is not None else False,
                "processed_at": source.processed_at,
                "currency_id": currency.id,
                "note": source.error,
                "fix": source.fix,
                **self._env["shopify.reconciliation.row"]._finding_values(finding),
            }
        )

    def keep(self):
        """Write what was found; what somebody has accepted before stays accepted."""
        self._record.sudo()._add_tallies(
            {key: value for key, value in self._tallies.items() if key[1]}
        )
        rows = self._env["shopify.reconciliation.row"].create(self.rows)
        rows._accept_as_before()
