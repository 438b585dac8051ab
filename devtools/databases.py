# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Databases that are made fast: templates with Odoo's modules and with the addon, and copies."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .console import say, step
from .environment import Environment
from .locks import locked
from .paths import ROOT, cache_folder, own_addons, read_manifest, short_hash
from .processes import output, run_quietly

MARK = "shopify-connector"
CORE_TEMPLATE = "shopify_core"
ADDON_TEMPLATE = "shopify_addon"
KEPT_TEMPLATES = 8
CORE_MODULES = (
    "account",
    "delivery",
    "sale_management",
    # No addon depends on it: kits are delivered where it is installed.
    "sale_mrp",
    "sale_stock",
    "stock",
    "stock_delivery",
)
ASSETS_JOB = Path(__file__).with_name("assets_job.py")
NOT_IN_THE_DATABASE = ("tests", "static", "__pycache__", "docs", "readme")
LOADING = re.compile(r"Loading module \S+ \((\d+/\d+)\)")


class Databases:
    """The databases of one set-up environment."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment

    def sql(self, statement: str, database: str = "postgres") -> str:
        """:return: psql's answer, a line a row, columns parted by ``|``"""
        command = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement]
        return output(command, env=self.environment.variables).strip()

    def names(self, purpose: str | None = None) -> list[str]:
        """:return: the project's own databases, the oldest first.

        :param purpose: only those made for this purpose
        """
        mark = f"{MARK} {purpose} " if purpose else f"{MARK} "
        return self.sql(
            "SELECT datname FROM pg_database WHERE "
            f"starts_with(shobj_description(oid, 'pg_database'), '{mark}') ORDER BY oid"
        ).split()

    def exists(self, name: str) -> bool:
        """:return: whether the server has a database of this name."""
        return bool(self.sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))

    def create(self, name: str, purpose: str, with_addon: bool = True) -> None:
        """Make a fresh database with Odoo's modules; one of the same name is replaced.

        :param purpose: what it is for: ``kept``, ``demo`` or ``test``
        :param with_addon: whether the project's addons are installed in it
        """
        template = self.addon_template() if with_addon else self.core_template()
        self.drop(name)
        self._copy(template, name, purpose)

    def drop(self, name: str) -> None:
        """Remove a database and its files, if there is one."""
        self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(self.environment.filestore(name), ignore_errors=True)

    @contextmanager
    def temporary(self, with_addon: bool = True) -> Iterator[str]:
        """Give the name of a fresh database that is removed after the block."""
        self._drop_left_over()
        name = f"shopify_test_{os.getpid()}"
        self.create(name, f"test {os.getpid()}", with_addon)
        try:
            yield name
        finally:
            self._drop_with_workers(name)

    def core_template(self) -> str:
        """:return: the template with the modules the addons stand on, made first if need be."""
        modules = core_modules()
        name = f"{CORE_TEMPLATE}_{self._key(*modules)}"
        return self._template(name, "core", None, modules, "installing Odoo's modules")

    def addon_template(self) -> str:
        """:return: the template with the addons as they are now, made first if need be."""
        addons = own_addons()
        core = self.core_template()
        if not addons:
            return core
        key = self._key(core, ASSETS_JOB.read_text(), *map(hash_of_addon, addons))
        name = f"{ADDON_TEMPLATE}_{key}"
        modules = [addon.name for addon in addons]
        return self._template(name, "addon", core, modules, f"installing {', '.join(modules)}")

    def _template(
        self, name: str, purpose: str, source: str | None, modules: list[str], title: str
    ) -> str:
        if not self.exists(name):
            with locked(f"template-{purpose}"):
                if not self.exists(name):
                    self._build(name, purpose, source, modules, title)
                    for old in self.names(purpose)[:-KEPT_TEMPLATES]:
                        self._drop_unless_used(old)
        return name

    def _build(
        self, name: str, purpose: str, source: str | None, modules: list[str], title: str
    ) -> None:
        unfinished = f"{name}_unfinished"
        self.drop(unfinished)
        self._copy(source or "template0", unfinished, "unfinished")
        try:
            with step(title) as tell:
                self.run_odoo(unfinished, "-i", ",".join(modules), tell=tell)
            if purpose == "addon":
                with step("making the files that the browser loads"):
                    self._run_in_shell(unfinished, ASSETS_JOB)
        except BaseException:
            self.drop(unfinished)
            raise
        files = self.environment.filestore(name)
        shutil.rmtree(files, ignore_errors=True)
        if self.environment.filestore(unfinished).exists():
            self.environment.filestore(unfinished).rename(files)
        self.mark(unfinished, purpose)
        self.sql(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')

    def run_odoo(self, database: str, *arguments: str, tell=lambda detail: None) -> None:
        """Run Odoo on a database until it has done what the arguments say.

        :param tell: is told how many of the modules are loaded
        :raises DevError: with the last lines of the log, if Odoo fails
        """

        def progress(line: str) -> None:
            found = LOADING.search(line)
            if found:
                tell(f"module {found[1]}")

        command = self.environment.odoo_command(
            *("-d", database, *arguments, "--stop-after-init", "--no-http")
        )
        log = cache_folder() / "logs" / f"odoo-{database}.log"
        run_quietly(command, log, env=self.environment.variables, on_line=progress)

    def _run_in_shell(self, database: str, script: Path) -> None:
        command = self.environment.odoo_command(
            "shell", "-d", database, "--no-http", "--log-level=error"
        )
        log = cache_folder() / "logs" / f"{script.stem}.log"
        run_quietly(command, log, env=self.environment.variables, script=script)

    def _copy(self, source: str, name: str, purpose: str) -> None:
        self.sql(
            f'CREATE DATABASE "{name}" TEMPLATE "{source}"'
            + (" ENCODING 'UTF8' LC_COLLATE 'C'" if source == "template0" else "")
        )
        self.mark(name, purpose)
        files = self.environment.filestore(source)
        target = self.environment.filestore(name)
        shutil.rmtree(target, ignore_errors=True)
        if files.exists():
            # Odoo never changes a file of the store, so that copies may share it.
            shutil.copytree(files, target, copy_function=os.link)

    def mark(self, name: str, purpose: str) -> None:
        """Note on the server that a database is the project's, and what it is for."""
        self.sql(f"COMMENT ON DATABASE \"{name}\" IS '{MARK} {purpose} {ROOT.name}'")

    def _drop_with_workers(self, name: str) -> None:
        for each in self.sql("SELECT datname FROM pg_database").split():
            if each == name or each.startswith(f"{name}-gw"):
                self.drop(each)

    def _drop_left_over(self) -> None:
        """Remove test databases whose command was killed."""
        for name in self.names("test"):
            pid = int(name.rpartition("_")[2])
            if not _alive(pid):
                self._drop_with_workers(name)

    def _drop_unless_used(self, name: str) -> None:
        used = self.sql(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}'")
        if used == "0":
            self.drop(name)

    def _key(self, *parts: object) -> str:
        # Two caches on one server must not share a database: the files lie in the cache.
        return short_hash(self.environment.odoo.key, self.environment.data, *parts)


def core_modules() -> list[str]:
    """:return: the modules of Odoo's own that the addons depend on, and those for any checkout."""
    addons = own_addons()
    names = {addon.name for addon in addons}
    depends = {name for addon in addons for name in read_manifest(addon).get("depends", ())}
    return sorted((depends | set(CORE_MODULES)) - names)


def hash_of_addon(addon: Path) -> str:
    """:return: a hash of all the addon's files that end up in a database."""
    parts = []
    for path in sorted(addon.rglob("*")):
        inside = path.relative_to(addon)
        if inside.parts[0] not in NOT_IN_THE_DATABASE and path.is_file() and path.suffix != ".pyc":
            parts += [inside, path.read_bytes()]
    return short_hash(*parts)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def make(environment: Environment, name: str, with_addon: bool) -> None:
    """Make a database that the user keeps, and say how to use it."""
    Databases(environment).create(name, "kept", with_addon)
    say(f"Use it with: ./dev odoo -d {name} …")
