"""What a query costs, as Shopify reckons it before and after running it.

The rules are fitted to answers of real shops: an object 1, money and leaves 0, a list 1, a
connection 2 and its nodes' cost times a slowly growing factor of the page size, a mutation 10
with what its payload holds directly. ``special_costs`` has the fields that differ, and the
mutations whose input costs, too.
"""

import math

from graphql import GraphQLList, get_named_type, get_nullable_type, is_abstract_type, is_leaf_type

from .execution.connections import is_connection
from .execution.literals import argument_values
from .execution.selection import Fragments
from .special_costs import FIELD_COSTS, INPUT_COSTS, INTROSPECTION, ROOT_COUNT, TYPE_COSTS

MUTATION = 10
CONNECTION = 2
PAGE_WITHOUT_SIZE = 10


def page_factor(size: int) -> int:
    """How many times its nodes' cost a page of a size costs."""
    return max(1, math.floor(2 * math.log(size))) if size > 0 else 0


def partly(cost: float, found: int, size: int) -> int:
    """What a page that is not full costs of the price of a full one."""
    share = math.floor(10 * cost * min(1.0, found / size)) / 10
    return math.ceil(share)


UNKNOWN = object()


class Reckoning:
    """What one operation costs.

    It is turned into functions from an answered value (or UNKNOWN) to points.

    :param schema: the ``AdminSchema``.
    :param operation: the operation's node.
    :param fragments: the document's fragments by name.
    :param variables: coerced variables.
    """

    def __init__(self, schema, operation, fragments: dict, variables: dict):
        self.schema = schema.graphql
        self.asked = operation
        self.variables = variables
        self.fragments = Fragments(self.schema, fragments, variables)
        self._objects: dict[tuple, list] = {}

    def requested(self) -> int:
        """The points the operation is charged before it runs."""
        return self.operation(self.asked)

    def actual(self, data: dict | None) -> int:
        """The points it cost once it is known what it answered; never more than requested."""
        return min(self.requested(), self.operation(self.asked, data))

    def operation(self, operation, data=UNKNOWN) -> int:
        """The points of a whole operation."""
        selections = (operation.selection_set,)
        if operation.operation.value == "query":
            return self.object(self.schema.query_type, selections)(data)
        root = self.schema.mutation_type
        total = 0
        for key, nodes in self.fragments.collect(root, selections).items():
            name = nodes[0].name.value
            total += FIELD_COSTS.get(("Mutation", name), MUTATION)
            total += self.given(root.fields[name], nodes[0])
            total += self.payload(root.fields[name].type, nodes, _read(data, key))
        return total

    def given(self, field, node) -> int:
        """What a mutation's input costs by the number of its entries."""
        paths = INPUT_COSTS.get(node.name.value)
        if paths is None:
            return 0
        arguments = argument_values(field.args, node, self.variables)
        return round(sum(cost * _entries(arguments, path) for path, cost in paths.items()))

    def payload(self, field_type, nodes, value) -> int:
        """What a mutation's payload holds directly is in its price."""
        payload = get_named_type(field_type)
        if value is None or is_leaf_type(payload):
            return 0
        total = 0
        selections = tuple(node.selection_set for node in nodes)
        for key, inner in self.fragments.collect(payload, selections).items():
            name = inner[0].name.value
            if name not in ("__typename", "userErrors"):
                points = self.field(payload, name, inner, own=0)
                total += points(_read(value, key)) if points else 0
        return total

    def object(self, object_type, selections):
        """The cost of an object's selected fields."""
        if is_abstract_type(object_type):
            return self.abstract(object_type, selections)
        key = object_type.name, *map(id, selections)
        dear = self._objects.get(key)
        if dear is None:
            dear = self._objects[key] = list(self.dear_fields(object_type, selections))

        def points(value):
            if value is None:
                return 0
            if value is UNKNOWN:
                return sum(field(UNKNOWN) for _key, field in dear)
            return sum(field(value.get(key)) for key, field in dear)

        return points

    def dear_fields(self, object_type, selections):
        """The selected fields that cost something, by response key."""
        for key, nodes in self.fragments.collect(object_type, selections).items():
            name = nodes[0].name.value
            if name in ("__type", "__schema"):
                yield key, lambda value: INTROSPECTION
            elif name != "__typename":
                points = self.field(object_type, name, nodes)
                if points is not None:
                    yield key, points

    def abstract(self, abstract_type, selections):
        """Of the types an object could have, the dearest; of one that is there, its own."""
        types = self.fragments.candidates(abstract_type, selections)
        by_name = {one.name: self.object(one, selections) for one in types}

        def points(value):
            if value is None:
                return 0
            if value is not UNKNOWN and value.get("__typename") in by_name:
                return by_name[value["__typename"]](value)
            return max((each(value) for each in by_name.values()), default=0)

        return points

    def field(self, parent, name, nodes, own=None):
        """The cost of a field with all it leads to; None when it is free."""
        field = parent.fields[name]
        named = get_named_type(field.type)
        if is_leaf_type(named):
            cost = FIELD_COSTS.get((parent.name, name), 0)
            return (lambda value: cost) if cost else None
        selections = tuple(node.selection_set for node in nodes)
        if is_connection(field.type):
            return self.connection(field, named, nodes, selections)
        cost = self.own_cost(parent.name, name, named.name) if own is None else own
        inner = self.object(named, selections)
        if isinstance(get_nullable_type(field.type), GraphQLList):
            return _list_points(cost, inner)
        return lambda value: cost + inner(value)

    @staticmethod
    def own_cost(parent: str, name: str, named: str) -> int:
        """What an object costs without what it holds."""
        special = FIELD_COSTS.get((parent, name))
        if special is not None:
            return special
        if named == "Count" and parent == "QueryRoot":
            return ROOT_COUNT
        return TYPE_COSTS.get(named, 1)

    def connection(self, field, named, nodes, selections):
        """A connection: a fixed part and its nodes'."""
        arguments = argument_values(field.args, nodes[0], self.variables)
        size = arguments.get("first") or arguments.get("last") or PAGE_WITHOUT_SIZE
        target = get_named_type(named.fields["nodes"].type)
        parts = [
            (read, (lambda value: 0) if is_leaf_type(target) else self.object(target, sets))
            for read, sets in self.node_parts(named, selections)
        ]

        def points(value):
            return CONNECTION + sum(_page_points(inner, read(value), size) for read, inner in parts)

        return points

    def node_parts(self, named, selections):
        """How the nodes are read from a connection, under ``nodes`` and ``edges``, and what
        is selected of them."""
        for key, inner in self.fragments.collect(named, selections).items():
            sets = tuple(node.selection_set for node in inner)
            if inner[0].name.value == "nodes":
                yield _nodes_reader(key), sets
            elif inner[0].name.value == "edges":
                edge = get_named_type(named.fields["edges"].type)
                for edge_key, nodes in self.fragments.collect(edge, sets).items():
                    if nodes[0].name.value == "node":
                        read = _edges_reader(key, edge_key)
                        yield read, tuple(node.selection_set for node in nodes)


def _entries(value, path: tuple[str, ...]) -> int:
    """How many entries there are at a path, in all lists on its way."""
    if isinstance(value, list):
        return sum(_entries(one, path) for one in value)
    if not path:
        return 0 if value is None else 1
    return _entries(value.get(path[0]), path[1:]) if isinstance(value, dict) else 0


def _list_points(cost, inner):
    """A plain list costs like one of its entries, the dearest."""

    def points(value):
        if value is UNKNOWN:
            return cost + inner(UNKNOWN)
        return cost + max(map(inner, value or ()), default=0)

    return points


def _nodes_reader(key):
    return lambda value: _read(value, key)


def _edges_reader(key, edge_key):
    def read(value):
        edges = _read(value, key)
        return UNKNOWN if edges is UNKNOWN else [edge.get(edge_key) for edge in edges or ()]

    return read


def _page_points(inner, entries, size) -> int:
    """What the nodes of a page cost; an empty page costs as if they held nothing."""
    if entries is UNKNOWN:
        return page_factor(size) * (1 + inner(UNKNOWN))
    if not entries:
        return page_factor(size)
    average = sum(1 + inner(entry) for entry in entries) / len(entries)
    return partly(page_factor(size) * average, len(entries), size)


def _read(value, key):
    if value is UNKNOWN:
        return UNKNOWN
    return value.get(key) if isinstance(value, dict) else None
