# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Send stock to Shopify: each figure once, and a refused one spoils no other (N5, N6)."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from odoo import fields
from odoo.tools import split_every

from ...rules.stock_refusal import refused_line, stock_refusal
from ...shopify.stock import LINES_IN_A_CALL
from ..sync.fast_rows import update_rows
from ..sync.transaction import in_fresh_transaction
from .stock_compare import NOTHING_WRONG
from .stock_texts import StockError

# A call that Shopify does not take because of its key is sent under so many.
KEYS_FOR_A_CALL = 3


class StockSending:
    """Sends what differs, as calls that are stored before.

    :param shop: the shop record
    :param meter: the run's Meter
    :param client: the run's client
    """

    def __init__(self, shop, meter, client):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._client = client
        self._calls = shop.env["shopify.inventory.call"]

    def resume(self):
        """Send again, with the same key, what was under way when a former run was cut off.

        :return: whether the run may go on; False when its time was over
        """
        ids = in_fresh_transaction(self._env, self._left_over)
        return not ids or self._deliver(ids, Again()) is not None

    def _left_over(self):
        calls = self._calls.search([("shop_id", "=", self._shop.id)])
        valid = calls if self._shop.allow_changes else calls.browse()
        valid = valid.filtered(lambda call: call.location_id in self._shop._synced_locations())
        (calls - valid).unlink()
        return valid.ids

    def send(self, changes, is_last=False):
        """Send changes.

        :param list changes: StockChange
        :param bool is_last: whether what changes in Shopify meanwhile is not tried again
        :return: dict of the variants by location that have changed in Shopify meanwhile; None when
            the time was over
        """
        if not self._shop.allow_changes:
            in_fresh_transaction(self._env, lambda: self._hold_back(changes))
            return {}
        ids = in_fresh_transaction(self._env, lambda: self._store(changes))
        return self._deliver(ids, Again(is_last))

    def _store(self, changes):
        rows = [
            (change.location, "activate", [_line(change)], 1)
            for change in changes
            if not change.is_stocked
        ]
        by_location = defaultdict(list)
        for change in changes:
            if change.is_stocked:
                by_location[change.location].append(_line(change))
        for location, lines in by_location.items():
            rows += [
                (location, "set", list(part), 1) for part in split_every(LINES_IN_A_CALL, lines)
            ]
        return self._calls._store(rows).ids

    def _hold_back(self, changes):
        """List what would be sent, while changes in Shopify are off (G13)."""
        levels = self._env["shopify.inventory.level"].browse(
            [change.level_id for change in changes]
        )
        rows = []
        for variant, own in levels.grouped("variant_id").items():
            changes = ", ".join(
                self._env._(
                    "%(wanted)s instead of %(present)s at %(location)s",
                    wanted=level.wanted,
                    present=level.shopify_quantity,
                    location=level.location_id.name,
                )
                for level in own
            )
            rows.append(variant._stock_skip(StockError("would_set", changes=changes)))
        self._env["shopify.sync.skip"]._note(self._shop, "stock", rows, self._meter.run)
        if levels:
            self._meter.count("write", skipped=len(levels))

    # === DELIVER === #

    def _deliver(self, ids, again):
        """Send calls, and what is left of refused ones, until none is left.

        :param list ids: ids of stored calls
        :return: as :meth:`send`
        """
        for kind, send in (
            ("activate", self._client.activate),
            ("set", self._client.set_quantities),
        ):
            waiting = in_fresh_transaction(self._env, lambda k=kind: self._requests(ids, k))
            while waiting:
                left = []
                for outcomes in send([request for _id, request in waiting]):
                    done, waiting = waiting[: len(outcomes)], waiting[len(outcomes) :]
                    left += in_fresh_transaction(
                        self._env, lambda d=done, o=outcomes: self._note(d, o, again)
                    )
                    if self._meter.should_stop():
                        return None
                waiting = in_fresh_transaction(
                    self._env, lambda k=kind, c=left: self._requests(c, k)
                )
        return again.variants(self._env)

    def _requests(self, ids, kind):
        calls = self._calls.search([("id", "in", ids), ("kind", "=", kind)])
        return [(call.id, call._request()) for call in calls]

    def _note(self, sent, outcomes, again):
        """Keep what became of calls.

        :param list sent: (id, request) of the calls
        :param outcomes: the client's StockOutcome of each
        :return: ids of calls that are to be sent instead
        """
        notes = StockNotes(self._shop, self._meter)
        following = []
        calls = self._calls.browse([call_id for call_id, _request in sent])
        for call, outcome in zip(calls, outcomes, strict=True):
            verdict = _judge(call, outcome.refusals)
            notes.done(call, verdict.done)
            notes.refused(verdict.refused)
            again.add(verdict.stale, notes)
            following += [
                (call.location_id, call.kind, lines, attempt)
                for lines, attempt in verdict.following
            ]
        notes.keep()
        calls.unlink()
        return self._calls._store(following).ids


def _line(change):
    return [change.level_id, change.item, change.quantity, change.change_from]


@dataclass
class _Verdict:
    """What became of the lines of a call.

    :ivar following: (lines, how often they will have been sent) to be sent instead
    """

    done: list = field(default_factory=list)
    stale: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    following: list = field(default_factory=list)


def _judge(call, refusals):
    """Tell what a call's refusals mean for each of its lines.

    :param call: ``shopify.inventory.call``
    :param refusals: the client's UserError entries
    :return: _Verdict
    """
    lines = call.lines
    if not refusals:
        return _Verdict(done=lines)
    named = {}
    for refusal in refusals:
        number = 0 if len(lines) == 1 else refused_line(refusal.field)
        if number is not None and number < len(lines):
            named.setdefault(number, refusal)
    if not named:
        return _judge_whole(call, refusals[0])
    verdict = _Verdict()
    rest = [line for number, line in enumerate(lines) if number not in named]
    if rest:
        verdict.following.append((rest, 1))
    for number, refusal in named.items():
        _judge_line(verdict, call, lines[number], refusal)
    return verdict


def _judge_whole(call, refusal):
    """Nobody says which line it is: of a call that is refused for its key, none."""
    kind = stock_refusal(refusal.message, refusal.code)
    if kind == "under_way":
        return _Verdict(stale=call.lines)
    if kind == "new_key" and call.attempt < KEYS_FOR_A_CALL:
        return _Verdict(following=[(call.lines, call.attempt + 1)])
    middle = len(call.lines) // 2
    return _Verdict(following=[(call.lines[:middle], 1), (call.lines[middle:], 1)])


def _judge_line(verdict, call, line, refusal):
    kind = stock_refusal(refusal.message, refusal.code)
    if kind in ("stale", "under_way"):
        verdict.stale.append(line)
    elif kind == "new_key" and call.attempt < KEYS_FOR_A_CALL:
        verdict.following.append(([line], call.attempt + 1))
    else:
        problem = StockError(kind, told=str(refusal), location=call.location_id.name)
        verdict.refused.append((line, problem))


class Again:
    """Gathers the lines whose stock has changed in Shopify since it was read.

    :param bool is_last: whether they are not tried again
    """

    def __init__(self, is_last=False):
        self._is_last = is_last
        self._levels = []

    def add(self, lines, notes):
        """Note lines of a call, which are refused if they are not tried again."""
        if self._is_last:
            notes.refused([(line, StockError("stale")) for line in lines])
        else:
            self._levels += [line[0] for line in lines]

    def variants(self, env):
        """Return the variants by location."""
        levels = env["shopify.inventory.level"].browse(self._levels).exists()
        return {place: own.variant_id for place, own in levels.grouped("location_id").items()}


class StockNotes:
    """Gathers what became of levels, and keeps it in one go."""

    def __init__(self, shop, meter):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._done = {}
        self._refused = {}
        self._counts = Counter()

    def done(self, call, lines):
        """Note lines that Shopify has taken."""
        self._done |= {level_id: quantity for level_id, _item, quantity, _base in lines}
        self._counts["new" if call.kind == "activate" else "changed"] += len(lines)

    def refused(self, problems):
        """Note lines that Shopify has refused.

        :param list problems: (line, StockError)
        """
        self._refused |= {line[0]: problem for line, problem in problems}
        left_out = sum(problem.code == "bundle" for _line, problem in problems)
        self._counts["skipped"] += left_out
        self._counts["failed"] += len(problems) - left_out

    def keep(self):
        """Write it all down."""
        levels = self._env["shopify.inventory.level"]
        there = levels.browse([*self._done, *self._refused]).exists()
        done = there.filtered(lambda level: level.id in self._done)
        update_rows(levels, {level.id: self._done_values(level) for level in done})
        explain = self._env["shopify.explain"]
        rows = []
        for level in there - done:
            problem = self._refused[level.id]
            explained = explain._explain(problem)
            level.write(
                {
                    "state": "left_out" if problem.code == "bundle" else "error",
                    "code": explained.code,
                    "reason": explained.message,
                    "fix": explained.fix,
                }
            )
            rows.append(level._stock_skip(problem))
        skips = self._env["shopify.sync.skip"]
        skips._note(self._shop, "stock", rows, self._meter.run)
        skips._resolve(self._shop, "stock", [level._stock_skip_id() for level in done])
        if any(self._counts.values()):
            self._meter.count("write", **self._counts)

    def _done_values(self, level):
        """Return the level's values now that Shopify has the figure: available and on hand move
        together."""
        quantity = self._done[level.id]
        more = quantity - level.shopify_quantity if level.is_stocked else quantity
        return {
            "is_stocked": True,
            "available": level.available + more,
            "on_hand": level.on_hand + more,
            "shopify_quantity": quantity,
            "state": "equal",
            "sent_at": fields.Datetime.now(),
            "run_id": self._meter.run.id,
            **NOTHING_WRONG,
        }
