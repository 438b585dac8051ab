# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Connections and lists: searching, sorting and paging what the state holds."""

from bisect import bisect_left, bisect_right

from graphql import GraphQLObjectType, get_named_type, get_nullable_type

from ..errors import ApiError
from ..search.matcher import Matcher, described, matcher
from . import cursors
from .ordering import LAZY_KEYS, ordering, rank

MOST = 250
NEWEST_FIRST = ("BulkOperation",)


def is_connection(field_type) -> bool:
    """Whether a field leads to a connection."""
    named = get_named_type(field_type)
    return (
        isinstance(named, GraphQLObjectType)
        and named.name.endswith("Connection")
        and "pageInfo" in named.fields
    )


def root_fetcher(context, field_type, name: str, arguments: dict):
    """Reads a root field from the collection of its node type, or a node by its id."""
    target = context.schema.node_type(field_type)
    if is_connection(field_type):
        return lambda source: context.listed(target)
    if "id" in arguments and isinstance(get_nullable_type(field_type), GraphQLObjectType):
        return lambda source: context.node(arguments["id"], target)

    def refuse(source):
        raise ApiError(f"the sandbox does not model QueryRoot.{name} yet", "NOT_MODELLED")

    return refuse


def slicer(arguments: dict, raw):
    """Cuts a plain list to its ``first`` entries, newest first when ``reverse`` is given."""
    first, reverse = arguments.get("first"), arguments.get("reverse")
    if first is None and not reverse:
        return raw

    def fetch(source):
        items = raw(source)
        if items is None:
            return None
        items = list(items)[::-1] if reverse else items
        return items[:first] if first is not None else items

    return fetch


def pager(context, field_type, arguments: dict, raw, node):
    """Makes a page of what ``raw`` gives; a dict is taken for a page already.

    :raises ApiError: neither ``first`` nor ``last`` is given (bulk operations need none), or
        more than 250 are asked for.
    """
    target = context.schema.node_type(field_type)
    if not context.bulk:
        _check_size(arguments)
    search = _search(context, target, arguments, node)

    def fetch(source):
        items = raw(source)
        if items is None or isinstance(items, dict):
            return items
        return Page(context, items, target, arguments, search).as_node()

    return fetch


def _check_size(arguments):
    sizes = [arguments.get("first"), arguments.get("last")]
    if sizes == [None, None]:
        raise ApiError("you must provide one of first or last", "BAD_REQUEST")
    if None not in sizes:
        raise ApiError("providing both first and last is not supported", "BAD_REQUEST")
    for name in ("first", "last"):
        size = arguments.get(name)
        if size is not None and size > MOST:
            raise ApiError(
                f"Invalid {name} argument. The maximum allowed value is {MOST}.", "BAD_REQUEST"
            )
        if size is not None and size < 0:
            raise ApiError(f"Invalid {name} argument. It must not be negative.", "BAD_REQUEST")


def _search(context, type_name, arguments, node) -> Matcher | None:
    text = arguments.get("query")
    if not text or not text.strip():
        return None
    found = matcher(text, type_name)
    if found.warnings:
        context.search_notes.append(
            {
                "path": [node.alias.value if node.alias else node.name.value],
                "query": text,
                "parsed": described(found.condition),
                "warnings": list(found.warnings),
            }
        )
    return found


class Page:
    """One page of a connection.

    :param items: the nodes, in the state's order.
    :param type_name: the nodes' type.
    :param arguments: the connection's arguments.
    :param search: what ``query:`` asks for, if anything.
    """

    def __init__(self, context, items, type_name, arguments, search):
        self.items = items
        self.arguments = arguments
        self.search = search
        self.bulk = context.bulk
        self.visible = context.visible(type_name)
        self.ordering = ordering(items, _sort_key(items, arguments, type_name, context))
        self.reverse = bool(arguments.get("reverse")) != (type_name in NEWEST_FIRST)
        self.record = self._record_reader()

    def _record_reader(self):
        header = getattr(self.items, "header", None)
        if header is None:
            return self.items.__getitem__
        keys = self.search.keys() if self.search else frozenset()
        if keys is not None and len(self.items) and keys <= header(0).keys():
            return header
        return self.items.__getitem__

    def as_node(self) -> dict:
        """The connection as the state would hold it: nodes, edges, pageInfo, made when read."""
        chosen, more_after, more_before = self._choose()
        if not self.bulk:
            nodes = [self.items[entry[2]] for entry in chosen]
        else:
            nodes = [] if not chosen else (self.items[entry[2]] for entry in chosen)
        return {
            "nodes": nodes,
            "edges": lambda: [
                {"cursor": _cursor(entry), "node": node}
                for entry, node in zip(chosen, nodes, strict=True)
            ],
            "pageInfo": lambda: {
                "hasNextPage": more_after,
                "hasPreviousPage": more_before,
                "startCursor": _cursor(chosen[0]) if chosen else None,
                "endCursor": _cursor(chosen[-1]) if chosen else None,
            },
        }

    def _choose(self):
        low, high = self._bounds()
        first, last = self.arguments.get("first"), self.arguments.get("last")
        if last is not None:
            found = self._walk(low, high, not self.reverse, last)
            chosen = found[:last][::-1]
            return chosen, bool(self.arguments.get("before")), len(found) > last
        found = self._walk(low, high, self.reverse, first)
        chosen = found if first is None else found[:first]
        return chosen, len(found) > len(chosen), bool(self.arguments.get("after"))

    def _walk(self, low, high, backwards, wanted):
        entries = self.ordering.entries
        indices = range(high - 1, low - 1, -1) if backwards else range(low, high)
        if self.search is None and self.visible is None:
            if wanted is not None:
                indices = indices[: wanted + 1]
            return [entries[index] for index in indices]
        found = []
        for index in indices:
            if wanted is not None and len(found) > wanted:
                break
            if self.matches(entries[index][2]):
                found.append(entries[index])
        return found

    def matches(self, index: int) -> bool:
        """Whether the node at an index is visible and answers the search."""
        record = self.record(index)
        if self.visible is not None and not self.visible(record):
            return False
        return self.search is None or self.search(record)

    def count(self, limit: int | None = None) -> int:
        """How many nodes answer the search; counting stops above ``limit``."""
        low, high = self._bounds()
        return len(self._walk(low, high, False, limit))

    def _bounds(self) -> tuple[int, int]:
        entries = self.ordering.entries
        low, high = self._window(entries)
        after, before = self.arguments.get("after"), self.arguments.get("before")
        if self.reverse:
            after, before = before, after
        if after:
            low = max(low, bisect_right(entries, (*self._position(after), len(entries))))
        if before:
            high = min(high, bisect_left(entries, (*self._position(before), -1)))
        return low, high

    def _position(self, cursor):
        value, last_id = cursors.decode(cursor)
        if self.ordering.sort_key is None and last_id:
            for entry in self.ordering.entries:
                if entry[1] == last_id:
                    return entry[:2]
        if self.ordering.sort_key in ("ID", "RELEVANCE"):
            value = last_id
        return rank(value), last_id

    def _window(self, entries):
        key = LAZY_KEYS.get(self.ordering.sort_key or "")
        if self.search is None or key is None or key == "id":
            return 0, len(entries)
        low, high = self.search.window(key)
        start = bisect_left(entries, (rank(low),)) if low else 0
        end = bisect_right(entries, (rank(high), float("inf"))) if high else len(entries)
        return start, end


def _sort_key(items, arguments, type_name, context):
    if "sortKey" in arguments:
        return arguments["sortKey"]
    collection = context.shop.collections.get(type_name)
    return "ID" if collection is not None and items is collection else None


def _cursor(entry) -> str:
    (known, value), last_id, _index = entry
    return cursors.encode((value if known else None, last_id))
