# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The sub-commands of ``./dev``."""

import argparse
import shutil
import sys
from collections.abc import Callable

from . import clean, databases, lint, screenshots, test_runner
from .bench import run as run_bench
from .console import DevError, say
from .demo import run as run_demo
from .environment import environment, plain_environment
from .paths import cache_folder
from .processes import Interrupted, end_on_signals, run_in_front

PASSED_ON = ("bench", "odoo", "sandbox", "run", "test")


def main() -> int:
    """:return: the exit status of the command that was asked for."""
    end_on_signals()
    arguments = sys.argv[1:]
    parser = _parser()
    if arguments and arguments[0] in PASSED_ON:
        command, rest = COMMANDS[arguments[0]], arguments[1:]
        if rest in (["--help"], ["-h"]) and arguments[0] in ("bench", "run", "test"):
            parser.parse_args(arguments)
        options = argparse.Namespace(arguments=rest)
    else:
        options = parser.parse_args(arguments)
        command = options.command
    try:
        return command(options) or 0
    except DevError as error:
        say(f"./dev: {error}")
        return 1
    except Interrupted as interrupted:
        say("./dev: stopped")
        return interrupted.status


def setup(options: argparse.Namespace) -> None:
    with environment(browser=True) as env:
        databases.Databases(env).core_template()
        say(f"Ready. Odoo: {env.odoo.addons[-1].parent}, Python: {env.python}")


def odoo(options: argparse.Namespace) -> int:
    with environment() as env:
        return run_in_front(env.odoo_command(*options.arguments), env.variables)


def sandbox(options: argparse.Namespace) -> int:
    python, variables = plain_environment()
    return run_in_front([python, "-m", "shopify_sandbox", *options.arguments], variables)


def run(options: argparse.Namespace) -> int:
    if not options.arguments:
        raise DevError("run what? ./dev run COMMAND …")
    with environment(browser=bool(shutil.which("chromium"))) as env:
        return run_in_front(options.arguments, env.variables)


def db(options: argparse.Namespace) -> None:
    with environment() as env:
        databases.make(env, options.name, with_addon=not options.without_addon)


def test(options: argparse.Namespace) -> int:
    return test_runner.run(options.arguments)


COMMANDS: dict[str, Callable[[argparse.Namespace], int | None]] = {
    "bench": run_bench,
    "odoo": odoo,
    "sandbox": sandbox,
    "run": run,
    "test": test,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./dev",
        description="Every command sets up what it needs on first use.",
        epilog=f"What is fetched and built lies in {cache_folder()} "
        "(SHOPIFY_CONNECTOR_CACHE names another folder).",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable, text: str) -> argparse.ArgumentParser:
        each = commands.add_parser(name, help=text, description=text)
        each.set_defaults(command=command)
        return each

    demo = add("demo", run_demo, "a demo shop and an Odoo that is connected to it")
    demo.add_argument("--exit", action="store_true", help="do all the work, then stop")
    demo.add_argument("--fresh", action="store_true", help="begin with a new database")
    demo.add_argument("--port", type=int, help="Odoo's port (default: 8069, or the next free one)")
    demo.add_argument("--orders", type=int, default=300, help="orders in the demo shop")
    tests = add("test", test, "all tests, or those selected by paths and options of pytest")
    tests.add_argument("arguments", nargs="*", metavar="PATH or OPTION")
    checks = add("lint", lint.run, "check code, views and GraphQL documents")
    checks.add_argument("--fix", action="store_true", help="let ruff mend and format first")
    checks.add_argument(
        "--write-scopes", action="store_true", help="write the list of needed access scopes"
    )
    bench = add("bench", run_bench, "run a benchmark of bench/")
    bench.add_argument("name", help="the benchmark: bench/NAME.py")
    bench.add_argument("arguments", nargs="*", metavar="--size N --json FILE …")
    shots = add("shots", screenshots.run, "take the pictures of docs/ anew, from a running demo")
    shots.add_argument("names", nargs="*", help="only these pictures")
    shots.add_argument("--address", default="http://127.0.0.1:8069", help="where the demo runs")
    shots.add_argument("--folder", help="where the pictures go (default: docs/images)")
    add("setup", setup, "fetch and build everything now")
    base = add("db", db, "make a fresh database NAME with the addon installed")
    base.add_argument("name")
    base.add_argument("--without-addon", action="store_true", help="only Odoo's own modules")
    add("odoo", odoo, "Odoo's own command line").add_argument("arguments", nargs="*")
    add("sandbox", sandbox, "the sandbox's own command line").add_argument("arguments", nargs="*")
    other = add("run", run, "any command, in the environment that is set up")
    other.add_argument("arguments", nargs="*", metavar="COMMAND")
    add("clean", clean.run, "stop what runs, remove databases and everything in the cache")
    return parser
