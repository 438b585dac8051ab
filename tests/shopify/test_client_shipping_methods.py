# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""O11: the names of the shipping methods, of all profiles, zones, markets and pages."""

import pytest
from test_client_sandbox import Sandbox, client_of

from shopify import errors
from shopify.shipping import METHOD_PAGE, ZONE_PAGE
from shopify_sandbox.world.opening import open_shop
from shopify_sandbox.world.shipping_zones import (
    add_carrier_method,
    add_method,
    add_zone,
    ship_by_market,
)


@pytest.fixture
def shop():
    return open_shop()


def methods(shop, **options):
    return client_of(Sandbox(shop, plan="Unlimited", **options)).shipping_methods()


def test_o11_methods_of_all_profiles_and_zones_are_named_once(shop):
    add_method(shop, "Freight", profile=1)
    add_method(shop, "Retired", active=False)
    assert methods(shop) == ["Express", "Freight", "International", "Standard"]


def test_o11_a_carriers_method_has_the_names_of_its_services(shop):
    add_carrier_method(shop, "UPS", ["UPS Standard", "UPS Saver", "(UPS Worldwide)"])
    found = methods(shop)
    assert {"UPS Standard", "UPS Saver"} < set(found)
    assert not {"UPS", "UPS Worldwide", "(UPS Worldwide)"} & set(found)


def test_o11_further_pages_of_zones_and_of_methods_are_read(shop):
    for number in range(ZONE_PAGE + 2):
        add_zone(shop, f"Zone {number}", [f"Only {number}"])
    for number in range(2 * METHOD_PAGE + 3):
        add_method(shop, f"In the first {number}")
        add_method(shop, f"In the last {number}", zone=ZONE_PAGE + 4)
    found = set(methods(shop))
    assert {f"Only {number}" for number in range(ZONE_PAGE + 2)} <= found
    for place in ("first", "last"):
        assert {f"In the {place} {number}" for number in range(2 * METHOD_PAGE + 3)} <= found


def test_o11_where_the_markets_decide_their_own_options_count(shop):
    many = [("WeightBased", f"By weight {number}") for number in range(60)]
    ship_by_market(
        shop,
        {
            "Germany": [("FlatRate", "Parcel"), ("CarrierCalculated", ""), *many],
            "European Union": None,
        },
    )
    found = methods(shop)
    assert "Parcel" in found
    assert {name for _kind, name in many} <= set(found)
    assert not {"Standard", "Express"} & set(found)


def test_o11_the_missing_scope_is_named(shop):
    ship_by_market(shop, {"Germany": [("FlatRate", "Parcel")]})
    with pytest.raises(errors.AccessDenied) as caught:
        methods(shop, scopes={"read_shipping"})
    assert caught.value.params["scope"] == "read_markets"
