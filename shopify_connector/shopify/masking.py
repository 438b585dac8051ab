# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Remove secrets from what is written down (G2, G8): by key, and by what a secret looks like."""

import re
from collections.abc import Iterable
from typing import Any

MASK = "***"

_SECRET_KEYS = frozenset(
    {
        "access_token",
        "accesstoken",
        "api_key",
        "apikey",
        "authorization",
        "client_secret",
        "clientsecret",
        "cookie",
        "password",
        "refresh_token",
        "secret",
        "set-cookie",
        "token",
        "x-shopify-access-token",
    }
)
_KEY_AND_TEXT = re.compile(
    r'("(?:' + "|".join(re.escape(key) for key in sorted(_SECRET_KEYS)) + r')"\s*:\s*)'
    r'"(?:[^"\\]|\\.)*"?',
    re.IGNORECASE,
)
_KEY_AND_FORM = re.compile(
    r"\b(access_token|client_secret|refresh_token|password)=[^&\s\"']+", re.IGNORECASE
)
# Shopify's tokens: shpat_, shpca_, shppa_, shpss_, shpua_, …
_LOOKS_SECRET = re.compile(r"\bshp[a-z]{2,3}_[A-Za-z0-9_-]+")


def mask_text(text: str, secrets: Iterable[str] = ()) -> str:
    """Replace the secrets in a text by ``***``.

    :param secrets: values that are secret wherever they stand
    """
    for secret in sorted((known for known in secrets if known), key=len, reverse=True):
        text = text.replace(secret, MASK)
    text = _LOOKS_SECRET.sub(MASK, text)
    text = _KEY_AND_TEXT.sub(rf'\1"{MASK}"', text)
    return _KEY_AND_FORM.sub(rf"\1={MASK}", text)


def mask_data(data: Any, secrets: Iterable[str] = ()) -> Any:
    """The same JSON-like data without secrets; the original stays as it is."""
    known = tuple(secrets)
    if isinstance(data, dict):
        return {
            mask_text(str(key), known): MASK
            if str(key).lower() in _SECRET_KEYS and value is not None
            else mask_data(value, known)
            for key, value in data.items()
        }
    if isinstance(data, (list, tuple)):
        return [mask_data(value, known) for value in data]
    if isinstance(data, str):
        return mask_text(data, known)
    return data
