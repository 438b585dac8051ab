# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Runs of the connector, each a process of its own, and what Shopify and the database saw."""

import json

from bench.sandbox_process import SandboxProcess
from bench.scratch import ScratchDatabases


def run_connector(
    databases: ScratchDatabases,
    sandbox: SandboxProcess,
    name: str,
    kind: str,
    options: dict | None = None,
    **values,
) -> dict:
    """Run a sync to its end.

    :param name: the database
    :param kind: the kind of run, such as ``orders``
    :param options: those of the run
    :param values: written on the shop first
    :return: figures of the run, of the process and of the sandbox
    :raises RuntimeError: the run did not go well
    """
    sandbox.reset()
    cpu = sandbox.cpu_seconds()
    figures = databases.answer(
        "bench.connector_run",
        name,
        kind,
        json.dumps(values),
        json.dumps(options or {}),
        variables=sandbox.variables,
    )
    if figures["state"] != "done":
        raise RuntimeError(f"the run did not go well: {figures}")
    figures["sandbox_cpu_seconds"] = sandbox.cpu_seconds() - cpu
    return figures | sandbox.statistics()


def run_unchanged(
    databases: ScratchDatabases,
    sandbox: SandboxProcess,
    name: str,
    kind: str,
    untouched: tuple[str, ...],
    **values,
) -> dict:
    """Run a sync again although nothing has changed on either side.

    :param untouched: the tables in which no row may be written
    :return: as :func:`run_connector`, and ``rows_written``: how many, by table
    :raises RuntimeError: it has written or sent something
    """
    before = _rows_written(databases, name)
    figures = run_connector(databases, sandbox, name, kind, **values)
    written = {
        table: rows - before.get(table, 0)
        for table, rows in _rows_written(databases, name).items()
        if rows > before.get(table, 0)
    }
    counts = {count: figures[count] for count in ("new", "changed", "skipped", "failed")}
    if any(counts.values()) or written.keys() & set(untouched):
        raise RuntimeError(f"nothing had changed, but: {counts}, rows written: {written}")
    return {**figures, "rows_written": written}


def _rows_written(databases: ScratchDatabases, name: str) -> dict[str, int]:
    """Give how many rows were ever inserted, updated and deleted, by table."""
    answer = databases.sql(
        "SELECT json_object_agg(relname, n_tup_ins + n_tup_upd + n_tup_del ORDER BY relname) "
        "FROM pg_stat_user_tables",
        name,
    )
    return json.loads(answer)
