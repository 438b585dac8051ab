# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Read and set stock by variant and location: many in a request (N5, N6)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from . import documents
from .answers import PASSING_CODES, fault_code, user_errors
from .errors import AnswerTooLarge, CostTooHigh, UserError
from .objects.stock import StockLevel
from .prefetch import prefetched

#: Shopify takes at most so many ids in a list.
IDS_IN_A_LIST = 250
#: Lists of ids in a request, each of one location.
LISTS_IN_A_REQUEST = 4
#: Quantities in a call, and calls in a request, which Shopify carries out one after the other.
LINES_IN_A_CALL = 250
CALLS_IN_A_REQUEST = 4
#: Outcomes of activations that are handed out together.
ACTIVATIONS_AT_ONCE = 100
#: How often a call is sent that Shopify is carrying out already, or broke off.
TRIES = 6

_AGAIN = PASSING_CODES | {"IDEMPOTENCY_CONCURRENT_REQUEST"}


@dataclass(frozen=True, slots=True)
class LevelsFound:
    """What Shopify has of some variants at a location.

    :param levels: of those that are there
    :param missing: the gids of variants that are not
    """

    location_id: str
    levels: tuple[StockLevel, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StockLine:
    """A quantity to set.

    :param change_from: the quantity that the decision was based on; Shopify refuses if it has
        another one by now
    """

    item_id: str
    quantity: int
    change_from: int


@dataclass(frozen=True, slots=True)
class StockCall:
    """Quantities to set at a location, all or none.

    :param key: by which Shopify knows a repetition
    :param quantity_name: ``available`` or ``on_hand``
    :param reference: the URI of what the change comes of
    """

    key: str
    location_id: str
    quantity_name: str
    reference: str
    lines: tuple[StockLine, ...]

    def variables(self) -> dict[str, Any]:
        """The variables of ``inventorySetQuantities``."""
        quantities = [
            {
                "inventoryItemId": line.item_id,
                "locationId": self.location_id,
                "quantity": line.quantity,
                "changeFromQuantity": line.change_from,
            }
            for line in self.lines
        ]
        return {
            "key": self.key,
            "input": {
                "name": self.quantity_name,
                "reason": "correction",
                "referenceDocumentUri": self.reference,
                "quantities": quantities,
            },
        }


@dataclass(frozen=True, slots=True)
class Activation:
    """A variant to keep at a location, with what is there of it.

    :param key: by which Shopify knows a repetition
    """

    key: str
    item_id: str
    location_id: str
    quantity_name: str
    quantity: int

    def variables(self) -> dict[str, Any]:
        """The variables of ``inventoryActivate``."""
        on_hand = self.quantity_name == "on_hand"
        return {
            "key": self.key,
            "item": self.item_id,
            "location": self.location_id,
            "available": None if on_hand else self.quantity,
            "onHand": self.quantity if on_hand else None,
        }


@dataclass(frozen=True, slots=True)
class StockOutcome:
    """What became of a call or an activation: done, if there are no refusals."""

    refusals: tuple[UserError, ...]


class Stock:
    """The client's stock; needs ``execute``, ``execute_each`` and ``push``."""

    # === READ === #

    def stock_levels(
        self, variants: Mapping[str, Iterable[str]], *, prefetch: bool = False
    ) -> Iterator[LevelsFound]:
        """What Shopify has, in batches of a location's variants (N5).

        :param variants: the gids of variants by the gid of the location to look at
        """
        found = self._stock_levels(_lists(variants))
        return prefetched(found) if prefetch else found

    def _stock_levels(self, waiting: list[tuple[str, list[str]]]) -> Iterator[LevelsFound]:
        size = LISTS_IN_A_REQUEST
        while waiting:
            asked = waiting[:size]
            try:
                found = self._ask_for_levels(asked)
            except (CostTooHigh, AnswerTooLarge):
                if size == 1:
                    waiting = _halved(waiting)
                size = max(1, size // 2)
                continue
            waiting = waiting[len(asked) :]
            yield from found

    def _ask_for_levels(self, asked: list[tuple[str, list[str]]]) -> list[LevelsFound]:
        variables = {}
        for index, (location_id, ids) in enumerate(asked):
            variables[f"ids{index}"] = ids
            variables[f"location{index}"] = location_id
        data = self.execute(documents.batched(documents.STOCK_LEVELS, len(asked)), variables)
        return [
            _levels_found(location_id, ids, data[f"n{index}"])
            for index, (location_id, ids) in enumerate(asked)
        ]

    # === WRITE === #

    def set_quantities(self, calls: Sequence[StockCall]) -> Iterator[list[StockOutcome]]:
        """Set quantities; the outcomes of some calls at a time, in the calls' order (N5).

        :raises HandsOff: nothing may be changed (G13)
        :raises ShopifyError: what would meet every further call too
        """
        waiting = iter(calls)
        while chunk := list(islice(waiting, CALLS_IN_A_REQUEST)):
            outcomes = self._send_chunk(chunk)
            for attempt in range(1, TRIES):
                again = [n for n, outcome in enumerate(outcomes) if _is_undecided(outcome)]
                if not again:
                    break
                self._sleep(self._retry.pause(attempt))
                news = self._send_chunk([chunk[number] for number in again])
                for number, outcome in zip(again, news, strict=True):
                    outcomes[number] = outcome
            yield outcomes

    def _send_chunk(self, chunk: list[StockCall]) -> list[StockOutcome]:
        variables = {
            f"{name}{index}": value
            for index, call in enumerate(chunk)
            for name, value in call.variables().items()
        }
        document = documents.batched(documents.INVENTORY_SET_QUANTITIES, len(chunk))
        data, faults = self.execute_each(document, variables)
        return [
            _outcome(data.get(f"n{index}"), faults.get(f"n{index}", []))
            for index in range(len(chunk))
        ]

    def activate(self, activations: Sequence[Activation]) -> Iterator[list[StockOutcome]]:
        """Keep variants at locations; the outcomes of some at a time, in their order (N6).

        Many are carried out by one bulk operation.

        :raises HandsOff: nothing may be changed (G13)
        :raises ShopifyError: what would meet every further one too
        """
        rows = self.push(documents.INVENTORY_ACTIVATE, [each.variables() for each in activations])
        outcomes = (
            StockOutcome((UserError((), row.error),) if row.error else row.user_errors)
            for row in rows
        )
        while chunk := list(islice(outcomes, ACTIVATIONS_AT_ONCE)):
            yield chunk


def _lists(variants: Mapping[str, Iterable[str]]) -> list[tuple[str, list[str]]]:
    """Cut into lists that Shopify takes, those of all locations side by side: what is known of a
    variant is then of about the same moment everywhere."""
    by_location = [
        [(location_id, chunk) for chunk in _chunks(ids)] for location_id, ids in variants.items()
    ]
    longest = max(map(len, by_location), default=0)
    return [lists[n] for n in range(longest) for lists in by_location if n < len(lists)]


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(dict.fromkeys(ids))
    while chunk := list(islice(waiting, IDS_IN_A_LIST)):
        yield chunk


def _halved(waiting: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """Make lists of half the length of those that are too costly one by one.

    :raises CostTooHigh: they can't be shorter
    """
    longest = len(waiting[0][1])
    if longest == 1:
        raise CostTooHigh(operation="StockLevels", detail="a single variant is too costly")
    middle = (longest + 1) // 2
    return [
        (location_id, part)
        for location_id, ids in waiting
        for part in (ids[:middle], ids[middle:])
        if part
    ]


def _levels_found(location_id: str, ids: list[str], nodes: list[dict | None]) -> LevelsFound:
    there = [node for node in nodes if node]
    known = {node["id"] for node in there}
    return LevelsFound(
        location_id,
        levels=tuple(StockLevel.from_node({**node, "location": location_id}) for node in there),
        missing=tuple(identity for identity in ids if identity not in known),
    )


def _outcome(payload: dict | None, faults: list[dict]) -> StockOutcome:
    if payload is None:
        return StockOutcome(
            tuple(
                UserError((), str(fault.get("message") or ""), fault_code(fault))
                for fault in faults
            )
            or (UserError((), "Shopify gave no answer"),)
        )
    return StockOutcome(user_errors({"payload": payload}))


def _is_undecided(outcome: StockOutcome) -> bool:
    return any(refusal.code in _AGAIN for refusal in outcome.refusals)
