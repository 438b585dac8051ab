# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where things are: the project's own folders and the cache."""

import ast
import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def cache_folder() -> Path:
    """:return: the folder for everything that can be fetched or built again."""
    named = os.environ.get("SHOPIFY_CONNECTOR_CACHE")
    if named:
        return Path(named).expanduser().absolute()
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base).absolute() / "shopify-connector"


def short_hash(*parts: object) -> str:
    """:return: ten hex digits that change with any of the parts."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(str(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()[:10]


def own_addons(root: Path = ROOT) -> list[Path]:
    """:return: the project's addons: every folder at the root with a manifest."""
    return sorted(path.parent for path in root.glob("*/__manifest__.py"))


def read_manifest(addon: Path) -> dict:
    """:return: the addon's manifest as a dictionary."""
    return ast.literal_eval((addon / "__manifest__.py").read_text(encoding="utf-8"))
