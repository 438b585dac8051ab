# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""``./dev clean``: take away what the other commands have made."""

import argparse
import shutil

from .console import step
from .databases import MARK
from .paths import cache_folder
from .postgres import Server, reachable_server
from .postgres_private import PrivateServer
from .postgres_programs import present_programs
from .processes import output


def run(options: argparse.Namespace) -> None:
    """Stop the private server, remove the project's databases and the cache folder."""
    cache = cache_folder()
    with step(f"removing the project's databases and {cache}"):
        programs = present_programs()
        if programs:
            reachable, _ = reachable_server(programs)
            if reachable:
                _drop_databases(reachable)
            PrivateServer(programs).remove()
        shutil.rmtree(cache, ignore_errors=True)


def _drop_databases(server: Server) -> None:
    """On a server of the user's own, remove only what is marked as the project's."""
    psql = ["psql", "-XAtq", "-d", "postgres", "-c"]
    marked = (
        "SELECT datname FROM pg_database WHERE "
        f"starts_with(shobj_description(oid, 'pg_database'), '{MARK} ')"
    )
    for name in output([*psql, marked], env=server.environment()).split():
        output([*psql, f'DROP DATABASE "{name}" WITH (FORCE)'], env=server.environment())
