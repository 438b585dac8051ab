# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""G13: with changes switched off no mutation leaves, reads go on, and the log tells what it was."""

import pytest

from shopify.documents import BULK_RUN_QUERY, SHOP, operation
from shopify.errors import HandsOff

CLOSE = operation(
    "mutation Close($id: ID!) { orderClose(input: {id: $id}) { userErrors { field } } }"
)


def test_g13_a_mutation_is_not_sent_and_stands_in_the_log(make_client):
    exchanges = []
    client, wire = make_client(may_change=False, on_exchange=exchanges.append)
    with pytest.raises(HandsOff, match="Close was not sent"):
        client.execute(CLOSE, {"id": "gid://shopify/Order/1"})
    assert not wire.requests
    assert [exchange.operation for exchange in exchanges] == ["Close"]
    assert "gid://shopify/Order/1" in exchanges[0].variables_text()


def test_g13_reading_goes_on():
    assert not SHOP.changes_the_shop
    assert not BULK_RUN_QUERY.changes_the_shop
    assert CLOSE.changes_the_shop
