# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where Shopify sends a connection's webhooks, and with which secrets they are signed (G9)."""

import secrets
from datetime import timedelta

from odoo import api, fields, models

from ...shopify import webhooks

FORMER_SECRET_LASTS = timedelta(hours=1)


class ShopifyConnection(models.Model):
    _inherit = "shopify.connection"

    webhook_key = fields.Char(
        readonly=True,
        copy=False,
        groups="shopify_connector.group_manager",
        help="What the address for this shop's webhooks ends with; nobody can guess it.",
    )
    webhook_secret = fields.Char(
        string="API secret key",
        copy=False,
        groups="shopify_connector.group_manager",
        help="Signs the webhooks of a custom app with an access token. In Shopify's admin: the "
        "app, API credentials, API secret key.",
    )
    former_webhook_secret = fields.Char(copy=False, groups="base.group_system")
    former_webhook_secret_until = fields.Datetime(copy=False, groups="base.group_system")

    _webhook_key_uniq = models.UniqueIndex("(webhook_key) WHERE webhook_key IS NOT NULL")

    def write(self, vals):
        if {"client_secret", "webhook_secret", "authentication"}.isdisjoint(vals):
            return super().write(vals)
        before = {connection: connection._signing_secret() for connection in self}
        result = super().write(vals)
        for connection, secret in before.items():
            if secret and secret != connection._signing_secret():
                connection.sudo().write(
                    {
                        "former_webhook_secret": secret,
                        "former_webhook_secret_until": fields.Datetime.now() + FORMER_SECRET_LASTS,
                    }
                )
        return result

    # === ADDRESS === #

    def _webhook_path(self):
        """Return the path that Shopify calls, made with the first call."""
        connection = self.sudo()
        if not connection.webhook_key:
            connection.webhook_key = secrets.token_urlsafe(24)
        return f"/shopify/webhook/{connection.webhook_key}"

    @api.model
    def _with_webhook_key(self, key):
        return self.search([("webhook_key", "=", key)], limit=1)

    def _meant_by_webhook(self, headers, body):
        """Return the connection that a webhook is about; empty if it is not here.

        One app may be installed in several shops, and has one address for privacy requests: they
        name the shop in the header, and the secret is the same.
        """
        self.ensure_one()
        domain = headers.shop_domain
        if domain in ("", self.domain) or self.domain == self._sandbox_address():
            return self
        other = self.search([("domain", "=", domain)], limit=1)
        accepted = other._webhook_secrets() if other else []
        return other if webhooks.is_signed(body, headers.signature, accepted) else self.browse()

    # === SECRETS === #

    def _signing_secret(self):
        """Return the secret that Shopify signs this connection's webhooks with; "" if unknown."""
        connection = self.sudo()
        client = connection.authentication == "client"
        return ((connection.client_secret if client else connection.webhook_secret) or "").strip()

    def _webhook_secrets(self):
        """Return the secrets to accept: for an hour after a change, the former one too."""
        self.ensure_one()
        connection = self.sudo()
        accepted = [connection._signing_secret()]
        until = connection.former_webhook_secret_until
        if until and until > fields.Datetime.now():
            accepted.append(connection.former_webhook_secret)
        return [secret for secret in accepted if secret]

    @api.autovacuum
    def _gc_former_webhook_secrets(self):
        """Forget secrets that are no longer accepted."""
        self.search([("former_webhook_secret_until", "<", fields.Datetime.now())]).write(
            {"former_webhook_secret": False, "former_webhook_secret_until": False}
        )
