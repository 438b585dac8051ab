# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where a shop ships to and sells: delivery profiles with their zones, and markets."""

from .countries import COUNTRIES
from .provinces import PROVINCES

_UNION = ("AT", "BE", "DE", "DK", "ES", "FR", "IE", "IT", "NL", "PL", "SE")


def add_shipping(shop):
    """Add the delivery profiles and markets of a shop, over all countries of the sandbox.

    The general profile ships everywhere, the second one, for what is bulky, only at home and to
    the countries next to it.

    :param Shop shop: where
    """
    home = shop.profile["shopAddress"]["countryCodeV2"]
    union = [code for code in _UNION if code != home]
    world = sorted(COUNTRIES.keys() - {home, *union})
    domestic = (COUNTRIES[home].name, [home])
    zones = [domestic, ("European Union", union), ("International", world)]
    _add_profile(shop, "General profile", zones, default=True)
    _add_profile(shop, "Bulky goods", [domestic, ("Neighbours", union[:3])], default=False)
    for name, codes in zones:
        _add_market(shop, name, codes, primary=codes == [home])


def _add_profile(shop, name, zones, default):
    made = [
        {
            "__typename": "DeliveryLocationGroupZone",
            "zone": {
                "__typename": "DeliveryZone",
                "id": shop.new_id("DeliveryZone"),
                "name": title,
                "countries": [_country(shop, code) for code in codes],
            },
            "methodDefinitionCounts": {
                "__typename": "DeliveryMethodDefinitionCounts",
                "participantDefinitionsCount": 0,
                "rateDefinitionsCount": 0,
            },
            "methodDefinitions": [],
        }
        for title, codes in zones
    ]
    group = {
        "__typename": "DeliveryProfileLocationGroup",
        "locationGroup": shop.index(
            "DeliveryLocationGroup",
            {
                "locations": lambda: shop.collection("Location"),
                "locationsCount": lambda: _exactly(len(shop.collection("Location"))),
            },
        ),
        "locationGroupZones": made,
        "countriesInAnyZone": [
            {
                "__typename": "DeliveryCountryAndZone",
                "zone": part["zone"]["name"],
                "country": country,
            }
            for part in made
            for country in part["zone"]["countries"]
        ],
    }
    shop.add(
        "DeliveryProfile",
        {
            "name": name,
            "default": default,
            "coversAllItems": default,
            "version": 1,
            "activeMethodDefinitionsCount": 0,
            "locationsWithoutRatesCount": 0,
            "originLocationCount": 1,
            "zoneCountryCount": len(group["countriesInAnyZone"]),
            "productVariantsCount": lambda: _exactly(len(shop.collection("ProductVariant"))),
            "profileItems": [],
            "profileLocationGroups": [group],
            "sellingPlanGroups": [],
            "unassignedLocations": [],
            "unassignedLocationsPaginated": [],
        },
    )


def _exactly(count):
    return {"__typename": "Count", "count": count, "precision": "EXACT"}


def _country(shop, code):
    name = COUNTRIES[code].name
    return {
        "__typename": "DeliveryCountry",
        "id": shop.new_id("DeliveryCountry"),
        "name": name,
        "translatedName": name,
        "code": {
            "__typename": "DeliveryCountryCodeOrRestOfWorld",
            "countryCode": code,
            "restOfWorld": False,
        },
        "provinces": [
            {
                "__typename": "DeliveryProvince",
                "id": shop.new_id("DeliveryProvince"),
                "code": province,
                "name": title,
                "translatedName": title,
            }
            for province, title in PROVINCES.get(code, {}).items()
        ],
    }


def _add_market(shop, name, codes, primary):
    regions = [
        {
            "__typename": "MarketRegionCountry",
            "id": shop.new_id("MarketRegionCountry"),
            "code": code,
            "name": COUNTRIES[code].name,
            "currency": _currency(COUNTRIES[code].currency),
        }
        for code in codes
    ]
    shop.add(
        "Market",
        {
            "name": name,
            "handle": name.lower().replace(" ", "-"),
            "status": "ACTIVE",
            "type": "REGION",
            "enabled": True,
            "primary": primary,
            "regions": regions,
            "conditions": {
                "__typename": "MarketConditions",
                "conditionTypes": ["REGION"],
                "regionsCondition": {
                    "__typename": "RegionsCondition",
                    "applicationLevel": "SPECIFIED",
                    "regions": regions,
                },
            },
            "currencySettings": {
                "__typename": "MarketCurrencySettings",
                "baseCurrency": _currency(shop.currency),
                "localCurrencies": not primary,
                "roundingEnabled": False,
            },
            "assignedCustomization": False,
            "catalogs": [],
            "delivery": {"__typename": "MarketDeliveryConfigurations", "shipping": None},
            "discounts": [],
            "metafields": [],
            "webPresences": [],
        },
    )


def _currency(code):
    return {
        "__typename": "CurrencySetting",
        "currencyCode": code,
        "currencyName": code,
        "enabled": True,
        "manualRate": None,
        "rateUpdatedAt": None,
    }
