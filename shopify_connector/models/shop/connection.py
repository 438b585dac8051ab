# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import os

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...shopify import endpoint
from ...shopify.client import ShopifyClient
from ...shopify.credentials import ClientCredentials, PermanentToken
from ...shopify.errors import BadShopAddress
from ...shopify.version import API_VERSION

SANDBOX_ADDRESS = "SHOPIFY_SANDBOX_ADDRESS"


class ShopifyConnection(models.Model):
    """A Shopify shop as such: its address, credentials and cost budget (G2).

    Several shop records (settings) may share it; Shopify's ids are unique within it.
    """

    _name = "shopify.connection"
    _description = "Connection to a Shopify shop"
    _rec_name = "domain"

    domain = fields.Char(required=True, readonly=True, copy=False)
    shop_ids = fields.One2many("shopify.shop", "connection_id", string="Shop settings")
    authentication = fields.Selection(
        [("client", "App of the developer dashboard"), ("token", "Access token")],
        required=True,
        default="client",
    )
    client_id = fields.Char(copy=False, groups="shopify_connector.group_manager")
    client_secret = fields.Char(copy=False, groups="shopify_connector.group_manager")
    access_token = fields.Char(
        string="Permanent access token", copy=False, groups="shopify_connector.group_manager"
    )
    granted_scopes = fields.Json(copy=False)
    answered_version = fields.Char(string="Version Shopify answers with", copy=False)

    _domain_uniq = models.UniqueIndex("(domain)", "This Shopify shop is connected already.")

    # === CRUD === #

    def write(self, vals):
        result = super().write(vals)
        if not {"client_id", "client_secret", "authentication"}.isdisjoint(vals):
            self._forget_session_token()
        if not {"client_id", "client_secret", "authentication", "access_token"}.isdisjoint(vals):
            self.granted_scopes = False
            self.sudo().shop_ids._forget_test()
        return result

    @api.model
    def _for_domain(self, address):
        """Return the connection of a shop's address, made if there is none yet.

        :param str address: as typed by the user
        :raises ValidationError: if that is not the address of a Shopify shop
        """
        domain = self._normalise_domain(address)
        connection = self.sudo().search([("domain", "=", domain)], limit=1)
        return connection or self.sudo().create({"domain": domain})

    @api.model
    def _normalise_domain(self, address):
        try:
            return endpoint.parse(address, sandbox_address=self._sandbox_address()).host
        except BadShopAddress as error:
            raise ValidationError(self.env["shopify.explain"]._sentence(error)) from error

    @api.model
    def _sandbox_address(self):
        """The sandbox's address that this server allows beside Shopify's own, "" if none.

        It is read from the server's environment, not from the database: nobody who can only
        change settings may point the connector's credentials elsewhere.
        """
        return os.environ.get(SANDBOX_ADDRESS, "")

    # === CLIENT === #

    def _client(self, on_exchange=None, may_change=False):
        """Return a client for this shop (G2, G10).

        :param on_exchange: called with each exchange, for the log (G8)
        :param bool may_change: whether the shop record allows changes in Shopify (G13)
        """
        self.ensure_one()
        return ShopifyClient(
            endpoint.parse(self.domain, sandbox_address=self._sandbox_address()),
            self._credentials(),
            session=self._http_session(),
            on_exchange=on_exchange,
            version=API_VERSION,
            may_change=may_change,
            granted_scopes=self.granted_scopes or None,
        )

    def _http_session(self):
        """Return the HTTP session that clients use; None lets the client make its own."""
        return None

    def _credentials(self):
        connection = self.sudo()
        if connection.authentication == "token":
            return PermanentToken((connection.access_token or "").strip())
        return ClientCredentials(
            (connection.client_id or "").strip(),
            (connection.client_secret or "").strip(),
            store=connection._token_store(),
        )
