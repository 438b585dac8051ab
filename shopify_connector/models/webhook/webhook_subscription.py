# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify tells this database about, and where it calls (G9)."""

import ipaddress
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...shopify.errors import AccessDenied, UserErrors
from ...shopify.webhooks import subscription_topic
from ..sync.transaction import in_fresh_transaction

DATABASE_ID = "database.uuid"


class ShopifyWebhookSubscription(models.Model):
    """Whether Shopify tells this database about a topic."""

    _name = "shopify.webhook.subscription"
    _description = "Shopify webhook subscription"
    _order = "state desc, topic"
    _rec_name = "topic"

    connection_id = fields.Many2one(
        "shopify.connection", required=True, readonly=True, ondelete="cascade", index=True
    )
    topic = fields.Char(required=True, readonly=True)
    shopify_id = fields.Char(string="Shopify id", readonly=True)
    state = fields.Selection(
        [
            ("subscribed", "Subscribed"),
            ("refused", "Refused"),
            ("by_app", "In the app's settings"),
        ],
        required=True,
        readonly=True,
        help="Requests about privacy are not subscribed to: their address is entered in the app's "
        "settings at Shopify.",
    )
    error = fields.Char(readonly=True)
    checked_at = fields.Datetime(string="Checked at", readonly=True)
    last_received_at = fields.Datetime(string="Last received", compute="_compute_last_received_at")

    _topic_uniq = models.UniqueIndex("(connection_id, topic)")

    def _compute_last_received_at(self):
        last = {
            (connection.id, topic): moment
            for connection, topic, moment in self.env["shopify.webhook.event"]._read_group(
                [("connection_id", "in", self.connection_id.ids)],
                ["connection_id", "topic"],
                ["received_at:max"],
            )
        }
        for row in self:
            row.last_received_at = last.get((row.connection_id.id, row.topic), False)


class ShopifyConnection(models.Model):
    _inherit = "shopify.connection"

    subscription_ids = fields.One2many("shopify.webhook.subscription", "connection_id")
    webhook_database = fields.Char(
        copy=False,
        groups="base.group_system",
        help="The database that subscribed. A copy of it leaves the original's webhooks alone.",
    )

    # === ADDRESS === #

    def _webhook_url(self):
        """Return the address that Shopify is to call.

        :raises UserError: if Shopify could not reach it
        """
        base = self.get_base_url()
        if self.domain != self._sandbox_address() and not _is_public(base):
            raise UserError(
                self.env._(
                    "Shopify can't reach this Odoo at %s: it needs a public address that begins "
                    "with https://. Set it as the system parameter web.base.url, then try again.",
                    base,
                )
            )
        return base + self._webhook_path()

    # === SUBSCRIBING === #

    def _subscribe_webhooks(self, client):
        """Subscribe to each topic that the connector works with, and repair what differs.

        Only what this database subscribed to is ever changed: another database's subscriptions,
        such as those of the original of a copy, go on calling there.

        :param client: a client that may change the shop
        """
        self.ensure_one()
        connection = self.sudo()
        connection._leave_to_the_original()
        url = connection._webhook_url()
        topics = self.env["shopify.webhook.event"]._topics().values()
        there = {subscription.id: subscription for subscription in client.webhook_subscriptions()}
        known = {row.topic: row.shopify_id for row in connection.subscription_ids}
        rows = [
            {"topic": topic.name, "state": "by_app"}
            if topic.by_app
            else self._subscribe_to(client, topic, there.get(known.get(topic.name)), there, url)
            for topic in topics
        ]
        connection.subscription_ids.unlink()
        now = fields.Datetime.now()
        self.env["shopify.webhook.subscription"].sudo().create(
            [{**row, "connection_id": self.id, "checked_at": now} for row in rows]
        )

    def _subscribe_to(self, client, topic, own, there, url):
        """Make sure that Shopify calls an address about a topic.

        :param own: the subscription that this database made before, if it is still there
        :param dict there: all of the app's subscriptions by id
        :return: values of a ``shopify.webhook.subscription``
        """
        name, wanted = subscription_topic(topic.name), sorted(topic.fields())
        own = own or next(
            (one for one in there.values() if (one.topic, one.uri) == (name, url)), None
        )
        try:
            if not own:
                own = client.subscribe(name, url, include_fields=wanted)
            elif (own.uri, sorted(own.include_fields)) != (url, wanted):
                own = client.change_subscription(own.id, url, include_fields=wanted)
        except (UserErrors, AccessDenied) as error:
            text = self.env["shopify.explain"]._sentence(error)
            return {"topic": topic.name, "state": "refused", "error": text}
        return {"topic": topic.name, "state": "subscribed", "shopify_id": own.id}

    def _unsubscribe_webhooks(self, client):
        """End what this database subscribed to.

        :param client: a client that may change the shop
        """
        connection = self.sudo()
        connection._leave_to_the_original()
        there = {subscription.id for subscription in client.webhook_subscriptions()}
        for row in connection.subscription_ids:
            if row.shopify_id in there:
                client.unsubscribe(row.shopify_id)
        connection.subscription_ids.unlink()

    @api.model
    def _cron_repair_webhooks(self):
        """Subscribe again to what Shopify has ended: it does after eight failed calls (G9).

        Only where this database has subscribed itself, and changes are allowed.
        """
        database = self.env["ir.config_parameter"].sudo().get_param(DATABASE_ID)
        subscribed = [("subscription_ids", "!=", False), ("webhook_database", "=", database)]
        for connection in self.search(subscribed):
            if shop := connection.shop_ids.filtered("allow_changes")[:1]:
                in_fresh_transaction(self.env, shop._repair_webhooks)

    def _leave_to_the_original(self):
        """In a copy of a database, forget the subscriptions and the address of the original."""
        database = self.env["ir.config_parameter"].sudo().get_param(DATABASE_ID)
        if self.webhook_database and self.webhook_database != database:
            self.webhook_key = False
            self.subscription_ids.unlink()
        self.webhook_database = database


def _is_public(address):
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        return parts.scheme == "https" and ipaddress.ip_address(host).is_global
    except ValueError:
        return parts.scheme == "https" and "." in host and not host.endswith((".local", ".test"))
