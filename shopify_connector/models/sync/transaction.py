# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Transactions, savepoints and locks of the batch engine.

Batch first, single on failure: a batch runs in a savepoint; if it fails it is halved until the
culprit stands alone. Each batch is committed, and no request to Shopify is made while rows are
locked.
"""

import random
import time
import zlib
from contextlib import contextmanager

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from psycopg2 import errors

ATTEMPTS = 10
LONGEST_PAUSE = 2.0
LOOK_AGAIN_SECONDS = 0.5

# Thousands of records come in at once; nobody follows their making message by message.
QUIET = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
}
LOCK_CLASS = 0x5F0B


def in_fresh_transaction(env, work, discard=False):
    """Run ``work`` in a transaction of its own, again if another worker was faster, and commit.

    What was pending before is committed first, so that ``work`` sees the present state of the
    database.

    :param work: a function without arguments
    :param bool discard: roll back what was pending instead
    :return: what ``work`` returns
    """
    if discard:
        rollback(env)
    else:
        commit(env)
    attempt = 0
    while True:
        try:
            result = work()
            commit(env)
            return result
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            rollback(env)
            attempt += 1
            if attempt == ATTEMPTS:
                raise
            time.sleep(random.uniform(0, min(0.05 * 2**attempt, LONGEST_PAUSE)))


def commit(env):
    """Commit, and count the commit as progress where a scheduled action runs."""
    env["ir.cron"]._commit_progress()


def rollback(env):
    """Undo what is not committed."""
    env.cr.rollback()


def in_halves(records, work, on_error):
    """Run ``work(records)`` in a savepoint; on failure halve until the culprit stands alone.

    :param records: a recordset
    :param work: a function of a recordset
    :param on_error: called with the single record and its exception; what it writes is kept
    """
    if not records:
        return
    try:
        with records.env.cr.savepoint():
            work(records)
            # Here, as the savepoint would compute what is left in an environment that is not quiet.
            records.env.flush_all()
    except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, errors.InFailedSqlTransaction):
        raise
    except Exception as error:
        if len(records) == 1:
            on_error(records, error)
            return
        middle = len(records) // 2
        in_halves(records[:middle], work, on_error)
        in_halves(records[middle:], work, on_error)


@contextmanager
def session_lock(cursor, *parts):
    """Hold a lock that outlives commits and dies with the database connection.

    :param parts: what the lock is about; equal parts exclude each other
    :return: context whose value tells whether the lock was granted; it does not wait
    """
    lock = _lock_numbers(parts)
    cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", lock)
    granted = cursor.fetchone()[0]
    try:
        yield granted
    finally:
        if granted:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", lock)


@contextmanager
def held_lock(env, *parts):
    """Hold a lock that outlives commits, and wait for whoever holds it.

    :param parts: what the lock is about; equal parts exclude each other
    """
    lock = _lock_numbers(parts)
    env.cr.execute("SELECT pg_advisory_lock(%s, %s)", lock)
    try:
        yield
    except Exception:
        rollback(env)
        raise
    finally:
        env.cr.execute("SELECT pg_advisory_unlock(%s, %s)", lock)


def one_at_a_time(env, parts, work):
    """Run ``work`` as :func:`in_fresh_transaction` does, when no other worker does the like.

    Waiting is no work lost: a transaction that waits for a row, and then finds it changed, has to
    start again.

    :param parts: what the lock is about; equal parts exclude each other
    :param work: a function without arguments
    :return: what ``work`` returns
    """
    with held_lock(env, *parts):
        return in_fresh_transaction(env, work)


def when_free(env, parts, work, should_stop):
    """Run ``work``, which commits by itself, once no other worker does the like.

    It may take the other one long: no transaction is open while this one waits.

    :param parts: what the lock is about; equal parts exclude each other
    :param work: a function without arguments
    :param should_stop: tells whether to wait no longer
    :return: whether it was run
    """
    while True:
        commit(env)
        with session_lock(env.cr, *parts) as granted:
            if granted:
                try:
                    work()
                except Exception:
                    rollback(env)
                    raise
                return True
        if should_stop():
            return False
        commit(env)
        time.sleep(LOOK_AGAIN_SECONDS)


def _lock_numbers(parts):
    return LOCK_CLASS, zlib.crc32("\0".join(map(str, parts)).encode()) - 2**31
