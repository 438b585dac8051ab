# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Stock by variant and location: read in few requests, set safely (N5, N6)."""

import json
from datetime import datetime, timezone

import pytest
from graphql import parse, validate
from scripted import answer, fault
from test_client_sandbox import client_of

from shopify import documents, errors, gid, stock
from shopify.objects.stock import StockLevel
from shopify.scopes import STOCK, missing_scopes
from shopify_sandbox import Sandbox
from shopify_sandbox.clock import Clock
from shopify_sandbox.schema import load
from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.catalogue import add_product
from shopify_sandbox.world.opening import open_shop
from shopify_sandbox.world.places import add_location

NOON = datetime(2026, 11, 20, 12, tzinfo=timezone.utc)
HERE, THERE = (gid.make("Location", number) for number in (1, 2))
BUSY = {"field": None, "message": "Under way", "code": "IDEMPOTENCY_CONCURRENT_REQUEST"}
STALE = {
    "field": ["input", "quantities", "1", "changeFromQuantity"],
    "message": "Stale",
    "code": "CHANGE_FROM_QUANTITY_STALE",
}


@pytest.fixture
def shop():
    shop = open_shop(Clock(NOON))
    add_location(shop, "Cellar")
    return shop


@pytest.fixture
def client(shop):
    return client_of(Sandbox(shop, plan="Unlimited"))


def a_variant(shop, title="Mug", **fields):
    fields.setdefault("locations", shop.collection("Location")[:1])
    return add_product(shop, title, **{"stock": 5, **fields})["variants"][0]


def places(shop):
    return [location["id"] for location in shop.collection("Location")]


def read(client, variants, locations):
    """The levels by (variant, location), and the missing variants."""
    ids = [variant["id"] for variant in variants]
    found = list(client.stock_levels(dict.fromkeys(locations, ids)))
    levels = {(each.variant_id, each.location_id): each for part in found for each in part.levels}
    return levels, [identity for part in found for identity in part.missing]


def a_call(variant, location, quantity, change_from, key="k", name="available"):
    line = stock.StockLine(variant["inventoryItem"]["id"], quantity, change_from)
    return stock.StockCall(key, location, name, "gid://odoo/StockRun/1", (line,))


def codes(batches):
    return [
        [refusal.code for refusal in outcome.refusals] for batch in batches for outcome in batch
    ]


# === READ === #


def test_n5_levels_of_all_variants_at_all_locations(client, shop):
    mug = a_variant(shop)
    cup = a_variant(shop, "Cup", tracked=False, policy="CONTINUE")
    box = a_variant(shop, "Set", requires_components=True)
    an_order(shop).line(mug, 2).place()
    here, there = places(shop)
    levels, missing = read(client, [mug, cup, box], [here, there])
    assert missing == []
    assert levels[mug["id"], here] == StockLevel(
        variant_id=mug["id"],
        location_id=here,
        item_id=mug["inventoryItem"]["id"],
        tracked=True,
        is_bundle=False,
        sells_beyond=False,
        is_stocked=True,
        available=3,
        on_hand=5,
        committed=2,
    )
    there_level = levels[mug["id"], there]
    assert (there_level.is_stocked, there_level.available, there_level.on_hand) == (False, 0, 0)
    assert not levels[cup["id"], here].tracked
    assert levels[cup["id"], here].sells_beyond
    assert levels[box["id"], here].is_bundle


def test_a_variant_that_is_gone_is_named_and_a_location_that_is_gone_has_nothing(client, shop):
    mug = a_variant(shop)
    gone = gid.make("ProductVariant", 1)
    levels, missing = read(client, [mug, {"id": gone}], [gid.make("Location", 9)])
    assert missing == [gone]
    assert [level.is_stocked for level in levels.values()] == [False]


def levels_answer(request):
    """Shopify's answer to any StockLevels: all variants are there, 7 of each."""
    variables = json.loads(request.body)["variables"]
    count = sum(name.startswith("ids") for name in variables)
    return answer(
        {
            f"n{index}": [a_node(identity) for identity in variables[f"ids{index}"]]
            for index in range(count)
        }
    )


def a_node(identity):
    names = ("available", "on_hand", "committed")
    level = {"quantities": [{"name": name, "quantity": 7} for name in names]}
    return {
        "id": identity,
        "inventoryPolicy": "DENY",
        "requiresComponents": False,
        "inventoryItem": {"id": identity, "tracked": True, "inventoryLevel": level},
    }


def variant_ids(count):
    return [gid.make("ProductVariant", number) for number in range(count)]


def test_n5_a_request_has_lists_of_250_with_locations_side_by_side(make_client):
    client, wire = make_client(levels_answer)
    ids = variant_ids(1100)
    found = list(client.stock_levels({HERE: ids, THERE: ids}))
    asked = [
        (sent["variables"][f"location{n}"], len(sent["variables"][f"ids{n}"]))
        for sent in wire.sent
        for n in range(len(sent["variables"]) // 2)
    ]
    assert asked == [(place, 250) for _list in range(4) for place in (HERE, THERE)] + [
        (HERE, 100),
        (THERE, 100),
    ]
    assert len(wire.requests) == 3
    for place in (HERE, THERE):
        parts = [part for part in found if part.location_id == place]
        assert [level.variant_id for part in parts for level in part.levels] == ids


def test_lists_are_shortened_where_shopify_finds_them_too_costly(make_client):
    def costly(request):
        variables = json.loads(request.body)["variables"]
        if sum(len(value) for name, value in variables.items() if name.startswith("ids")) > 70:
            return answer(errors=[fault("Too dear", "MAX_COST_EXCEEDED")])
        return levels_answer(request)

    client, _wire = make_client(costly)
    ids = variant_ids(300)
    found = list(client.stock_levels({HERE: ids, THERE: ids}))
    levels = [(part.location_id, level.variant_id) for part in found for level in part.levels]
    assert sorted(levels) == sorted((place, each) for place in (HERE, THERE) for each in ids)


def test_a_variant_too_costly_alone_is_an_error(make_client):
    client, _wire = make_client(answer(errors=[fault("Too dear", "MAX_COST_EXCEEDED")]))
    with pytest.raises(errors.CostTooHigh):
        list(client.stock_levels({HERE: variant_ids(3)}))


def test_an_ill_formed_level_is_named(make_client):
    node = a_node(gid.make("ProductVariant", 1))
    node["inventoryItem"]["inventoryLevel"]["quantities"][0]["quantity"] = "many"
    client, _wire = make_client(answer({"n0": [node]}))
    with pytest.raises(errors.MalformedAnswer) as caught:
        list(client.stock_levels({HERE: variant_ids(1)}))
    assert caught.value.params["path"] == (
        "ProductVariant.inventoryItem.inventoryLevel.quantities.0.quantity"
    )


# === WRITE === #


def test_n5_quantities_are_set_and_a_sale_in_between_is_not_overwritten(client, shop):
    mug, cup = a_variant(shop), a_variant(shop, "Cup")
    here = places(shop)[0]
    an_order(shop).line(cup, 1).place()
    calls = [a_call(mug, here, 8, 5, "a"), a_call(cup, here, 8, 5, "b")]
    assert codes(client.set_quantities(calls)) == [[], ["CHANGE_FROM_QUANTITY_STALE"]]
    levels, _missing = read(client, [mug, cup], [here])
    assert [level.available for level in levels.values()] == [8, 4]


def test_n5_the_same_key_is_carried_out_once(client, shop):
    mug, here = a_variant(shop), places(shop)[0]
    call = a_call(mug, here, 8, 5)
    assert codes(client.set_quantities([call])) == [[]]
    an_order(shop).line(mug, 3).place()
    assert codes(client.set_quantities([call])) == [[]]
    levels, _missing = read(client, [mug], [here])
    assert levels[mug["id"], here].available == 5


def test_n6_a_variant_is_stocked_with_a_quantity_of_either_name(client, shop):
    mug, cup = a_variant(shop), a_variant(shop, "Cup")
    there = places(shop)[1]
    rows = [
        stock.Activation("a", mug["inventoryItem"]["id"], there, "available", 4),
        stock.Activation("b", cup["inventoryItem"]["id"], there, "on_hand", 6),
        stock.Activation("c", gid.make("InventoryItem", 1), there, "available", 1),
    ]
    (outcomes,) = client.activate(rows)
    assert [len(outcome.refusals) for outcome in outcomes] == [0, 0, 1]
    levels, _missing = read(client, [mug, cup], [there])
    assert [(level.available, level.on_hand) for level in levels.values()] == [(4, 4), (6, 6)]


def payload(*refusals):
    return {"userErrors": list(refusals)}


def test_n5_several_calls_go_in_a_request(make_client):
    def done(request):
        count = len(json.loads(request.body)["variables"]) // 2
        return answer({f"n{index}": payload() for index in range(count)})

    client, wire = make_client(done)
    variant = {"inventoryItem": {"id": gid.make("InventoryItem", 1)}}
    calls = [a_call(variant, HERE, 1, 0, str(number)) for number in range(10)]
    batches = list(client.set_quantities(calls))
    assert [len(batch) for batch in batches] == [4, 4, 2]
    sent = wire.sent[1]["variables"]
    assert (sent["key0"], sent["input0"]) == (
        "4",
        {
            "name": "available",
            "reason": "correction",
            "referenceDocumentUri": "gid://odoo/StockRun/1",
            "quantities": [
                {
                    "inventoryItemId": gid.make("InventoryItem", 1),
                    "locationId": HERE,
                    "quantity": 1,
                    "changeFromQuantity": 0,
                }
            ],
        },
    )


def test_n5_a_call_that_is_under_way_is_sent_again_with_its_key_and_alone(make_client, clock):
    client, wire = make_client(
        answer({"n0": payload(), "n1": payload(BUSY), "n2": payload(STALE)}),
        answer({"n0": payload(BUSY)}),
        answer({"n0": payload()}),
    )
    variant = {"inventoryItem": {"id": gid.make("InventoryItem", 1)}}
    calls = [a_call(variant, HERE, 1, 0, key) for key in "abc"]
    assert codes(client.set_quantities(calls)) == [[], [], ["CHANGE_FROM_QUANTITY_STALE"]]
    keys = [
        [value for name, value in sent["variables"].items() if name.startswith("key")]
        for sent in wire.sent
    ]
    assert keys == [["a", "b", "c"], ["b"], ["b"]]
    assert len(clock.naps) == 2


def test_n5_a_call_that_stays_under_way_is_given_up(make_client):
    client, wire = make_client(answer({"n0": payload(BUSY)}))
    variant = {"inventoryItem": {"id": gid.make("InventoryItem", 1)}}
    assert codes(client.set_quantities([a_call(variant, HERE, 1, 0)])) == [[BUSY["code"]]]
    assert len(wire.requests) == stock.TRIES


def test_n5_a_call_that_broke_inside_shopify_is_sent_again_with_its_key(make_client):
    broken = {**fault("Internal error", "INTERNAL_SERVER_ERROR"), "path": ["n1"]}
    client, wire = make_client(
        answer({"n0": payload(), "n1": None}, errors=[broken]), answer({"n0": payload()})
    )
    variant = {"inventoryItem": {"id": gid.make("InventoryItem", 1)}}
    calls = [a_call(variant, HERE, 1, 0, key) for key in "ab"]
    assert codes(client.set_quantities(calls)) == [[], []]
    assert wire.sent[1]["variables"]["key0"] == "b"


def test_n6_activation_has_its_refusals_of_the_key_as_faults(client, shop):
    mug, there = a_variant(shop), places(shop)[1]
    row = stock.Activation("a", mug["inventoryItem"]["id"], there, "available", 4)
    other = stock.Activation("a", mug["inventoryItem"]["id"], there, "available", 5)
    assert codes(client.activate([row])) == [[]]
    ((outcome,),) = client.activate([other])
    assert "same idempotency key" in outcome.refusals[0].message


def test_n6_many_variants_are_stocked_by_one_bulk_operation(shop):
    sandbox = Sandbox(shop, plan="Plus", bulk_seconds=0)
    client = client_of(sandbox, sleep=lambda _seconds: None)
    variants = [a_variant(shop, f"Thing {number}") for number in range(150)]
    there = places(shop)[1]
    rows = [
        stock.Activation(str(n), variant["inventoryItem"]["id"], there, "available", n)
        for n, variant in enumerate(variants)
    ]
    client.shop()
    for _again in range(2):
        sandbox.statistics.reset()
        batches = list(client.activate(rows))
        assert [len(batch) for batch in batches] == [100, 50]
        assert not any(outcome.refusals for batch in batches for outcome in batch)
        assert sandbox.statistics.total < 10
    levels, _missing = read(client, variants, [there])
    assert [level.available for level in levels.values()] == list(range(150))


def test_g13_nothing_is_set_when_nothing_may_be_changed(shop):
    client = client_of(Sandbox(shop, plan="Unlimited"), may_change=False)
    mug, here = a_variant(shop), places(shop)[0]
    with pytest.raises(errors.HandsOff):
        list(client.set_quantities([a_call(mug, here, 8, 5)]))


@pytest.mark.parametrize("name", ["INVENTORY_SET_QUANTITIES", "INVENTORY_ACTIVATE"])
def test_the_mutations_can_be_sent_many_at_once_and_repeated(name):
    document = getattr(documents, name)
    many = documents.batched(document, 3)
    assert validate(load("2026-10").graphql, parse(many.text)) == []
    assert document.is_repeatable and many.is_repeatable


def test_g2_stock_needs_its_own_scopes_only_where_it_is_used():
    granted = {"read_products", "write_customers"}
    assert "write_inventory" not in missing_scopes(granted)
    assert {"read_inventory", "write_inventory"} <= missing_scopes(granted, {STOCK}).keys()
