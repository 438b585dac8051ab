# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A Shopify to try and to test against: the official schema over a shop kept in memory."""

from .sandbox import Sandbox
from .tokens import ALL

__all__ = ["ALL", "Sandbox"]
