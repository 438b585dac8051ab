# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the addon asks for, as typed objects."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from . import documents
from .bulk import DEADLINE_SECONDS
from .documents import Document
from .errors import AnswerTooLarge, CostTooHigh, MalformedAnswer
from .jsonl import Shape
from .objects.order import Order, OrderHeader
from .objects.product import Product
from .objects.shop import Location, Shop
from .prefetch import prefetched
from .typed_pages import OnMalformed, typed, typed_pages

Node = dict[str, Any]

ORDER_BATCH = 50
# As many as are worked on in one go, so that they wait for no page while others are written.
PAGES_AHEAD = 8
HEADER_PAGE = 250
PRODUCT_PAGE = 50

PRODUCT_SHAPE: Shape = {"Product": {"ProductVariant": "variants"}}


class Readers:
    """The client's readers; needs ``execute``, ``pages``, ``complete`` and ``bulk_query``."""

    # === THE SHOP === #

    def shop(self) -> Shop:
        """The shop's own data (G2)."""
        return Shop.from_node(self.execute(documents.SHOP)["shop"])

    def access_scopes(self) -> tuple[str, ...]:
        """The access scopes that the app has in this shop, sorted (G2)."""
        installation = self.execute(documents.ACCESS_SCOPES).get("currentAppInstallation")
        try:
            return tuple(sorted(scope["handle"] for scope in installation["accessScopes"]))
        except (TypeError, KeyError):
            raise MalformedAnswer("currentAppInstallation.accessScopes", "is missing") from None

    def locations(self) -> list[Location]:
        """All locations, inactive ones too (N2)."""
        pages = self.pages(documents.LOCATIONS, root="locations")
        return [Location.from_node(node) for page in pages for node in page]

    # === ORDERS === #

    def orders_count(self, query: str | None = None) -> int:
        """How many orders a query finds."""
        return self.execute(documents.ORDERS_COUNT, {"query": query})["ordersCount"]["count"]

    def order_headers(
        self,
        query: str | None = None,
        *,
        first: int = HEADER_PAGE,
        prefetch: bool = False,
        on_malformed: OnMalformed | None = None,
    ) -> Iterator[list[OrderHeader]]:
        """The headers of the orders that a query finds, oldest change first (O5)."""
        pages = self.pages(
            documents.ORDER_HEADERS,
            {"query": query},
            root="orders",
            first=first,
            prefetch=prefetch,
        )
        return typed_pages(pages, OrderHeader.from_node, on_malformed)

    def orders(
        self,
        ids: Iterable[str],
        *,
        batch: int = ORDER_BATCH,
        prefetch: bool = False,
        on_malformed: OnMalformed | None = None,
    ) -> Iterator[list[Order]]:
        """Orders by their gids, complete, in batches (O5, O7).

        An order that no longer exists is left out of its batch.

        :param batch: orders in one request; made smaller if Shopify finds it too costly
        :param on_malformed: told an order that can't be read; by default that is raised
        """
        found = self.nodes_by_ids(documents.ORDERS_BY_ID, ids, batch)
        pages = prefetched(found, PAGES_AHEAD) if prefetch else found
        return typed_pages(pages, Order.from_node, on_malformed)

    # === PRODUCTS === #

    def products_count(self, query: str | None = None) -> int:
        """How many products a query finds."""
        return self.execute(documents.PRODUCTS_COUNT, {"query": query})["productsCount"]["count"]

    def products(
        self,
        query: str | None = None,
        *,
        first: int = PRODUCT_PAGE,
        prefetch: bool = False,
        on_malformed: OnMalformed | None = None,
    ) -> Iterator[list[Product]]:
        """The products that a query finds, with all variants, oldest change first (P2)."""
        pages = self.pages(
            documents.PRODUCTS, {"query": query}, root="products", first=first, prefetch=prefetch
        )
        return typed_pages(pages, Product.from_node, on_malformed)

    def products_by_id(
        self,
        ids: Iterable[str],
        *,
        batch: int = PRODUCT_PAGE,
        prefetch: bool = False,
        on_malformed: OnMalformed | None = None,
    ) -> Iterator[list[Product]]:
        """Products by their gids, with all variants; one that is gone is left out."""
        found = self.nodes_by_ids(documents.PRODUCTS_BY_ID, ids, batch)
        return typed_pages(
            prefetched(found) if prefetch else found, Product.from_node, on_malformed
        )

    def products_bulk(
        self,
        query: str | None = None,
        *,
        resume: str = "",
        on_started: Callable[[str], None] | None = None,
        deadline: float = DEADLINE_SECONDS,
        on_malformed: OnMalformed | None = None,
    ) -> Iterator[Product]:
        """The products that a query finds, with all variants, by one bulk operation (P2).

        :param resume: the id of a bulk operation started earlier
        :param on_started: told the operation's id, to be stored for ``resume``
        :param deadline: seconds to wait for it at most
        """
        nodes = self.bulk_query(
            documents.PRODUCTS_BULK,
            shape=PRODUCT_SHAPE,
            resume=resume,
            on_started=on_started,
            deadline=deadline,
            query=query,
        )
        return (
            product
            for node in nodes
            for product in typed([_by_position(node)], Product.from_node, on_malformed)
        )

    # === NODES === #

    def nodes_by_ids(
        self, document: Document, ids: Iterable[str], batch: int, **variables: Any
    ) -> Iterator[list[Node]]:
        """The nodes of these gids, each complete, in batches; one that is gone is left out.

        :param variables: what the document takes besides ``ids``
        """
        # an id asked for twice would come back as two orders
        waiting = list(dict.fromkeys(ids))
        position, size = 0, batch
        while position < len(waiting):
            chunk = waiting[position : position + size]
            try:
                found = self.execute(document, {"ids": chunk, **variables})["nodes"]
            except (CostTooHigh, AnswerTooLarge):
                if len(chunk) == 1:
                    raise
                size = len(chunk) // 2
                continue
            position += len(chunk)
            nodes = [node for node in found if node]
            self.complete(nodes)
            yield nodes


def _by_position(node: Node) -> Node:
    node["variants"]["nodes"].sort(key=lambda variant: variant["position"])
    return node
