# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Read the JSONL file of a bulk operation and put children back under their parents.

A line is a node; a child's line names its parent in ``__parentId``. Without grouping children come
in any order, even before their parents, so the lines go through a file of their own on disk:
memory stays flat whatever the size.
"""

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from . import gid
from .errors import MalformedAnswer

Node = dict[str, Any]

#: For each type of parent: the type of a child → the connection that it belongs to.
Shape = Mapping[str, Mapping[str, str]]

#: A line's number, its id, its parent's id, and the line itself.
Row = tuple[int, str | None, str | None, bytes]

_PARENT = "__parentId"
_INSERT_ROWS = 2000


def lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut a stream of bytes into its lines, without empty ones."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line for line in whole if line.strip())
    if rest.strip():
        yield rest


def parse(line: bytes, number: int) -> Node:
    """Read one line.

    :raises MalformedAnswer: it is not a JSON object
    """
    try:
        node = json.loads(line)
    except ValueError:
        raise MalformedAnswer(f"bulk.{number}", "the line is not whole JSON") from None
    if type(node) is not dict:
        raise MalformedAnswer(f"bulk.{number}", "the line is not a JSON object")
    return node


def join(file_lines: Iterable[bytes], shape: Shape) -> Iterator[Node]:
    """The root nodes in the file's order, each with its children under its connections.

    :param shape: which child belongs where; empty for a flat file, which is read straight through
    :raises MalformedAnswer: a line is broken, or a child's parent or place is unknown
    """
    if not shape:
        for number, line in enumerate(file_lines):
            yield parse(line, number)
        return
    with tempfile.TemporaryDirectory(prefix="shopify-bulk-") as folder:
        database = sqlite3.connect(Path(folder) / "lines.sqlite")
        try:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            create_table(database)
            for rows in _rows(file_lines):
                insert_rows(database, rows)
            close_table(database)
            yield from (node for _number, node in assemble(database, shape))
        finally:
            database.close()


# === THE FILE OF ITS OWN === #


def create_table(database: sqlite3.Connection) -> None:
    """Make the table that lines go through."""
    database.execute(
        "CREATE TABLE line (number INTEGER PRIMARY KEY, id TEXT, parent TEXT, node BLOB)"
    )


def row_of(line: bytes, number: int) -> Row:
    """A line as a row of the table.

    :raises MalformedAnswer: it is not a JSON object
    """
    node = parse(line, number)
    return number, node.get("id"), node.get(_PARENT), line


def insert_rows(database: sqlite3.Connection, rows: list[Row]) -> None:
    """Put lines into the table."""
    database.executemany("INSERT INTO line VALUES (?, ?, ?, ?)", rows)


def close_table(database: sqlite3.Connection) -> None:
    """Prepare the table for reading; all lines are there.

    :raises MalformedAnswer: a child's parent is unknown
    """
    database.execute("CREATE INDEX line_parent ON line (parent, number)")
    database.execute("CREATE INDEX line_id ON line (id)")
    orphan = database.execute(
        "SELECT number, parent FROM line WHERE parent IS NOT NULL"
        " AND parent NOT IN (SELECT id FROM line WHERE id IS NOT NULL) LIMIT 1"
    ).fetchone()
    if orphan:
        raise MalformedAnswer(f"bulk.{orphan[0]}", f"its parent {orphan[1]} is not in the file")


def assemble(
    database: sqlite3.Connection, shape: Shape, after: int = -1
) -> Iterator[tuple[int, Node]]:
    """The root nodes with their line numbers, from the one behind a line number on."""
    roots = database.execute(
        "SELECT number, node FROM line WHERE parent IS NULL AND number > ? ORDER BY number",
        (after,),
    )
    for number, line in roots:
        node = json.loads(line)
        _attach_children(database, node, shape)
        yield number, node


def _rows(file_lines: Iterable[bytes]) -> Iterator[list[Row]]:
    numbered = enumerate(file_lines)
    while rows := [row_of(line, number) for number, line in islice(numbered, _INSERT_ROWS)]:
        yield rows


def _attach_children(database: sqlite3.Connection, node: Node, shape: Shape) -> None:
    places = shape.get(_type_of(node))
    if not places:
        return
    for field in places.values():
        node[field] = {"nodes": []}
    found = database.execute(
        "SELECT node FROM line WHERE parent = ? ORDER BY number", (node["id"],)
    )
    for (line,) in found.fetchall():
        child = json.loads(line)
        del child[_PARENT]
        _attach_children(database, child, shape)
        type_name = _type_of(child)
        if type_name not in places:
            raise MalformedAnswer(f"bulk.{type_name}", "a child that was not asked for")
        node[places[type_name]]["nodes"].append(child)


def _type_of(node: Node) -> str:
    return node.get("__typename") or gid.kind(node.get("id"))
