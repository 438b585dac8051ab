# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Values written in a document, as plain Python."""

from graphql import (
    EnumValueNode,
    FloatValueNode,
    GraphQLInputObjectType,
    GraphQLList,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    Undefined,
    VariableNode,
    get_nullable_type,
)

ABSENT = object()


def literal_value(node, input_type, variables: dict):
    """The value of a literal (validated already) for an input type.

    :param variables: coerced variables by name; one that was not given counts as absent.
    :return: plain Python, or ABSENT for a variable without a value.
    """
    kind = get_nullable_type(input_type)
    if isinstance(node, VariableNode):
        return variables.get(node.name.value, ABSENT)
    if isinstance(node, NullValueNode):
        return None
    if isinstance(kind, GraphQLList):
        return _list_value(node, kind, variables)
    if isinstance(kind, GraphQLInputObjectType):
        return _object_value(node, kind, variables)
    return _leaf_value(node, kind.name, variables)


def _list_value(node, kind, variables):
    if not isinstance(node, ListValueNode):
        return [literal_value(node, kind.of_type, variables)]
    values = (literal_value(item, kind.of_type, variables) for item in node.values)
    return [None if value is ABSENT else value for value in values]


def _object_value(node, kind, variables):
    given = {field.name.value: field.value for field in node.fields}
    found = {}
    for name, field in kind.fields.items():
        value = literal_value(given[name], field.type, variables) if name in given else ABSENT
        if value is ABSENT:
            if field_default(field) is ABSENT:
                continue
            value = field_default(field)
        found[name] = value
    return found


def _leaf_value(node, type_name, variables):
    if isinstance(node, IntValueNode):
        whole = int(node.value)
        return str(whole) if type_name in ("ID", "Decimal", "Money") else whole
    if isinstance(node, FloatValueNode):
        return node.value if type_name in ("Decimal", "Money") else float(node.value)
    if isinstance(node, ObjectValueNode):
        return {f.name.value: _leaf_value(f.value, "JSON", variables) for f in node.fields}
    if isinstance(node, ListValueNode):
        return [_leaf_value(item, "JSON", variables) for item in node.values]
    if isinstance(node, VariableNode):
        return variables.get(node.name.value)
    if isinstance(node, EnumValueNode | NullValueNode):
        return None if isinstance(node, NullValueNode) else node.value
    return node.value


def field_default(field):
    """The default of an argument or input field, or ABSENT."""
    default = getattr(field, "default_value", Undefined)
    if default is not Undefined:
        return default
    wrapped = getattr(field, "default", None)
    if wrapped is None:
        return ABSENT
    if wrapped.literal is not None:
        return literal_value(wrapped.literal, field.type, {})
    return wrapped.value


def argument_values(arguments: dict, node, variables: dict) -> dict:
    """The arguments of a field or directive: given ones and defaults.

    :param arguments: the definitions by name.
    :param node: the field's or directive's node in the document.
    """
    given = {argument.name.value: argument.value for argument in node.arguments or ()}
    values = {}
    for name, definition in arguments.items():
        value = ABSENT
        if name in given:
            value = literal_value(given[name], definition.type, variables)
        if value is ABSENT:
            value = field_default(definition)
        if value is not ABSENT:
            values[name] = value
    return values
