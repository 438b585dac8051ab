# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import json
import random
import time

from odoo import api, fields, models, tools
from odoo.tools import SQL

from ...rules.retry_pause import next_attempt
from ...shopify import gid
from ..sync.moments import utc_naive
from ..sync.transaction import in_fresh_transaction, in_halves

BATCH = 500
WORK_SECONDS = 60
MOST_ATTEMPTS = 10
CLEAN_BATCH = 5000


class ShopifyWebhookEvent(models.Model):
    """A message by which Shopify tells that something happened, until it is worked off (G9).

    It is a hint to fetch, never data: of its body only what a topic needs is kept.
    """

    _name = "shopify.webhook.event"
    _description = "Shopify webhook"
    _order = "triggered_at desc, id desc"
    _rec_name = "topic"

    connection_id = fields.Many2one(
        "shopify.connection", required=True, readonly=True, ondelete="cascade"
    )
    topic = fields.Char(required=True, readonly=True, help="What happened, in Shopify's words.")
    webhook_id = fields.Char(
        string="Webhook id", readonly=True, help="Of this message; a repeated one has the same."
    )
    event_id = fields.Char(string="Event id", readonly=True, help="Of what happened in Shopify.")
    resource_gid = fields.Char(string="Record", readonly=True, index="btree_not_null")
    triggered_at = fields.Datetime(string="Happened at", required=True, readonly=True)
    received_at = fields.Datetime(string="Received at", required=True, readonly=True)
    handled_at = fields.Datetime(string="Worked off at", readonly=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("ignored", "Ignored"),
        ],
        default="waiting",
        required=True,
        readonly=True,
        help="Ignored: nothing in the connector works with this topic.",
    )
    error = fields.Char(readonly=True)
    fix = fields.Char(string="What to do", readonly=True)
    attempts = fields.Integer(readonly=True)
    retry_at = fields.Datetime(string="Next attempt", readonly=True)
    payload = fields.Json(readonly=True)

    _webhook_uniq = models.UniqueIndex("(connection_id, webhook_id) WHERE webhook_id IS NOT NULL")
    # One event may tell of several records, and of one record under several topics.
    _event_uniq = models.UniqueIndex(
        "(connection_id, event_id, topic, resource_gid) "
        "WHERE event_id IS NOT NULL AND resource_gid IS NOT NULL"
    )
    _queue_index = models.Index("(triggered_at, id) WHERE state IN ('waiting', 'failed')")

    # === TOPICS === #

    @api.model
    @tools.ormcache()
    def _topics(self):
        """Return what the connector works with: dict of Topic by name."""
        model = type(self)
        methods = (getattr(model, name) for name in dir(model) if name.startswith("_handle_"))
        topics = (getattr(method, "shopify_topic", None) for method in methods)
        return {topic.name: topic for topic in topics if topic}

    # === RECEIVING === #

    @api.model
    def _receive(self, connection, headers, body):
        """Keep a webhook whose signature is right, once, and wake the worker.

        :param connection: the shop it is about
        :param headers: shopify.webhooks.WebhookHeaders
        :param bytes body: as it came
        """
        topic = self._topics().get(headers.topic)
        data = _read(body)
        now = fields.Datetime.now()
        kept = {key: data[key] for key in topic.keeps if key in data} if topic else {}
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO shopify_webhook_event (
                    connection_id, topic, webhook_id, event_id, resource_gid, triggered_at,
                    received_at, state, payload, attempts, create_uid, create_date, write_uid,
                    write_date
                ) VALUES (
                    %(connection)s, %(topic)s, %(webhook)s, %(event)s, %(resource)s, %(triggered)s,
                    %(now)s, %(state)s, %(payload)s::jsonb, 0, %(user)s, %(now)s, %(user)s, %(now)s
                ) ON CONFLICT DO NOTHING
                """,
                connection=connection.id,
                topic=headers.topic,
                webhook=headers.webhook_id or None,
                event=headers.event_id or None,
                resource=(topic and topic.resource_gid(data)) or None,
                triggered=utc_naive(headers.triggered_at) or now,
                now=now,
                state="waiting" if topic else "ignored",
                payload=json.dumps(kept) if kept else None,
                user=self.env.uid,
            ),
            log_exceptions=False,
        )
        if topic and self.env.cr.rowcount:
            self._wake_worker()

    @api.model
    def _wake_worker(self):
        self.env.ref("shopify_connector.cron_webhooks")._trigger()

    # === WORKING OFF === #

    @api.model
    def _cron_work(self):
        """Work off what has arrived, in the order in which it happened."""
        deadline = time.monotonic() + WORK_SECONDS
        while in_fresh_transaction(self.env, self._work_off_batch):
            if time.monotonic() > deadline:
                self._wake_worker()
                return

    @api.model
    def _work_off_batch(self):
        """Claim and work off a batch of events.

        :return: how many the batch had
        """
        events = self._claim()
        topics = self._topics()
        for (_connection, name), group in events.grouped(
            lambda event: (event.connection_id, event.topic)
        ).items():
            if topic := topics.get(name):
                in_halves(
                    group, lambda part, t=topic: part._work_off(t), lambda e, x: e._note_error(x)
                )
            else:
                group.state = "ignored"
        return len(events)

    @api.model
    def _claim(self):
        """Lock the next events that nobody else has locked, until the end of the transaction."""
        self.flush_model(["state", "retry_at", "triggered_at"])
        self.env.cr.execute(
            SQL(
                """
                SELECT id FROM shopify_webhook_event
                WHERE state = 'waiting' OR (state = 'failed' AND retry_at <= %s)
                ORDER BY triggered_at, id LIMIT %s
                FOR NO KEY UPDATE SKIP LOCKED
                """,
                fields.Datetime.now(),
                BATCH,
            ),
            log_exceptions=False,
        )
        return self.browse(row[0] for row in self.env.cr.fetchall())

    def _work_off(self, topic):
        """Let the topic's handler work on events of one connection."""
        getattr(self, topic.method)()
        self.write(
            {
                "state": "done",
                "handled_at": fields.Datetime.now(),
                "error": False,
                "fix": False,
                "retry_at": False,
                "payload": False,
            }
        )

    def _note_error(self, error):
        """Keep why an event could not be worked off, and when it is tried again."""
        now = fields.Datetime.now()
        explained = self.env["shopify.explain"]._explain(error)
        attempts = self.attempts + 1
        again = attempts < MOST_ATTEMPTS
        self.write(
            {
                "state": "failed",
                "error": explained.message,
                "fix": explained.fix,
                "attempts": attempts,
                "retry_at": again and next_attempt(attempts, now, random.random()),
            }
        )

    def _numbers(self):
        """Return the numbers of the records that the events name, each once, in their order."""
        gids = (event.resource_gid for event in self if event.resource_gid)
        return list(dict.fromkeys(str(gid.number(key)) for key in gids))

    # === ACTIONS === #

    def action_retry(self):
        """Work off failed webhooks again. Callable over XML-RPC by managers.

        :return: True
        """
        self.check_access("write")
        self.filtered(lambda event: event.state == "failed").sudo().write(
            {"state": "waiting", "attempts": 0, "retry_at": False}
        )
        self._wake_worker()
        return True

    # === HOUSEKEEPING === #

    @api.autovacuum
    def _gc_old_events(self):
        """Remove webhooks after the days for which a shop keeps its log."""
        remaining = 0
        shops = self.env["shopify.shop"]._all_shops()
        for connection, own in shops.grouped("connection_id").items():
            limit = fields.Datetime.subtract(
                fields.Datetime.now(), days=max(own.mapped("log_days"))
            )
            domain = [
                ("connection_id", "=", connection.id),
                ("state", "!=", "waiting"),
                ("received_at", "<", limit),
            ]
            events = self.search(domain, limit=CLEAN_BATCH)
            remaining += len(events) == CLEAN_BATCH
            events.unlink()
        return remaining, remaining


def _read(body):
    """Return a webhook's body as a dict, an empty one if it is none."""
    try:
        data = json.loads(body)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
