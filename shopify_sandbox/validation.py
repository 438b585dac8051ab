# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""graphql-core's validation errors in Shopify's words."""

import re

from graphql import (
    ArgumentNode,
    FieldNode,
    FragmentDefinitionNode,
    InlineFragmentNode,
    ListValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    OperationDefinitionNode,
    VariableDefinitionNode,
    get_location,
    get_named_type,
    print_ast,
)


def syntax_refusal(error, text: str) -> dict:
    """The answer's error for a document that does not parse."""
    line, column = error.locations[0]
    found = error.message.removeprefix("Syntax Error: ").rstrip(".")
    unexpected = re.search(r"(?:found|Unexpected) (.+)$", found)
    what = unexpected[1] if unexpected else found
    if "<EOF>" in what:
        what = "end of file"
    return {
        "message": f"syntax error, unexpected {what} at [{line}, {column}]",
        "locations": [{"line": line, "column": column}],
        "extensions": {"code": "PARSE_ERROR"},
    }


def validation_errors(found: list, ast, schema) -> list[dict]:
    """The answer's errors for a document that does not fit the schema.

    :param found: what graphql-core says.
    :param ast: the parsed document.
    :param schema: the graphql-core schema.
    """
    parents = _Parents(ast, schema)
    return [_worded(error, parents) for error in found]


def _place(node, parents, extensions):
    match extensions.get("typeName"):
        case "Field":
            return _field_of(node, parents)
        case "InputObject":
            objects = (n for n in _chain(node, parents) if isinstance(n, ObjectValueNode))
            return next(objects, node)
    return node


class _Parents(dict):
    """The parent of each node, by the node's identity."""

    def __init__(self, ast, schema):
        super().__init__()
        self.schema = schema
        stack = [ast]
        while stack:
            node = stack.pop()
            for child in _children(node):
                self[id(child)] = node
                stack.append(child)


def _children(node):
    for key in node.keys:
        value = getattr(node, key, None)
        for child in value if isinstance(value, list | tuple) else (value,):
            if hasattr(child, "kind"):
                yield child


def _worded(error, parents) -> dict:
    node = error.nodes[0] if error.nodes else None
    if isinstance(node, VariableDefinitionNode):
        node = error.nodes[-1]
    spot = node
    for pattern, word in _WORDINGS:
        match = pattern.match(error.message)
        if match:
            message, extensions, tail = word(match, node, parents)
            spot = _holder(node, parents) if word is _bad_value else node
            break
    else:
        message, extensions, tail = error.message, {"code": "GRAPHQL_VALIDATION_FAILED"}, []
    place = _place(node, parents, extensions)
    location = get_location((place or node).loc.source, (place or node).loc.start)
    return {
        "message": message,
        "locations": [{"line": location.line, "column": location.column}],
        "path": _path(spot, parents) + tail,
        "extensions": extensions,
    }


def _chain(node, parents):
    while node is not None:
        yield node
        node = parents.get(id(node))


def _path(node, parents) -> list:
    names = []
    for one in _chain(node, parents):
        if isinstance(one, OperationDefinitionNode):
            label = f" {one.name.value}" if one.name else ""
            names.append(one.operation.value + label)
        elif isinstance(one, FragmentDefinitionNode):
            names.append(f"fragment {one.name.value}")
        elif isinstance(one, InlineFragmentNode):
            condition = one.type_condition
            names.append(f"... on {condition.name.value}" if condition else "...")
        elif isinstance(one, FieldNode):
            names.append(one.alias.value if one.alias else one.name.value)
        elif isinstance(one, ArgumentNode | ObjectFieldNode):
            names.append(one.name.value)
        elif isinstance(parents.get(id(one)), ListValueNode):
            names.append(parents[id(one)].values.index(one))
    return names[::-1]


def _field_of(node, parents):
    return next((one for one in _chain(node, parents) if isinstance(one, FieldNode)), None)


def _unknown_field(match, node, parents):
    name, type_name = match[1], match[2]
    return (
        f"Field '{name}' doesn't exist on type '{type_name}'",
        {"code": "undefinedField", "typeName": type_name, "fieldName": name},
        [],
    )


def _no_selections(match, node, parents):
    name, type_name = match[1], match[2].strip("[]!")
    return (
        f"Field must have selections (field '{name}' returns {type_name} but has no selections."
        f" Did you mean '{name} {{ ... }}'?)",
        {"code": "selectionMismatch", "nodeName": f"field '{name}'", "typeName": type_name},
        [],
    )


def _selections_on_leaf(match, node, parents):
    name, type_name = match[1], match[2].strip("[]!")
    return (
        f"Selections can't be made on scalars (field '{name}' returns {type_name} but has"
        " selections)",
        {"code": "selectionMismatch", "nodeName": f"field '{name}'", "typeName": type_name},
        [],
    )


def _unknown_argument(match, node, parents):
    name, field = match[1], match[2].rpartition(".")[2]
    return (
        f"Field '{field}' doesn't accept argument '{name}'",
        {"code": "argumentNotAccepted", "name": field, "typeName": "Field", "argumentName": name},
        [],
    )


def _missing_argument(match, node, parents):
    argument, field = match["argument"], match["field"].rpartition(".")[2]
    return (
        f"Field '{field}' is missing required arguments: {argument}",
        {
            "code": "missingRequiredArguments",
            "className": "Field",
            "name": field,
            "arguments": argument,
        },
        [],
    )


def _missing_input_field(match, node, parents):
    type_name, name = match[1], match[2]
    kind = parents.schema.type_map[type_name].fields[name].type
    return (
        f"Argument '{name}' on InputObject '{type_name}' is required. Expected type {kind}",
        {
            "code": "missingRequiredInputObjectAttribute",
            "argumentName": name,
            "argumentType": str(kind),
            "inputObjectType": type_name,
        },
        [name],
    )


def _unknown_input_field(match, node, parents):
    type_name, name = match[1], match[2]
    return (
        f"InputObject '{type_name}' doesn't accept argument '{name}'",
        {
            "code": "argumentNotAccepted",
            "name": type_name,
            "typeName": "InputObject",
            "argumentName": name,
        },
        [],
    )


def _bad_value(match, node, parents):
    """A value of the wrong type, told of the argument or input field that holds it."""
    holder = _holder(node, parents)
    name = holder.name.value
    owner, kind = _declared(holder, parents)
    inside = isinstance(holder, ObjectFieldNode)
    kind_of_owner = "InputObject" if inside else "Field"
    return (
        f"Argument '{name}' on {kind_of_owner} '{owner}' has an invalid value"
        f" ({print_ast(holder.value)}). Expected type '{kind}'.",
        {
            "code": "argumentLiteralsIncompatible",
            "typeName": kind_of_owner,
            "argumentName": name,
        },
        [],
    )


def _holder(node, parents):
    kinds = ArgumentNode | ObjectFieldNode
    return next((one for one in _chain(node, parents) if isinstance(one, kinds)), None)


def _declared(holder, parents):
    """What an argument or input field belongs to, and its type."""
    owner = kind = None
    for one in reversed(list(_chain(holder, parents))):
        if isinstance(one, OperationDefinitionNode):
            kind = parents.schema.get_root_type(one.operation)
        elif isinstance(one, FragmentDefinitionNode | InlineFragmentNode) and one.type_condition:
            kind = parents.schema.type_map[one.type_condition.name.value]
        elif isinstance(one, FieldNode):
            field = get_named_type(kind).fields[one.name.value]
            owner, kind, arguments = one.name.value, field.type, field.args
        elif isinstance(one, ArgumentNode):
            kind = arguments[one.name.value].type
        elif isinstance(one, ObjectFieldNode):
            named = get_named_type(kind)
            owner, kind = named.name, named.fields[one.name.value].type
    return owner, kind


def _undefined_variable(match, node, parents):
    name = match[1]
    operation = match[2] or "anonymous query"
    return (
        f"Variable ${name} is used by {operation} but not declared",
        {"code": "variableNotDefined", "variableName": name},
        [],
    )


def _unused_variable(match, node, parents):
    operation = match[2] or "anonymous query"
    return (
        f"Variable ${match[1]} is declared by {operation} but not used",
        {"code": "variableNotUsed", "variableName": match[1]},
        [],
    )


def _mismatched_variable(match, node, parents):
    holder = _holder(node, parents)
    name = holder.name.value if holder else ""
    return (
        f"Type mismatch on variable ${match[1]} and argument {name} ({match[2]} / {match[3]})",
        {
            "code": "variableMismatch",
            "variableName": match[1],
            "typeName": match[2],
            "argumentName": name,
            "errorMessage": "Type mismatch",
        },
        [],
    )


_WORDINGS = [
    (re.compile(pattern), word)
    for pattern, word in (
        (r"Cannot query field '(\w+)' on type '(\w+)'", _unknown_field),
        (r"Field '(\w+)' of type '([^']+)' must have a selection", _no_selections),
        (r"Field '(\w+)' must not have a selection since type '([^']+)'", _selections_on_leaf),
        (r"Unknown argument '(\w+)' on field '([\w.]+)'", _unknown_argument),
        (r"Argument '(?P<field>[\w.]+)\((?P<argument>\w+):\)' of type", _missing_argument),
        (
            r"Expected value of type '([^']+)' to include required field '(\w+)'",
            _missing_input_field,
        ),
        (
            r"Expected value of type '([^']+)' not to include unknown field '(\w+)'",
            _unknown_input_field,
        ),
        (r"Expected value of (?:non-null )?type '([^']+)'", _bad_value),
        (r"(\w+) cannot represent", _bad_value),
        (r"Value '[^']*' does not exist in '(\w+)' enum", _bad_value),
        (r"Enum '(\w+)' cannot represent", _bad_value),
        (r"Variable '\$(\w+)' is not defined(?: by operation '(\w+)')?", _undefined_variable),
        (r"Variable '\$(\w+)' is never used(?: in operation '(\w+)')?", _unused_variable),
        (
            r"Variable '\$(\w+)' of type '([^']+)' used in position expecting type '([^']+)'",
            _mismatched_variable,
        ),
    )
]
