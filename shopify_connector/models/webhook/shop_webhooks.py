# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Webhooks on the shop form: the secret, the address, subscribing (G9)."""

import logging

from odoo import fields, models
from odoo.exceptions import UserError

from ...shopify.errors import ShopifyError

_logger = logging.getLogger(__name__)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    webhook_secret = fields.Char(
        related="connection_id.webhook_secret",
        readonly=False,
        groups="shopify_connector.group_manager",
        help="Signs the webhooks of a custom app with an access token. In Shopify's admin: the "
        "app, API credentials, API secret key.",
    )
    webhook_url = fields.Char(
        string="Address for webhooks",
        compute="_compute_webhook_url",
        groups="shopify_connector.group_manager",
        help="Enter it in the app's settings at Shopify as the address for compliance webhooks: "
        "customers/data_request, customers/redact, shop/redact.",
    )
    subscription_ids = fields.One2many(
        related="connection_id.subscription_ids", string="Webhook subscriptions"
    )

    def _compute_webhook_url(self):
        for shop in self:
            connection = shop.connection_id.sudo()
            shop.webhook_url = (
                connection.webhook_key and connection.get_base_url() + connection._webhook_path()
            )

    # === ACTIONS === #

    def action_subscribe_webhooks(self):
        """Have Shopify call this Odoo when something changes, and repair what differs (G9).

        :return: True; the outcome is on the page Webhooks
        """
        self.shopify_subscribe_webhooks()
        return True

    def action_unsubscribe_webhooks(self):
        """Have Shopify call no more (G9). Callable over XML-RPC by managers.

        :return: True
        """
        for shop in self:
            shop._check_manager()
            shop._with_shopify(shop.connection_id._unsubscribe_webhooks)
        return True

    def action_archive(self):
        """Archive the shops, and have Shopify call no more where no other shop record needs it."""
        result = super().action_archive()
        for shop in self:
            connection = shop.connection_id
            if connection.subscription_ids and not connection.shop_ids.filtered("active"):
                shop._end_webhooks()
        return result

    def shopify_subscribe_webhooks(self):
        """Have Shopify call this Odoo when something changes, and repair what differs (G9, G12).

        Over XML-RPC, by managers: ``execute_kw(db, uid, password, "shopify.shop",
        "shopify_subscribe_webhooks", [[shop_id]])``.

        :return: list of dicts, one a topic: shop_id, topic, state (``subscribed``, ``refused``, or
            ``by_app`` for those that are entered in the app's settings), error
        :raises UserError: if Shopify could not reach this Odoo, or nothing may be changed there
        """
        rows = []
        for shop in self:
            shop._check_manager()
            shop._check_signing_secret()
            shop._with_shopify(shop.connection_id._subscribe_webhooks)
            rows += [
                {
                    "shop_id": shop.id,
                    "topic": row.topic,
                    "state": row.state,
                    "error": row.error or "",
                }
                for row in shop.connection_id.subscription_ids
            ]
        return rows

    # === BUSINESS METHODS === #

    def _check_signing_secret(self):
        if not self.connection_id._signing_secret():
            raise UserError(
                self.env._(
                    "Without the app's secret nobody can tell Shopify's webhooks from others'. "
                    "Enter it under Connection: the API secret key, or the app's client secret."
                )
            )

    def _with_shopify(self, work):
        """Call a function with a client, and tell the user what Shopify refuses.

        :param work: a function of a client
        :return: what it returns
        :raises UserError: with what is wrong and what to do
        """
        recorder = self._recorder()
        try:
            with self._client(recorder) as client:
                return work(client)
        except ShopifyError as error:
            raise UserError(self.env["shopify.explain"]._sentence(error)) from error
        finally:
            self.env["shopify.log"]._write_rows(recorder.take_rows())

    def _repair_webhooks(self):
        """Subscribe again to what is missing; where that fails, the next day tries again."""
        try:
            self._with_shopify(self.connection_id._subscribe_webhooks)
        except UserError as error:
            _logger.warning("Webhooks of %s could not be checked: %s", self.domain, error)

    def _end_webhooks(self):
        """End the subscriptions of an archived shop; if that fails, say so on the shop."""
        try:
            self._with_shopify(self.connection_id._unsubscribe_webhooks)
        except UserError as error:
            self.message_post(
                body=self.env._("Shopify goes on sending webhooks, which are ignored: %s", error)
            )
