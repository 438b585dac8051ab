# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Stock by variant and location (N5)."""

from dataclasses import dataclass

from . import reading as read


@dataclass(frozen=True, slots=True)
class StockLevel:
    """What Shopify has of a variant at a location.

    :param is_bundle: it is sold as a set of other variants and has no stock of its own
    :param sells_beyond: it is sold on when it is out of stock
    :param is_stocked: whether it is kept at the location; the quantities are 0 where it is not
    """

    variant_id: str
    location_id: str
    item_id: str
    tracked: bool
    is_bundle: bool
    sells_beyond: bool
    is_stocked: bool
    available: int
    on_hand: int
    committed: int

    @classmethod
    @read.at_the_door("ProductVariant")
    def from_node(cls, node: read.Node) -> "StockLevel":
        """Read a node of the document ``StockLevels``, with the ``location`` it was asked for."""
        item_id, tracked, quantities = read.one(node, "inventoryItem", _item)
        return cls(
            variant_id=read.text(node, "id"),
            location_id=read.text(node, "location"),
            item_id=item_id,
            tracked=tracked,
            is_bundle=read.flag(node, "requiresComponents"),
            sells_beyond=read.text(node, "inventoryPolicy") == "CONTINUE",
            is_stocked=quantities is not None,
            available=quantities["available"] if quantities else 0,
            on_hand=quantities["on_hand"] if quantities else 0,
            committed=quantities["committed"] if quantities else 0,
        )


def _item(node: read.Node) -> tuple[str, bool, dict[str, int] | None]:
    return (
        read.text(node, "id"),
        read.flag(node, "tracked"),
        read.maybe_one(node, "inventoryLevel", _quantities),
    )


def _quantities(level: read.Node) -> dict[str, int]:
    return dict(read.many(level, "quantities", _quantity))


def _quantity(node: read.Node) -> tuple[str, int]:
    return read.text(node, "name"), read.integer(node, "quantity")
