# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's moments as Odoo stores them, and up to when the database shows what was written."""


def utc_naive(moment):
    """Return an aware UTC moment without zone and fraction; False for None."""
    return moment.replace(tzinfo=None, microsecond=0) if moment else False


def seen_until(cursor):
    """Return up to when a transaction that begins after this sees all that was written.

    What a transaction writes bears the time of its beginning: one that is open now may later bring
    what is older than now. Whoever looks only at what is newer than the last time would miss it.

    :param cursor: in the transaction before the one that reads
    :return: naive UTC moment
    """
    cursor.execute(
        """
        SELECT min(xact_start) AT TIME ZONE 'UTC' FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
            AND backend_type = 'client backend'
        """
    )
    oldest = cursor.fetchone()[0]
    now = cursor.now().replace(tzinfo=None)
    return min(now, oldest or now)
