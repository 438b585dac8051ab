# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's API versions: which are served, and what a call for another one gets."""

import re
from pathlib import Path

SUPPORTED = ("2026-01", "2026-04", "2026-07", "2026-10")
_NAME = re.compile(r"^\d{4}-(01|04|07|10)$")


def answered_by(asked: str, supported=SUPPORTED) -> str | None:
    """The version that answers a call.

    :param asked: the version in the request's path.
    :param supported: the versions in support, oldest first.
    :return: ``asked`` itself, the oldest supported one for an expired version (Shopify does so
        silently), or None for what was never a version.
    """
    if asked in supported:
        return asked
    if _NAME.match(asked) and asked < supported[0]:
        return supported[0]
    return None


def schema_file(folder: Path, version: str) -> Path:
    """Shopify's introspection file of a version."""
    return folder / f"admin_{version}.json.gz"
