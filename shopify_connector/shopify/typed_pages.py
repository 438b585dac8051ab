# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Make typed objects of pages of nodes."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from .errors import MalformedAnswer

T = TypeVar("T")
Node = dict[str, Any]

#: Told a node that could not be read, and why; without it the error is raised.
OnMalformed = Callable[[Node, MalformedAnswer], None]


def typed_pages(
    pages: Iterator[list[Node]], reader: Callable[[Node], T], on_malformed: OnMalformed | None
) -> Iterator[list[T]]:
    """The pages, their nodes read."""
    try:
        for page in pages:
            yield typed(page, reader, on_malformed)
    finally:
        pages.close()


def typed(
    nodes: list[Node], reader: Callable[[Node], T], on_malformed: OnMalformed | None
) -> list[T]:
    """The nodes read, without those that can't be.

    :raises MalformedAnswer: a node can't be read, and nobody wants to be told
    """
    result = []
    for node in nodes:
        try:
            result.append(reader(node))
        except MalformedAnswer as error:
            if on_malformed is None:
                raise
            on_malformed(node, error)
    return result
