# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a variant costs in Shopify (P12)."""

from dataclasses import dataclass
from decimal import Decimal

from . import reading as read


@dataclass(frozen=True, slots=True)
class Price:
    """The price of a variant, in the shop's currency.

    :ivar id: the variant's gid
    :ivar compare_at_price: the full price of a reduced variant; None for no reduction
    """

    id: str
    price: Decimal
    compare_at_price: Decimal | None

    @classmethod
    @read.at_the_door("ProductVariant")
    def from_node(cls, node: read.Node) -> "Price":
        """Read a node of the fragment ``VariantPrice``."""
        return cls(
            id=read.text(node, "id"),
            price=read.decimal(node, "price"),
            compare_at_price=read.maybe_decimal(node, "compareAtPrice"),
        )
