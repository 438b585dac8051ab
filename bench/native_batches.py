# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the native sides have in common: quiet, in batches, counted and committed."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from bench.measure import measured
from bench.odoo_process import odoo_environment

QUIET = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
}


def quiet(env):
    """:return: an environment in which making records leaves no messages"""
    return env(context={**env.context, **QUIET})


def make_in_batches(env, records: list, batch: int, tables: str, make: Callable) -> None:
    """Make everything, and commit each batch.

    Without fresh statistics PostgreSQL would read the tables, empty before, from end to end
    for each record: the first batches are small, and the tables are counted as they grow.

    :param tables: those that are filled, parted by commas
    :param make: makes the native records of a list of ``records``
    """
    done, counted = 0, 0
    while done < len(records):
        size = min(batch, max(batch // 8, done))
        make(records[done : done + size])
        done += size
        if done >= 3 * counted:
            env.cr.execute(f"ANALYZE {tables}")
            counted = done
        env.cr.commit()


def measure_native(
    native: Callable, records: str, database: str, file: str, batch: str, count: str = ""
) -> dict:
    """Make native records of a file's data, and measure it.

    :param native: class that takes an environment and the data, and has ``make(batch)``
    :param records: the key of the list in the data whose first COUNT are made
    :return: what it took
    """
    data = json.loads(Path(file).read_text())
    data[records] = data[records][: int(count) if count else None]
    with odoo_environment(database) as env:
        work = native(env, data)
        with measured() as result:
            work.make(int(batch))
    return asdict(result)
