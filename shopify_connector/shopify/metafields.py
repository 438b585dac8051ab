# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Metafields and their definitions, as typed objects (P19)."""

from collections.abc import Collection, Iterable, Iterator

from . import documents
from .objects.metafield import MetafieldDefinition, OwnerMetafields
from .typed_pages import typed_pages

#: Shopify takes at most so many ids.
OWNERS_IN_A_REQUEST = 250
#: As many metafields are set in one call, all or none of them.
METAFIELDS_IN_A_CALL = 25
DEFINITION_PAGE = 100


class Metafields:
    """The client's readers of metafields; needs ``pages`` and ``nodes_by_ids``."""

    def metafield_definitions(
        self, owner_type: str, *, first: int = DEFINITION_PAGE
    ) -> list[MetafieldDefinition]:
        """The definitions for an owner type, such as ``PRODUCTVARIANT``."""
        pages = self.pages(
            documents.METAFIELD_DEFINITIONS,
            {"ownerType": owner_type},
            root="metafieldDefinitions",
            first=first,
        )
        return [
            definition
            for page in typed_pages(pages, MetafieldDefinition.from_node, None)
            for definition in page
        ]

    def metafields_by_owner(
        self, owners: Iterable[str], keys: Collection[str], *, batch: int = OWNERS_IN_A_REQUEST
    ) -> Iterator[list[OwnerMetafields]]:
        """The metafields of some keys, of each of these owners; one that is gone is left out.

        :param owners: gids of products, variants, customers or orders
        :param keys: such as ``custom.material``
        :param batch: owners in one request; made smaller if Shopify finds it too costly
        """
        pages = self.nodes_by_ids(documents.METAFIELDS_BY_OWNER, owners, batch, keys=list(keys))
        return typed_pages(pages, OwnerMetafields.from_node, None)
