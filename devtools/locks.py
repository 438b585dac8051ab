# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Locks between commands that run at the same time. The kernel frees them if a command dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .console import say
from .paths import cache_folder


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Let only one command at a time into the block.

    :param name: what is locked; two commands with the same cache and name wait for each other
    """
    path = lock_file(name)
    with path.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"• waiting for another ./dev that works on: {name}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def lock_file(name: str) -> Path:
    """:return: the path of the lock's file, its folder made."""
    folder = cache_folder() / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name.replace("/", "-")
