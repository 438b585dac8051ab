# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where a shop ships to and sells, and with which provinces."""

import pytest
from customers_common import AskingCustomers

from shopify_sandbox.world.countries import COUNTRIES


@pytest.fixture(scope="module")
def asking():
    return AskingCustomers()


PROFILES = """
query P($first: Int!, $after: String) { deliveryProfiles(first: $first, after: $after) {
  nodes { name default zoneCountryCount profileLocationGroups {
    locationGroup { locations(first: 5) { nodes { name } } }
    countriesInAnyZone { zone country { code { countryCode } } }
    locationGroupZones(first: 2) { pageInfo { hasNextPage endCursor } nodes { zone { name
      countries { code { countryCode restOfWorld } name provinces { code name } } } } }
  } }
  pageInfo { hasNextPage endCursor } } }
"""


def profiles(asking, first=5, after=None):
    return asking.data(PROFILES, first=first, after=after)["deliveryProfiles"]


def test_the_general_profile_ships_to_all_countries(asking):
    general = profiles(asking)["nodes"][0]
    (group,) = general["profileLocationGroups"]
    codes = [one["country"]["code"]["countryCode"] for one in group["countriesInAnyZone"]]
    assert sorted(codes) == sorted(COUNTRIES)
    assert general["zoneCountryCount"] == len(COUNTRIES)
    assert [one["name"] for one in group["locationGroup"]["locations"]["nodes"]] == [
        "Warehouse Hamburg"
    ]
    assert asking.data("{ shop { shipsToCountries } }")["shop"]["shipsToCountries"] == sorted(codes)


def test_zones_have_a_second_page(asking):
    (group,) = profiles(asking)["nodes"][0]["profileLocationGroups"]
    zones = group["locationGroupZones"]
    assert [one["zone"]["name"] for one in zones["nodes"]] == ["Germany", "European Union"]
    assert zones["pageInfo"]["hasNextPage"]


def test_only_countries_with_zones_have_provinces(asking):
    (group,) = profiles(asking)["nodes"][0]["profileLocationGroups"]
    countries = {
        one["code"]["countryCode"]: {part["code"]: part["name"] for part in one["provinces"]}
        for zone in group["locationGroupZones"]["nodes"]
        for one in zone["zone"]["countries"]
    }
    assert countries["DE"] == countries["NL"] == countries["FR"] == {}
    assert (len(countries["IT"]), countries["IT"]["MI"]) == (110, "Milano")
    assert (len(countries["ES"]), len(countries["IE"])) == (52, 26)


def test_profiles_have_a_second_page(asking):
    first = profiles(asking, 1)
    assert first["nodes"][0]["default"]
    assert first["pageInfo"]["hasNextPage"]
    (second,) = profiles(asking, 1, first["pageInfo"]["endCursor"])["nodes"]
    assert second["name"] == "Bulky goods"


def test_markets_have_the_countries_as_regions(asking):
    markets = asking.data(
        "{ markets(first: 9) { nodes { name status type conditions { regionsCondition {"
        " regions(first: 50) { nodes { name ... on MarketRegionCountry { code"
        " currency { currencyCode } } } } } } } } }"
    )["markets"]["nodes"]
    assert [market["name"] for market in markets] == ["European Union", "Germany", "International"]
    regions = [
        region
        for market in markets
        for region in market["conditions"]["regionsCondition"]["regions"]["nodes"]
    ]
    assert sorted(region["code"] for region in regions) == sorted(COUNTRIES)
    assert {"name": "Japan", "code": "JP", "currency": {"currencyCode": "JPY"}} in regions
