# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Uploads."""


class Uploads:
    PREFIX = "/__files__/"

    def __init__(self, sandbox):
        pass
