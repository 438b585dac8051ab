# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Pages: of a root connection one by one, of nested connections to the very last.

A nested connection gets a small first page in its document. Whatever has a further page is read on
here with the document that :func:`shopify.documents.continuation` has for it, several parents in
one request, on every level. A connection that can't be read on is an error, never a loss.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from . import documents, gid
from .documents import Document
from .errors import CostTooHigh, MalformedAnswer, TooManyRecords
from .prefetch import prefetched

Node = dict[str, Any]

PAGE_SIZE = 50
#: Nested connections that are read on in one request.
BATCH_SIZE = 8


class Pages:
    """The client's paging; needs ``execute``."""

    def pages(
        self,
        document: Document,
        variables: dict[str, Any] | None = None,
        *,
        root: str,
        first: int = PAGE_SIZE,
        prefetch: bool = False,
    ) -> Iterator[list[Node]]:
        """The nodes of a root connection, page by page, each node complete.

        :param root: the connection's field, such as ``orders``
        :param first: the size of a page; made smaller if Shopify finds it too costly
        :param prefetch: fetch the next page in a thread of its own while the caller works
        """
        found = self._pages(document, variables or {}, root, first)
        return prefetched(found) if prefetch else found

    def _pages(
        self, document: Document, variables: dict[str, Any], root: str, first: int
    ) -> Iterator[list[Node]]:
        after = None
        while True:
            asked = {**variables, "first": first, "after": after}
            try:
                data = self.execute(document, asked)
            except CostTooHigh:
                if first == 1:
                    raise
                first //= 2
                continue
            connection = data.get(root)
            nodes, page = _parts(connection, f"{document.name}.{root}")
            self.complete(nodes)
            yield nodes
            if not page["hasNextPage"]:
                return
            after = _next_cursor(page, after, f"{document.name}.{root}")

    def complete(self, nodes: list[Node]) -> None:
        """Read every nested connection of these nodes to its last page, in place.

        :raises TooManyRecords: a connection has a further page and no document to read on
        """
        open_connections = find_open(nodes)
        while open_connections:
            added: list[Node] = []
            for (type_name, field), parents in _by_connection(open_connections).items():
                document = documents.continuation(type_name, field)
                if document is None:
                    raise TooManyRecords(type_name=type_name, connection=field, operation="")
                added += self._read_on(document, field, parents)
            still_open = [
                (parent, field)
                for parent, field in open_connections
                if parent[field]["pageInfo"]["hasNextPage"]
            ]
            open_connections = still_open + find_open(added)

    def _read_on(self, document: Document, field: str, parents: list[Node]) -> list[Node]:
        added: list[Node] = []
        size = BATCH_SIZE
        position = 0
        while position < len(parents):
            batch = parents[position : position + size]
            try:
                added += self._read_batch(document, field, batch)
            except CostTooHigh:
                if len(batch) == 1:
                    raise
                size = len(batch) // 2
                continue
            position += len(batch)
        return added

    def _read_batch(self, document: Document, field: str, parents: list[Node]) -> list[Node]:
        variables = {}
        for index, parent in enumerate(parents):
            variables[f"id{index}"] = parent["id"]
            variables[f"after{index}"] = parent[field]["pageInfo"]["endCursor"]
        data = self.execute(documents.batched(document, len(parents)), variables)
        added: list[Node] = []
        for index, parent in enumerate(parents):
            path = f"{document.name}.n{index}"
            answer = data.get(f"n{index}")
            if not isinstance(answer, dict):
                raise MalformedAnswer(path, f"{parent['id']} is no longer there")
            nodes, page = _parts(answer.get(field), f"{path}.{field}")
            if page["hasNextPage"]:
                _next_cursor(page, variables[f"after{index}"], f"{path}.{field}")
            parent[field]["nodes"] += nodes
            parent[field]["pageInfo"] = page
            added += nodes
        return added


def find_open(nodes: list[Node]) -> list[tuple[Node, str]]:
    """All connections in these nodes, on any level, that have a further page.

    :return: pairs of the parent and the field
    """
    found: list[tuple[Node, str]] = []
    stack: list[Any] = list(nodes)
    while stack:
        value = stack.pop()
        if type(value) is list:
            stack.extend(value)
            continue
        if type(value) is not dict:
            continue
        for field, inner in value.items():
            if type(inner) is dict:
                page = inner.get("pageInfo")
                if page and page.get("hasNextPage"):
                    found.append((value, field))
                stack.append(inner)
            elif type(inner) is list:
                stack.extend(inner)
    return found


def _by_connection(
    open_connections: list[tuple[Node, str]],
) -> dict[tuple[str, str], list[Node]]:
    grouped: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for parent, field in open_connections:
        if "id" not in parent:
            raise TooManyRecords(type_name="?", connection=field, operation="")
        grouped[gid.kind(parent["id"]), field].append(parent)
    return grouped


def _parts(connection: Any, path: str) -> tuple[list[Node], Node]:
    try:
        nodes, page = connection["nodes"], connection["pageInfo"]
        page["hasNextPage"]
    except (TypeError, KeyError):
        raise MalformedAnswer(path, "a connection with nodes and pageInfo expected") from None
    if type(nodes) is not list:
        raise MalformedAnswer(f"{path}.nodes", "a list expected")
    return nodes, page


def _next_cursor(page: Node, last: str | None, path: str) -> str:
    cursor = page.get("endCursor")
    if not cursor or cursor == last:
        # going on would read the same page for ever
        raise MalformedAnswer(f"{path}.pageInfo.endCursor", "the cursor does not move on")
    return cursor
