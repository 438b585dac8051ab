# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Walks nodes along Shopify's schema and says which of its promises they break."""

from graphql import (
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_abstract_type,
    is_enum_type,
    is_leaf_type,
)


class Walker:
    """Checks nodes against the schema: non-null fields are there, enums exist, lists are lists.

    :param GraphQLSchema schema: Shopify's official schema
    :param Collection computed: ``Type.field`` that the server computes
    """

    def __init__(self, schema, computed=()):
        self._schema = schema
        self._computed = set(computed)
        self._seen = set()
        self.problems = {}

    def node(self, node, type_name=None):
        """Check a node and all that it refers to.

        :param dict node: the node
        :param str|None type_name: its type, where it does not say
        """
        self._object(node, self._schema.get_type(type_name or node["__typename"]))

    def _object(self, node, kind):
        todo = [(node, kind)]
        while todo:
            value, kind = todo.pop()
            if is_abstract_type(kind):
                kind = self._schema.get_type(value["__typename"])
            if (id(value), kind.name) in self._seen:
                continue
            self._seen.add((id(value), kind.name))
            for name, field in kind.fields.items():
                if field.deprecation_reason is None:
                    self._field(value, kind, name, field, todo)

    def _field(self, node, kind, name, field, todo):
        path = f"{kind.name}.{name}"
        value = node.get(name)
        value = value() if callable(value) else value
        wanted = field.type
        if isinstance(wanted, GraphQLNonNull):
            wanted = wanted.of_type
            if value is None:
                if path not in self._computed:
                    self._complain(path, "is null")
                return
        if value is not None:
            self._value(path, value, wanted, todo)

    def _value(self, path, value, wanted, todo):
        wanted = _plain(wanted)
        if isinstance(wanted, GraphQLList):
            if isinstance(value, list):
                for part in value:
                    self._value(path, part, wanted.of_type, todo)
            else:
                self._complain(path, f"is no list: {value!r}")
        elif is_leaf_type(wanted):
            if isinstance(value, dict | list):
                self._complain(path, f"is no scalar: {value!r}")
            elif is_enum_type(wanted) and value not in wanted.values:
                self._complain(path, f"has no value {value!r}")
        elif isinstance(value, dict):
            todo.append((value, wanted))
        else:
            self._complain(path, f"is no object: {value!r}")

    def _complain(self, path, problem):
        self.problems.setdefault(path, problem)


def _plain(wanted):
    if isinstance(wanted, GraphQLNonNull):
        wanted = wanted.of_type
    if isinstance(wanted, GraphQLObjectType) and wanted.name.endswith("Connection"):
        edge = get_named_type(wanted.fields["edges"].type)
        return GraphQLList(edge.fields["node"].type)
    return wanted
