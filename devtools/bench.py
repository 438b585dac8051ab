# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""``./dev bench NAME``: run a benchmark of ``bench/`` in the set-up environment."""

import argparse

from .console import DevError
from .environment import environment
from .paths import ROOT
from .processes import run_in_front

MAIN = "def main() -> None:"


def run(options: argparse.Namespace) -> int:
    """:return: the benchmark's exit status"""
    if not options.arguments:
        raise DevError(f"which benchmark? There are: {_known()}")
    name, *arguments = options.arguments
    script = ROOT / "bench" / f"{name}.py"
    if not script.is_file():
        raise DevError(f"no benchmark {name}; there are: {_known()}")
    with environment() as env:
        return run_in_front([str(env.python), "-m", f"bench.{name}", *arguments], env.variables)


def _known() -> str:
    scripts = (ROOT / "bench").glob("*.py")
    names = sorted(path.stem for path in scripts if MAIN in path.read_text())
    return ", ".join(names) or "none yet"
