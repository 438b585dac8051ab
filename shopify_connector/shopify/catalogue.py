# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Sales channels and collections, and which products are shown there (P17, P18)."""

from collections.abc import Iterable, Iterator

from . import documents
from .objects.catalogue import Collection, Membership, Publication

#: Sales channels, or collections, in a page.
LISTED_AT_ONCE = 250
#: Products whose collections and sales channels are asked for in a request.
PRODUCTS_AT_ONCE = 250


class Catalogue:
    """The client's readers of sales channels and collections; needs ``pages``, ``nodes_by_ids``."""

    def publications(self) -> list[Publication]:
        """All sales channels (P17)."""
        pages = self.pages(documents.PUBLICATIONS, root="publications", first=LISTED_AT_ONCE)
        return [Publication.from_node(node) for page in pages for node in page]

    def collections(self) -> list[Collection]:
        """All collections (P18)."""
        pages = self.pages(documents.COLLECTIONS, root="collections", first=LISTED_AT_ONCE)
        return [Collection.from_node(node) for page in pages for node in page]

    def memberships(
        self, ids: Iterable[str], *, batch: int = PRODUCTS_AT_ONCE
    ) -> Iterator[list[Membership]]:
        """The collections and sales channels of products, in batches (P17, P18).

        :param ids: the products' gids; one that is gone is left out
        :param batch: products in a request; made smaller if Shopify finds it too costly
        """
        for nodes in self.nodes_by_ids(documents.PRODUCT_MEMBERSHIPS, ids, batch):
            yield [Membership.from_node(node) for node in nodes]
