# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Locations: shops and warehouses that hold stock."""

from .countries import COUNTRIES
from .provinces import PROVINCES


def add_location(
    shop,
    name,
    *,
    address1="",
    city="",
    zip_code="",
    country="DE",
    province=None,
    phone=None,
    fulfills_online=True,
    primary=False,
):
    """Add a location.

    :param Shop shop: where
    :param str name: its name
    :param str country: ISO country of its address
    :param bool fulfills_online: whether it ships orders of the online store
    :param bool primary: whether it is the shop's first location
    :return: the ``Location`` node
    :rtype: dict
    """
    land = COUNTRIES[country]
    address = {
        "__typename": "LocationAddress",
        "address1": address1,
        "address2": None,
        "city": city,
        "zip": zip_code,
        "country": land.name,
        "countryCode": country,
        "province": PROVINCES.get(country, {}).get(province),
        "provinceCode": province,
        "phone": phone,
        "latitude": None,
        "longitude": None,
        "formatted": [part for part in (address1, f"{zip_code} {city}".strip(), land.name) if part],
    }
    return shop.add(
        "Location",
        {
            "name": name,
            "address": address,
            "addressVerified": True,
            "isActive": True,
            "isPrimary": primary,
            "activatable": False,
            "deactivatable": not primary,
            "deactivatedAt": None,
            "deletable": False,
            "fulfillmentService": None,
            "isFulfillmentService": False,
            "fulfillsOnlineOrders": fulfills_online,
            "shipsInventory": True,
            "hasActiveInventory": True,
            "hasUnfulfilledOrders": False,
            "inventoryLevels": [],
            "localPickupSettingsV2": None,
            "metafields": [],
            "suggestedAddresses": [],
        },
    )


def first_location(shop):
    """Give the location that ships unless something else is said.

    :param Shop shop: where
    :return: the first location, None when there is none
    :rtype: dict|None
    """
    locations = shop.collection("Location")
    return locations[0] if len(locations) else None


def assigned_location(location):
    """Make the ``FulfillmentOrderAssignedLocation`` that a fulfilment order carries.

    :param dict location: the location node
    :rtype: dict
    """
    address = location["address"]
    return {
        "__typename": "FulfillmentOrderAssignedLocation",
        "name": location["name"],
        "location": location,
        "countryCode": address["countryCode"],
        **{key: address[key] for key in ("address1", "address2", "city", "phone", "province")},
        "zip": address["zip"],
    }
