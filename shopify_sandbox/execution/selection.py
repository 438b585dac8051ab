# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which fields a document asks of an object of one concrete type."""

from graphql import FieldNode, FragmentSpreadNode, InlineFragmentNode

from .literals import literal_value


class Fragments:
    """Collects the fields of selection sets, fragments and @skip/@include resolved.

    :param schema: the graphql-core schema.
    :param definitions: the document's fragments by name.
    :param variables: coerced variables.
    """

    def __init__(self, schema, definitions: dict, variables: dict):
        self._types = schema.type_map
        self._schema = schema
        self._definitions = definitions
        self._variables = variables
        self._collected: dict[tuple, dict[str, list[FieldNode]]] = {}

    def collect(self, object_type, selection_sets) -> dict[str, list[FieldNode]]:
        """Field nodes by response key, in the order asked."""
        key = (object_type.name, *map(id, selection_sets))
        known = self._collected.get(key)
        if known is not None:
            return known
        found: dict[str, list[FieldNode]] = {}
        self._collected[key] = found
        for selection_set in selection_sets:
            self._collect(object_type, selection_set, found)
        return found

    def _collect(self, object_type, selection_set, found):
        for node in selection_set.selections:
            if not self.wanted(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                found.setdefault(key, []).append(node)
            elif self.applies(node, object_type):
                self._collect(object_type, self.selection_set(node), found)

    def candidates(self, abstract_type, selection_sets) -> list:
        """The possible types for which something special is asked, and one for all others."""
        possible = self._schema.get_possible_types(abstract_type)
        named = set()
        for selection_set in selection_sets:
            self._conditions(selection_set, named)
        conditions = [self._types[name] for name in named]
        special = [
            one
            for one in possible
            if any(
                one is wanted or (_is_abstract(wanted) and self._schema.is_sub_type(wanted, one))
                for wanted in conditions
                if wanted is not abstract_type
            )
        ]
        return special or possible[:1]

    def _conditions(self, selection_set, found: set) -> None:
        for node in selection_set.selections:
            if not isinstance(node, FieldNode):
                name = self.condition(node)
                if name:
                    found.add(name)
                self._conditions(self.selection_set(node), found)

    def selection_set(self, node):
        """The selections of an inline fragment or of a spread's fragment."""
        if isinstance(node, FragmentSpreadNode):
            return self._definitions[node.name.value].selection_set
        return node.selection_set

    def condition(self, node):
        """The type a fragment is for, or None."""
        if isinstance(node, FragmentSpreadNode):
            node = self._definitions[node.name.value]
        return node.type_condition.name.value if node.type_condition else None

    def applies(self, node: InlineFragmentNode | FragmentSpreadNode, object_type) -> bool:
        """Whether a fragment is for objects of a type."""
        name = self.condition(node)
        if name is None or name == object_type.name:
            return True
        wanted = self._types[name]
        return self._schema.is_sub_type(wanted, object_type) if _is_abstract(wanted) else False

    def wanted(self, node) -> bool:
        """Whether @skip and @include leave a node in."""
        for directive in node.directives or ():
            name = directive.name.value
            if name in ("skip", "include"):
                value = literal_value(
                    directive.arguments[0].value,
                    self._schema.get_directive(name).args["if"].type,
                    self._variables,
                )
                if bool(value) == (name == "skip"):
                    return False
        return True


def _is_abstract(graphql_type) -> bool:
    return hasattr(graphql_type, "resolve_type")
