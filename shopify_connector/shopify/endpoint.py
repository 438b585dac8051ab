# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where a shop is reached: its address as people type it, and the URLs made of it (G1)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from .errors import BadShopAddress, UntrustedAddress

_HANDLE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_SUFFIX = ".myshopify.com"
_ADMIN_PATH = re.compile(r"/store/([^/]+)")
_LOOPBACK = re.compile(r"(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}")

#: Where Shopify keeps the pictures of all shops.
_IMAGE_HOST = "cdn.shopify.com"
#: Hosts of Google's storage on which Shopify keeps results and uploads; the rest are Shopify's own.
_STORAGE_HOST = "storage.googleapis.com"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A shop's host.

    :param host: ``my-shop.myshopify.com``, or the sandbox's ``host:port``
    :param is_sandbox: it is spoken to over http
    """

    host: str
    is_sandbox: bool = False

    def __str__(self) -> str:
        return self.host

    @property
    def base_url(self) -> str:
        """Scheme and host, without a slash at the end."""
        return f"{'http' if self.is_sandbox else 'https'}://{self.host}"

    @property
    def token_url(self) -> str:
        """Where the client credentials grant is asked."""
        return f"{self.base_url}/admin/oauth/access_token"

    def graphql_url(self, version: str) -> str:
        """Where GraphQL is asked in an API version."""
        return f"{self.base_url}/admin/api/{version}/graphql.json"

    def check_file_url(self, url: str) -> str:
        """Let a URL of a bulk operation's file through if it is Shopify's, or the sandbox's.

        :raises UntrustedAddress: any other host, or no https
        """
        return self._checked(url, _is_shopify_storage)

    def check_image_url(self, url: str) -> str:
        """Let a URL of a picture through if it is on Shopify's host of files, or the shop's own.

        :raises UntrustedAddress: any other host, or no https
        """
        return self._checked(url, self._has_images)

    def _has_images(self, parts: SplitResult) -> bool:
        return not parts.username and parts.netloc in (_IMAGE_HOST, self.host)

    def _checked(self, url: str, is_trusted: Callable[[SplitResult], bool]) -> str:
        parts = urlsplit(url)
        if self.is_sandbox and (parts.scheme, parts.netloc) == ("http", self.host):
            return url
        if parts.scheme == "https" and not self.is_sandbox and is_trusted(parts):
            return url
        raise UntrustedAddress(host=parts.netloc or url[:100])


def parse(address: str, sandbox_address: str = "") -> Endpoint:
    """Read a shop's address as people type it.

    Accepted: ``x``, ``x.myshopify.com``, ``https://x.myshopify.com/…`` and
    ``https://admin.shopify.com/store/x/…``.

    :param sandbox_address: ``host:port`` of a sandbox on this machine that is allowed as well
    :raises BadShopAddress: anything else
    """
    typed = (address or "").strip()
    if sandbox_address and _is_sandbox(typed, sandbox_address):
        return Endpoint(sandbox_address, is_sandbox=True)
    handle = _handle(typed.lower())
    if not handle:
        raise BadShopAddress(address=typed[:200])
    return Endpoint(handle + _SUFFIX)


def _is_sandbox(typed: str, sandbox_address: str) -> bool:
    if not _LOOPBACK.fullmatch(sandbox_address):
        raise BadShopAddress(address=sandbox_address[:200])
    host = typed.removeprefix("http://").rstrip("/")
    return host == sandbox_address


def _handle(typed: str) -> str:
    if not typed.isprintable():
        return ""
    if typed.startswith("http://"):
        typed = typed.replace("http://", "https://", 1)
    if "://" not in typed:
        typed = f"https://{typed}" if "." in typed else f"https://{typed}{_SUFFIX}"
    try:
        parts = urlsplit(typed)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme != "https" or parts.username or parts.password or port:
        return ""
    host = parts.hostname or ""
    if host == "admin.shopify.com":
        found = _ADMIN_PATH.match(parts.path)
        handle = found.group(1) if found else ""
    elif host.endswith(_SUFFIX):
        handle = host.removesuffix(_SUFFIX)
    else:
        return ""
    return handle if _HANDLE.fullmatch(handle) else ""


def _is_shopify_storage(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if parts.port or parts.username:
        return False
    if host == _STORAGE_HOST:
        return parts.path.startswith("/shopify-")
    if host.endswith("." + _STORAGE_HOST):
        return host.startswith("shopify-")
    return host.endswith((".shopify.com", ".shopifycdn.com", _SUFFIX))
