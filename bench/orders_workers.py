# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Import orders by one scheduled worker, and by two side by side, in pairs.

Budget: two workers on two cores are at least 1.7 times as fast as one.
"""

import argparse
import statistics
import subprocess
import time
from contextlib import ExitStack

from bench.command import parser_of, print_result, say
from bench.sandbox_process import sandbox_process
from bench.scratch import ScratchDatabases
from devtools.environment import environment
from devtools.processes import end

MADE = "SELECT count(*) FROM sale_order WHERE state = 'sale'"


def work(databases: ScratchDatabases, sandbox, start: str, workers: int, size: int) -> float:
    """Import all orders into a copy of a database.

    :param start: the database, whose run is queued
    :return: seconds, from when all workers are loaded until the last one has nothing left to do
    """
    with databases.copy(start, f"workers_{workers}") as name, ExitStack() as stack:
        processes = [
            databases.start(
                "bench.worker",
                name,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                variables=sandbox.variables,
            )
            for _number in range(workers)
        ]
        for process in processes:
            stack.callback(end, process)
        for process in processes:
            process.stdout.readline()
        sandbox.reset()
        began = time.perf_counter()
        for process in processes:
            process.stdin.write("\n")
            process.stdin.flush()
        statuses = [process.wait() for process in processes]
        if any(statuses):
            raise RuntimeError("a worker failed")
        seconds = time.perf_counter() - began
        made = int(databases.sql(MADE, name))
        if made != size:
            raise RuntimeError(f"{made} of {size} orders")
    return seconds


def run(options: argparse.Namespace) -> dict:
    """:return: the benchmark's result"""
    with ExitStack() as stack:
        databases = ScratchDatabases(stack.enter_context(environment()))
        start = stack.enter_context(databases.fresh("workers"))
        sandbox = stack.enter_context(sandbox_process("generated", options.size))
        databases.answer("bench.prepare_shop", start, sandbox.address, variables=sandbox.variables)
        databases.answer("bench.queue_run", start, "orders", variables=sandbox.variables)
        pairs = []
        for number in range(options.pairs):
            both = {}
            for workers in (1, 2) if number % 2 == 0 else (2, 1):
                both[workers] = work(databases, sandbox, start, workers, options.size)
            say(f"pair {number + 1}: {both[1]:.1f} s by one, {both[2]:.1f} s by two")
            pairs.append((both[1], both[2]))
    ratios = [one / two for one, two in pairs]
    return {
        "benchmark": "orders_workers",
        "records": options.size,
        "seconds_by_one": [round(one, 2) for one, _two in pairs],
        "seconds_by_two": [round(two, 2) for _one, two in pairs],
        "times_as_fast": round(statistics.median(ratios), 3),
        "times_as_fast_spread": [round(min(ratios), 3), round(max(ratios), 3)],
    }


def main() -> None:
    """Read the options, run, and print the result as JSON."""
    parser = parser_of(__doc__, "orders", 1000)
    parser.add_argument("--pairs", type=int, default=3, help="how many runs of each")
    print_result(parser, run)


if __name__ == "__main__":
    main()
