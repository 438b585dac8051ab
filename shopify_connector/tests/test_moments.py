# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from contextlib import closing

from odoo import sql_db
from odoo.addons.shopify_connector.models.sync.moments import seen_until
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestSeenUntil(TransactionCase):
    """C11: what is saved while an export reads is not missed by the next one."""

    def test_c11_a_transaction_that_is_open_holds_the_moment_back(self):
        database = sql_db.db_connect(self.env.cr.dbname)
        self.env.cr.execute("SELECT now() AT TIME ZONE 'UTC'")
        (own_start,) = self.env.cr.fetchone()
        with closing(database.cursor()) as saving, closing(database.cursor()) as reading:
            saved_at = saving.now().replace(tzinfo=None)
            read_at = reading.now().replace(tzinfo=None)
            self.assertLess(saved_at, read_at)
            # The test's own transaction is open as well, and older.
            self.assertEqual(seen_until(reading), min(own_start, saved_at))

    def test_c11_it_is_never_later_than_now(self):
        self.assertLessEqual(seen_until(self.env.cr), self.env.cr.now().replace(tzinfo=None))
