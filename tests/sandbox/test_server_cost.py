# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Queries cost what they cost at Shopify, and the bucket throttles."""

import pytest
from server_recorded import SCHEMAS, recorded_answers
from server_shop import Asking, a_shop

from shopify_sandbox.cost import Reckoning
from shopify_sandbox.documents import document
from shopify_sandbox.errors import RequestRefused
from shopify_sandbox.execution.literals import literal_value
from shopify_sandbox.schema import load


@pytest.mark.parametrize(
    ("query", "requested"),
    [
        ("{ shop { name } }", 1),
        ("{ shop { name primaryDomain { host } } }", 2),
        ("{ orders(first: 1) { nodes { id } } }", 3),
        ("{ orders(first: 5) { nodes { id } } }", 5),
        ("{ orders(first: 10) { nodes { id } } }", 6),
        ("{ orders(first: 20) { nodes { id } } }", 7),
        ("{ orders(first: 50) { nodes { id } } }", 9),
        ("{ orders(first: 250) { nodes { id } } }", 13),
        ("{ orders(first: 250) { nodes { id } pageInfo { hasNextPage } } }", 13),
        (
            "{ orders(first: 50) { nodes { customer { id } totalPriceSet"
            " { shopMoney { amount } } } } }",
            16,
        ),
        ("{ orders(first: 5) { edges { node { id lineItems(first: 5) { nodes { id } } } } } }", 20),
        ("{ ordersCount { count } }", 10),
        ('mutation { tagsAdd(id: "gid://shopify/Order/1", tags: []) { node { id } } }', 10),
    ],
)
def test_what_is_requested(query, requested):
    schema = load("2026-10")
    checked = document(schema, query)
    assert Reckoning(schema, checked.operation(None), {}, {}).requested() == requested


def test_the_actual_cost_is_given_back():
    asking = Asking(a_shop(2), plan="Basic")
    cost = asking.answer("{ orders(first: 250) { nodes { id } } }")["extensions"]["cost"]
    assert cost["requestedQueryCost"] == 13
    assert cost["actualQueryCost"] == 2
    assert cost["throttleStatus"] == {
        "maximumAvailable": 2000.0,
        "currentlyAvailable": 1998,
        "restoreRate": 100.0,
    }


def test_more_than_1000_points_are_refused():
    query = (
        "{ products(first: 250) { nodes { variants(first: 250)"
        " { nodes { metafields(first: 250) { nodes { id } } } } } } }"
    )
    error = Asking().error(query)
    assert error["extensions"]["code"] == "MAX_COST_EXCEEDED"
    assert error["extensions"]["maxCost"] == 1000
    assert error["message"].startswith(
        f"Query cost is {error['extensions']['cost']}, which exceeds the single query max cost"
        " limit (1000)."
    )


@pytest.mark.parametrize(
    ("plan", "rate", "most"),
    [
        ("Basic", 100, 2000),
        ("Advanced", 200, 4000),
        ("Plus", 1000, 20000),
        ("Enterprise", 2000, 40000),
    ],
)
def test_an_empty_bucket_throttles_until_time_has_filled_it(plan, rate, most):
    asking = Asking(plan=plan)
    asking.sandbox.bucket("sandbox-client-id").drain()
    response = asking.post("{ ordersCount { count } }")
    assert response.status_code == 200
    answer = response.json()
    assert answer["errors"][0]["message"] == "Throttled"
    assert answer["errors"][0]["extensions"]["code"] == "THROTTLED"
    assert answer["extensions"]["cost"] == {
        "requestedQueryCost": 10,
        "actualQueryCost": None,
        "throttleStatus": {
            "maximumAvailable": most,
            "currentlyAvailable": 0,
            "restoreRate": rate,
        },
    }
    asking.shop.clock.advance(seconds=10 / rate)
    assert "errors" not in asking.answer("{ ordersCount { count } }")


def test_a_refused_document_costs_nothing():
    asking = Asking(plan="Basic")
    asking.answer("{ nothing }")
    assert asking.sandbox.bucket("sandbox-client-id").status()["currentlyAvailable"] == 2000


def _reckoned(version, query, variables):
    for name in SCHEMAS[version]:
        schema = load(name)
        try:
            checked = document(schema, query)
        except RequestRefused:
            continue
        operation = next(iter(checked.operations.values()))
        values = dict(variables)
        for definition in operation.variable_definitions or ():
            if definition.default_value is not None:
                kind = schema.graphql.type_map.get("Int")
                default = literal_value(definition.default_value, kind, {})
                values.setdefault(definition.variable.name.value, default)
        return Reckoning(schema, operation, checked.fragments, values)
    return None


def test_the_formula_meets_the_recorded_answers():
    requested, actual = [], []
    for version, query, variables, answer in recorded_answers():
        cost = (answer.get("extensions") or {}).get("cost")
        reckoning = _reckoned(version, query, variables) if cost else None
        if reckoning is not None:
            requested.append((reckoning.requested(), cost["requestedQueryCost"]))
            if cost.get("actualQueryCost") is not None:
                actual.append((reckoning.actual(answer.get("data")), cost["actualQueryCost"]))
    print(f"\nrequested: {_fit(requested)}\nactual: {_fit(actual)}")
    assert len(requested) > 1200
    assert _share(requested, 0) > 0.97
    assert _share(requested, 0.1) > 0.98
    assert _share(actual, 0) > 0.84
    assert _share(actual, 0.1) > 0.91


def _share(pairs, tolerance):
    met = [1 for reckoned, real in pairs if abs(reckoned - real) <= tolerance * real]
    return len(met) / len(pairs)


def _fit(pairs):
    return f"{len(pairs)} samples, {_share(pairs, 0):.1%} exact, {_share(pairs, 0.1):.1%} near"
