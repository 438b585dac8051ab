# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Webhooks: what an app subscribed to, and the signed deliveries that tell it of changes."""
