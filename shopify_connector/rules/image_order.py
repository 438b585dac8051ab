# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The order of a product's media: Odoo's, and nobody else's is upset without need (P16)."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence


def wanted_order(
    current: Sequence[str],
    ours: Sequence[str],
    *,
    added: frozenset[str] = frozenset(),
    replaced: Mapping[str, str] | None = None,
    reordered: bool = False,
) -> tuple[str, ...]:
    """Where a product's media are to stand.

    A new picture takes the place of the one it replaces, else it follows its predecessor in Odoo.
    Others are moved only if Odoo's order changed, and then only among themselves.

    :param current: all media of the product, as Shopify has them
    :param ours: those that stand for Odoo's pictures, in Odoo's order
    :param added: those of ours that are new
    :param replaced: by a new one, the media whose place it takes
    :param reordered: whether the order in Odoo is another than at the last sync
    """
    replaced = replaced or {}
    order = [each for each in current if each not in added]
    known = [each for each in ours if each not in added and each in order]
    if reordered:
        slots = sorted(order.index(each) for each in known)
        for slot, each in zip(slots, known, strict=True):
            order[slot] = each
    for number, each in enumerate(ours):
        if each not in added:
            continue
        if replaced.get(each) in order:
            order.insert(order.index(replaced[each]), each)
        elif number and ours[number - 1] in order:
            order.insert(order.index(ours[number - 1]) + 1, each)
        else:
            first = (order.index(other) for other in ours if other in order)
            order.insert(min(first, default=0), each)
    return tuple(order)


def moves(current: Sequence[str], wanted: Sequence[str]) -> list[tuple[str, int]]:
    """The fewest moves, one after the other, that bring media into an order.

    :param wanted: the same media
    :return: pairs of media and its place at that moment, from 0
    """
    places = {each: place for place, each in enumerate(current)}
    staying = _longest_rising([places[each] for each in wanted])
    stays = {current[place] for place in staying}
    order, found = list(current), []
    for number, each in enumerate(wanted):
        if each in stays:
            continue
        order.remove(each)
        place = order.index(wanted[number - 1]) + 1 if number else 0
        order.insert(place, each)
        found.append((each, place))
    return found


def _longest_rising(values: Sequence[int]) -> list[int]:
    """The longest rising part of different numbers."""
    ends: list[int] = []
    chains: list[tuple] = []
    for value in values:
        at = bisect_left(ends, value)
        chain = (value, chains[at - 1] if at else None)
        ends[at : at + 1] = [value]
        chains[at : at + 1] = [chain]
    found, chain = [], chains[-1] if chains else None
    while chain:
        found.append(chain[0])
        chain = chain[1]
    return found[::-1]
