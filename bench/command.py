# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The command line of the benchmarks."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from devtools.processes import Interrupted, end_on_signals


def parser_of(description: str, records: str, size: int) -> argparse.ArgumentParser:
    """Give a parser with the options that every benchmark has.

    :param records: what is measured, such as ``orders``
    :param size: how many of them, unless another number is given
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--size", type=int, default=size, help=f"how many {records}")
    parser.add_argument("--json", type=Path, help="write the result to this file as well")
    return parser


def print_result(parser: argparse.ArgumentParser, run: Callable) -> None:
    """Read the options, run, and print the result as JSON.

    :param run: takes the options and gives the result
    """
    options = parser.parse_args()
    end_on_signals()
    try:
        text = json.dumps(run(options), indent=2)
    except Interrupted as interrupted:
        sys.exit(interrupted.status)
    print(text)
    if options.json:
        options.json.write_text(f"{text}\n")


def say(text: str) -> None:
    """Tell how far a benchmark is."""
    print(text, file=sys.stderr, flush=True)
