# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Databases that live as long as a benchmark or test, and programs that work on them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools.databases import Databases
from devtools.paths import ROOT
from devtools.processes import end, start


class ScratchDatabases(Databases):
    """Fresh and copied databases; those of a command that was killed go with the next one."""

    @contextmanager
    def fresh(self, label: str, with_addon: bool = True) -> Iterator[str]:
        """Give the name of a new database with Odoo's modules, removed after the block."""
        self._drop_left_over()
        template = self.addon_template() if with_addon else self.core_template()
        with self.copy(template, label) as name:
            yield name

    @contextmanager
    def copy(self, source: str, label: str) -> Iterator[str]:
        """Give the name of a copy of a database, removed after the block.

        :param source: a database that nobody is connected to
        """
        name = f"shopify_test_{label}_{os.getpid()}"
        self.drop(name)
        self._copy(source, name, f"test {os.getpid()}")
        try:
            yield name
        finally:
            self.drop(name)

    def start(self, program: str | Path, *arguments: object, **options) -> subprocess.Popen:
        """Start a Python program in the set-up environment, in its own group.

        :param program: the name of a module, or the path of a file
        :param options: of :class:`subprocess.Popen`; ``variables`` are added to the environment
        """
        added = options.pop("variables", None) or {}
        which = [str(program)] if isinstance(program, Path) else ["-m", program]
        return start(
            [sys.executable, *which, *map(str, arguments)],
            env={**self.environment.variables, **added},
            cwd=ROOT,
            **options,
        )

    def answer(
        self, program: str | Path, *arguments: object, variables: dict | None = None
    ) -> dict:
        """Run a program to its end.

        :return: the JSON object in its last line of output
        :raises RuntimeError: it failed; its messages have gone to stderr
        """
        child = self.start(program, *arguments, stdout=subprocess.PIPE, variables=variables)
        try:
            output, _nothing = child.communicate()
        finally:
            end(child)
        if child.returncode:
            raise RuntimeError(f"{program} ended with status {child.returncode}")
        return json.loads(output.splitlines()[-1])
