# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where the day's token is kept: in the database, shared by all workers (G2)."""

from contextlib import contextmanager

from odoo import SUPERUSER_ID, api, fields, models
from odoo.modules.registry import Registry

from ...shopify.credentials import StoredToken


class ShopifyConnection(models.Model):
    _inherit = "shopify.connection"

    session_token = fields.Char(copy=False, groups="base.group_system")
    session_token_ends = fields.Float(copy=False, groups="base.group_system", digits=(16, 3))
    session_token_renew = fields.Float(copy=False, groups="base.group_system", digits=(16, 3))

    def _token_store(self):
        self.ensure_one()
        return DatabaseTokenStore(self.env.cr.dbname, self.id)

    def _forget_session_token(self):
        self.sudo().write({"session_token": False})


class DatabaseTokenStore:
    """Keeps a connection's token, each change in a short transaction of its own.

    A renewed token must stay even when the work that asked for it is rolled back, and the row's
    lock makes sure that of many workers only one renews.
    """

    def __init__(self, database, connection_id):
        self._database = database
        self._connection_id = connection_id
        self._known = None
        self._locked = None

    def load(self):
        """Return the token as last read, from the database where a renewal is under way."""
        if self._locked is not None:
            self._known = self._read(self._locked)
        elif self._known is None:
            with self._connection() as connection:
                self._known = self._read(connection)
        return self._known

    def save(self, token):
        """Store a new token."""
        self._known = token
        values = {
            "session_token": token.token,
            "session_token_ends": token.ends_at,
            "session_token_renew": token.renew_at,
            "granted_scopes": sorted(token.scopes),
        }
        if self._locked is not None:
            self._locked.write(values)
        else:
            with self._connection() as connection:
                connection.write(values)

    @contextmanager
    def lock(self):
        """Hold the connection's row while the block renews the token."""
        with self._connection() as connection:
            connection.lock_for_update()
            self._locked = connection
            try:
                yield
            finally:
                self._locked = None

    @contextmanager
    def _connection(self):
        with Registry(self._database).cursor() as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            yield env["shopify.connection"].browse(self._connection_id)

    @staticmethod
    def _read(connection):
        if not connection.session_token:
            return None
        return StoredToken(
            connection.session_token,
            connection.session_token_ends,
            connection.session_token_renew,
            tuple(connection.granted_scopes or ()),
        )
