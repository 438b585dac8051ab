# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Sync a shop in processes that are killed, again and again, until all is done.

``python importer.py DATABASE PLAN CONTENT_FILE`` with the plan as JSON:

``kinds``
    the syncs to run, such as ``orders`` and ``customers``, of each shop record
``options``
    those of the runs, by kind
``lives``
    how many steps each of the processes to be killed lives; a step is an SQL statement or one side
    of a commit
``kill_pauses``
    seconds after which, one after the other, some process is killed from outside
``workers``
    how many processes work side by side
``write_batch``, ``read_batch``
    orders in a batch; None: as the connector has it
``customer_batch``
    customers in a batch and in a page; None: as the connector has it
``product_batch``
    products of ten variants that are sent, twice as many as are kept, in one go; None: as the
    connector has it
``price_batch``
    variants whose prices are computed and sent in one go; None: as the connector has it
``push_batch``
    orders of which Shopify is told something in one go; None: as the connector has it
``in_bulk``
    whether products are read in bulk, however few they are
``history_batch``
    orders of long ago that are taken in in one go; None: as the connector has it
``stock_batch``
    quantities in a call, one call in a request; None: as the connector has it
``delivery_batch``
    fulfilments that are sent in a request, of twice as many orders that are read; what became of
    lost ones is found out at once; None: as the connector has it
``pauses``
    the longest pause before a request is tried again; None: as the connector has it
``seed``
    for the choice of the process to be killed

The last line of its output tells ``killed``, ``steps`` (of the processes that were not killed) and
the ``runs``. What the database then holds is written to CONTENT_FILE.

Processes are forked after the registry is loaded, so that a killed one is replaced at once.
"""

import json
import mmap
import os
import random
import signal
import struct
import sys
import time
from datetime import timedelta
from functools import partial
from pathlib import Path

import odoo
from content import content_of
from odoo import sql_db
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.tools import config

UNFINISHED = ("waiting", "running")
PAUSE = 0.25
SECONDS = 600


class Steps:
    """Counts the steps of this process, and kills it at one of them."""

    def __init__(self, life: int | None, total: mmap.mmap) -> None:
        self.taken = 0
        self.life = life
        self.total = total
        cursor = sql_db.Cursor
        cursor.execute = self._counted(cursor.execute, twice=False)
        cursor.commit = self._counted(cursor.commit, twice=True)

    def _counted(self, method, twice: bool):
        def counted(cursor, *arguments, **options):
            self._take()
            result = method(cursor, *arguments, **options)
            if twice:
                self._take()
            return result

        return counted

    def _take(self) -> None:
        self.taken += 1
        if self.taken == self.life:
            os.kill(os.getpid(), signal.SIGKILL)

    def note(self) -> None:
        """Add to the sum of all processes."""
        (before,) = struct.unpack("q", self.total[:8])
        self.total[:8] = struct.pack("q", before + self.taken)


def work(database: str, life: int | None, total: mmap.mmap) -> None:
    """Do what Odoo's scheduled workers do until no run is left; never returns."""
    status = 1
    try:
        steps = Steps(life, total)
        with Registry(database).cursor() as cursor:
            env = Environment(cursor, SUPERUSER_ID, {})
            runs = env["shopify.sync.run"]
            while runs.search_count([("state", "in", UNFINISHED)]):
                runs._cron_work()
                cursor.commit()
                time.sleep(PAUSE)
        steps.note()
        status = 0
    finally:
        sys.stdout.flush()
        os._exit(status)


class Supervisor:
    """Keeps the processes going; a killed one is replaced."""

    def __init__(self, database: str, plan: dict) -> None:
        self.database = database
        self.lives = list(plan["lives"])
        self.kill_pauses = list(plan["kill_pauses"])
        self.chance = random.Random(plan["seed"])
        self.total = mmap.mmap(-1, 8)
        self.processes: set[int] = set()
        self.killed = 0

    def run(self, workers: int) -> None:
        """Work until every process has come to its end by itself."""
        until = time.monotonic() + SECONDS
        for _number in range(workers):
            self._fork()
        next_kill = self._next_kill()
        while self.processes:
            if time.monotonic() > until:
                self._kill_all()
                raise TimeoutError(f"not done within {SECONDS} seconds")
            if time.monotonic() > next_kill:
                os.kill(self.chance.choice(sorted(self.processes)), signal.SIGKILL)
                next_kill = self._next_kill()
            self._replace_ended()

    def _next_kill(self) -> float:
        return time.monotonic() + self.kill_pauses.pop(0) if self.kill_pauses else float("inf")

    def _replace_ended(self) -> None:
        process, status = os.waitpid(-1, os.WNOHANG)
        if not process:
            time.sleep(0.01)
            return
        self.processes.discard(process)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            self.killed += 1
            self._fork()
        elif status:
            self._kill_all()
            raise RuntimeError(f"a process ended with status {status}")

    def _fork(self) -> None:
        life = self.lives.pop(0) if self.lives else None
        process = os.fork()
        if not process:
            work(self.database, life, self.total)
        self.processes.add(process)

    def _kill_all(self) -> None:
        for process in self.processes:
            os.kill(process, signal.SIGKILL)


def adjust(plan: dict) -> None:
    """Give the connector the plan's batches and pauses."""
    # The addons' folder is known only now.
    from odoo.addons.shopify_connector.models.customer import customer_run
    from odoo.addons.shopify_connector.models.fulfillment import (
        fulfillment_run,
        fulfillment_send,
        fulfillment_settle,
    )
    from odoo.addons.shopify_connector.models.inventory import stock_run, stock_send
    from odoo.addons.shopify_connector.models.order import (
        order_history_run,
        order_push_run,
        order_run,
        order_workers,
    )
    from odoo.addons.shopify_connector.models.product import (
        price_run,
        product_export,
        product_import,
        product_update_run,
    )
    from odoo.addons.shopify_connector.models.sync import push_chunks
    from odoo.addons.shopify_connector.shopify import client, customers, readers, retry, stock

    order_workers.WRITE_BATCH = plan["write_batch"] or order_workers.WRITE_BATCH
    order_run.READ_BATCH = plan["read_batch"] or order_run.READ_BATCH
    if batch := plan["customer_batch"]:
        customer_run.BATCH = batch
        customers.Customers.customers.__kwdefaults__["first"] = batch
    if batch := plan["product_batch"]:
        product_import.BATCH_VARIANTS = batch
        product_import.FEWEST_FOR_BULK = 1 if plan["in_bulk"] else product_import.FEWEST_FOR_BULK
        readers.Readers.products.__kwdefaults__["first"] = batch // 5
        product_export.VARIANTS_AT_ONCE = 10 * batch
        product_update_run.AT_ONCE = batch
        push_chunks.KEEP_AT_ONCE = batch // 2
    if batch := plan["price_batch"]:
        price_run.VARIANTS_AT_ONCE = batch
    order_history_run.BATCH = plan["history_batch"] or order_history_run.BATCH
    order_push_run.AT_ONCE = plan["push_batch"] or order_push_run.AT_ONCE
    if batch := plan["stock_batch"]:
        stock_send.LINES_IN_A_CALL, stock.CALLS_IN_A_REQUEST = batch, 1
        stock_run.VARIANTS_AT_ONCE = 10 * batch
    if batch := plan["delivery_batch"]:
        fulfillment_run.ORDERS_AT_ONCE = 2 * batch
        fulfillment_send.CALLS_IN_A_REQUEST = batch
        fulfillment_settle.SETTLING_TIME = timedelta(seconds=0.5)
    if longest := plan["pauses"]:
        client.RetryPolicy = partial(
            retry.RetryPolicy, first_pause=longest / 10, longest_pause=longest
        )


def prepare(database: str, plan: dict) -> None:
    """Load the registry, queue the runs and leave no connection open."""
    config.parse_config(["-d", database, "--no-http", "--log-level=warn"], setup_logging=True)
    odoo.modules.initialize_sys_path()
    adjust(plan)
    with Registry(database).cursor() as cursor:
        env = Environment(cursor, SUPERUSER_ID, {})
        for kind in plan["kinds"]:
            for shop in env["shopify.shop"].search([]):
                shop._queue_run(kind, trigger="script", options=plan["options"].get(kind))
    sql_db.close_all()


def main(database: str, plan: dict, content_file: str) -> dict:
    """:return: what came of it"""
    prepare(database, plan)
    supervisor = Supervisor(database, plan)
    supervisor.run(plan["workers"])
    with Registry(database).cursor() as cursor:
        env = Environment(cursor, SUPERUSER_ID, {})
        Path(content_file).write_text(json.dumps(content_of(env)))
        runs = env["shopify.sync.run"].search([], order="id")
        names = ("state", "error", "new_count", "changed_count", "failed_count", "skipped_count")
        return {
            "killed": supervisor.killed,
            "steps": struct.unpack("q", supervisor.total[:8])[0],
            "runs": [{name: run[name] for name in names} for run in runs],
        }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], json.loads(sys.argv[2]), sys.argv[3])))
