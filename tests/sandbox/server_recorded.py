# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Walks the recorded answers of real shops."""

import json
from pathlib import Path

import pytest

from shopify_sandbox.recorded import recorded_folder

SCHEMAS = {"2025-01": ("2026-01", "2026-04"), "2026-04": ("2026-04",)}


def recorded_answers():
    """Version, query, variables and answer of each recorded request; skips without them."""
    folder = folder_or_skip()
    for path in sorted(folder.rglob("*.json")):
        version = path.relative_to(folder).parts[1]
        for query, variables, answer in _answers(json.loads(path.read_text()), None, None):
            yield version, query, variables or {}, answer


def folder_or_skip():
    """The folder with the recorded answers; skips without it."""
    try:
        folder = Path(recorded_folder())
    except FileNotFoundError:
        folder = Path("nowhere")
    if not folder.is_dir():
        pytest.skip("recorded answers are not here")
    return folder


def _answers(value, query, variables):
    if isinstance(value, list):
        for entry in value:
            yield from _answers(entry, query, variables)
    if not isinstance(value, dict):
        return
    for holder in (value, value.get("request")):
        for key in ("query", "mutation"):
            text = holder.get(key) if isinstance(holder, dict) else None
            if isinstance(text, str) and "{" in text:
                query, variables = text, holder.get("variables")
    if query and ("extensions" in value or "errors" in value):
        yield query, variables, value
    for inner in value.values():
        yield from _answers(inner, query, variables)
