# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shipments: what orders still have to ship, and fulfilments of many orders in a request (F1-F4).

Shopify knows no repetition of ``fulfillmentCreate``: nothing here sends it twice. Whoever gets an
unknown outcome reads the order again to see what became of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from . import documents
from .bulk import BulkRow
from .documents import Document
from .errors import MalformedAnswer
from .objects.fulfillment import MadeFulfillment, ShippingOrder
from .typed_pages import OnMalformed, typed_pages

#: Orders that are read in a request; fewer if Shopify finds them too costly.
ORDERS_IN_A_REQUEST = 100
#: Fulfilments that are made in a request: about 500 points.
CALLS_IN_A_REQUEST = 40
#: Changes of tracking, each of which costs 50 points and more.
UPDATES_IN_A_REQUEST = 19


@dataclass(frozen=True, slots=True)
class FulfillmentCall:
    """A fulfilment to make: units of fulfilment orders of one order and one location.

    :param groups: the gid of a fulfilment order, and (gid of its line, units) of each line
    :param tracking: as of :func:`tracking_input`
    :param notify: whether Shopify tells the buyer
    """

    groups: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    tracking: dict[str, Any] | None
    notify: bool

    def variables(self) -> dict[str, Any]:
        """The variables of ``fulfillmentCreate``."""
        fulfillment: dict[str, Any] = {
            "notifyCustomer": self.notify,
            "lineItemsByFulfillmentOrder": [
                {
                    "fulfillmentOrderId": key,
                    "fulfillmentOrderLineItems": [
                        {"id": line, "quantity": units} for line, units in lines
                    ],
                }
                for key, lines in self.groups
            ],
        }
        if self.tracking:
            fulfillment["trackingInfo"] = self.tracking
        return {"fulfillment": fulfillment}


@dataclass(frozen=True, slots=True)
class TrackingUpdate:
    """Tracking that a fulfilment is to have from now on (F4)."""

    fulfillment_id: str
    tracking: dict[str, Any]
    notify: bool

    def variables(self) -> dict[str, Any]:
        """The variables of ``fulfillmentTrackingInfoUpdate``."""
        return {"id": self.fulfillment_id, "tracking": self.tracking, "notify": self.notify}


@dataclass(frozen=True, slots=True)
class FulfillmentOutcome:
    """What became of a call.

    :param fulfillment: the fulfilment as Shopify has it now, None if nothing was done
    :param refusals: why Shopify did not do it
    :param is_unknown: the answer was lost: it may have been done or not
    """

    fulfillment: MadeFulfillment | None = None
    refusals: tuple[str, ...] = ()
    is_unknown: bool = False


class Fulfillments:
    """The client's shipments; needs ``nodes_by_ids`` and ``push``."""

    # === READ === #

    def shipping_orders(
        self, ids: Iterable[str], *, on_malformed: OnMalformed | None = None
    ) -> Iterator[list[ShippingOrder]]:
        """What orders have shipped and are still to ship, in batches (F2).

        An order that no longer exists is left out.

        :param ids: gids of orders
        :param on_malformed: told an order that can't be read; by default that is raised
        """
        found = self.nodes_by_ids(documents.ORDERS_SHIPPING, ids, ORDERS_IN_A_REQUEST)
        return typed_pages(found, ShippingOrder.from_node, on_malformed)

    # === WRITE === #

    def fulfil(self, calls: Sequence[FulfillmentCall]) -> Iterator[list[FulfillmentOutcome]]:
        """Make fulfilments; the outcomes of those of a request at a time, in the calls' order (F1).

        :raises HandsOff: nothing may be changed (G13)
        :raises ShopifyError: what would meet every further call too, such as a missing scope
        """
        rows = [call.variables() for call in calls]
        return self._outcomes(documents.FULFILLMENT_CREATE, rows, CALLS_IN_A_REQUEST)

    def update_tracking(
        self, updates: Sequence[TrackingUpdate]
    ) -> Iterator[list[FulfillmentOutcome]]:
        """Change the tracking of fulfilments; as :meth:`fulfil` (F4)."""
        rows = [update.variables() for update in updates]
        return self._outcomes(documents.FULFILLMENT_TRACKING_UPDATE, rows, UPDATES_IN_A_REQUEST)

    def cancel_fulfillments(self, ids: Sequence[str]) -> Iterator[list[FulfillmentOutcome]]:
        """Take fulfilments back: their units are open again; as :meth:`fulfil`.

        :param ids: gids of fulfilments
        """
        rows = [{"id": each} for each in ids]
        return self._outcomes(documents.FULFILLMENT_CANCEL, rows, CALLS_IN_A_REQUEST)

    def _outcomes(
        self, document: Document, rows: list[dict[str, Any]], at_once: int
    ) -> Iterator[list[FulfillmentOutcome]]:
        # One request after the other: what was done is noted before more is sent.
        waiting = iter(rows)
        root = documents.root_field(document)
        while chunk := list(islice(waiting, at_once)):
            done = self.push(document, chunk, at_once=at_once, in_bulk=False)
            yield [_outcome(row, root) for row in done]


def _outcome(row: BulkRow, root: str) -> FulfillmentOutcome:
    if row.outcome_unknown:
        return FulfillmentOutcome(is_unknown=True)
    if row.error or row.user_errors:
        told = (row.error,) if row.error else tuple(error.message for error in row.user_errors)
        return FulfillmentOutcome(refusals=told)
    node = row.data[root].get("fulfillment")
    if node is None:
        return FulfillmentOutcome(refusals=("Shopify made no fulfilment",))
    try:
        return FulfillmentOutcome(MadeFulfillment.from_node(node))
    except MalformedAnswer:
        # It was done: what it has become is read with the order.
        return FulfillmentOutcome(is_unknown=True)


def tracking_input(
    company: str, numbers: Sequence[str], urls: Sequence[str]
) -> dict[str, Any] | None:
    """A ``FulfillmentTrackingInput``; None where there is nothing to track by.

    :param urls: of the numbers, in their order; empty if not each number has one
    """
    if not (numbers or urls):
        return None
    given = {"company": company, "numbers": list(numbers), "urls": list(urls)}
    return {key: value for key, value in given.items() if value}
