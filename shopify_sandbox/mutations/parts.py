# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What other areas keep of products and collections: their files and metafields.

An area registers under the name of an input field how that field is checked and kept:

=======================  ==========================================================================
``files``                ``FileSetInput`` entries of a product in ``productSet``: the whole list
``file``                 the ``FileSetInput`` of a variant in ``productSet``
``media``                ``CreateMediaInput`` entries that are added to a product
``variant_media``        ``mediaId`` and ``mediaSrc`` of a variant, a dict of what is given
``metafields``           ``MetafieldInput`` entries that a product gets, the others staying
``metafields_set``       ``MetafieldInput`` entries of a product in ``productSet``: the whole list
``variant_metafields``   the same of a variant; ``variant_metafields_set`` in ``productSet``
``collection_metafields``  the same of a collection
=======================  ==========================================================================
"""

from collections.abc import Callable
from dataclasses import dataclass

from ..errors import ApiError


@dataclass(frozen=True)
class Part:
    """How a part is checked and kept.

    :param check: called with the request's context, what is given, the path of the field and the
        node that it is for (None: it is new); gives user errors.
    :param keep: called with the request's context, the node and what is given, once all is
        checked.
    """

    check: Callable[[object, object, list, dict | None], list[dict]]
    keep: Callable[[object, dict, object], None]


_parts: dict[str, Part] = {}


def register_part(name: str, part: Part) -> None:
    """Make a part known."""
    _parts[name] = part


def part(name: str) -> Part:
    """The registered part of a name.

    :raises ApiError: none is registered.
    """
    if name not in _parts:
        raise ApiError(f"the sandbox does not model the input of {name} yet", "NOT_MODELLED")
    return _parts[name]


class Parts:
    """The parts of one node that an input gives.

    :param context: the request's context.
    """

    def __init__(self, context):
        self._context = context
        self._given: list[tuple[Part, object]] = []

    def read(self, name: str, given, path: list, known: dict | None = None) -> list[dict]:
        """Note a part, unless it is not given; gives its user errors."""
        if given is None:
            return []
        found = part(name)
        self._given.append((found, given))
        return found.check(self._context, given, path, known)

    def keep(self, node: dict) -> None:
        """Keep what was noted."""
        for found, given in self._given:
            found.keep(self._context, node, given)
