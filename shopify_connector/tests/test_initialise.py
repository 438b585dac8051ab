# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .common import ShopifyCase


class TestInitialise(ShopifyCase):
    """C8: *Initialise* makes the templates and tax areas of the places a shop ships to."""
