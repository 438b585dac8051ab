# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""``./dev lint``: everything that can be checked without running the project."""

from .command import run
