# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The customer sync: read, stage, map, then export (C2, C13)."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import split_every

from ...shopify import gid
from ..sync.changes import write_changed
from ..sync.moments import seen_until, utc_naive
from ..sync.statistics import PlannerStatistics
from ..sync.transaction import in_fresh_transaction, in_halves
from .customer_link import NOTHING_FOUND

# Shopify shows some changes late.
OVERLAP = timedelta(minutes=5)
BATCH = 1000
FILLED_TABLES = (
    "res_partner",
    "shopify_customer",
    "shopify_customer_address",
    "shopify_customer_shopify_customer_tag_rel",
)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    customers_synced_until = fields.Datetime(
        string="Customers read until",
        copy=False,
        help="Customers changed in Shopify after this moment are read by the next customer sync. "
        "Empty it to read all of them again.",
    )

    def action_sync_customers(self):
        """Queue the customer sync and show its run (C13).

        :return: a window action
        """
        self.ensure_one()
        return self._queue_run("customers", trigger="button")._show()

    def _sync_customers(self, meter):
        """Import customers and then export partners, as far as the settings say so.

        :return: whether the run is finished; False when its time was over
        """
        self._adopt_customers()
        finished = (
            self._import_customers(meter)
            and self._export_customers(meter)
            and self._send_consents(meter)
        )
        return finished or meter.is_cancelled()

    # === READ === #

    def _import_customers(self, meter):
        """Read customers that have changed, keep them and map them, a batch at a time.

        :return: whether all were read; False when the time was over
        """
        statistics = PlannerStatistics(self.env, FILLED_TABLES)
        started = fields.Datetime.now()
        with meter.client() as client:
            for customers in _batches(self._changed_customers(client, meter)):
                # What users write on partners meanwhile is left for the export to find.
                shop = self.with_context(shopify_seen_until=seen_until(self.env.cr))
                self.env["shopify.mapping.lock"]._in_turn(
                    self.company_id, lambda s=shop, c=customers: s._take_in_customers(c, meter)
                )
                in_fresh_transaction(
                    self.env, lambda c=customers: statistics.note(self.env, len(c))
                )
                if meter.should_stop():
                    return False
            if self._reads_changed_customers(meter.run.options):
                self._check_customers(client)
        if self._reads_changed_customers(meter.run.options):
            self._retry_skipped_customers(meter)

        def note():
            if self._reads_changed_customers(meter.run.options):
                self.customers_synced_until = started
            meter.count("read")

        in_fresh_transaction(self.env, note)
        in_fresh_transaction(self.env, self._look_at_conflicts_again)
        return True

    def _reads_changed_customers(self, options):
        """Tell whether the run reads all that has changed, and not just what it is told to (C2)."""
        if options and options.keys() & {"shopify_ids", "partner_ids"}:
            return False
        return self.customer_import == "all" or self._refreshes_known_customers()

    def _refreshes_known_customers(self):
        return self.customer_import == "with_orders" and self.shopify_can_update_customers

    def _changed_customers(self, client, meter):
        """Give pages of customers: the chosen ones, or those changed since the last time."""
        options = meter.run.options or {}
        if numbers := options.get("shopify_ids"):
            for found in client.customers_by_ids(gid.make("Customer", n) for n in numbers):
                self._note_missing_customers(found.missing)
                yield found.customers
        elif self._reads_changed_customers(options):
            query = self._customer_window()
            count = client.customers_count(query)
            run = meter.run
            in_fresh_transaction(self.env, lambda: run.write({"total": run.done_count + count}))
            yield from client.customers(query, prefetch=True)

    def _customer_window(self):
        if not self.customers_synced_until:
            return None
        since = self.customers_synced_until - OVERLAP
        return f"updated_at:>='{since:%Y-%m-%dT%H:%M:%SZ}'"

    def _note_missing_customers(self, gids):
        """Mark customers that Shopify no longer has (C15)."""
        numbers = [str(gid.number(identity)) for identity in gids]
        if numbers:
            in_fresh_transaction(
                self.env,
                lambda: self.env["shopify.customer"]._mark_removed(self.connection_id, numbers),
            )

    # === STAGE AND MAP === #

    def _take_in_customers(self, customers, meter):
        """Keep a batch of customers, and find or make the partners that stand for them."""
        batch = self.env["shopify.customer"]._stage(self, self._wanted_customers(customers))
        outcome = self._map_or_update(self._own_part(batch), meter.run)
        meter.count("write", unchanged=len(customers) - outcome.count, **outcome.counts)
        if customers and self._reads_changed_customers(meter.run.options):
            # They come with the oldest change first: a run that is killed goes on from here.
            self.customers_synced_until = max(utc_naive(each.updated_at) for each in customers)

    def _wanted_customers(self, customers):
        """Leave out customers who have not ordered, where only those with orders are wanted."""
        if not self._refreshes_known_customers():
            return customers
        numbers = {str(gid.number(customer.id)): customer for customer in customers}
        known = self.env["shopify.customer"].search_fetch(
            [
                ("connection_id", "=", self.connection_id.id),
                ("company_id", "=", self.company_id.id),
                ("shopify_id", "in", list(numbers)),
            ],
            ["shopify_id"],
        )
        return [numbers[record.shopify_id] for record in known]

    def _retry_skipped_customers(self, meter):
        """Try customers again that an earlier run had to skip: Odoo may have changed since (G7)."""
        skips = self.env["shopify.sync.skip"].search(
            [
                ("shop_id", "=", self.id),
                ("kind", "=", "customers"),
                ("res_model", "=", "shopify.customer"),
                ("run_id", "!=", meter.run.id),
            ]
        )
        customers = self.env["shopify.customer"].search(
            [
                ("shop_id", "=", self.id),
                ("removed", "=", False),
                ("shopify_id", "in", skips.mapped("shopify_id")),
            ]
        )
        for ids in split_every(BATCH, customers.ids):
            part = customers.browse(ids)
            self.env["shopify.mapping.lock"]._in_turn(
                self.company_id, lambda c=part: self._retry_customers(c, meter)
            )
            if meter.should_stop():
                return

    def _retry_customers(self, customers, meter):
        outcome = self._map_or_update(customers, meter.run)
        done = {name: outcome.counts[name] for name in ("new", "changed")}
        if any(done.values()):
            meter.count("write", **done)

    def _map_or_update(self, customers, run):
        """Find or make the partners of customers without one, and let the others' follow.

        :return: CustomerOutcome
        """
        linked = customers.filtered("partner_id")
        outcome = CustomerOutcome(self, run)
        in_halves(customers - linked, outcome.map, outcome.note_error)
        in_halves(linked, outcome.update, outcome.note_error)
        outcome.keep()
        return outcome


class CustomerOutcome:
    """What became of a batch of customers; its notes survive the halving of a failed batch.

    :ivar counts: how many are new, changed, skipped and failed
    """

    def __init__(self, shop, run):
        self._shop = shop
        self._run = run
        self._state = {}
        self._errors = {}

    @property
    def counts(self):
        """Count of customers by what became of them."""
        states = list(self._state.values())
        return {name: states.count(name) for name in ("new", "changed", "skipped", "failed")}

    @property
    def count(self):
        """How many customers are not unchanged."""
        return sum(self.counts.values())

    def map(self, customers):
        """Link customers to partners; see ``_map_shopify_customers``."""
        errors = self._shop._map_shopify_customers(customers)
        for customer in customers:
            # Of an attempt that was undone nothing counts.
            self._errors.pop(customer, None)
            self._state[customer] = "skipped" if customer in errors else "new"
        self._errors.update(errors)

    def update(self, customers):
        """Take over what has changed in Shopify."""
        customers._take_over_consents()
        changed = self._shop._update_partners(customers)
        for customer in customers:
            self._errors.pop(customer, None)
            self._state[customer] = "changed" if customer in changed else "unchanged"

    def note_error(self, customer, error):
        """Note why a single customer could not be taken in."""
        self._state[customer] = "failed"
        self._errors[customer] = error

    def keep(self):
        """Put on the list of skipped records what stays without a partner, and take off the rest.

        The reasons stand on the customers as well.
        """
        explain = self._shop.env["shopify.explain"]
        explained = {c: explain._explain(error) for c, error in self._errors.items()}
        for customer, reason in explained.items():
            write_changed(customer, {"match_error": reason.message, "match_fix": reason.fix})
        skips = self._shop.env["shopify.sync.skip"]
        skips._note(
            self._shop,
            "customers",
            [customer._skip_row(reason) for customer, reason in explained.items()],
            self._run,
        )
        done = self._shop.env["shopify.customer"].union(*(self._state.keys() - explained.keys()))
        done.filtered("match_error").write(NOTHING_FOUND)
        skips._resolve(self._shop, "customers", done.mapped("shopify_id"))


def _batches(pages):
    """Gather pages into batches of about the size that the ORM likes best."""
    waiting = []
    for page in pages:
        waiting.extend(page)
        if len(waiting) >= BATCH:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
