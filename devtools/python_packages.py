# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Virtual environments with pinned packages, one for each set of pins."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .console import DevError, step
from .locks import locked
from .paths import ROOT, cache_folder, short_hash
from .processes import run_quietly

PINS = {
    "odoo": ("requirements-odoo.txt", "requirements-test.txt"),
    "lint": ("requirements-lint.txt",),
    "screenshots": ("requirements-screenshots.txt",),
}


def environment_for(purpose: str) -> Path:
    """:param purpose: a key of :data:`PINS`

    :return: the folder of the virtual environment, made first if need be
    """
    files = [ROOT / "devtools" / name for name in PINS[purpose]]
    return environment_with(purpose, files)


def environment_with(name: str, files: list[Path]) -> Path:
    """:return: a virtual environment with the packages that the files pin."""
    version = "{}.{}".format(*sys.version_info)
    pins = [file.read_text(encoding="utf-8") for file in files]
    folder = cache_folder() / f"venv-{name}-{version}-{short_hash(sys.executable, *pins)}"
    complete = folder / ".complete"
    if not complete.exists():
        with locked(folder.name):
            if not complete.exists():
                _make(folder, files)
                complete.touch()
    return folder


def count_pins(files: list[Path]) -> int:
    """:return: how many packages the files pin."""
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return sum(1 for line in lines if re.match(r"\w", line))


def _make(folder: Path, files: list[Path]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    total = count_pins(files)
    with step(f"making a Python environment of {total} pinned packages") as tell:
        _venv(folder)
        collected = 0

        def count(line: str) -> None:
            nonlocal collected
            if line.startswith("Collecting"):
                collected += 1
                tell(f"{min(collected, total)} of {total}")
            elif line.startswith("Installing collected"):
                tell("installing")

        pip = [folder / "bin/python", "-m", "pip", "--disable-pip-version-check", "install"]
        requirements = [word for file in files for word in ("-r", str(file))]
        log = cache_folder() / "logs" / f"pip-{folder.name}.log"
        run_quietly([*pip, "--no-input", *requirements], log, env=_clean(), on_line=count)


def _venv(folder: Path) -> None:
    try:
        subprocess.run(
            [sys.executable, "-m", "venv", folder],
            check=True,
            capture_output=True,
            text=True,
            env=_clean(),
        )
    except subprocess.CalledProcessError as error:
        raise DevError(
            "Python can't make a virtual environment: apt-get install python3-venv (as root) "
            f"({error.stdout.strip()[:200]})"
        ) from error


def _clean() -> dict[str, str]:
    """Without PYTHONPATH, so that pip does not take other packages for installed ones."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
