# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""C8: the countries that the shop ships to, from all zones of all profiles."""

import pytest
from scripted import answer, fault
from test_client_sandbox import Sandbox, client_of, demo_shop

from shopify import errors
from shopify.objects.shipping import Province


def country(code, *provinces):
    return {
        "country": {
            "code": {"countryCode": code, "restOfWorld": code is None},
            "name": f"Country {code}",
            "provinces": [{"code": short, "name": f"Province {short}"} for short in provinces],
        }
    }


def profiles(*groups, cursor=None):
    node = {
        "id": "gid://shopify/DeliveryProfile/1",
        "profileLocationGroups": [{"countriesInAnyZone": list(group)} for group in groups],
    }
    page_info = {"hasNextPage": bool(cursor), "endCursor": cursor}
    return answer({"deliveryProfiles": {"nodes": [node], "pageInfo": page_info}})


@pytest.fixture(scope="module")
def shop_answer():
    """The answer to the document Shop, with the codes of two countries."""
    client = client_of(Sandbox(demo_shop(), plan="Unlimited"))
    return answer({"shop": {**client.shop().raw, "shipsToCountries": ["NO", "CA"]}})


def test_c8_countries_of_all_pages_groups_and_the_shop_are_united(make_client, shop_answer):
    client, wire = make_client(
        shop_answer,
        profiles([country("CA", "QC"), country("DE")], [country("CA", "ON")], cursor="c"),
        profiles([country("CA", "QC", "BC")]),
    )
    found = client.shipping_countries()
    assert [one.code for one in found.countries] == ["CA", "DE", "NO"]
    canada, germany, norway = found.countries
    assert canada.name == "Country CA"
    assert canada.provinces == tuple(Province(c, f"Province {c}") for c in ("QC", "ON", "BC"))
    assert germany.provinces == ()
    assert norway.name == ""
    assert (found.rest_of_world, found.has_provinces) == (False, True)
    assert wire.sent[2]["variables"]["after"] == "c"


def test_c8_the_rest_of_the_world_is_no_country(make_client, shop_answer):
    client, _ = make_client(shop_answer, profiles([country("DE"), country(None)]))
    found = client.shipping_countries()
    assert found.rest_of_world
    assert [one.code for one in found.countries] == ["CA", "DE", "NO"]


def test_c8_without_the_scope_there_are_codes(make_client, shop_answer):
    denied = fault(
        "Access denied for deliveryProfiles field.",
        "ACCESS_DENIED",
        requiredAccess="`read_shipping` access scope.",
    )
    client, _ = make_client(shop_answer, answer(errors=[denied]))
    found = client.shipping_countries()
    assert [one.code for one in found.countries] == ["CA", "NO"]
    assert (found.rest_of_world, found.has_provinces) == (False, False)


def test_c8_an_ill_typed_province_is_named(make_client, shop_answer):
    broken = country("CA", "QC")
    broken["country"]["provinces"][0]["code"] = None
    client, _ = make_client(shop_answer, profiles([broken]))
    with pytest.raises(errors.MalformedAnswer) as caught:
        client.shipping_countries()
    assert caught.value.params["path"] == (
        "DeliveryProfile.profileLocationGroups.0.countriesInAnyZone.0.country.provinces.0.code"
    )
