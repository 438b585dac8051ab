# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The orders of a period, to be compared with Odoo's: one bulk operation, however many (O24)."""

from collections.abc import Iterable, Iterator

from . import documents
from .bulk_file import BulkFile
from .objects.order_compared import OrderCompared
from .typed_pages import OnMalformed, typed

IDS_IN_A_REQUEST = 250


def compared_orders(
    file: BulkFile, *, after: int = -1, on_malformed: OnMalformed | None = None
) -> Iterator[tuple[int, list[OrderCompared]]]:
    """The orders of a result of ``OrdersCompared``, each with its position.

    :param after: the position of the last one that is done with
    :param on_malformed: told an order that can't be read, whose list is then empty; by default that
        is raised
    """
    for position, node in file.roots({}, after):
        yield position, typed([node], OrderCompared.from_node, on_malformed)


class ComparedOrders:
    """The client's part of it; needs ``nodes_by_ids``."""

    def orders_exist(self, ids: Iterable[str]) -> set[str]:
        """Which of these orders' gids are still there: 250 a request."""
        pages = self.nodes_by_ids(documents.ORDERS_EXIST, ids, IDS_IN_A_REQUEST)
        return {node["id"] for page in pages for node in page}
