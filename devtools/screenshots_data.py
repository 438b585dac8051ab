# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the pictures show beside the demo's own data: it is added to the demo that is running."""

import json
import time
import xmlrpc.client
from urllib.request import Request, urlopen

DATABASE = "shopify_demo"
SECONDS_TO_SYNC = 120
PARTNERS = (
    {"name": "Abel Bakker", "email": "abel@bakker.example", "phone": "020 794 1234"},
    {"name": "Ada Visser", "email": "ada@visser.example", "phone": "12"},
    {"name": "Adam de Wit"},
)
PLACE = {"street": "Damrak 1", "zip": "1012 LG", "city": "Amsterdam", "customer_rank": 1}


class Demo:
    """The demo over XML-RPC, and the sandbox beside it.

    :param str address: Odoo's address
    """

    def __init__(self, address: str, login: str, password: str) -> None:
        server = xmlrpc.client.ServerProxy(f"{address}/xmlrpc/2/common")
        self._signed_in = (DATABASE, server.authenticate(DATABASE, login, password, {}), password)
        self._objects = xmlrpc.client.ServerProxy(f"{address}/xmlrpc/2/object", allow_none=True)
        ((self.shop, self._sandbox),) = (
            (row["id"], row["domain"]) for row in self.call("shopify.shop", "search_read", [])
        )

    def call(self, model: str, method: str, *arguments, **named):
        """:return: what a method of a model answers"""
        return self._objects.execute_kw(*self._signed_in, model, method, arguments, named)

    def first(self, model: str, *domain, order: str = "id") -> int:
        """:return: the id of the first record that fits, 0 if none does"""
        return next(iter(self.call(model, "search", domain, order=order, limit=1)), 0)

    def at_shopify(self, **act) -> None:
        """Let the sandbox's clerk act."""
        url = f"http://{self._sandbox}/__sandbox__/customers"
        with urlopen(Request(url, json.dumps(act).encode(), method="POST"), timeout=30):
            pass

    def sync(self, kind: str) -> None:
        """Sync and wait for the end."""
        self.call("shopify.shop", "shopify_sync", [self.shop], kind)
        began = time.monotonic()
        while time.monotonic() - began < SECONDS_TO_SYNC:
            (status,) = self.call("shopify.shop", "shopify_sync_status", [self.shop])
            if status["state"] not in ("waiting", "running"):
                return
            time.sleep(1)
        raise TimeoutError(f"the sync of {kind} has not ended")


def prepare(address: str, login: str, password: str) -> dict[str, int]:
    """Add what the pictures need, unless it is there.

    :return: ids of records to take pictures of
    """
    demo = Demo(address, login, password)
    demo.call("shopify.shop", "shopify_initialise_templates", [demo.shop])
    customer = _customer_in_conflict(demo)
    _partners_to_export(demo)
    return {
        "customer": demo.first(
            "shopify.customer",
            ("email_consent_state", "=", "subscribed"),
            ("sms_consent_state", "!=", False),
            ("needs_partner", "=", False),
            ("order_ids", "!=", False),
            ("id", "!=", customer),
        ),
        "unlinked": demo.first("shopify.customer", ("needs_partner", "=", True)),
        "template": demo.first("shopify.customer.template", ("country_id.code", "=", "CA")),
        "request": _privacy_request(demo, customer),
    }


def _customer_in_conflict(demo: Demo) -> int:
    """Change a customer's email and address on both sides."""
    if known := demo.first("shopify.customer", ("has_conflict", "=", True)):
        return known
    both_ways = {"shopify_can_update_customers": True, "can_update_shopify_customers": True}
    demo.call("shopify.shop", "write", [demo.shop], both_ways)
    customer = demo.first(
        "shopify.customer",
        ("match_rule", "=", "created"),
        ("order_ids", "!=", False),
        ("email", "!=", False),
        ("country_id.code", "=", "DE"),
    )
    (row,) = demo.call("shopify.customer", "read", [customer], ["email", "partner_id"])
    new = {"email": "sabine@work.example", "street": "Hafenstraße 12", "city": "Kiel"}
    demo.call("res.partner", "write", [row["partner_id"][0]], new)
    demo.at_shopify(
        do="move",
        customer=row["email"],
        address1="Bahnhofstraße 3",
        zip_code="24937",
        city="Flensburg",
        country="DE",
    )
    demo.at_shopify(do="change_email", customer=row["email"], email="sabine@home.example")
    demo.sync("customers")
    return customer


def _partners_to_export(demo: Demo) -> None:
    """Make partners of whom not all can go to Shopify."""
    country = demo.first("res.country", ("code", "=", "NL"))
    for values in PARTNERS:
        if not demo.first("res.partner", ("name", "=", values["name"])):
            demo.call("res.partner", "create", {**PLACE, "country_id": country, **values})


def _privacy_request(demo: Demo, customer: int) -> int:
    """Enter a request as a user would who got it another way."""
    if known := demo.first("shopify.privacy.request", ("state", "=", "open")):
        return known
    (row,) = demo.call("shopify.customer", "read", [customer], ["shopify_id", "email"])
    return demo.call(
        "shopify.privacy.request",
        "create",
        {
            "kind": "customer_redact",
            "shop_id": demo.shop,
            "customer_number": row["shopify_id"],
            "email": row["email"],
        },
    )
