# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Import orders up to the confirmed sale order, beside the native limit of the same records.

Budget: at most 1.3 times the native limit, 8 SQL statements an order on top of Odoo's own, one
request per 20 orders, 100 MB above Odoo's own memory, the same time per record at any size.
"""

import argparse
import json
import platform
import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.sandbox_process import SandboxProcess, sandbox_process
from bench.scratch import ScratchDatabases
from devtools.environment import environment
from devtools.paths import ROOT, read_manifest
from devtools.processes import Interrupted, end_on_signals

NATIVE_BATCHES = (50, 100, 200, 400)
TRIAL_ORDERS = 400
COUNTS = {
    "partners": "SELECT count(*) FROM res_partner",
    "orders": "SELECT count(*) FROM sale_order WHERE state = 'sale'",
    "lines": "SELECT count(*) FROM sale_order_line",
    "pickings": "SELECT count(*) FROM stock_picking",
    "pickings_done": "SELECT count(*) FROM stock_picking WHERE state = 'done'",
    "moves": "SELECT count(*) FROM stock_move WHERE sale_line_id IS NOT NULL",
    "reserved": "SELECT sum(reserved_quantity) FROM stock_quant",
    "untaxed": "SELECT sum(amount_untaxed) FROM sale_order",
    "tax": "SELECT sum(amount_tax) FROM sale_order",
    "total": "SELECT sum(amount_total) FROM sale_order",
}


class OrdersBenchmark:
    """Runs both sides, each run in a process and on a database of its own.

    :param folder: for the data that the native side makes its records of
    """

    def __init__(self, databases: ScratchDatabases, sandbox: SandboxProcess, folder: Path) -> None:
        self.databases = databases
        self.sandbox = sandbox
        self.data = folder / "orders.json"
        self.made: dict[str, dict] = {}

    def prepare(self, stack: ExitStack, native: bool) -> None:
        """Make the databases that the runs start from, kept until the stack is closed."""
        self.with_addon = stack.enter_context(self.databases.fresh("addon"))
        self.databases.answer(
            "bench.prepare_shop", self.with_addon, self.sandbox.address, variables=self._variables()
        )
        if native:
            self.without_addon = stack.enter_context(self.databases.fresh("core", with_addon=False))
            self.databases.answer("bench.prepare_shop", self.without_addon)

    def connector(self, size: int) -> dict:
        """:return: one run of the connector"""
        with self.databases.copy(self.with_addon, "connector") as name:
            self.sandbox.reset()
            cpu = self.sandbox.cpu_seconds()
            figures = self.databases.answer(
                "bench.connector_orders", name, variables=self._variables()
            )
            if (figures["state"], figures["new"], figures["failed"]) != ("done", size, 0):
                raise RuntimeError(f"the import did not go well: {figures}")
            figures["sandbox_cpu_seconds"] = self.sandbox.cpu_seconds() - cpu
            figures |= self.sandbox.statistics()
            self._compare("connector", name)
            if not self.data.exists():
                self.databases.answer("bench.native_data", name, self.data)
        return figures

    def native(self, batch: int, count: int | None = None) -> dict:
        """:return: one run of the native side"""
        with self.databases.copy(self.without_addon, "native") as name:
            arguments = [count] if count else []
            figures = self.databases.answer(
                "bench.native_orders", name, self.data, batch, *arguments
            )
            if not count:
                self._compare("native", name)
        return figures

    def best_batch(self, size: int) -> tuple[int, dict[int, float]]:
        """:return: the native side's fastest batch, and the seconds of all that were tried"""
        count = min(size, TRIAL_ORDERS)
        tried = {
            batch: self.native(batch, count)["seconds"]
            for batch in NATIVE_BATCHES
            if batch <= count or batch == NATIVE_BATCHES[0]
        }
        return min(tried, key=tried.get), tried

    def _variables(self) -> dict[str, str]:
        return {"SHOPIFY_SANDBOX_ADDRESS": self.sandbox.address}

    def _compare(self, side: str, name: str) -> None:
        """Every run must have made the same records as the first one."""
        columns = ", ".join(f"'{key}', ({statement})" for key, statement in COUNTS.items())
        made = json.loads(self.databases.sql(f"SELECT json_build_object({columns})", name))
        self.made[side] = made
        first = next(iter(self.made.values()))
        if made != first:
            raise RuntimeError(f"the sides differ: {self.made}")


def pairs(bench: OrdersBenchmark, size: int, count: int, batch: int) -> tuple[list, list]:
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
        _say(f"pair {number + 1}: {connector[-1]['seconds']:.1f} s, {native[-1]['seconds']:.1f} s")
    return connector, native


def figures_of(bench: OrdersBenchmark, size: int, runs: list[dict]) -> dict:
    """:return: the connector's figures, medians of its runs"""
    seconds = _median(runs, "seconds")
    return {
        "benchmark": "orders",
        "versions": versions_of(bench.databases, runs),
        "records": size,
        "runs": len(runs),
        "seconds": round(seconds, 2),
        "seconds_of_runs": [round(run["seconds"], 2) for run in runs],
        "cpu_seconds": round(_median(runs, "cpu_seconds"), 2),
        "sandbox_cpu_seconds": round(_median(runs, "sandbox_cpu_seconds"), 2),
        "records_per_second": round(size / seconds, 1),
        "requests": runs[0]["requests"],
        "records_per_request": round(size / runs[0]["requests"], 1),
        "cost_points": runs[0]["cost_points"],
        "operations": runs[0]["operations"],
        "sql_statements_per_record": round(_median(runs, "sql_statements") / size, 2),
        "peak_mb": round(_median(runs, "peak_mb"), 1),
        "peak_mb_above_registry": round(_above(runs), 1),
    }


def native_figures_of(size: int, connector: list[dict], native: list[dict]) -> dict:
    """:return: the native side's figures, and how the connector's compare with them"""
    ratios = [
        ours["seconds"] / theirs["seconds"] for ours, theirs in zip(connector, native, strict=True)
    ]
    own = _median(native, "sql_statements")
    return {
        "native_seconds": round(_median(native, "seconds"), 2),
        "native_seconds_of_runs": [round(run["seconds"], 2) for run in native],
        "native_ratio": round(statistics.median(ratios), 3),
        "native_ratio_spread": [round(min(ratios), 3), round(max(ratios), 3)],
        "native_sql_statements_per_record": round(own / size, 2),
        "connector_sql_per_record": round((_median(connector, "sql_statements") - own) / size, 2),
        "native_peak_mb_above_registry": round(_above(native), 1),
        "peak_mb_above_native": round(_above(connector) - _above(native), 1),
    }


def versions_of(databases: ScratchDatabases, runs: list[dict]) -> dict[str, str]:
    """:return: what was measured with"""
    return {
        "addon": read_manifest(ROOT / "shopify_connector")["version"],
        "odoo": runs[0]["odoo"],
        "postgresql": databases.sql("SHOW server_version"),
        "python": platform.python_version(),
    }


def run(options: argparse.Namespace) -> dict:
    """:return: the benchmark's result"""
    with ExitStack() as stack:
        env = stack.enter_context(environment())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sandbox = stack.enter_context(sandbox_process("generated", options.size))
        bench = OrdersBenchmark(ScratchDatabases(env), sandbox, folder)
        bench.prepare(stack, options.native)
        if not options.native:
            connector = [bench.connector(options.size) for _number in range(options.pairs)]
            return {**figures_of(bench, options.size, connector), "made": bench.made["connector"]}
        # The first run warms the sandbox and gives the data; it does not count.
        _say(f"first run: {bench.connector(options.size)['seconds']:.1f} s")
        batch, tried = options.batch, {}
        if not batch:
            batch, tried = bench.best_batch(options.size)
            _say(f"native batches: {tried}")
        connector, native = pairs(bench, options.size, options.pairs, batch)
        return {
            **figures_of(bench, options.size, connector),
            **native_figures_of(options.size, connector, native),
            "native_batch": batch,
            "native_batches_tried": {key: round(value, 2) for key, value in tried.items()},
            "made": bench.made["connector"],
        }


def _median(runs: list[dict], name: str) -> float:
    return statistics.median(run[name] for run in runs)


def _above(runs: list[dict]) -> float:
    return statistics.median(run["peak_mb"] - run["before_mb"] for run in runs)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Read the options, run, and print the result as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1000, help="how many orders")
    parser.add_argument("--json", type=Path, help="write the result to this file as well")
    parser.add_argument("--pairs", type=int, default=3, help="how many runs of each side")
    parser.add_argument("--batch", type=int, help="the native side's batch; else the best is found")
    parser.add_argument(
        "--no-native", dest="native", action="store_false", help="only the connector's side"
    )
    options = parser.parse_args()
    end_on_signals()
    try:
        text = json.dumps(run(options), indent=2)
    except Interrupted as interrupted:
        sys.exit(interrupted.status)
    print(text)
    if options.json:
        options.json.write_text(f"{text}\n")


if __name__ == "__main__":
    main()
