# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What goes to the log: everything that helps, nothing that is secret."""

import json

from hypothesis import given
from hypothesis import strategies as st
from scripted import answer, fault

from shopify import documents
from shopify.masking import MASK, mask_data, mask_text

TOKEN = "shpat_0123456789abcdef"
texts = st.text(max_size=30)
secrets = st.text(st.characters(min_codepoint=48, max_codepoint=122), min_size=6, max_size=40)
json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(secrets, texts, texts)
def test_a_known_secret_is_hidden_wherever_it_stands(secret, before, after):
    masked = mask_text(f"{before}{secret}{after}", [secret])
    assert secret not in masked or secret in MASK + before + after


@given(json_like, secrets)
def test_secret_keys_are_hidden_at_any_depth(data, secret):
    nested = [{"x": data, "y": [{"access_token": secret, "Client_Secret": [secret]}]}]
    masked = json.dumps(mask_data(nested)[0]["y"])
    assert json.loads(masked) == [{"access_token": MASK, "Client_Secret": MASK}]


@given(json_like)
def test_what_is_not_secret_stays(data):
    assert mask_data({"a": data}, ())["a"] == _tupleless(data)


def test_tokens_are_known_by_their_look():
    for kind in ("shpat", "shpca", "shppa", "shpss", "shpua"):
        assert "abcdef" not in mask_text(f"it was {kind}_abcdef0123 there")


def test_a_form_and_a_cut_off_json():
    assert "s3cret" not in mask_text("grant_type=x&client_secret=s3cret&y=z")
    assert "s3cret" not in mask_text('{"access_token":"s3cret')


def test_an_exchange_tells_what_happened(make_client):
    seen = []
    headers = {
        "X-Request-Id": "r-1",
        "X-Shopify-API-Version": "2026-07",
        "X-Shopify-API-Deprecated-Reason": "old",
    }
    client, _ = make_client(
        answer(errors=[fault("boom", "INTERNAL_SERVER_ERROR")]),
        answer({"shop": {"echo": f"token {TOKEN}", "access_token": "abc"}}, headers=headers),
        on_exchange=seen.append,
    )
    client.execute(documents.ORDERS_COUNT, {"query": f"x {TOKEN}"})
    failed, good = seen
    assert failed.failed
    assert failed.error == "boom"
    assert (good.attempt, good.status, good.request_id) == (2, 200, "r-1")
    assert good.operation == "OrdersCount"
    assert good.version_mismatch
    assert good.deprecated_reason == "old"
    assert good.cost.requested == 10
    for text in (good.variables_text(), good.answer_text(), repr(good), good.error):
        assert TOKEN not in text
        assert "abc" not in text
    assert json.loads(good.variables_text()) == {"query": f"x {MASK}"}


def test_the_same_version_is_no_mismatch(make_client):
    seen = []
    client, _ = make_client(
        answer({"shop": {}}, headers={"X-Shopify-API-Version": "2026-10"}),
        on_exchange=seen.append,
    )
    client.execute(documents.SHOP)
    assert not seen[0].version_mismatch


def test_long_texts_are_cut(make_client):
    seen = []
    client, _ = make_client(answer({"shop": {"x": "y" * 5000}}), on_exchange=seen.append)
    client.execute(documents.ORDERS_COUNT, {"query": "z" * 5000})
    assert len(seen[0].answer_text(limit=100)) < 130
    assert len(seen[0].variables_text(limit=100)) < 130
    assert seen[0].answer_bytes > 5000


def _tupleless(data):
    if isinstance(data, dict):
        return {
            key: MASK if _secret(key, value) else _tupleless(value) for key, value in data.items()
        }
    return [_tupleless(value) for value in data] if isinstance(data, list) else data


def _secret(key, value):
    return mask_data({key: "x"})[mask_text(key)] == MASK and value is not None
