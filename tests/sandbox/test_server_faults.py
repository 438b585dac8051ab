# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Faults, in process and over HTTP."""

import json

import pytest
import requests
from server_shop import ADDRESS, TOKEN, Asking, a_shop

from shopify_sandbox import Sandbox
from shopify_sandbox.faults import RANDOM_KINDS, Faults
from shopify_sandbox.server import SandboxServer

QUERY = "query Named { shop { name } }"


@pytest.fixture
def asking():
    return Asking(a_shop(1))


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_status(asking, status):
    asking.sandbox.faults.plan(str(status), seconds=2.0)
    response = asking.post(QUERY)
    assert response.status_code == status
    assert response.headers.get("Retry-After") == ("2.0" if status == 429 else None)
    assert asking.post(QUERY).status_code == 200


def test_errors_in_a_good_answer(asking):
    asking.sandbox.faults.plan("throttled")
    asking.sandbox.faults.plan("internal")
    asking.sandbox.faults.plan("partial")
    assert asking.error(QUERY)["extensions"]["code"] == "THROTTLED"
    assert asking.error(QUERY)["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    partial = asking.answer(QUERY)
    assert partial["data"] == {"shop": None}
    assert partial["errors"][0]["path"] == ["shop"]


def test_malformed_json(asking):
    asking.sandbox.faults.plan("malformed")
    with pytest.raises(requests.JSONDecodeError):
        asking.answer(QUERY)


def test_a_token_of_the_token_endpoint_ends_early_and_a_permanent_one_never(asking):
    form = {
        "grant_type": "client_credentials",
        "client_id": "sandbox-client-id",
        "client_secret": "sandbox-client-secret",
    }
    given = asking.session.post(f"{ADDRESS}/admin/oauth/access_token", data=form).json()
    headers = {"X-Shopify-Access-Token": given["access_token"]}
    assert asking.post(QUERY, headers=headers).status_code == 200
    asking.sandbox.faults.plan("expired_token", times=2)
    assert asking.post(QUERY, headers=headers).status_code == 401
    assert asking.post(QUERY).status_code == 200
    assert asking.post(QUERY, headers=headers).status_code == 401


def test_a_cut_before_does_nothing_and_a_cut_after_has_done_it(asking):
    order = asking.shop.collections["Order"][0]
    close = f'mutation {{ tagsAdd(id: "{order["id"]}", tags: "new") {{ node {{ id }} }} }}'
    asking.sandbox.faults.plan("cut_before")
    with pytest.raises(requests.ConnectionError):
        asking.post(close)
    assert "new" not in order["tags"]
    asking.sandbox.faults.plan("cut_after")
    with pytest.raises(requests.ConnectionError):
        asking.post(close)
    assert "new" in order["tags"]


def test_a_body_that_ends_early(asking):
    asking.sandbox.faults.plan("cut_off")
    with pytest.raises(requests.RequestException):
        asking.post(QUERY)


def test_only_the_named_operation_fails_and_as_often_as_planned(asking):
    asking.sandbox.faults.plan("503", times=2, operation="Named")
    assert asking.post("query Other { shop { name } }").status_code == 200
    assert [asking.post(QUERY).status_code for _time in range(3)] == [503, 503, 200]


def test_one_in_five_at_random_is_the_same_each_time():
    def drawn():
        faults = Faults()
        faults.at_random(0.2, seed=3)
        return [fault and fault.kind for fault in (faults.next("x") for _time in range(2000))]

    first = drawn()
    assert first == drawn()
    failed = [kind for kind in first if kind]
    assert 330 < len(failed) < 470
    assert set(failed) == set(RANDOM_KINDS)


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="unknown fault"):
        Faults().plan("meteor")


def test_what_was_received_is_known(asking):
    asking.answer(QUERY)
    asking.answer("query Q($n: Int!) { orders(first: $n) { nodes { id } } }", n=2)
    asking.post(QUERY, headers={})
    received = asking.sandbox.requests
    assert [one.operation for one in received] == ["Named", "Q", ""]
    assert received[1].variables == {"n": 2}
    assert [one.status for one in received] == [200, 200, 401]
    assert asking.sandbox.statistics.as_dict()["cost_points"] == sum(one.cost for one in received)


@pytest.fixture
def server():
    with SandboxServer(Sandbox(a_shop(300), plan="Unlimited")) as running:
        yield running


def ask(server, query=QUERY, session=requests):
    return session.post(
        f"{server.address}/admin/api/2026-10/graphql.json",
        json={"query": query},
        headers=TOKEN,
        timeout=5,
    )


def control(server, name, **content):
    return requests.post(f"{server.address}/__sandbox__/{name}", json=content, timeout=5)


def test_http_answers_on_a_kept_connection(server):
    with requests.Session() as session:
        for _time in range(3):
            response = ask(server, session=session)
            assert response.json()["data"] == {"shop": {"name": "Corner"}}
        pools = session.get_adapter(server.address).poolmanager.pools
        assert [pools[key].num_connections for key in pools.keys()] == [1]  # noqa: SIM118


def test_http_faults_are_set_from_outside(server):
    plan = [{"kind": "cut_before"}, {"kind": "cut_off"}, {"kind": "429", "seconds": 3}]
    assert control(server, "faults", plan=plan).status_code == 200
    with pytest.raises(requests.ConnectionError):
        ask(server)
    with pytest.raises(requests.RequestException):
        ask(server)
    assert ask(server).headers["Retry-After"] == "3"
    assert ask(server).status_code == 200
    assert control(server, "faults", plan=[{"kind": "meteor"}]).status_code == 400


def test_http_statistics_reset_and_clock(server):
    ask(server)
    told = requests.get(f"{server.address}/__sandbox__/statistics", timeout=5).json()
    assert told["requests"] == 1
    assert told["operations"] == {"Named": 1}
    control(server, "reset")
    assert server.sandbox.statistics.total == 0
    now = control(server, "clock", advance={"hours": 1}).json()["now"]
    assert now == "2026-11-20T13:00:00+00:00"


def test_http_serves_a_bulk_result(server):
    ask(
        server,
        'mutation { bulkOperationRunQuery(query: "{ orders { nodes { id name } } }")'
        " { bulkOperation { id } } }",
    )
    answer = ask(server, "{ bulkOperations(first: 1) { nodes { url } } }").json()
    url = answer["data"]["bulkOperations"]["nodes"][0]["url"]
    assert url.startswith(server.address)
    lines = requests.get(url, timeout=5).text.splitlines()
    assert len({json.loads(line)["id"] for line in lines}) == 300
