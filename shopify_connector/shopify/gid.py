# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's global ids, such as ``gid://shopify/Order/450789469``."""

from .errors import MalformedAnswer

PREFIX = "gid://shopify/"


def kind(gid: str) -> str:
    """The type that a gid names: ``gid://shopify/Order/1`` → ``Order``."""
    return _parts(gid)[0]


def number(gid: str) -> int:
    """The number of a gid: ``gid://shopify/Order/1?x=y`` → 1.

    :raises MalformedAnswer: if it is not a gid, or its id is not a number
    """
    tail = _parts(gid)[1]
    if not tail.isdecimal():
        raise MalformedAnswer("id", f"{gid!r} has no number")
    return int(tail)


def make(kind_name: str, identity: int | str) -> str:
    """The gid of a type and number."""
    return f"{PREFIX}{kind_name}/{identity}"


def _parts(gid: str) -> tuple[str, str]:
    if not isinstance(gid, str) or not gid.startswith(PREFIX):
        raise MalformedAnswer("id", f"{gid!r} is not a Shopify id")
    kind_name, slash, tail = gid[len(PREFIX) :].partition("/")
    if not slash or not kind_name:
        raise MalformedAnswer("id", f"{gid!r} is not a Shopify id")
    return kind_name, tail.partition("?")[0]
