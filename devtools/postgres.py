# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""PostgreSQL: a server that can be reached, else a private one for as long as it is needed."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from .console import say
from .postgres_private import PrivateServer
from .postgres_programs import find_programs

MINIMUM_VERSION = 130000
CONNECTION_VARIABLES = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "DATABASE_URL")
QUESTION = """
    SELECT (rolcreatedb OR rolsuper)::int, current_user, current_setting('server_version_num')
    FROM pg_roles WHERE rolname = current_user
"""


@dataclass(frozen=True)
class Server:
    """A server to use.

    :ivar variables: libpq's environment variables, which Odoo reads as well
    :ivar programs: the folder of psql, createdb and dropdb
    """

    variables: dict[str, str] = field(repr=False)
    programs: Path

    def environment(self) -> dict[str, str]:
        """:return: an environment in which the server's programs reach it."""
        path = f"{self.programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        return {**os.environ, **self.variables, "PATH": path}


@contextmanager
def server() -> Iterator[Server]:
    """Give a server; stop it after the block if it is private and nobody else uses it."""
    programs = find_programs()
    reachable, refusal = reachable_server(programs)
    if reachable:
        yield reachable
        return
    if any(os.environ.get(name) for name in CONNECTION_VARIABLES):
        say(f"• the PostgreSQL server that the environment names is not used: {refusal}")
    private = PrivateServer(programs)
    with private.running():
        yield Server(private.variables(), private.programs)


def reachable_server(programs: Path) -> tuple[Server | None, str]:
    """:return: the user's own server if it can be used, else None and why not"""
    candidate = Server(connection_variables(os.environ), programs)
    refusal = _refusal(candidate)
    return (None, refusal) if refusal else (candidate, "")


def connection_variables(environ: dict[str, str] | os._Environ) -> dict[str, str]:
    """Split DATABASE_URL, which neither libpq's programs nor Odoo read.

    :return: the variables that libpq reads; empty if there is no DATABASE_URL
    """
    url = environ.get("DATABASE_URL")
    if not url:
        return {}
    parts = urlsplit(url)
    values = {
        "PGHOST": parts.hostname,
        "PGPORT": parts.port,
        "PGUSER": parts.username,
        "PGPASSWORD": parts.password,
    }
    named = {name: unquote(str(value)) for name, value in values.items() if value}
    # The folder of a local socket can only be named behind the question mark.
    behind = {f"PG{name.upper()}": value for name, value in parse_qsl(parts.query)}
    return {**named, **{name: behind[name] for name in values if name in behind}}


def judge(answer: str) -> str | None:
    """:param answer: psql's answer to :data:`QUESTION`

    :return: why the server can't be used, None if it can
    """
    may_create, user, version = answer.strip().split("|")
    if user == "postgres":
        return "Odoo refuses the role postgres"
    if may_create != "1":
        return f"the role {user} may not create databases"
    if int(version) < MINIMUM_VERSION:
        return f"it is older than version {MINIMUM_VERSION // 10000}"
    return None


def _refusal(candidate: Server) -> str | None:
    env = {**candidate.environment(), "PGCONNECT_TIMEOUT": "3"}
    asked = subprocess.run(
        ["psql", "-XAtwq", "-d", "postgres", "-c", QUESTION],
        env=env,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    if asked.returncode:
        return asked.stderr.strip().splitlines()[0] if asked.stderr.strip() else "no answer"
    return judge(asked.stdout)
