"""What a query costs, as Shopify reckons it before and after running it.

The rules are fitted to answers of real shops: an object 1, money and leaves 0, a list 1, a
connection 2 and its nodes' cost times a slowly growing factor of the page size, a mutation 10
with what its payload holds directly. ``special_costs`` has the fields that differ.
"""

import math

from graphql import GraphQLList, get_named_type, get_nullable_type, is_abstract_type, is_leaf_type

from .execution.connections import is_connection
from .execution.literals import argument_values
from .execution.selection import Fragments
from .special_costs import FIELD_COSTS, INTROSPECTION, ROOT_COUNT, TYPE_COSTS

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


def requested_cost(schema, operation, fragments: dict, variables: dict) -> int:
    """The points a query is charged before it runs.

    :param schema: the ``AdminSchema``.
    :param operation: the operation's node.
    :param fragments: the document's fragments by name.
    :param variables: coerced variables.
    """
    return _Reckoning(schema, fragments, variables).operation(operation)


def actual_cost(schema, operation, fragments: dict, variables: dict, data) -> int:
    """The points a query cost once it is known what it answered."""
    return _Reckoning(schema, fragments, variables).operation(operation, data)


UNKNOWN = object()


class _Reckoning:
    def __init__(self, schema, fragments, variables):
        self.schema = schema.graphql
        self.variables = variables
        self.fragments = Fragments(self.schema, fragments, variables)

    def operation(self, operation, data=UNKNOWN) -> int:
        if operation.operation.value == "query":
            return self.object(self.schema.query_type, (operation.selection_set,), data)
        root = self.schema.mutation_type
        total = 0
        for key, nodes in self.fragments.collect(root, (operation.selection_set,)).items():
            name = nodes[0].name.value
            total += FIELD_COSTS.get(("Mutation", name), MUTATION)
            total += self.payload(root.fields[name].type, nodes, _read(data, key))
        return total

    def payload(self, field_type, nodes, value):
        """What a mutation's payload holds directly is in its price."""
        payload = get_named_type(field_type)
        if value is None or is_leaf_type(payload):
            return 0
        total = 0
        selections = tuple(node.selection_set for node in nodes)
        for key, inner in self.fragments.collect(payload, selections).items():
            name = inner[0].name.value
            if name in ("__typename", "userErrors"):
                continue
            total += self.field(payload, name, inner, _read(value, key), own=0)
        return total

    def object(self, object_type, selection_sets, value) -> int:
        """The cost of an object's selected fields."""
        if value is None:
            return 0
        if is_abstract_type(object_type):
            return self.abstract(object_type, selection_sets, value)
        total = 0
        for key, nodes in self.fragments.collect(object_type, selection_sets).items():
            name = nodes[0].name.value
            if name in ("__type", "__schema"):
                total += INTROSPECTION
            elif name != "__typename":
                total += self.field(object_type, name, nodes, _read(value, key))
        return total

    def abstract(self, abstract_type, selection_sets, value) -> int:
        """Of the types an object could have, the dearest."""
        types = self.schema.get_possible_types(abstract_type)
        if isinstance(value, dict) and "__typename" in value:
            types = [t for t in types if t.name == value["__typename"]]
        return max((self.object(t, selection_sets, value) for t in types), default=0)

    def field(self, parent, name, nodes, value, own=None) -> int:
        """The cost of a field with all it leads to."""
        field = parent.fields[name]
        named = get_named_type(field.type)
        if is_leaf_type(named):
            return FIELD_COSTS.get((parent.name, name), 0)
        selections = tuple(node.selection_set for node in nodes)
        if is_connection(field.type):
            return self.connection(field, named, nodes, selections, value)
        cost = self.own_cost(parent.name, name, named.name)
        if own is not None:
            cost = own
        if value is None:
            return cost
        if isinstance(get_nullable_type(field.type), GraphQLList):
            return cost + self.listed(named, selections, value)
        return cost + self.object(named, selections, value)

    @staticmethod
    def own_cost(parent: str, name: str, named: str) -> int:
        """What an object costs without what it holds."""
        special = FIELD_COSTS.get((parent, name))
        if special is not None:
            return special
        if named == "Count" and parent == "QueryRoot":
            return ROOT_COUNT
        return TYPE_COSTS.get(named, 1)

    def listed(self, named, selections, value) -> int:
        """A plain list costs like one of its entries, the dearest."""
        if value is UNKNOWN:
            return self.object(named, selections, UNKNOWN)
        return max((self.object(named, selections, entry) for entry in value), default=0)

    def connection(self, field, named, nodes, selections, value) -> int:
        """A connection: a fixed part and its nodes'."""
        arguments = argument_values(field.args, nodes[0], self.variables)
        size = arguments.get("first") or arguments.get("last") or PAGE_WITHOUT_SIZE
        target = get_named_type(named.fields["nodes"].type)
        return CONNECTION + sum(
            self.nodes(target, sets, entries, size)
            for sets, entries in self.node_parts(named, selections, value)
        )

    def node_parts(self, named, selections, value):
        """What is selected of the nodes, under ``nodes`` and under ``edges``, and they."""
        for key, inner in self.fragments.collect(named, selections).items():
            sets = tuple(node.selection_set for node in inner)
            entries = _read(value, key)
            if inner[0].name.value == "nodes":
                yield sets, entries
            elif inner[0].name.value == "edges":
                edge = get_named_type(named.fields["edges"].type)
                yield from self.edge_parts(edge, sets, entries)

    def edge_parts(self, edge, sets, entries):
        """The same of edges."""
        for key, nodes in self.fragments.collect(edge, sets).items():
            if nodes[0].name.value == "node":
                found = UNKNOWN if entries is UNKNOWN else [one[key] for one in entries or ()]
                yield tuple(node.selection_set for node in nodes), found

    def nodes(self, target, sets, entries, size) -> int:
        """What the nodes of a page cost; an empty page costs as if they held nothing."""
        if entries is UNKNOWN:
            return page_factor(size) * (1 + self.object(target, sets, UNKNOWN))
        if not entries:
            return page_factor(size)
        costs = [1 + self.object(target, sets, entry) for entry in entries]
        return partly(page_factor(size) * sum(costs) / len(costs), len(entries), size)


def _read(value, key):
    if value is UNKNOWN:
        return UNKNOWN
    return value.get(key) if isinstance(value, dict) else None
