# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Run the checks side by side and tell what each found."""

import argparse
import os
import re
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ..console import say
from ..paths import ROOT, own_addons
from ..processes import run_in_front
from ..python_packages import environment_for
from ..schema import schema_folder
from . import data_files, imports, manifests

# Odoo's own rules, except for those with a reason.
PYLINT = (
    "--load-plugins=pylint_odoo",
    "--disable=all",
    "--enable=odoolint",
    "--disable=manifest-required-author",  # it wants another organisation as author
    "--disable=missing-readme",  # the project's README is the addon's
    "--disable=consider-merging-classes-inherited",  # a model has one file an area
    "--valid-odoo-versions=19.0",
    "--score=n",
)
NOT_A_PROBLEM = re.compile(
    r"\*{5,}|Found \d+ errors?\.|\[\*\]|\d+ files? would be|\d+ files? already"
)


@dataclass(frozen=True)
class Outcome:
    """What a check found.

    :ivar notes: worth telling, but not wrong
    """

    problems: list[str]
    notes: list[str]
    seconds: float = 0.0


def run(options: argparse.Namespace) -> int:
    """:return: 0 if no check found a problem"""
    programs = environment_for("lint") / "bin"
    if options.fix:
        run_in_front([programs / "ruff", "check", "--fix", "--quiet", "."], _variables(), cwd=ROOT)
        run_in_front([programs / "ruff", "format", "--quiet", "."], _variables(), cwd=ROOT)
    checks = _checks(programs, options.write_scopes)
    with ThreadPoolExecutor(max_workers=len(checks)) as pool:
        running = {name: pool.submit(_timed, check) for name, check in checks.items()}
        outcomes = {name: each.result() for name, each in running.items()}
    for name, outcome in outcomes.items():
        _tell(name, outcome)
    problems = sum(len(outcome.problems) for outcome in outcomes.values())
    print(f"{problems} problems" if problems else "no problems", flush=True)
    return 1 if problems else 0


def _checks(programs: Path, write_scopes: bool) -> dict[str, Callable[[], Outcome]]:
    addons = own_addons()
    return {
        "ruff": lambda: _program([programs / "ruff", "check", "--output-format=concise", "."]),
        "format": lambda: _program(
            [programs / "ruff", "format", "--check", "--output-format=concise", "."]
        ),
        "pylint-odoo": lambda: _pylint(programs, addons),
        "manifests": lambda: _each(manifests.check, addons),
        "data files": lambda: _each(data_files.check, addons),
        "imports": lambda: _each(imports.check, addons),
        "GraphQL": lambda: _graphql(programs, write_scopes),
    }


def _timed(check: Callable[[], Outcome]) -> Outcome:
    began = time.monotonic()
    outcome = check()
    return Outcome(outcome.problems, outcome.notes, time.monotonic() - began)


def _tell(name: str, outcome: Outcome) -> None:
    count = len(outcome.problems)
    say(f"• {name}: {f'{count} problems' if count else 'good'} ({outcome.seconds:.1f} s)")
    for note in outcome.notes:
        say(f"    {note}")
    for problem in outcome.problems:
        print(f"    {problem}", flush=True)


def _each(check: Callable[[Path], list[str]], addons: Sequence[Path]) -> Outcome:
    return Outcome([problem for addon in addons for problem in check(addon)], [])


def _program(command: Sequence[str | Path]) -> Outcome:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=_variables(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if not done.returncode:
        return Outcome([], [])
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    problems = [line for line in lines if not NOT_A_PROBLEM.match(line)]
    return Outcome(problems or ["failed"], [])


def _pylint(programs: Path, addons: Sequence[Path]) -> Outcome:
    if not addons:
        return Outcome([], ["there is no addon yet"])
    return _program([programs / "pylint", *PYLINT, *(addon.name for addon in addons)])


def _graphql(programs: Path, write_scopes: bool) -> Outcome:
    """In a process of its own: it needs graphql-core, which this Python may lack."""
    command = [programs / "python", "-m", "devtools.lint.graphql_check"]
    if write_scopes:
        command.append("--write-scopes")
    variables = {**_variables(), "SHOPIFY_SCHEMA_DIR": str(schema_folder())}
    done = subprocess.run(
        command, cwd=ROOT, env=variables, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    problems = done.stdout.splitlines()
    if done.returncode and not problems:
        problems = ["the check itself failed"]
    return Outcome(problems, done.stderr.splitlines())


def _variables() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}
