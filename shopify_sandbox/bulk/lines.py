# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The lines of a bulk query's result: each connection's nodes, children with __parentId."""

import random
from itertools import islice

from graphql import get_named_type

from ..errors import ApiError
from ..execution import connections
from ..execution.executor import Executor

CHUNK = 100
LEFT_OUT = object()


class BulkExecutor(Executor):
    """Executes a bulk query; nested connections become lines of their own."""

    def __init__(self, context, operation, fragments):
        super().__init__(context, operation, fragments, context.variables)
        self._children: list[dict] = []

    def batches(self, grouped: bool):
        """The result's lines, some root nodes with their children at a time.

        The caller holds the shop's lock while a batch is made.

        :param grouped: children follow their parent; else they come in any order.
        :return: yields lists of (line, whether it is a root node).
        """
        root = self.schema.graphql.query_type
        shuffled = random.Random(len(self.operation.loc.source.body))
        fields = self.fragments.collect(root, (self.operation.selection_set,))
        for nodes in fields.values():
            records = self._root_records(root, nodes)
            while batch := list(islice(records, CHUNK)):
                yield _arranged(batch, None if grouped else shuffled)

    def _root_records(self, root, nodes):
        """Pairs of a root object and its descendants."""
        name = nodes[0].name.value
        field = root.fields[name]
        refused = self.refusal(root, name)
        if refused:
            raise refused
        value = self._fetcher(root, field, name, nodes)({})
        if not connections.is_connection(field.type):
            yield self._record(field.type, nodes, value)
            return
        target, selections = self._node_part(field.type, nodes)
        complete = self.object_completer(target, selections)
        for node in value["nodes"]:
            record = complete(node, (None, name))
            children, self._children = self._children, []
            yield record, children

    def _record(self, field_type, nodes, value):
        record = self._completer(field_type, nodes)(value, None)
        children, self._children = self._children, []
        return record, children

    def _reader(self, object_type, key, nodes):
        field = object_type.fields.get(nodes[0].name.value)
        if field is not None and connections.is_connection(field.type):
            return self._children_reader(object_type, field, key, nodes)
        return super()._reader(object_type, key, nodes)

    def _children_reader(self, object_type, field, key, nodes):
        name = nodes[0].name.value
        refused = self.refusal(object_type, name)
        if refused:
            raise refused
        fetch = self._fetcher(object_type, field, name, nodes)
        complete = self.object_completer(*self._node_part(field.type, nodes))

        def read(source, path):
            page = fetch(source)
            for node in page["nodes"] if page else ():
                place = len(self._children)
                child = complete(node, (path, key))
                self._children.insert(place, {**child, "__parentId": source.get("id")})
            return LEFT_OUT

        return read

    def _node_part(self, connection_type, nodes):
        """The node type of a connection and what is selected of it."""
        named = get_named_type(connection_type)
        parts = self.fragments.collect(named, tuple(node.selection_set for node in nodes))
        selections = []
        for key_nodes in parts.values():
            name = key_nodes[0].name.value
            if name == "nodes":
                selections += [node.selection_set for node in key_nodes]
            elif name == "edges":
                edge = get_named_type(named.fields["edges"].type)
                inner = self.fragments.collect(edge, [n.selection_set for n in key_nodes])
                for inner_nodes in inner.values():
                    if inner_nodes[0].name.value == "node":
                        selections += [node.selection_set for node in inner_nodes]
        return get_named_type(named.fields["nodes"].type), tuple(selections)

    def _concrete_completer(self, object_type, selection_sets):
        complete = super()._concrete_completer(object_type, selection_sets)

        def complete_record(value, path):
            found = complete(value, path)
            if found is None:
                return None
            return {key: kept for key, kept in found.items() if kept is not LEFT_OUT}

        return complete_record

    def note(self, error: ApiError, path, nodes) -> None:
        """An error ends the whole operation."""
        raise error


def _arranged(batch, shuffled):
    lines = []
    for record, children in batch:
        lines.append((record, True))
        lines.extend((child, False) for child in children)
    if shuffled is not None:
        roots = iter([line for line in lines if line[1]])
        children = [line for line in lines if not line[1]]
        shuffled.shuffle(children)
        places = [root for _line, root in lines]
        shuffled.shuffle(places)
        rest = iter(children)
        lines = [next(roots if is_root else rest) for is_root in places]
    return lines
