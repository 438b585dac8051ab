# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where a shop ships to and sells, and how: delivery profiles with their zones, and markets."""

from .countries import COUNTRIES
from .provinces import PROVINCES

_NEAR = (("Standard", "4.90"), ("Express", "12.50"))
_FAR = (("International", "19.90"),)
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
    made = [_location_zone(shop, title, codes, _methods(title)) for title, codes in zones]
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


def add_zone(shop, title, methods, *, profile=0):
    """Add a zone without countries to a delivery profile.

    :param methods: the names of its shipping methods
    """
    (group,) = shop.collection("DeliveryProfile")[profile]["profileLocationGroups"]
    zone = _location_zone(shop, title, (), [(name, "9.90") for name in methods])
    group["locationGroupZones"].append(zone)


def add_method(shop, name, price="9.90", *, profile=0, zone=0, active=True):
    """Add a shipping method with a price of its own to a zone.

    :param int profile: the place of the delivery profile
    :param int zone: the place of the zone in it
    """
    method = _rate(shop, name, price, active)
    _zone(shop, profile, zone)["methodDefinitions"].append(method)
    return method


def add_carrier_method(shop, carrier, services, *, profile=0, zone=0):
    """Add a method whose prices a carrier computes.

    :param services: what its services are called; those in brackets are switched off
    """
    method = {
        **_definition(shop, carrier, active=True),
        "rateProvider": {
            "__typename": "DeliveryParticipant",
            "id": shop.new_id("DeliveryParticipant"),
            "adaptToNewServicesFlag": True,
            "fixedFee": None,
            "percentageOfRateFee": 0.0,
            "carrierService": {
                "__typename": "DeliveryCarrierService",
                "id": shop.new_id("DeliveryCarrierService"),
                "name": carrier,
                "formattedName": f"{carrier} (Rates provided by app)",
            },
            "participantServices": [
                {
                    "__typename": "DeliveryParticipantService",
                    "name": name.strip("()"),
                    "active": not name.startswith("("),
                }
                for name in services
            ],
        },
    }
    _zone(shop, profile, zone)["methodDefinitions"].append(method)
    return method


def ship_by_market(shop, options):
    """Let the markets say what is shipped how, instead of the delivery profiles.

    :param dict options: (kind of option, name) pairs by name of the market; None: shipping is
        switched off there; a market that is not named inherits
    """
    shop.profile["features"]["marketDrivenShipping"] = True
    for market in shop.collection("Market"):
        if market["name"] in options:
            market["delivery"]["shipping"] = _configuration(shop, options[market["name"]])


def _configuration(shop, options):
    return {
        "__typename": "ShippingConfiguration",
        "isEnabled": options is not None,
        "optionDefinitions": [
            {
                "__typename": f"Delivery{kind}OptionDefinition",
                "id": shop.new_id(f"Delivery{kind}OptionDefinition"),
                "isActive": True,
                "currency": shop.currency,
                "description": None,
                "freeDeliveryMinimumValue": None,
                **({} if kind == "CarrierCalculated" else {"name": name}),
            }
            for kind, name in options or ()
        ],
    }


def _location_zone(shop, title, codes, methods):
    return {
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
            "rateDefinitionsCount": len(methods),
        },
        "methodDefinitions": [_rate(shop, *method) for method in methods],
    }


def _zone(shop, profile, zone):
    (group,) = shop.collection("DeliveryProfile")[profile]["profileLocationGroups"]
    return group["locationGroupZones"][zone]


def _methods(zone):
    return _FAR if zone == "International" else _NEAR


def _definition(shop, name, active):
    return {
        "__typename": "DeliveryMethodDefinition",
        "id": shop.new_id("DeliveryMethodDefinition"),
        "name": name,
        "active": active,
        "description": None,
        "methodConditions": [],
    }


def _rate(shop, name, price, active=True):
    return {
        **_definition(shop, name, active),
        "rateProvider": {
            "__typename": "DeliveryRateDefinition",
            "id": shop.new_id("DeliveryRateDefinition"),
            "price": {"__typename": "MoneyV2", "amount": price, "currencyCode": shop.currency},
        },
    }


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
