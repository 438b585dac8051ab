# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The environment in which Odoo, the tests, the sandbox and the benchmarks run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from . import postgres
from .chromium import chromium_folder
from .locks import locked
from .odoo_source import OdooSource, find_odoo
from .paths import ROOT, cache_folder, own_addons, short_hash
from .python_packages import environment_for
from .schema import schema_folder


@dataclass(frozen=True)
class Environment:
    """Everything that is set up, ready to run something in.

    :ivar python: the interpreter with all pinned packages
    :ivar variables: the whole environment for a program
    """

    python: Path
    odoo: OdooSource
    data: Path
    variables: dict[str, str] = field(repr=False)

    def odoo_command(self, *arguments: str) -> list[str]:
        """:return: Odoo's command line with the given arguments."""
        return [str(self.python), "-m", "odoo", *arguments]

    def filestore(self, database: str) -> Path:
        """:return: the folder of a database's files."""
        return self.data / "filestore" / database


@contextmanager
def environment(browser: bool = False) -> Iterator[Environment]:
    """Set up what is missing, and keep the database server running for the time of the block.

    :param browser: whether a Chromium is needed
    """
    python = environment_for("odoo") / "bin" / "python"
    odoo = find_odoo()
    schema = schema_folder()
    folders = [python.parent]
    if browser:
        folders.append(chromium_folder())
    data = cache_folder() / "data"
    data.mkdir(parents=True, exist_ok=True)
    with postgres.server() as server:
        variables = {
            **server.environment(),
            "PATH": os.pathsep.join(
                [*map(str, folders), str(server.programs), os.environ.get("PATH", os.defpath)]
            ),
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(odoo.import_folder)]),
            "ODOO_RC": str(_odoo_configuration(odoo, data)),
            "SHOPIFY_SCHEMA_DIR": str(schema),
        }
        yield Environment(python, odoo, data, variables)


def plain_environment() -> tuple[Path, dict[str, str]]:
    """:return: the interpreter and the variables for what needs neither Odoo nor a database."""
    python = environment_for("odoo") / "bin" / "python"
    path = os.environ.get("PATH", os.defpath)
    variables = {
        **os.environ,
        "PATH": f"{python.parent}{os.pathsep}{path}",
        "PYTHONPATH": str(ROOT),
        "SHOPIFY_SCHEMA_DIR": str(schema_folder()),
    }
    return python, variables


def _odoo_configuration(odoo: OdooSource, data: Path) -> Path:
    """:return: Odoo's configuration file for this checkout, written if it has changed."""
    addons = [*map(str, odoo.addons)]
    if own_addons():
        addons.append(str(ROOT))
    text = (
        "[options]\n"
        f"addons_path = {','.join(addons)}\n"
        f"data_dir = {data}\n"
        "http_interface = 127.0.0.1\n"
    )
    path = cache_folder() / "configuration" / f"odoo-{short_hash(ROOT, text)}.conf"
    if not path.exists():
        with locked("configuration"):
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".unfinished")
            unfinished.write_text(text)
            unfinished.rename(path)
    return path
