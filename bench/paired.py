# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The connector beside the shortest native script, in pairs of runs.

Each run is a process of its own on a fresh copy of a database.
"""

import argparse
import json
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar

from bench.command import parser_of, print_result, say
from bench.connector import run_connector
from bench.figures import connector_figures, native_figures, versions_of
from bench.sandbox_process import SandboxProcess, sandbox_process
from bench.scratch import ScratchDatabases
from devtools.environment import environment


class PairedBenchmark:
    """Runs both sides; a subclass says what they make.

    :cvar name: the benchmark
    :cvar kind: the kind of sync run, and what a generated sandbox has so many of
    :cvar preparation: a module that goes on where ``bench.prepare_shop`` ends, on each side
    :cvar size: how many records, unless another number is given
    :cvar settings: the shop's settings where they are not the usual ones
    :cvar counts: SQL expressions on whose values both sides must agree
    :cvar batches: the native side's batches of which the best is chosen
    :cvar trial_records: how many records it is chosen with
    :param folder: for the data that the native side makes its records of
    """

    name: ClassVar[str]
    kind: ClassVar[str]
    preparation: ClassVar[str] = ""
    size: ClassVar[int]
    settings: ClassVar[dict] = {}
    counts: ClassVar[dict[str, str]]
    batches: ClassVar[tuple[int, ...]]
    trial_records: ClassVar[int]

    def __init__(self, databases: ScratchDatabases, sandbox: SandboxProcess, folder: Path) -> None:
        self.databases = databases
        self.sandbox = sandbox
        self.data = folder / f"{self.name}.json"
        self.made: dict[str, dict] = {}

    def prepare(self, stack: ExitStack, native: bool) -> None:
        """Make the databases that the runs start from, kept until the stack is closed."""
        self.with_addon = stack.enter_context(self.databases.fresh("addon"))
        self.databases.answer(
            "bench.prepare_shop",
            self.with_addon,
            self.sandbox.address,
            json.dumps(self.settings),
            variables=self.sandbox.variables,
        )
        if native:
            self.without_addon = stack.enter_context(self.databases.fresh("core", with_addon=False))
            self.databases.answer("bench.prepare_shop", self.without_addon)
        if self.preparation:
            for name in (self.with_addon, *([self.without_addon] if native else [])):
                self.databases.answer(self.preparation, name)

    def connector(self, size: int) -> dict:
        """:return: one run of the connector"""
        with self.databases.copy(self.with_addon, "connector") as name:
            figures = run_connector(self.databases, self.sandbox, name, self.kind)
            if (figures["new"], figures["failed"]) != (size, 0):
                raise RuntimeError(f"the import did not go well: {figures}")
            self._compare("connector", name)
            if not self.data.exists():
                self.databases.answer(f"bench.native_data_{self.name}", name, self.data)
            return {**figures, **self.run_again(name)}

    def run_again(self, name: str) -> dict:
        """Measure what a benchmark wants to know of further runs on a connector's database.

        :return: added to the run's figures
        """
        return {}

    def own_figures(self, size: int, runs: list[dict]) -> dict:
        """:return: a benchmark's further figures of the connector's runs"""
        return {}

    def native(self, batch: int, count: int | None = None) -> dict:
        """:return: one run of the native side"""
        with self.databases.copy(self.without_addon, "native") as name:
            arguments = [count] if count else []
            figures = self.databases.answer(
                f"bench.native_{self.name}", name, self.data, batch, *arguments
            )
            if not count:
                self._compare("native", name)
        return figures

    def best_batch(self, size: int) -> tuple[int, dict[int, float]]:
        """:return: the native side's fastest batch, and the seconds of all that were tried"""
        count = min(size, self.trial_records)
        tried = {
            batch: self.native(batch, count)["seconds"]
            for batch in self.batches
            if batch <= count or batch == self.batches[0]
        }
        return min(tried, key=tried.get), tried

    def figures(self, size: int, runs: list[dict]) -> dict:
        """:return: the figures of the connector's runs"""
        versions = versions_of(self.databases, runs)
        return {
            **connector_figures(self.name, size, versions, runs),
            **self.own_figures(size, runs),
        }

    def _compare(self, side: str, name: str) -> None:
        """Every run must have made the same records as the first one."""
        columns = ", ".join(f"'{key}', ({value})" for key, value in self.counts.items())
        made = json.loads(self.databases.sql(f"SELECT json_build_object({columns})", name))
        self.made[side] = made
        first = next(iter(self.made.values()))
        if made != first:
            raise RuntimeError(f"the sides differ: {self.made}")


def pairs(bench: PairedBenchmark, size: int, count: int, batch: int) -> tuple[list, list]:
    """Run both sides in turn; which one begins alternates.

    :return: the figures of the connector's runs and of the native ones
    """
    connector, native = [], []
    for number in range(count):
        sides = [
            lambda: connector.append(bench.connector(size)),
            lambda: native.append(bench.native(batch)),
        ]
        for run in sides if number % 2 == 0 else reversed(sides):
            run()
        say(f"pair {number + 1}: {connector[-1]['seconds']:.1f} s, {native[-1]['seconds']:.1f} s")
    return connector, native


def run(kind: type[PairedBenchmark], options: argparse.Namespace) -> dict:
    """:return: the benchmark's result"""
    with ExitStack() as stack:
        env = stack.enter_context(environment())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sandbox = stack.enter_context(sandbox_process("generated", **{kind.kind: options.size}))
        bench = kind(ScratchDatabases(env), sandbox, folder)
        bench.prepare(stack, options.native)
        if not options.native:
            connector = [bench.connector(options.size) for _number in range(options.pairs)]
            return {**bench.figures(options.size, connector), "made": bench.made["connector"]}
        # The first run warms the sandbox and gives the data; it does not count.
        say(f"first run: {bench.connector(options.size)['seconds']:.1f} s")
        batch, tried = options.batch, {}
        if not batch:
            batch, tried = bench.best_batch(options.size)
            say(f"native batches: {tried}")
        connector, native = pairs(bench, options.size, options.pairs, batch)
        return {
            **bench.figures(options.size, connector),
            **native_figures(options.size, connector, native),
            "native_batch": batch,
            "native_batches_tried": {key: round(value, 2) for key, value in tried.items()},
            "made": bench.made["connector"],
        }


def compare(kind: type[PairedBenchmark], description: str) -> None:
    """Read the options, run, and print the result as JSON."""
    parser = parser_of(description, kind.name, kind.size)
    parser.add_argument("--pairs", type=int, default=3, help="how many runs of each side")
    parser.add_argument("--batch", type=int, help="the native side's batch; else the best is found")
    parser.add_argument(
        "--no-native", dest="native", action="store_false", help="only the connector's side"
    )
    print_result(parser, lambda options: run(kind, options))
