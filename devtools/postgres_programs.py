# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""PostgreSQL's programs: installed ones, else the distribution's packages, unpacked."""

import shutil
from pathlib import Path

from .apt import fetch_with_dependencies, require_apt
from .console import DevError, step
from .locks import locked
from .paths import cache_folder

CLIENTS = ("psql", "createdb", "dropdb")
SERVERS = ("initdb", "pg_ctl", "postgres")
INSTALLED = Path("/usr/lib/postgresql")
INSTEAD = "apt-get install postgresql (as root), or name a server in PGHOST and PGUSER."


def newest(folder: Path) -> Path | None:
    """:return: the programs of the newest complete version in a folder of versions."""
    complete = [
        path
        for path in folder.glob("*/bin")
        if path.parent.name.isdigit() and all((path / name).exists() for name in CLIENTS + SERVERS)
    ]
    return max(complete, key=lambda path: int(path.parent.name), default=None)


def find_programs() -> Path:
    """:return: the folder with the programs for clients and for a server of one's own."""
    present = present_programs()
    if present:
        return present
    root = _unpacked()
    with locked("postgresql-programs"):
        if not root.is_dir():
            _fetch(root)
    return root / "bin"


def present_programs() -> Path | None:
    """:return: the folder of programs that are there already, None if there are none."""
    installed = newest(INSTALLED)
    if installed:
        return installed
    on_path = shutil.which("initdb")
    if on_path and all(shutil.which(name) for name in CLIENTS + SERVERS):
        return Path(on_path).resolve().parent
    return _unpacked() / "bin" if _unpacked().is_dir() else None


def _unpacked() -> Path:
    return cache_folder() / "postgresql"


def _fetch(root: Path) -> None:
    require_apt("PostgreSQL", INSTEAD)
    unfinished = root.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    with step("fetching PostgreSQL (the distribution's packages)"):
        fetch_with_dependencies(["postgresql"], unfinished)
        found = newest(unfinished / "usr/lib/postgresql")
        if not found:
            raise DevError(f"the distribution's PostgreSQL can't be unpacked: {INSTEAD}")
        _wrap(unfinished, found)
        unfinished.rename(root)


def _wrap(root: Path, programs: Path) -> None:
    """Give every program a starter that finds the unpacked libraries, wherever the root lies."""
    (root / "bin").mkdir()
    folder = programs.relative_to(root)
    libraries = [path.relative_to(root) for path in (root / "usr/lib").glob("*-linux-*")]
    search = ":".join(f"$root/{path}" for path in libraries)
    for program in programs.iterdir():
        starter = root / "bin" / program.name
        starter.write_text(
            "#!/bin/sh\n"
            'root=$(dirname "$(dirname "$(readlink -f "$0")")")\n'
            f'LD_LIBRARY_PATH="{search}" exec "$root/{folder}/{program.name}" "$@"\n'
        )
        starter.chmod(0o755)


def can_be_used_by_others(folder: Path) -> bool:
    """:return: whether every user may enter the folder; root's home is usually closed."""
    return all(part.stat().st_mode & 0o001 for part in (folder, *folder.parents))
