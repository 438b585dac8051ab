# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where the day's token is kept: in the database, shared by all workers (G2)."""

from contextlib import contextmanager

from odoo import SUPERUSER_ID, api, fields, models
from odoo.modules.registry import Registry

from ...shopify.credentials import StoredToken


class ShopifyToken(models.Model):
    """The token of a connection, in a table of its own.

    It is renewed in a transaction of its own while the work that needs it may be changing the
    connection: on one row the two would collide.
    """

    _name = "shopify.token"
    _description = "Access token of a Shopify shop"

    connection_id = fields.Many2one("shopify.connection", required=True, ondelete="cascade")
    token = fields.Char(groups="base.group_system")
    ends_at = fields.Float(digits=(16, 3), help="Seconds since 1970.")
    renew_at = fields.Float(digits=(16, 3), help="Seconds since 1970.")

    _connection_uniq = models.UniqueIndex("(connection_id)")


class ShopifyConnection(models.Model):
    _inherit = "shopify.connection"

    token_ids = fields.One2many("shopify.token", "connection_id", groups="base.group_system")

    def _token_store(self):
        self.ensure_one()
        return DatabaseTokenStore(self.env.cr.dbname, self.id)

    def _forget_session_token(self):
        self.sudo().token_ids.unlink()


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
            with self._row() as row:
                self._known = self._read(row)
        return self._known

    def save(self, token):
        """Store a new token."""
        self._known = token
        values = {"token": token.token, "ends_at": token.ends_at, "renew_at": token.renew_at}
        if self._locked is not None:
            self._locked.write(values)
        else:
            with self._row() as row:
                row.write(values)

    @contextmanager
    def lock(self):
        """Hold the connection's row while the block renews the token."""
        with self._row() as row:
            row.lock_for_update()
            self._locked = row
            try:
                yield
            finally:
                self._locked = None

    @contextmanager
    def _row(self):
        """Give the connection's row in a transaction of its own, made when it is missing."""
        with Registry(self._database).cursor() as cursor:
            tokens = api.Environment(cursor, SUPERUSER_ID, {})["shopify.token"]
            cursor.execute(
                """
                INSERT INTO shopify_token (connection_id) VALUES (%s)
                ON CONFLICT (connection_id) DO NOTHING
                """,
                (self._connection_id,),
            )
            yield tokens.search([("connection_id", "=", self._connection_id)])

    @staticmethod
    def _read(row):
        if not row.token:
            return None
        return StoredToken(row.token, row.ends_at, row.renew_at)
