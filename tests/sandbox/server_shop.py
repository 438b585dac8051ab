# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A small shop of dicts and a way to ask it, for the tests of the sandbox's server."""

from datetime import datetime, timezone

import requests

from shopify_sandbox import Sandbox
from shopify_sandbox.adapter import ADDRESS, SandboxAdapter
from shopify_sandbox.clock import Clock
from shopify_sandbox.shop import Shop

NOW = datetime(2026, 11, 20, 12, tzinfo=timezone.utc)
TOKEN = {"X-Shopify-Access-Token": "shpat_sandbox"}


def money(amount):
    one = {"amount": amount, "currencyCode": "EUR"}
    return {"shopMoney": dict(one), "presentmentMoney": dict(one)}


def a_shop(orders=0):
    """A shop at noon of 20 November 2026 with some orders, the newest placed first."""
    shop = Shop(
        {
            "__typename": "Shop",
            "id": "gid://shopify/Shop/1",
            "name": "Corner",
            "myshopifyDomain": "corner.myshopify.com",
            "currencyCode": "EUR",
        },
        Clock(NOW),
    )
    for number in range(orders):
        an_order(shop, number)
    return shop


def an_order(shop, number, **fields):
    day = f"2026-11-{1 + number % 19:02}T08:00:00Z"
    return shop.add(
        "Order",
        {
            "name": f"#{1001 + number}",
            "createdAt": day,
            "updatedAt": day,
            "processedAt": f"2026-11-{19 - number % 19:02}T08:00:00Z",
            "email": f"person{number}@example.com",
            "tags": ["even"] if number % 2 == 0 else ["odd", "Rush"],
            "closed": number == 0,
            "cancelledAt": None,
            "test": False,
            "displayFinancialStatus": "PAID",
            "displayFulfillmentStatus": "UNFULFILLED",
            "totalPriceSet": money("10.00"),
            "lineItems": [
                {
                    "__typename": "LineItem",
                    "id": f"gid://shopify/LineItem/{number * 100 + place}",
                    "title": f"Thing {place}",
                    "quantity": place,
                }
                for place in range(1, 4)
            ],
            **fields,
        },
    )


class Asking:
    """Asks a sandbox in process.

    :param options: what ``Sandbox`` takes.
    """

    def __init__(self, shop=None, **options):
        self.shop = shop or a_shop()
        options.setdefault("plan", "Unlimited")
        self.sandbox = Sandbox(self.shop, **options)
        self.session = requests.Session()
        self.session.mount(ADDRESS, SandboxAdapter(self.sandbox))

    def post(self, query, /, version="2026-10", headers=None, **variables):
        return self.session.post(
            f"{ADDRESS}/admin/api/{version}/graphql.json",
            json={"query": query, "variables": variables},
            headers=TOKEN if headers is None else headers,
        )

    def answer(self, query, /, **variables):
        return self.post(query, **variables).json()

    def data(self, query, /, **variables):
        answer = self.answer(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def error(self, query, /, **variables):
        return self.answer(query, **variables)["errors"][0]
