# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How long lists in arguments may be."""

from graphql import get_location

from .errors import RequestRefused
from .execution.literals import argument_values
from .execution.selection import Fragments

MOST_INPUTS = 250
MOST_VARIANTS = 2048
# Lists of products with many variants; their options have no limit of their own.
_LONGER = frozenset(
    (
        ("productSet", "input", "variants"),
        ("productSet", "input", "productOptions", "values"),
        ("productVariantsBulkCreate", "variants"),
        ("productVariantsBulkUpdate", "variants"),
        ("productVariantsBulkDelete", "variantsIds"),
        ("productVariantsBulkReorder", "positions"),
        ("productOptionsCreate", "options", "values"),
        ("productOptionsReorder", "options", "values"),
        ("productCreate", "product", "productOptions", "values"),
    )
)


def check_input_sizes(schema, operation, fragments: dict, variables: dict) -> None:
    """Refuse lists of more than 250 entries in the arguments of root fields; 2,048 of variants.

    :param schema: the graphql-core schema.
    :param operation: the operation's node.
    :param fragments: the document's fragments by name.
    :param variables: coerced variables.
    :raises RequestRefused: a list is too long.
    """
    is_query = operation.operation.value == "query"
    root = schema.query_type if is_query else schema.mutation_type
    found = Fragments(schema, fragments, variables).collect(root, (operation.selection_set,))
    for nodes in found.values():
        name = nodes[0].name.value
        if name.startswith("__"):
            continue
        arguments = argument_values(root.fields[name].args, nodes[0], variables)
        for path, size in _sizes(arguments, (name,)):
            most = MOST_VARIANTS if path in _LONGER else MOST_INPUTS
            if size > most:
                raise RequestRefused([_refusal(path, size, most, nodes[0])])


def _refusal(path, size, most, node) -> dict:
    place = get_location(node.loc.source, node.loc.start)
    return {
        "message": f"The input array size of {size} is greater than the maximum allowed of {most}.",
        "locations": [{"line": place.line, "column": place.column}],
        "path": list(path),
        "extensions": {"code": "MAX_INPUT_SIZE_EXCEEDED"},
    }


def _sizes(value, path):
    """The lists in a value, by the names that lead to them, with their lengths."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _sizes(inner, (*path, name))
    elif isinstance(value, list):
        yield path, len(value)
        for inner in value:
            yield from _sizes(inner, path)
