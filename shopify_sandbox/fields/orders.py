# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Orders: fields whose arguments choose among what the state holds."""

from ..execution.registry import field
from .inventory import value_of


@field("Order", "shippingLines")
def shipping_lines(context, source, arguments):
    """The shipping lines; removed ones only when they are asked for."""
    lines = value_of(source, "shippingLines") or []
    if arguments.get("includeRemovals"):
        return lines
    return [line for line in lines if not line.get("isRemoved")]
