# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's official schema of the Admin API, from its own npm package."""

import os
import shutil
import tarfile
import tempfile
from pathlib import Path

from .console import DevError, step
from .locks import locked
from .paths import cache_folder
from .processes import run_quietly
from .python_packages import environment_with

PACKAGE = "@shopify/dev-mcp@1.16.0"
VERSIONS = ("2026-01", "2026-04", "2026-07", "2026-10")
NPM_PINS = Path(__file__).with_name("requirements-npm.txt")


def schema_folder() -> Path:
    """:return: the folder with ``admin_VERSION.json.gz`` for each of :data:`VERSIONS`."""
    named = os.environ.get("SHOPIFY_SCHEMA_DIR")
    if named:
        return Path(named).expanduser().absolute()
    folder = cache_folder() / f"schema-{PACKAGE.rpartition('@')[2]}"
    if not folder.is_dir():
        with locked("schema"):
            if not folder.is_dir():
                _fetch(folder)
    return folder


def schema_file(folder: Path, version: str) -> Path:
    """:return: the introspection answer of one version of the Admin API."""
    return folder / f"admin_{version}.json.gz"


def _fetch(folder: Path) -> None:
    with (
        step("fetching Shopify's schema of the Admin API"),
        tempfile.TemporaryDirectory(prefix="schema-", dir=folder.parent) as work,
    ):
        env = {**os.environ, **_with_npm()}
        log = cache_folder() / "logs" / "npm.log"
        command = ["npm", "pack", "--loglevel=error", "--ignore-scripts", PACKAGE]
        run_quietly(command, log, env=env, cwd=Path(work))
        unfinished = Path(work) / "schema"
        unfinished.mkdir()
        (package,) = Path(work).glob("*.tgz")
        keep(package, unfinished)
        unfinished.rename(folder)


def keep(package: Path, folder: Path) -> None:
    """Copy the four files of the Admin API out of the package, and nothing else."""
    with tarfile.open(package) as tar:
        for version in VERSIONS:
            target = schema_file(folder, version)
            try:
                source = tar.extractfile(f"package/dist/data/{target.name}")
            except KeyError as error:
                raise DevError(f"{PACKAGE} has no schema of version {version}") from error
            with source, target.open("wb") as file:
                shutil.copyfileobj(source, file)


def _with_npm() -> dict[str, str]:
    path = os.environ.get("PATH", os.defpath)
    if shutil.which("npm") and shutil.which("node"):
        return {}
    npm = environment_with("npm", [NPM_PINS])
    return {"PATH": f"{npm / 'bin'}{os.pathsep}{path}"}
