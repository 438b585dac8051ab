# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""``./dev shots``: take the pictures of docs/ anew, from a demo that is running."""

import argparse
from pathlib import Path
from urllib.parse import urlsplit

from .chromium import chromium_folder, executable_in
from .console import DevError
from .paths import ROOT
from .ports import answers
from .processes import run_in_front
from .python_packages import environment_for

JOB = Path(__file__).with_name("screenshots_job.py")
FOLDER = ROOT / "docs" / "images"


def run(options: argparse.Namespace) -> int:
    """:return: the exit status of the script that takes the pictures"""
    port = urlsplit(options.address).port
    if not (port and answers(port, "/web/health")):
        raise DevError(
            f"no demo answers at {options.address}: start ./dev demo in another terminal, "
            "or name its --address"
        )
    browser = executable_in(chromium_folder())
    python = environment_for("screenshots") / "bin" / "python"
    folder = Path(options.folder or FOLDER).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    command = [python, JOB, options.address, browser, folder, *options.names]
    return run_in_front([str(word) for word in command], {"PATH": "/usr/bin:/bin"})
