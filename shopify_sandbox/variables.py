# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Variables, checked and coerced with Shopify's words for what is wrong."""

import re

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_location,
    type_from_ast,
)

from .errors import RequestRefused
from .execution.literals import ABSENT, field_default, literal_value

_WHOLE = 2**31
_DECIMAL = re.compile(r"^-?\d+(\.\d+)?$")
_DATE_TIME = re.compile(r"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$")


class _Problem(Exception):
    def __init__(self, path: list, explanation: str):
        super().__init__(explanation)
        self.path = path
        self.explanation = explanation


def coerced_variables(schema, operation, given: dict) -> dict:
    """The operation's variables.

    :param schema: the graphql-core schema.
    :param given: what the request sent.
    :raises RequestRefused: with Shopify's INVALID_VARIABLE errors.
    """
    values, errors = {}, []
    for definition in operation.variable_definitions or ():
        name = definition.variable.name.value
        kind = type_from_ast(schema, definition.type)
        if name not in given and definition.default_value is not None:
            values[name] = literal_value(definition.default_value, kind, {})
            continue
        if name not in given and not isinstance(kind, GraphQLNonNull):
            continue
        problems: list[_Problem] = []
        values[name] = _coerce(given.get(name), kind, [], problems)
        if problems:
            errors.append(_error(definition, name, kind, given.get(name), problems))
    if errors:
        raise RequestRefused(errors)
    return values


def _error(definition, name, kind, value, problems) -> dict:
    place = get_location(definition.loc.source, definition.loc.start)
    details = ", ".join(
        f"{'.'.join(map(str, problem.path))} ({problem.explanation})"
        for problem in problems
        if problem.path
    )
    message = f"Variable ${name} of type {kind} was provided invalid value"
    return {
        "message": f"{message} for {details}" if details else message,
        "locations": [{"line": place.line, "column": place.column}],
        "extensions": {
            "code": "INVALID_VARIABLE",
            "value": value,
            "problems": [
                {"path": problem.path, "explanation": problem.explanation} for problem in problems
            ],
        },
    }


def _coerce(value, kind, path, problems):
    if isinstance(kind, GraphQLNonNull):
        if value is None:
            problems.append(_Problem(path, "Expected value to not be null"))
            return None
        return _coerce(value, kind.of_type, path, problems)
    if value is None:
        return None
    if isinstance(kind, GraphQLList):
        values = value if isinstance(value, list) else [value]
        return [
            _coerce(item, kind.of_type, [*path, index], problems)
            for index, item in enumerate(values)
        ]
    if isinstance(kind, GraphQLInputObjectType):
        return _coerce_object(value, kind, path, problems)
    try:
        return _enum(value, kind) if isinstance(kind, GraphQLEnumType) else _scalar(value, kind)
    except ValueError as error:
        problems.append(_Problem(path, str(error)))
        return None


def _coerce_object(value, kind, path, problems):
    if not isinstance(value, dict):
        problems.append(_Problem(path, f"Expected {value!r} to be a key-value object."))
        return None
    found = {}
    for name in value:
        if name not in kind.fields:
            problems.append(_Problem([*path, name], f"Field is not defined on {kind.name}"))
    if getattr(kind, "is_one_of", False) and len(value) != 1:
        given = f"but {len(value)} were provided."
        explanation = f"'{kind.name}' requires exactly one argument, {given}"
        problems.append(_Problem(path, explanation))
    for name, field in kind.fields.items():
        if name not in value:
            default = field_default(field)
            if default is not ABSENT:
                found[name] = default
                continue
            if not isinstance(field.type, GraphQLNonNull):
                continue
        found[name] = _coerce(value.get(name), field.type, [*path, name], problems)
    return found


def _enum(value, kind):
    if value in kind.values:
        return value
    raise ValueError(f'Expected "{value}" to be one of: {", ".join(kind.values)}')


def _scalar(value, kind):
    if not _FITS.get(kind.name, _anything)(value):
        raise ValueError(f"Could not coerce value {_shown(value)} to {kind.name}")
    return str(value) if kind.name in _TEXTS else value


def _anything(value) -> bool:
    return True


def _is_int(value) -> bool:
    return type(value) is int and -_WHOLE <= value < _WHOLE


def _is_decimal(value) -> bool:
    return not isinstance(value, bool) and bool(_DECIMAL.match(str(value)))


def _is_moment(value) -> bool:
    return isinstance(value, str) and bool(_DATE_TIME.match(value))


def _is_text(value) -> bool:
    return isinstance(value, str)


_FITS = {
    "Int": _is_int,
    "Float": lambda value: type(value) in (int, float),
    "Boolean": lambda value: isinstance(value, bool),
    "ID": lambda value: type(value) in (str, int),
    "Decimal": _is_decimal,
    "Money": _is_decimal,
    "UnsignedInt64": _is_decimal,
    "DateTime": _is_moment,
    "Date": _is_moment,
    "String": _is_text,
    "URL": _is_text,
    "HTML": _is_text,
    "FormattedString": _is_text,
    "Color": _is_text,
}
_TEXTS = ("ID", "Decimal", "Money", "UnsignedInt64")


def _shown(value) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
