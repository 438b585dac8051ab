# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A PostgreSQL server for this project alone.

It forgets on a crash of the machine (nothing is synced to disk), but not on one of its clients.
It runs as long as a command needs it: each holds a shared lock, the last one stops it.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .console import DevError, step
from .locks import lock_file, locked
from .paths import cache_folder, short_hash
from .postgres_programs import can_be_used_by_others

ROLE = "odoo"
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "256MB",
    "max_connections": "200",
    "max_wal_size": "4GB",
    "jit": "off",
}


class PrivateServer:
    """The private server of one cache folder.

    :param programs: the folder of PostgreSQL's programs
    """

    def __init__(self, programs: Path) -> None:
        self.root = os.geteuid() == 0
        self.user = _unprivileged() if self.root else None
        self.home = home()
        self.data = self.home / "data"
        self.programs = self._reachable(programs)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run the server for the time of the block, and on if others use it."""
        with lock_file("postgresql-users").open("a") as users:
            with locked("postgresql-server"):
                fcntl.flock(users, fcntl.LOCK_SH)
                if not self.socket_folder():
                    self._start()
            try:
                yield
            finally:
                with locked("postgresql-server"):
                    self._stop_if_last(users)

    def variables(self) -> dict[str, str]:
        """:return: libpq's variables that lead to the server."""
        return {
            "PGHOST": str(self.socket_folder()),
            "PGPORT": "5432",
            "PGUSER": ROLE,
        }

    def socket_folder(self) -> Path | None:
        """:return: where the running server listens, None if it does not run."""
        return listening(self.data)

    def remove(self) -> None:
        """Stop the server and remove all its data."""
        with locked("postgresql-server"):
            if self.data.exists():
                self._stop()
            shutil.rmtree(self.home, ignore_errors=True)

    def _reachable(self, programs: Path) -> Path:
        """:return: the programs, copied to where the server's user may go if need be."""
        if not self.root or can_be_used_by_others(programs):
            return programs
        copy = self.home / "programs"
        if not copy.exists():
            with locked("postgresql-server"):
                if not copy.exists():
                    self._make_home()
                    unfinished = copy.with_suffix(".unfinished")
                    shutil.rmtree(unfinished, ignore_errors=True)
                    shutil.copytree(programs.parent, unfinished, symlinks=True)
                    unfinished.rename(copy)
        return copy / programs.name

    def _make_home(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        if self.user:
            self.home.chmod(0o755)

    def _start(self) -> None:
        with step("starting a private PostgreSQL server"):
            self._stop()
            if not (self.data / "PG_VERSION").exists():
                self._initialise()
            # A path under /tmp: a socket's path may have 107 characters at most.
            sockets = Path(tempfile.mkdtemp(prefix="shopify-connector-", dir="/tmp"))
            self._own(sockets)
            try:
                self._run(
                    *("pg_ctl", "-D", self.data, "-w", "-t", "60", "-s"),
                    *("-l", self.home / "log" / "server.log"),
                    *("-o", f"-c unix_socket_directories={sockets} -c port=5432", "start"),
                )
            except BaseException:
                shutil.rmtree(sockets, ignore_errors=True)
                raise

    def _initialise(self) -> None:
        self._make_home()
        shutil.rmtree(self.data, ignore_errors=True)
        (self.home / "log").mkdir(exist_ok=True)
        self._own(self.home / "log")
        unfinished = self.home / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        self._own(unfinished)
        self._run(
            *("initdb", "-D", unfinished, "-U", ROLE, "--auth=trust", "--no-sync"),
            *("--encoding=UTF8", "--locale=C.UTF-8"),
        )
        with (unfinished / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in SETTINGS.items())
        unfinished.rename(self.data)

    def _own(self, folder: Path) -> None:
        folder.chmod(0o700)
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)

    def _stop_if_last(self, users) -> None:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        self._stop()

    def _stop(self) -> None:
        folder = self.socket_folder()
        if folder:
            self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "-t", "60", "-s", "stop")
            shutil.rmtree(folder, ignore_errors=True)

    def _run(self, program: str, *arguments: object) -> None:
        env = {**os.environ, "LC_ALL": "C", "HOME": "/tmp"}
        options = {}
        if self.user:
            options = {
                "user": self.user.pw_uid,
                "group": self.user.pw_gid,
                "extra_groups": [],
            }
        # A file and no pipe: the server would keep a pipe open.
        with tempfile.TemporaryFile("w+") as told:
            done = subprocess.run(
                [self.programs / program, *map(str, arguments)],
                env=env,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                start_new_session=True,
                **options,
            )
            told.seek(0)
            if done.returncode:
                raise DevError(f"PostgreSQL's {program} failed: {told.read().strip()[-600:]}")


def listening(data: Path) -> Path | None:
    """:return: the folder of the socket of the server that runs on a data folder, if one does"""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return None
    if len(lines) < 8 or lines[7].strip() != "ready" or not _is_postgres(int(lines[0])):
        return None
    folder = Path(lines[4])
    return folder if folder.is_dir() else None


def home() -> Path:
    """:return: the folder of the private server; root's cache is closed to the server's user."""
    cache = cache_folder()
    if os.geteuid() == 0:
        return Path("/var/lib") / f"shopify-connector-{short_hash(cache)}"
    return cache / "postgresql-server"


def _unprivileged() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("nobody")
    except KeyError as error:
        raise DevError(
            "PostgreSQL does not run as root and there is no user nobody: "
            "name a server in PGHOST and PGUSER"
        ) from error


def _is_postgres(pid: int) -> bool:
    """:return: whether a process lives and is a server; a number may be given again"""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        # Systems without /proc: trust the file.
        return not Path("/proc").is_dir()
    return status.startswith("Name:\tpostgres") and "State:\tZ" not in status
