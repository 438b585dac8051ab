# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""``./dev bench NAME``: run a benchmark of ``bench/`` in the set-up environment."""

import argparse
from pathlib import Path

from .console import DevError
from .environment import environment
from .paths import ROOT
from .processes import run_in_front


def run(options: argparse.Namespace) -> int:
    """:return: the benchmark's exit status"""
    script = ROOT / "bench" / f"{options.name}.py"
    if not script.is_file():
        known = sorted(
            path.stem for path in script.parent.glob("[!_]*.py") if "__main__" in path.read_text()
        )
        raise DevError(f"no benchmark {options.name}; there are: {', '.join(known) or 'none yet'}")
    arguments = []
    if options.size is not None:
        arguments += ["--size", str(options.size)]
    if options.json:
        arguments += ["--json", str(Path(options.json).absolute())]
    with environment() as env:
        return run_in_front([str(env.python), str(script), *arguments], env.variables, cwd=ROOT)
