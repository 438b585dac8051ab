# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A Chromium for the browser tests: an installed one, else the distribution's package."""

import os
import shutil
from pathlib import Path

from .apt import fetch_with_dependencies, install, require_apt
from .console import DevError, step
from .locks import locked
from .paths import cache_folder

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
PACKAGES = ("chromium", "fonts-dejavu-core")
INSTEAD = (
    "apt-get install chromium fonts-dejavu-core (as root), or put a google-chrome on the PATH."
)


def installed() -> Path | None:
    """:return: the browser on the PATH; Odoo looks for the same names."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return None


def chromium_folder() -> Path:
    """:return: a folder that holds a browser under one of :data:`NAMES`."""
    found = installed()
    if found:
        return found.parent
    root = cache_folder() / "chromium"
    if not root.is_dir():
        with locked("chromium"):
            if not (installed() or root.is_dir()):
                _fetch(root)
    return installed().parent if installed() else root / "bin"


def executable_in(folder: Path) -> Path:
    """:return: the browser in the folder that :func:`chromium_folder` gave"""
    return next(folder / name for name in NAMES if (folder / name).exists())


def _fetch(root: Path) -> None:
    require_apt("Chromium", INSTEAD)
    if os.geteuid() == 0:
        with step("installing Chromium (the distribution's package)"):
            install(PACKAGES)
        return
    unfinished = root.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    with step("fetching Chromium (the distribution's package, about 120 MB)"):
        fetch_with_dependencies(PACKAGES, unfinished)
        if not (unfinished / "usr/lib/chromium/chromium").exists():
            raise DevError(f"the distribution's Chromium can't be unpacked: {INSTEAD}")
        _wrap(unfinished, root)
        unfinished.rename(root)


def _wrap(unfinished: Path, root: Path) -> None:
    """Give the browser a starter that finds its unpacked libraries and fonts."""
    libraries = [str(root / path.relative_to(unfinished)) for path in library_folders(unfinished)]
    fonts = unfinished / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?>\n<fontconfig>\n'
        f"  <dir>{root}/usr/share/fonts</dir>\n  <dir>/usr/share/fonts</dir>\n"
        f"  <cachedir>{root}/font-cache</cachedir>\n</fontconfig>\n"
    )
    starter = unfinished / "bin" / "chromium"
    starter.parent.mkdir()
    starter.write_text(
        "#!/bin/sh\n"
        f'export LD_LIBRARY_PATH="{":".join(libraries)}" FONTCONFIG_FILE="{root}/fonts.conf"\n'
        f'exec "{root}/usr/lib/chromium/chromium" "$@"\n'
    )
    starter.chmod(0o755)


def library_folders(root: Path) -> list[Path]:
    """:return: where unpacked libraries lie; some have private ones in a folder of their own"""
    tops = [path for base in ("usr/lib", "lib") for path in (root / base).glob("*-linux-*")]
    below = [path for top in tops for path in top.iterdir() if path.is_dir()]
    return tops + sorted(path for path in below if any(path.glob("*.so*")))
