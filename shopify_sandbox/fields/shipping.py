# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shipping: the location groups of a delivery profile, the active options of a market."""

from ..execution.registry import field


@field("DeliveryProfile", "profileLocationGroups")
def location_groups(context, source, arguments):
    """All groups, or the one of an id."""
    wanted = arguments.get("locationGroupId")
    groups = source["profileLocationGroups"]
    return [group for group in groups if wanted in (None, group["locationGroup"]["id"])]


@field("ShippingConfiguration", "optionDefinitions")
def option_definitions(context, source, arguments):
    """All options, or only those that are active or not."""
    wanted = arguments.get("active")
    return [one for one in source["optionDefinitions"] if wanted in (None, one["isActive"])]
