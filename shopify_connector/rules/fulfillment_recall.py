# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What became of a fulfilment whose answer was lost (F2, F7).

Shopify knows no repetition of it. So it is noted which fulfilments an order had before, and one
that is new since, with just these units from just this location, is the one that was sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SentCall:
    """A fulfilment that was sent, or was about to be.

    :param known: the gids of the fulfilments that the order had before
    :param units: by the gid of the order line
    :param numbers: tracking numbers that went along
    """

    key: int
    known: frozenset[str]
    location: str
    units: Mapping[str, int]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundFulfillment:
    """A fulfilment that Shopify has."""

    key: str
    location: str
    units: Mapping[str, int]
    numbers: tuple[str, ...]


def recall(calls: Sequence[SentCall], found: Sequence[FoundFulfillment]) -> dict[int, str]:
    """Tell which fulfilment each call has made; a call that is missing was not carried out.

    :param calls: the calls of an order, in the order in which they were sent
    :param found: what the order has now, without those that other calls are known to have made
    """
    made = {}
    waiting = list(found)
    for call in calls:
        fitting = next((each for each in waiting if _fits(call, each)), None)
        if fitting:
            waiting.remove(fitting)
            made[call.key] = fitting.key
    return made


def _fits(call: SentCall, found: FoundFulfillment) -> bool:
    return (
        found.key not in call.known
        and found.location == call.location
        and dict(found.units) == dict(call.units)
        and sorted(found.numbers) == sorted(call.numbers)
    )
