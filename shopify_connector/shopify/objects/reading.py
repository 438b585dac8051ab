# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Read the fields of an answer, strictly: a missing or ill-typed one stops here, with its path.

Each reader takes a node (a dict as Shopify sent it) and a key. ``maybe_…`` allow null, not absence:
a field that was asked for and is absent means that question and answer have come apart.
"""

from collections.abc import Callable
from datetime import datetime, timezone
from decimal import Decimal, InvalidOperation
from functools import wraps
from typing import Any, TypeVar

from ..errors import MalformedAnswer

T = TypeVar("T")
Node = dict[str, Any]


def _ill(key: str, wanted: str, value: object) -> MalformedAnswer:
    return MalformedAnswer(key, f"{wanted} expected, not {type(value).__name__}")


def text(node: Node, key: str) -> str:
    """A string that is never null."""
    value = node[key]
    if type(value) is not str:
        raise _ill(key, "text", value)
    return value


def maybe_text(node: Node, key: str) -> str:
    """A string; null reads as ``""``, as Shopify means the same by both."""
    value = node[key]
    if value is None:
        return ""
    if type(value) is not str:
        raise _ill(key, "text", value)
    return value


def flag(node: Node, key: str) -> bool:
    """A Boolean."""
    value = node[key]
    if type(value) is not bool:
        raise _ill(key, "true or false", value)
    return value


def maybe_flag(node: Node, key: str) -> bool | None:
    """A Boolean or None for "not said"."""
    return None if node[key] is None else flag(node, key)


def integer(node: Node, key: str) -> int:
    """An Int, or an UnsignedInt64, which comes as a string."""
    value = node[key]
    if type(value) is int:
        return value
    if type(value) is str and value.lstrip("-").isdecimal():
        return int(value)
    raise _ill(key, "a whole number", value)


def maybe_integer(node: Node, key: str) -> int | None:
    """A whole number or None for "not said"."""
    return None if node[key] is None else integer(node, key)


def decimal(node: Node, key: str) -> Decimal:
    """A Decimal from a string, or from a JSON number by way of its shortest text."""
    value = node[key]
    if type(value) is str or type(value) is int:
        pass
    elif type(value) is float:
        value = repr(value)
    else:
        raise _ill(key, "an amount", value)
    try:
        result = Decimal(value)
    except InvalidOperation:
        raise MalformedAnswer(key, f"{value!r} is not an amount") from None
    if not result.is_finite():
        raise MalformedAnswer(key, f"{value!r} is not an amount")
    return result


def maybe_decimal(node: Node, key: str) -> Decimal | None:
    """An amount or None for "not said"."""
    return None if node[key] is None else decimal(node, key)


def moment(node: Node, key: str) -> datetime:
    """An aware datetime in UTC."""
    value = node[key]
    if type(value) is not str:
        raise _ill(key, "a time", value)
    try:
        # Python 3.10 reads no "Z"
        parsed = datetime.fromisoformat(value[:-1] + "+00:00" if value[-1:] == "Z" else value)
    except ValueError:
        raise MalformedAnswer(key, f"{value!r} is not a time") from None
    if parsed.tzinfo is None:
        raise MalformedAnswer(key, f"{value!r} has no time zone")
    return parsed.astimezone(timezone.utc)


def maybe_moment(node: Node, key: str) -> datetime | None:
    """A time or None for "has not happened"."""
    return None if node[key] is None else moment(node, key)


def texts(node: Node, key: str) -> tuple[str, ...]:
    """A list of strings."""
    values = node[key]
    if type(values) is not list or not all(type(value) is str for value in values):
        raise _ill(key, "a list of texts", values)
    return tuple(values)


def one(node: Node, key: str, reader: Callable[[Node], T]) -> T:
    """An object that is never null."""
    value = node[key]
    if type(value) is not dict:
        raise _ill(key, "an object", value)
    return _inside(key, value, reader)


def maybe_one(node: Node, key: str, reader: Callable[[Node], T]) -> T | None:
    """An object or None."""
    return None if node[key] is None else one(node, key, reader)


def many(node: Node, key: str, reader: Callable[[Node], T]) -> tuple[T, ...]:
    """A list of objects."""
    values = node[key]
    if type(values) is not list:
        raise _ill(key, "a list", values)
    result = []
    for index, value in enumerate(values):
        if type(value) is not dict:
            raise _ill(f"{key}.{index}", "an object", value)
        try:
            result.append(reader(value))
        except MalformedAnswer as error:
            raise error.within(index).within(key) from None
        except KeyError as error:
            raise MalformedAnswer(f"{key}.{index}.{error.args[0]}", "is missing") from None
    return tuple(result)


def connection(node: Node, key: str, reader: Callable[[Node], T]) -> tuple[T, ...]:
    """All nodes of a connection, whose pages must have been read to the last."""
    value = node[key]
    if type(value) is not dict:
        raise _ill(key, "a connection", value)
    page = value.get("pageInfo")
    if page and page.get("hasNextPage"):
        raise MalformedAnswer(key, "its further pages were not read")
    return _inside(key, value, lambda found: many(found, "nodes", reader))


def reference(node: Node, key: str) -> str:
    """The id of an object that is never null."""
    return one(node, key, _id_of)


def maybe_reference(node: Node, key: str) -> str:
    """The id of an object, or ``""`` if there is none."""
    return "" if node[key] is None else one(node, key, _id_of)


def _id_of(node: Node) -> str:
    return text(node, "id")


def _inside(key: str, value: Node, reader: Callable[[Node], T]) -> T:
    try:
        return reader(value)
    except MalformedAnswer as error:
        raise error.within(key) from None
    except KeyError as error:
        raise MalformedAnswer(f"{key}.{error.args[0]}", "is missing") from None


def at_the_door(name: str) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Make a ``from_node`` raise only :class:`MalformedAnswer`, with the path from ``name`` on."""

    def decorate(reader: Callable[..., T]) -> Callable[..., T]:
        @wraps(reader)
        def read(cls, node: Node) -> T:
            if type(node) is not dict:
                raise MalformedAnswer(name, "is missing")
            try:
                return reader(cls, node)
            except MalformedAnswer as error:
                raise error.within(name) from None
            except KeyError as error:
                raise MalformedAnswer(f"{name}.{error.args[0]}", "is missing") from None

        return read

    return decorate
