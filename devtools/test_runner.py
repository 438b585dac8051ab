# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""``./dev test``: plain tests without Odoo, then the addon's tests on a fresh database."""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .console import say
from .databases import Databases
from .environment import environment, plain_environment
from .paths import ROOT, own_addons
from .processes import run_in_front
from .test_report import Report
from .test_selection import Selection, select

MOST_WORKERS = 4


def run(arguments: Sequence[str]) -> int:
    """:param arguments: paths of tests and options of pytest

    :return: 0 if all tests passed and none was skipped for want of something
    """
    addons = [addon.name for addon in own_addons()]
    selection = select(arguments, addons, lambda path: (ROOT / path).exists())
    report = Report()
    with tempfile.TemporaryDirectory(prefix="shopify-connector-test-") as name:
        folder = Path(name)
        if selection.plain:
            junit = folder / "plain.xml"
            report.add_run("plain", _run_plain(selection, junit), junit)
        if selection.odoo:
            junit = folder / "odoo.xml"
            report.add_run("Odoo", _run_odoo(selection, junit), junit)
    print("\n".join(report.lines()), flush=True)
    return 0 if report.good else 1


def _run_plain(selection: Selection, junit: Path) -> int:
    say("• plain tests")
    python, variables = plain_environment()
    command = [*_pytest(python, selection, junit), "-p", "no:odoo", *selection.plain]
    return run_in_front(command, variables, cwd=ROOT)


def _run_odoo(selection: Selection, junit: Path) -> int:
    with environment(browser=True) as env:
        databases = Databases(env)
        with databases.temporary() as database:
            say(f"• Odoo tests, on the database {database}")
            command = [
                *_pytest(env.python, selection, junit),
                *("-p", "devtools.worker_files"),
                f"--odoo-database={database}",
                "--odoo-http",
                *selection.odoo,
            ]
            return run_in_front(command, env.variables, cwd=ROOT)


def _pytest(python: Path, selection: Selection, junit: Path) -> list[str]:
    """In parallel only where everything runs: starting workers costs more than a few tests."""
    command = [str(python), "-m", "pytest", "-q", "-rs", f"--junit-xml={junit}"]
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    if selection.everything and workers > 1:
        # Tests that share what is dear to make are marked as one group, for one worker.
        command += ["-n", str(workers), "--dist", "loadgroup"]
    if not sys.stdout.isatty():
        command.append("--color=no")
    return [*command, *selection.options]
