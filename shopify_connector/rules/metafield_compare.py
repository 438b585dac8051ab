# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which way the value of a metafield goes (P19).

Each side has its own base: what it held at the last sync. A side has changed where it differs from
its own base, so that a value which the other side can't hold as it is written is no change.
"""

from dataclasses import dataclass
from typing import Any, Literal

Direction = Literal["to_shopify", "from_shopify", "both"]
Settle = Literal["odoo", "shopify", "ask"]
Way = Literal["", "to_odoo", "to_shopify", "conflict", "ignored"]


@dataclass(frozen=True, slots=True)
class Sides:
    """A metafield and its Odoo field, as comparable texts (``Conversion.key``); "" is empty."""

    shopify: str = ""
    odoo: str = ""

    def as_json(self) -> dict[str, str]:
        """:return: both sides as a dict to store, read back by :meth:`from_json`."""
        return {"shopify": self.shopify, "odoo": self.odoo}

    @classmethod
    def from_json(cls, stored: Any) -> "Sides | None":
        """:return: what :meth:`as_json` gave; None for a metafield that was never synced."""
        return cls(**stored) if stored else None


def which_way(present: Sides, synced: Sides | None, direction: Direction, settle: Settle) -> Way:
    """Tell which way a value goes.

    What both sides have changed differently since the last sync is settled as the shop says,
    whichever way the metafield goes: nothing that somebody changed is overwritten in silence.

    Before the first sync there are no changes to tell apart: a value goes the one way that is
    open, and where both are, an empty side gives way to a filled one and the rest is settled. By
    itself an empty side then erases nothing.

    :param present: what both sides hold
    :param synced: what both sides held at the last sync, None if there was none
    :return: ``to_odoo``, ``to_shopify``, ``conflict`` if a person is to be asked, ``ignored`` for
        a change from which nothing is taken over, "" if there is nothing to do
    """
    if present.shopify == present.odoo:
        return ""
    gives = {
        "to_odoo": direction in ("from_shopify", "both"),
        "to_shopify": direction in ("to_shopify", "both"),
    }
    if synced is None:
        return _first_way(present, gives, settle)
    by_shopify = present.shopify != synced.shopify
    by_odoo = present.odoo != synced.odoo
    if by_shopify and by_odoo:
        return _settled(gives, settle)
    if not (by_shopify or by_odoo):
        return ""
    way = "to_odoo" if by_shopify else "to_shopify"
    return way if gives[way] else "ignored"


def _first_way(present: Sides, gives: dict[str, bool], settle: Settle) -> Way:
    if all(gives.values()) and present.shopify and present.odoo:
        return _settled(gives, settle)
    if present.shopify and gives["to_odoo"]:
        return "to_odoo"
    return "to_shopify" if present.odoo and gives["to_shopify"] else ""


def _settled(gives: dict[str, bool], settle: Settle) -> Way:
    if settle == "ask":
        return "conflict"
    way = "to_odoo" if settle == "shopify" else "to_shopify"
    return way if gives[way] else "ignored"
