# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Fetch and unpack Debian packages without installing them and without being root.

apt checks the signatures; no host is named here, the machine's own configuration is used.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .console import DevError
from .paths import cache_folder
from .processes import output, run_quietly

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


def parse_mirror(targets: str) -> str | None:
    """Find the Debian mirror in apt's own list of index files.

    :param targets: lines of ``origin|label|site``
    :return: the first site that serves Debian itself, not its security updates
    """
    for line in targets.splitlines():
        origin, label, site = [*line.split("|"), "", ""][:3]
        if origin == label == "Debian" and site:
            return site
    return None


def require_apt(what: str, instead: str) -> None:
    """:raises DevError: saying what to do instead, if the machine has no apt."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise DevError(f"{what} is missing and can't be fetched without apt-get: {instead}")


def debian_mirror(instead: str) -> str:
    """:return: the address of the Debian mirror that this machine is set up to use.

    :param instead: what the user can do where there is none
    """
    named = os.environ.get("DEBIAN_MIRROR")
    if named:
        return named
    question = ["indextargets", "--format", "$(ORIGIN)|$(LABEL)|$(SITE)", "Created-By: Packages"]
    mirror = parse_mirror(output(["apt-get", *question]))
    if not mirror:
        with _work_folder() as folder:
            # A fresh container has no lists yet, and apt knows an origin only from a list.
            options = _options(folder)
            _apt([*options, "update"], folder)
            mirror = parse_mirror(output(["apt-get", *options, *question]))
    if not mirror:
        raise DevError(
            "no Debian mirror is set up on this machine: "
            f"set DEBIAN_MIRROR to the address of one, or {instead}"
        )
    return mirror


def fetch_from_debian(packages: dict[str, str], target: Path, instead: str) -> None:
    """Unpack packages of named Debian suites, without what they depend on.

    :param packages: the suite of each package
    :param target: the folder that becomes their root
    :param instead: what the user can do where there is no Debian mirror
    """
    mirror = debian_mirror(instead)
    with _work_folder() as folder:
        keyring = _debian_keyring(folder)
        sources = folder / "sources.list"
        sources.write_text(
            "".join(
                f"deb [signed-by={keyring}] {mirror} {suite} main\n"
                for suite in sorted(set(packages.values()))
            )
        )
        (folder / "status").touch()
        options = [
            *_options(folder),
            *_set("Dir::Etc::SourceList", sources),
            *_set("Dir::Etc::SourceParts", folder / "nothing"),
            *_set("Dir::Etc::Preferences", "/dev/null"),
            *_set("Dir::Etc::PreferencesParts", folder / "nothing"),
            *_set("Dir::State::status", folder / "status"),
        ]
        _apt([*options, "update"], folder)
        names = [f"{name}/{suite}" for name, suite in packages.items()]
        _apt([*options, "download", *names], folder, cwd=folder / "packages")
        unpack((folder / "packages").glob("*.deb"), target)


def fetch_with_dependencies(packages: Sequence[str], target: Path) -> None:
    """Unpack packages of the machine's own release, with what the machine lacks for them."""
    with _work_folder() as folder:
        options = _options(folder)
        _apt([*options, "update"], folder)
        _apt(
            [*options, "-y", "--no-install-recommends", "--download-only", "install", *packages],
            folder,
        )
        unpack((folder / "archives" / "archives").glob("*.deb"), target)


def install(packages: Sequence[str]) -> None:
    """Install packages on the machine; the caller is root."""
    folder = cache_folder() / "logs"
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run_quietly(["apt-get", "-q", "update"], folder / "apt-update.log", env=env)
    run_quietly(
        ["apt-get", "-q", "-y", "--no-install-recommends", "install", *packages],
        folder / "apt-install.log",
        env=env,
    )


def unpack(files: Iterable[Path], target: Path) -> None:
    """Unpack packages into a folder; translation catalogues are left out, they are the bulk."""
    for file in sorted(files):
        with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", file], stdout=subprocess.PIPE) as tar:
            output(
                ["tar", "-x", "--no-same-owner", "-C", str(target), "--exclude=*/i18n/*.po"],
                stdin=tar.stdout,
            )
        if tar.returncode:
            raise DevError(f"{file.name} can't be unpacked")


def _debian_keyring(folder: Path) -> Path:
    """:return: the keys of Debian's archive; other distributions have them as a package."""
    if KEYRING.exists():
        return KEYRING
    options = _options(folder)
    _apt([*options, "update"], folder)
    _apt([*options, "download", "debian-archive-keyring"], folder, cwd=folder / "keyring")
    unpack((folder / "keyring").glob("*.deb"), folder / "keyring")
    return folder / "keyring" / KEYRING.relative_to("/")


@contextmanager
def _work_folder() -> Iterator[Path]:
    base = cache_folder()
    base.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="apt-", dir=base) as name:
        folder = Path(name)
        for part in (
            "lists/partial",
            "archives/archives/partial",
            "packages",
            "nothing",
            "keyring",
        ):
            (folder / part).mkdir(parents=True)
        yield folder


def _set(name: str, value: object) -> list[str]:
    return ["-o", f"{name}={value}"]


def _options(folder: Path) -> list[str]:
    return [
        "-q",
        *_set("Dir::State::Lists", folder / "lists"),
        *_set("Dir::Cache", folder / "archives"),
        *_set("Debug::NoLocking", 1),
        *_set("APT::Sandbox::User", ""),
        *_set("Acquire::Languages", "none"),
        *_set("Acquire::IndexTargets::deb::DEP-11::DefaultEnabled", "false"),
        *_set("Acquire::Retries", 3),
    ]


def _apt(arguments: Sequence[str], folder: Path, cwd: Path | None = None) -> None:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    log = cache_folder() / "logs" / "apt.log"
    run_quietly(["apt-get", *arguments], log, env=env, cwd=cwd)
