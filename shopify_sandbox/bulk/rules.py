# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify refuses in a bulk query, in its own words."""

from graphql import FieldNode, GraphQLList, get_named_type, get_nullable_type

from ..execution.connections import is_connection
from ..execution.selection import Fragments

MOST_CONNECTIONS = 5
DEEPEST = 2
MOST_CONNECTIONS_OF_MUTATION = 1
LONGEST = 65_535
_NOT_IN_BULK = ("bulkOperationRunMutation", "bulkOperationRunQuery")


class _Survey:
    def __init__(self, schema, fragments, variables):
        self.schema = schema
        self.fragments = Fragments(schema.graphql, fragments, variables)
        self.connections = 0
        self.deepest = 0
        self.in_list = False
        self.without_id: list[str] = []

    def walk(self, parent_type, selection_set, depth=0, listed=False):
        for node in self.fields_in(selection_set):
            fields = getattr(parent_type, "fields", {})
            field = fields.get(node.name.value)
            if field is None or node.selection_set is None:
                continue
            named = get_named_type(field.type)
            if is_connection(field.type):
                self.connections += 1
                self.deepest = max(self.deepest, depth + 1)
                self.in_list = self.in_list or listed
                self._connection(node, named, depth + 1)
            else:
                inside = listed or _is_list(field.type)
                self.walk(named, node.selection_set, depth, inside)

    def _connection(self, node, named, depth):
        target = get_named_type(named.fields["nodes"].type)
        for inner in _node_selections(self, node):
            self.walk_node(target, inner, depth, node.name.value)

    def walk_node(self, target, selection_set, depth, name):
        before = self.connections
        self.walk(target, selection_set, depth)
        chosen = [field.name.value for field in self.fields_in(selection_set) if not field.alias]
        if self.connections > before and "id" not in chosen:
            self.without_id.append(name)

    def fields_in(self, selection_set):
        for node in selection_set.selections:
            if isinstance(node, FieldNode):
                yield node
            else:
                yield from self.fields_in(self.fragments.selection_set(node))


def _node_selections(survey, connection_node):
    for node in survey.fields_in(connection_node.selection_set):
        if node.name.value == "nodes":
            yield node.selection_set
        elif node.name.value == "edges":
            for inner in survey.fields_in(node.selection_set):
                if inner.name.value == "node":
                    yield inner.selection_set


def _is_list(field_type) -> bool:
    kind = get_nullable_type(field_type)
    return isinstance(kind, GraphQLList)


def refusals(schema, document) -> list[str]:
    """Why a checked document is no bulk query; empty when it is one.

    :param document: a ``documents.Document``.
    """
    if len(document.operations) != 1:
        return ["Bulk queries must contain exactly one operation."]
    operation = document.operation(None)
    if operation.operation.value != "query":
        return ["Invalid bulk query: only queries are allowed."]
    survey = _Survey(schema, document.fragments, {})
    names = [node.name.value for node in survey.fields_in(operation.selection_set)]
    found = []
    if "node" in names or "nodes" in names:
        found.append("Bulk queries cannot contain a top level `node` field.")
    survey.walk(schema.graphql.query_type, operation.selection_set)
    if survey.connections == 0:
        return ["Bulk queries must contain at least one connection."]
    if survey.deepest > DEEPEST:
        found.append(
            f"Bulk queries cannot contain connections with a nesting depth greater than {DEEPEST}."
        )
    if survey.connections > MOST_CONNECTIONS:
        found.append(f"Bulk queries cannot contain more than {MOST_CONNECTIONS} connections.")
    if survey.in_list:
        found.append(
            "Queries that contain a connection field within a list field are not currently"
            " supported."
        )
    if survey.without_id:
        found.append(
            "The parent 'node' field for a nested connection must select the 'id' field without"
            " an alias and must be of 'ID' return type. Connection fields without 'id': "
            + ", ".join(survey.without_id)
            + "."
        )
    return found


def mutation_refusal(schema, document) -> str | None:
    """Why a checked document is no bulk mutation; None when it is one.

    :param document: a ``documents.Document`` of one mutation operation.
    """
    operation = document.operation(None)
    survey = _Survey(schema, document.fragments, {})
    names = [node.name.value for node in survey.fields_in(operation.selection_set)]
    if len(names) != 1:
        return "You must specify a single top level mutation."
    if names[0] in _NOT_IN_BULK:
        return "You must use an allowed mutation name."
    survey.walk(schema.graphql.mutation_type, operation.selection_set)
    if survey.connections > MOST_CONNECTIONS_OF_MUTATION:
        most = MOST_CONNECTIONS_OF_MUTATION
        return f"Bulk mutations cannot contain more than {most} connection."
    return None


def length_refusal(text: str) -> str | None:
    """Why a text is too long for a bulk operation; None when it is not."""
    size = len(text.encode())
    if size <= LONGEST:
        return None
    return f"is too large ({size} bytes; maximum is {LONGEST} bytes)"
