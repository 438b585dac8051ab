# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What variants cost in Shopify, and the rows of a push that changes it (P12)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from . import documents
from .bulk import BulkRow
from .objects.price import Price
from .prefetch import prefetched
from .readers import PAGES_AHEAD

#: Shopify takes at most so many ids, and so many variants in one mutation.
VARIANTS_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class PricesFound:
    """What some variants cost.

    :ivar prices: of those that are there
    :ivar missing: the gids of those that were deleted
    """

    prices: tuple[Price, ...]
    missing: tuple[str, ...]


class Prices:
    """The client's reader of prices; needs ``nodes_by_ids``."""

    def variant_prices(
        self, ids: Iterable[str], *, batch: int = VARIANTS_AT_ONCE, prefetch: bool = False
    ) -> Iterator[PricesFound]:
        """What variants cost now, by their gids, in batches.

        :param batch: variants in one request
        """
        waiting = list(dict.fromkeys(ids))
        chunks = (waiting[at : at + batch] for at in range(0, len(waiting), batch))
        found = ((chunk, self._price_nodes(chunk, batch)) for chunk in chunks)
        for chunk, nodes in prefetched(found, PAGES_AHEAD) if prefetch else found:
            prices = tuple(map(Price.from_node, nodes))
            there = {price.id for price in prices}
            yield PricesFound(prices, tuple(gid for gid in chunk if gid not in there))

    def _price_nodes(self, ids: list[str], batch: int) -> list[dict]:
        pages = self.nodes_by_ids(documents.VARIANT_PRICES_BY_ID, ids, batch)
        return [node for page in pages for node in page]


def price_rows(product_gid: str, prices: Sequence[Price]) -> Iterator[dict[str, Any]]:
    """The rows by which a push of ``VARIANT_PRICES_UPDATE`` sets the prices of a product.

    A variant without reduction gets its compare-at price cleared.

    :param prices: of variants of that product, as they are to be
    """
    for start in range(0, len(prices), VARIANTS_AT_ONCE):
        yield {
            "productId": product_gid,
            "variants": [
                {
                    "id": price.id,
                    "price": _text(price.price),
                    "compareAtPrice": _text(price.compare_at_price),
                }
                for price in prices[start : start + VARIANTS_AT_ONCE]
            ],
        }


def prices_taken(outcome: BulkRow) -> dict[str, Price]:
    """The prices that Shopify has after a row of ``price_rows``, by gid, as far as it tells them.

    A refused variant takes no other of its row with it.
    """
    nodes = outcome.payload.get("productVariants") or ()
    return {price.id: price for price in map(Price.from_node, nodes)}


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"
