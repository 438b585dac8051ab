# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The metafield sync: read, compare, write what came from Shopify, send what did not (P19)."""

from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ...rules.metafield_display import readable
from ..sync.moments import seen_until
from ..sync.statistics import PlannerStatistics
from ..sync.transaction import in_fresh_transaction
from .metafield_owners import OWNERS
from .metafield_pushing import MetafieldPush
from .metafield_texts import MetafieldError

# Shopify shows some changes late.
OVERLAP = timedelta(minutes=5)
BATCH = 1000
REFUSED_BEFORE = "refused_before"
# Options of a run that choose which owners it is about.
CHOSEN = {f"{name}_ids": name for name in OWNERS}
# After these runs it is looked whether metafields have changed as well.
FOLLOWED = {"products": ("product", "variant"), "customers": ("customer",), "orders": ("order",)}


class ShopifySyncRun(models.Model):
    _inherit = "shopify.sync.run"

    resume = fields.Json(
        readonly=True, copy=False, help="Where a run goes on that was interrupted."
    )

    def _finish(self):
        """Let the metafields follow what the run has brought."""
        result = super()._finish()
        owners = FOLLOWED.get(self.kind)
        if owners and self.state == "done" and self.shop_id._metafields_have_changed(owners):
            self.shop_id._queue_run("metafields", self.trigger, {"changed": True})
        return result


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    metafields_synced = fields.Json(
        readonly=True, copy=False, help="Up to when changes of metafields were looked at, by owner."
    )

    # === ACTIONS === #

    def action_sync_metafields(self):
        """Queue the metafield sync and show its run.

        :return: a window action
        """
        self.ensure_one()
        return self._queue_run("metafields", trigger="button")._show()

    # === BUSINESS METHODS === #

    def _sync_metafields(self, meter):
        """Bring metafields and the fields they are mapped to in line (P19).

        Options of the run: ``changed`` (look only at what Shopify or Odoo says has changed since
        the last time), or ``product_ids``, ``variant_ids``, ``customer_ids``, ``order_ids`` (ids of
        the Shopify records here) and no others. Without options all are looked at: of orders and
        customers Shopify does not say that their metafields have changed.

        :return: whether the run is finished; False when its time was over
        """
        statistics = PlannerStatistics(self.env, ("shopify_metafield",))
        with meter.client() as client:
            for kind in self._metafield_owners(meter.run):
                sync = MetafieldSync(self, meter, client, kind, statistics)
                if not sync.work():
                    return meter.is_cancelled()
        return True

    def _metafield_owners(self, run):
        """Return the kinds of owners that are still to be looked at."""
        options = run.options or {}
        chosen = {CHOSEN[name] for name in options if name in CHOSEN}
        names = [
            name
            for name in OWNERS
            if self._active_mappings(name) and (not chosen or name in chosen)
        ]
        resumed = (run.resume or {}).get("owner")
        if resumed in names:
            names = names[names.index(resumed) :]
        return [OWNERS[name] for name in names]

    def _metafields_have_changed(self, owners):
        """Tell whether an owner of mapped metafields has changed since the last time."""
        return any(
            self.env[OWNERS[name].model].search_count(
                self._metafield_domain(OWNERS[name], {"changed": True}), limit=1
            )
            for name in owners
            if self._active_mappings(name)
        )

    def _metafield_domain(self, kind, options):
        """Return which owners a run is about.

        :param OwnerKind kind: of owners
        :param dict options: of the run
        """
        domain = kind.domain(self)
        if chosen := options.get(f"{kind.name}_ids"):
            return domain & Domain("id", "in", chosen)
        since = (self.metafields_synced or {}).get(kind.name)
        if not options.get("changed") or not since:
            return domain
        shopify, odoo = (fields.Datetime.to_datetime(since[side]) for side in ("shopify", "odoo"))
        return domain & kind.changed_domain(shopify - OVERLAP, odoo)

    def _forget_metafield_sync(self, owners):
        """Look at all owners of these kinds again: their mapping is another one."""
        left = {
            name: until
            for name, until in (self.metafields_synced or {}).items()
            if name not in owners
        }
        self.sudo().metafields_synced = left


class MetafieldSync:
    """Works off the owners of one kind, a batch after the other.

    :param shop: the shop record
    :param meter: the run's Meter
    :param client: the client
    :param OwnerKind kind: of the owners
    """

    def __init__(self, shop, meter, client, kind, statistics):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._client = client
        self._kind = kind
        self._statistics = statistics
        self._options = meter.run.options or {}
        self._push = MetafieldPush(client, kind)

    def work(self):
        """Work until all owners are done or the time is over.

        :return: whether all are done
        """
        until = seen_until(self._env.cr)
        in_fresh_transaction(self._env, lambda: self._begin(until))
        while ids := in_fresh_transaction(self._env, self._next_owners):
            self._work_on(ids)
            if self._meter.should_stop():
                return False
        in_fresh_transaction(self._env, self._end)
        return True

    # === WHERE THE RUN IS === #

    def _begin(self, until):
        """Note when the first look was taken; a run that goes on keeps its note."""
        run = self._meter.run
        if (run.resume or {}).get("owner") == self._kind.name:
            return
        run.resume = {
            "owner": self._kind.name,
            "after": 0,
            "shopify": fields.Datetime.to_string(fields.Datetime.now()),
            "odoo": fields.Datetime.to_string(until),
        }
        run.total += self._env[self._kind.model].search_count(self._domain())

    def _domain(self):
        return self._shop._metafield_domain(self._kind, self._options)

    def _next_owners(self):
        after = self._meter.run.resume["after"]
        owners = self._env[self._kind.model].search(
            self._domain() & Domain("id", ">", after), order="id", limit=BATCH
        )
        return owners.ids

    def _end(self):
        """Note up to when all was looked at, unless only some were to be."""
        if self._options.keys() & CHOSEN:
            return
        resume = self._meter.run.resume
        until = {side: resume[side] for side in ("shopify", "odoo")}
        self._shop.metafields_synced = {
            **(self._shop.metafields_synced or {}),
            self._kind.name: until,
        }

    # === A BATCH === #

    def _work_on(self, ids):
        owners = self._env[self._kind.model].browse(ids)
        mappings = self._shop._active_mappings(self._kind.name)
        keys = mappings.mapped(lambda mapping: mapping._full_key())
        gids = [self._kind.gid(owner) for owner in owners]
        found = {
            one.owner: one for page in self._client.metafields_by_owner(gids, keys) for one in page
        }
        pairs, to_send = in_fresh_transaction(
            self._env, lambda: self._compare_and_write(owners, found, mappings)
        )
        try:
            if to_send:
                self._push.send(to_send)
        finally:
            in_fresh_transaction(self._env, lambda: self._keep(ids, pairs, to_send))

    def _compare_and_write(self, owners, found, mappings):
        """Compare, and write what comes from Shopify.

        :return: (list of all Pair objects, list of those to send)
        """
        pairs = self._shop._metafield_pairs(self._kind, owners, found, mappings)
        from_shopify = [pair for pair in pairs if pair.way == "to_odoo"]
        if from_shopify:
            self._shop._write_metafields(self._kind, from_shopify)
        to_send = []
        for pair in pairs:
            if pair.way != "to_shopify" or pair.error:
                continue
            if pair.row.refused and pair.row.refused == pair.present.odoo:
                # What was said of it stays.
                pair.error = MetafieldError(REFUSED_BEFORE)
            else:
                to_send.append(pair)
        if not self._shop.allow_changes:
            self._shop._hold_back_metafields(to_send)
            to_send = []
        # What is to be sent is kept when Shopify has answered.
        waiting = set(map(id, to_send))
        seen = [pair for pair in pairs if id(pair) not in waiting and not _was_refused(pair)]
        self._shop._keep_metafields(self._kind, seen)
        return pairs, to_send

    def _keep(self, ids, pairs, sent):
        """Note what became of a batch, and that it is done."""
        self._shop._keep_metafields(self._kind, sent)
        problems = [pair for pair in pairs if pair.error]
        self._note_skips(pairs)
        changed = {
            pair.owner for pair in pairs if pair.way in ("to_odoo", "to_shopify") and not pair.error
        }
        skipped = {pair.owner for pair in problems} - changed
        self._meter.count(
            "write",
            changed=len(changed),
            skipped=len(skipped),
            unchanged=len(ids) - len(changed) - len(skipped),
        )
        self._meter.run.resume = {**self._meter.run.resume, "after": ids[-1]}
        self._statistics.note(self._env, len(ids))

    def _note_skips(self, pairs):
        skips = self._env["shopify.sync.skip"]
        explain = self._env["shopify.explain"]
        rows, done = [], []
        for pair in pairs:
            if _was_refused(pair):
                continue
            key = f"{self._kind.name}-{pair.owner.shopify_id}-{pair.mapping.id}"
            error = pair.error or _conflict_of(pair)
            if not error:
                done.append(key)
                continue
            explained = explain._explain_metafield(error, pair.mapping)
            rows.append(
                {
                    "shopify_id": key,
                    "name": f"{pair.owner.display_name}, {pair.mapping._full_key()}",
                    "res_model": pair.owner._name,
                    "res_id": pair.owner.id,
                    "code": explained.code,
                    "reason": explained.message,
                    "fix": explained.fix,
                }
            )
        if rows:
            skips._note(self._shop, "metafields", rows, self._meter.run)
        skips._resolve(self._shop, "metafields", done)


def _was_refused(pair):
    return isinstance(pair.error, MetafieldError) and pair.error.code == REFUSED_BEFORE


def _conflict_of(pair):
    """Say that a person is to choose, if so."""
    if pair.way != "conflict":
        return None
    kind = pair.mapping._kind()
    return MetafieldError(
        "metafield_conflict",
        shopify=readable(kind, pair.value or ""),
        odoo=readable(kind, pair.odoo_value or ""),
    )
