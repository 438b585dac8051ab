# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Clients for the tests: on a scripted wire, and on a sandbox in process."""

import pytest
from scripted import Clock, Wire, session

from shopify.client import ShopifyClient
from shopify.credentials import PermanentToken
from shopify.endpoint import parse
from shopify.retry import RetryPolicy


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def make_client(clock):
    """``make_client(*answers)`` → a client whose requests the answers meet, and its wire."""

    def make(*script, credentials=None, **options):
        wire = Wire(*script)
        client = ShopifyClient(
            parse("my-shop"),
            credentials or PermanentToken("shpat_0123456789abcdef"),
            session=session(wire),
            retry=options.pop("retry", RetryPolicy(chance=lambda: 1.0)),
            sleep=clock.sleep,
            clock=clock,
            **options,
        )
        return client, wire

    return make
