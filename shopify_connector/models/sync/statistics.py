# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Keep the database's planner informed while a run fills empty tables.

PostgreSQL plans by what it last counted. A first import into a fresh database fills tables that it
counted as empty, and it reads them from end to end for each order, slower with every order, until
its own background job gets round to counting again.
"""

from odoo.tools import SQL

KNOWN_ROWS = 20_000
GROWTH = 3


class PlannerStatistics:
    """Has tables counted again each time a run has made them several times larger.

    :param env: any environment
    :param tables: names of tables; the first one tells how much the planner knows
    """

    def __init__(self, env, tables):
        self._tables = [SQL.identifier(table) for table in tables]
        env.cr.execute(SQL("SELECT reltuples FROM pg_class WHERE relname = %s", tables[0]))
        self._counted = max(env.cr.fetchone()[0], 0)
        self._rows = self._counted

    def next_batch(self, most):
        """Return how large the next batch should be: small ones first in fresh tables.

        :param int most: the usual size
        """
        if self._counted >= KNOWN_ROWS:
            return most
        return int(min(most, max(most / 8, self._rows)))

    def note(self, env, rows):
        """Note new rows, and count again if they are many. Call it outside of a batch.

        :param env: the environment, in a transaction of its own
        :param int rows: how many rows of the first table are new
        """
        self._rows += rows
        if self._counted < KNOWN_ROWS and self._rows >= GROWTH * self._counted:
            env.cr.execute(SQL("ANALYZE (SKIP_LOCKED) %s", SQL(", ").join(self._tables)))
            self._counted = max(self._rows, 1)
