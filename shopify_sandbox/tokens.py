# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Apps, their tokens and what a token allows."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs

ALL = "all"
CLIENT_ID = "sandbox-client-id"
CLIENT_SECRET = "sandbox-client-secret"
PERMANENT_TOKEN = "shpat_sandbox"
LIFETIME_SECONDS = 86_399


@dataclass
class App:
    """An app of the shop's owner.

    :param scopes: access scopes it was granted, or ALL.
    :param installed: whether it is installed on the shop.
    :param permitted: whether app and shop belong to one organization.
    """

    client_id: str = CLIENT_ID
    client_secret: str = CLIENT_SECRET
    permanent_token: str | None = PERMANENT_TOKEN
    scopes: frozenset[str] | str = ALL
    name: str = "Sandbox app"
    installed: bool = True
    permitted: bool = True


@dataclass(frozen=True)
class Grant:
    """What a valid token stands for."""

    app: str
    name: str
    scopes: frozenset[str] | str

    def allows(self, scopes) -> bool:
        """Whether one of these scopes is granted; writing includes reading."""
        if self.scopes == ALL:
            return True
        return any(
            scope in self.scopes or scope.replace("read_", "write_", 1) in self.scopes
            for scope in scopes
        )


class Tokens:
    """The tokens of one shop's apps.

    :param clock: tells when tokens end (``now()``).
    """

    def __init__(self, clock, apps: list[App]):
        self.clock = clock
        self.apps = {app.client_id: app for app in apps}
        self._given: dict[str, tuple[App, datetime]] = {}

    def grant(self, token: str | None) -> Grant | None:
        """What a token stands for; None for an unknown or expired one."""
        for app in self.apps.values():
            if token and token == app.permanent_token:
                return _grant(app)
        app, end = self._given.get(token or "", (None, None))
        if app is None or self.clock.now() >= end:
            return None
        return _grant(app)

    def expire(self, token: str | None) -> None:
        """End a token of the token endpoint before its time; a permanent one never ends."""
        self._given.pop(token or "", None)

    def expire_all(self) -> None:
        """Make every token from the token endpoint invalid."""
        self._given.clear()

    def exchange(self, body: bytes, content_type: str) -> tuple[int, dict]:
        """Answer the token endpoint's client credentials grant.

        :return: HTTP status and JSON.
        """
        if "application/x-www-form-urlencoded" not in content_type:
            return 400, _failure("invalid_request", "Missing or invalid request body")
        form = {key: values[0] for key, values in parse_qs(body.decode("utf-8", "replace")).items()}
        if form.get("grant_type") != "client_credentials":
            return 400, _failure("unsupported_grant_type", "Unsupported grant type")
        app = self.apps.get(form.get("client_id", ""))
        if app is None or form.get("client_secret") != app.client_secret:
            return 401, _failure("invalid_client", "The client credentials are not valid")
        if not app.permitted:
            return 400, _failure(
                "shop_not_permitted",
                "Client credentials cannot be performed on this shop.",
            )
        if not app.installed:
            return 400, _failure(
                "app_not_installed", "The application is not installed on this shop."
            )
        return 200, self._issue(app)

    def _issue(self, app: App) -> dict:
        token = f"shpat_{secrets.token_hex(16)}"
        self._given[token] = app, self.clock.now() + timedelta(seconds=LIFETIME_SECONDS)
        scope = "" if app.scopes == ALL else ",".join(sorted(app.scopes))
        return {"access_token": token, "scope": scope, "expires_in": LIFETIME_SECONDS}


def _grant(app: App) -> Grant:
    return Grant(app.client_id, app.name, app.scopes)


def _failure(code: str, text: str) -> dict:
    return {"error": code, "error_description": text}
