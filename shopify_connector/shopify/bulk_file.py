# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The result of a bulk operation, kept on disk until it is worked off.

Working off a hundred thousand orders takes many goes, each by whichever worker is free. The file
is loaded once and piece by piece, and read from any root node on; it may be interrupted anywhere.
Where it is not there, on another host or after a cleaning, it is loaded anew.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from . import jsonl
from .jsonl import Shape

ROWS_AT_ONCE = 5000


class BulkFile:
    """A bulk operation's result in a file of its own.

    :param path: where it is, or is to be; its folder is made if need be
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def is_complete(self) -> bool:
        """Whether all of the result is there."""
        if not self._path.exists():
            return False
        try:
            with closing(sqlite3.connect(self._path)) as database:
                return _state(database).get("complete") == 1
        except sqlite3.DatabaseError:
            return False

    def load(
        self, chunks_from: Callable[[int], Iterator[bytes]], should_stop: Callable[[], bool]
    ) -> bool:
        """Load what is missing.

        :param chunks_from: gives the result's bytes from one of them on
        :param should_stop: asked now and then; what was loaded until then stays
        :return: whether all of it is there
        :raises MalformedAnswer: a line is broken, or a child's parent is not there
        """
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(self._path)) as database:
                return self._load(database, chunks_from, should_stop)
        except sqlite3.DatabaseError:
            # Something else has damaged it; all of it can be had again.
            self.remove()
            with closing(sqlite3.connect(self._path)) as database:
                return self._load(database, chunks_from, should_stop)

    def _load(self, database, chunks_from, should_stop) -> bool:
        # A killed process loses nothing by it; only a crash of the host might.
        database.execute("PRAGMA synchronous = OFF")
        state = _state(database)
        if state.get("complete"):
            return True
        if not state:
            with database:
                jsonl.create_table(database)
                database.execute("CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER)")
                _note(database, offset=0, lines=0)
            state = {"offset": 0, "lines": 0}
        for rows, offset in _pieces(chunks_from(state["offset"]), state["offset"], state["lines"]):
            with database:
                jsonl.insert_rows(database, rows)
                _note(database, offset=offset, lines=rows[-1][0] + 1)
            if should_stop():
                return False
        with database:
            jsonl.close_table(database)
            _note(database, complete=1)
        return True

    def root_count(self) -> int:
        """How many root nodes there are."""
        with closing(sqlite3.connect(self._path)) as database:
            (count,) = database.execute("SELECT count(*) FROM line WHERE parent IS NULL").fetchone()
        return count

    def root_ids(self) -> Iterator[str]:
        """The ids of the root nodes."""
        with closing(sqlite3.connect(self._path)) as database:
            for (key,) in database.execute("SELECT id FROM line WHERE parent IS NULL"):
                yield key

    def roots(self, shape: Shape, after: int = -1) -> Iterator[tuple[int, dict[str, Any]]]:
        """The root nodes, children in place, each with its position.

        :param shape: which child belongs where
        :param after: the position of the last one that is done with
        :raises MalformedAnswer: a child's place is unknown
        """
        with closing(sqlite3.connect(self._path)) as database:
            yield from jsonl.assemble(database, shape, after)

    def remove(self) -> None:
        """Remove it from the disk."""
        for path in (self._path, self._path.with_name(f"{self._path.name}-journal")):
            path.unlink(missing_ok=True)


def _state(database: sqlite3.Connection) -> dict[str, int]:
    known = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'state'").fetchone()
    return dict(database.execute("SELECT name, value FROM state")) if known else {}


def _note(database: sqlite3.Connection, **values: int) -> None:
    database.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", values.items())


def _pieces(
    chunks: Iterator[bytes], offset: int, number: int
) -> Iterator[tuple[list[jsonl.Row], int]]:
    """Rows of whole lines, and the byte at which the next line begins."""
    rest = b""
    rows: list[jsonl.Row] = []
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            offset += len(line) + 1
            if line.strip():
                rows.append(jsonl.row_of(line, number))
                number += 1
        if len(rows) >= ROWS_AT_ONCE:
            yield rows, offset
            rows = []
    if rest.strip():
        rows.append(jsonl.row_of(rest, number))
        offset += len(rest)
    if rows:
        yield rows, offset
