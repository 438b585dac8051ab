# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A wire that answers from a script, and a clock that only sleeping moves."""

import io
import json
import threading

import requests
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

COST = {
    "requestedQueryCost": 10,
    "actualQueryCost": 5,
    "throttleStatus": {
        "maximumAvailable": 2000.0,
        "currentlyAvailable": 1990,
        "restoreRate": 100.0,
    },
}


def answer(data=None, *, errors=None, cost=COST, status=200, headers=None, body=None):
    """One scripted answer: JSON of data and errors, or a body as it is."""
    if body is None:
        content = {"extensions": {"cost": cost}} if cost else {}
        if data is not None:
            content["data"] = data
        if errors is not None:
            content["errors"] = errors
        body = json.dumps(content).encode()
    return status, headers or {}, body


def fault(message, code=None, **extensions):
    """An entry of ``errors``."""
    entry = {"message": message}
    if code:
        entry["extensions"] = {"code": code, **extensions}
    return entry


def throttled(available, requested, rate=100.0, maximum=2000.0):
    """Shopify's answer when the bucket is empty."""
    status = {
        "maximumAvailable": maximum,
        "currentlyAvailable": available,
        "restoreRate": rate,
    }
    cost = {
        "requestedQueryCost": requested,
        "actualQueryCost": None,
        "throttleStatus": status,
    }
    return answer(errors=[fault("Throttled", "THROTTLED")], cost=cost)


class Wire(BaseAdapter):
    """Answers requests one after the other: a tuple, an exception to raise, or a function."""

    def __init__(self, *script):
        super().__init__()
        self.script = list(script)
        self.requests = []
        self._lock = threading.Lock()

    def send(self, request, **_):
        with self._lock:
            self.requests.append(request)
            step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if callable(step):
            step = step(request)
        if isinstance(step, Exception):
            raise step
        status, headers, body = step
        response = requests.Response()
        response.status_code = status
        response.headers = requests.structures.CaseInsensitiveDict(headers)
        response.raw = HTTPResponse(
            body=io.BytesIO(body), headers=headers, status=status, preload_content=False
        )
        response.url = request.url
        response.request = request
        response.connection = self
        return response

    def close(self):
        pass

    @property
    def sent(self):
        """The JSON bodies that were sent."""
        return [json.loads(request.body) for request in self.requests]

    @property
    def sent_names(self):
        """The names of the operations that were sent."""
        posts = [request for request in self.requests if request.method == "POST"]
        return [json.loads(request.body)["operationName"] for request in posts]


class Clock:
    """Time that passes by sleeping only."""

    def __init__(self):
        self.now = 1000.0
        self.naps = []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.naps.append(seconds)
        self.now += seconds

    @property
    def slept(self):
        return sum(self.naps)


def session(adapter):
    """A session that reaches nothing but the adapter."""
    made = requests.Session()
    made.mount("https://", adapter)
    made.mount("http://", adapter)
    return made
