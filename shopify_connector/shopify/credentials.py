# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The two ways to be let in: a permanent token, or the client credentials grant (G2)."""

import json
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

from .errors import (
    AppNotInstalled,
    InvalidCredentials,
    MalformedAnswer,
    ShopifyError,
    ShopNotPermitted,
    TokenExpired,
)

#: A token is renewed this long before it ends, in seconds, or after nine tenths of its life.
RENEWAL_MARGIN = 900.0

#: Sends the grant's form and gives back HTTP status and body.
AskForToken = Callable[[bytes], tuple[int, bytes]]

_REFUSALS: dict[str, type[ShopifyError]] = {
    "shop_not_permitted": ShopNotPermitted,
    "app_not_installed": AppNotInstalled,
}
_KNOWN_FAULTS = ("invalid_client", "invalid_request", "unsupported_grant_type", "unauthorized")


@dataclass(frozen=True, slots=True)
class StoredToken:
    """An access token and when it ends.

    :param ends_at: seconds since the epoch
    :param renew_at: seconds since the epoch from which on a new one is asked for
    :param scopes: the scopes that Shopify said it has
    """

    token: str = field(repr=False)
    ends_at: float
    renew_at: float
    scopes: tuple[str, ...] = ()


class TokenStore(Protocol):
    """Where the grant's token is kept, so that all workers of a shop share one."""

    def load(self) -> StoredToken | None:
        """The token as it is stored now, also by another process."""

    def save(self, token: StoredToken) -> None:
        """Store a new token, visible to the other processes at once."""

    def lock(self) -> AbstractContextManager:
        """Held while a token is asked for: no two processes ask at the same time."""


class MemoryTokenStore:
    """Keeps the token in this process."""

    def __init__(self):
        self._token: StoredToken | None = None
        self._lock = threading.RLock()

    def load(self) -> StoredToken | None:
        """The token, None if there is none."""
        return self._token

    def save(self, token: StoredToken) -> None:
        """Keep the token."""
        self._token = token

    def lock(self) -> AbstractContextManager:
        """One thread at a time."""
        return self._lock


class Credentials(Protocol):
    """What the client needs of credentials."""

    def token(self, ask: AskForToken, shop: str) -> str:
        """The token to send."""

    def renew(self, refused: str, ask: AskForToken, shop: str) -> str:
        """A token in place of one that was refused.

        :raises TokenExpired: there is no other
        """

    def secrets(self) -> tuple[str, ...]:
        """The values to keep out of every log."""


@dataclass(frozen=True, slots=True)
class PermanentToken:
    """The access token of an app made in the shop's admin; it does not end by itself."""

    value: str = field(repr=False)

    def token(self, ask: AskForToken, shop: str) -> str:
        """The token.

        :raises InvalidCredentials: it is empty, or has characters no token has
        """
        if not self.value or not self.value.isascii() or not self.value.isprintable():
            raise InvalidCredentials(shop=shop, detail="the access token is empty or damaged")
        return self.value.strip()

    def renew(self, refused: str, ask: AskForToken, shop: str) -> str:
        """Never possible.

        :raises TokenExpired: always
        """
        raise TokenExpired(shop=shop, detail="invalid access token")

    def secrets(self) -> tuple[str, ...]:
        """The token."""
        return (self.value.strip(),)


class ClientCredentials:
    """A developer-dashboard app: its id and secret buy a token for 24 hours.

    :param store: where the token is kept; by default in this process
    :param clock: seconds since the epoch
    """

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        store: TokenStore | None = None,
        *,
        clock: Callable[[], float] = time.time,
    ):
        self._client_id = client_id.strip()
        self._client_secret = client_secret.strip()
        self._store = store or MemoryTokenStore()
        self._clock = clock

    def __repr__(self) -> str:
        return f"ClientCredentials(client_id={self._client_id!r})"

    def token(self, ask: AskForToken, shop: str) -> str:
        """A token that is good for some more minutes; asked for when there is none.

        :raises ShopifyError: Shopify gives none; the type says why
        """
        stored = self._store.load()
        if stored and self._clock() < stored.renew_at:
            return stored.token
        return self._replace(stored.token if stored else "", ask, shop)

    def renew(self, refused: str, ask: AskForToken, shop: str) -> str:
        """A new token in place of a refused one, or the one that somebody else got meanwhile."""
        return self._replace(refused, ask, shop)

    def secrets(self) -> tuple[str, ...]:
        """The client secret and the token of now."""
        stored = self._store.load()
        return tuple(filter(None, (self._client_secret, stored and stored.token)))

    def _replace(self, old: str, ask: AskForToken, shop: str) -> str:
        with self._store.lock():
            stored = self._store.load()
            if stored and stored.token != old and self._clock() < stored.renew_at:
                return stored.token
            fresh = self._ask(ask, shop)
            self._store.save(fresh)
            return fresh.token

    def _ask(self, ask: AskForToken, shop: str) -> StoredToken:
        if not self._client_id or not self._client_secret:
            raise InvalidCredentials(shop=shop, detail="client id or client secret is empty")
        form = {
            "grant_type": "client_credentials",
            "client_id": self._client_id,
            "client_secret": self._client_secret,
        }
        asked_at = self._clock()
        status, body = ask(urlencode(form).encode())
        if status != 200:
            raise _refusal(status, body, shop)
        return _read_token(body, asked_at)


def _read_token(body: bytes, asked_at: float) -> StoredToken:
    try:
        answer = json.loads(body)
        token, lifetime = answer["access_token"], float(answer["expires_in"])
        scopes = answer.get("scope") or ""
    except (ValueError, KeyError, TypeError):
        raise MalformedAnswer("access_token", "no token in the answer") from None
    if not isinstance(token, str) or not token:
        raise MalformedAnswer("access_token", "no token in the answer")
    margin = min(RENEWAL_MARGIN, lifetime / 10)
    return StoredToken(
        token=token,
        ends_at=asked_at + lifetime,
        renew_at=asked_at + lifetime - margin,
        scopes=tuple(scope for scope in scopes.split(",") if scope),
    )


def _refusal(status: int, body: bytes, shop: str) -> ShopifyError:
    # JSON with "error" from some paths, an HTML page that names the code from others
    text = body[:20_000].decode("utf-8", "replace")
    for code, error_class in _REFUSALS.items():
        if code in text:
            return error_class(shop=shop)
    detail = next((code for code in _KNOWN_FAULTS if code in text), f"HTTP status {status}")
    return InvalidCredentials(shop=shop, detail=detail)
