# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Runs an operation over the GraphQL-shaped state.

The document is turned once per request into small closures, one per field and concrete type, so
that thousands of orders are read at the price of dictionary look-ups.
"""

from graphql import (
    GraphQLList,
    GraphQLNonNull,
    get_nullable_type,
    is_abstract_type,
    is_leaf_type,
)

from ..errors import ApiError
from . import access, connections
from .literals import argument_values
from .registry import mutation_of, resolver_of
from .selection import Fragments

MISSING = object()


class Bubble(Exception):
    """A value that must not be null is null; the error is noted already."""


class Executor:
    """Executes one operation.

    :param context: the request's context (``schema``, ``shop``, ``grant``, ``errors`` …).
    :param operation: the operation's node.
    :param fragments: fragment definitions by name.
    :param variables: coerced variables.
    """

    def __init__(self, context, operation, fragments: dict, variables: dict):
        self.context = context
        self.schema = context.schema
        self.operation = operation
        self.variables = variables
        self.fragments = Fragments(self.schema.graphql, fragments, variables)
        self._fields: dict[tuple, list] = {}

    def run(self) -> dict | None:
        """The answer's ``data``; errors are noted in the context."""
        kind = self.operation.operation.value
        schema = self.schema.graphql
        root = schema.query_type if kind == "query" else schema.mutation_type
        try:
            return self.complete_object(root, (self.operation.selection_set,), {}, None)
        except Bubble:
            return None

    def complete_object(self, object_type, selection_sets, source, path) -> dict:
        """The asked fields of one object."""
        answer = {}
        for key, read in self.fields_of(object_type, selection_sets):
            answer[key] = read(source, path)
        return answer

    def fields_of(self, object_type, selection_sets) -> list:
        """The readers of a type's asked fields, made on first use."""
        key = object_type.name, *map(id, selection_sets)
        if key not in self._fields:
            collected = self.fragments.collect(object_type, selection_sets)
            self._fields[key] = [
                (response_key, self._reader(object_type, response_key, nodes))
                for response_key, nodes in collected.items()
            ]
        return self._fields[key]

    def _reader(self, object_type, key, nodes):
        name = nodes[0].name.value
        if name == "__typename":
            return lambda source, path: object_type.name
        if name.startswith("__"):
            unmodelled = ApiError("the sandbox does not model introspection yet", "NOT_MODELLED")
            return self._refused_reader(None, unmodelled, key, nodes)
        field = object_type.fields[name]
        refusal = self.refusal(object_type, name)
        if refusal is not None:
            return self._refused_reader(field.type, refusal, key, nodes)
        if access.is_withheld(self.context, object_type.name, name):
            return lambda source, path: None
        try:
            fetch = self._fetcher(object_type, field, name, nodes)
        except ApiError as error:
            return self._refused_reader(field.type, error, key, nodes)
        if is_leaf_type(get_nullable_type(field.type)):
            plain = resolver_of(object_type.name, name) is None
            return self._leaf_reader(field.type, fetch, key, nodes, plain)
        complete = self._completer(field.type, nodes)
        return self._guarded(field.type, fetch, complete, key, nodes)

    def refusal(self, object_type, name) -> ApiError | None:
        """Why the app may not read a field, if so."""
        return access.refusal(self.context, object_type.name, name)

    def _refused_reader(self, field_type, refusal, key, nodes):
        required = isinstance(field_type, GraphQLNonNull)

        def read(source, path):
            self.note(refusal, (path, key), nodes)
            if required:
                raise Bubble
            return None

        return read

    def _leaf_reader(self, field_type, fetch, key, nodes, plain):
        """A leaf; when ``plain``, what lies in the state is taken by the shortest way."""
        required = isinstance(field_type, GraphQLNonNull)
        name = nodes[0].name.value

        def read(source, path):
            value = source.get(name) if plain else None
            if value is not None and not callable(value):
                return value
            try:
                value = fetch(source)
                if value is None and required:
                    raise ApiError("Cannot return null for a non-nullable field", "NULL")
                return value
            except ApiError as error:
                self.note(error, (path, key), nodes)
                if required:
                    raise Bubble from error
                return None

        return read

    def _guarded(self, field_type, fetch, complete, key, nodes):
        required = isinstance(field_type, GraphQLNonNull)

        def read(source, path):
            place = (path, key)
            try:
                value = complete(fetch(source), place)
            except ApiError as error:
                self.note(error, place, nodes)
                value = None
                if required:
                    raise Bubble from error
            except Bubble:
                if required:
                    raise
                return None
            return value

        return read

    def _fetcher(self, object_type, field, name, nodes):
        """How the raw value of a field is had from an object."""
        context = self.context
        arguments = argument_values(field.args, nodes[0], self.variables)
        if object_type is self.schema.graphql.mutation_type:
            return self._mutation_fetcher(name, arguments, nodes)
        special = resolver_of(object_type.name, name)
        if special is not None:
            raw = lambda source: special(context, source, arguments)  # noqa: E731
        elif object_type is self.schema.graphql.query_type:
            raw = connections.root_fetcher(context, field.type, name, arguments)
        else:
            raw = _state_fetcher(object_type.name, name, field.type)
        if connections.is_connection(field.type):
            return connections.pager(context, field.type, arguments, raw, nodes[0])
        if isinstance(get_nullable_type(field.type), GraphQLList):
            return connections.slicer(arguments, raw)
        return raw

    def _mutation_fetcher(self, name, arguments, nodes):
        entry = mutation_of(name)
        if entry is None:
            raise ApiError(f"the sandbox does not model Mutation.{name} yet", "NOT_MODELLED")
        return lambda source: self.context.mutate(entry, name, arguments, nodes[0])

    def _completer(self, field_type, nodes):
        """How a raw value becomes the answer's value: called with the value and its path."""
        if isinstance(field_type, GraphQLNonNull):
            return self._required(self._completer(field_type.of_type, nodes))
        if isinstance(field_type, GraphQLList):
            return self._list_completer(field_type.of_type, nodes)
        if is_leaf_type(field_type):
            return lambda value, path: value
        selection_sets = tuple(node.selection_set for node in nodes if node.selection_set)
        return self.object_completer(field_type, selection_sets)

    @staticmethod
    def _required(complete):
        def complete_required(value, path):
            value = complete(value, path)
            if value is None:
                raise ApiError("Cannot return null for a non-nullable field", "NULL")
            return value

        return complete_required

    def _list_completer(self, item_type, nodes):
        complete = self._completer(item_type, nodes)
        required = isinstance(item_type, GraphQLNonNull)

        def complete_item(value, path):
            try:
                return complete(value, path)
            except ApiError as error:
                self.note(error, path, nodes)
                if required:
                    raise Bubble from error
                return None
            except Bubble:
                if required:
                    raise
                return None

        def complete_list(value, path):
            if value is None:
                return None
            return [complete_item(item, (path, index)) for index, item in enumerate(value)]

        return complete_list

    def object_completer(self, named, selection_sets):
        """How a node of a type becomes the answer's object; by its __typename if abstract."""
        if not is_abstract_type(named):
            return self._concrete_completer(named, selection_sets)
        by_name: dict = {}

        def complete(value, path):
            if value is None:
                return None
            type_name = value.get("__typename")
            if type_name not in by_name:
                object_type = self.schema.object_type(type_name or "")
                if object_type is None:
                    raise ApiError(f"{named.name} value without a known __typename", "STATE")
                by_name[type_name] = self._concrete_completer(object_type, selection_sets)
            return by_name[type_name](value, path)

        return complete

    def _concrete_completer(self, object_type, selection_sets):
        readers = None

        def complete(value, path):
            nonlocal readers
            if value is None:
                return None
            if readers is None:
                readers = self.fields_of(object_type, selection_sets)
            return {key: read(value, path) for key, read in readers}

        return complete

    def note(self, error: ApiError, path, nodes) -> None:
        """Add an error to the answer."""
        self.context.note_error(error, _as_list(path), nodes)


def _state_fetcher(type_name: str, name: str, field_type):
    required = isinstance(field_type, GraphQLNonNull)

    def fetch(source):
        value = source.get(name, MISSING)
        if value is MISSING:
            if required:
                raise ApiError(f"the sandbox does not model {type_name}.{name} yet", "NOT_MODELLED")
            return None
        return value() if callable(value) else value

    return fetch


def _as_list(path) -> list:
    found = []
    while path is not None:
        path, key = path
        found.append(key)
    return found[::-1]
