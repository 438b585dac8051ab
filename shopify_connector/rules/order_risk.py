# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which orders are held back for what Shopify thinks of them (O21)."""

from enum import StrEnum


class RiskLevel(StrEnum):
    """How Shopify names the risk of an order; NONE where nobody has looked at it."""

    NONE = "NONE"
    PENDING = "PENDING"
    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"


_ASCENDING = (RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH)


def is_held(level: RiskLevel, hold_from: RiskLevel) -> bool:
    """Tell whether an order is not to be confirmed by itself.

    One that Shopify is still looking at waits until it is known how risky it is.

    :param level: the order's
    :param hold_from: the lowest level that holds an order back; NONE holds none
    """
    if hold_from not in _ASCENDING or level == RiskLevel.NONE:
        return False
    if level == RiskLevel.PENDING:
        return True
    return _ASCENDING.index(level) >= _ASCENDING.index(hold_from)
