# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Send what was flagged on orders: notes, attributes, tags; then archive what is done (O20, O22).

What Shopify answers is written into the order's raw data, so that the order, when it is read again
because of this, is the same as what is known: only what somebody else has changed counts.
"""

import json

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ...rules.retry_pause import next_attempt
from ...rules.tag_edits import TagEdits
from ...shopify import documents, gid
from ...shopify.objects import reading
from ..sync.moments import utc_naive
from ..sync.transaction import in_fresh_transaction
from .order_push_texts import OrderPushError
from .order_staging import content_hash
from .order_tag import LONGEST

AT_ONCE = 250
GONE = ("Order does not exist", "Resource does not exist")


class ShopifySyncRun(models.Model):
    _inherit = "shopify.sync.run"

    @api.model
    def _kinds(self):
        return [*super()._kinds(), ("order_changes", self.env._("Changes of orders"))]


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _sync_orders(self, meter):
        finished = super()._sync_orders(meter)
        if finished:
            in_fresh_transaction(self.env, self._go_on_with_order_changes)
        return finished

    def _go_on_with_order_changes(self):
        """Have sent what this sync has left to be told, and what is done archived."""
        self._mark_processed()
        if self.allow_changes and (self._orders_to_push(1) or self._orders_to_close(1)):
            self._queue_order_changes()

    def _sync_order_changes(self, meter):
        """Tell Shopify what was flagged on orders, and archive those that are done.

        :return: whether the run is finished; False when its time was over
        """

        def collect():
            self._mark_processed()
            orders, done = self._orders_to_push(), self._orders_to_close()
            meter.run.total = meter.run.done_count + len(orders) + len(done)
            return orders.ids, done.ids

        waiting, closing = in_fresh_transaction(self.env, collect)
        for work, ids in ((OrderPush, waiting), (OrderClosing, closing)):
            if not ids:
                continue
            with meter.client() as client:
                push = work(self, meter, client)
                for some in split_every(AT_ONCE, ids):
                    push.send(self.env["shopify.order"].browse(some))
                    if meter.should_stop():
                        return meter.is_cancelled()
        return True

    def _orders_to_push(self, limit=None):
        due = Domain("push_retry_at", "=", False) | Domain(
            "push_retry_at", "<=", fields.Datetime.now()
        )
        own = Domain("shop_id", "=", self.id) & Domain("push_requested", "=", True)
        return self.env["shopify.order"].search(own & due, order="id", limit=limit)


class OrderWork:
    """Sends a batch of changes of orders, and notes what became of each."""

    def __init__(self, shop, meter, client):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._client = client

    def _push(self, document, rows, change):
        """Run a mutation for each of many orders.

        :param dict rows: the mutation's variables by order
        :param change: a function of an order that puts in words what it is about
        :return: (dict of Shopify's order by order, dict of OrderPushError by order)
        """
        done, refused = {}, {}
        if not rows:
            return done, refused
        outcomes = self._client.push(document, list(rows.values()))
        for order, outcome in zip(rows, outcomes, strict=True):
            if outcome.succeeded:
                payload = outcome.payload
                done[order] = payload.get("order") or payload.get("node")
            else:
                refused[order] = _refusal(outcome, change(order))
        return done, refused

    def _count(self, orders, refused):
        """Note what became of orders, in the list of skipped records and in the run's figures."""
        explain = self._env["shopify.explain"]
        done = orders.filtered(lambda order: order not in refused)
        skips = self._env["shopify.sync.skip"]
        rows = [order._push_skip(explain._explain(error)) for order, error in refused.items()]
        skips._note(self._shop, "order_changes", rows, self._meter.run)
        skips._resolve(self._shop, "order_changes", done.mapped("shopify_id"))
        self._meter.count("write", changed=len(done), skipped=len(rows))


class OrderPush(OrderWork):
    """Sends notes, attributes and tags."""

    def send(self, orders):
        """Send what is flagged on orders.

        :param orders: ``shopify.order`` records
        """
        plans = in_fresh_transaction(
            self._env, lambda: {order: PushPlan(order) for order in orders.exists()}
        )
        if self._shop.allow_changes:
            answers, refused = self._carry_out(plans)
        else:
            answers, refused = (
                {},
                {
                    order: OrderPushError("order_would_change", change=plan.text)
                    for order, plan in plans.items()
                },
            )
        in_fresh_transaction(self._env, lambda: self._keep(plans, answers, refused))

    def _carry_out(self, plans):
        """Send each plan's parts; what was refused of one keeps the parts behind it back.

        :return: (dict of what Shopify's order holds now by order, dict of OrderPushError by order)
        """
        refused = {order: plan.problem for order, plan in plans.items() if plan.problem}
        self._read_notes(plans, refused)
        answers = {order: dict(plan.found) for order, plan in plans.items() if plan.found}
        for document, rows_of in (
            (documents.ORDER_UPDATE, PushPlan.update_row),
            (documents.ORDER_TAGS_REMOVE, PushPlan.removal_row),
            (documents.ORDER_TAGS_ADD, PushPlan.addition_row),
        ):
            rows = {
                order: row
                for order, plan in plans.items()
                if order not in refused and (row := rows_of(plan))
            }
            done, failed = self._push(document, rows, lambda order: plans[order].text)
            refused.update(failed)
            for order, node in done.items():
                answers.setdefault(order, {}).update(plans[order].written(node))
        return answers, refused

    def _read_notes(self, plans, refused):
        """Ask for notes and attributes that are to be written: others may have changed them."""
        wanted = {
            order._gid(): plan
            for order, plan in plans.items()
            if plan.writes_fields and order not in refused
        }
        for nodes in self._client.nodes_by_ids(documents.ORDER_NOTES, list(wanted), AT_ONCE):
            for node in nodes:
                wanted.pop(node["id"]).see(node)
        for plan in wanted.values():
            refused[plan.order] = OrderPushError("order_not_in_shopify")
        refused.update((order, plan.problem) for order, plan in plans.items() if plan.problem)

    def _keep(self, plans, answers, refused):
        """Forget what Shopify has taken; what was edited meanwhile waits."""
        orders = self._env["shopify.order"].union(*plans).exists()
        orders._keep_answers(answers, lambda order, raw: plans[order].expected(raw))
        for order in orders:
            plan = plans[order]
            if order in refused:
                order._note_push_refused(refused[order], plan)
            else:
                order._forget_pushed(plan)
        self._count(orders, {order: refused[order] for order in orders if order in refused})


class OrderClosing(OrderWork):
    """Archives orders that are done in Shopify and in Odoo (O20)."""

    def send(self, orders):
        """Archive orders in Shopify.

        :param orders: ``shopify.order`` records
        """
        rows = in_fresh_transaction(
            self._env, lambda: {order: {"input": {"id": order._gid()}} for order in orders.exists()}
        )
        change = self._env._("archiving it")
        if self._shop.allow_changes:
            answers, refused = self._push(documents.ORDER_CLOSE, rows, lambda _order: change)
        else:
            answers, refused = (
                {},
                {order: OrderPushError("order_would_change", change=change) for order in rows},
            )
        in_fresh_transaction(self._env, lambda: self._keep(rows, answers, refused))

    def _keep(self, rows, answers, refused):
        orders = self._env["shopify.order"].union(*rows).exists()
        orders._keep_answers(answers, lambda order, _raw: answers[order])
        orders.filtered(lambda order: order in answers).is_closed_from_here = True
        self._count(orders, {order: refused[order] for order in orders if order in refused})


class PushPlan:
    """What is to be told to Shopify of one order, as it was when the sending began."""

    def __init__(self, order):
        self.order = order
        self.text = order._push_text()
        self.edits = TagEdits.from_json(order.tag_edits)
        self.note = order.note_edit or None
        self.problem = None
        self._gid = order._gid()
        self.reference = order.sale_order_id.name if order.reference_requested else None
        shop = order.shop_id
        self._mode = shop.write_reference if self.reference else "none"
        self._key = (shop.reference_attribute or "").strip()
        self._update = {}
        self._found = {}
        if self._mode == "tag" and (len(self.reference) > LONGEST or "," in self.reference):
            self.problem = OrderPushError("reference_is_no_tag", number=self.reference)

    @property
    def writes_fields(self):
        """Whether it writes what has to be read first."""
        return bool(self.note) or self._mode == "attribute"

    def see(self, node):
        """Decide on note and attributes by what Shopify has now.

        :param dict node: a node of the document ``OrderNotes``
        """
        if self.note:
            present = node["note"] or ""
            if present == self.note["to"]:
                self._found["note"] = node["note"]
            elif present == self.note["from"]:
                self._update["note"] = self.note["to"]
            else:
                self.problem = OrderPushError("note_changed_meanwhile", note=present)
        if self._mode == "attribute":
            # Shopify replaces the whole list: those that are there are sent along.
            attributes = {one["key"]: one["value"] or "" for one in node["customAttributes"]}
            if attributes.get(self._key) == self.reference:
                self._found["customAttributes"] = node["customAttributes"]
            else:
                attributes[self._key] = self.reference
                self._update["customAttributes"] = [
                    {"key": key, "value": value} for key, value in attributes.items()
                ]

    def written(self, node):
        """Return the part of Shopify's answer that was written, and not only read along."""
        return {name: value for name, value in node.items() if name in (*self._update, "tags")}

    @property
    def found(self):
        """What Shopify has already: it was told before, and the answer was lost."""
        return self._found

    def expected(self, raw):
        """Return what Shopify's order holds now if nobody else has changed it.

        :param dict raw: the order as it was read last
        """
        edits = TagEdits(self.edits.added, self.edits.removed)
        if self._mode == "tag":
            edits = edits.then((), [self.reference])
        fields_now = {"tags": set(edits.apply(raw["tags"]))}
        if self.note:
            known = raw["note"] or ""
            mine = known in (self.note["from"], self.note["to"])
            fields_now["note"] = self.note["to"] if mine else None
        if self._mode == "attribute":
            known = {one["key"]: one["value"] or "" for one in raw["customAttributes"]}
            fields_now["customAttributes"] = {**known, self._key: self.reference}
        return fields_now

    def update_row(self):
        """Return the variables that write note and attributes; None: nothing is to be written."""
        return {"input": {"id": self._gid, **self._update}} if self._update else None

    def removal_row(self):
        """Return the variables that remove tags, or None."""
        return {"id": self._gid, "tags": sorted(self.edits.removed)} if self.edits.removed else None

    def addition_row(self):
        """Return the variables that add tags, or None."""
        tags = set(self.edits.added)
        if self._mode == "tag":
            tags.add(self.reference)
        return {"id": self._gid, "tags": sorted(tags)} if tags else None


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    def _gid(self):
        """Return Shopify's own id of the order."""
        return gid.make("Order", self.shopify_id)

    def _push_skip(self, explained):
        """Return the order's row for the list of skipped records (G7)."""
        return {
            "shopify_id": self.shopify_id,
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "code": explained.code,
            "reason": explained.message,
            "fix": explained.fix,
        }

    def _forget_pushed(self, plan):
        """Forget what a plan has told Shopify.

        :param PushPlan plan: what was sent
        """
        values = {"push_attempts": 0, "push_retry_at": False}
        values["tag_edits"] = TagEdits.from_json(self.tag_edits).without(plan.edits).as_json()
        if plan.note and self.note_edit:
            wanted = self.note_edit["to"]
            sent = plan.note["to"]
            self._follow_own_note(plan.note["from"], sent)
            values["note_edit"] = {"from": sent, "to": wanted} if wanted != sent else False
        if plan.reference:
            values["reference_requested"] = False
        self.write(values)
        self.push_requested = self._has_to_push()

    def _note_push_refused(self, error, plan):
        """Try again later, unless nothing can come of it.

        :param OrderPushError error: why nothing was sent
        :param PushPlan plan: what was to be sent
        """
        if error.code == "order_not_in_shopify":
            self._forget_pushed(plan)
            return
        if error.code == "order_would_change":
            return
        attempts = self.push_attempts + 1
        now = fields.Datetime.now()
        self.write(
            {
                "push_attempts": attempts,
                "push_retry_at": next_attempt(attempts, now, self._jitter()),
            }
        )

    def _keep_answers(self, answers, expected):
        """Keep what Shopify's orders hold after something was written into them.

        Where somebody else has changed the same, the raw data stay as they were read: the order is
        taken for changed when it is read again.

        :param dict answers: the fields that Shopify has answered, by order
        :param expected: a function of an order and its raw data, that gives the fields as they are
            if nobody else has changed them
        """
        nodes = {order: node for order, node in answers.items() if order in self}
        if not nodes:
            return
        self.env["shopify.order.data"].flush_model(["raw"])
        cursor = self.env.cr
        cursor.execute(
            SQL(
                """
                SELECT order_id, raw FROM shopify_order_data WHERE order_id IN %s
                FOR NO KEY UPDATE
                """,
                tuple(order.id for order in nodes),
            )
        )
        raw = dict(cursor.fetchall())
        self._know_tags(nodes)
        rows = []
        for order, node in nodes.items():
            own = expected(order, raw[order.id])
            content = {
                **raw[order.id],
                **{name: value for name, value in node.items() if _same(own[name], value)},
            }
            text = json.dumps(content, sort_keys=True)
            rows.append(SQL("(%s, %s::jsonb)", order.id, text))
            order.write({**_kept_values(node), "content_hash": content_hash(text)})
        cursor.execute(
            SQL(
                """
                UPDATE shopify_order_data data SET raw = new.raw
                FROM (VALUES %s) AS new (order_id, raw) WHERE data.order_id = new.order_id
                """,
                SQL(", ").join(rows),
            )
        )
        self.env["shopify.order.data"].invalidate_model(["raw"])

    def _know_tags(self, nodes):
        for company in self.company_id:
            names = {
                tag
                for order, node in nodes.items()
                if order.company_id == company
                for tag in node.get("tags", ())
            }
            self.env["shopify.order.tag"]._ids_by_name(company, names)


def _kept_values(node):
    """Return the field values of an order that stand for what Shopify has answered."""
    values = {}
    if "tags" in node:
        values["tags"] = ", ".join(node["tags"])
    if "note" in node:
        values["note"] = node["note"]
    if "customAttributes" in node:
        values["custom_attributes"] = [
            {"key": one["key"], "value": one["value"]} for one in node["customAttributes"]
        ]
    if "closedAt" in node:
        values["closed_at"] = utc_naive(reading.maybe_moment(node, "closedAt"))
    return values


def _same(expected, value):
    """Tell whether what Shopify has answered is what was expected, in whatever order."""
    if isinstance(expected, set):
        return expected == set(value)
    if isinstance(expected, dict):
        return expected == {one["key"]: one["value"] or "" for one in value}
    return (expected or "") == (value or "")


def _refusal(outcome, change):
    if outcome.error:
        return OrderPushError("order_change_unanswered", change=change, told=outcome.error)
    messages = [error.message for error in outcome.user_errors]
    if any(message in GONE for message in messages):
        return OrderPushError("order_not_in_shopify")
    return OrderPushError("order_change_refused", change=change, told=" ".join(messages))
