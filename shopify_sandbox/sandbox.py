# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""One Shopify shop with its apps: answers requests."""

import json
import re
import uuid
from datetime import timedelta
from urllib.parse import urlsplit

from . import cdn, fields, mutations  # noqa: F401 (they register what they model)
from .bulk.operations import BulkOperations
from .bulk.uploads import Uploads
from .faults import OF_GRAPHQL, UNANSWERED, Faults
from .faulty import with_fault
from .graphql_endpoint import GraphQLEndpoint, operation_label
from .idempotency import Idempotency
from .schema import load
from .statistics import Received, Statistics
from .throttle import bucket
from .tokens import ALL, App, Tokens
from .versions import SUPPORTED, answered_by
from .webhooks.webhooks import Webhooks
from .world.media import MediaProcessing

GRAPHQL_PATH = re.compile(r"^/admin/api/([^/]+)/graphql\.json$")
TOKEN_PATH = "/admin/oauth/access_token"
UNAUTHORIZED = "[API] Invalid API key or access token (unrecognized login or wrong password)"
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")


class Sandbox:
    """One Shopify shop with its apps and tokens.

    :param shop: the state (``shopify_sandbox.shop.Shop``).
    :param api_versions: the versions in support, oldest first.
    :param plan: Basic, Grow, Advanced, Plus, Enterprise (how fast points come back), Unlimited.
    :param faults: what goes wrong (``faults.Faults``).
    :param scopes: access scopes of the demo app, or ALL.
    :param protected_data: True; False: personal fields are null; "denied": ACCESS_DENIED.
    :param address: where uploads and results are had, such as "http://127.0.0.1:8990".
    :param bulk_seconds: how long a bulk operation takes; None: it goes on with ``bulk.step()``.
    :param media_seconds: how long a picture is processed; None: it goes on with ``media.step()``.
    """

    def __init__(
        self,
        shop,
        *,
        api_versions=SUPPORTED,
        plan="Basic",
        faults=None,
        scopes=ALL,
        protected_data=True,
        address="http://127.0.0.1:8990",
        bulk_seconds=0.0,
        media_seconds=0.0,
        apps=None,
    ):
        self.shop = shop
        self.api_versions = tuple(api_versions)
        self.plan = plan
        self.faults = faults or Faults()
        self.protected_data = protected_data
        self.address = address
        if apps is None:
            granted = scopes if scopes == ALL else frozenset(scopes)
            apps = [App(scopes=granted)]
        self.tokens = Tokens(shop.clock, apps)
        self.statistics = Statistics()
        self.idempotency = Idempotency()
        self.merge_jobs: dict[str, str] = {}
        self.uploads = Uploads(self)
        self.bulk = BulkOperations(self, bulk_seconds)
        self.media = MediaProcessing(self, media_seconds)
        self.webhooks = Webhooks(self)
        self._graphql = GraphQLEndpoint(self)
        self._buckets: dict = {}

    @property
    def requests(self) -> list[Received]:
        """The newest requests, oldest first: what Shopify received."""
        return self.statistics.requests

    @property
    def domain(self) -> str:
        """The shop's address, such as "demo.myshopify.com"."""
        return self.shop.profile.get("myshopifyDomain", "")

    def reset(self) -> None:
        """Forget statistics, faults, deliveries and what was charged; the shop stays as it is."""
        self.statistics.reset()
        self.faults.clear()
        self.webhooks.clear()
        self._buckets.clear()

    def bucket(self, app: str):
        """The cost bucket of an app."""
        if app not in self._buckets:
            self._buckets[app] = bucket(self.plan, self.shop.clock)
        return self._buckets[app]

    def moment(self, **offset) -> str:
        """Now, moved by timedelta's arguments, as Shopify writes it."""
        return (self.shop.clock.now() + timedelta(**offset)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def schema(self, version: str):
        """The official schema of a version."""
        return load(version)

    def handle(self, method: str, path: str, headers: dict, body: bytes):
        """Answer one HTTP request.

        :param path: with its query string.
        :return: status, headers and body (bytes, or an iterator of bytes for long files).
        """
        lowered = {name.lower(): value for name, value in headers.items()}
        operation = operation_label(path, body)
        fault = self.faults.next(operation)
        if fault is None or not self._can_befall(fault, path):
            return self._answer(method, path, lowered, body)
        self.statistics.note_fault(fault.kind)
        if fault.kind in UNANSWERED:
            self.statistics.note(Received(path, operation, error=fault.kind))
        if fault.kind == "expired_token":
            self.tokens.expire(lowered.get("x-shopify-access-token"))
            return self._answer(method, path, lowered, body)
        return with_fault(fault, self, lambda: self._answer(method, path, lowered, body))

    @staticmethod
    def _can_befall(fault, path: str) -> bool:
        return fault.kind not in OF_GRAPHQL or bool(GRAPHQL_PATH.match(urlsplit(path).path))

    def _answer(self, method, path, lowered, body):
        parts = urlsplit(path)
        answer_headers = {"X-Request-Id": str(uuid.uuid4())}
        if not self._is_here(lowered):
            return self._json(404, {"errors": "Not Found"}, answer_headers)
        found = GRAPHQL_PATH.match(parts.path)
        if found:
            return self._answer_graphql(method, found[1], lowered, body, answer_headers)
        if parts.path == TOKEN_PATH and method == "POST":
            return self._answer_token(lowered, body, answer_headers)
        if parts.path.startswith(cdn.FOLDER):
            return cdn.serve(self, method, parts.path)
        if parts.path.startswith(Uploads.PREFIXES):
            return self.uploads.handle(method, parts.path, lowered, body)
        return self._json(404, {"errors": "Not Found"}, answer_headers)

    def _is_here(self, headers: dict) -> bool:
        host = headers.get("host", "").partition(":")[0]
        return not host or host in LOCAL_HOSTS or host == self.domain

    def _answer_token(self, headers, body, answer_headers):
        status, answer = self.tokens.exchange(body, headers.get("content-type", ""))
        self.statistics.note(Received(TOKEN_PATH, TOKEN_PATH, status=status))
        return self._json(status, answer, answer_headers)

    def _answer_graphql(self, method, asked, headers, body, answer_headers):
        version = answered_by(asked, self.api_versions)
        if version is None or method != "POST":
            return self._json(404, {"errors": "Not Found"}, answer_headers)
        answer_headers["X-Shopify-API-Version"] = version
        grant = self.tokens.grant(headers.get("x-shopify-access-token"))
        if grant is None:
            self.statistics.note(Received(f"/admin/api/{asked}/graphql.json", "", status=401))
            return self._json(401, {"errors": UNAUTHORIZED}, answer_headers)
        return self._graphql.answer(version, grant, headers, body, answer_headers)

    @staticmethod
    def _json(status, content, headers):
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        return status, {**headers, "Content-Type": "application/json; charset=utf-8"}, text
