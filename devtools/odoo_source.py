# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Find Odoo 19: the user's own, one that Python can import, else Debian's package."""

import ast
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .apt import fetch_from_debian, require_apt
from .console import DevError, step
from .locks import locked
from .paths import cache_folder, short_hash

RELEASE = 19
INSTEAD = "set ODOO_SOURCE to the folder of an Odoo 19 checkout"

# sid's newer font packages lack files that Odoo's package links to.
DEBIAN_PACKAGES = {
    "odoo-19": "sid",
    "libjs-jquery": "trixie",
    "libjs-jquery-form": "trixie",
    "libjs-underscore": "trixie",
    "fonts-font-awesome": "trixie",
    "fonts-glyphicons-halflings": "trixie",
    "fonts-inconsolata": "trixie",
    "fonts-montserrat": "trixie",
    "fonts-ocr-b": "trixie",
    "fonts-roboto-unhinted": "trixie",
}
REPAIRS = 1


@dataclass(frozen=True)
class OdooSource:
    """An Odoo that can be used.

    :ivar import_folder: goes on PYTHONPATH; holds the package ``odoo`` and nothing that hides
        a pinned package
    :ivar addons: Odoo's own folders of addons
    :ivar key: changes when this Odoo is another one
    """

    import_folder: Path
    addons: tuple[Path, ...]
    key: str


def find_odoo() -> OdooSource:
    """:return: the Odoo to use, fetched first if there is none on the machine."""
    named = os.environ.get("ODOO_SOURCE")
    if named:
        return _from_checkout(Path(named).expanduser().absolute())
    package = _importable()
    if package:
        return _from_package(package)
    return _from_debian()


def release_of(package: Path) -> int | None:
    """:return: the major release of the Odoo in the folder of the package ``odoo``."""
    try:
        tree = ast.parse((package / "release.py").read_text(encoding="utf-8"))
    except OSError:
        return None
    for node in tree.body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "version_info":
            first = node.value.elts[0]
            return first.value if isinstance(first.value, int) else None
    return None


def _from_checkout(folder: Path) -> OdooSource:
    package = folder / "odoo"
    if release_of(package) != RELEASE:
        raise DevError(
            f"ODOO_SOURCE={folder} is not an Odoo {RELEASE}: its odoo/release.py decides"
        )
    addons = tuple(path for path in (folder / "addons", package / "addons") if path.is_dir())
    return OdooSource(folder, addons, _key(package))


def _importable() -> Path | None:
    """Ask the Python on the PATH, which may be the user's virtual environment."""
    question = "import importlib.util as u; print(*u.find_spec('odoo').submodule_search_locations)"
    try:
        answer = subprocess.run(
            ["python3", "-c", question], capture_output=True, text=True, cwd="/", timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    for name in answer.stdout.split():
        if release_of(Path(name)) == RELEASE:
            return Path(name)
    return None


def _from_package(package: Path) -> OdooSource:
    """Link to the package alone: its folder may hold other, unpinned packages."""
    folder = cache_folder() / f"odoo-link-{short_hash(package)}"
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / "odoo"
    if not link.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(package)
    beside = package.parent / "addons"
    addons = (beside, package / "addons") if (beside / "web" / "static").is_dir() else ()
    return OdooSource(folder, addons or (package / "addons",), _key(package))


def _from_debian() -> OdooSource:
    root = cache_folder() / f"odoo-{RELEASE}-{short_hash(REPAIRS, DEBIAN_PACKAGES)}"
    if not root.is_dir():
        with locked("odoo"):
            if not root.is_dir():
                _fetch(root)
    packages = root / "usr/lib/python3/dist-packages"
    return OdooSource(packages, (packages / "odoo/addons",), _key(packages / "odoo"))


def _fetch(root: Path) -> None:
    require_apt("Odoo", INSTEAD)
    unfinished = root.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    with step(f"fetching Odoo {RELEASE} (Debian's package, about 130 MB)"):
        fetch_from_debian(DEBIAN_PACKAGES, unfinished, INSTEAD)
        repair(unfinished)
        unfinished.rename(root)


def repair(root: Path) -> None:
    """Mend what Debian's package lacks when it is unpacked and not installed.

    :raises DevError: if files that the web client needs are still missing
    """
    packages = root / "usr/lib/python3/dist-packages"
    # A second copy of the addons, of Python files only, which Odoo would find by itself.
    for name in ("addons", "setup", "doc"):
        shutil.rmtree(packages / name, ignore_errors=True)
    # Left out by Debian; without it the browser reports an error on every page.
    script = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    stub = packages / "odoo/addons" / script
    if not stub.exists():
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text("/* not shipped: only blurs the background of video calls */\n")
    dangling = [path for path in root.rglob("*") if path.is_symlink() and not path.exists()]
    if dangling:
        raise DevError(f"Debian's odoo-19 package lacks {len(dangling)} files, e.g. {dangling[0]}")


def _key(package: Path) -> str:
    """A checkout's log of its HEAD grows whenever other code is checked out."""
    release = package / "release.py"
    log = package.parent / ".git" / "logs" / "HEAD"
    moved = log.stat().st_mtime_ns if log.exists() else 0
    return short_hash(package.resolve(), release.read_bytes(), release.stat().st_mtime_ns, moved)
