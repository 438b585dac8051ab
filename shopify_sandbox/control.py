# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The sandbox's own endpoints under /__sandbox__/: faults, statistics, time."""

import json
from datetime import datetime

from . import clerk, order_clerk, product_clerk

PREFIX = "/__sandbox__/"


def handle(sandbox, method: str, path: str, body: bytes):
    """Answer a control request.

    * ``GET statistics``: requests, cost points, counts per operation and status.
    * ``GET/POST faults``: POST ``{"plan": [{"kind", "times", "operation", "seconds"}]}`` and/or
      ``{"random": {"rate", "seed", "kinds", "seconds"}}`` and/or ``{"clear": true}``.
    * ``POST reset``: forget statistics, faults and charges.
    * ``POST clock``: ``{"advance": {"minutes": 5}}`` or ``{"set": "2026-11-20T10:00:00Z"}``.
    * ``POST bulk/step``: let bulk operations that wait for it go on by one status.
    * ``GET/POST webhooks``: what was sent; POST ``{"mishaps": [{"kind", "times", "topic",
      "seconds"}]}``, ``{"privacy_address": "https://…"}`` and/or ``{"clear": true}``.
    * ``POST customers``: a customer is changed by hand, ``{"do": "rename", "customer": gid or
      email, …}`` with the name and the arguments of a method of ``Clerk``.
    * ``POST products``: a product is changed by hand, ``{"do": "change_price", "variant": gid, SKU
      or barcode, …}`` or ``{"do": "rename", "product": gid or handle, …}``, of ``ProductClerk``.
    * ``POST orders``: an order is changed by hand, ``{"do": "set_quantity", "order": gid or name,
      "line": gid, "quantity": 2}``, of ``OrderClerk``.

    :return: status, headers and body.
    """
    name = path.removeprefix(PREFIX).strip("/")
    action = _ACTIONS.get((method, name))
    if action is None:
        return _json(404, {"error": f"no {method} {name}"})
    try:
        return _json(200, action(sandbox, json.loads(body or b"{}")))
    except (ValueError, TypeError, KeyError) as error:
        return _json(400, {"error": str(error)})


def _statistics(sandbox, content):
    return sandbox.statistics.as_dict()


def _faults(sandbox, content):
    if content.get("clear"):
        sandbox.faults.clear()
    for planned in content.get("plan", ()):
        sandbox.faults.plan(**planned)
    if "random" in content:
        sandbox.faults.at_random(**content["random"])
    return {"ok": True}


def _reset(sandbox, content):
    sandbox.reset()
    return {"ok": True}


def _clock(sandbox, content):
    clock = sandbox.shop.clock
    if "set" in content:
        clock.set(datetime.fromisoformat(content["set"].replace("Z", "+00:00")))
    if "advance" in content:
        clock.advance(**content["advance"])
    return {"now": clock.now().isoformat()}


def _step(sandbox, content):
    sandbox.bulk.step()
    return {"ok": True}


def _webhooks(sandbox, content):
    webhooks = sandbox.webhooks
    if content.get("clear"):
        webhooks.clear()
    if "privacy_address" in content:
        webhooks.privacy_address = content["privacy_address"]
    for planned in content.get("mishaps", ()):
        webhooks.mishaps.plan(**planned)
    return {
        "sent": [
            {
                "topic": delivery.topic,
                "address": delivery.address,
                "headers": delivery.headers,
                "body": delivery.body.decode(),
                "statuses": delivery.statuses,
            }
            for delivery in webhooks.outbox
        ]
    }


def _customers(sandbox, content):
    by_hand = clerk.Clerk(sandbox.shop)
    finders = {"customer": by_hand.find, "other": by_hand.find}
    return _act(sandbox, by_hand, clerk.ACTS, finders, content)


def _products(sandbox, content):
    by_hand = product_clerk.ProductClerk(sandbox.shop)
    finders = {"product": by_hand.find, "variant": by_hand.find_variant}
    return _act(sandbox, by_hand, product_clerk.ACTS, finders, content)


def _orders(sandbox, content):
    by_hand = order_clerk.OrderClerk(sandbox.shop)
    finders = {
        "order": by_hand.find,
        "line": by_hand.find_line,
        "variant": product_clerk.ProductClerk(sandbox.shop).find_variant,
    }
    return _act(sandbox, by_hand, order_clerk.ACTS, finders, content)


def _act(sandbox, by_hand, acts, finders, content):
    """Let a clerk act; what it acts on stands first among the arguments."""
    arguments = dict(content)
    name = arguments.pop("do")
    if name not in acts:
        raise ValueError(f"unknown act {name!r}; known: {', '.join(acts)}")
    with sandbox.shop.lock:
        given = [find(arguments.pop(key)) for key, find in finders.items() if key in arguments]
        getattr(by_hand, name)(*given, **arguments)
    return {"ok": True}


_ACTIONS = {
    ("GET", "statistics"): _statistics,
    ("POST", "faults"): _faults,
    ("POST", "reset"): _reset,
    ("POST", "clock"): _clock,
    ("POST", "bulk/step"): _step,
    ("GET", "webhooks"): _webhooks,
    ("POST", "webhooks"): _webhooks,
    ("POST", "customers"): _customers,
    ("POST", "products"): _products,
    ("POST", "orders"): _orders,
}


def _json(status, content):
    return status, {"Content-Type": "application/json"}, json.dumps(content).encode()
